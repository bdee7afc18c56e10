"""Whether two names are one, told more or less exactly."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance.Levenshtein import normalized_similarity

from newsclean.canonical.wordings.difference import Grade
from newsclean.canonical.wordings.tokens import american, slip

# Titles that tell no rank of their own: they do not make another person.
COURTESY = frozenset(
    "mr mrs ms miss mx sir dr prof professor the of lord lady dame herr frau monsieur madame señor for and".split()
)
ALIASES = (
    ("united states of america", "u.s."), ("united states", "u.s."), ("usa", "u.s."), ("americans", "u.s."), ("american", "u.s."),
    ("america", "u.s."), ("isis group", "isis"),
    ("united nations", "un"), ("united kingdom", "uk"), ("great britain", "uk"), ("britain", "uk"), ("british", "uk"),
    ("european union", "eu"), ("islamic state in iraq and syria", "isis"), ("islamic state of iraq and syria", "isis"),
    ("islamic state in iraq and the levant", "isis"), ("islamic state", "isis"), ("isil", "isis"), ("daesh", "isis"),
    ("united arab emirates", "uae"), ("associated press", "ap"), ("russian federation", "russia"),
    ("peoples republic of china", "china"), ("kyiv", "kiev"), ("gop", "republican"), ("republicans", "republican"),
    ("democrats", "democrat"), ("corporation", "corp"), ("company", "co"), ("limited", "ltd"), ("incorporated", "inc"),
    ("ec commission", "european commission"), ("european community", "ec"), ("burma", "myanmar"), ("persian gulf", "gulf"),
)  # fmt: skip
DEMONYMS = frozenset(
    """turkish british french german american iraqi israeli saudi russian syrian chinese japanese polish spanish swedish danish
    irish scottish catholic dutch greek swiss pakistani afghan yemeni kuwaiti kurdish czech finnish arab islamic muslim christian
    jewish european african asian canadian indian egyptian""".split()
)
DESCRIPTIVE = DEMONYMS | frozenset(
    "u.s. uk republican republicans democrat democrats democratic western aussie brit briton".split()
)
BODIES = frozenset(
    "department ministry agency group corp co inc ltd plc company bank office party service services network".split()
)
DEMONYM_ENDINGS = frozenset(
    ["", "a", "n", "an", "ian", "ans", "ns", "ians", "s", "i", "is", "ese", "ish", "e", "y", "ey", "ine", "ia"]
)
MIN_STEM = 4  # letters that a country and its people have in common: "Iraq", "Syria"
ABBREVIATED = 4  # letters of a shortened word: "Gen.", "Blvd"
LONGEST = 16  # words; no name has more
SHORTENED = 3  # letters of a word that stand for all of it
ALIKE = 0.65  # of two spellings of one name


@frozen
class Name:
    """A name as it is written.

    Attributes:
        keys: of all its words but particles.
        core: those without titles.
        titles: those that tell a rank.
        before: the preposition of place in front; empty where there is none.
        place: whether the words around say that it is a place.
    """

    keys: tuple[str, ...]
    core: tuple[str, ...]
    titles: frozenset[str]
    before: str
    place: bool


def compare_names(one: Name, other: Name) -> Grade:
    """How two names differ."""
    grade = _compare(one, other)
    if grade is Grade.FORM and one.before and other.before and _far(one.before) != _far(other.before):
        return Grade.PRECISION
    return grade


def _compare(one: Name, other: Name) -> Grade:
    a, b = sure_name(one.core), sure_name(other.core)
    if not a or not b:
        if one.titles & other.titles or bool(a) != bool(b):
            return Grade.FORM if (a, one.titles) == (b, other.titles) else Grade.PRECISION
        return Grade.FORM if one.titles == other.titles else Grade.CONTRADICTION
    grade = compare_cores(a, b)
    if grade is Grade.CONTRADICTION and _described(one, a, other, b):
        return Grade.PRECISION
    if grade is not Grade.FORM or one.titles == other.titles:
        return grade
    apart = one.titles and other.titles and not one.titles & other.titles
    return Grade.CONTRADICTION if apart else Grade.PRECISION


def _described(one: Name, a: tuple[str, ...], other: Name, b: tuple[str, ...]) -> bool:
    """Whether one of two names may stand for the other: "the Australian" for a person, "Mr Doe" for a "Jane"."""
    if _describes(a) != _describes(b) and (one.titles & other.titles or not (one.titles | other.titles)):
        return True
    courteous = [bool(COURTESY.intersection(name.keys[:1])) for name in (one, other)]
    return len(a) == len(b) == 1 and courteous[0] != courteous[1]


def _describes(core: tuple[str, ...]) -> bool:
    return all(key in DESCRIPTIVE or key.endswith(("ian", "ese")) for key in core)


@lru_cache(1 << 12)
def compare_cores(a: tuple[str, ...], b: tuple[str, ...]) -> Grade:
    """How two names without titles differ."""
    if max(len(a), len(b)) > LONGEST:
        return Grade.FORM if a == b else Grade.CONTRADICTION
    if set(a) == set(b) or _initials(a) == "".join(b) or _initials(b) == "".join(a):
        return Grade.FORM
    pairs = list(zip(a, b, strict=True)) if len(a) == len(b) else []
    if pairs and all(american(x) == american(y) or _one_stem(x, y) or _abbreviates(x, y) or _abbreviates(y, x) for x, y in pairs):
        initial = min(map(len, (*a, *b))) == 1  # "J. Doe" may be anybody's
        return Grade.PRECISION if initial else Grade.FORM
    if set(a) < set(b) or set(b) < set(a) or _one_body(a, b) or _shortened(a, b):
        return Grade.PRECISION
    return Grade.PRECISION if _spelt_alike(pairs) else Grade.CONTRADICTION


def _shortened(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name has less of the other's words, or less of them: "Neb." and "Nebraska", "Ash" and "Ashton Carter"."""
    short, long = sorted((a, b), key=len)
    if all(any(x == y or _one_stem(x, y) for y in long) for x in short):
        return True
    if len(a) == len(b) == 1:
        return min(len(a[0]), len(b[0])) >= SHORTENED and (a[0].startswith(b[0]) or b[0].startswith(a[0]))
    return a[-1] == b[-1] and all(x.startswith(y) or y.startswith(x) for x, y in zip(a, b, strict=False))


def _spelt_alike(pairs: list[tuple[str, str]]) -> bool:
    """Whether names of as many words are one, spelt in two ways or with a slip in the last word."""
    if not pairs:
        return False
    if all(x == y or _one_spelling(x, y) or (len(pairs) > 1 and _one_vowel(x, y)) for x, y in pairs):
        return True
    return len(pairs) > 1 and all(x == y for x, y in pairs[:-1]) and slip(*pairs[-1])


def _far(preposition: str) -> bool:
    return preposition in ("near", "outside", "around", "toward", "towards")


@lru_cache(1 << 12)
def sure_name(core: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without accents, and with the shortest of its sure other names."""
    joined = " ".join(core)
    if not joined.isascii():
        joined = "".join(c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    if joined == "is":
        return ("isis",)
    padded = f" {joined} "
    for long, short in ALIASES:
        if f" {long} " in padded:
            padded = padded.replace(f" {long} ", f" {short} ")
    return tuple(padded.split())


def _initials(core: tuple[str, ...]) -> str:
    return "".join(key[0] for key in core) if len(core) > 1 else ""


def _one_stem(a: str, b: str) -> bool:
    """Whether two words are a country and its people ("Syria", "Syrian"), or one and several of something."""
    stem = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        stem += 1
    least = MIN_STEM if len(a) > MIN_STEM and len(b) > MIN_STEM else min(len(a), len(b), MIN_STEM)
    return stem >= max(3, least) and any(
        a[s:] in DEMONYM_ENDINGS and b[s:] in DEMONYM_ENDINGS for s in range(stem, max(least, stem - 2) - 1, -1)
    )


def _one_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names are one but for what an institution may be called by or not: "U.S. Treasury", "Treasury Department"."""
    own = [(set(core) - BODIES - DESCRIPTIVE, set(core) & BODIES, set(core) & DESCRIPTIVE) for core in (a, b)]
    (rest, bodies, nations), (other, other_bodies, other_nations) = own
    return bool(rest) and rest == other and (not bodies or not other_bodies) and (not nations or not other_nations)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word is a shorter form of another: "E" for "East", "Blvd" for "Boulevard"."""
    if not long.startswith(short[:1]) or len(short) > ABBREVIATED or len(long) <= len(short):
        return False
    letters = iter(long)
    return len(short) == 1 or (len(long) > MIN_STEM + 2 and long[-1] == short[-1] and all(c in letters for c in short))


def _one_spelling(a: str, b: str) -> bool:
    """Whether two words are one foreign name spelt in two ways ("Qaeda", "Qaida")."""
    if american(a) == american(b):
        return True
    if min(len(a), len(b)) == MIN_STEM:
        return len(a) != len(b) and _doubled(a) == _doubled(b)
    return min(len(a), len(b)) > MIN_STEM and _skeleton(a) == _skeleton(b) and normalized_similarity(a, b) >= ALIKE


def _skeleton(word: str) -> str:
    """The consonants of a word, with those that writings of one sound share as one."""
    plain = word.translate(str.maketrans("qgcz", "kkks", "aeiouyhw"))
    return "".join(c for c, before in zip(plain, " " + plain, strict=False) if c != before)


def _doubled(word: str) -> str:
    """A word with each double letter as one: "Raqqa", "Raqa"."""
    return "".join(c for c, before in zip(word, " " + word, strict=False) if c != before)


def _one_vowel(a: str, b: str) -> bool:
    """Whether two words differ in a single vowel: "Tal Afar", "Tel Afar"."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and _skeleton(a) == _skeleton(b)
