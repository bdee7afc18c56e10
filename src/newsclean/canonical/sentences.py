"""Sentences with exact offsets: the units that witnesses are aligned by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, chain, pairwise
from typing import TypeAlias

from attrs import frozen

from newsclean.canonical.abbreviations import OPENERS
from newsclean.canonical.datelines import NEAR_TOP, dateline_end
from newsclean.canonical.hard_wraps import paragraphs
from newsclean.canonical.sentence_ends import sentence_ends
from newsclean.lines import INVISIBLE, Line, shown_lines
from newsclean.text import Span
from newsclean.words import word_keys

__all__ = ["OPENERS", "Splitter", "Unit", "UnitKind", "units"]


class UnitKind(StrEnum):
    """What a unit of a text is."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    DATELINE = "dateline"
    SENTENCE = "sentence"


@frozen
class Unit:
    """A sentence, a heading or a dateline.

    Attributes:
        span: where it stands, in code points of the text that was split.
        kind: headline, subhead, dateline or sentence.
        line: number of its line, from 0; the units of one line are one paragraph.
        keys: the comparison keys of its words.
        breaks: the white space inside it at which a line was wrapped for its width, in order; mostly none.
    """

    span: Span
    kind: UnitKind
    line: int
    keys: tuple[str, ...]
    breaks: tuple[Span, ...] = ()

    @property
    def stretches(self) -> tuple[Span, ...]:
        """Where it stands, without the breaks."""
        if not self.breaks:
            return (self.span,)
        bounds = [self.span.start, *(bound for space in self.breaks for bound in (space.start, space.end)), self.span.end]
        return tuple(map(Span, bounds[::2], bounds[1::2]))

    def of(self, text: str) -> str:
        """What it says: its characters, with a space for each break."""
        if not self.breaks:
            return text[self.span.start : self.span.end]
        return " ".join(stretch.of(text) for stretch in self.stretches)


Part: TypeAlias = tuple[int, int, tuple[str, ...]]
"""(start, end, comparison keys) of a sentence, in code points of its line."""

MAX_HEADING_WORDS = 25
ENDS = tuple(".!?…。！？｡؟۔।")
# White space, but for the information separators, and what closes with the end of a sentence.
BEHIND_AN_END = "".join(c for c in INVISIBLE if c.isspace() and not "\x1c" <= c <= "\x1f") + "\x85\"'”’“‘»«」』）)]"


def units(text: str, title: str | None = None) -> tuple[Unit, ...]:
    """The sentences, headings and datelines of a text, in order; together with the white space between them they tile it.

    Lines are split first, so that a unit never goes over a line end, unless the text was wrapped for its width. A first line
    that is no sentence, or is one and says what ``title`` says, is the headline; a later line that is none is a subhead.
    An agency's dateline in front of one of the first sentences is a unit of its own.
    """
    return Splitter()(text, title)


class Splitter:
    """`units` with a memory, for the many versions of one article.

    It remembers every line and every sentence by its text, so that what a further text repeats costs next to nothing.
    What it returns is what `units` returns, whatever it has read before. Hold one for one merge, and drop it: it keeps
    all of the text that it has seen.

    Args:
        with_keys: whether the units have comparison keys; those of an article that is compared with nothing need none, and
            have no words then.
    """

    def __init__(self, *, with_keys: bool = True) -> None:
        self._with_keys = with_keys
        self._lines: dict[str, tuple[Part, ...]] = {}
        self._datelines: dict[str, int] = {}  # of lines near the top: where their dateline ends
        self._keys: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str, title: str | None = None) -> tuple[Unit, ...]:
        """The units of a text; see `units`."""
        rows = shown_lines(text)
        shown = [text[start:end] for start, end, _ in rows]
        bounds = list(paragraphs(text, rows))
        blocks = [rows[start:end] for start, end in bounds]
        if len(blocks) < len(rows):
            shown = [" ".join(shown[start:end]) for start, end in bounds]
        found: list[Unit] = []
        last = len(blocks) - 1
        for number, (block, line) in enumerate(zip(blocks, shown, strict=True)):
            cut = self._dateline(line) if number < NEAR_TOP else 0
            parts = self._split(line, cut)
            is_one_row = len(block) == 1
            kind = UnitKind.SENTENCE
            if number == 0 and title and not cut and (whole := self._title(line, parts, title)):
                parts, kind = whole, UnitKind.HEADLINE
            elif is_one_row and len(parts) == 1 and number < last:
                kind = self._heading(line, shown[number + 1], first=number == 0)
            shift = block[0].start
            for start, end, keys in parts:
                own = UnitKind.DATELINE if cut and not start else kind
                if is_one_row:
                    found.append(Unit(Span(shift + start, shift + end), own, number, keys))
                else:
                    found.append(_over_lines(block, start, end, own, number, keys))
        return tuple(found)

    def _dateline(self, line: str) -> int:
        cut = self._datelines.get(line)
        if cut is None:
            cut = self._datelines[line] = dateline_end(line)
        return cut

    def _split(self, line: str, cut: int) -> tuple[Part, ...]:
        """A dateline that ends at ``cut``, and the sentences behind it."""
        if cut:
            start = len(line) - len(line[cut:].lstrip(INVISIBLE))
            rest = self._split(line[start:], 0)
            keys_of_it = self._keys_of(line[:cut]) if self._with_keys else ()
            return ((0, cut, keys_of_it), *((start + low, start + high, keys) for low, high, keys in rest))
        parts = self._lines.get(line)
        if parts is None:
            bounds, start = [], 0
            for end, behind in sentence_ends(line):
                bounds.append((start, end))
                start = behind
            bounds.append((start, len(line)))
            with_keys = self._with_keys
            parts = tuple((low, high, self._keys_of(line[low:high]) if with_keys else ()) for low, high in bounds)
            self._lines[line] = parts
        return parts

    def _keys_of(self, sentence: str) -> tuple[str, ...]:
        keys = self._keys.get(sentence)
        if keys is None:
            keys = self._keys[sentence] = word_keys(sentence)
        return keys

    def _title(self, line: str, parts: Sequence[Part], title: str) -> tuple[Part] | None:
        """A first line that says what the title says, as one unit, though it may be two sentences."""
        keys = tuple(chain.from_iterable(self._keys_of(line[start:end]) for start, end, _ in parts))
        return ((0, len(line), keys),) if keys and len(keys) <= MAX_HEADING_WORDS and keys == self._keys_of(title) else None

    def _heading(self, line: str, below: str, *, first: bool) -> UnitKind:
        """What a line is that is not the last, and cannot be two sentences."""
        if line.rstrip(BEHIND_AN_END).endswith(ENDS) and not (first and line.endswith("?")):
            return UnitKind.SENTENCE
        if _begins_small(line) or _begins_small(below):
            return UnitKind.SENTENCE  # of which the site broke the line
        if len(self._keys_of(line)) > MAX_HEADING_WORDS:
            return UnitKind.SENTENCE
        if first:
            return UnitKind.HEADLINE
        return UnitKind.SENTENCE if line[-1] in ",;:" else UnitKind.SUBHEAD


def _begins_small(line: str) -> bool:
    return line[0].islower() and line[1:2].islower()


def _over_lines(block: Sequence[Line], start: int, end: int, kind: UnitKind, number: int, keys: tuple[str, ...]) -> Unit:
    """The unit at a range of lines that are joined by single spaces."""
    starts = [0, *accumulate(row.end - row.start + 1 for row in block)]
    first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
    span = Span(block[first].start + start - starts[first], block[last].start + end - starts[last])
    breaks = tuple(Span(one.end, other.start) for one, other in pairwise(block[first : last + 1]))
    return Unit(span, kind, number, keys, breaks)
