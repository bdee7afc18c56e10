"""When: tense in the place where two wordings differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.lexicon import (
    AUXILIARIES,
    AUXILIARY,
    CAPITAL,
    SAYING,
)
from newsclean.canonical.wordings.tokens import Tokens

# Words of a gap up to which its verbs stand for each other.
MAX_VERBS = 7
IRREGULAR = {
    past: present
    for present, pasts in {
        "say": "said", "give": "gave given", "take": "took taken", "tell": "told", "make": "made", "go": "went gone",
        "come": "came", "strike": "struck", "begin": "began begun", "fly": "flew flown", "hold": "held", "lead": "led",
        "leave": "left", "lose": "lost", "meet": "met", "pay": "paid", "rise": "rose risen", "run": "ran", "see": "saw seen",
        "send": "sent", "speak": "spoke spoken", "win": "won", "write": "wrote written", "fall": "fell fallen", "find": "found",
        "get": "got gotten", "grow": "grew grown", "keep": "kept", "know": "knew known", "show": "showed shown",
        "sell": "sold", "buy": "bought", "bring": "brought", "build": "built", "break": "broke broken", "choose": "chose chosen",
        "die": "died", "draw": "drew drawn", "drive": "drove driven", "feel": "felt", "fight": "fought", "hear": "heard",
        "mean": "meant", "sit": "sat", "stand": "stood", "think": "thought", "shoot": "shot", "become": "became",
    }.items()
    for past in pasts.split()
}  # fmt: skip
MIN_WORD = 4  # letters: "in" + "form" is no opposite, and shorter words make more of these


@frozen
class Stance:
    """A difference of stance: the tokens of both wordings that make it, and what they say."""

    kind: DifferenceKind
    grade: Grade
    a: tuple[int, ...]
    b: tuple[int, ...]
    a_value: str
    b_value: str


def stance(kind: DifferenceKind, grade: Grade, a: Tokens, b: Tokens, mine: Sequence[int], others: Sequence[int]) -> Stance:
    """A difference of stance, with the words of its tokens."""
    values = [" ".join(tokens.keys[n] for n in at) for tokens, at in ((a, mine), (b, others))]
    return Stance(kind, grade, tuple(mine), tuple(others), values[0], values[1])


def unshared(mine: dict[int, str], others: dict[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Both without what they have in common."""
    common = Counter(mine.values()) & Counter(others.values())
    result = []
    for side in (mine, others):
        free = Counter(common)
        rest = {}
        for n, value in side.items():
            if free[value]:
                free[value] -= 1
            else:
                rest[n] = value
        result.append(rest)
    return result[0], result[1]


def backshift(a: Tokens, mine: Iterable[int], b: Tokens, others: Iterable[int]) -> tuple[int, int] | None:
    """The tokens of two modal verbs that differ in tense only: "will" and "would", "can" and "could"."""
    for n in mine:
        for m in others:
            if {a.keys[n], b.keys[m]} in ({"will", "would"}, {"shall", "would"}, {"can", "could"}):
                return n, m
    return None


def tenses(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int], kinds: int) -> Iterator[Stance]:
    """How the tense of two wordings differs at a gap that has no modal verb.

    Args:
        a: the one wording.
        b: the other.
        ours: the tokens of the one in the gap.
        theirs: those of the other.
        kinds: the classes of all of them.
    """
    pair = _auxiliaries(a, b, ours, theirs) if kinds & AUXILIARY else None
    if pair is None:
        pair = _verbs(a, b, ours, theirs)
    if pair is not None:
        yield stance(DifferenceKind.TENSE, Grade.PRECISION, a, b, *pair)


def _auxiliaries(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int]) -> tuple[Sequence[int], Sequence[int]] | None:
    mine = {n: AUXILIARIES[a.keys[n]] for n in ours if a.classes[n] & AUXILIARY}
    others = {n: AUXILIARIES[b.keys[n]] for n in theirs if b.classes[n] & AUXILIARY}
    rest, rest_b = unshared(mine, others)
    if rest and rest_b:
        return with_verbs(a, rest, ours), with_verbs(b, rest_b, theirs)
    own, tokens, lone, other, place = (rest, a, ours, b, theirs) if rest else (rest_b, b, theirs, a, ours)
    if not own or not set(own.values()) <= {"perfect", "pluperfect"}:
        return None
    verbs = [n for n in place if is_past(other.keys[n])]
    # "Secretary of Defense Ash Carter directed", "Secretary Carter had directed"
    alone = max(own) == lone[-1] and all(tokens.classes[n] & (CAPITAL | AUXILIARY) for n in lone)
    if not verbs and not (alone and all(other.classes[n] & CAPITAL or other.keys[n] == "of" for n in place)):
        return None
    own_verbs = with_verbs(tokens, own, lone)
    return (own_verbs, verbs) if own is rest else (verbs, own_verbs)


def _verbs(a: Tokens, b: Tokens, ours: Sequence[int], theirs: Sequence[int]) -> tuple[Sequence[int], Sequence[int]] | None:
    if len(ours) * len(theirs) > MAX_VERBS**2 or any(t.keys[n] in ("did", "to") for t, p in ((a, ours), (b, theirs)) for n in p):
        return None
    for n in ours:
        for m in theirs:
            if a.keys[n] != b.keys[m] and _other_tense(a.keys[n], b.keys[m]) and not a.classes[n] & b.classes[m] & SAYING:
                return [n], [m]
    return None


def with_verbs(tokens: Tokens, auxiliaries: Iterable[int], place: Sequence[int]) -> list[int]:
    """The auxiliaries with the forms that follow them in the gap: "would be", "has given"."""
    found: list[int] = []
    for n in auxiliaries:
        while n in place and n not in found:
            found.append(n)
            n += 1
            if n not in place or not (tokens.keys[n] in ("be", "been", "being") or is_past(tokens.keys[n])):
                break
    return found


def is_past(key: str) -> bool:
    """Whether a word is a past form of a verb, as far as its look tells."""
    return key in IRREGULAR or (key.endswith("ed") and len(key) > MIN_WORD)


def _other_tense(a: str, b: str) -> bool:
    past, other = (a, b) if is_past(a) else (b, a)
    if not is_past(past) or is_past(other) or other.endswith("ing"):
        return False
    if past in IRREGULAR:
        return other in (IRREGULAR[past], IRREGULAR[past] + "s", IRREGULAR[past] + "es")
    stem = past[:-2]
    return other in (stem, stem + "e", stem + "s", stem + "es", stem[:-1], stem[:-1] + "s") or (
        stem.endswith("i") and other in (stem[:-1] + "y", stem + "es")
    )
