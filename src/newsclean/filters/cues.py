"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from attrs import field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.filters.rule import Rule

WORD = re.compile(r"\w+")
# Thai, Lao, Burmese, Khmer, Kana and Han are written without spaces, and Hangul with endings: there a cue may stand inside
# a run of letters.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
)
LONG = 260  # code points; most rules are for shorter lines, most of an article's words are in longer ones
HEAD_LINES = 3
TAIL_SHARE = 1 / 3
TAIL_LINES = 8  # a short article's tail is more than a third of it
Numbered = tuple[int, Rule]


def folded(text: str) -> str:
    """The text in one case, in which Turkish capitals are those of their small letters too ("İLGİLİ", "ilgili")."""
    return text.casefold() if text.isascii() else text.casefold().replace("\u0307", "").replace("ı", "i")


def publisher_of(article: Article) -> str:
    """The publisher's name and the url's host, in one case."""
    return f"{article.publisher or ''} {urlsplit(article.url or '').hostname or ''}".casefold()


class _Index:
    """The numbers of rules by their cues."""

    def __init__(self, rules: Iterable[Numbered]) -> None:
        # By the longest word of each cue: the cue, or None where it is no more than that word, and the rule.
        self.words: dict[str, list[tuple[str | None, int]]] = {}
        self.signs: dict[str, list[int]] = {}
        self.unspaced: dict[str, list[int]] = {}
        self.always: list[int] = []
        for number, rule in rules:
            for cue in map(folded, rule.cues):
                words = WORD.findall(cue)
                if UNSPACED.search(cue):
                    self.unspaced.setdefault(cue, []).append(number)
                elif words:
                    longest = max(words, key=len)
                    self.words.setdefault(longest, []).append((None if cue == longest else cue, number))
                else:
                    self.signs.setdefault(cue, []).append(number)
            if not rule.cues:
                self.always.append(number)

    def parts(self, text: str) -> list[tuple[str, list[int]]]:
        """The cues without words that a text holds: what the whole lacks need not be looked for in its lines."""
        spaced = text.isascii() or UNSPACED.search(text) is None
        known: list[Mapping[str, list[int]]] = [self.signs] if spaced else [self.signs, self.unspaced]
        return [(part, numbers) for parts in known for part, numbers in parts.items() if part in text]

    def numbers(self, line: str, parts: Iterable[tuple[str, list[int]]]) -> Iterator[int]:
        """The rules to try on a line, some of them more than once."""
        yield from self.always
        for word in self.words.keys() & set(WORD.findall(line)):
            for cue, number in self.words[word]:
                if cue is None or cue in line:
                    yield number
        for part, numbers in parts:
            if part in line:
                yield from numbers


@frozen
class Cues:
    """The index of a set of rules.

    Attributes:
        rules: the rules, in their order.
    """

    rules: Sequence[Rule]
    _indexes: dict[tuple[int, ...], tuple[_Index, _Index]] = field(init=False, factory=dict, eq=False, repr=False)
    _housed: tuple[Numbered, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_housed", tuple((n, rule) for n, rule in enumerate(self.rules) if rule.publishers))

    def rows(self, article: CleanArticle) -> dict[int, list[int]]:
        """The lines that each rule is to be tried on, by its cues, its place and its lengths.

        Returns:
            Line numbers by rule number, both in order.
        """
        text, lines = article.text, article.edited.lines
        short, long = self._index(publisher_of(article.article))
        whole = folded(text)
        short_parts, long_parts = short.parts(whole), long.parts(whole)
        found: dict[int, list[int]] = {}
        for row, (start, end, _) in enumerate(lines):
            line = folded(text[start:end])
            numbers = long.numbers(line, long_parts) if end - start > LONG else short.numbers(line, short_parts)
            for number in numbers:
                known = found.setdefault(number, [])
                if not known or known[-1] != row:
                    known.append(row)
        sizes = [end - start for start, end, _ in lines]
        tail = min(len(lines) - TAIL_LINES, int(len(lines) * (1 - TAIL_SHARE)))
        placed: dict[int, list[int]] = {}
        for number in sorted(found):
            rule, rows = self.rules[number], found[number]
            if rule.place == "head":
                rows = [row for row in rows if row < HEAD_LINES]
            elif rule.place == "tail":
                rows = [row for row in rows if row >= tail]
            most = rule.max_length if rule.match == "line" else len(text)
            rows = [row for row in rows if rule.min_length <= sizes[row] <= most]
            if rows:
                placed[number] = rows
        return placed

    def _index(self, publisher: str) -> tuple[_Index, _Index]:
        """The index for short lines and the one for long lines, of the rules that hold for a publisher."""
        house = tuple(n for n, rule in self._housed if any(name.casefold() in publisher for name in rule.publishers))
        known = self._indexes.get(house)
        if known is None:
            rules = [(n, rule) for n, rule in enumerate(self.rules) if not rule.publishers or n in house]
            long = [(n, rule) for n, rule in rules if rule.match != "line" or rule.max_length > LONG]
            known = self._indexes[house] = (_Index(rules), _Index(long))
        return known
