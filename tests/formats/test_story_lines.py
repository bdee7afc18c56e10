"""Stories as JSON lines that lose nothing, and the schema that says how they look."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from made_up_stories import JUNK, places, stories
from newsclean import Article, Span, Story, canonicalize
from newsclean.canonical import Conflict, ConflictReading, DifferenceKind, Grade
from newsclean.errors import InputError
from newsclean.formats import read_stories, story_schema
from newsclean.formats.story_lines import story_line
from story_schema import story_schema as made_schema

SCHEMA = Draft202012Validator(json.loads(story_schema()))


def read(*lines: str) -> list[Story]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace", newline="")
        return list(read_stories(path))


@given(st.lists(stories, min_size=1, max_size=2))
def test_what_is_written_is_read_back_equal_and_fits_the_schema(told: list[Story]) -> None:
    lines = [story_line(story) for story in told]
    assert read(*lines) == told
    for line in lines:
        assert list(SCHEMA.iter_errors(json.loads(line))) == []


@given(stories, st.data())
def test_damage_is_told_or_harmless(story: Story, data: st.DataObject) -> None:
    line = json.loads(story_line(story))
    holder, key = data.draw(st.sampled_from(places(line)))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(JUNK)
    fits = SCHEMA.is_valid(line)
    try:
        (again,) = read(json.dumps(line))
    except InputError as error:
        assert error.record == 1  # noqa: PT017
        assert error.hint  # noqa: PT017
    else:
        assert fits
        assert all(again.reconstruct(witness.article) is not None for witness in again.witnesses)


def test_the_schema_is_that_of_the_classes() -> None:
    """Print it again with: python tests/story_schema.py > src/newsclean/formats/schemas/story.schema.json"""
    assert story_schema() == made_schema()
    Draft202012Validator.check_schema(json.loads(story_schema()))


MERGED = canonicalize(
    [Article("a", "The mayor left on Monday.\n\nNobody was surprised."), Article("b", "The mayor left on Tuesday.")]
)
DAYS = (ConflictReading("a", Span(18, 24), "Monday"), ConflictReading("b", Span(18, 25), "Tuesday"))
STORY = evolve(MERGED, conflicts=(Conflict(DifferenceKind.DATE, Grade.CONTRADICTION, DAYS, segment=0),))


def damaged(*path: Any, value: Any = ...) -> str:
    """The line of the story with one value changed, or taken out."""
    line: Any = json.loads(story_line(STORY))
    holder = line
    for key in path[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return json.dumps(line)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "no JSON object"),
        ('{"id": "a"', "no JSON"),
        ("{}", "required field missing"),
        (damaged("id", value=5), "expected str @ $.id"),
        (damaged("extra", value=1), "extra fields found"),
        (damaged("text", value="Other."), "segment 0"),
        (damaged("base", value="z"), "the base 'z' is no witness"),
        (damaged("segments", 0, "end", value=9999), "not in the text"),
        (
            damaged("segments", 0, "kind", value="poem"),
            "expected UnitKind @ $.segments[0].kind",
        ),
        (damaged("segments", 0, "readings", value=[]), "there is no reading"),
        (damaged("segments", 0, "readings", 0, "pieces", value=[[3, 1]]), "expected Span @ $.segments[0].readings[0].pieces[0]"),
        (damaged("segments", 0, "readings", 0, "pieces", value=[[0, 5], [3, 27]]), "overlap"),
        (damaged("segments", 0, "readings", 0, "pieces", value=[]), "overlap, or are out of order"),
        (damaged("segments", 0, "readings", 0, "pieces", value=[[0, True]]), "expected Span"),
        (damaged("segments", 0, "readings", 0, "article", value="z"), "order of their articles"),
        (damaged("segments", 1, "readings", 0, "article", value="z"), "'z' is no witness"),
        (damaged("witnesses", 0, "rest", value=[]), "the source text of 'a' is missing"),
        (damaged("witnesses", 0, value={"article": "b", "rest": []}), "order of their ids"),
        (damaged("conflicts", 0, "segment", value=7), "segment 7"),
        (damaged("conflicts", 0, "readings", 0, "span", value=[0, 999]), "where nothing is"),
        (damaged("conflicts", 0, "latest", value="z"), "'z', is no witness"),
        (damaged("lineage", value=[{"article": "a", "parent": "b", "derivation": None, "reason": ""}]), "without a derivation"),
        (
            damaged("lineage", value=[{"article": "a", "parent": None, "derivation": None, "reason": "", "added": [99]}]),
            "a passage that is none",
        ),
        (
            damaged("dangling", value=[{"segment": 0, "start": 0, "end": 3, "text": "He", "kind": "pronoun", "reason": ""}]),
            "is not in the text",
        ),
    ],
)
def test_a_damaged_line_is_named_with_what_is_wrong(line: str, problem: str) -> None:
    with pytest.raises(InputError) as raised:
        read(story_line(STORY), line)
    assert raised.value.record == 2
    assert problem in raised.value.problem
    assert raised.value.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_stories(tmp_path / "none.jsonl"))
