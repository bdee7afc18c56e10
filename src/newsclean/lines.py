"""The lines of a text that show something, and how far apart they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

# Vertical tab, form feed, the information separators and NEL are not line ends here, unlike in str.splitlines:
# in text decoded with the wrong charset they are letters and punctuation of a line (NEL is cp1252's ellipsis).
NEWLINE = re.compile(r"\r\n|[\r\n\u2028\u2029]")
OTHER_NEWLINES = "\r\u2028\u2029"
# White space as str.isspace has it, but for NEL, plus what shows nothing: zero-width space and joiners, word joiner, byte
# order mark.
INVISIBLE = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c != "\x85") + "\u200b\u200c\u200d\u2060\ufeff"
SHOWN = re.compile(rf"[^{re.escape(INVISIBLE)}](?:[^\r\n\u2028\u2029]*[^{re.escape(INVISIBLE)}])?")


class Line(NamedTuple):
    """A line that shows something, without the white space and invisible characters at both its ends.

    Attributes:
        start, end: its place, in code points.
        gap: how many line ends stand between it and the line before it, or the start of the text.
    """

    start: int
    end: int
    gap: int


NEW_LINE = partial(tuple.__new__, Line)  # what a named tuple's own constructor does, at half of the cost


def shown_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that show something, in order."""
    return tuple(_matched(text) if any(newline in text for newline in OTHER_NEWLINES) else _split(text))


def _split(text: str) -> list[Line]:
    """The same for texts whose lines all end in a line feed, which are most, at a tenth of the cost."""
    found: list[Line] = []
    position = gap = 0
    for line in text.split("\n"):
        if shown := line.strip(INVISIBLE):
            start = position if len(shown) == len(line) else position + line.index(shown)
            found.append(NEW_LINE((start, start + len(shown), gap)))
            gap = 0
        gap += 1
        position += len(line) + 1
    return found


def _matched(text: str) -> Iterator[Line]:
    position = 0
    for match in SHOWN.finditer(text):
        start, end = match.span()
        yield Line(start, end, len(NEWLINE.findall(text, position, start)))
        position = end
