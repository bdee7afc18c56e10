"""Which words are narration, and where they stand: as the slow reference says."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup import narration
from newsclean.neardup.narration import narrated, word_places
from newsclean.neardup.word_batch import BATCH
from newsclean.words import words
from plain_speech import speech
from strategies import dirty_texts, wild_text

MARKS = "“”„«»「」『』\"‘’'"
BREAKS = [" ", "\n", "\r\n", "\n\n", "\r\n\r\n", "\n \n", "\t", " \t\n", "\u00a0", "\u2028", "\u3000\n"]
WORDS = (
    "I we my us US It's We’ve don’t iâ€™m I&amp;m don&#39;t The Mayor Äther said home Ça été 漢字 U.S. ’90s ‘em o’clock".split()
)
PIECES = [*MARKS, *".,:;!?()-_…—", *BREAKS, *WORDS, "The mayor", "&quot;", "&ldquo;", "â€œ", "3,000", "\u200b"]
speaking_text = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
spaced_text = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
WORD_LIKE, CAPITAL, SPACE = (regex.compile(pattern) for pattern in (r"\w", r"\p{Lu}", r"\s"))


def as_python_has_it(character: str) -> bool:
    """Whether `str` says of a character what the reference's patterns say.

    They differ on combining marks and fractions (part of a word or not), circled letters and Roman numerals (capital or not),
    the separators 0x1c-0x1f (white space or not), and what only one of both Unicode versions has. None matters beside a mark.
    """
    return (
        bool(WORD_LIKE.match(character)) == (character.isalnum() or character == "_")
        and bool(CAPITAL.match(character)) == character.isupper()
        and bool(SPACE.match(character)) == character.isspace()
    )


strange_text = wild_text.map(lambda text: "".join(filter(as_python_has_it, text)))


@st.composite
def quoting_text(draw: st.DrawFn) -> str:
    """Sentences with quotations that are closed, left open, nested, or closed by the wrong mark."""
    few = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
    marks, breaks = st.sampled_from(["", *MARKS]), st.sampled_from(BREAKS)
    parts = []
    for _ in range(draw(st.integers(0, 6))):
        parts += [draw(few), draw(st.sampled_from(["", " ", ": ", " ("])), draw(marks), draw(few)]
        parts += [draw(st.sampled_from(".!?,")), draw(marks), draw(breaks)]
    return "".join(parts)


def everything(texts: list[str]) -> list[tuple[object, ...]]:
    """What is read in the texts together."""
    places = word_places(texts)
    return [(each.starts, each.ends, told) for each, told in zip(places, narrated(texts, places), strict=True)]


some_texts = st.lists(st.one_of(speaking_text, spaced_text, quoting_text(), strange_text, dirty_texts()), max_size=6)


@given(some_texts)
def test_as_the_reference_says(texts: list[str]) -> None:
    several = word_places(texts)
    for text, places, told in zip(texts, several, narrated(texts, several), strict=True):
        found = words(text)
        assert list(places.starts) == list(found.starts)
        assert list(places.ends) == list(found.ends)
        assert told == bytes(1 - flag for flag in speech(text, found))


@given(some_texts, st.integers(1, 3))
def test_a_text_is_read_alone_as_in_any_batch(texts: list[str], at_once: int) -> None:
    alone = [read for text in texts for read in everything([text])]
    with pytest.MonkeyPatch.context() as patch:
        for size in (BATCH, at_once):
            patch.setattr(narration, "BATCH", size)
            assert everything(texts) == alone


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("He said: “No more of it.” Then he left.", "no more of it"),
        ('He said: "No more of it." Then he left.', "no more of it"),
        ("“No more of it,\n\nHe then left.", "no more of it"),
        ("“The ‘old’ one is gone,” he said.", "the old one is gone"),
        ("I will not go. The door closed.", "i will not go"),
        ("The mayor’s house in ‘Upper Town’ burnt.", "upper town"),
        ("Er sagte: „Schluss damit.“ Er ging.", "schluss damit"),
        ("“No more of it.\nHe then left.", "no more of it"),
        ("“No more\r\nof it.\r\nHe then left.", "no more of it"),
        ("“No more of it", "no more of it"),
        ("He said,‘No more of it.’ Then (‘so he said’) he left:‘late’", "no more of it so he said late"),
        ("The crews‘ old ships-‘em all-sank.", ""),  # no single mark opens right behind a letter or a hyphen
        ("The door closed. We’ve seen it, he said.\n\nNobody came.", "weve seen it he said"),
        ("It is our house. it closed", "it is our house it closed"),  # no capital begins a sentence there
        ("", ""),
        ("The US army left. They told us so.", "they told us so"),
        ("市長は「辞める」と言った。", "辞 め る"),
    ],
)
def test_what_is_quoted_or_in_the_first_person(text: str, spoken: str) -> None:
    (told,) = narrated([text], word_places([text]))
    flagged = [key for key, flag in zip(words(text).keys, told, strict=True) if not flag]
    assert " ".join(flagged) == spoken


def test_a_long_sentence_is_found_whole() -> None:
    text = "One. " + "The mayor said at length and " * 60 + "I agree. Then he left."
    (told,) = narrated([text], word_places([text]))
    assert sum(told) == 4
