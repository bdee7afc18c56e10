"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from attrs import field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.filters.rule import Rule, Shape
from newsclean.filters.searching import AHEAD, Hit

WORD = re.compile(r"\w+")
# The same words some four times faster, where all letters are ASCII: what parts words becomes a space.
TO_SPACES = {code: " " for code in range(128) if not WORD.match(chr(code))}
TYPOGRAPHY = "’‘“”—–…•\xa0"  # what stands between the words of nearly every text
# Thai, Lao, Burmese, Khmer, Kana and Han are written without spaces, and Hangul with endings: there a cue may stand inside
# a run of letters.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
)
# Code points. Most rules are for short lines, most of an article's words stand in long ones: each size has its own table.
SIZES = (40, 80, 120, 160, 200, 260, 340, 500, sys.maxsize)
COMMON = frozenset(
    """a about after also an and are as at be been but by for from had has have he her his how in is it its more new not of on or
    our out over said she than that the their them then they this to up was we were what when who will with you your""".split()
)
MARGIN = 20  # code points
REMEMBERED = 4096  # lines; those of a hundred articles
HEAD_LINES = 3
TAIL_SHARE = 1 / 3
TAIL_LINES = 8  # a short article's tail is more than a third of it


def folded(text: str) -> str:
    """The text in one case, in which Turkish capitals are those of their small letters too ("İLGİLİ", "ilgili")."""
    return text.casefold() if text.isascii() else text.casefold().replace("\u0307", "").replace("ı", "i")


def words_of(line: str) -> set[str]:
    """The words of a line, each once; equal to all matches of `WORD`."""
    plain = line
    if not plain.isascii():
        for sign in TYPOGRAPHY:
            plain = plain.replace(sign, " ")
    return set(plain.translate(TO_SPACES).split()) if plain.isascii() else set(WORD.findall(line))


def publisher_of(article: Article) -> str:
    """The publisher's name and the url's host, in one case."""
    return f"{article.publisher or ''} {urlsplit(article.url or '').hostname or ''}".casefold()


@frozen
class KnownLine:
    """What is known of a line, wherever it stands.

    Attributes:
        candidates: rules that may hit it, and the place where each holds; one that was tried and did not is taken out.
        hits: what those that were tried found.
    """

    candidates: dict[int, str]
    hits: dict[int, tuple[Hit, ...]] = field(factory=dict)


class _Entry(NamedTuple):
    """What must hold of a line for a rule to be tried on it, beside one of the rule's cues.

    Attributes:
        cue: what the line must hold, or its part that the rule looks at; empty where the word that led here is all of it.
        part: that part: of its end where it is negative, of its start where it is positive, in code points; 0 for all.
        least, most: the lengths that the line may have, in code points.
        also: of these words the line must hold one, or one of ``signs``; None where it need not.
        shape: that the line must have.
        number, place: of the rule.
    """

    cue: str
    part: int
    least: int
    most: int
    also: frozenset[str] | None
    signs: tuple[str, ...]
    shape: Shape
    number: int
    place: str


class _Table:
    """Rules by their cues, for lines of some lengths."""

    def __init__(self, entries: Iterable[_Entry], least: int, most: int) -> None:
        self.words: dict[str, list[_Entry]] = {}  # by the rarest word of each cue
        self.signs: dict[str, dict[str, list[_Entry]]] = {}  # by their first character that shows
        self.unspaced: dict[str, list[_Entry]] = {}
        self.always: list[_Entry] = []
        for entry in entries:
            if entry.least > most or entry.most < least:
                continue
            cue, words = entry.cue, [word for word in WORD.findall(entry.cue) if word.strip("_")]
            if not cue:
                self.always.append(entry)
            elif UNSPACED.search(cue):
                self.unspaced.setdefault(cue, []).append(entry)
            elif not words:
                self.signs.setdefault(cue.strip()[0], {}).setdefault(cue, []).append(entry)
            else:
                alone = cue == words[0] and not entry.part
                self.words.setdefault(_rarest(words), []).append(entry._replace(cue="") if alone else entry)

    def candidates(self, shown: str) -> dict[int, str]:
        """The rules to try on a line, with their places."""
        size, line = len(shown), folded(shown)
        words = words_of(line)
        entries = [*self.always]
        for word in self.words.keys() & words:
            entries += self.words[word]
        parts = [cues for first, cues in self.signs.items() if first in line]
        if not line.isascii() and UNSPACED.search(line):
            parts.append(self.unspaced)
        for cues in parts:
            for cue, others in cues.items():
                if cue in line:
                    entries += others
        return {
            number: place
            for cue, part, least, most, also, signs, shape, number, place in entries
            if least <= size <= most
            and (shape == "any" or _has_shape(shape, shown))
            and (not cue or cue in (line[part:] if part < 0 else line[:part] if part else line))
            and (also is None or not also.isdisjoint(words) or any(sign in line for sign in signs))
        }


class _Index:
    """The rules that hold for a publisher, for lines of any length."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        self.entries = [entry for number, rule in rules for entry in _entries(number, rule)]
        self.tables: dict[int, _Table] = {}
        self.known: dict[str, KnownLine] = {}

    def line(self, shown: str) -> KnownLine:
        """What is known of a line; remembered, since a text is looked at in rounds, and sites print the same lines."""
        known = self.known.get(shown)
        if known is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            size = bisect_left(SIZES, len(shown))
            if size not in self.tables:
                self.tables[size] = _Table(self.entries, SIZES[size - 1] + 1 if size else 0, SIZES[size])
            known = self.known[shown] = KnownLine(self.tables[size].candidates(shown))
        return known


def _entries(number: int, rule: Rule) -> Iterator[_Entry]:
    """One for each of a rule's cues, or one without a cue."""
    also = frozenset(map(folded, rule.also)) or None
    signs = tuple(sign for sign in rule.also if not any(map(str.isalnum, sign)))
    for cue in map(folded, rule.cues or ("",)):
        part = _part(rule) if cue else 0
        yield _Entry(cue, part, rule.min_length, _longest_line(rule), also, signs, rule.shape, number, rule.place)


def _has_shape(shape: Shape, line: str) -> bool:
    """Whether a line is open, or in capitals; see `Rule`."""
    if shape == "capitals":
        return line.isupper()
    return not line.endswith(".") or not (line[-2:-1].islower() or line[-2:-1].isdigit())


def _rarest(words: Iterable[str]) -> str:
    """The longest of a cue's words that is none of the commonest."""
    return max(words, key=lambda word: (word not in COMMON, len(word)))


def _part(rule: Rule) -> int:
    """The part of a line in which a rule's cues must stand; with a margin, since folding can make text longer."""
    if rule.match == "end":
        return -(rule.max_length + MARGIN)
    return rule.max_length + AHEAD + MARGIN if rule.match == "start" else 0


def _longest_line(rule: Rule) -> int:
    """The longest line that a rule may hit, in code points; one that hits a part of a line may hit any."""
    return rule.max_length if rule.match == "line" else sys.maxsize


@frozen
class Cues:
    """The index of a set of rules.

    Attributes:
        rules: the rules, in their order.
    """

    rules: Sequence[Rule]
    _indexes: dict[tuple[int, ...], _Index] = field(init=False, factory=dict, eq=False, repr=False)
    _houses: dict[str, list[int]] = field(init=False, factory=dict, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for name in rule.publishers:
                self._houses.setdefault(name.casefold(), []).append(number)

    def lines(self, article: CleanArticle) -> list[KnownLine]:
        """What is known of each line that the article shows."""
        index = self._index(publisher_of(article.article))
        return [index.line(article.text[start:end]) for start, end, _ in article.edited.lines]

    def _index(self, publisher: str) -> _Index:
        """The index of the rules that hold for a publisher."""
        house = tuple(sorted({n for name, numbers in self._houses.items() if name in publisher for n in numbers}))
        if house not in self._indexes:
            rules = [(n, rule) for n, rule in enumerate(self.rules) if not rule.publishers or n in house]
            self._indexes[house] = _Index(rules)
        return self._indexes[house]


def rows_by_rule(lines: Sequence[KnownLine]) -> dict[int, list[int]]:
    """The lines that each rule is to be tried on, by its cues and its place: line numbers by rule number, both in order."""
    starts = {"inside": 1, "tail": min(len(lines) - TAIL_LINES, int(len(lines) * (1 - TAIL_SHARE)))}
    found: dict[int, list[int]] = {}
    for row, line in enumerate(lines):
        for number, place in line.candidates.items():
            if row >= starts.get(place, 0) and (row < HEAD_LINES or place != "head"):
                found.setdefault(number, []).append(row)
    return dict(sorted(found.items()))
