"""Stories read back from a run's folder, whole: from the records of the stories and of their articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from newsclean.canonical import (
    Conflict,
    ConflictReading,
    Dangling,
    Derivation,
    Descent,
    DifferenceKind,
    Grade,
    Joint,
    Omitted,
    Reading,
    ReferenceKind,
    Segment,
    Status,
    Story,
    UnitKind,
    Witness,
)
from newsclean.canonical.readings import joined
from newsclean.canonical.story import rest_of
from newsclean.errors import OutputError, TextError
from newsclean.formats.records import ArticleRecord, damaged, numbered_records
from newsclean.formats.run_articles import RunArticles
from newsclean.formats.run_folder import AGAIN
from newsclean.formats.story_checks import fault_of
from newsclean.formats.story_records import ConflictRecord, OmittedRecord, ReadingRecord, SegmentRecord, StoryRecord
from newsclean.text import Span


def read_run_stories(folder: Path, ids: Collection[str] = ()) -> Iterator[Story]:
    """The stories of a run's folder, one at a time, each as `canonicalize` had returned it.

    Args:
        folder: of a finished run.
        ids: of the stories wanted; all where there are none.

    Raises:
        OutputError: if the folder holds no run, or not all of these stories, or is damaged; the line is named.
    """
    path = folder / "stories.jsonl"
    if ids:
        _check_known(folder, ids)
    articles = RunArticles(folder)
    for number, record in numbered_records(folder, path.name, StoryRecord):
        if not ids or record.id in ids:
            try:
                yield story_from(record, articles)
            except _DamagedError as error:
                raise damaged(path, number, error.problem) from error


def story_from(record: StoryRecord, articles: Mapping[str, ArticleRecord]) -> Story:
    """The story of a record, equal to the one that the record was made from.

    Args:
        record: a line of ``stories.jsonl``.
        articles: the lines of ``articles.jsonl`` by their ids; those of the story's members are enough.

    Raises:
        OutputError: if record and articles do not fit each other.
    """
    try:
        story = _Rebuilt(record, articles).story()
    except (TextError, ValueError) as error:  # such as a span that ends before it starts, or a kind that is none
        raise _DamagedError(record, str(error)) from error
    if fault := fault_of(story):
        raise _DamagedError(record, fault)
    return story


def _check_known(folder: Path, ids: Collection[str]) -> None:
    """Sees to it that all of the stories are there, before the first of them is written anywhere."""
    known = [record.id for _, record in numbered_records(folder, "stories.jsonl", StoryRecord)]
    for id_ in ids:
        if id_ not in known:
            close = ", ".join(get_close_matches(id_, known, cutoff=0.3) or known[:3])
            hint = f"Close to it: {close}" if close else "The run has no stories"
            raise OutputError(f"there is no story {id_!r} in {folder}", hint, path=str(folder))


class _DamagedError(OutputError):
    """A record that is no story of its articles."""

    def __init__(self, record: StoryRecord, problem: str) -> None:
        super().__init__(f"the story {record.id!r} is damaged: {problem}", AGAIN, path="stories.jsonl")


class _Rebuilt:
    """The work of one record, with the source texts of its members."""

    def __init__(self, record: StoryRecord, articles: Mapping[str, ArticleRecord]) -> None:
        self.record = record
        self.members = {}
        for member in record.members:
            if member.id not in articles:
                raise ValueError(f"its article {member.id!r} is not in articles.jsonl")
            self.members[member.id] = articles[member.id]
        self.sources = {id_: "".join(text for text, _ in article.source()) for id_, article in self.members.items()}

    def story(self) -> Story:
        record = self.record
        segments = tuple(self._segment(segment) for segment in record.segments)
        omitted = tuple(self._omitted(omitted) for omitted in record.omitted)
        return Story(
            id=record.id,
            title=record.title,
            text=record.text,
            base=record.base,
            base_reason=record.base_reason,
            mode=record.mode,
            segments=segments,
            conflicts=tuple(map(_conflict, record.conflicts)),
            forms=tuple(map(_conflict, record.forms)),
            omitted=omitted,
            witnesses=self._witnesses((*segments, *omitted)),
            lineage=tuple(
                Descent(
                    d.article,
                    d.parent,
                    None if d.derivation is None else Derivation(d.derivation),
                    d.reason,
                    tuple(d.added),
                    tuple(d.dropped),
                    tuple(d.changed),
                )
                for d in record.lineage
            ),
            dangling=tuple(Dangling(d.segment, d.start, d.end, d.text, ReferenceKind(d.kind), d.reason) for d in record.dangling),
        )

    def _segment(self, s: SegmentRecord) -> Segment:
        return Segment(s.start, s.end, UnitKind(s.kind), Status(s.status), self._readings(s.readings), s.reason, s.place)

    def _omitted(self, o: OmittedRecord) -> Omitted:
        return Omitted(UnitKind(o.kind), Status(o.status), self._readings(o.readings), o.reason)

    def _readings(self, readings: Iterable[ReadingRecord]) -> tuple[Reading, ...]:
        return tuple(self._reading(reading) for reading in readings)

    def _reading(self, r: ReadingRecord) -> Reading:
        if r.article not in self.sources:
            raise ValueError(f"the article {r.article!r} of a reading is no member")
        pieces = tuple(Span(*piece) for piece in r.pieces or [(r.start, r.end)])
        if (r.start, r.end) != (pieces[0].start, pieces[-1].end):
            raise ValueError(f"the pieces in {r.article!r} do not run from {r.start} to {r.end}")
        source = "".join(piece.of(self.sources[r.article]) for piece in pieces)
        joints = tuple(Joint(j.at, j.separator, j.ends_sentence) for j in r.joints or ())
        return Reading(r.article, pieces, source, joined(source, joints) if r.text is None else r.text, r.chosen, r.moved, joints)

    def _witnesses(self, passages: Iterable[Segment | Omitted]) -> tuple[Witness, ...]:
        taken: dict[str, list[Span]] = {id_: [] for id_ in self.members}
        for passage in passages:
            for reading in passage.readings:
                taken[reading.article] += reading.pieces
        return tuple(
            Witness(
                id_,
                tuple(rest_of(self.sources[id_], sorted(taken[id_]))),
                article.url,
                article.title,
                article.publisher,
                article.published,
                tuple(article.authors),
                article.language,
            )
            for id_, article in sorted(self.members.items())
        )


def _conflict(c: ConflictRecord) -> Conflict:
    sides = tuple(ConflictReading(r.article, Span(r.start, r.end), r.text, r.value) for r in c.readings)
    return Conflict(DifferenceKind(c.kind), Grade(c.grade), sides, c.segment, c.omitted, c.latest)
