"""Sentences with exact offsets: the units that witnesses are aligned by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import TypeAlias

import regex
from attrs import frozen

from newsclean.canonical.abbreviations import OPENERS
from newsclean.canonical.datelines import NEAR_TOP, dateline_end
from newsclean.canonical.hard_wraps import paragraphs
from newsclean.canonical.sentence_ends import sentence_ends
from newsclean.lines import INVISIBLE, Line, shown_lines
from newsclean.text import Span
from newsclean.words import word_keys, words

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
ENDED = regex.compile(r"""[.!?…。！？｡؟۔।][\s"'”’“‘»«」』”）)\]]*$""")


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
    """

    def __init__(self) -> None:
        self._lines: dict[str, tuple[Part, ...]] = {}
        self._datelines: dict[str, int] = {}  # of lines near the top: where their dateline ends
        self._keys: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str, title: str | None = None) -> tuple[Unit, ...]:
        """The units of a text; see `units`."""
        rows = shown_lines(text)
        blocks = [rows[start:end] for start, end in paragraphs(text, rows)]
        shown = [" ".join(text[row.start : row.end] for row in block) for block in blocks]
        found: list[Unit] = []
        for number, (block, line) in enumerate(zip(blocks, shown, strict=True)):
            cut = self._dateline(line) if number < NEAR_TOP else 0
            parts = self._split(line, cut)
            kind = UnitKind.SENTENCE
            if number == 0 and title and not cut and (whole := self._title(line, parts, title)):
                parts, kind = whole, UnitKind.HEADLINE
            elif len(parts) == len(block) == 1 and number < len(blocks) - 1 and len(parts[0][2]) <= MAX_HEADING_WORDS:
                kind = _heading(line, shown[number + 1], first=number == 0)
            for place, (start, end, keys) in enumerate(parts):
                own = UnitKind.DATELINE if cut and not place else kind
                if len(block) == 1:
                    found.append(Unit(Span(block[0].start + start, block[0].start + end), own, number, keys))
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
            return ((0, cut, self._keys_of(line[:cut])), *((start + low, start + high, keys) for low, high, keys in rest))
        parts = self._lines.get(line)
        if parts is None:
            found, start = [], 0
            for end, behind in (*sentence_ends(line), (len(line), len(line))):
                found.append((start, end, self._keys_of(line[start:end])))
                start = behind
            parts = self._lines[line] = tuple(found)
        return parts

    def _keys_of(self, sentence: str) -> tuple[str, ...]:
        keys = self._keys.get(sentence)
        if keys is None:
            keys = self._keys[sentence] = word_keys(sentence)
        return keys

    def _title(self, line: str, parts: Sequence[Part], title: str) -> tuple[Part] | None:
        """A first line that says what the title says, as one unit, though it may be two sentences."""
        keys = tuple(key for part in parts for key in part[2])
        return ((0, len(line), keys),) if keys and len(keys) <= MAX_HEADING_WORDS and keys == words(title).keys else None


def _over_lines(block: Sequence[Line], start: int, end: int, kind: UnitKind, number: int, keys: tuple[str, ...]) -> Unit:
    """The unit at a range of lines that are joined by single spaces."""
    starts = [0, *accumulate(row.end - row.start + 1 for row in block)]
    first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
    span = Span(block[first].start + start - starts[first], block[last].start + end - starts[last])
    breaks = tuple(Span(one.end, other.start) for one, other in pairwise(block[first : last + 1]))
    return Unit(span, kind, number, keys, breaks)


def _heading(line: str, below: str, *, first: bool) -> UnitKind:
    if any(row[0].islower() and row[1:2].islower() for row in (line, below)):
        return UnitKind.SENTENCE  # of which the site broke the line
    if ENDED.search(line) and not (first and line.endswith("?")):
        return UnitKind.SENTENCE
    if first:
        return UnitKind.HEADLINE
    return UnitKind.SENTENCE if line[-1] in ",;:" else UnitKind.SUBHEAD
