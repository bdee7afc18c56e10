"""The values of a story: witnesses, readings, segments, and the text that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from attrs import field, frozen

from newsclean.canonical.conflict import Conflict
from newsclean.canonical.dangling import Dangling
from newsclean.canonical.lineage import Descent
from newsclean.canonical.readings import Reading, Variation, variations
from newsclean.canonical.sentences import UnitKind
from newsclean.errors import TextError
from newsclean.text import Span


class Status(StrEnum):
    """How the witnesses of a segment relate."""

    AGREED = "agreed"  # several, in the same words, spelling and punctuation
    VARIANT = "variant"  # several, not all alike
    UNIQUE = "unique"  # one


@frozen
class Segment:
    """One sentence or heading of a story.

    Attributes:
        start, end: where it stands in the story's text, in code points.
        kind: headline, subhead or sentence.
        status: whether its witnesses agree.
        readings: one for each witness that has it, in the order of their ids; exactly one is chosen.
        reason: why the chosen reading was chosen.
        place: why it stands where it does.
    """

    start: int
    end: int
    kind: UnitKind
    status: Status
    readings: tuple[Reading, ...]
    reason: str
    place: str

    @property
    def chosen(self) -> Reading:
        """The reading that the story shows."""
        return next(reading for reading in self.readings if reading.chosen)

    @property
    def leading(self) -> Reading:
        """The reading that the others are compared with, which is the chosen one."""
        return self.chosen

    @property
    def variations(self) -> tuple[Variation, ...]:
        """Where witnesses have other characters than the chosen reading; see `readings.variations`."""
        return variations(self.chosen, self.readings)


@frozen
class Omitted:
    """A sentence or heading that the story's text leaves out; the attributes are those of `Segment`.

    ``reason`` says why: an alternate headline or lead, not in the base of an edition, or without a majority.
    """

    kind: UnitKind
    status: Status
    readings: tuple[Reading, ...]
    reason: str

    @property
    def leading(self) -> Reading:
        """The reading that the others are compared with: the longest, and of these the first by text."""
        return min(self.readings, key=lambda reading: (-len(reading.text), reading.text, reading.article))

    @property
    def variations(self) -> tuple[Variation, ...]:
        """Where witnesses have other characters than the leading reading; see `readings.variations`."""
        return variations(self.leading, self.readings)


@frozen
class Stretch:
    """A stretch of a witness's source text that is in no reading: what was removed, and the white space between."""

    start: int
    text: str


def rest_of(source: str, taken: Iterable[Span]) -> Iterator[Stretch]:
    """What of a source text lies outside the spans taken, which are in the order of their beginnings."""
    position = 0
    for span in taken:
        start, end = span.start, span.end
        if position < start:
            yield Stretch(position, source[position:start])
        if position < end:
            position = end
    if position < len(source):
        yield Stretch(position, source[position:])


@frozen
class Witness:
    """An article as a source of the story.

    Attributes:
        article: its id.
        rest: all of its source text that no reading holds, in order.
        url, title, publisher, published, authors, language: as the article has them.
    """

    article: str
    rest: tuple[Stretch, ...] = field(repr=False)
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


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
        mode: ``union`` (every witness's sentences), ``edition`` (the base's), or ``majority`` (what most lineages have).
        segments: in the order of the text.
        conflicts: differences in what is stated, in the order of the segments, then of the omitted sentences.
        forms: differences in spelling and style only, in the same order.
        omitted: what the text leaves out: alternate headlines and leads, in an edition what the base lacks, and in a
            majority what most lineages lack.
        witnesses: in the order of their ids.
        lineage: which witness likely derives from which, in the order of their ids.
        dangling: words of the text that refer to something that does not stand before them, in the order of the text.
    """

    id: str
    title: str | None
    text: str
    base: str
    base_reason: str
    mode: str
    segments: tuple[Segment, ...]
    conflicts: tuple[Conflict, ...]
    forms: tuple[Conflict, ...]
    omitted: tuple[Omitted, ...]
    witnesses: tuple[Witness, ...]
    lineage: tuple[Descent, ...]
    dangling: tuple[Dangling, ...]

    @property
    def passages(self) -> tuple[Segment | Omitted, ...]:
        """Every sentence and heading of every witness, each once: the segments, then what is omitted.

        `Descent` and other values name passages by their numbers here, from 0.
        """
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
            reading = segment.chosen
            if not reading.is_verbatim and start < segment.end and segment.start < end:
                origins.append(Origin(segment.start, segment.end, reading.article, reading.pieces))
                continue
            for stretch in reading.stretches:
                low, high = max(start, segment.start + stretch.start), min(end, segment.start + stretch.end)
                if low < high:
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
