"""Readings: what each witness has at one place of a story, and where their words differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex
from attrs import frozen
from rapidfuzz.distance.Levenshtein import opcodes

from newsclean.text import Span

TOKEN = regex.compile(r"\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")
MAX_CHANGED = 0.6  # of the words of the longer; beyond it, word by word shows chance agreements and nothing else


@frozen
class Joint:
    """Where a typed separator stands in a reading in place of the white space that the witness has.

    Attributes:
        at: the place in the reading's text, in code points.
        separator: what stands there.
        ends_sentence: whether two sentences of the witness meet there; else a line ends in the midst of one.
    """

    at: int
    separator: str
    ends_sentence: bool = True


def joined(source: str, joints: Iterable[Joint]) -> str:
    """A reading's source with the separators of its joints put in."""
    for joint in joints:
        source = source[: joint.at] + joint.separator + source[joint.at :]
    return source


@frozen
class Reading:
    """What one witness has at one place.

    Attributes:
        article: the id of the witness.
        pieces: where it stands in the witness's source text; more than one where something was removed inside, and where
            there are joints.
        source: the characters at the pieces, joined.
        text: what is shown: ``source`` with the separators of ``joints``, unless a filter replaced something in it.
        chosen: whether the story shows this reading.
        moved: whether it stands in another order in this witness than in the story.
        joints: where two sentences meet in it, or a line ends; in order.
    """

    article: str
    pieces: tuple[Span, ...]
    source: str
    text: str
    chosen: bool = False
    moved: bool = False
    joints: tuple[Joint, ...] = ()

    @property
    def start(self) -> int:
        """Where the reading begins in the source text, in code points."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the reading ends in the source text."""
        return self.pieces[-1].end

    @property
    def sentences(self) -> int:
        """How many sentences of the witness it holds: one, or two where another witness has them as one."""
        return 1 + sum(joint.ends_sentence for joint in self.joints)

    @property
    def stretches(self) -> tuple[Span, ...]:
        """The stretches of ``text`` between its joints."""
        starts = [0, *(joint.at + len(joint.separator) for joint in self.joints)]
        ends = [*(joint.at for joint in self.joints), len(self.text)]
        return tuple(map(Span, starts, ends))

    @property
    def is_verbatim(self) -> bool:
        """Whether ``text`` is ``source`` but for the joints, so that nothing was replaced in it."""
        return self.text == (joined(self.source, self.joints) if self.joints else self.source)

    def part(self, start: int, end: int) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the source text; all of the pieces where a filter replaced something."""
        if not self.is_verbatim:
            return self.pieces
        start, end = self._in_source(start), self._in_source(end)
        parts, position = [], 0
        for piece in self.pieces:
            low, high = max(start - position, 0), min(end - position, len(piece))
            if low < high:
                parts.append(Span(piece.start + low, piece.start + high))
            position += len(piece)
        return tuple(parts)

    def _in_source(self, at: int) -> int:
        """The place in ``source`` of one in ``text``."""
        return at - sum(min(len(joint.separator), at - joint.at) for joint in self.joints if joint.at < at)


@frozen
class VariantReading:
    """Other words at one place of a sentence.

    Attributes:
        text: the characters that stand there instead; empty where nothing does.
        articles: the witnesses that have them, in the order of their ids.
    """

    text: str
    articles: tuple[str, ...]


@frozen
class Variation:
    """A place of a sentence at which some witnesses have other characters, typography included.

    Attributes:
        start, end: the place, in code points of the leading reading's text; empty where others insert something.
        readings: what they have there; witnesses that none of these names have the leading reading's characters.
    """

    start: int
    end: int
    readings: tuple[VariantReading, ...]


def variations(leading: Reading, readings: Sequence[Reading]) -> tuple[Variation, ...]:
    """Where readings of one sentence differ from the leading one, in order, not overlapping.

    Put in the places of the leading reading's characters, a witness's readings give its own text exactly. Texts are
    compared word by word and mark by mark; of a sentence that is mostly other words, the whole is one variation. Places
    that overlap or touch in the leading text are one for all witnesses.
    """
    owners: dict[str, list[str]] = {}
    for reading in readings:
        if reading.text != leading.text:
            owners.setdefault(reading.text, []).append(reading.article)
    changes = {text: list(_changes(leading.text, text)) for text in owners}
    places = _joined(change.place for own in changes.values() for change in own)
    return tuple(Variation(place.start, place.end, _at(place, leading.text, changes, owners)) for place in places)


@frozen
class _Change:
    """What to put in a place of the leading text."""

    place: Span
    text: str


def _changes(one: str, other: str) -> Iterator[_Change]:
    """The changes that make ``other`` of ``one``."""
    ours, theirs = (_Tokens(text) for text in (one, other))
    steps = [step for step in opcodes(ours.texts, theirs.texts) if step.tag != "equal"]
    changed = sum(max(ours.words(s.src_start, s.src_end), theirs.words(s.dest_start, s.dest_end)) for s in steps)
    if changed > MAX_CHANGED * max(ours.words(0), theirs.words(0)):
        yield _Change(Span(0, len(one)), other)
        return
    for step in steps:
        place = Span(ours.bounds[step.src_start], ours.bounds[step.src_end])
        yield _Change(place, other[theirs.bounds[step.dest_start] : theirs.bounds[step.dest_end]])


class _Tokens:
    """The words, marks and spaces of a text, which tile it."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in TOKEN.finditer(text)]
        self.texts = [text[start:end] for start, end in places]
        self.bounds = [*(start for start, _ in places), len(text)]

    def words(self, start: int, end: int | None = None) -> int:
        """How many of the tokens from ``start`` to ``end`` are words."""
        return sum(token[0].isalnum() for token in self.texts[start:end])


def _joined(places: Iterable[Span]) -> list[Span]:
    """The places in order; those that overlap or touch as one."""
    joined: list[Span] = []
    for place in sorted(places):
        if joined and place.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def _at(
    place: Span, leading: str, changes: Mapping[str, list[_Change]], owners: Mapping[str, list[str]]
) -> tuple[VariantReading, ...]:
    found: dict[str, list[str]] = {}
    for text, own in changes.items():
        parts: list[str] = []
        position = place.start
        for change in own:
            if place.start <= change.place.start and change.place.end <= place.end:
                parts += (leading[position : change.place.start], change.text)
                position = change.place.end
        said = "".join([*parts, leading[position : place.end]])
        if said != leading[place.start : place.end]:
            found.setdefault(said, []).extend(owners[text])
    return tuple(VariantReading(said, tuple(sorted(articles))) for said, articles in found.items())
