"""Hard wraps: lines that end for their width, in the midst of sentences, as in mail, wire feeds and old archives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from newsclean.lines import Line

MAX_WIDTH = 100  # of a line, in code points; terminals had 80
# Of the line ends in a text, those that are in no sentence's place; and of these, those that show that a sentence goes on.
MIN_OPEN, MIN_SHOWN, MIN_COUNT = 0.4, 0.5, 3
SHORT, VERY_SHORT = 0.75, 0.5  # of the widest line: what ends a paragraph, and what is a heading
ENDED = regex.compile(r"""[.!?…:][\s"'”’“‘»«)\]]*$""")
GOES_ON = regex.compile(
    r"""[,(–—-]$|(?<![\p{L}\p{M}])(?:a|an|and|as|at|by|for|from|has|have|in|is|its|not|of|on|or|that|the|their|to|was|were|which|with"""
    r"""|der|die|das|und|von|zu|im|le|la|les|de|des|du|et|un|une|el|los|las|del|y|en|que)$"""
)


def paragraphs(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """(first row, past the last) of each paragraph: single rows, or in a text that was wrapped, the rows that belong together.

    A text was wrapped if no line is wide and many line ends stand in the midst of sentences: the next line begins with a
    small letter, or this one ends in a comma or in a word that nothing ends with.
    """
    shown = [text[row.start : row.end] for row in rows]
    if not _is_wrapped(rows, shown):
        yield from ((number, number + 1) for number in range(len(rows)))
        return
    width = max(map(len, shown))
    indents = [row.start - max(text.rfind("\n", 0, row.start), text.rfind("\r", 0, row.start)) - 1 for row in rows]
    start = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or _begins(number, rows, shown, indents, width):
            yield start, number
            start = number


def _is_wrapped(rows: Sequence[Line], shown: Sequence[str]) -> bool:
    ends = shown_ends = opened = 0
    for (_, one), (row, other) in pairwise(zip(rows, shown, strict=True)):
        if len(one) > MAX_WIDTH or len(other) > MAX_WIDTH:
            return False
        if row.gap != 1:
            continue
        ends += 1
        if not ENDED.search(one):
            opened += 1
            shown_ends += _goes_on(one, other)
    return shown_ends >= max(MIN_COUNT, MIN_SHOWN * opened) and opened >= MIN_OPEN * ends


def _goes_on(one: str, other: str) -> bool:
    """Whether a sentence goes on from a line to the next."""
    return other[0].islower() or GOES_ON.search(one) is not None


def _begins(number: int, rows: Sequence[Line], shown: Sequence[str], indents: Sequence[int], width: int) -> bool:
    """Whether a paragraph begins with a row."""
    one, other = shown[number - 1 : number + 1]
    if rows[number].gap != 1:
        return True
    if ENDED.search(one):
        return indents[number] > indents[number - 1] or len(one) < SHORT * width
    return len(one) < VERY_SHORT * width and not _goes_on(one, other)
