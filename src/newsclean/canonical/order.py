"""Order: where each sentence goes in the story, and which ones stand elsewhere in a witness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Literal, TypeAlias

from attrs import frozen

# The first sentences of a news text sum it up; a second summary in front of the same facts helps nobody. What a witness
# has beyond these before it meets the others is text like any other.
LEAD = 3

Rule: TypeAlias = Literal["base", "after", "before", "end"]


@frozen
class Placement:
    """Why a group stands where it does.

    Attributes:
        rule: ``base`` (as the base has it), ``after`` (after what precedes it in a witness), ``before`` (before the first
            sentence that a witness shares), or ``end`` (of a witness that shares none).
        witness: the number of the witness whose order says so; 0 is the base.
    """

    rule: Rule
    witness: int


@frozen
class Arrangement:
    """Groups (sentences over all witnesses, by number) in the order of the story, and those left out.

    Attributes:
        order: the groups that are shown.
        placements: of each group in ``order``.
        leads: the groups that open other witnesses.
        torn: the groups of quotations of which the story shows another part as another witness has it.
    """

    order: tuple[int, ...]
    placements: Mapping[int, Placement]
    leads: frozenset[int]
    torn: frozenset[int]


@frozen
class Course:
    """The groups of a witness in its order.

    Attributes:
        groups: their numbers, each once.
        goes_on: of each, whether a quotation goes on from it to the next.
    """

    groups: tuple[int, ...]
    goes_on: tuple[bool, ...]

    def quotations(self) -> Iterator[tuple[int, int]]:
        """(first, past the last) place of each group, or of the groups that one quotation ties, in order."""
        start = 0
        for end, is_open in enumerate(self.goes_on, start=1):
            if not is_open:
                yield start, end
                start = end


def nothing(_: int) -> bool:
    """No group at all."""
    return False


def arrange(
    base: Course,
    others: Iterable[Course],
    skip: Callable[[int], bool] = nothing,
    is_heading: Callable[[int], bool] = nothing,
    *,
    lead: int = LEAD,
) -> Arrangement:
    """The base's order, and each foreign run after its own predecessor.

    There is no sorting of a merged graph here: one moved sentence would tie a knot in it. Nothing goes between the sentences
    of one quotation, and what a quotation holds in one witness is shown whole or not at all.

    Args:
        base: the groups of the base.
        others: those of each other witness; earlier witnesses go first where two have something at one place.
        skip: whether a group takes no part, such as an alternate headline.
        is_heading: whether a group is no sentence.
        lead: how many sentences open a text; a witness's own ones among them are left out.
    """
    arranger = _Arranger(skip, is_heading, lead)
    arranger.place_base(base)
    for number, course in enumerate(others, start=1):
        arranger.place(number, course)
    return arranger.arrangement()


class _Arranger:
    """The order as it grows: roots, and what goes before and after each group."""

    def __init__(self, skip: Callable[[int], bool], is_heading: Callable[[int], bool], lead: int) -> None:
        self.skip = skip
        self.is_heading = is_heading
        self.lead = lead
        self.roots: list[int] = []
        self.before: defaultdict[int, list[int]] = defaultdict(list)
        self.after: defaultdict[int, list[int]] = defaultdict(list)
        self.placements: dict[int, Placement] = {}
        self.leads: set[int] = set()
        self.torn: set[int] = set()
        self.barred: set[int] = set()  # what the base has in a quotation that is not shown, and nobody else may place
        self.head: set[int] = set()  # the base's groups up to the end of its first sentence, which nothing goes above
        # The first and the last group of the quotation that a placed group stands in, where it is more than one.
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}

    def arrangement(self) -> Arrangement:
        order = tuple(_emitted(self.roots, self.before, self.after))
        return Arrangement(
            order, self.placements, frozenset(self.leads), frozenset((self.torn - self.placements.keys()) | self.barred)
        )

    def place_base(self, course: Course) -> None:
        placement = Placement("base", 0)
        for quotation in self._quotations(course):
            if not any(map(self.skip, quotation)):
                self.roots += quotation
                self._placed(quotation, placement)
            elif len(quotation) > 1:
                self.barred.update(group for group in quotation if not self.skip(group))
        first = next((n for n, group in enumerate(self.roots) if not self.is_heading(group)), None)
        if first is not None:
            end = self.roots.index(self.last.get(self.roots[first], self.roots[first]))
            self.head = set(self.roots[: end + 1])
            self.last |= dict.fromkeys(self.head, self.roots[end])

    def place(self, number: int, course: Course) -> None:
        """Places what is not placed yet of another witness."""
        run: list[tuple[int, ...]] = []  # quotations and single groups since the last placed one
        anchor = None
        for quotation in self._quotations(course):
            known = [group for group in quotation if group in self.placements]
            if known:
                self._place_run(number, run, anchor, known[0])
                run, anchor = [], known[-1]
            if known or any(self.skip(group) or group in self.barred for group in quotation):
                if len(quotation) > 1:
                    self.torn.update(group for group in quotation if group not in self.placements and not self.skip(group))
            else:
                run.append(quotation)
        self._place_run(number, run, anchor, None)

    def _place_run(self, number: int, run: Sequence[tuple[int, ...]], anchor: int | None, successor: int | None) -> None:
        if anchor is not None:
            self.leads.difference_update(*run)  # what opens one witness can be a fact in the middle of another
            self._place_after(number, run, self.last.get(anchor, anchor), successor)
            return
        left = self.lead
        rest = []
        for quotation in run:
            # What is a lead elsewhere is one of the first sentences here too.
            if left > 0 or self.leads.issuperset(quotation):
                self.leads.update(quotation)
                left -= len(quotation)
            else:
                rest.append(quotation)
        if successor is None:
            self.roots += chain.from_iterable(rest)
            self._placed_all(rest, Placement("end", number))
        elif successor in self.head:
            self._place_after(number, rest, self.last.get(successor, successor), None)
        else:
            self.before[self.first.get(successor, successor)] += chain.from_iterable(rest)
            self._placed_all(rest, Placement("before", number))

    def _place_after(self, number: int, run: Sequence[tuple[int, ...]], anchor: int, successor: int | None) -> None:
        """Places a run after a group; in front of what already stands there from the run's successor on."""
        children = self.after[anchor]
        follower = None if successor is None else self.first.get(successor, successor)
        at = children.index(follower) if follower in children else len(children)
        children[at:at] = chain.from_iterable(run)
        self._placed_all(run, Placement("after", number))

    def _placed_all(self, run: Iterable[tuple[int, ...]], placement: Placement) -> None:
        for quotation in run:
            self._placed(quotation, placement)

    def _placed(self, quotation: tuple[int, ...], placement: Placement) -> None:
        for group in quotation:
            self.placements[group] = placement
        if len(quotation) > 1:
            self.first |= dict.fromkeys(quotation, quotation[0])
            self.last |= dict.fromkeys(quotation, quotation[-1])

    @staticmethod
    def _quotations(course: Course) -> Iterator[tuple[int, ...]]:
        return (course.groups[start:end] for start, end in course.quotations())


def _emitted(roots: Sequence[int], before: dict[int, list[int]], after: dict[int, list[int]]) -> Iterable[int]:
    """The roots, each between what goes before and after it; without recursion, as a run may be long."""
    for root in roots:
        stack = [(root, False)]
        while stack:
            group, ready = stack.pop()
            if ready or group not in before:
                yield group
                if group in after:
                    stack += ((child, False) for child in reversed(after[group]))
            else:
                stack.append((group, True))
                stack += ((child, False) for child in reversed(before[group]))


def moved(positions: Sequence[int]) -> frozenset[int]:
    """Which of a witness's places (indices into ``positions``) stand out of the story's order.

    ``positions`` are the places in the story, in the witness's order; what a longest increasing subsequence leaves
    out has moved.
    """
    if all(one < other for one, other in pairwise(positions)):
        return frozenset()
    tails: list[int] = []  # positions[...] that end the best subsequence of each length
    ends: list[int] = []  # their indices
    previous: list[int] = []
    for index, position in enumerate(positions):
        length = bisect_left(tails, position)
        tails[length : length + 1] = [position]
        ends[length : length + 1] = [index]
        previous.append(ends[length - 1] if length else -1)
    kept, index = set(), ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return frozenset(range(len(positions))) - kept
