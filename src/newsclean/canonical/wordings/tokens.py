"""The words, figures and signs of a wording: what differences are looked for in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import Any

import regex
from attrs import define
from rapidfuzz.distance.OSA import distance

from newsclean.canonical.abbreviations import BEFORE_A_NAME
from newsclean.canonical.wordings.lexicon import (
    ALL_CAPITALS,
    CAPITAL,
    COMMON,
    DIGITS,
    FUNCTION,
    GERMAN,
    LEXICON,
    NUMERAL,
    PARTS,
    PRONOUN,
    ROMANCE,
    SYMBOL,
)
from newsclean.words import SILENT, UNSPACED, word_key

# Figures with their marks ("1,200.5", "10:30", "2015-09-30", "30th", "1.2m"), letters parted by full stops ("U.S.", "a.m."),
# words, and the signs that make another figure of the same digits ("-5", "$3", "5 %").
TOKEN = regex.compile(
    rf"\d{{4}}-\d\d-\d\d(?!\d)|\d++(?:[.,:/]\d++)*+(?:[½⅓⅔¼¾]|(?:[{SILENT}]*[\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]])*+)"
    r"|\p{L}(?:\.\p{L})+(?!\p{L})\.?"
    rf"|[{UNSPACED}]"
    rf"|[\p{{L}}\p{{N}}--[{UNSPACED}]](?:[{SILENT}]*[\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]])*+"
    r"|[\p{Sc}%½⅓⅔¼¾]|(?<![\p{L}\p{N})\]–—-])[-−–+](?=[\d\p{Sc}])",
    regex.V1,
)
# The same for texts of letters that `re` knows as well and finds in a quarter of the time: no marks that combine, and no
# script without spaces.
PLAIN_TOKEN = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?!\d)|\d++(?:[.,:/]\d++)*+(?:[½⅓⅔¼¾]|[^\W_]*+(?:[{SILENT}]++[^\W_]++)*+)"
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"
    rf"|[^\W_]++(?:[{SILENT}]++[^\W_]++)*+"
    r"|[$¢£¥\u20a0-\u20c0%½⅓⅔¼¾]|(?<![^\W_])(?<![)\]–—-])[-−–+](?=[\d$¢£¥\u20a0-\u20c0])"
)
NOT_PLAIN = re.compile("[^\0-\u02ff\u0391-\u03c9\u0410-\u044f\u2000-\u20cf\u2212½⅓⅔¼¾\ufeff]")
# What English writes onto a word: "didn't", "he'll", "Russia's".
CONTRACTIONS = {"s": "s", "t": "not", "ll": "will", "re": "are", "ve": "have", "m": "am", "d": "d"}
LOST = frozenset(("ll", "re", "ve"))
STEMS = {"ca": "can", "wo": "will", "sha": "shall"}
APOSTROPHES = "'’ʼ"
SENTENCE_START = regex.compile(r"""(?:^|[.!?:]["”’]*\s+|["“„«])[\s"'“‘„«(\[—–-]*+(?=\p{Lu})""")
# Endings that British and American English write in two ways; what other words they meet, none becomes another word by.
BRITISH = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"is(e[sd]?|ing|ations?|er|ers)$", r"iz\1"), (r"ys(e[sd]?|ing)$", r"yz\1"),
        (r"our(s?|ed|ing|able|ful|hood|ite|ites)$", r"or\1"),
        (r"(?<=[nib])tre(s?|d)$", r"ter\1"), (r"ogue(s?)$", r"og\1"), (r"ll(ed|ing|er|ers)$", r"l\1"), (r"^sceptic", "skeptic"),
        (r"(?<=[fo])ence$", "ense"), (r"ae(?=mia|sth|dia)", "e"),
    )
)  # fmt: skip
AMERICAN = {
    "grey": "gray", "programme": "program", "programmes": "programs", "tyre": "tire", "tyres": "tires", "kerb": "curb",
    "cheque": "check", "cheques": "checks", "pyjamas": "pajamas", "mum": "mom", "mums": "moms", "aluminium": "aluminum",
    "jewellery": "jewelry", "mould": "mold", "plough": "plow", "ageing": "aging", "whilst": "while", "amongst": "among",
    "towards": "toward", "learnt": "learned", "burnt": "burned", "travelled": "traveled", "manoeuvre": "maneuver",
    "judgement": "judgment", "licence": "license", "practise": "practice", "storey": "story", "okay": "ok",
}  # fmt: skip
SHORTEST_BRITISH = 5
MOSTLY = 0.85  # share of words with a capital from which a wording is a headline in title case, where capitals say little
FEW = 5  # words
LONG = 5  # letters up to which a word with one letter changed is as often another


@define(eq=False, slots=False)
class Tokens:
    """The tokens of a wording in order, as columns of one length.

    Attributes:
        text: the wording.
        keys: the comparison key of each token.
        starts, ends: where each stands, in code points.
        classes: what each can be: bits of `lexicon`.
        count: how many there are.
        kinds: the classes of all of them.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    classes: list[int]
    count: int
    kinds: int

    def between(self, token: int) -> str:
        """What stands between a token and the one before it."""
        return self.text[self.ends[token - 1] if token else 0 : self.starts[token]]

    def word(self, token: int) -> str:
        """A token as it is written."""
        return self.text[self.starts[token] : self.ends[token]]

    @cached_property
    def known(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self.keys)

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where in the text a sentence or a quotation begins with a capital."""
        found = SENTENCE_START.finditer(self.text)
        return frozenset(match.end() for match in found if match[0][:1] != "." or not self._abbreviates(match.start()))

    def _abbreviates(self, stop: int) -> bool:
        """Whether a full stop is that of "U.N.", "Gen." or an initial rather than the end of a sentence."""
        word = self.text[self.text.rfind(" ", 0, stop) + 1 : stop]
        return len(word) < 2 or "." in word or word in BEFORE_A_NAME

    @cached_property
    def german(self) -> bool:
        """Whether the wording is German, by its commonest words: every noun has a capital there."""
        return _has(self.keys, GERMAN)

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether "1,5" and "1.500" are read as in German, French and Spanish."""
        return self.german or _has(self.keys, ROMANCE)

    @cached_property
    def title_case(self) -> bool:
        """Whether nearly every longer word has a capital, as in a headline."""
        long = [c for key, c in zip(self.keys, self.classes, strict=True) if len(key) > 3 and not c & DIGITS]
        return len(long) >= FEW and sum(1 for c in long if c & CAPITAL) >= MOSTLY * len(long)


def tokens(text: str, alike: Tokens | None = None) -> Tokens:
    """The tokens of a wording.

    Args:
        text: the wording.
        alike: the tokens of another wording; those that both begin and end with are taken from it. Makes no other result.
    """
    if NOT_PLAIN.search(text):
        return _columns(text, _scan(TOKEN, text, 0, len(text)))
    if alike is None or NOT_PLAIN.search(alike.text):
        return _columns(text, _scan(PLAIN_TOKEN, text, 0, len(text)))
    head, tail = _shared(text, alike)
    shift = len(text) - len(alike.text)
    begin = alike.ends[head - 1] if head else 0
    end = alike.starts[tail] + shift if tail < alike.count else len(text)
    keys, starts, ends, classes = _scan(PLAIN_TOKEN, text, begin, end)
    return _columns(
        text,
        (
            alike.keys[:head] + keys + alike.keys[tail:],
            alike.starts[:head] + starts + [start + shift for start in alike.starts[tail:]],
            alike.ends[:head] + ends + [end + shift for end in alike.ends[tail:]],
            alike.classes[:head] + classes + alike.classes[tail:],
        ),
    )


def _columns(text: str, columns: tuple[list[str], list[int], list[int], list[int]]) -> Tokens:
    keys, starts, ends, classes = columns
    every = 0
    for kinds in classes:
        every |= kinds
    return Tokens(text, keys, starts, ends, classes, len(keys), every)


def _shared(text: str, alike: Tokens) -> tuple[int, int]:
    """How many tokens both wordings begin with, and the number in ``alike`` from which on both end with the same.

    Both are counted up to a space, as what stands next to a token can change it.
    """
    head = _common(text, alike.text, reverse=False)
    tail = min(_common(text, alike.text, reverse=True), min(len(text), len(alike.text)) - head)
    first = bisect_right(alike.ends, head - 1)
    while first and not alike.text[alike.ends[first - 1]].isspace():
        first -= 1
    last = max(first, bisect_left(alike.starts, len(alike.text) - tail + 1))
    while last < alike.count and not (alike.text[alike.starts[last] - 1].isspace() and alike.word(last) not in LOST):
        last += 1
    return first, last


def _common(one: str, other: str, *, reverse: bool) -> int:
    """How many characters two strings begin or end with in common, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        same = one[-middle:] == other[-middle:] if reverse else one[:middle] == other[:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _scan(pattern: Any, text: str, begin: int, stop: int) -> tuple[list[str], list[int], list[int], list[int]]:
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    classes: list[int] = []
    for match in pattern.finditer(text, begin, stop):
        word = match[0]
        start, end = match.span()
        if not word.isalnum() and (cut := _contraction(word)):
            key, kinds = _read(word[:cut])
            rest = CONTRACTIONS[word[cut:].lower().strip(APOSTROPHES + "n") or "t"]
            if rest == "not":
                key = STEMS.get(key, key)
                kinds = LEXICON.get(key, 0) | (kinds & CAPITAL)
            keys.append(key)
            starts.append(start)
            ends.append(start + cut)
            classes.append(kinds)
            start += cut
            key, kinds = rest, LEXICON.get(rest, 0)
        elif word in ("cannot", "Cannot"):
            keys.append("can")
            starts.append(start)
            start += 3
            ends.append(start)
            classes.append(LEXICON["can"])
            key, kinds = "not", LEXICON["not"]
        else:
            key, kinds = _read(word)
            if key in LOST and keys and classes[-1] & PRONOUN and text[ends[-1] : start] == " ":  # "we re", without its mark
                key = CONTRACTIONS[key]
                kinds = LEXICON[key]
        if key:
            keys.append(key)
            starts.append(start)
            ends.append(end)
            classes.append(kinds)
    return keys, starts, ends, classes


def _contraction(word: str) -> int:
    """Where a contraction begins that is written onto the word: "did|n't", "he|'ll"; 0 where there is none."""
    mark = max(word.rfind(c) for c in APOSTROPHES)
    ending = word[mark + 1 :].lower()
    if mark <= 0 or ending not in CONTRACTIONS:
        return 0
    if ending == "t":
        return mark - 1 if word[mark - 1] in "nN" and mark > 1 else 0
    return mark


@lru_cache(1 << 16)
def _read(word: str) -> tuple[str, int]:
    """The key and the classes of a word form."""
    first = word[0]
    if not first.isalnum():
        return word.replace("−", "-").replace("–", "-"), SYMBOL | LEXICON.get(word, 0)
    if word in PARTS:
        return word, NUMERAL
    if first.isdigit() or first in PARTS:
        return (word.lower() if word.isascii() or word[-1] in PARTS else word_key(word)), DIGITS
    key = word_key(word)
    key = key.replace(".", "")
    if key == "us" and word.upper() == word:
        key = "u.s."  # not the pronoun
    kinds = LEXICON.get(key, 0)
    if first.isupper() or first.istitle():
        kinds |= CAPITAL
        if len(key) > 1 and word.isupper():
            kinds |= ALL_CAPITALS
            if key != "u.s." and len(key) < 6:  # "IS", "WHO": the little words that they are spelt like are written small
                kinds &= ~(FUNCTION | COMMON)
    return key, kinds


@lru_cache(1 << 12)
def american(key: str) -> str:
    """A key in American spelling: "centre" as "center", "authorises" as "authorizes"."""
    if key in AMERICAN:
        return AMERICAN[key]
    if len(key) < SHORTEST_BRITISH:
        return key
    for pattern, replacement in BRITISH:
        key = pattern.sub(replacement, key)
    return key


def slip(a: str, b: str) -> bool:
    """Whether two long words are one letter apart, or two neighbours: "Exchange", "Exchanage"."""
    return min(len(a), len(b)) > LONG and distance(a, b, score_cutoff=1) <= 1


def _has(keys: list[str], common: frozenset[str]) -> bool:
    own = sum(1 for key in keys if key in common)
    return own > 1 and own > sum(1 for key in keys if key in ("the", "of", "and", "to", "said"))
