"""Stories that come back from the files of a run as they were."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from made_up_stories import JUNK, article_records, cluster_of, places, told
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.errors import OutputError
from newsclean.formats import StoryRecord, story_from, story_record, unstructured
from newsclean.formats.records import CONVERTER


def written(story: Story) -> dict[str, Any]:
    """The line of a story, as it is read back."""
    line: dict[str, Any] = json.loads(json.dumps(unstructured(story_record(story, cluster_of(story).members(story.base)))))
    return line


def record(line: dict[str, Any]) -> StoryRecord:
    return CONVERTER.structure(line, StoryRecord)


@given(told())
def test_a_story_comes_back_as_it_was(both: tuple[Story, list[CleanArticle]]) -> None:
    story, articles = both
    assert story_from(record(written(story)), article_records(articles)) == story


def test_halves_of_a_sentence_come_back() -> None:
    """The white space between them is typed, whatever the source has there."""
    whole = "The council approved the new harbour bridge on Monday, and work on it begins in the autumn of next year."
    halves = whole.replace(", and work", ". Work").split(". ")
    articles = [Article("a", whole), Article("b", f"  {halves[0]}.\n \n\t{halves[1]}"), Article("c", whole.replace("new", "old"))]
    story = canonicalize(articles)
    (own,) = [reading for reading in story.segments[0].readings if reading.article == "b"]
    assert (own.sentences, own.text) == (2, f"{halves[0]}.\n\n{halves[1]}")
    cleaned = [CleanArticle.untouched(article) for article in articles]
    assert story_from(record(written(story)), article_records(cleaned)) == story


@given(told())
def test_what_says_nothing_is_left_out(both: tuple[Story, list[CleanArticle]]) -> None:
    story, _ = both
    line = written(story)
    for passage, shown in zip((*line["segments"], *line["omitted"]), story.passages, strict=True):
        assert "variations" not in passage
        for reading, value in zip(passage["readings"], shown.readings, strict=True):
            assert ("joints" in reading) == bool(value.joints)
            assert ("text" in reading) == (not value.is_verbatim)
            assert ("pieces" in reading) == (len(value.pieces) > 1)


@given(told(), st.data())
def test_damage_is_an_error_or_harmless(both: tuple[Story, list[CleanArticle]], data: st.DataObject) -> None:
    story, articles = both
    line = written(story)
    holder, key = data.draw(st.sampled_from(places(line)))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(JUNK)
    try:
        damaged = record(line)
    except Exception as error:  # what cattrs says is told by read_records
        assert "Validation" in type(error).__name__  # noqa: PT017
        return
    try:
        again = story_from(damaged, article_records(articles))
    except OutputError as error:
        assert "is damaged" in error.problem  # noqa: PT017
        assert error.hint  # noqa: PT017
    else:
        for article in articles:
            assert again.reconstruct(article.id) == article.article.text
