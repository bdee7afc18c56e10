"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple
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


def words_of(line: str) -> list[str]:
    """The words of a line, in order; equal to all matches of `WORD`."""
    plain = line
    if not plain.isascii():
        for sign in TYPOGRAPHY:
            plain = plain.replace(sign, " ")
    return plain.translate(TO_SPACES).split() if plain.isascii() else WORD.findall(line)


def publisher_of(article: Article) -> str:
    """The publisher's name and the url's host, in one case."""
    return f"{article.publisher or ''} {urlsplit(article.url or '').hostname or ''}".casefold()


@frozen
class KnownLine:
    """What is known of a line, wherever in its part of an article it stands.

    Attributes:
        candidates: rules that may hit it; one that was tried and did not is taken out.
        hits: what those that were tried found.
    """

    candidates: set[int]
    hits: dict[int, tuple[Hit, ...]] = field(factory=dict)


class _Entry(NamedTuple):
    """What must hold of a line for a rule to be tried on it, beside one of the rule's cues.

    Attributes:
        cue: what the line must hold, or its part that the rule looks at; empty where the word that led here is all of it.
        window: that part: of its end where it is negative, of its start where it is positive, in code points; 0 for all.
        least, most: the lengths that the line may have, in code points.
        also: of these words the line must hold one, or one of ``signs``; None where it need not.
        shape: that the line must have.
        number: of the rule.
    """

    cue: str
    window: int
    least: int
    most: int
    also: frozenset[str] | None
    signs: tuple[str, ...]
    shape: Shape
    number: int

    def sure(self, least: int, most: int) -> bool:
        """Whether the rule is to be tried on all lines of these lengths that hold its cue."""
        return not self.cue and self.also is None and self.shape == "any" and self.least <= least and most <= self.most


class _Cue(NamedTuple):
    """Where an entry is filed: under a word, a sign, or letters of a script without spaces; under nothing without a cue."""

    kind: Literal["word", "sign", "unspaced", "none"]
    key: str


class _Table:
    """Rules by their cues, for lines of some lengths."""

    def __init__(self, entries: Iterable[tuple[_Cue, _Entry]], least: int, most: int) -> None:
        self.always: list[_Entry] = []
        self.sure: dict[str, list[int]] = {}  # by the word that decides
        self.words: dict[str, list[_Entry]] = {}  # by the rarest word of each cue
        self.signs: dict[str, dict[str, list[_Entry]]] = {}  # by their first character that shows
        self.unspaced: dict[str, list[_Entry]] = {}
        vocabulary: set[str] = set()
        for (kind, key), entry in entries:
            if entry.least > most or entry.most < least:
                continue
            if kind == "word" and entry.sure(least, most):
                self.sure.setdefault(key, []).append(entry.number)
            elif kind == "word":
                self.words.setdefault(key, []).append(entry)
            elif kind == "sign":
                self.signs.setdefault(key, {}).setdefault(entry.cue, []).append(entry)
            elif kind == "unspaced":
                self.unspaced.setdefault(key, []).append(entry)
            else:
                self.always.append(entry)
            vocabulary.update(entry.also or ())
        self.vocabulary = vocabulary.union(self.sure, self.words)

    def candidates(self, shown: str) -> set[int]:
        """The rules to try on a line."""
        size, line = len(shown), folded(shown)
        words = self.vocabulary.intersection(words_of(line))
        entries = [*self.always]
        found: set[int] = set()
        for word in words:
            found.update(self.sure.get(word, ()))
            entries += self.words.get(word, ())
        parts = [cues for first, cues in self.signs.items() if first in line]
        if not line.isascii() and UNSPACED.search(line):
            parts.append(self.unspaced)
        for cues in parts:
            for cue, others in cues.items():
                if cue in line:
                    entries += others
        found.update(
            number
            for cue, window, least, most, also, signs, shape, number in entries
            if least <= size <= most
            and (not cue or cue in (line[window:] if window < 0 else line[:window] if window else line))
            and (also is None or not also.isdisjoint(words) or any(sign in line for sign in signs))
            and (shape == "any" or _has_shape(shape, shown))
        )
        return found


class _Part:
    """The rules that hold for a publisher in one part of an article, for lines of any length."""

    def __init__(self, entries: Iterable[tuple[_Cue, _Entry]]) -> None:
        self.entries = tuple(entries)
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


class _Index:
    """The rules that hold for a publisher, by the parts of an article."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        self.entries = [(rule.place, *entry) for number, rule in rules for entry in _entries(number, rule)]
        self.parts: dict[tuple[int, bool], _Part] = {}

    def lines(self, shown: Sequence[str]) -> list[KnownLine]:
        """What is known of the lines of an article."""
        tail = min(len(shown) - TAIL_LINES, int(len(shown) * (1 - TAIL_SHARE)))
        return [
            self._part((row > 0) + (row >= HEAD_LINES), in_the_tail=row >= tail).line(line) for row, line in enumerate(shown)
        ]

    def _part(self, from_the_head: int, *, in_the_tail: bool) -> _Part:
        """The first line (0), the rest of the head (1) or what follows (2); in the tail of the article or not."""
        part = self.parts.get((from_the_head, in_the_tail))
        if part is None:
            # What precedes or follows the head's and the tail's lines is only looked at once they are gone: in a later round.
            places = {"anywhere"} | ({"tail", "last"} if in_the_tail else set())
            places |= {"head", "first"} if from_the_head < 2 else set()
            places |= {"inside"} if from_the_head else set()
            part = _Part((cue, entry) for place, cue, entry in self.entries if place in places)
            self.parts[from_the_head, in_the_tail] = part
        return part


def _entries(number: int, rule: Rule) -> Iterator[tuple[_Cue, _Entry]]:
    """One for each of a rule's cues, or one without a cue."""
    also = frozenset(map(folded, rule.also)) or None
    signs = tuple(sign for sign in rule.also if not any(map(str.isalnum, sign)))
    for cue in map(folded, rule.cues or ("",)):
        filed = _filed(cue)
        window = _window(rule) if cue else 0
        said = "" if cue == filed.key and filed.kind == "word" and not window else cue
        yield filed, _Entry(said, window, rule.min_length, _longest_line(rule), also, signs, rule.shape, number)


def _filed(cue: str) -> _Cue:
    """Where a cue is filed: under the longest of its words that is none of the commonest, or under its first sign."""
    words = [word for word in WORD.findall(cue) if word.strip("_")]
    if not cue:
        return _Cue("none", cue)
    if UNSPACED.search(cue):
        return _Cue("unspaced", cue)
    first = cue.strip()[0]
    if not words or (COMMON.issuperset(words) and not WORD.match(first)):
        return _Cue("sign", first)
    return _Cue("word", max(words, key=lambda word: (word not in COMMON, len(word))))


def _has_shape(shape: Shape, line: str) -> bool:
    """Whether a line is open, or in capitals; see `Rule`."""
    if shape == "capitals":
        return line.isupper()
    return not line.endswith(".") or not (line[-2:-1].islower() or line[-2:-1].isdigit())


def _window(rule: Rule) -> int:
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
        text = article.text
        return self._index(publisher_of(article.article)).lines([text[start:end] for start, end, _ in article.edited.lines])

    def _index(self, publisher: str) -> _Index:
        """The index of the rules that hold for a publisher."""
        house = tuple(sorted({n for name, numbers in self._houses.items() if name in publisher for n in numbers}))
        if house not in self._indexes:
            rules = [(n, rule) for n, rule in enumerate(self.rules) if not rule.publishers or n in house]
            self._indexes[house] = _Index(rules)
        return self._indexes[house]


def rows_by_rule(lines: Sequence[KnownLine]) -> dict[int, list[int]]:
    """The lines that each rule is to be tried on: line numbers by rule number, both in order."""
    found: dict[int, list[int]] = {}
    for row, line in enumerate(lines):
        for number in line.candidates:
            found.setdefault(number, []).append(row)
    return dict(sorted(found.items()))
