"""Sentences with exact offsets: the units that witnesses are aligned by."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import regex
from attrs import frozen

from newsclean.text import Span, lines, stripped
from newsclean.words import words


class UnitKind(StrEnum):
    """What a unit of a text is."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    SENTENCE = "sentence"
    DATELINE = "dateline"


@frozen
class Unit:
    """A sentence or a heading.

    Attributes:
        span: where it stands, in code points of the text that was split.
        kind: headline, subhead or sentence.
        line: number of its line, from 0; the units of one line are one paragraph.
        keys: the comparison keys of its words.
    """

    span: Span
    kind: UnitKind
    line: int
    keys: tuple[str, ...]


MAX_HEADING_WORDS = 25
CONTEXT = 40  # code points on either side of a full stop that decide whether a sentence ends there

# The end of a sentence: closing punctuation, quotation marks and brackets that close with it, and then white space in
# front of what can begin one. Chinese and Japanese put no space there. A run of stops is taken once, from its first: to
# try it from each would cost a dotted line quadratic time.
BOUNDARY = regex.compile(
    r"""(?<![.!?…؟۔।])(?<end>(?<stop>[.!?…؟۔।]++)["'”’»)\]]*)\s+(?=["'“‘«„(\[¿¡]*[\p{Lu}\p{Lt}\p{Lo}\p{N}…—–-])"""
    r"""|(?<end>[。！？｡]+["'”’»」』）)\]]*)\s*"""
)
ENDED = regex.compile(r"""[.!?…。！？｡؟۔।]["'”’»」』）)\]]*$""")
LAST_WORD = regex.compile(r"[\p{L}\p{M}.&'’-]+$")
NEXT_WORD = regex.compile(r"[\p{L}\p{M}'’]+")
# Never the last word of a sentence: a name or a number follows.
BEFORE_A_NAME = frozenset(
    """adm asst atty brig capt cmdr col cpl det dr fr gen gov hon insp lt maj messrs mr mrs ms mt mx pfc pres prof pvt rep reps
    rev sen sens sgt st ste supt vs op cf ca approx""".split()
)
BEFORE_A_NUMBER = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec no nos p pp vol art sec fig ch".split())
# May end a sentence, and more often do not: only a word that usually begins one tells.
DOUBTFUL = frozenset(
    """corp inc co ltd jr sr bros dept assn univ llc plc a.m p.m etc e.g i.e ala ariz ark calif colo conn del fla ga ill ind kan
    ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
    jan feb aug sept oct nov dec""".split()
)
# Words that usually begin a sentence when they are written with a capital, and are no names.
OPENERS = frozenset(
    """a about according after all also although among an and another as asked at because before both but by despite during
    each earlier even every few for from he her here his how however i if in instead it its just last later many meanwhile
    more most my no none nor not now of officials on one only or other others our over police she since so some speaking
    still such than that the their then there these they this those though three to two under until we what when where
    whether which while who why with without yes yet you your""".split()
)


def units(text: str, title: str | None = None) -> tuple[Unit, ...]:
    """The sentences and headings of a text, in order; together with the white space between them they tile it.

    Lines are split first, so that a sentence never goes over a line end. A first line that is no sentence, or is one
    and says what ``title`` says, is the headline; a later line that is none is a subhead.
    """
    rows = [span for line in lines(text) if (span := stripped(text, line))]
    found: list[Unit] = []
    for number, row in enumerate(rows):
        parts = list(_sentences(text, row))
        keys = [words(part.of(text)).keys for part in parts]
        kind = UnitKind.SENTENCE
        if len(parts) == 1 and number < len(rows) - 1 and len(keys[0]) <= MAX_HEADING_WORDS:
            kind = _heading(row.of(text), keys[0], title, first=number == 0)
        found += (Unit(part, kind, number, key) for part, key in zip(parts, keys, strict=True))
    return tuple(found)


def _heading(line: str, keys: tuple[str, ...], title: str | None, *, first: bool) -> UnitKind:
    if first and (not ENDED.search(line) or line.endswith("?") or (title and keys == words(title).keys)):
        return UnitKind.HEADLINE
    return UnitKind.SENTENCE if ENDED.search(line) or line[-1] in ",;:" else UnitKind.SUBHEAD


def _sentences(text: str, row: Span) -> Iterator[Span]:
    start = row.start
    for match in BOUNDARY.finditer(text, row.start, row.end):
        end = match.end("end")
        before = text[max(start, match.start() - CONTEXT) : match.start()]
        if end < row.end and not _goes_on(before, match.group("stop"), text[match.end() : match.end() + CONTEXT]):
            yield Span(start, end)
            start = match.end()
    yield Span(start, row.end)


def _goes_on(before: str, stop: str | None, after: str) -> bool:
    """Whether a full stop ends an abbreviation in the middle of a sentence."""
    last = LAST_WORD.search(before)
    if stop != "." or last is None:
        return False
    word = last.group().casefold().lstrip("'’-&.")
    opener = NEXT_WORD.match(after.lstrip("\"'“‘«„([ "))
    begins = opener is not None and opener.group().casefold() in OPENERS
    numbered = after[:1].isdigit()
    if word in BEFORE_A_NAME or (numbered and word in BEFORE_A_NUMBER):
        return True
    if len(word) == 1 and word.isalpha():  # an initial, unless the sentence ends in "plan B."
        return last.group()[0].isupper() and not begins
    spelled = "." in word and all(len(part) <= 2 for part in regex.split("[.-]", word))  # U.S., a.m., R-N.H., Ph.D.
    return (spelled or word in DOUBTFUL) and not begins
