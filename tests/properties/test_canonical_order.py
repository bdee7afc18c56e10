"""What stands where in a canonical text: the base's order, what moved, one sentence a witness, one headline, one lead."""

from __future__ import annotations

from typing import get_args

from hypothesis import example, given
from hypothesis import strategies as st

from newsclean import Article, Story, canonicalize
from newsclean.canonical import Mode, Reading, Segment
from newsclean.canonical.sentences import UnitKind, units
from newsclean.canonical.story import Omitted
from syndication import HEAVY, Syndication, syndicate, syndicated_stories

modes = st.sampled_from(get_args(Mode))
numbers = st.integers(0, 5)


def merged(known: Syndication, mode: Mode, base: int) -> Story:
    """The story of the articles, with any of them for the base."""
    return canonicalize(known.articles, mode=mode, base=lambda articles: articles[base % len(articles)].id)


def body(article: Article) -> int:
    """Where an article begins below its headline."""
    found = units(article.text, article.title)
    return next((unit.span.start for unit in found if unit.kind is not UnitKind.HEADLINE), len(article.text))


def shown(story: Story, article: str) -> list[Reading]:
    """The readings of a witness in the segments, in the story's order."""
    return [reading for segment in story.segments for reading in segment.readings if reading.article == article]


@given(syndicated_stories(), modes, numbers)
def test_a_witness_has_one_reading_in_a_segment_of_one_sentence_or_as_many_as_declared(
    known: Syndication, mode: Mode, base: int
) -> None:
    story = merged(known, mode, base)
    split = {article.id: units(article.text, article.title) for article in known.articles}
    for passage in story.passages:
        names = [reading.article for reading in passage.readings]
        assert names == sorted(set(names))
        counts = [getattr(reading, "sentences", 1) for reading in passage.readings]
        assert len(counts) == 1 or min(counts) == 1 or max(counts) == 1
        for reading, count in zip(passage.readings, counts, strict=True):
            inside = [unit for unit in split[reading.article] if reading.start <= unit.span.start < reading.end]
            assert len(inside) == count
    assert all(sum(reading.chosen for reading in segment.readings) == 1 for segment in story.segments)
    assert not any(reading.chosen for omitted in story.omitted for reading in omitted.readings)


@given(syndicated_stories(), modes, numbers)
def test_the_order_of_the_base_is_kept(known: Syndication, mode: Mode, base: int) -> None:
    story = merged(known, mode, base)
    readings = shown(story, story.base)
    assert [reading.start for reading in readings] == sorted(reading.start for reading in readings)
    assert not any(reading.moved for reading in readings)


@given(syndicated_stories(), modes, numbers)
def test_as_few_readings_as_possible_are_marked_moved(known: Syndication, mode: Mode, base: int) -> None:
    story = merged(known, mode, base)
    for article in known.articles:
        readings = shown(story, article.id)
        in_place = [reading.start for reading in readings if not reading.moved]
        assert in_place == sorted(in_place)
        longest: list[int] = []  # of an ordered selection that ends with each reading
        for n, reading in enumerate(readings):
            longest.append(1 + max((longest[k] for k in range(n) if readings[k].start < reading.start), default=0))
        assert len(in_place) == max(longest, default=0)


@given(syndicated_stories(), modes, numbers)
def test_headlines_are_never_stacked(known: Syndication, mode: Mode, base: int) -> None:
    story = merged(known, mode, base)
    assert all(segment.kind is not UnitKind.HEADLINE for segment in story.segments[1:])
    for omitted in story.omitted:
        assert (omitted.kind is UnitKind.HEADLINE) == (omitted.reason == "alternate headline")


@example(syndicate(1, HEAVY, articles=3, sentences=8), "union", 0)  # five sentences of its own stand above the lead
@given(syndicated_stories(), st.sampled_from(["union", "edition"]), numbers)
def test_leads_are_never_stacked(known: Syndication, mode: Mode, base: int) -> None:
    """Nobody's text goes above the lead of the base, and a lead that only opens texts is kept beside the story.

    In a majority, the lead is that of most lineages.
    """
    articles = {article.id: article for article in known.articles}
    story = merged(known, mode, base)
    firsts = {article.id: body(article) for article in known.articles}
    passages = [segment for segment in story.segments if segment.kind is not UnitKind.HEADLINE]
    assert not passages or any(r.article == story.base and r.start <= firsts[story.base] for r in passages[0].readings)
    own = articles[story.base].text
    for segment in passages:
        assert not opens(segment, firsts) or own in {articles[reading.article].text for reading in segment.readings}


def opens(passage: Segment | Omitted, firsts: dict[str, int]) -> bool:
    """Whether all of its witnesses begin with a passage."""
    return all(reading.start == firsts[reading.article] for reading in passage.readings)
