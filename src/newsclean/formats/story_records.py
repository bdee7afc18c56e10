"""The records of stories: their shapes as classes, and from values to them."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from newsclean.canonical import Conflict, Dangling, Descent, Omitted, Reading, Segment, Story
from newsclean.formats.pair_records import MemberRecord, Range, member_record, range_of
from newsclean.neardup import Member


@frozen
class JointRecord:
    """Where a separator stands in a reading's text that its source does not have."""

    at: int
    separator: str
    ends_sentence: bool


@frozen
class ReadingRecord:
    """A reading; its range is in the article's source text.

    ``pieces`` are listed where a cut lies inside, ``joints`` where there are any, and ``text``, which is what is shown, where a
    filter replaced something.
    """

    article: str
    start: int
    end: int
    chosen: bool
    moved: bool = False
    pieces: list[Range] | None = None
    joints: list[JointRecord] | None = None
    text: str | None = None


@frozen
class SegmentRecord:
    """A segment; its range is in the story's text."""

    start: int
    end: int
    kind: str
    status: str
    reason: str
    place: str
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
    value: str


@frozen
class ConflictRecord:
    """A conflict, or a difference of form, in a segment or an omitted sentence, each by its number from 0."""

    kind: str
    grade: str
    segment: int | None
    omitted: int | None
    latest: str | None
    readings: list[ConflictReadingRecord]


@frozen
class DescentRecord:
    """Where a member likely comes from; passages by their numbers, segments first, then omitted sentences."""

    article: str
    parent: str | None
    derivation: str | None
    reason: str
    added: list[int]
    dropped: list[int]
    changed: list[int]


@frozen
class DanglingRecord:
    """Words that refer to something that does not stand before them; the range is in the story's text."""

    segment: int
    start: int
    end: int
    text: str
    kind: str
    reason: str


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
    forms: list[ConflictRecord]
    omitted: list[OmittedRecord]
    lineage: list[DescentRecord]
    dangling: list[DanglingRecord]


def story_record(story: Story, members: Iterable[Member]) -> StoryRecord:
    """The line for a story, and the members of its cluster, seen from the story's base; see `Cluster.members`."""
    return StoryRecord(
        id=story.id,
        title=story.title,
        text=story.text,
        base=story.base,
        base_reason=story.base_reason,
        mode=story.mode,
        members=[member_record(member, "base") for member in members],
        segments=[_segment(segment) for segment in story.segments],
        conflicts=[_conflict(conflict) for conflict in story.conflicts],
        forms=[_conflict(form) for form in story.forms],
        omitted=[_omitted(omitted) for omitted in story.omitted],
        lineage=[_descent(descent) for descent in story.lineage],
        dangling=[_dangling(dangling) for dangling in story.dangling],
    )


def _segment(s: Segment) -> SegmentRecord:
    return SegmentRecord(s.start, s.end, s.kind, s.status, s.reason, s.place, _readings(s.readings))


def _omitted(o: Omitted) -> OmittedRecord:
    return OmittedRecord(o.kind, o.status, o.reason, _readings(o.readings))


def _readings(readings: Iterable[Reading]) -> list[ReadingRecord]:
    return [_reading(reading) for reading in readings]


def _reading(r: Reading) -> ReadingRecord:
    pieces = [range_of(piece) for piece in r.pieces] if len(r.pieces) > 1 else None
    joints = [JointRecord(j.at, j.separator, j.ends_sentence) for j in r.joints] or None
    text = None if r.is_verbatim else r.text
    return ReadingRecord(r.article, r.start, r.end, r.chosen, r.moved, pieces, joints, text)


def _conflict(c: Conflict) -> ConflictRecord:
    sides = [ConflictReadingRecord(r.article, r.span.start, r.span.end, r.text, r.value) for r in c.readings]
    return ConflictRecord(c.kind, c.grade, c.segment, c.omitted, c.latest, sides)


def _descent(d: Descent) -> DescentRecord:
    passages = (list(numbers) for numbers in (d.added, d.dropped, d.changed))
    return DescentRecord(d.article, d.parent, d.derivation, d.reason, *passages)


def _dangling(d: Dangling) -> DanglingRecord:
    return DanglingRecord(d.segment, d.start, d.end, d.text, d.kind, d.reason)
