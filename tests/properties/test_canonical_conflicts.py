"""What is stated otherwise within a segment is always a conflict of its kind, whichever reading is chosen."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alignment_scores import said_together
from news_prose import FACTS
from newsclean import Story, canonicalize
from newsclean.canonical import Mode
from syndication import HEAVY, Syndication, syndicate, syndicated_stories

modes = st.sampled_from(get_args(Mode))


# What may be said of a difference that was made: a place is told as one, and "will" / "would" moves the tense.
TOLD = {"name": {"name", "place", "attribution"}, "modality": {"modality", "tense"}}


def flagged(story: Story) -> dict[int, set[str]]:
    """The kinds of the conflicts of each passage, by its number.

    One source told in two ways ("two officials said", "according to two officials") is a difference of form.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for conflict in (*story.conflicts, *(form for form in story.forms if form.kind == "attribution")):
        found[conflict.segment if conflict.segment is not None else len(story.segments) + (conflict.omitted or 0)].add(
            conflict.kind
        )
    return found


@pytest.mark.parametrize("kind", FACTS)
@example(known=syndicate(1, HEAVY, articles=3, sentences=10), mode="union")  # sources that differ in no word of the lexicon
@example(known=syndicate(87, HEAVY, articles=3, sentences=10), mode="union")  # days of one month
@given(known=syndicated_stories(boilerplate=False), mode=modes)
def test_a_fact_that_differs_within_a_segment_is_a_conflict(kind: str, known: Syndication, mode: Mode) -> None:
    story = canonicalize(known.articles, mode=mode)
    found = flagged(story)
    for number, together in enumerate(said_together(known, story)):
        places = {sentence.place for sentence in together}
        for conflict in known.conflicts:
            if conflict.kind == kind and {conflict.one.place, conflict.other.place} <= places:
                assert found[number] & TOLD.get(kind, {kind}), (conflict.one, conflict.other)


@given(syndicated_stories(boilerplate=False), modes)
def test_a_conflict_names_words_of_readings_of_its_passage(known: Syndication, mode: Mode) -> None:
    sources = {article.id: article.text for article in known.articles}
    story = canonicalize(known.articles, mode=mode)
    for conflict in story.conflicts:
        passage = story.segments[conflict.segment] if conflict.segment is not None else story.omitted[conflict.omitted or 0]
        readings = {reading.article: reading for reading in passage.readings}
        assert len(conflict.readings) > 1
        for side in conflict.readings:
            reading = readings[side.article]
            assert reading.start <= side.span.start < side.span.end <= reading.end
            first, *_, last = (side.text or side.span.of(sources[side.article])).split(" … ") * 2
            assert side.span.of(sources[side.article]).startswith(first)
            assert side.span.of(sources[side.article]).endswith(last)
