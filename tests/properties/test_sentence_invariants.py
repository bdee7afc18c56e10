"""What always holds of units: exact, in order, inside their lines, with nothing but white space left out."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from newsclean.canonical.abbreviations import BEFORE_A_NAME
from newsclean.canonical.datelines import NEAR_TOP, dateline_end
from newsclean.canonical.hard_wraps import paragraphs
from newsclean.canonical.sentence_ends import CLOSERS, STOPS, WIDE_STOPS, sentence_ends
from newsclean.canonical.sentences import Splitter, UnitKind, units
from newsclean.lines import INVISIBLE, shown_lines
from newsclean.words import words
from strategies import bodies, dirty_texts, wild_text

# Stops, what closes and opens, abbreviations, datelines and words of many scripts, in any order.
crowded_texts = st.lists(
    st.sampled_from([*STOPS, *WIDE_STOPS, *CLOSERS, *"“„¿¡«( \n\u200b\xa0;—-", "\r\n", "&quot;", "&rdquo;"])
    | st.sampled_from(["U.S", "Mr", "p.m", "Inc", "J", "z. B", "3", "15", "No", "Yahoo", "iPhone", "http://a.example/b"])
    | st.sampled_from(
        ["The", "Harlow", "the", "said", "am", "Mai", "und die", "Κανείς", "Он", "г", "نعم", "वह", "他说", "と", "พ"]
    )
    | st.sampled_from(["(CNN)", "WASHINGTON (AP) — ", "[Beirut, 3 May]", "新华社北京5月3日电", "МОСКВА, 3 мая — ТАСС."]),
    max_size=40,
).map("".join)
texts = wild_text | dirty_texts() | crowded_texts


@st.composite
def titled_texts(draw: st.DrawFn) -> tuple[str, str | None]:
    """A text with no title, with any, or with one that its first line repeats."""
    text = draw(texts)
    first = next((text[row.start : row.end].upper() for row in shown_lines(text)), None)
    return text, draw(st.sampled_from([None, first]) | crowded_texts)


@given(titled_texts())
def test_units_tile_the_text_but_for_what_shows_nothing(titled: tuple[str, str | None]) -> None:
    text, title = titled
    position = 0
    for unit in units(text, title):
        start, end = unit.span.start, unit.span.end
        assert position <= start < end <= len(text)
        assert not text[position:start].strip(INVISIBLE)
        assert text[start] not in INVISIBLE
        assert text[end - 1] not in INVISIBLE
        position = end
    assert not text[position:].strip(INVISIBLE)


@given(titled_texts())
def test_each_unit_is_inside_its_line(titled: tuple[str, str | None]) -> None:
    text, title = titled
    rows = shown_lines(text)
    found = units(text, title)
    assert all(rows[unit.line].start <= unit.span.start and unit.span.end <= rows[unit.line].end for unit in found)
    assert [unit.line for unit in found] == sorted(unit.line for unit in found)
    assert {unit.line for unit in found} == set(range(len(rows)))


@given(texts)
def test_keys_are_those_of_the_words(text: str) -> None:
    for unit in units(text):
        assert unit.keys == words(unit.span.of(text)).keys


@given(titled_texts())
def test_only_a_first_unit_is_a_headline_and_a_heading_has_its_line_for_itself(titled: tuple[str, str | None]) -> None:
    found = units(*titled)
    for number, unit in enumerate(found):
        alone = sum(other.line == unit.line for other in found) == 1
        assert unit.kind is not UnitKind.HEADLINE or (number == 0 and alone)
        assert unit.kind is not UnitKind.SUBHEAD or (unit.line > 0 and alone)
        if unit.kind is UnitKind.DATELINE:
            assert unit.line < NEAR_TOP
            assert found[number + 1].line == unit.line  # the sentence that it stands in front of


@given(st.lists(titled_texts(), max_size=4))
def test_what_a_splitter_has_read_before_changes_nothing(given_texts: list[tuple[str, str | None]]) -> None:
    splitter = Splitter()
    for text, title in given_texts + given_texts[::-1]:
        assert splitter(text, title) == units(text, title)


@given(st.lists(crowded_texts, min_size=1, max_size=4))
def test_lines_are_split_one_by_one(given_texts: list[str]) -> None:
    text = "\n".join(given_texts)
    rows = shown_lines(text)
    assume(len(list(paragraphs(text, rows))) == len(rows))  # else it looks wrapped
    expected = []
    for number, row in enumerate(shown_lines(text)):
        line = text[row.start : row.end]
        start = dateline_end(line) if number < NEAR_TOP else 0
        begin = len(line) - len(line[start:].lstrip(INVISIBLE))
        expected += [row.start] * bool(start) + [row.start + begin]
        expected += [row.start + begin + behind for _, behind in sentence_ends(line[begin:])]
    assert [unit.span.start for unit in units(text)] == expected


@given(bodies)
def test_sentences_that_end_in_a_word_are_found_again(paragraphs: list[str]) -> None:
    """Of made-up news prose: every stop behind a plain word, in front of a space and a capital, is an end."""
    text = "\n\n".join(paragraphs)
    found = {unit.span.end for unit in units(text)}
    for at in range(1, len(text) - 2):
        if text[at] == "." and text[at + 1] == " " and text[at + 2].isupper() and text[at - 2 : at].islower():
            word = text[:at].rsplit(None, 1)[-1]
            assert at + 1 in found or word in BEFORE_A_NAME or "." in word
