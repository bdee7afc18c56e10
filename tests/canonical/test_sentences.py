"""Where sentences end, and what is a heading."""

from __future__ import annotations

import pytest
from hypothesis import given

from newsclean.canonical.sentences import UnitKind, units
from strategies import dirty_texts, wild_text


def split(text: str) -> list[str]:
    return [unit.span.of(text) for unit in units(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He met U.S. officials.", "They agreed."],
        ["Sen. Kelly Ayotte, R-N.H., asked Maj. Gen. Igor Konashenkov.", "He did not reply."],
        ["It closed at 5 p.m. Eastern time.", "The U.S. did not."],
        ["Acme Corp. Chairman J. R. Smith left.", "No. 10 was silent."],
        ["He lives in the U.S.", "The others left on Sept. 3 for Paris."],
        ["“We will strike.", "These strikes will continue,” he said."],
        ["“Do this?", "They cannot be trusted.”", "He left."],
        ["It cost 3.5 million.", "Nobody paid."],
        ["Was it true?", "“Yes!”", "She laughed."],
        ["Wait… then it fell.", "Nobody saw."],
    ],
)
def test_english(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_languages_by_their_punctuation() -> None:
    assert split("今天下雨。明天晴。") == ["今天下雨。", "明天晴。"]
    assert split("هل هذا صحيح؟ نعم. انتهى") == ["هل هذا صحيح؟", "نعم.", "انتهى"]
    assert split("यह सच है। वह गया।") == ["यह सच है।", "वह गया।"]
    assert split("¿Es verdad? ¡Sí! «No lo sé.» Se fue.") == ["¿Es verdad?", "¡Sí!", "«No lo sé.»", "Se fue."]


def test_a_sentence_never_goes_over_a_line_end() -> None:
    assert split("one line\nand another\r\nthird") == ["one line", "and another", "third"]


def test_headings() -> None:
    text = "Mayor resigns after vote\n\nShe left on Monday.\n\nWhat comes next\n\nNobody knows."
    assert [unit.kind for unit in units(text)] == [
        UnitKind.HEADLINE,
        UnitKind.SENTENCE,
        UnitKind.SUBHEAD,
        UnitKind.SENTENCE,
    ]


def test_a_first_line_that_repeats_the_title_is_the_headline() -> None:
    text = "The mayor is gone.\n\nShe left on Monday."
    assert units(text)[0].kind is UnitKind.SENTENCE
    assert units(text, title="The Mayor Is Gone")[0].kind is UnitKind.HEADLINE


@given(wild_text | dirty_texts())
def test_units_and_white_space_tile_the_text(text: str) -> None:
    position = 0
    for unit in units(text):
        assert not text[position : unit.span.start].strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\u00a0").strip()
        assert unit.span
        position = unit.span.end
    assert not text[position:].strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\u00a0").strip()
