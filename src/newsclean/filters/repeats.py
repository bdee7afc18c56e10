"""Text that stands twice: line tails, lines and captions copied by a template, and links written into a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

import regex
from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.filters.headline import SUBHEADINGS
from newsclean.lines import Line
from newsclean.text import Edit

# Shorter copies are made by writers: "That's a step in the right direction. That's a step in the right direction."
TAIL_WORDS = 8
OPEN_TAIL_WORDS = 4  # of a copy with which no line would begin by itself
LINE_WORDS = 12
CAPTION_WORDS = 8
WRAPPED = 100  # code points; shorter lines may be parts of a paragraph, broken to fit a screen
LETTERS = 0.6  # share of a copied tail that is letters; rows of tables end alike
PROBE = 24  # code points that are looked for before anything is compared
MAX_LINE = 3000  # code points; nobody writes a longer paragraph twice
HEAD_LINES = 6  # lines among which a standfirst or summary stands
GALLERY_PAIRS = 3
NEAR = 12  # lines between a sentence printed large and the paragraph that it is taken from
MAX_ATTRIBUTION = 60  # code points of a line that names who said the paragraph above
INJECTION = "repeats.injection"
GALLERY = "repeats.gallery"
LARGE = "repeats.large-print"
MAX_LARGE = 300  # code points; nobody prints a longer sentence large
MAX_INJECTION = 1500  # code points: a full name, three headlines, MORE

QUOTES = "“”\"'‘’"
SINGLE = "'‘’"
AROUND = QUOTES + " .!?…,"
MOST_AROUND = 4  # code points; a line with more signs before its first word is no copy of another
TWEET = re.compile(r"\b[Tt]weet|\(@|twitter\.com")
OPEN = re.compile(r"[a-z,;:]")
CLOSED = regex.compile(r"""[.!?…]["'”’»)\]]*$""")
HEADLINES = r"""(?=\s?["'“‘(.$]?[\p{Lu}\p{N}])[^\n]{12,1500}?\sMORE"""
NAMES = r"""(?:\p{Lu}[\p{L}.’'-]*|\(\p{Lu}[\p{L}\s.]{0,20}\)|de|von|van|la)\s"""
# "Jane Doe Jane Mary DoeMayor resigns MORE": the name that is just written stands again, in full, and headlines follow it,
# mostly without a space. What stands again is the surname: not "Jane", behind which "Doe" comes again.
INJECTED = regex.compile(
    rf"""\b(?:(?P<last>\p{{Lu}}[\p{{L}}’'-]*\p{{Ll}}(?:\s(?:Jr|Sr|III|II)\b\.?)?)
    (?!\s(?P<next>\p{{Lu}}[\p{{L}}’'-]*)\s(?:{NAMES}){{0,4}}(?P=next))
    (?P<cut>\s(?:{NAMES}){{1,5}}(?P=last){HEADLINES})
    |(?P<name>\p{{Lu}}[\p{{L}}’'-]*(?:\s\p{{Lu}}[\p{{L}}.’'-]*?){{1,3}})(?P<cut>(?P=name){HEADLINES}))""",
    regex.V1 | regex.VERBOSE,
)


@frozen
class Repeats:
    """Removes what stands twice because a template put it there: the second copy, or the summary of two.

    Verses, refrains and slogans stay, since they are short; so does a line that stands three times or more, and a heading
    that says a sentence of the paragraph under it.
    """

    certain: ClassVar = frozenset({INJECTION, GALLERY})
    """Rules whose removals the guard does not count: no prose has their shape."""

    def __call__(self, article: CleanArticle) -> Iterator[Edit]:
        """The removals, stated on the article's current text."""
        text, rows = article.text, article.edited.lines
        headings = {block.start for block in article.article.blocks if block.inside(*SUBHEADINGS)}
        taken: set[int] = set()
        for number, edit in _found(text, rows):
            if headings and edit.rule == LARGE and article.to_source(edit.start, edit.end).start in headings:
                continue
            # Two edits of one row are for two rounds, except those that cut several links out of it.
            if number not in taken or edit.rule == INJECTION:
                taken.add(number)
                yield edit


repeats = Repeats()


def _found(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for all that may go; what comes first has the row."""
    if " MORE" in text:
        yield from _injections(text, rows)
    suspects = _suspects(text, rows)
    if suspects:
        yield from _galleries(text, rows)
    yield from _copies(text, rows, suspects)
    if suspects:
        yield from _neighbours(text, rows)
        yield from _large_print(text, rows, suspects)
    for number, (start, end, _) in enumerate(rows):
        if not PROBE * 2 < end - start <= MAX_LINE or text.find(text[end - PROBE : end], start, end - 1) < 0:
            continue
        if cut := _doubled_tail(text, start, end):
            yield number, Edit(cut, end, kind="template_residue", rule="repeats.caption", reason="the end of the line, twice")


def _suspects(text: str, rows: Sequence[Line]) -> frozenset[int]:
    """The rows whose beginning stands a second time near by, or for the first rows anywhere; most texts have none."""
    found: list[int] = []
    bottom, length = len(rows) - 1, len(text)
    for number, (start, end, _) in enumerate(rows):
        if end - start < PROBE:
            continue
        first, last = 0, length
        if number >= HEAD_LINES:
            first, last = rows[max(0, number - NEAR)][0], rows[min(bottom, number + NEAR)][1]
        while start < end and text[start] in AROUND:
            start += 1
        if text.count(text[start : start + PROBE - MOST_AROUND], first, last) > 1:
            found.append(number)
    return frozenset(found)


def _injections(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, Edit]]:
    """Full names with headlines and MORE behind them, which the links of a name's pop-up leave in its sentence."""
    for number, (start, end, _) in enumerate(rows):
        at = position = start
        while (more := text.find(" MORE", at, end)) >= 0:
            at = more + len(" MORE")
            if at < end and text[at].isalpha():
                continue
            if match := INJECTED.search(text, max(position, more - MAX_INJECTION), at):
                cut = match.span("cut")
                yield number, Edit(*cut, kind="related_links", rule=INJECTION, reason="links behind a name, in a sentence")
            position = at


def _galleries(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for each run of at least `GALLERY_PAIRS` lines of which each stands twice."""
    number = 0
    while number + 1 < len(rows):
        first = number
        while number + 1 < len(rows) and _begins(text, rows[number], rows[number + 1]):
            number += 2
        if number - first >= 2 * GALLERY_PAIRS:
            for row in range(first, number):
                yield row, _whole(rows[row], "photo_caption", GALLERY, "a gallery's captions, each of them twice")
        number = max(number, first + 1)


def _begins(text: str, row: Line, following: Line) -> bool:
    """Whether a line of some length is the beginning, or all, of the line that follows."""
    if not PROBE <= row.end - row.start <= following.end - following.start:
        return False
    line = text[row.start : row.end]
    return text.startswith(line, following.start) and line.count(" ") >= TAIL_WORDS - 1


def _copies(text: str, rows: Sequence[Line], suspects: Collection[int]) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for whole lines that stand a second time further down, and for summaries that the body repeats."""
    head = range(min(HEAD_LINES, len(rows) - HEAD_LINES))
    summaries = [n for n in head if n in suspects and _summary(text, rows, n)]
    for number in summaries:
        yield number, _whole(rows[number], "standfirst", "repeats.standfirst", "a sentence of the body, put in front of it")
    lines = [(n, text[start:end]) for n, (start, end, _) in enumerate(rows) if PROBE * 2 <= end - start <= MAX_LINE]
    if len({line for _, line in lines}) == len(lines):
        return
    counts = Counter(line for _, line in lines)
    first: dict[str, int] = {}
    for number, line in lines:
        if counts[line] != 2 or line.count(" ") < LINE_WORDS - 1 or (len(line) < WRAPPED and not CLOSED.search(line)):
            continue
        if line not in first:
            first[line] = number
            continue
        if first[line] in summaries:
            continue
        yield number, _whole(rows[number], "template_residue", "repeats.line", "a line that stands above already")
        above, below = first[line] + 1, number + 1
        if above < number and below < len(rows) and _attribution(text, rows[above], rows[below]):
            yield below, _whole(rows[below], "template_residue", "repeats.line", "belongs to a line that stands above already")


def _summary(text: str, rows: Sequence[Line], number: int) -> bool:
    """Whether a line of some length stands again further down, where something else follows it and it is no caption."""
    start, end, _ = rows[number]
    line = text[start:end].rstrip(".!?…\"'”’ ")
    closed = bool(CLOSED.search(text, start, end))
    if not PROBE * 2 <= len(line) <= MAX_LINE or line.count(" ") < (TAIL_WORDS if closed else LINE_WORDS) - 1:
        return False
    at = text.find(line, rows[number + 1].end)
    if at < 0 or text.startswith(text[start + len(line) : end + PROBE], at + len(line)):
        return False
    # "Relief: The mayor opened the bridge on Monday": a caption, without a full stop, says a sentence of the first paragraphs.
    row = _row_of(rows, at)
    return not closed or text[start] in QUOTES or bool(CLOSED.search(text, row.start, row.end))


def _large_print(text: str, rows: Sequence[Line], suspects: Collection[int]) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for lines that are a sentence of a paragraph close by, which the page prints large beside it."""
    for number, (start, end, _) in enumerate(rows):
        if number not in suspects or not PROBE * 2 <= end - start <= MAX_LARGE:
            continue
        line = text[start:end].strip(AROUND)
        if line.count(" ") < TAIL_WORDS - 1 or (quoted := text[start] in QUOTES) != (text[end - 1] in QUOTES):
            continue
        first, last = rows[max(0, number - NEAR)].start, rows[min(len(rows) - 1, number + NEAR)].end
        # What stands in the first line is a summary, and the line itself is the body.
        at = text.find(line, max(first, rows[0].end), start)
        if at < 0:
            at = text.find(line, end, last)
        if at >= 0 and not _subhead(text, rows, number, at) and _of_a_paragraph(text, rows, at, at + len(line), quoted=quoted):
            yield number, _whole(rows[number], "standfirst", LARGE, "a sentence of a paragraph, printed large")


def _subhead(text: str, rows: Sequence[Line], number: int, copy: int) -> bool:
    """Whether a line with a copy is a subhead: open, and in single quotation marks or over the paragraph with the copy.

    A pull quote is printed as it was written, between the paragraphs that it is taken from and others.
    """
    start, end, _ = rows[number]
    if CLOSED.search(text, start, end):
        return False
    return text[start] in SINGLE or (number + 1 < len(rows) and rows[number + 1].start <= copy < rows[number + 1].end)


def _of_a_paragraph(text: str, rows: Sequence[Line], start: int, end: int, *, quoted: bool) -> bool:
    """Whether a copy is a part of a paragraph, and no tweet that the text speaks of; a quotation may have lost its signs."""
    row = _row_of(rows, start)
    if end > row.end or (row.end - row.start) - (end - start) < PROBE or not CLOSED.search(text, row.start, row.end):
        return False
    before, after = text[max(row.start, start - 1) : start], text[end : min(row.end, end + 2)]
    if before.isalnum() or after[:1].isalnum() or TWEET.search(text, row.start, row.end):
        return False
    return quoted or not any(sign in QUOTES for sign in before + after)


def _attribution(text: str, row: Line, other: Line) -> bool:
    """Whether both lines are the same short one, which names who said the paragraph above it."""
    line = text[other.start : other.end]
    return len(line) <= MAX_ATTRIBUTION and not CLOSED.search(line) and text[row.start : row.end] == line


def _neighbours(text: str, rows: Sequence[Line]) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for lines that begin with the end of the line above, or with all of it."""
    for number, (row, following) in enumerate(pairwise(rows), start=1):
        start, end, _ = row
        if end - start < PROBE or following.end - following.start < PROBE or end - start > MAX_LINE:
            continue
        at = text.rfind(text[following.start : following.start + PROBE], start, end)
        if at < 0 or not text.startswith(text[at:end], following.start):
            continue
        copy = text[at:end]
        words = copy.count(" ") + 1
        if words < (OPEN_TAIL_WORDS if at > start and OPEN.match(copy) else TAIL_WORDS):
            continue
        if sum(map(str.isalpha, copy)) < LETTERS * len(copy):
            continue
        stop = following.start + len(copy)
        # "Loaded: The van stood at the gate" over "The van stood at the gate.": a caption and the article's own sentence.
        if stop < following.end and (text[stop].isalnum() or CLOSED.fullmatch(text, stop, following.end)):
            continue
        if at == start and stop < following.end:
            if CLOSED.search(copy):
                yield number - 1, _whole(row, "standfirst", "repeats.pull-text", "a sentence that the line below begins with")
            continue
        while stop < following.end and text[stop].isspace():
            stop += 1
        reason = "a copy of the line above" if at == start else "a copy of the end of the line above"
        yield number, Edit(following.start, stop, kind="template_residue", rule="repeats.tail", reason=reason)


def _doubled_tail(text: str, start: int, end: int) -> int:
    """Where the second of two copies begins that close a line, with the space in front of it; 0 if there are none."""
    at = text.rfind(text[end - PROBE : end], start, end - 1)
    if at < 0:
        return 0
    middle = at + PROBE
    length = end - middle - 1
    if length < PROBE or middle - length < start or not text[middle].isspace():
        return 0
    if middle - length > start and text[middle - length - 1].isalnum():
        return 0
    copy = text[middle + 1 : end]
    return middle if copy.count(" ") >= CAPTION_WORDS - 1 and text.startswith(copy, middle - length) else 0


def _row_of(rows: Sequence[Line], position: int) -> Line:
    return rows[bisect_right(rows, position, key=lambda line: line.start) - 1]


def _whole(row: Line, kind: str, rule: str, reason: str) -> Edit:
    return Edit(row.start, row.end, kind=kind, rule=rule, reason=reason)
