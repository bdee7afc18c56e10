"""Which words are narration, and where they stand: as the slow reference says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup.narration import word_places
from newsclean.words import words
from plain_speech import speech
from strategies import dirty_texts

PIECES = [
    *"“”„«»「」\"‘’'.,:;!?()-",
    *[" ", "\n", "\r\n", "\n\n", "\n \n", "\t", "\u00a0"],
    *[
        "I",
        "we",
        "my",
        "us",
        "The mayor",
        "said",
        "went home",
        "Ça",
        "été",
        "漢字",
        "don't",
        "U.S.",
        "&quot;",
        "â€œ",
        "’90s",
        "3,000",
    ],
]
speaking_text = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
spaced_text = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@given(st.lists(st.one_of(speaking_text, spaced_text, dirty_texts()), max_size=6))
def test_as_the_reference_says(texts: list[str]) -> None:
    for text, places in zip(texts, word_places(texts), strict=True):
        found = words(text)
        assert list(places.starts) == list(found.starts)
        assert list(places.ends) == list(found.ends)
        assert places.told == bytes(1 - flag for flag in speech(text, found))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("He said: “No more of it.” Then he left.", "no more of it"),
        ('He said: "No more of it." Then he left.', "no more of it"),
        ("“No more of it,\n\nHe then left.", "no more of it"),
        ("“The ‘old’ one is gone,” he said.", "the old one is gone"),
        ("I will not go. The door closed.", "i will not go"),
        ("The mayor’s house in ‘Upper Town’ burnt.", "upper town"),
        ("The US army left. They told us so.", "they told us so"),
        ("市長は「辞める」と言った。", "辞 め る"),
    ],
)
def test_what_is_quoted_or_in_the_first_person(text: str, spoken: str) -> None:
    (places,) = word_places([text])
    flagged = [key for key, told in zip(words(text).keys, places.told, strict=True) if not told]
    assert " ".join(flagged) == spoken


def test_a_long_sentence_is_found_whole() -> None:
    text = "One. " + "The mayor said at length and " * 60 + "I agree. Then he left."
    (places,) = word_places([text])
    assert sum(places.told) == 4
