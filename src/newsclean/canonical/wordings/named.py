"""The names of a wording, with their titles and the places they tell."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from attrs import define

from newsclean.canonical.wordings.difference import DifferenceKind
from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.lexicon import (
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
from newsclean.canonical.wordings.same_name import COURTESY, DEMONYMS, Name
from newsclean.canonical.wordings.tokens import Tokens

PARTICLES = frozenset("al el ul ad ash as an ibn bin ben abu de del della di da dos du van von der den la le st".split())
ONTO_A_NAME = frozenset(("al", "el", "ul", "ad", "ash", "as", "an"))
# Heads of the names of institutions, to which "of" and a further name belong.
HEADS = frozenset(
    """department ministry university bank house council city bureau states republic kingdom institute church board court office
    union army front federation emirates bay gulf club league conference association committee commission academy museum isle
    duke earl archbishop lords commons representatives college agency minister secretary president speaker""".split()
)
SHORT_TITLES = {
    "sen": "senator", "sens": "senator", "senators": "senator", "rep": "representative", "reps": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "maj": "major", "capt": "captain", "sgt": "sergeant", "adm": "admiral", "cmdr": "commander",
    "rev": "reverend", "pres": "president", "defence": "defense", "chair": "chairman", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chairwoman": "chairman",
}  # fmt: skip
# Endings of words that begin sentences without being names.
PLAIN_ENDINGS = (
    "ing", "ed", "ly", "ers", "ors", "ists", "ions", "ants", "ents", "ies", "ness", "ment", "tion", "ity", "ance", "ence", "men",
)  # fmt: skip
HOURS = frozenset("gmt est edt utc cet pst pdt am pm".split())
AFTER_A_VERB = frozenset("the a an his her its their that this no".split())
PAST_VERBS = frozenset(
    "met won led left held sent told took gave made went came ran saw lost put set hit got kept fell rose".split()
)
JOINS = frozenset((" ", "-", "‑", "\u00a0", ". ", ".", "'", "’", " '", " ’"))
ABBREVIATED = 4  # letters of a word before a full stop that need not end a sentence: "Gen.", "Sgt."
MAX_JOINED = 4  # titles in small letters between two parts of one name


@define(eq=False, slots=False)
class Capitals:
    """What two wordings write with a capital, which tells the names among the first words of their sentences.

    Attributes:
        wordings: the tokens of both.
        common: the keys of words that the texts around write with a small letter; None where these are not known.
    """

    wordings: tuple[Tokens, Tokens]
    common: Container[str] | None = None

    @cached_property
    def large(self) -> frozenset[str]:
        """The keys with a capital inside a sentence."""
        return frozenset(
            key
            for tokens in self.wordings
            for key, start, kinds in zip(tokens.keys, tokens.starts, tokens.classes, strict=True)
            if kinds & CAPITAL and start not in tokens.openings
        )

    @cached_property
    def small(self) -> frozenset[str]:
        """The keys without a capital."""
        return frozenset(
            key for tokens in self.wordings for key, kinds in zip(tokens.keys, tokens.classes, strict=True) if not kinds & CAPITAL
        )


def names(tokens: Tokens, taken: frozenset[int], known: Capitals, begin: int, stop: int) -> list[Fact]:
    """The names that begin at the tokens ``[begin, stop)``, in order, without tokens ``taken`` by dates and numbers.

    Args:
        tokens: of the wording.
        taken: numbers of tokens that are a part of something else.
        known: what the wording and the one that it is compared with write with a capital.
        begin: where the first name may begin.
        stop: where the last name may no longer begin.
    """
    found: list[Fact] = []
    floor = 0
    for n in range(max(0, begin), min(stop, tokens.count)):
        if not tokens.classes[n] & CAPITAL or n < floor or not _is_capital(tokens, n, taken, known):
            continue
        first, end = n, _run_end(tokens, n, taken, known)
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


def _is_capital(tokens: Tokens, n: int, taken: frozenset[int], known: Capitals) -> bool:
    kinds, key = tokens.classes[n], tokens.keys[n]
    if not kinds & CAPITAL or kinds & DAY or n in taken or key in HOURS:
        return False
    if kinds & (FUNCTION | PRONOUN) and not (len(key) == 1 and tokens.text.startswith(".", tokens.ends[n])):
        return False
    if tokens.german and not _is_german_name(tokens, n):
        return False
    if tokens.starts[n] not in tokens.openings:
        return not (kinds & COMMON and tokens.title_case)
    if kinds & COMMON and not (kinds & TITLE and _capital_follows(tokens, n, taken)):
        return False
    if key in known.large or key in known.small:
        return key in known.large
    if known.common is not None and key not in known.common and not key.endswith(PLAIN_ENDINGS):
        return True
    return _capital_follows(tokens, n, taken) or _opens_as_a_name(tokens, n)


def _opens_as_a_name(tokens: Tokens, n: int) -> bool:
    """Whether the first word of a sentence is a name, by itself and by the verb that follows it."""
    key = tokens.keys[n]
    if key in DEMONYMS or key.endswith(("ian", "ese")):
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
    if after & (AUXILIARY | SAYING | MODAL) or following in PAST_VERBS or following.endswith("ed"):
        return True
    # "Putin meets the press", but "Fresh talks have begun" and "Old friends of hers"
    if not following.endswith("s") or n + 2 >= tokens.count:
        return False
    return bool(tokens.classes[n + 2] & CAPITAL) or tokens.keys[n + 2] in AFTER_A_VERB


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


def _run_end(tokens: Tokens, n: int, taken: frozenset[int], known: Capitals) -> int:
    """The number of the token after a run of capitals, with "of", particles and titles between them."""
    end = n + 1
    while end < tokens.count:
        m = end
        while m < tokens.count and m - end < MAX_JOINED and not tokens.classes[m] & CAPITAL and _joins(tokens, m, end):
            m += 1
        if m >= tokens.count or not _is_joined(tokens, end, m) or not _is_capital(tokens, m, taken, known):
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
    value = " ".join(key for key in keys if key != "the")
    kind = DifferenceKind.PLACE if place else DifferenceKind.NAME
    if not place:
        return Fact(kind, first, end, value, Name(keys, core, titles, "", place), keys)
    first = at if before or noun else first
    return Fact(kind, first, end, f"{before} {value}".strip(), Name(keys, core, titles, before, place), keys)
