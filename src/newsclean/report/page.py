"""Rendering the report from the records of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from jinja2 import Environment, PackageLoader

from newsclean.canonical import Joint
from newsclean.canonical.readings import joined
from newsclean.errors import Rejected
from newsclean.formats import ArticleRecord, PairRecord, StoryRecord, text_fragment
from newsclean.formats.story_records import OmittedRecord, ReadingRecord, SegmentRecord
from newsclean.formats.text_fragments import linkable

# Control characters as the symbols that stand for them; those that turn the reading direction have none.
PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: "\u2421"}
PICTURES |= dict.fromkeys([*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")


@frozen
class _Source:
    """An article's source text, and the address of its page if that can be linked."""

    text: str
    url: str | None


@frozen
class Words:
    """A reading as the report shows it."""

    article: str
    text: str
    start: int
    end: int
    chosen: bool
    moved: bool
    url: str | None  # of the words in the article's page


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
    totals: Mapping[str, int],
    removed: Mapping[str, int],
) -> Iterator[str]:
    """The report as the parts of one HTML page without scripts: stories first, then the articles and what was removed.

    Article text is escaped throughout; the page forbids scripts and any request by its own policy.
    """
    # Autoescape for every template, whatever its name: article text must never become markup.
    environment = Environment(
        loader=PackageLoader("newsclean.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_shown_plainly
    )
    sources = {a.id: _Source("".join(text for text, _ in a.source()), linkable(a.url)) for a in articles}
    pairs_of: defaultdict[str, list[PairRecord]] = defaultdict(list)
    for pair in pairs:
        pairs_of[pair.a].append(pair)
        pairs_of[pair.b].append(pair)
    # The story of most sources first, as that is what a reader looks for.
    ordered = sorted(stories, key=lambda story: (-len(story.members), story.id))
    template = environment.get_template("report.html")
    return template.generate(
        stories=[_shown(story, pairs_of, sources) for story in ordered],
        articles=articles,
        removed=sorted(removed.items(), key=lambda row: (-row[1], row[0])),
        totals=totals,
        rejected=rejected,
    )


def _shown_plainly(value: object) -> object:
    """Control characters as their pictures, so that no article can turn the reading direction of what follows it."""
    return value.translate(PICTURES) if type(value) is str else value


def _shown(story: StoryRecord, pairs: Mapping[str, Sequence[PairRecord]], sources: Mapping[str, _Source]) -> ShownStory:
    shown: defaultdict[int | None, list[str]] = defaultdict(list)  # the kinds of conflict by segment, and by omitted sentence
    left: defaultdict[int | None, list[str]] = defaultdict(list)
    for conflict in story.conflicts:
        told = f"{conflict.kind} ({conflict.grade})"
        shown[conflict.segment].append(told)
        left[conflict.omitted].append(told)
    paragraphs: list[list[Sentence]] = []
    end = None
    for number, segment in enumerate(story.segments):
        if end is None or "\n" in story.text[end : segment.start]:
            paragraphs.append([])
        end = segment.end
        text = story.text[segment.start : segment.end]
        paragraphs[-1].append(_sentence(segment, text, sources, shown[number]))
    headline = paragraphs.pop(0)[0] if paragraphs and paragraphs[0][0].kind == "headline" else None
    omitted = [
        _sentence(left_out, _words(left_out.readings[0], sources).text, sources, left[number])
        for number, left_out in enumerate(story.omitted)
    ]
    own = {(pair.a, pair.b): pair for member in story.members for pair in pairs.get(member.id, ())}
    related = tuple(own[ids] for ids in sorted(own))
    return ShownStory(story, headline, tuple(map(tuple, paragraphs)), tuple(omitted), related)


def _sentence(
    passage: SegmentRecord | OmittedRecord, text: str, sources: Mapping[str, _Source], conflicts: Sequence[str]
) -> Sentence:
    readings = tuple(_words(reading, sources) for reading in passage.readings)
    return Sentence(text, passage.kind, passage.status, passage.reason, readings, tuple(dict.fromkeys(conflicts)))


def _words(reading: ReadingRecord, sources: Mapping[str, _Source]) -> Words:
    source = sources[reading.article]
    text = "".join(source.text[start:end] for start, end in reading.pieces or [(reading.start, reading.end)])
    url = source.url and text_fragment(source.url, text)
    shown = reading.text or joined(text, [Joint(j.at, j.separator) for j in reading.joints or ()])
    return Words(reading.article, shown, reading.start, reading.end, reading.chosen, reading.moved, url)
