"""The records of a run's files: their shapes as classes, from values and back from JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_unstructure_fn, override

from newsclean.article import CleanArticle
from newsclean.canonical import Conflict, Omitted, Reading, Story
from newsclean.errors import InputError, OutputError
from newsclean.formats.json_lines import read_lines
from newsclean.formats.pair_records import MemberRecord, PairRecord, Range, member_record, range_of
from newsclean.formats.run_folder import AGAIN
from newsclean.neardup import Cluster


@frozen
class RemovalRecord:
    """An edit of an article: offsets into its source text, and the characters that stood there."""

    start: int
    end: int
    text: str
    kind: str
    rule: str
    reason: str
    lifted: dict[str, str]
    replacement: str = ""


@frozen
class ArticleRecord:
    """A line of ``articles.jsonl``."""

    id: str
    story: str | None
    text: str
    removals: list[RemovalRecord]
    lifted: dict[str, list[str]]
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    authors: list[str]
    language: str | None
    extra: dict[str, Any]
    notes: list[str]
    recovered: list[Range] | None = None

    def fits(self) -> bool:
        """Whether the removals are in order, and each fits the text."""
        ends = [0, *(removal.end for removal in self.removals)]
        shown = ends[-1] + sum(len(r.replacement) - len(r.text) for r in self.removals)
        placed = (end <= r.start < r.end == r.start + len(r.text) for end, r in zip(ends, self.removals, strict=False))
        return shown <= len(self.text) and all(placed)

    def source(self) -> Iterator[tuple[str, RemovalRecord | None]]:
        """The source text in stretches: what was kept with None, what was removed with its removal."""
        position = source_at = 0
        for removal in self.removals:
            kept = removal.start - source_at
            if kept:
                yield self.text[position : position + kept], None
            yield removal.text, removal
            position, source_at = position + kept + len(removal.replacement), removal.end
        if position < len(self.text):
            yield self.text[position:], None


@frozen
class ReadingRecord:
    """A reading; its range is in the article's source text, its ``pieces`` are listed where a cut lies inside."""

    article: str
    start: int
    end: int
    chosen: bool
    moved: bool = False
    pieces: list[Range] | None = None


@frozen
class SegmentRecord:
    """A segment; its range is in the story's text."""

    start: int
    end: int
    kind: str
    status: str
    reason: str
    readings: list[ReadingRecord]


@frozen
class OmittedRecord:
    """A sentence that the story's text leaves out."""

    kind: str
    status: str
    reason: str
    readings: list[ReadingRecord]


@frozen
class ConflictReadingRecord:
    """One side of a conflict; the range is in the article's source text."""

    article: str
    start: int
    end: int
    text: str


@frozen
class ConflictRecord:
    """A conflict in a segment, or in an omitted sentence, each by its number from 0."""

    kind: str
    segment: int | None
    omitted: int | None
    readings: list[ConflictReadingRecord]


@frozen
class StoryRecord:
    """A line of ``stories.jsonl``."""

    id: str
    title: str | None
    text: str
    base: str
    base_reason: str
    mode: str
    members: list[MemberRecord]
    segments: list[SegmentRecord]
    conflicts: list[ConflictRecord]
    omitted: list[OmittedRecord]


def article_record(article: CleanArticle, story: str | None) -> ArticleRecord:
    """The line for a cleaned article; ``story`` is the id of the story that it belongs to, None before there are stories."""
    source = article.article
    removals = [
        RemovalRecord(e.start, e.end, e.span.of(source.text), e.kind, e.rule, e.reason, dict(e.lifted), e.replacement)
        for e in article.removals
    ]
    return ArticleRecord(
        id=article.id,
        story=story,
        text=article.text,
        removals=removals,
        lifted=article.lifted,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=source.published,
        authors=list(source.authors),
        language=source.language,
        extra=dict(source.extra),
        notes=list(article.notes),
        recovered=[(block.start, block.end) for block in source.blocks if block.recovered] or None,
    )


def story_record(story: Story, cluster: Cluster) -> StoryRecord:
    """The line for a story and the cluster that it was merged from."""
    return StoryRecord(
        id=story.id,
        title=story.title,
        text=story.text,
        base=story.base,
        base_reason=story.base_reason,
        mode=story.mode,
        members=[member_record(m, "base") for m in cluster.members(story.base)],
        segments=[
            SegmentRecord(s.start, s.end, s.kind, s.status, s.reason, [_reading(r) for r in s.readings]) for s in story.segments
        ],
        conflicts=[_conflict(conflict) for conflict in story.conflicts],
        omitted=[_omitted(omitted) for omitted in story.omitted],
    )


def unstructured(record: object) -> dict[str, Any]:
    """A record as plain dicts and lists.

    ``replacement``, ``moved``, ``pieces`` and ``recovered`` are left out where they say nothing.
    """
    plain: dict[str, Any] = CONVERTER.unstructure(record)
    return plain


Record = TypeVar("Record", ArticleRecord, PairRecord, StoryRecord)


def read_records(folder: Path, name: str, kind: type[Record]) -> Iterator[Record]:
    """The records of one of the files of a run's folder.

    Raises:
        OutputError: if the folder has no such file; a line that is no such record is named.
    """
    path = folder / name
    if not (path.is_file() or path.is_fifo()):
        raise OutputError(f"{folder} holds no {name}", f"Name the folder of a finished run. {AGAIN}", path=str(path))
    try:
        yield from (_structured(line, kind, path, number) for number, line in read_lines(path))
    except InputError as error:
        raise OutputError(f"line {error.record} of {path} is damaged: {error.problem}", AGAIN, path=str(path)) from error


def _structured(line: dict[str, Any], kind: type[Record], path: Path, number: int) -> Record:
    try:
        record = CONVERTER.structure(line, kind)
    except BaseValidationError as error:
        problems = "; ".join(transform_error(error))
        raise OutputError(f"line {number} of {path} is damaged: {problems}", AGAIN, path=str(path)) from error
    if isinstance(record, ArticleRecord) and not record.fits():
        raise OutputError(f"line {number} of {path} is damaged: a removal does not fit the text", AGAIN, path=str(path))
    return record


def _reading(reading: Reading) -> ReadingRecord:
    pieces = [range_of(piece) for piece in reading.pieces] if len(reading.pieces) > 1 else None
    return ReadingRecord(reading.article, reading.start, reading.end, reading.chosen, reading.moved, pieces)


def _omitted(omitted: Omitted) -> OmittedRecord:
    return OmittedRecord(omitted.kind, omitted.status, omitted.reason, [_reading(r) for r in omitted.readings])


def _conflict(conflict: Conflict) -> ConflictRecord:
    readings = [ConflictReadingRecord(r.article, r.span.start, r.span.end, r.text) for r in conflict.readings]
    return ConflictRecord(conflict.kind, conflict.segment, conflict.omitted, readings)


def _converter() -> Converter:
    converter = Converter()
    rare = override(omit_if_default=True)
    as_it_is = override(unstruct_hook=lambda value: value)
    article = make_dict_unstructure_fn(ArticleRecord, converter, extra=as_it_is, recovered=rare)
    removal = make_dict_unstructure_fn(RemovalRecord, converter, replacement=rare)
    reading = make_dict_unstructure_fn(ReadingRecord, converter, moved=rare, pieces=rare)
    converter.register_unstructure_hook(ArticleRecord, article)
    converter.register_unstructure_hook(RemovalRecord, removal)
    converter.register_unstructure_hook(ReadingRecord, reading)
    return converter


CONVERTER = _converter()
