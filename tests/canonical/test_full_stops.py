"""Full stops: what tells that a word is plain, and no abbreviation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.canonical import abbreviations as known
from newsclean.canonical.full_stops import ABBREVIATIONS, Place, abbreviates, is_plain, last_word

SPELLINGS = st.sampled_from([str, str.lower, str.upper, str.title, str.swapcase])
words = st.sampled_from(sorted(ABBREVIATIONS | known.OPENERS | known.LETTERED)) | st.text("abcIVXéนŞß.-’", min_size=1, max_size=6)
FOLLOWING = ("The", "Monday", "Chairman", "Board", "Doe", "USA", "Mayor", "Berlin", "I", "A", "Will")


@given(words, SPELLINGS, st.sampled_from(["", "He met ", "B. ", "plan ", "am ", "x" * 60 + " "]), st.sampled_from(FOLLOWING))
def test_a_plain_word_abbreviates_nothing(word: str, spelling: type[str], before: str, following: str) -> None:
    word = spelling(word)
    line = f"{before}{word}. {following} left."
    at = len(before) + len(word)
    if is_plain(last_word(line, 0, at)):
        assert not abbreviates(Place(line, 0, at, at + 2, at + 2))


@pytest.mark.parametrize("word", ["Monday", "left", "Doe", "Mcdonald"])
def test_plain_words(word: str) -> None:
    assert is_plain(word)


@pytest.mark.parametrize("word", ["", "a", "Mr", "MR", "No", "U.S", "Inc", "NATO", "3", "then-Rep", "café"])
def test_words_that_must_be_looked_at(word: str) -> None:
    assert not is_plain(word)
