"""Quotations that run over several sentences, which a merge must neither enter nor tear."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from newsclean.canonical.sentences import Unit
from newsclean.words import positions

# Double marks, typed, as entities, or in pairs of others; single ones are apostrophes far more often.
SINGLE, LONGER = '"“”„«»「」『』', ("&", "``", "''")
MARK = regex.compile(rf"[{SINGLE}]|&(?:quot|ldquo|rdquo|bdquo|laquo|raquo|#34|#822[012]);|``|''")
OPENING, CLOSING = frozenset("„「『"), frozenset("」』")
AFTER_WORDS = frozenset(".,;:!?…%)]")


def open_quotations(text: str, units: Sequence[Unit]) -> tuple[bool, ...]:
    """Of each unit, whether a quotation is open at its end that goes on in the next unit.

    A quotation that is open at the end of a line goes on where the next line begins with a mark, as quotations of several
    paragraphs do; else its end was forgotten.
    """
    marks = _marks(text)
    goes_on = [False] * len(units)
    is_open = False
    at = line = 0
    for number, unit in enumerate(units):
        if unit.line != line:
            line, is_open = unit.line, False
        end = unit.span.end
        while at < len(marks) and marks[at][0] < end:
            is_open = _opens(text, *marks[at], is_open=is_open)
            at += 1
        if is_open and number + 1 < len(units):
            following = units[number + 1]
            goes_on[number] = following.line == line or (at < len(marks) and marks[at][0] == following.span.start)
        if at == len(marks) and not is_open:
            break
    return tuple(goes_on)


def _marks(text: str) -> list[tuple[int, int]]:
    """Where the marks of a text begin and end, in order."""
    if any(part in text for part in LONGER):
        return [match.span() for match in MARK.finditer(text)]
    # Each mark by itself, which takes a tenth of the time.
    return sorted((at, at + 1) for mark in SINGLE if mark in text for at in positions(text, mark))


def _opens(text: str, start: int, end: int, *, is_open: bool) -> bool:
    """Whether a quotation is open after a mark.

    “ and ” close in some languages what they open in others, and " does both: what stands before and after it tells.
    """
    mark = text[start:end]
    if mark in OPENING or mark in CLOSING:
        return mark in OPENING
    before, after = text[start - 1 : start], text[end : end + 1]
    ends_word = before.isalnum() or before in AFTER_WORDS
    starts_word = bool(after) and not after.isspace() and after not in AFTER_WORDS - {"…"}
    if starts_word != ends_word:
        return starts_word
    return mark in {"“", "«"} or not (is_open or mark in {"”", "»"})
