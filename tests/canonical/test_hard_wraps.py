"""Text whose lines end for their width."""

from __future__ import annotations

from newsclean import Article, Story, canonicalize
from newsclean.canonical.hard_wraps import paragraphs
from newsclean.canonical.sentences import units
from newsclean.lines import shown_lines

WIRE = """    The harbour board has approved a bridge over
the old canal, which is to open in the autumn of next year,
a spokesman said.
    The bridge will cost 12 mln euros. It replaces a ferry that
has carried people over the water since 1921, and which the
town has long wanted to give up.
"""
PLAIN = (
    "The harbour board has approved a bridge over the old canal, which is to open in the autumn of next year, a spokesman said."
)


def blocks(text: str) -> list[int]:
    """How many lines each paragraph has."""
    return [end - start for start, end in paragraphs(text, shown_lines(text))]


def test_lines_of_a_wrapped_text_belong_together_up_to_an_indent() -> None:
    assert blocks(WIRE) == [3, 3]
    assert [unit.of(WIRE) for unit in units(WIRE)] == [
        PLAIN,
        "The bridge will cost 12 mln euros.",
        "It replaces a ferry that has carried people over the water since 1921, and which the town has long wanted to give up.",
    ]
    assert [unit.line for unit in units(WIRE)] == [0, 1, 1]


def test_up_to_an_empty_line() -> None:
    lines = [line.strip() for line in WIRE.splitlines()]
    assert blocks("\n".join([*lines[:3], "", *lines[3:]])) == [3, 3]


def test_up_to_a_short_last_line() -> None:
    assert blocks("\n".join(line.strip() for line in WIRE.splitlines())) == [3, 3]


def test_a_short_heading_stays_alone() -> None:
    assert blocks(f"Bridge over canal\n{WIRE}") == [1, 3, 3]


def test_paragraphs_of_one_line_and_lists_are_not_wrapped() -> None:
    assert blocks("The mayor left.\nNobody came.\nIt rained.\nThe end.") == [1] * 4
    assert blocks("Home\nNews\nSport\nWeather\nThe mayor left on Monday.") == [1] * 5
    assert blocks("\n".join([f"{'word ' * 30}and", "then the next"] * 4)) == [1] * 8


def test_a_story_shows_wrapped_sentences_in_one_line_and_rebuilds_the_lines() -> None:
    story = canonicalize([Article("a", WIRE), Article("b", PLAIN.replace("autumn", "spring"))])
    assert story.segments[0].chosen.text == PLAIN
    assert [r.sentences for r in story.segments[0].readings] == [1, 1]
    assert story.reconstruct("a") == WIRE
    assert traced(story, WIRE)
    assert canonicalize([Article("story", story.text)]).text == story.text


def traced(story: Story, source: str) -> bool:
    origins = story.trace(0, len(story.segments[0].chosen.text))
    shown = [story.text[origin.start : origin.end] for origin in origins]
    return shown == ["".join(piece.of(source) for piece in origin.pieces) for origin in origins] and len(origins) == 3
