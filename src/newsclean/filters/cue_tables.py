"""Where rules are filed by their cues, and what leads to them in lines of some lengths and one part of an article."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from newsclean.filters.rule import Place, Rule, Shape
from newsclean.filters.searching import AHEAD

WORD = re.compile(r"\w+")
# Thai, Lao, Burmese, Khmer, Kana and Han are written without spaces, and Hangul with endings: there a cue may stand inside
# a run of letters.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
)
# Code points. Most rules are for short lines, most of an article's words stand in long ones: each size has its own table.
SIZES = (40, 60, 90, 120, 150, 180, 220, 260, 350, 500, sys.maxsize)
COMMON = frozenset(
    """a about after also an and are as at be been but by for from had has have he her his how in is it its more new not of on or
    our out over said she than that the their them then they this to up was we were what when who will with you your""".split()
)
MARGIN = 20  # code points
HEAD, INSIDE, TAIL, ANYWHERE, FIRST, LAST = 1, 2, 4, 8, 16, 32
A_HOUSE = 64  # beside a part: of an article of some house that has rules of its own; most texts are none
PARTS: dict[Place, int] = {"head": HEAD, "inside": INSIDE, "tail": TAIL, "anywhere": ANYWHERE, "first": FIRST, "last": LAST}


def folded(text: str) -> str:
    """The text in one case, in which Turkish capitals are those of their small letters too ("İLGİLİ", "ilgili")."""
    return text.casefold() if text.isascii() else text.casefold().replace("\u0307", "").replace("ı", "i")


class Entry(NamedTuple):
    """What must hold of a line for a rule to be tried on it, beside one of the rule's cues.

    Attributes:
        parts: of an article, in which the line may stand; some of `PARTS`, and `A_HOUSE` for a rule of a house.
        least, most: the lengths that the line may have, in code points.
        cue: what the line must hold, or its part that the rule looks at; empty where the word that led here is all of it.
        window: that part: of its end where it is negative, of its start where it is positive, in code points; 0 for all.
        also: of these words the line must hold one, or one of the texts in ``signs``; None where it need not.
        shape: that the line must have.
        number: of the rule.
    """

    parts: int
    least: int
    most: int
    cue: str
    window: int
    also: frozenset[str] | None
    signs: tuple[str, ...]
    shape: Shape
    number: int


class _Cue(NamedTuple):
    """Where an entry is filed: under a word, a sign, or letters of a script without spaces; under nothing without a cue."""

    kind: Literal["word", "sign", "unspaced", "none"]
    key: str


Found: TypeAlias = tuple[frozenset[int], list[Entry]]
"""What is filed under something: the rules of which nothing else must hold, and entries that say what must."""


class Filed:
    """Rules by what leads to them.

    Attributes:
        words: by the rarest word of each cue.
        signs: by their first sign, and the cue.
        unspaced: by the cue.
        always: those without a cue.
        also: all words of which a line must hold one, beside a cue.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.words: dict[str, list[Entry]] = {}
        self.signs: dict[str, dict[str, list[Entry]]] = {}
        self.unspaced: dict[str, list[Entry]] = {}
        self.always: list[Entry] = []
        self.also: set[str] = set()
        for number, rule in enumerate(rules):
            for (kind, key), entry in _entries(number, rule):
                self.also |= entry.also or frozenset()
                if kind == "word":
                    self.words.setdefault(key, []).append(entry)
                elif kind == "sign":
                    self.signs.setdefault(key, {}).setdefault(entry.cue, []).append(entry)
                elif kind == "unspaced":
                    self.unspaced.setdefault(key, []).append(entry)
                else:
                    self.always.append(entry)


class Table(dict[str, Found | None]):
    """What is filed under a word, for lines of some lengths in one part of an article; picked when the word is first met.

    Attributes:
        always: what needs no cue.
        signs: what is filed under signs, by the first sign, with the cue; picked when the sign is first met.
    """

    def __init__(self, filed: Filed, part: int, least: int, most: int) -> None:
        super().__init__()
        self.filed, self.part, self.least, self.most = filed, part, least, most
        self.always = self.picked(filed.always)
        self.signs: dict[str, list[tuple[str, Found]]] = {}

    def picked(self, entries: Iterable[Entry]) -> Found | None:
        """Those of some entries that may hold of a line; None if there are none."""
        found = [
            entry
            for entry in entries
            if entry.parts & self.part & ~A_HOUSE
            and not entry.parts & A_HOUSE & ~self.part
            and entry.least <= self.most
            and entry.most >= self.least
        ]
        free = [entry for entry in found if self.is_free(entry)]
        rest = [entry for entry in found if not self.is_free(entry)]
        return (frozenset(entry.number for entry in free), rest) if found else None

    @cached_property
    def unspaced(self) -> list[tuple[str, Found]]:
        """What is filed under letters of scripts without spaces, with the cue."""
        return self.picked_by_cue(self.filed.unspaced)

    def is_free(self, entry: Entry) -> bool:
        """Whether nothing more must hold of a line of the table."""
        _, least, most, cue, _, also, _, shape, _ = entry
        return least <= self.least and most >= self.most and not cue and also is None and shape == "any"

    def picked_by_cue(self, filed: Mapping[str, Iterable[Entry]]) -> list[tuple[str, Found]]:
        """(cue, what is filed under it), where that may hold of a line."""
        return [(cue, found) for cue, entries in filed.items() if (found := self.picked(entries))]

    def __missing__(self, word: str) -> Found | None:
        found = self[word] = self.picked(self.filed.words.get(word, ()))
        return found

    def rules(self, shown: str, line: str, words: frozenset[str], signs: Iterable[str]) -> set[int]:
        """The rules that may hit a line, by its words, and such of these signs as it holds.

        Args:
            shown: the line.
            line: the same in one case.
            words: those of its words that stand in cues.
            signs: what it may hold of the first signs of cues.
        """
        under = [at for word in words if (at := self[word])]
        for first in signs:
            if first in line:
                cues = self.signs.get(first)
                if cues is None:
                    cues = self.signs[first] = self.picked_by_cue(self.filed.signs[first])
                under += [at for cue, at in cues if cue in line]
        if not line.isascii() and UNSPACED.search(line):
            under += [at for cue, at in self.unspaced if cue in line]
        if self.always:
            under.append(self.always)
        found: set[int] = set()
        for free, rest in under:
            if free:
                found |= free
            for entry in rest:
                if entry[-1] not in found and _holds(entry, shown, line, words):
                    found.add(entry[-1])
        return found


def _holds(entry: Entry, shown: str, line: str, words: frozenset[str]) -> bool:
    """Whether all that an entry asks for holds of a line."""
    _, least, most, cue, window, also, texts, shape, _ = entry
    if not least <= len(shown) <= most:
        return False
    if cue and cue not in (line[window:] if window < 0 else line[:window] if window else line):
        return False
    if also is not None and also.isdisjoint(words) and not (texts and any(text in line for text in texts)):
        return False
    return shape == "any" or _has_shape(shape, shown)


def _entries(number: int, rule: Rule) -> Iterator[tuple[_Cue, Entry]]:
    """One for each of a rule's cues, or one without a cue."""
    also = frozenset(map(folded, rule.also)) or None
    signs = tuple(folded(text) for text in rule.also if not WORD.fullmatch(text) or UNSPACED.search(text))
    for cue in map(folded, rule.cues or ("",)):
        filed = _filed(cue)
        window = _window(rule) if cue else 0
        said = "" if cue == filed.key and filed.kind == "word" and not window else cue
        parts = PARTS[rule.place] | (A_HOUSE if rule.publishers else 0)
        yield filed, Entry(parts, rule.min_length, _longest_line(rule), said, window, also, signs, rule.shape, number)


def _filed(cue: str) -> _Cue:
    """Where a cue is filed: under the longest of its words that is none of the commonest, or under its first sign."""
    words = [word for word in WORD.findall(cue) if word.strip("_")]
    if not cue:
        return _Cue("none", cue)
    if UNSPACED.search(cue):
        return _Cue("unspaced", cue)
    signs = [sign for sign in cue if not sign.isalnum() and not sign.isspace()]
    if not words or (COMMON.issuperset(words) and signs):
        return _Cue("sign", signs[0])
    return _Cue("word", max(words, key=lambda word: (word not in COMMON, len(word))))


def _has_shape(shape: Shape, line: str) -> bool:
    """Whether a line is open, in capitals or one word; see `Rule`."""
    if shape == "capitals":
        return line.isupper()
    if shape == "word":
        return " " not in line
    return not line.endswith(".") or not (line[-2:-1].islower() or line[-2:-1].isdigit())


def _window(rule: Rule) -> int:
    """The part of a line in which a rule's cues must stand; with a margin, since folding can make text longer."""
    if rule.match == "end":
        return -(rule.max_length + MARGIN)
    return rule.max_length + AHEAD + MARGIN if rule.match == "start" else 0


def _longest_line(rule: Rule) -> int:
    """The longest line that a rule may hit, in code points; one that hits a part of a line may hit any."""
    return rule.max_length if rule.match == "line" else sys.maxsize
