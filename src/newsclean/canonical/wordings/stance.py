"""How sure: negation, modality and hedges in the place where two wordings differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.gaps import Gap
from newsclean.canonical.wordings.lexicon import (
    AUXILIARY,
    DIGITS,
    FUNCTION,
    HEDGE,
    HEDGES,
    MODAL,
    MODALS,
    NEGATION,
    NEGATIONS,
    NUMERAL,
    SAYING,
    SYMBOL,
)
from newsclean.canonical.wordings.tense import (
    IRREGULAR,
    MAX_VERBS,
    MIN_WORD,
    Stance,
    backshift,
    is_past,
    stance,
    tenses,
    unshared,
    with_verbs,
)
from newsclean.canonical.wordings.tokens import Tokens

MAX_REWORDED = 5  # words of a gap up to which a negation bears on what the other wording has in its place
OPPOSITES = ("un", "non", "dis", "im", "in", "ir")
NO_OPPOSITES = frozenset(
    "inform increase include indeed involve cover miss play play charge pose position press port side vest tend land".split()
)
CAVEATS = regex.compile(
    r"\b(?:in terms of(?: \w+){1,3}|if (?:true|confirmed|approved|necessary|elected|convicted)"
    r"|(?:could|can|cannot|has|have|had) not(?: immediately)? (?:be|been)(?: independently| immediately| officially)*"
    r" (?:verified|confirmed|reached)"
    r"|not immediately (?:clear|known|available)|not (?:yet )?(?:clear|known)"
    r"|(?:it (?:is|was) )?unclear(?: (?:if|whether|why|how))?"
    r"|on condition of anonymity|so far|for now|at this (?:point|stage|time)|as far as (?:is )?known|subject to|provided that"
    r"|unless|pending|(?:is|are|was|were) (?:believed|thought|said|understood|expected|likely|set) to"
    r"|(?:is|was) not independently"
    r"|without (?:giving|providing|elaborating|offering)(?: \w+){0,2}|in principle|under certain conditions|initial reports)\b"
)
BE = frozenset("is are was were be been s widely".split())
WITH_TO = frozenset(
    "fail fails failed failing refuse refuses refused refusing unable decline declined declines declining".split()
)


def stances(a: Tokens, b: Tokens, gap: Gap) -> Iterator[Stance]:
    """How the stance of two wordings differs at a gap."""
    ours: Sequence[int] = range(gap.a, gap.a_end)
    theirs: Sequence[int] = range(gap.b, gap.b_end)
    kinds = 0
    for n in ours:
        kinds |= a.classes[n]
    for n in theirs:
        kinds |= b.classes[n]
    hedged = any(a.classes[n] & HEDGE for n in ours), any(b.classes[n] & HEDGE for n in theirs)
    opposites = list(_opposites(a, b, ours, theirs))
    negations = list(_negation(a, b, ours, theirs)) if kinds & NEGATION else []
    if opposites and any(s.grade is not Grade.FORM for s in negations):
        # "Unclear" and "not clear" are the same.
        both = (*opposites, *negations)
        own = sorted({n for s in both for n in s.a}), sorted({n for s in both for n in s.b})
        negations, opposites = [stance(DifferenceKind.NEGATION, Grade.FORM, a, b, *own)], []
    if opposites or any(s.grade is Grade.FORM for s in negations):
        kinds &= ~HEDGE
    elif len(ours) > 1 or len(theirs) > 1 or kinds & HEDGE:
        caveats = list(_caveats(a, b, gap))
        yield from caveats
        # "Which could not be verified" is one caveat, whatever it is made of.
        ours = _without(ours, (n for s in caveats for n in s.a))
        theirs = _without(theirs, (n for s in caveats for n in s.b))
        negations = [s for s in negations if not caveats or (set(s.a) <= set(ours) and set(s.b) <= set(theirs))]
    yield from negations
    yield from opposites
    if kinds & HEDGE:
        yield from _hedges(a, b, ours, theirs)
    modal = list(_modality(a, b, ours, theirs, hedged)) if kinds & MODAL else []
    yield from modal
    if not modal and max(len(ours), len(theirs)) <= MAX_VERBS:
        yield from tenses(a, b, ours, theirs, kinds)


def _without(place: Sequence[int], taken: Iterable[int]) -> Sequence[int]:
    out = set(taken)
    return [n for n in place if n not in out] if out else place


def _of(tokens: Tokens, place: Sequence[int], kind: int, lexicon: dict[str, str]) -> dict[int, str]:
    return {n: lexicon[tokens.keys[n]] for n in place if tokens.classes[n] & kind and _is_modal(tokens, n, kind)}


def _is_modal(tokens: Tokens, n: int, kind: int) -> bool:
    """Whether a word says how sure something is: not the month of May, nor "a will", nor "the failed bank"."""
    if kind == HEDGE and tokens.keys[n] in ("expected", "believed"):
        before, after = tokens.keys[n - 1] if n else "", tokens.keys[n + 1] if n + 1 < tokens.count else ""
        return after == "to" or before in BE
    if kind == NEGATION and tokens.keys[n] in WITH_TO:
        # Not "the failed bank", nor "declined to 51.9 percent".
        return n + 2 < tokens.count and tokens.keys[n + 1] == "to" and not tokens.classes[n + 2] & (DIGITS | NUMERAL | SYMBOL)
    if kind != MODAL or tokens.keys[n] not in ("may", "will", "can", "must", "might"):
        return True
    small = tokens.word(n)[0].islower() or tokens.starts[n] in tokens.openings or tokens.word(n).isupper()
    return small and (n == 0 or tokens.keys[n - 1] not in ("a", "the", "his", "her", "their"))


def _negation(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Stance]:
    mine, others = _of(a, ours, NEGATION, NEGATIONS), _of(b, theirs, NEGATION, NEGATIONS)
    rest, rest_b = unshared(mine, others)
    if rest or rest_b:
        bears = _bears(a, rest, ours, b, theirs) or _bears(b, rest_b, theirs, a, ours)
        grade = Grade.CONTRADICTION if bears else Grade.ABSENCE
        # "Refused to back down ...", "... refused to be calmed": it stands elsewhere in the other wording.
        if bears and not (rest and rest_b) and all(a.keys.count(k) == b.keys.count(k) for k in _keys(a, rest) | _keys(b, rest_b)):
            grade = Grade.PRECISION
        yield stance(DifferenceKind.NEGATION, grade, a, b, list(rest), list(rest_b))
    elif [a.keys[n] for n in mine] != [b.keys[n] for n in others]:
        yield stance(DifferenceKind.NEGATION, Grade.FORM, a, b, list(mine), list(others))


def _keys(tokens: Tokens, numbers: Iterable[int]) -> set[str]:
    return {tokens.keys[n] for n in numbers}


def _bears(tokens: Tokens, numbers: Iterable[int], place: Sequence[int], other: Tokens, instead: Sequence[int]) -> bool:
    """Whether what a word negates or makes uncertain is stated by the other wording too.

    It is where the other wording has the next telling word, or short other words in this place. Else the whole statement is
    one that the other wording lacks ("..., but the date was not known").
    """
    for n in numbers:
        m = n + 1
        while m in place and tokens.classes[m] & (FUNCTION | NEGATION | MODAL):
            m += 1
        if m not in place or (instead and max(len(place), len(instead)) <= MAX_REWORDED):
            return True
        stem = _stem(tokens.keys[m])
        if any(_stem(other.keys[k]) == stem for k in instead):
            return True
    return False


def _stem(key: str) -> str:
    key = IRREGULAR.get(key, key)
    for ending in ("ing", "ed", "es", "s", "e"):
        if key.endswith(ending) and len(key) - len(ending) >= MIN_WORD - 1:
            return key.removesuffix(ending)
    return key


def _opposites(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Stance]:
    """Words of which one denies the other: "likely" and "unlikely"."""
    if not ours or not theirs or len(ours) * len(theirs) > MAX_VERBS**2:
        return
    for n in ours:
        one = a.keys[n]
        for m in theirs:
            other = b.keys[m]
            short, long = (one, other) if len(one) < len(other) else (other, one)
            if (
                long not in NEGATIONS
                and long.endswith(short)
                and len(short) >= MIN_WORD
                and short not in NO_OPPOSITES
                and long not in NO_OPPOSITES
            ):
                prefix = long.removesuffix(short)
                if prefix in OPPOSITES:
                    yield stance(DifferenceKind.NEGATION, Grade.CONTRADICTION, a, b, [n], [m])


def _hedges(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Stance]:
    mine, others = _of(a, ours, HEDGE, HEDGES), _of(b, theirs, HEDGE, HEDGES)
    rest, rest_b = unshared(mine, others)
    if rest and rest_b:
        yield stance(DifferenceKind.CAVEAT, Grade.PRECISION, a, b, list(rest), list(rest_b))
    elif rest or rest_b:
        yield stance(DifferenceKind.CAVEAT, Grade.ABSENCE, a, b, list(rest), list(rest_b))
    elif [a.keys[n] for n in mine] != [b.keys[n] for n in others]:
        yield stance(DifferenceKind.CAVEAT, Grade.FORM, a, b, list(mine), list(others))


def _modality(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int], hedged: tuple[bool, bool]) -> Iterator[Stance]:
    mine, others = _of(a, ours, MODAL, MODALS), _of(b, theirs, MODAL, MODALS)
    rest, rest_b = unshared(mine, others)
    if not rest and not rest_b:
        if [a.keys[n] for n in mine] != [b.keys[n] for n in others]:
            yield stance(DifferenceKind.MODALITY, Grade.PRECISION, a, b, list(mine), list(others))
        return
    shifted = backshift(a, rest, b, rest_b)
    if shifted is not None:
        yield stance(DifferenceKind.TENSE, Grade.PRECISION, a, b, *([n] for n in shifted))
        rest.pop(shifted[0])
        rest_b.pop(shifted[1])
    if rest and rest_b:
        yield stance(DifferenceKind.MODALITY, Grade.CONTRADICTION, a, b, list(rest), list(rest_b))
    if bool(rest) == bool(rest_b):
        return
    own, tokens, place, lacking = (rest, b, theirs, "b") if rest else (rest_b, a, ours, "a")
    bears = _bears(a, rest, ours, b, theirs) if rest else _bears(b, rest_b, theirs, a, ours)
    kind, grade = _lone(set(own.values()), tokens, place, apart=not bears, hedged=hedged[1] if rest else hedged[0])
    verbs = [n for n in place if tokens.classes[n] & AUXILIARY or is_past(tokens.keys[n])]
    if lacking == "b":
        yield stance(kind, grade, a, b, with_verbs(a, rest, ours), verbs)
    else:
        yield stance(kind, grade, a, b, verbs, with_verbs(b, rest_b, theirs))


def _lone(values: set[str], other: Tokens, place: Sequence[int], *, apart: bool, hedged: bool) -> tuple[DifferenceKind, Grade]:
    """What it means that only one wording has these modal verbs, the other having the tokens of ``place``."""
    if not values <= {"will", "would"}:
        # "Shots can be heard": what can be done is.
        grade = Grade.ABSENCE if apart else Grade.PRECISION if values == {"can"} else Grade.CONTRADICTION
        return DifferenceKind.MODALITY, grade
    if hedged:
        return DifferenceKind.MODALITY, Grade.PRECISION
    if apart or len(place) > MAX_VERBS:
        return DifferenceKind.MODALITY, Grade.ABSENCE
    if "would" in values or not place or any(other.keys[n] in ("to", "planning", "plans", "set", "due") for n in place):
        return DifferenceKind.TENSE, Grade.PRECISION
    said = any(other.classes[n] & SAYING for n in place)
    past = not said and any(is_past(other.keys[n]) or other.classes[n] & AUXILIARY for n in place)
    return DifferenceKind.TENSE, Grade.CONTRADICTION if past else Grade.PRECISION


def _caveats(a: Tokens, b: Tokens, gap: Gap) -> Iterator[Stance]:
    mine, others = _phrases(a, gap.a, gap.a_end), _phrases(b, gap.b, gap.b_end)
    if bool(mine) != bool(others):
        yield stance(DifferenceKind.CAVEAT, Grade.ABSENCE, a, b, mine, others)


def _phrases(tokens: Tokens, first: int, end: int) -> list[int]:
    """The tokens of the caveats of a stretch that are more than a hedging word."""
    if end - first < 1:
        return []
    joined = " ".join(tokens.keys[first:end])
    found: list[int] = []
    for match in CAVEATS.finditer(joined):
        begin = first + joined.count(" ", 0, match.start())
        found += range(begin, begin + match[0].count(" ") + 1)
    return found
