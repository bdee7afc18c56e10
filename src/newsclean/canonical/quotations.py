"""Quotations that run over several sentences, which a merge must neither enter nor tear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from newsclean.canonical.sentences import Unit

# Double marks, typed, as entities, or in pairs of others; single ones are apostrophes far more often.
MARK = regex.compile(r"[\"“”„«»「」『』]|&(?:quot|ldquo|rdquo|bdquo|laquo|raquo|#34|#822[012]);|``|''")
OPENING, CLOSING = frozenset("„「『"), frozenset("」』")
AFTER_WORDS = frozenset(".,;:!?…%)]")


def open_quotations(text: str, units: Sequence[Unit]) -> tuple[bool, ...]:
    """Of each unit, whether a quotation is open at its end that goes on in the next unit.

    A quotation that is open at the end of a line goes on where the next line begins with a mark, as quotations of several
    paragraphs do; else its end was forgotten.
    """
    marks = [match.span() for match in MARK.finditer(text)]
    return tuple(_open(text, units, marks)) if marks else (False,) * len(units)


def _open(text: str, units: Sequence[Unit], marks: Sequence[tuple[int, int]]) -> Iterator[bool]:
    is_open = False
    at = 0
    for number, unit in enumerate(units):
        if number and unit.line != units[number - 1].line:
            is_open = False
        while at < len(marks) and marks[at][0] < unit.span.end:
            is_open = _opens(text, *marks[at], is_open=is_open)
            at += 1
        if number + 1 == len(units):
            yield False
        elif is_open and units[number + 1].line != unit.line:
            yield at < len(marks) and marks[at][0] == units[number + 1].span.start
        else:
            yield is_open


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
