"""Which facts of two aligned wordings stand for each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count

from attrs import field, frozen

from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.gaps import Alignment
from newsclean.canonical.wordings.tokens import Tokens

Facts = list[Fact]
Compare = Callable[[Fact, Fact], Grade]

# Facts of one kind in one place up to which each is compared with each.
MAX_FACTS = 12
MAX_SENTENCE = 300  # words; longer wordings are none, and to look for each fact of theirs again would cost quadratic time
MIN_SHARED = 3  # letters in common of words of one name
WEIGHT = {grade: n for n, grade in enumerate((Grade.FORM, Grade.ABSENCE, Grade.PRECISION, Grade.CONTRADICTION))}
NAMED = frozenset((DifferenceKind.NAME, DifferenceKind.PLACE))
PREPOSITIONS = frozenset("from of in at near by with to for on against into between over under".split())


@frozen(eq=False)
class Counterparts:
    """The facts of one kind of two wordings.

    Attributes:
        pairs: those that stand for each other, whether they say the same or not.
        lone: those of each wording for which the other has none in their place.
    """

    pairs: list[tuple[Fact, Fact]] = field(factory=list)
    lone: tuple[Facts, Facts] = field(factory=lambda: ([], []))


def counterparts(alignment: Alignment, ours: Facts, theirs: Facts, compare: Compare) -> Counterparts:
    """The facts of one kind that a gap touches, paired where they stand for each other.

    Args:
        alignment: of both wordings.
        ours: the facts of the one.
        theirs: those of the other.
        compare: how two of them differ.
    """
    result = Counterparts()
    for group in _together(alignment, ours, theirs):
        _match(alignment, *group, compare, result)
    return result


def _together(alignment: Alignment, ours: Facts, theirs: Facts) -> Iterable[tuple[Facts, Facts]]:
    """The facts that share a place, where a gap touches one of them."""
    numbers = count()
    owners: dict[int, int] = {}
    groups: dict[int, tuple[Facts, Facts]] = {}
    touched: set[int] = set()
    gaps = alignment.gaps
    for side, facts, low, high in ((0, ours, gaps[0].a, gaps[-1].a_end), (1, theirs, gaps[0].b, gaps[-1].b_end)):
        for fact in facts:
            if fact.end < low or fact.first > high:
                continue
            places = alignment.places(fact, of_b=bool(side))
            mine = sorted({owners[place] for place in places if place in owners})
            number = mine[0] if mine else next(numbers)
            group = groups.setdefault(number, ([], []))
            for other in mine[1:]:
                _take_in(alignment, group, groups.pop(other), number, owners)
                if other in touched:
                    touched.add(number)
            owners.update(dict.fromkeys(places, number))
            group[side].append(fact)
            if min(places) < 0:
                touched.add(number)
    return [group for number, group in groups.items() if number in touched]


def _take_in(
    alignment: Alignment, group: tuple[Facts, Facts], other: tuple[Facts, Facts], number: int, owners: dict[int, int]
) -> None:
    for side in (0, 1):
        group[side].extend(other[side])
        for fact in other[side]:
            owners.update(dict.fromkeys(alignment.places(fact, of_b=bool(side)), number))


def _match(alignment: Alignment, ours: Facts, theirs: Facts, compare: Compare, result: Counterparts) -> None:
    """Pairs equal facts first, then those that are nearest in what they say, and then in their order."""
    rest, rest_b = _take_equal(ours, theirs, result)
    if rest and rest_b:
        if max(len(rest), len(rest_b)) <= MAX_FACTS:
            rated = sorted(
                (WEIGHT[compare(one, other)], abs(i - j), i, j) for i, one in enumerate(rest) for j, other in enumerate(rest_b)
            )
        else:
            rated = [(WEIGHT[Grade.CONTRADICTION], 0, n, n) for n in range(min(len(rest), len(rest_b)))]
        used: tuple[set[int], set[int]] = (set(), set())
        for weight, _, i, j in rated:
            if i in used[0] or j in used[1]:
                continue
            nearly = weight < WEIGHT[Grade.CONTRADICTION] and _related(rest[i], rest_b[j])
            if nearly or (alignment.instead(rest[i], rest_b[j]) and _led_alike(alignment, rest[i], rest_b[j])):
                used[0].add(i)
                used[1].add(j)
                result.pairs.append((rest[i], rest_b[j]))
        rest = [fact for i, fact in enumerate(rest) if i not in used[0]]
        rest_b = [fact for j, fact in enumerate(rest_b) if j not in used[1]]
    result.lone[0].extend(rest)
    result.lone[1].extend(rest_b)


def _take_equal(ours: Facts, theirs: Facts, result: Counterparts) -> tuple[Facts, Facts]:
    """Pairs facts of one value, in their order, and gives back the others."""
    if len(ours) == len(theirs) == 1:
        if ours[0].value != theirs[0].value:
            return ours, theirs
        result.pairs.append((ours[0], theirs[0]))
        return [], []
    free = Counter(fact.value for fact in ours) & Counter(fact.value for fact in theirs)
    if not free:
        return ours, theirs
    by_value: dict[str, Facts] = {}
    kept: Facts = []
    left = Counter(free)
    for fact in ours:
        if left[fact.value]:
            left[fact.value] -= 1
            by_value.setdefault(fact.value, []).append(fact)
        else:
            kept.append(fact)
    kept_b: Facts = []
    for fact in theirs:
        if free[fact.value]:
            free[fact.value] -= 1
            result.pairs.append((by_value[fact.value].pop(0), fact))
        else:
            kept_b.append(fact)
    return kept, kept_b


def _related(one: Fact, other: Fact) -> bool:
    """Whether two facts can be one wherever they stand: names need a word in common, or one that is nearly it."""
    if one.kind not in NAMED:
        return True
    return any(x[:MIN_SHARED] == y[:MIN_SHARED] for x in one.detail.keys[:MAX_FACTS] for y in other.detail.keys[:MAX_FACTS])


def _led_alike(alignment: Alignment, a: Fact, b: Fact) -> bool:
    """Whether two names both stand after a preposition or both do not: "from Homs" is nothing instead of "Jane Doe"."""
    if a.kind not in NAMED:
        return True
    return _led(alignment.a, a) == _led(alignment.b, b)


def _led(tokens: Tokens, fact: Fact) -> bool:
    before = fact.first - 1
    while before >= 0 and tokens.keys[before] in ("the", "a", "an"):
        before -= 1
    return fact.kind is DifferenceKind.PLACE or (before >= 0 and tokens.keys[before] in PREPOSITIONS)


def exchanged(alignment: Alignment, a: Fact, b: Fact) -> bool:
    """Whether two facts are only in another order: each wording has the other's too, and other words beside it."""
    if a.kind not in (DifferenceKind.NAME, DifferenceKind.NUMBER):
        return False
    one, other = alignment.a, alignment.b
    if max(one.count, other.count) > MAX_SENTENCE or not (_holds(other, one, a) and _holds(one, other, b)):
        return False
    before = a.first - 1 == alignment.b_places[b.first - 1] if b.first else not a.first
    after = a.end == alignment.b_places[b.end] if b.end < other.count else a.end == one.count
    return not (before and after)


def _holds(tokens: Tokens, other: Tokens, fact: Fact) -> bool:
    """Whether a wording has the words of a fact of the other."""
    return f" {' '.join(other.keys[fact.first : fact.end])} " in f" {' '.join(tokens.keys)} "
