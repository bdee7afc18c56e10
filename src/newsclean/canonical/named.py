"""The names of a wording, with their titles and the places they tell, and how two of them differ."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance.Levenshtein import normalized_similarity

from newsclean.canonical.difference import DifferenceKind, Grade
from newsclean.canonical.fact import Fact
from newsclean.canonical.lexicon import (
    ATTRIBUTIVE_TITLES,
    AUXILIARY,
    CAPITAL,
    COMMON,
    DAY,
    FUNCTION,
    MODAL,
    PLACE_NOUN,
    PLACE_PREPOSITIONS,
    PRONOUN,
    SAYING,
    TITLE,
    TITLES,
)
from newsclean.canonical.tokens import Tokens, american, slip

PARTICLES = frozenset("al el ul ad ash as an ibn bin ben abu de del della di da dos du van von der den la le st".split())
ONTO_A_NAME = frozenset(("al", "el", "ul", "ad", "ash", "as", "an"))
# Heads of the names of institutions, to which "of" and a further name belong.
HEADS = frozenset(
    """department ministry university bank house council city bureau states republic kingdom institute church board court office
    union army front federation emirates bay gulf club league conference association committee commission academy museum isle
    duke earl archbishop lords commons representatives college agency minister secretary president speaker""".split()
)
# Titles that tell no rank of their own: they do not make another person.
COURTESY = frozenset(
    "mr mrs ms miss mx sir dr prof professor the of lord lady dame herr frau monsieur madame señor for and".split()
)
SHORT_TITLES = {
    "sen": "senator", "sens": "senator", "senators": "senator", "rep": "representative", "reps": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant", "adm": "admiral", "cmdr": "commander",
    "rev": "reverend", "pres": "president", "defence": "defense", "chair": "chairman", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chairwoman": "chairman",
}  # fmt: skip
ALIASES = (
    ("americans", "u.s."), ("isis group", "isis"), ("united states of america", "u.s."), ("united states", "u.s."), ("usa", "u.s."), ("american", "u.s."), ("america", "u.s."),
    ("united nations", "un"), ("united kingdom", "uk"), ("great britain", "uk"), ("britain", "uk"), ("british", "uk"),
    ("european union", "eu"), ("islamic state in iraq and syria", "isis"), ("islamic state of iraq and syria", "isis"),
    ("islamic state in iraq and the levant", "isis"), ("islamic state", "isis"), ("isil", "isis"), ("daesh", "isis"),
    ("united arab emirates", "uae"), ("associated press", "ap"), ("russian federation", "russia"),
    ("peoples republic of china", "china"), ("kyiv", "kiev"), ("gop", "republican"), ("republicans", "republican"), ("democrats", "democrat"), ("corporation", "corp"), ("company", "co"), ("limited", "ltd"), ("incorporated", "inc"),
    ("ec commission", "european commission"), ("european community", "ec"), ("burma", "myanmar"), ("persian gulf", "gulf"),
)  # fmt: skip
DEMONYMS = frozenset(
    """turkish british french german american iraqi israeli saudi russian syrian chinese japanese polish spanish swedish danish
    irish scottish catholic dutch greek swiss pakistani afghan yemeni kuwaiti kurdish czech finnish arab islamic muslim christian jewish
    european african asian canadian indian egyptian""".split()
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
# Endings of words that begin sentences without being names.
PLAIN_ENDINGS = (
    "ing", "ed", "ly", "ers", "ors", "ists", "ions", "ants", "ents", "ies", "ness", "ment", "tion", "ity", "ance", "ence", "men",
)  # fmt: skip
VERB_ENDINGS = ("ed", "s", "d")
PAST_VERBS = frozenset(
    "met won led left held sent told took gave made went came ran saw lost put set hit got kept fell rose".split()
)
JOINS = frozenset((" ", "-", "‑", "\u00a0", ". ", ".", "'", "’", " '", " ’"))
ABBREVIATED = 4  # letters of a word before a full stop that need not end a sentence: "Gen.", "Sgt."
MAX_JOINED = 4  # titles in small letters between two parts of one name
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


def capitals(tokens: Tokens) -> tuple[set[str], set[str]]:
    """The keys that a wording writes with a capital inside its sentences, and those that it writes small."""
    openings = tokens.openings
    large, small = set(), set()
    for key, start, kinds in zip(tokens.keys, tokens.starts, tokens.classes, strict=True):
        if not kinds & CAPITAL:
            small.add(key)
        elif start not in openings:
            large.add(key)
    return large, small


def names(tokens: Tokens, taken: frozenset[int], known: set[str], small: set[str]) -> list[Fact]:
    """The names, in order, without the tokens ``taken`` by dates and numbers.

    Args:
        tokens: of the wording.
        taken: numbers of tokens that are a part of something else.
        known: keys that are names at the head of a sentence too.
        small: keys that are none there.
    """
    found: list[Fact] = []
    floor = 0
    for n, kinds in enumerate(tokens.classes):
        if not kinds & CAPITAL or n < floor or not _is_capital(tokens, n, taken, known, small):
            continue
        first, end = n, _run_end(tokens, n, taken, known, small)
        if first > floor and tokens.keys[first - 1] in ONTO_A_NAME and tokens.between(first) == "-":
            first -= 1
        while first > floor and tokens.classes[first - 1] & TITLE and tokens.between(first) == " " and first - 1 not in taken:
            first -= 1
        while end < tokens.count and tokens.classes[end] & TITLE and tokens.between(end) == " " and end not in taken:
            end += 1
        while end > n + 1 and not tokens.classes[end - 1] & CAPITAL and tokens.keys[end - 1] in ATTRIBUTIVE_TITLES:
            end -= 1
        fact = _fact(tokens, first, end, floor)
        if fact is not None:
            found.append(fact)
        floor = end
    return found


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


def compare_cores(a: tuple[str, ...], b: tuple[str, ...]) -> Grade:
    """How two names without titles differ."""
    if a == b or set(a) == set(b) or _initials(a) == "".join(b) or _initials(b) == "".join(a):
        return Grade.FORM
    if len(a) == len(b) and all(
        american(x) == american(y) or _one_stem(x, y) or _abbreviates(x, y) or _abbreviates(y, x)
        for x, y in zip(a, b, strict=True)
    ):
        return (
            Grade.FORM if min(map(len, (*a, *b))) > 1 else Grade.PRECISION if len(a[-1]) > 1 < len(b[-1]) else Grade.CONTRADICTION
        )
    if set(a) < set(b) or set(b) < set(a):
        return Grade.PRECISION
    if len(a) == len(b) == 1 and min(len(a[0]), len(b[0])) >= SHORTENED and (a[0].startswith(b[0]) or b[0].startswith(a[0])):
        return Grade.PRECISION  # "Neb." and "Nebraska"
    if _one_body(a, b):
        return Grade.PRECISION
    short, long = sorted((a, b), key=len)
    if all(any(x == y or _one_stem(x, y) for y in long) for x in short):
        return Grade.PRECISION
    if a[-1] == b[-1] and all(x.startswith(y[:1]) and (x.startswith(y) or y.startswith(x)) for x, y in zip(a, b, strict=False)):
        return Grade.PRECISION  # "G. Bush", "Ash Carter" and "Ashton Carter"
    if len(a) == len(b) and all(
        x == y or _one_spelling(x, y) or (len(a) > 1 and _one_vowel(x, y)) for x, y in zip(a, b, strict=True)
    ):
        return Grade.PRECISION
    if len(a) == len(b) > 1 and a[:-1] == b[:-1] and slip(a[-1], b[-1]):
        return Grade.PRECISION
    return Grade.CONTRADICTION


def _is_capital(tokens: Tokens, n: int, taken: frozenset[int], known: set[str], small: set[str]) -> bool:
    kinds, key = tokens.classes[n], tokens.keys[n]
    if not kinds & CAPITAL or kinds & DAY or n in taken:
        return False
    if kinds & (FUNCTION | PRONOUN) and not (len(key) == 1 and tokens.text.startswith(".", tokens.ends[n])):
        return False
    if tokens.german and not _is_german_name(tokens, n):
        return False
    if tokens.starts[n] not in tokens.openings:
        return not (kinds & COMMON and tokens.title_case)
    if kinds & COMMON and not (kinds & TITLE and _capital_follows(tokens, n, taken)):
        return False
    if key in known:
        return True
    if key in small or (tokens.title_case and kinds & COMMON):
        return False
    if _capital_follows(tokens, n, taken) or key in DEMONYMS or key.endswith(("ian", "ese")):
        return True
    if n + 1 >= tokens.count:
        return False
    following, after = tokens.keys[n + 1], tokens.classes[n + 1]
    if following == "s" and tokens.between(n + 1) == "":
        return True
    if key.endswith(PLAIN_ENDINGS):
        return False
    if key.endswith("s"):  # "Jets hit" and "Paris was"
        return following in ("is", "was", "has", "says")
    return bool(after & (AUXILIARY | SAYING | MODAL)) or following in PAST_VERBS or following.endswith(VERB_ENDINGS)


def _capital_follows(tokens: Tokens, n: int, taken: frozenset[int]) -> bool:
    following = n + 1
    return (
        following < tokens.count
        and bool(tokens.classes[following] & CAPITAL)
        and not tokens.classes[following] & FUNCTION
        and following not in taken
        and tokens.between(following) in JOINS
    )


def _is_german_name(tokens: Tokens, n: int) -> bool:
    """Whether a capital is more than a noun's: two in a row, or straight after a preposition."""
    before = n > 0 and (tokens.keys[n - 1] in ("in", "nach", "aus", "bei", "von", "mit") or tokens.classes[n - 1] & CAPITAL)
    return bool(before or (n + 1 < tokens.count and tokens.classes[n + 1] & CAPITAL and tokens.between(n + 1) in JOINS))


def _run_end(tokens: Tokens, n: int, taken: frozenset[int], known: set[str], small: set[str]) -> int:
    """The number of the token after a run of capitals, with "of", particles and titles between them."""
    end = n + 1
    while end < tokens.count:
        m = end
        while m < tokens.count and m - end < MAX_JOINED and not tokens.classes[m] & CAPITAL and _joins(tokens, m, end):
            m += 1
        if m >= tokens.count or not _is_joined(tokens, end, m) or not _is_capital(tokens, m, taken, known, small):
            break
        end = m + 1
    return end


def _joins(tokens: Tokens, m: int, end: int) -> bool:
    key = tokens.keys[m]
    if tokens.classes[m] & TITLE or key in PARTICLES:
        return True
    return (key == "of" and tokens.keys[end - 1] in HEADS) or (key == "the" and m > end and tokens.keys[m - 1] == "of")


def _is_joined(tokens: Tokens, first: int, last: int) -> bool:
    for m in range(first, last + 1):
        between = tokens.between(m)
        if between not in JOINS or ("." in between and len(tokens.keys[m - 1]) > ABBREVIATED):
            return False
    return True


def _fact(tokens: Tokens, first: int, end: int, floor: int) -> Fact | None:
    keys = tuple(
        tokens.keys[n]
        for n in range(first, end)
        if tokens.keys[n] not in ONTO_A_NAME or n + 1 == end or tokens.between(n + 1) != "-"
    )
    # "State" is part of a title in "Secretary of State", and of a name in "State Department".
    ranked = any(key in TITLES and key not in ATTRIBUTIVE_TITLES for key in keys)
    parts = frozenset(key for key in keys if key in TITLES and (ranked or key not in ATTRIBUTIVE_TITLES or key == "general"))
    core = tuple(key for key in keys if key not in parts and key not in ("of", "the"))
    titles = frozenset(SHORT_TITLES.get(key, key) for key in parts - COURTESY)
    if "premier" in titles:
        titles = titles - {"premier"} | {"prime", "minister"}
    at = first
    noun = False
    if at > floor + 1 and tokens.keys[at - 1] == "of" and tokens.classes[at - 2] & PLACE_NOUN:
        at, noun = at - 2, True
    if at > floor and tokens.keys[at - 1] in ("the", "a", "an"):
        at -= 1
    before = ""
    if at > floor and tokens.keys[at - 1] in PLACE_PREPOSITIONS and tokens.between(at).strip() == "":
        at -= 1
        before = tokens.keys[at]
    follows = end < tokens.count and bool(tokens.classes[end] & PLACE_NOUN)
    place = (bool(before) or noun or follows) and not titles
    if not core and not titles:
        return None
    value = " ".join(key for key in keys if key not in ("the",))
    kind = DifferenceKind.PLACE if place else DifferenceKind.NAME
    if not place:
        return Fact(kind, first, end, value, Name(keys, core, titles, "", place), keys)
    first = at if before or noun else first
    return Fact(kind, first, end, f"{before} {value}".strip(), Name(keys, core, titles, before, place), keys)


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
    """ "E" for "East", "Blvd" for "Boulevard"."""
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
