"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from attrs import field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.filters.rule import Rule
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
LONG = 260  # code points; most rules are for shorter lines, most of an article's words stand in longer ones
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
        cue: what the line must hold, or its part that the rule looks at.
        part: that part: of its end where it is negative, of its start where it is positive, in code points; 0 for all.
        least, most: the lengths that the line may have, in code points.
        also: of these words the line must hold one; None where it need not.
        number, place: of the rule.
    """

    cue: str
    part: int
    least: int
    most: int
    also: frozenset[str] | None
    number: int
    place: str


class _Table:
    """Rules by their cues."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        self.words: dict[str, list[_Entry]] = {}  # by the longest word of each cue
        self.signs: dict[str, dict[str, list[_Entry]]] = {}  # by their first character
        self.unspaced: dict[str, list[_Entry]] = {}
        self.always: list[_Entry] = []
        for number, rule in rules:
            also = frozenset(map(folded, rule.also)) or None
            entry = _Entry("", _part(rule), rule.min_length, _longest_line(rule), also, number, rule.place)
            for cue in map(folded, rule.cues):
                words = WORD.findall(cue)
                found = entry._replace(cue=cue)
                if UNSPACED.search(cue):
                    self.unspaced.setdefault(cue, []).append(found)
                elif words:
                    self.words.setdefault(max(words, key=len), []).append(found)
                else:
                    self.signs.setdefault(cue[0], {}).setdefault(cue, []).append(found)
            if not rule.cues:
                self.always.append(entry)

    def candidates(self, shown: str) -> dict[int, str]:
        """The rules to try on a line, with their places."""
        size, line = len(shown), folded(shown)
        words = words_of(line)
        entries = [*self.always]
        for word in self.words.keys() & words:
            entries += self.words[word]
        parts = [self.signs[first] for first in self.signs.keys() & set(line)]
        if not line.isascii() and UNSPACED.search(line):
            parts.append(self.unspaced)
        for cues in parts:
            for cue, others in cues.items():
                if cue in line:
                    entries += others
        return {
            number: place
            for cue, part, least, most, also, number, place in entries
            if least <= size <= most
            and cue in (line[part:] if part < 0 else line[:part] if part else line)
            and (also is None or not also.isdisjoint(words))
        }


class _Index:
    """The rules that hold for a publisher, for lines of any length."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        rules = list(rules)
        self.short = _Table(rules)
        self.long = _Table((number, rule) for number, rule in rules if _longest_line(rule) > LONG)
        self.known: dict[str, KnownLine] = {}

    def line(self, shown: str) -> KnownLine:
        """What is known of a line; remembered, since a text is looked at in rounds, and sites print the same lines."""
        known = self.known.get(shown)
        if known is None:
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            known = KnownLine((self.long if len(shown) > LONG else self.short).candidates(shown))
            self.known[shown] = known
        return known


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
