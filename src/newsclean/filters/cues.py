"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.article import Article, CleanArticle
from newsclean.filters.cue_tables import A_HOUSE, ANYWHERE, HEAD, INSIDE, SIZES, TAIL, WORD, Filed, Table, folded
from newsclean.filters.rule import Rule
from newsclean.filters.searching import Hit

# The words of a text some four times faster, where all letters are ASCII: what parts words becomes a space.
TO_SPACES = {code: " " for code in range(128) if not WORD.match(chr(code)) and chr(code) != "\n"}
TYPOGRAPHY = "’‘“”—–…•\xa0"  # what stands between the words of nearly every text
REMEMBERED = 4096  # lines of each part: those of some hundred articles
# So many different ones of a language's commonest words stand in any text of so many code points that is in it.
TELLING_WORDS, TELLING_TEXT = 2, 500
HEAD_LINES = 3
TAIL_SHARE = 1 / 3
TAIL_LINES = 8  # a short article's tail is more than a third of it


def words_of(line: str) -> list[str]:
    """The words of a line, in order; equal to all matches of `WORD`."""
    plain = line
    if not plain.isascii():
        for sign in TYPOGRAPHY:
            plain = plain.replace(sign, " ")
    return plain.translate(TO_SPACES).split() if plain.isascii() else WORD.findall(line)


def words_by_line(lines: Sequence[str]) -> list[list[str]]:
    """The words of each of some lines, as `words_of` has them, at a fraction of the cost."""
    plain = "\n".join(lines)
    if not plain.isascii():
        for sign in TYPOGRAPHY:
            plain = plain.replace(sign, " ")
    if plain.isascii():
        return [line.split() for line in plain.translate(TO_SPACES).split("\n")]
    return [words_of(line) for line in lines]


def publisher_of(article: Article) -> str:
    """The publisher's name and the url's host, in one case."""
    return f"{article.publisher or ''} {article.host or ''}".casefold()


class KnownLine(NamedTuple):
    """What is known of a line, wherever in its part of an article it stands.

    Attributes:
        candidates: rules that may hit it; one that was tried and did not is taken out.
        told: the words in it that tell languages.
        hits: what those that were tried found.
    """

    candidates: set[int]
    told: frozenset[str]
    hits: dict[int, tuple[Hit, ...]]


NONE = frozenset[str]()
NOTHING = KnownLine(set(), NONE, {})  # nothing may hit the line, so that nothing is ever added to it


class Cues:
    """The rules by their cues, and what is known of the lines that were looked at last."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.filed = Filed(rules)
        self.houses = {n: tuple(map(str.casefold, rule.publishers)) for n, rule in enumerate(rules) if rule.publishers}
        self.languages = {n: frozenset(map(folded, rule.language)) for n, rule in enumerate(rules) if rule.language}
        self.telling = frozenset[str]().union(*self.languages.values())
        self.vocabulary = self.telling.union(self.filed.words, self.filed.also)
        self.tables: dict[tuple[int, int], Table] = {}  # by the part of the article, and the number of the size
        self.known: dict[int, dict[str, KnownLine]] = {}  # by the part of the article, and the line
        self.known_houses: dict[str, int] = {}  # by the publisher

    def lines(self, article: CleanArticle) -> list[KnownLine]:
        """What is known of each line that the article shows, rules for other publishers and languages included.

        It is remembered, since an article is cleaned in rounds, and sites print the same lines. Rules for what stands
        first or last are not in it; see `edge`.
        """
        text, house = article.text, self.house(article)
        shown = [text[start:end] for start, end, _ in article.edited.lines]
        parts = [(first, last, part | house) for first, last, part in parts_of(len(shown))]
        found: list[KnownLine | None] = []
        for first, last, part in parts:
            found += map(self.known.setdefault(part, {}).get, shown[first:last])
        unknown = [row for row, line in enumerate(found) if line is None]
        if unknown:
            signs = [sign for sign in self.filed.signs if sign in text]
            lower = folded("\n".join([shown[row] for row in unknown])).split("\n")
            part_of = [part for first, last, part in parts for _ in range(first, last)]
            for row, line, words in zip(unknown, lower, words_by_line(lower), strict=True):
                found[row] = self._look(shown[row], line, words, part_of[row], signs)
        return found  # type: ignore[return-value]  # none of them is unknown any more

    def house(self, article: CleanArticle) -> int:
        """`A_HOUSE` if the article is of a house that has rules of its own; 0 if not."""
        publisher = publisher_of(article.article)
        known = self.known_houses.get(publisher)
        if known is None:
            if len(self.known_houses) >= REMEMBERED:
                self.known_houses.clear()
            is_one = any(name in publisher for names in self.houses.values() for name in names)
            known = self.known_houses[publisher] = A_HOUSE if is_one else 0
        return known

    def edge(self, line: str, part: int) -> KnownLine:
        """What is known of a line that stands `FIRST` or `LAST` of what is left: of the rules for that place alone.

        The part is one of them, with the article's `house`.
        """
        known = self.known.setdefault(part, {}).get(line)
        if known is None:
            lower = folded(line)
            known = self._look(line, lower, words_of(lower), part, self.filed.signs)
        return known

    def _look(self, shown: str, line: str, all_words: Iterable[str], part: int, signs: Iterable[str]) -> KnownLine:
        known = self.known[part]
        if shown in known:  # it stands twice in the article
            return known[shown]
        number = bisect_left(SIZES, len(shown))
        table = self.tables.get((part, number))
        if table is None:
            least = SIZES[number - 1] + 1 if number else 0
            table = self.tables[part, number] = Table(self.filed, part, least, SIZES[number])
        words = self.vocabulary.intersection(all_words)
        if len(known) >= REMEMBERED:
            known.clear()
        found, told = table.rules(shown, line, words, signs), not self.telling.isdisjoint(words)
        new = known[shown] = KnownLine(found, self.telling & words if told else NONE, {}) if found or told else NOTHING
        return new

    def rows(self, article: CleanArticle, lines: Sequence[KnownLine]) -> dict[int, list[int]]:
        """The lines that each rule is to be tried on: line numbers by rule number, both in order."""
        found: dict[int, list[int]] = {}
        for row, (candidates, _, _) in enumerate(lines):
            for number in candidates:
                found.setdefault(number, []).append(row)
        return {number: found[number] for number in self.holding(article, lines, found)}

    def holding(self, article: CleanArticle, lines: Iterable[KnownLine], numbers: Collection[int]) -> list[int]:
        """Those of some rules that hold for the article's publisher and for its language, in order."""
        if self.house(article) and not self.houses.keys().isdisjoint(numbers):
            publisher = publisher_of(article.article)
            numbers = [n for n in numbers if n not in self.houses or any(name in publisher for name in self.houses[n])]
        if len(article.text) >= TELLING_TEXT and not self.languages.keys().isdisjoint(numbers):
            told = frozenset[str]().union(*[line.told for line in lines if line.told])
            numbers = [n for n in numbers if n not in self.languages or len(self.languages[n] & told) >= TELLING_WORDS]
        return sorted(numbers)


def tail_of(count: int) -> int:
    """The first row of the tail of an article of so many lines."""
    return max(0, min(count - TAIL_LINES, int(count * (1 - TAIL_SHARE))))


def parts_of(count: int) -> list[tuple[int, int, int]]:
    """(first row, row behind the last, part) for each part of an article of so many lines, in order."""
    tail = tail_of(count)
    bounds = sorted({0, min(1, count), min(HEAD_LINES, count), tail, count})
    return [
        (first, last, (HEAD if first < HEAD_LINES else 0) | (INSIDE if first else 0) | (TAIL if first >= tail else 0) | ANYWHERE)
        for first, last in pairwise(bounds)
    ]
