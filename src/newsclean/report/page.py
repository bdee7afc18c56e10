"""Rendering the report from the records of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from jinja2 import Environment, PackageLoader

from newsclean.errors import Rejected
from newsclean.formats import ArticleRecord, PairRecord, StoryRecord
from newsclean.formats.records import ReadingRecord, SegmentRecord


@frozen
class Words:
    """A reading as the report shows it."""

    article: str
    text: str
    start: int
    end: int
    chosen: bool
    moved: bool


@frozen
class Sentence:
    """A segment or an omitted sentence as the report shows it."""

    text: str
    kind: str
    status: str
    reason: str
    readings: tuple[Words, ...]
    conflicts: tuple[str, ...]


@frozen
class ShownStory:
    """A story with its sentences by paragraph; ``headline`` is None where its text has none."""

    record: StoryRecord
    headline: Sentence | None
    paragraphs: tuple[tuple[Sentence, ...], ...]
    omitted: tuple[Sentence, ...]
    pairs: tuple[PairRecord, ...]


def render(
    articles: Sequence[ArticleRecord],
    pairs: Sequence[PairRecord],
    stories: Sequence[StoryRecord],
    rejected: Sequence[Rejected],
) -> Iterator[str]:
    """The report as the parts of one HTML page without scripts: stories first, then the articles and what was removed.

    Article text is escaped throughout; the page forbids scripts and any request by its own policy.
    """
    # Autoescape for every template, whatever its name: article text must never become markup.
    environment = Environment(loader=PackageLoader("newsclean.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    sources = {article.id: "".join(text for text, _ in article.source()) for article in articles}
    removed = Counter[str]()
    for article in articles:
        for removal in article.removals:
            removed[removal.kind] += removal.end - removal.start
    # The story of most sources first, as that is what a reader looks for.
    ordered = sorted(stories, key=lambda story: (-len(story.members), story.id))
    template = environment.get_template("report.html")
    return template.generate(
        stories=[_shown(story, pairs, sources) for story in ordered],
        articles=articles,
        removed=removed.most_common(),
        rejected=rejected,
    )


def _shown(story: StoryRecord, pairs: Sequence[PairRecord], sources: Mapping[str, str]) -> ShownStory:
    members = {member.id for member in story.members}
    paragraphs: list[list[Sentence]] = []
    end = None
    for number, segment in enumerate(story.segments):
        if end is None or "\n" in story.text[end : segment.start]:
            paragraphs.append([])
        end = segment.end
        kinds = tuple(c.kind for c in story.conflicts if c.segment == number)
        paragraphs[-1].append(_sentence(segment, story.text[segment.start : segment.end], sources, kinds))
    headline = paragraphs.pop(0)[0] if paragraphs and paragraphs[0][0].kind == "headline" else None
    omitted = []
    for number, left_out in enumerate(story.omitted):
        kinds = tuple(c.kind for c in story.conflicts if c.omitted == number)
        text = _words(left_out.readings[0], sources).text
        readings = tuple(_words(r, sources) for r in left_out.readings)
        omitted.append(Sentence(text, left_out.kind, left_out.status, left_out.reason, readings, kinds))
    own = tuple(pair for pair in pairs if pair.a in members or pair.b in members)
    return ShownStory(story, headline, tuple(map(tuple, paragraphs)), tuple(omitted), own)


def _sentence(segment: SegmentRecord, text: str, sources: Mapping[str, str], conflicts: tuple[str, ...]) -> Sentence:
    readings = tuple(_words(reading, sources) for reading in segment.readings)
    return Sentence(text, segment.kind, segment.status, segment.reason, readings, conflicts)


def _words(reading: ReadingRecord, sources: Mapping[str, str]) -> Words:
    pieces = reading.pieces or [(reading.start, reading.end)]
    text = "".join(sources[reading.article][start:end] for start, end in pieces)
    return Words(reading.article, text, reading.start, reading.end, reading.chosen, reading.moved)
