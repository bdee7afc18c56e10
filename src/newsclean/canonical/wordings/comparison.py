"""Two wordings compared: their facts matched, and each difference typed and graded."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime

from attrs import define, field

from newsclean.canonical.wordings.amounts import compare_numbers
from newsclean.canonical.wordings.counterparts import Compare, Facts, counterparts, exchanged
from newsclean.canonical.wordings.dates import CALENDAR, dates
from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.fact import Fact, Found
from newsclean.canonical.wordings.gaps import NARROW, Alignment
from newsclean.canonical.wordings.lexicon import (
    CAPITAL,
    DIGITS,
    FUNCTION,
    MODAL,
    NUMERAL,
    PRONOUN,
    QUANTIFIER,
    SAYING,
    TITLE,
    UNIT,
)
from newsclean.canonical.wordings.moments import compare_dates, resolved
from newsclean.canonical.wordings.named import Capitals, names
from newsclean.canonical.wordings.numbers import numbers
from newsclean.canonical.wordings.same_name import compare_names
from newsclean.canonical.wordings.speech import attributions, compare_sources, may_touch
from newsclean.canonical.wordings.stance import stances
from newsclean.canonical.wordings.tokens import Tokens

# Tokens around a gap within which a date can stand that is no part of a name there.
REACH = 5
NAME = 12  # words; a name that begins further before a gap does not reach it
NEXT = 4  # words; what begins further behind a gap does not belong to it
ONE_SENTENCE = 0.35  # of the shorter wording's words equal, from which two wordings are of one statement
STAND_IN = 3  # words of a gap in which a pronoun or a title stands for a name
# Kinds of which a sentence seldom has two: what is left over on both sides is compared wherever it stands.
SINGULAR = frozenset((DifferenceKind.DATE, DifferenceKind.ATTRIBUTION))
ONTO = frozenset("on in at the a an of by for to from with against since".split())  # little words that go with a fact
FUTURE = frozenset(("will", "shall"))
SPEAKERS = frozenset("i you we who".split())  # who stand for no name
ONE = frozenset("a an single".split())


NOWHERE: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


@define
class Comparison:
    """The comparison of two aligned wordings.

    Attributes:
        alignment: of both.
        published: when each was.
        common: as for `differences`.
        found: what differs, as it is found.
    """

    alignment: Alignment
    published: tuple[datetime | None, datetime | None]
    common: Container[str] | None = None
    found: list[Found] = field(factory=list)

    @property
    def sides(self) -> tuple[Tokens, Tokens]:
        """The tokens of both wordings."""
        return self.alignment.a, self.alignment.b

    def facts(self) -> list[Found]:
        """The differences in numbers, dates, names, attribution and stance."""
        near = self.alignment.near(1)
        named = near & CAPITAL
        days = self._dates() if near & CALENDAR or (named and self.alignment.near(REACH) & CALENDAR) else ([], [])
        counts = self._numbers(days) if near & (DIGITS | NUMERAL | UNIT) or self.alignment.near(0) & QUANTIFIER else ([], [])
        said = self._attributions()
        own = self._names(days, counts) if named else ([], [])
        self._resolve(days, self._grade_dates)
        self._resolve(said, lambda a, b: compare_sources(a.detail, b.detail))
        within = self._within_attributions(said) if self.found and said != ([], []) else NOWHERE
        self._resolve(counts, lambda a, b: compare_numbers(a.detail, b.detail), within)
        self._resolve(own, lambda a, b: compare_names(a.detail, b.detail), within)
        self._drop_explained()
        for gap in self.alignment.gaps:
            for s in stances(*self.sides, gap):
                self.found.append(Found(s.kind, s.grade, s.a, s.b, (s.a_value, s.b_value)))
        self._weigh_negations()
        return self.found

    def _weigh_negations(self) -> None:
        """Makes negations that each wording has in another place a matter of precision.

        They are as often the same: "may not be able", "may be unable".
        """
        lone = [f for f in self.found if f.kind is DifferenceKind.NEGATION and bool(f.a) != bool(f.b)]
        if sum(len(f.a) for f in lone) == sum(len(f.b) for f in lone):
            for f in lone:
                if f.grade is Grade.CONTRADICTION:
                    f.grade = Grade.PRECISION

    def _dates(self) -> tuple[Facts, Facts]:
        a, b = (dates(tokens, future=bool(tokens.kinds & MODAL) and not FUTURE.isdisjoint(tokens.keys)) for tokens in self.sides)
        return a, b

    def _numbers(self, days: tuple[Facts, Facts]) -> tuple[Facts, Facts]:
        a, b = (numbers(tokens, _tokens_of(facts)) for tokens, facts in zip(self.sides, days, strict=True))
        return a, b

    def _names(self, days: tuple[Facts, Facts], counts: tuple[Facts, Facts]) -> tuple[Facts, Facts]:
        known = Capitals(self.sides, self.common)
        first, last = self.alignment.gaps[0], self.alignment.gaps[-1]
        stretches = (first.a - NAME, last.a_end + NEXT), (first.b - NAME, last.b_end + NEXT)
        a, b = (
            names(tokens, _tokens_of((*when, *many)), known, *stretch)
            for tokens, when, many, stretch in zip(self.sides, days, counts, stretches, strict=True)
        )
        return a, b

    def _attributions(self) -> tuple[Facts, Facts]:
        one, other = self.sides
        if not (one.kinds | other.kinds) & SAYING:
            return [], []
        if not any(may_touch(one, gap.a, gap.a_end) or may_touch(other, gap.b, gap.b_end) for gap in self.alignment.gaps):
            return [], []
        return attributions(one), attributions(other)

    def _grade_dates(self, a: Fact, b: Fact) -> Grade:
        return compare_dates(a.detail, b.detail, self.published)

    def _resolve(
        self,
        facts: tuple[Facts, Facts],
        compare: Compare,
        within: tuple[frozenset[int], frozenset[int]] = NOWHERE,
    ) -> None:
        """Adds the differences of one kind; facts ``within`` other differences that only one wording has are a part of these."""
        if not facts[0] and not facts[1]:
            return
        found = counterparts(self.alignment, *facts, compare)
        for a, b in found.pairs:
            self._pair(a, b, compare)
        lone = found.lone
        kind = (*facts[0], *facts[1])[0].kind
        if kind in SINGULAR and len(lone[0]) == len(lone[1]) == 1 and self.alignment.common >= ONE_SENTENCE:
            self._pair(lone[0].pop(), lone[1].pop(), compare)
        for own, inside in zip(lone, within, strict=True):
            own[:] = [fact for fact in own if not inside.issuperset(range(fact.first, fact.end))]
        self._moved(lone)
        for side in (0, 1):
            for fact in lone[side]:
                self._lacking(fact, side)

    def _pair(self, a: Fact, b: Fact, compare: Compare) -> None:
        one, other = self.sides
        if one.keys[a.first : a.end] == other.keys[b.first : b.end]:
            return
        grade = compare(a, b)
        if grade is Grade.FORM and a.same and a.same == b.same:
            return
        if grade is Grade.CONTRADICTION and exchanged(self.alignment, a, b):
            grade = Grade.PRECISION
        kind = a.kind
        if kind is not b.kind:
            kind = DifferenceKind.NAME
        values = self._value(a, 0), self._value(b, 1)
        if (
            grade is Grade.FORM
            and (a.value == b.value or kind is not DifferenceKind.DATE)
            and kind is not DifferenceKind.ATTRIBUTION
        ):
            kind = DifferenceKind.SPELLING
        self.found.append(Found(kind, grade, tuple(range(a.first, a.end)), tuple(range(b.first, b.end)), values))

    def _moved(self, lone: tuple[Facts, Facts]) -> None:
        """Takes out what both have, in different places."""
        if not lone[0] or not lone[1]:
            return
        theirs: dict[str, Facts] = {}
        for fact in lone[1]:
            theirs.setdefault(fact.value, []).append(fact)
        kept: Facts = []
        moved: set[int] = set()
        for fact in lone[0]:
            if not theirs.get(fact.value):
                kept.append(fact)
                continue
            other = theirs[fact.value].pop(0)
            moved.add(other.first)
            places = tuple(range(fact.first, fact.end)), tuple(range(other.first, other.end))
            values = self._value(fact, 0), self._value(other, 1)
            self.found.append(Found(DifferenceKind.WORDING, Grade.FORM, *places, values))
        lone[0][:] = kept
        lone[1][:] = [fact for fact in lone[1] if fact.first not in moved]

    def _lacking(self, fact: Fact, side: int) -> None:
        """Adds a fact that only one wording has, or for which the other has a pronoun or the like."""
        kind, grade = fact.kind, Grade.ABSENCE
        stand_in: tuple[int, ...] = ()
        if kind is DifferenceKind.NUMBER and fact.value == "1" and fact.end - fact.first == 1:
            return  # "one" is as often a pronoun
        gap = self._gap(fact, side)
        other = self.sides[1 - side]
        if gap and kind is DifferenceKind.NUMBER:
            stand_in = self._article(fact, side, gap)
            if stand_in:
                grade = Grade.PRECISION if fact.detail.value == 1 else Grade.CONTRADICTION
        elif gap and kind is DifferenceKind.NAME and len(gap) <= STAND_IN:
            stand_in = tuple(n for n in gap if other.classes[n] & (PRONOUN | TITLE) and other.keys[n] not in SPEAKERS)
            grade = Grade.PRECISION if stand_in else grade
        if grade is Grade.ABSENCE:
            stand_in = ()
            if kind is DifferenceKind.NAME and gap and set(fact.detail.core) and other.known.issuperset(fact.detail.core):
                grade = Grade.FORM  # it says the same name elsewhere
        first, places = fact.first, self.alignment.b_places if side else self.alignment.a_places
        if grade is Grade.ABSENCE:
            while first and places[first] < 0 and places[first - 1] == places[first] and self.sides[side].keys[first - 1] in ONTO:
                first -= 1
        own, value = tuple(range(first, max(fact.end, fact.reach))), self._value(fact, side)
        named = " ".join(other.keys[n] for n in stand_in)
        if side:
            self.found.append(Found(kind, grade, stand_in, own, (named, value)))
        else:
            self.found.append(Found(kind, grade, own, stand_in, (value, named)))

    def _article(self, fact: Fact, side: int, gap: range) -> tuple[int, ...]:
        """The article that says "one" of what a number counts: "two men", "a man"; not "48 minutes", "an hour"."""
        tokens, other = self.sides[side], self.sides[1 - side]
        articled = fact.first > 0 and tokens.keys[fact.first - 1] in ONE
        if articled or fact.detail.unit or fact.end >= tokens.count or len(gap) > NARROW:
            return ()
        if any(other.classes[n] & DIGITS for n in gap):
            return ()
        counted = tokens.keys[fact.end][0]
        return tuple(n for n in gap if other.keys[n] in ONE and n + 1 < other.count and other.keys[n + 1][0] == counted)[:1]

    def _gap(self, fact: Fact, side: int) -> range:
        """The tokens that the other wording has in the gap where a fact begins."""
        places = (self.alignment.b_places if side else self.alignment.a_places)[fact.first : fact.end]
        numbers = [-1 - place for place in places if place < 0]
        if not numbers:
            return range(0)
        gap = self.alignment.gaps[numbers[0]]
        return range(gap.a, gap.a_end) if side else range(gap.b, gap.b_end)

    def _value(self, fact: Fact, side: int) -> str:
        return resolved(fact.detail, self.published[side]) if fact.kind is DifferenceKind.DATE else fact.value

    def _within_attributions(self, said: tuple[Facts, Facts]) -> tuple[frozenset[int], frozenset[int]]:
        """The tokens of attributions that differ, with those to whom it is said: their names are a part of it."""
        told = [f for f in self.found if f.kind is DifferenceKind.ATTRIBUTION]
        places: list[set[int]] = []
        for side, facts in enumerate(said):
            firsts = {(f.b if side else f.a)[0] for f in told if (f.b if side else f.a)}
            places.append({n for fact in facts if fact.first in firsts for n in range(fact.first, max(fact.reach, fact.end))})
        return frozenset(places[0]), frozenset(places[1])

    def _drop_explained(self) -> None:
        """Takes out attributions that are less exact only in a name which is a difference by itself."""
        named: tuple[set[int], set[int]] = (set(), set())
        for f in self.found:
            if f.kind is DifferenceKind.NAME:
                named[0].update(f.a)
                named[1].update(f.b)
        kept = []
        for f in self.found:
            if f.kind is DifferenceKind.ATTRIBUTION and f.grade is Grade.PRECISION and f.a and f.b:
                telling = [
                    n in names
                    for tokens, own, places, names in zip(
                        self.sides, (f.a, f.b), (self.alignment.a_places, self.alignment.b_places), named, strict=True
                    )
                    for n in own
                    if places[n] < 0 and not tokens.classes[n] & FUNCTION
                ]
                if telling and all(telling):
                    continue
            kept.append(f)
        self.found[:] = kept


def _tokens_of(facts: Iterable[Fact]) -> frozenset[int]:
    return frozenset(n for fact in facts for n in range(fact.first, fact.end))
