"""Order: where each sentence goes in the story, and which ones stand elsewhere in a witness."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
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
    """Groups (sentences over all witnesses, by number) in the order of the story, and those left out as leads.

    Attributes:
        order: the groups that are shown.
        leads: the groups that open other witnesses.
        placements: of each group in ``order``.
    """

    order: tuple[int, ...]
    leads: tuple[int, ...]
    placements: Mapping[int, Placement]


def arrange(
    base: Sequence[int], others: Iterable[Sequence[int]], skip: Callable[[int], bool], *, lead: int = LEAD
) -> Arrangement:
    """The base's order, and each foreign run after its own predecessor.

    There is no sorting of a merged graph here: one moved sentence would tie a knot in it.

    Args:
        base: the groups of the base, in its order.
        others: the groups of each other witness, in its order; earlier witnesses go first where two have something
            at one place.
        skip: whether a group takes no part, such as an alternate headline.
        lead: how many sentences open a text; a witness's own ones among them are left out.
    """
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    roots = [group for group in base if not skip(group)]
    placed = {group: Placement("base", 0) for group in roots}
    leads: dict[int, None] = {}  # a set that keeps its order
    for number, witness in enumerate(others, start=1):
        groups = [group for group in witness if not skip(group)]
        anchor = next((n for n, group in enumerate(groups) if group in placed), len(groups))
        opening = [group for group in groups[:anchor] if group not in leads]
        known_leads = anchor - len(opening)
        leads |= dict.fromkeys(opening[: max(0, lead - known_leads)])
        rest = [group for group in groups[:anchor] if group not in leads]
        rule: Rule = "end"
        if anchor == len(groups):
            roots += rest
        elif roots and groups[anchor] == roots[0]:
            after[groups[anchor]] += rest  # nobody's body goes above the base's lead
            rule = "after"
        else:
            before[groups[anchor]] += rest
            rule = "before"
        placed |= dict.fromkeys(rest, Placement(rule, number))
        last = groups[anchor] if anchor < len(groups) else None
        for group in groups[anchor + 1 :]:
            if group not in placed and last is not None:
                leads.pop(group, None)  # what opens one witness can be a fact in the middle of another
                after[last].append(group)
                placed[group] = Placement("after", number)
            if group in placed:
                last = group
    return Arrangement(tuple(_emitted(roots, before, after)), tuple(leads), placed)


def _emitted(roots: Sequence[int], before: dict[int, list[int]], after: dict[int, list[int]]) -> Iterable[int]:
    """The roots, each between what goes before and after it; without recursion, as a run may be long."""
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        group, ready = stack.pop()
        if ready:
            yield group
            stack += ((child, False) for child in reversed(after.get(group, ())))
        else:
            stack.append((group, True))
            stack += ((child, False) for child in reversed(before.get(group, ())))


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
