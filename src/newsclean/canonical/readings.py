"""Readings: what each witness has at one place of a story, and where their words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import frozen
from rapidfuzz.distance.Levenshtein import opcodes

from newsclean.text import Span

TOKEN = regex.compile(r"\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")
MAX_CHANGED = 0.6  # of the words of the longer; beyond it, word by word shows chance agreements and nothing else


@frozen
class Reading:
    """What one witness has at one place.

    Attributes:
        article: the id of the witness.
        pieces: where it stands in the witness's source text; more than one where something was removed inside.
        source: the characters at the pieces, joined.
        text: what is shown: ``source``, unless a filter replaced something in it.
        chosen: whether the story shows this reading.
        moved: whether it stands in another order in this witness than in the story.
        sentences: how many sentences of the witness it holds: one, or more where another witness has them as one.
    """

    article: str
    pieces: tuple[Span, ...]
    source: str
    text: str
    chosen: bool = False
    moved: bool = False
    sentences: int = 1

    @property
    def start(self) -> int:
        """Where the reading begins in the source text, in code points."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the reading ends in the source text."""
        return self.pieces[-1].end

    def part(self, start: int, end: int) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the source text; all of the pieces where a filter replaced something."""
        if self.text != self.source:
            return self.pieces
        parts, position = [], 0
        for piece in self.pieces:
            low, high = max(start - position, 0), min(end - position, len(piece))
            if low < high:
                parts.append(Span(piece.start + low, piece.start + high))
            position += len(piece)
        return tuple(parts)


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
    edits = {text: list(_edits(leading.text, text)) for text in owners}
    return tuple(Variation(place.start, place.end, _at(place, leading.text, edits, owners)) for place in _joined(edits.values()))


Replacement = tuple[Span, str]


def _edits(one: str, other: str) -> Iterator[Replacement]:
    """What to put where in ``one`` so that it becomes ``other``."""
    ours, theirs = ([match.span() for match in TOKEN.finditer(text)] for text in (one, other))
    tokens, others = ([text[a:b] for a, b in places] for text, places in ((one, ours), (other, theirs)))
    steps = [step for step in opcodes(tokens, others) if step.tag != "equal"]
    changed = sum(max(step.src_end - step.src_start, step.dest_end - step.dest_start) for step in steps)
    if changed > MAX_CHANGED * max(len(tokens), len(others)):
        yield Span(0, len(one)), other
        return
    for step in steps:
        place = Span(_at_token(ours, step.src_start, one), _end_of(ours, step.src_start, step.src_end, one))
        start, end = _at_token(theirs, step.dest_start, other), _end_of(theirs, step.dest_start, step.dest_end, other)
        yield place, other[start:end]


def _at_token(places: Sequence[tuple[int, int]], number: int, text: str) -> int:
    return places[number][0] if number < len(places) else len(text)


def _end_of(places: Sequence[tuple[int, int]], start: int, end: int, text: str) -> int:
    return places[end - 1][1] if end > start else _at_token(places, start, text)


def _joined(edits: Iterator[list[Replacement]] | Sequence[list[Replacement]]) -> list[Span]:
    """The places of all edits; those that overlap or touch as one."""
    joined: list[Span] = []
    for place in sorted(place for own in edits for place, _ in own):
        if joined and place.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def _at(
    place: Span, leading: str, edits: dict[str, list[Replacement]], owners: dict[str, list[str]]
) -> tuple[VariantReading, ...]:
    found: dict[str, list[str]] = {}
    for text, own in edits.items():
        parts, position = [], place.start
        for inner, replacement in own:
            if place.start <= inner.start and inner.end <= place.end:
                parts += (leading[position : inner.start], replacement)
                position = inner.end
        said = "".join([*parts, leading[position : place.end]])
        if said != leading[place.start : place.end]:
            found.setdefault(said, []).extend(owners[text])
    return tuple(VariantReading(said, tuple(sorted(articles))) for said, articles in found.items())
