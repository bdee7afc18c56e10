"""Sentences with exact offsets: the units that witnesses are aligned by."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeAlias

import regex
from attrs import frozen

from newsclean.canonical.abbreviations import OPENERS
from newsclean.canonical.datelines import NEAR_TOP, dateline_end
from newsclean.canonical.sentence_ends import sentence_ends
from newsclean.lines import INVISIBLE, shown_lines
from newsclean.text import Span
from newsclean.words import WORD, decoded_text, word_key, words

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
    """

    span: Span
    kind: UnitKind
    line: int
    keys: tuple[str, ...]


Part: TypeAlias = tuple[int, int, tuple[str, ...]]
"""(start, end, comparison keys) of a sentence, in code points of its line."""

MAX_HEADING_WORDS = 25
ENDED = regex.compile(r"""[.!?…。！？｡؟۔।][\s"'”’“‘»«」』”）)\]]*$""")


def units(text: str, title: str | None = None) -> tuple[Unit, ...]:
    """The sentences, headings and datelines of a text, in order; together with the white space between them they tile it.

    Lines are split first, so that a unit never goes over a line end. A first line that is no sentence, or is one
    and says what ``title`` says, is the headline; a later line that is none is a subhead. An agency's dateline in front of
    one of the first sentences is a unit of its own.
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
        self._keys: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def __call__(self, text: str, title: str | None = None) -> tuple[Unit, ...]:
        """The units of a text; see `units`."""
        rows = shown_lines(text)
        shown = [text[row.start : row.end] for row in rows]
        found: list[Unit] = []
        for number, (row, line) in enumerate(zip(rows, shown, strict=True)):
            cut = dateline_end(line) if number < NEAR_TOP else 0
            parts = self._parts(line, cut) if cut else self._line(line)
            kind = UnitKind.SENTENCE
            if number == 0 and title and not cut and (whole := self._title(line, parts, title)):
                parts, kind = whole, UnitKind.HEADLINE
            elif len(parts) == 1 and number < len(rows) - 1 and len(parts[0][2]) <= MAX_HEADING_WORDS:
                kind = _heading(line, shown[number + 1], first=number == 0)
            for place, (start, end, keys) in enumerate(parts):
                own = UnitKind.DATELINE if cut and not place else kind
                found.append(Unit(Span(row.start + start, row.start + end), own, number, keys))
        return tuple(found)

    def _line(self, line: str) -> tuple[Part, ...]:
        parts = self._lines.get(line)
        if parts is None:
            parts = self._lines[line] = self._parts(line, 0)
        return parts

    def _parts(self, line: str, cut: int) -> tuple[Part, ...]:
        """The sentences of a line, behind a dateline that ends at ``cut``."""
        parts: list[Part] = []
        start = 0
        if cut:
            parts.append((0, cut, self._sentence_keys(line[:cut])))
            start = len(line) - len(line[cut:].lstrip(INVISIBLE))
        rest = line[start:] if start else line
        begin = 0
        for end, behind in sentence_ends(rest):
            parts.append((start + begin, start + end, self._sentence_keys(rest[begin:end])))
            begin = behind
        parts.append((start + begin, len(line), self._sentence_keys(rest[begin:])))
        return tuple(parts)

    def _sentence_keys(self, sentence: str) -> tuple[str, ...]:
        """The keys of `words`, by way of the words already seen."""
        keys = self._keys.get(sentence)
        if keys is None:
            known = self._words
            found = WORD.findall(decoded_text(sentence))
            for word in found:
                if word not in known:
                    known[word] = word_key(word)
            keys = self._keys[sentence] = tuple(key for word in found if (key := known[word]))
        return keys

    def _title(self, line: str, parts: Sequence[Part], title: str) -> tuple[Part] | None:
        """A first line that says what the title says, as one unit, though it may be two sentences."""
        keys = tuple(key for part in parts for key in part[2])
        return ((0, len(line), keys),) if keys and len(keys) <= MAX_HEADING_WORDS and keys == words(title).keys else None


def _heading(line: str, below: str, *, first: bool) -> UnitKind:
    if below[0].islower() and below[1:2].islower() or line[0].islower() and line[1:2].islower():
        return UnitKind.SENTENCE  # a sentence that goes over a line end
    if ENDED.search(line) and not (first and line.endswith("?")):
        return UnitKind.SENTENCE
    if first:
        return UnitKind.HEADLINE
    return UnitKind.SENTENCE if line[-1] in ",;:" else UnitKind.SUBHEAD
