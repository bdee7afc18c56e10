"""Who is said to say something."""

from __future__ import annotations

import regex
from attrs import frozen

from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.lexicon import (
    AUXILIARY,
    CAPITAL,
    COMMON,
    DAY,
    FUNCTION,
    LOADED_SAYING,
    MODAL,
    MONTH,
    PERIOD,
    PRONOUN,
    PRONOUNS,
    SAYING,
    TITLES,
    WEEKDAY,
)
from newsclean.canonical.wordings.named import SHORT_TITLES
from newsclean.canonical.wordings.same_name import COURTESY, DESCRIPTIVE, compare_cores, sure_name
from newsclean.canonical.wordings.tense import is_past
from newsclean.canonical.wordings.tokens import Tokens

BESIDE = regex.compile(r",|\s[-–—]\s|\s?\(")  # what parts a name from what is said of it
BREAK = regex.compile(r"[,;:()“”\"„«»]|[—–]|\s-\s|[.!?]\s")
# Verbs that say little else; others are one only before "that", a day, or the end of the clause.
CLOSED = regex.compile('["”’»]')  # what follows the end of a quotation is who said it, whatever the verb
SURE = frozenset("said says told tells according sagte sagten dijo dijeron".split())
BEFORE_A_SOURCE = frozenset("to citing quoting zufolge selon según laut".split())
CITING = frozenset("citing quoting selon según laut".split())
STOPS = frozenset(
    "that which who whom what as but because while when where after before if whether how why or than since".split()
)
NOT_A_SOURCE = frozenset(
    """however last this next also later earlier then previously had has have just not already recently repeatedly once so
    first""".split()
)
INVERTED = frozenset("said says added adds explained wrote noted reported announced confirmed sagte dijo".split())
PASSIVE = frozenset("is was were are been be being to".split())
AFTER_A_SOURCE = STOPS | frozenset("on in at during by to said and who without".split())
ONE_MORE = frozenset("second another third other one separate different same".split())
GENERIC = frozenset(
    """official minister president spokesman spokeswoman spokesperson secretary police source officer general leader chief man
    woman father mother agency ministry company group statement report paper newspaper magazine site website network person boy
    girl driver victim witness expert""".split()
)
NOUNS = frozenset("claims reports notes states report claim".split())  # and verbs
MAX_SOURCE = 20  # words
MAX_AGE = 2  # words between a name and its description: "Jane Doe, 30, head of the union"
MAX_INVERTED = 9
MAX_AUDIENCE = 6


@frozen
class Source:
    """Whom a statement is attributed to.

    Attributes:
        keys: the telling words in order.
        words: the same, each without a plural's s.
        named: those with a capital.
        verb: of saying.
        definite: whether somebody named before can be meant: "the official", "the Illinois Democrat".
    """

    keys: tuple[str, ...]
    words: frozenset[str]
    named: frozenset[str]
    verb: str
    definite: bool = False


def attributions(tokens: Tokens) -> list[Fact]:
    """The attributions, in order: "a senior official said", "said the mayor", "according to state media"."""
    found: list[Fact] = []
    floor = 0
    for n, kinds in enumerate(tokens.classes):
        if not kinds & SAYING or n < floor:
            continue
        fact = _attribution(tokens, n, floor)
        if fact is not None:
            found.append(fact)
            floor = max(fact.end, n + 1)
    return found


def may_touch(tokens: Tokens, first: int, end: int) -> bool:
    """Whether an attribution can reach into the tokens ``[first, end)``, or lie around the place of none."""
    low, high = max(0, first - MAX_INVERTED - 2), min(tokens.count, end + MAX_SOURCE)
    for n in range(low, high):
        if not tokens.classes[n] & SAYING:
            continue
        if first - 1 <= n <= end:
            return True
        if n > end:  # the source goes before its verb, up to the end of a clause
            if BREAK.search(tokens.text, tokens.ends[end], tokens.starts[n]) is None:
                return True
        elif (
            STOPS.isdisjoint(tokens.keys[n + 1 : first])
            and BREAK.search(tokens.text, tokens.ends[n], tokens.starts[first - 1]) is None
        ):
            return True
    return False


def compare_sources(one: Source, other: Source) -> Grade:
    """How two attributions differ."""
    if one.words == other.words:
        same = one.verb == other.verb or not {one.verb, other.verb} & LOADED_SAYING
        return Grade.FORM if same else Grade.PRECISION
    a, b = one.words - ONE_MORE, other.words - ONE_MORE
    if a <= b or b <= a:  # a pronoun leaves no word
        return Grade.PRECISION
    if one.named and other.named and (grade := compare_cores(one.keys, other.keys)) is not Grade.CONTRADICTION:
        return grade  # "the FBI", "the Federal Bureau of Investigation"
    return Grade.PRECISION if _may_be_one(one, a, other, b) else Grade.CONTRADICTION


def _may_be_one(one: Source, a: frozenset[str], other: Source, b: frozenset[str]) -> bool:
    """Whether two sources of other words may be one, called by a name and by what it is."""
    named, other_named = one.named, other.named
    if one.definite and other.definite:
        return not (named and other_named)  # "the man", "the driver"
    if named & other_named and not (named - other_named and other_named - named):
        return True  # "his sister Jane", "Jane Doe"
    if a & b and ((a ^ b) <= GENERIC or (a & b & TITLES and (named <= DESCRIPTIVE or other_named <= DESCRIPTIVE))):
        return True  # "government sources", "government officials"; "a U.S. senator", "Senator Jane Doe"
    if named and other_named:
        if (a | b) & COURTESY and sorted((len(a), len(b))) == [1, 2]:
            return True  # "Mr Doe", "John"
        return one.definite != other.definite  # "the Illinois Democrat", "Doe"
    meant = one.definite or a <= GENERIC if other_named else other.definite or b <= GENERIC
    return bool(named or other_named) and meant


def _attribution(tokens: Tokens, n: int, floor: int) -> Fact | None:
    verb = tokens.keys[n]
    if verb == "according" or verb in CITING:
        after = n + 1 + (verb == "according")
        end = _right(tokens, after, AFTER_A_SOURCE)
        return _fact(tokens, n, end, (after, end), verb)
    first, last = _left(tokens, n, floor)
    if not _is_saying(tokens, n) and not (first < last and first > 0 and CLOSED.search(tokens.between(first))):
        return None
    if first < last:
        if not _may_say(tokens, first, last, floor):
            return None
        # "Jane Doe, head of the union, said": the sentence begins with the name.
        start = _opening_source(tokens, floor, first) if first > floor else floor
        start = start if first - start <= MAX_AGE else floor
        return _fact(tokens, first, n + 1, (first, last), verb, range(floor, start))
    if last != n or not (_broken(tokens, n) or n == 0):
        return None
    end = _right(tokens, n + 1, AFTER_A_SOURCE, MAX_INVERTED)
    if verb in INVERTED and _ends_a_source(tokens, n + 1, end):
        return _fact(tokens, n, end, (n + 1, end), verb)
    # "Putin, speaking at a meeting, said"
    end = _opening_source(tokens, floor, n)
    return _fact(tokens, n, n + 1, (floor, end), verb) if end > floor else None


def _opening_source(tokens: Tokens, floor: int, n: int) -> int:
    """The end of the source with which a sentence begins that goes on after a comma; its beginning where there is none."""
    end = floor
    while end < n and end - floor <= MAX_AUDIENCE and (end == floor or not _broken(tokens, end)):
        end += 1
    fits = end <= n and end - floor <= MAX_AUDIENCE and _begins_with_source(tokens, floor) and not _has_verb(tokens, floor, end)
    return end if fits and end < tokens.count and BESIDE.match(tokens.between(end)) else floor


def _left(tokens: Tokens, n: int, floor: int) -> tuple[int, int]:
    """The tokens ``[first, last)`` of the source in front of a verb, without adverbs and auxiliaries between."""
    first = last = n
    while first > floor and n - first < MAX_SOURCE and not _broken(tokens, first) and tokens.keys[first - 1] not in STOPS:
        if tokens.keys[first - 1] == "and" and first == last:
            break
        first -= 1
        if first == last - 1 and tokens.keys[first] in NOT_A_SOURCE:
            last = first
    while first < last and (tokens.keys[first] in ("but", "and", "so") or tokens.classes[first] & (WEEKDAY | DAY)):
        first += 1
    return first, last


def _may_say(tokens: Tokens, first: int, last: int, floor: int) -> bool:
    """Whether tokens can be a source: no passive ("was told"), and no clause ("after her attackers left told")."""
    if tokens.keys[last - 1] in PASSIVE or _has_verb(tokens, first, last):
        return False
    return not (first > floor and tokens.keys[first - 1] in STOPS and any(is_past(tokens.keys[m]) for m in range(first, last)))


def _has_verb(tokens: Tokens, first: int, end: int) -> bool:
    return any(tokens.classes[m] & (SAYING | MODAL | AUXILIARY) for m in range(first, end))


def _ends_a_source(tokens: Tokens, first: int, end: int) -> bool:
    """Whether what stands after "said" is who said it, rather than what was said ("said it expects that")."""
    if end == first or _has_verb(tokens, first, end) or any(is_past(tokens.keys[m]) for m in range(first, end)):
        return False
    if tokens.classes[first] & PRONOUN and end > first + 1 and tokens.keys[first] not in ("his", "her", "its", "their"):
        return False
    if end >= tokens.count or _broken(tokens, end) or tokens.classes[end] & (WEEKDAY | DAY) or tokens.keys[end] == "who":
        return True
    named = any(tokens.classes[m] & CAPITAL for m in range(first, end))
    return named and end - first <= MAX_AUDIENCE and tokens.keys[end] in ("in", "on", "at", "during", "after")


def _begins_with_source(tokens: Tokens, first: int) -> bool:
    kinds, key = tokens.classes[first], tokens.keys[first]
    if not kinds & CAPITAL or key.endswith(("ing", "ly")):
        return False
    return not kinds & (FUNCTION | COMMON | MONTH | WEEKDAY | DAY) or key in ("the", "a", "an", "he", "she", "they")


def _is_saying(tokens: Tokens, n: int) -> bool:
    if tokens.keys[n] in SURE:
        return True
    after = n + 1
    if after >= tokens.count or _broken(tokens, after):
        return after >= tokens.count or tokens.keys[n] not in NOUNS
    after += tokens.keys[after] == "on" and after + 1 < tokens.count
    return tokens.keys[after] == "that" or bool(tokens.classes[after] & (WEEKDAY | DAY | MONTH) and tokens.keys[after] != "may")


def _right(tokens: Tokens, n: int, stops: frozenset[str], most: int = MAX_SOURCE) -> int:
    end = n
    while end < tokens.count and end - n < most and (end == n or not _broken(tokens, end)) and tokens.keys[end] not in stops:
        if tokens.classes[end] & (WEEKDAY | DAY) and tokens.classes[end] & CAPITAL | DAY & tokens.classes[end]:
            break
        end += 1
    return end


def _broken(tokens: Tokens, n: int) -> bool:
    """Whether a clause ends in front of a token."""
    between = tokens.between(n)
    return between != " " and BREAK.search(between) is not None and not _abbreviated(tokens, n, between)


def _abbreviated(tokens: Tokens, n: int, between: str) -> bool:
    return between == ". " and n > 0 and len(tokens.keys[n - 1]) <= 4 and bool(tokens.classes[n - 1] & CAPITAL)


def _fact(
    tokens: Tokens, first: int, end: int, source: tuple[int, int], verb: str, named_before: range = range(0)
) -> Fact | None:
    begin, stop = source
    telling = [m for m in (*named_before, *range(begin, stop)) if _tells(tokens, m)]
    if not telling and not any(tokens.keys[m] in PRONOUNS for m in range(begin, stop)):
        return None
    keys = sure_name(tuple(SHORT_TITLES.get(tokens.keys[m], tokens.keys[m]) for m in telling))
    words = frozenset(map(_singular, keys))
    named = frozenset(
        _singular(tokens.keys[m]) for m in telling if tokens.classes[m] & CAPITAL and not (tokens.classes[m] & COMMON and m == 0)
    )
    meant = telling and (tokens.keys[telling[-1]] in GENERIC or tokens.keys[telling[-1]] in DESCRIPTIVE | TITLES)
    definite = tokens.keys[begin] in ("the", "his", "her", "their", "its") and (not named or bool(meant))
    value = " ".join(tokens.keys[m] for m in telling) or tokens.keys[begin]
    reach = end
    if verb in ("told", "tells", "tell"):
        while reach < tokens.count and reach - end < MAX_AUDIENCE and not _broken(tokens, reach):
            if tokens.keys[reach] in STOPS or tokens.classes[reach] & (WEEKDAY | DAY):
                break
            reach += 1
    return Fact(
        DifferenceKind.ATTRIBUTION, first, end, f"{value} {verb}", Source(keys, words, named, verb, definite), value + verb, reach
    )


def _tells(tokens: Tokens, m: int) -> bool:
    kinds, key = tokens.classes[m], tokens.keys[m]
    if key in ONE_MORE:
        return True
    adverb = key in NOT_A_SOURCE or (key.endswith("ly") and not kinds & CAPITAL and key not in ("family", "ally"))
    return not (adverb or kinds & (FUNCTION | WEEKDAY | DAY | PERIOD))


def _singular(key: str) -> str:
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key
