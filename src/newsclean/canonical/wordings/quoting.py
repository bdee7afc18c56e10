"""What stands inside quotation marks."""

from __future__ import annotations

import regex

from newsclean.canonical.wordings.tokens import Tokens

OPENING, CLOSING = "“„«", "”»"
STRAIGHT = "\"'"
MARK = regex.compile(r"[“”„«»\"]|''")
SINGLE = regex.compile(r"(?<open>(?:(?<=^)|(?<=[\s(]))[‘'](?=\w))|(?<close>(?<=[\w.,!?])[’'](?!\w))")


def quoted(tokens: Tokens) -> bytes:
    """For each token 1 where it stands inside quotation marks; empty where the wording has no marks.

    A first mark that closes tells that the quotation began before the wording, a last one that opens that it goes on.
    """
    text = tokens.text
    spans = _quotations([(m.start(), _opens(text, m.start())) for m in MARK.finditer(text)], len(text))
    if not spans and ("‘" in text or "’" in text or "'" in text):
        spans = _single_quotations(text)
    if not spans:
        return b""
    flags = bytearray(tokens.count)
    number = 0
    for n, start in enumerate(tokens.starts):
        while number < len(spans) and spans[number][1] <= start:
            number += 1
        if number < len(spans) and spans[number][0] <= start:
            flags[n] = 1
    return bytes(flags)


def _single_quotations(text: str) -> list[tuple[int, int]]:
    """What stands between single marks, as British papers quote; apostrophes are told from marks by what is beside them."""
    marks = [(m.start(), m["open"] is not None) for m in SINGLE.finditer(text)]
    while marks and not marks[0][1] and text[marks[0][0] - 1] not in ",.!?":
        del marks[0]  # "the officials' plan"
    # One that stays open is a mark only where speech begins, not in "the '90s".
    if marks and marks[-1][1] and text[: marks[-1][0]].rstrip()[-1:] not in ("", ":", ","):
        return []
    return _quotations(marks, len(text))


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    if mark not in STRAIGHT:
        return mark in OPENING
    end = at + 1 + (mark == "'")  # two apostrophes are one mark
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    return (not before or before.isspace() or before in "([—–-") and not after.isspace()


def _quotations(marks: list[tuple[int, bool]], length: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = None
    for number, (at, opens) in enumerate(marks):
        if opens:
            begin = at if begin is None else begin
        elif begin is not None:
            spans.append((begin, at))
            begin = None
        elif not number or (number == len(marks) - 1 and at >= length - 2):
            spans = [(0, at)]  # it began before the wording, and another is quoted inside
    if begin is not None:
        spans.append((begin, length))
    return spans
