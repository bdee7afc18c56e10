"""Full stops: what tells that a word is plain, and no abbreviation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.canonical import abbreviations as known
from newsclean.canonical.full_stops import ABBREVIATIONS, Place, abbreviates, is_plain, last_word

SPELLINGS = (str, str.lower, str.upper, str.title, str.swapcase)
BEFORE = ("", "He met ", "B. ", "plan ", "am ", "x" * 60 + " ")
FOLLOWING = ("The", "Monday", "Chairman", "Board", "Doe", "USA", "Berlin", "A")


def is_wrong(word: str, before: str, following: str) -> bool:
    """Whether a word is taken for plain, and its full stop for one that abbreviates."""
    line, at = f"{before}{word}. {following} left.", len(before) + len(word)
    return is_plain(last_word(line, 0, at)) and abbreviates(Place(line, 0, at, at + 2, at + 2))


@pytest.mark.parametrize("before", BEFORE)
def test_no_known_word_is_taken_for_a_plain_one(before: str) -> None:
    words = {spelling(word) for word in ABBREVIATIONS | known.OPENERS | known.LETTERED for spelling in SPELLINGS}
    assert not [word for word in sorted(words) for following in FOLLOWING if is_wrong(word, before, following)]


@given(st.text("abcIVXéนŞß.-’", min_size=1, max_size=6), st.sampled_from(BEFORE), st.sampled_from(FOLLOWING))
def test_a_plain_word_abbreviates_nothing(word: str, before: str, following: str) -> None:
    assert not is_wrong(word, before, following)


@pytest.mark.parametrize("word", ["Monday", "left", "Doe", "Mcdonald"])
def test_plain_words(word: str) -> None:
    assert is_plain(word)


@pytest.mark.parametrize("word", ["", "a", "Mr", "MR", "No", "U.S", "Inc", "NATO", "3", "then-Rep", "café"])
def test_words_that_must_be_looked_at(word: str) -> None:
    assert not is_plain(word)
