"""The lines of a text that show something, and how far apart they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

# Vertical tab, form feed, the information separators and NEL are not line ends here, unlike in str.splitlines:
# in text decoded with the wrong charset they are letters and punctuation of a line (NEL is cp1252's ellipsis).
NEWLINE = re.compile(r"\r\n|[\r\n\u2028\u2029]")
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


def shown_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that show something, in order."""
    found: list[Line] = []
    position = 0
    for match in SHOWN.finditer(text):
        start, end = match.span()
        found.append(Line(start, end, newlines(text[position:start])))
        position = end
    return tuple(found)


def newlines(gap: str) -> int:
    """How many line ends there are in what stands between two lines."""
    if gap.isspace() and gap.strip("\n") == "":
        return len(gap)
    return len(NEWLINE.findall(gap))
