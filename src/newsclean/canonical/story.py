"""The values of a story: witnesses, readings, segments, and the text that they make."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain

from attrs import field, frozen

from newsclean.canonical.sentences import UnitKind
from newsclean.errors import TextError
from newsclean.text import Span


class Status(StrEnum):
    """How the witnesses of a segment relate."""

    AGREED = "agreed"  # several, in the same words, spelling and punctuation
    VARIANT = "variant"  # several, not all alike
    UNIQUE = "unique"  # one


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
    """

    article: str
    pieces: tuple[Span, ...]
    source: str
    text: str
    chosen: bool = False
    moved: bool = False

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
class Segment:
    """One sentence or heading of a story.

    Attributes:
        start, end: where it stands in the story's text, in code points.
        kind: headline, subhead or sentence.
        status: whether its witnesses agree.
        readings: one for each witness that has it, in the order of their ids; exactly one is chosen.
        reason: why the chosen reading was chosen.
    """

    start: int
    end: int
    kind: UnitKind
    status: Status
    readings: tuple[Reading, ...]
    reason: str

    @property
    def chosen(self) -> Reading:
        """The reading that the story shows."""
        return next(reading for reading in self.readings if reading.chosen)


@frozen
class Omitted:
    """A sentence or heading that the story's text leaves out; the attributes are those of `Segment`.

    ``reason`` says why: an alternate headline or lead, or not in the base of an edition.
    """

    kind: UnitKind
    status: Status
    readings: tuple[Reading, ...]
    reason: str


class ConflictKind(StrEnum):
    """What kind of statement differs within a segment."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    ATTRIBUTION = "attribution"


@frozen
class ConflictReading:
    """One side of a conflict: the words of one reading that another lacks.

    Attributes:
        article: the witness.
        span: from the first to the last of these words, in the witness's source text; the whole reading if there are none.
        text: the words, with ``…`` where others stand between them; empty if there are none.
    """

    article: str
    span: Span
    text: str


@frozen
class Conflict:
    """Readings of one sentence that state something different.

    Attributes:
        kind: what differs.
        readings: one for each distinct wording, the chosen one first.
        segment: the number of the story's segment; None where the sentence is omitted.
        omitted: the number of the story's omitted sentence; None where it is shown.
    """

    kind: ConflictKind
    readings: tuple[ConflictReading, ...]
    segment: int | None = None
    omitted: int | None = None


@frozen
class Stretch:
    """A stretch of a witness's source text that is in no reading: what was removed, and the white space between."""

    start: int
    text: str


@frozen
class Witness:
    """An article as a source of the story.

    Attributes:
        article: its id.
        rest: all of its source text that no reading holds, in order.
    """

    article: str
    rest: tuple[Stretch, ...] = field(repr=False)


@frozen
class Origin:
    """Where a stretch of a story's text comes from.

    Attributes:
        start, end: in the story's text, in code points.
        article: the witness whose reading is shown there.
        pieces: in that witness's source text.
    """

    start: int
    end: int
    article: str
    pieces: tuple[Span, ...]


@frozen
class Story:
    """The canonical text of a cluster, with all that its witnesses say.

    Attributes:
        id: the smallest id of the witnesses.
        title: the base's title, or else the headline shown; None where there is neither.
        text: the segments' chosen readings, with typed separators between them.
        base: the id of the witness whose order and wording lead.
        base_reason: why it was chosen.
        mode: ``union`` (every witness's sentences) or ``edition`` (the base's).
        segments: in the order of the text.
        conflicts: in the order of the segments, then of the omitted sentences.
        omitted: what the text leaves out: alternate headlines and leads, and in an edition what the base lacks.
        witnesses: in the order of their ids.
    """

    id: str
    title: str | None
    text: str
    base: str
    base_reason: str
    mode: str
    segments: tuple[Segment, ...]
    conflicts: tuple[Conflict, ...]
    omitted: tuple[Omitted, ...]
    witnesses: tuple[Witness, ...]

    @property
    def passages(self) -> tuple[Segment | Omitted, ...]:
        """Every sentence and heading of every witness, each once: the segments, then what is omitted."""
        return (*self.segments, *self.omitted)

    @property
    def variants(self) -> tuple[Segment, ...]:
        """The segments on whose wording the witnesses differ."""
        return tuple(segment for segment in self.segments if segment.status is Status.VARIANT)

    def trace(self, start: int, end: int) -> tuple[Origin, ...]:
        """Where ``text[start:end]`` comes from, to the character; typed separators come from nowhere and are left out.

        Where a filter had replaced something inside a segment, its whole reading is named.

        Raises:
            TextError: if the range is not one of the story's text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise TextError(f"{start} to {end} is not a range of the story, which has {len(self.text)} characters")
        origins = []
        for segment in self.segments:
            low, high = max(start, segment.start), min(end, segment.end)
            if low >= high:
                continue
            reading = segment.chosen
            if reading.text != reading.source:
                low, high = segment.start, segment.end
            pieces = reading.part(low - segment.start, high - segment.start)
            origins.append(Origin(low, high, reading.article, pieces))
        return tuple(origins)

    def reconstruct(self, article_id: str) -> str:
        """The source text of a witness, byte for byte, put together from readings, removals and separators.

        Raises:
            KeyError: if the article is no witness of the story.
        """
        rest = next((witness.rest for witness in self.witnesses if witness.article == article_id), None)
        if rest is None:
            raise KeyError(article_id)
        stretches = [(stretch.start, stretch.text) for stretch in rest]
        for reading in chain.from_iterable(passage.readings for passage in self.passages):
            if reading.article == article_id:
                position = 0
                for piece in reading.pieces:
                    stretches.append((piece.start, reading.source[position : position + len(piece)]))
                    position += len(piece)
        return "".join(text for _, text in sorted(stretches))
