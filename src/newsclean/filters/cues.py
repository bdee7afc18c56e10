"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

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
SIZES = (40, 60, 90, 120, 150, 180, 220, 260, 350, 500, sys.maxsize)
COMMON = frozenset(
    """a about after also an and are as at be been but by for from had has have he her his how in is it its more new not of on or
    our out over said she than that the their them then they this to up was we were what when who will with you your""".split()
)
MARGIN = 20  # code points
REMEMBERED = 4096  # publishers, and lines of each part: those of a hundred articles
# So many different ones of a language's commonest words stand in any text of so many code points that is in it.
TELLING_WORDS, TELLING_TEXT = 2, 500
HEAD_LINES = 3
TAIL_SHARE = 1 / 3
TAIL_LINES = 8  # a short article's tail is more than a third of it
HEAD, INSIDE, TAIL, ANYWHERE = 1, 2, 4, 8
# What precedes or follows the lines of the head and the tail is looked at once they are gone: in a later round.
PARTS = {"head": HEAD, "first": HEAD, "inside": INSIDE, "tail": TAIL, "last": TAIL, "anywhere": ANYWHERE}


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
    return f"{article.publisher or ''} {article.host or ''}".casefold()


@frozen
class KnownLine:
    """What is known of a line, wherever in its part of an article it stands.

    Attributes:
        candidates: rules that may hit it; one that was tried and did not is taken out.
        told: the words in it that tell languages.
        hits: what those that were tried found.
    """

    candidates: set[int]
    told: frozenset[str]
    hits: dict[int, tuple[Hit, ...]] = field(factory=dict)


class _Entry(NamedTuple):
    """What must hold of a line for a rule to be tried on it, beside one of the rule's cues.

    Attributes:
        parts: of an article, in which the line may stand; some of `PARTS`.
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


class _Table:
    """Rules by their cues, for lines of some lengths."""

    def __init__(self, entries: Iterable[tuple[_Cue, _Entry]], least: int, most: int) -> None:
        self.words: dict[str, list[_Entry]] = {}  # by the rarest word of each cue
        self.signs: dict[str, dict[str, list[_Entry]]] = {}  # by their first sign
        self.unspaced: dict[str, list[_Entry]] = {}
        self.always: list[_Entry] = []
        for (kind, key), entry in entries:
            if entry.least > most or entry.most < least:
                continue
            if kind == "word":
                self.words.setdefault(key, []).append(entry)
            elif kind == "sign":
                self.signs.setdefault(key, {}).setdefault(entry.cue, []).append(entry)
            elif kind == "unspaced":
                self.unspaced.setdefault(key, []).append(entry)
            else:
                self.always.append(entry)

    def entries(self, line: str, words: Iterable[str], signs: Iterable[str]) -> list[_Entry]:
        """What is filed under a line's words, and under such of these signs as it holds."""
        found = [*self.always]
        for word in words:
            found += self.words.get(word, ())
        parts = [self.signs[first] for first in signs if first in line and first in self.signs]
        if not line.isascii() and UNSPACED.search(line):
            parts.append(self.unspaced)
        for cues in parts:
            for cue, entries in cues.items():
                if cue in line:
                    found += entries
        return found


class _Index:
    """The rules by their cues, and what is known of the lines that were looked at last."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.entries = [entry for number, rule in enumerate(rules) for entry in _entries(number, rule)]
        words = {filed.key for filed, _ in self.entries if filed.kind == "word"}
        self.telling = frozenset(map(folded, (word for rule in rules for word in rule.language)))
        self.vocabulary = self.telling.union(words, *(entry.also or () for _, entry in self.entries))
        self.signs = frozenset(filed.key for filed, _ in self.entries if filed.kind == "sign")
        self.tables: dict[int, _Table] = {}
        self.known: dict[int, dict[str, KnownLine]] = {}  # by the part of the article, and the line

    def lines(self, text: str, shown: Sequence[str]) -> list[KnownLine]:
        """What is known of the lines of an article; remembered, since it is cleaned in rounds, and sites print the same lines."""
        tail = min(len(shown) - TAIL_LINES, int(len(shown) * (1 - TAIL_SHARE)))
        signs = [sign for sign in self.signs if sign in text]
        found = []
        for row, line in enumerate(shown):
            part = (HEAD if row < HEAD_LINES else 0) | (INSIDE if row else 0) | (TAIL if row >= tail else 0) | ANYWHERE
            known = self.known.setdefault(part, {})
            if line not in known:
                if len(known) >= REMEMBERED:
                    known.clear()
                known[line] = self.look(line, part, signs)
            found.append(known[line])
        return found

    def look(self, shown: str, part: int, held: Iterable[str]) -> KnownLine:
        """What is known of a line in a part of an article that holds these signs."""
        size, line = len(shown), folded(shown)
        number = bisect_left(SIZES, size)
        if number not in self.tables:
            self.tables[number] = _Table(self.entries, SIZES[number - 1] + 1 if number else 0, SIZES[number])
        words = self.vocabulary.intersection(words_of(line))
        found: set[int] = set()
        for parts, least, most, cue, window, also, signs, shape, rule in self.tables[number].entries(line, words, held):
            if not (parts & part and least <= size <= most):
                continue
            if cue and cue not in (line[window:] if window < 0 else line[:window] if window else line):
                continue
            if also is not None and also.isdisjoint(words) and not any(sign in line for sign in signs):
                continue
            if shape == "any" or _has_shape(shape, shown):
                found.add(rule)
        return KnownLine(found, self.telling & words)


def _entries(number: int, rule: Rule) -> Iterator[tuple[_Cue, _Entry]]:
    """One for each of a rule's cues, or one without a cue."""
    also = frozenset(map(folded, rule.also)) or None
    signs = tuple(folded(text) for text in rule.also if not WORD.fullmatch(text) or UNSPACED.search(text))
    for cue in map(folded, rule.cues or ("",)):
        filed = _filed(cue)
        window = _window(rule) if cue else 0
        said = "" if cue == filed.key and filed.kind == "word" and not window else cue
        parts = PARTS[rule.place]
        yield filed, _Entry(parts, rule.min_length, _longest_line(rule), said, window, also, signs, rule.shape, number)


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


@frozen
class Cues:
    """The index of a set of rules.

    Attributes:
        rules: the rules, in their order.
    """

    rules: Sequence[Rule]
    _index: _Index = field(init=False, eq=False, repr=False)
    _houses: tuple[tuple[int, tuple[str, ...]], ...] = field(init=False, eq=False, repr=False)
    _languages: dict[frozenset[str], set[int]] = field(init=False, eq=False, repr=False)
    _barred: dict[str, frozenset[int]] = field(init=False, factory=dict, eq=False, repr=False)

    @_index.default
    def _index_of_the_rules(self) -> _Index:
        return _Index(self.rules)

    @_houses.default
    def _houses_of_the_rules(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return tuple((n, tuple(map(str.casefold, rule.publishers))) for n, rule in enumerate(self.rules) if rule.publishers)

    @_languages.default
    def _languages_of_the_rules(self) -> dict[frozenset[str], set[int]]:
        found: dict[frozenset[str], set[int]] = {}
        for number, rule in enumerate(self.rules):
            if rule.language:
                found.setdefault(frozenset(map(folded, rule.language)), set()).add(number)
        return found

    def lines(self, article: CleanArticle) -> list[KnownLine]:
        """What is known of each line that the article shows, rules for other publishers and languages included."""
        text = article.text
        return self._index.lines(text, [text[start:end] for start, end, _ in article.edited.lines])

    def rows(self, article: CleanArticle, lines: Sequence[KnownLine]) -> dict[int, list[int]]:
        """The lines that each rule is to be tried on: line numbers by rule number, both in order."""
        barred = self._other_houses(publisher_of(article.article)).union(*self._other_languages(article.text, lines))
        found: dict[int, list[int]] = {}
        for row, line in enumerate(lines):
            for number in line.candidates:
                if number not in barred:
                    found.setdefault(number, []).append(row)
        return dict(sorted(found.items()))

    def _other_languages(self, text: str, lines: Sequence[KnownLine]) -> Iterator[set[int]]:
        """The rules for languages that a text is not in."""
        if len(text) >= TELLING_TEXT:
            told = frozenset[str]().union(*(line.told for line in lines))
            yield from (numbers for words, numbers in self._languages.items() if len(words & told) < TELLING_WORDS)

    def _other_houses(self, publisher: str) -> frozenset[int]:
        """The rules that hold for other publishers than this."""
        if publisher not in self._barred:
            if len(self._barred) >= REMEMBERED:
                self._barred.clear()
            barred = (n for n, names in self._houses if not any(name in publisher for name in names))
            self._barred[publisher] = frozenset(barred)
        return self._barred[publisher]
