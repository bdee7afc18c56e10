"""Differences with their places in both texts, and those joined that overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from attrs import frozen

from newsclean.canonical.wordings.difference import GRADES, Difference, DifferenceKind, Grade, Side
from newsclean.text import Span

T = TypeVar("T")
JOINED = " … "  # between the values of facts in several places


@frozen
class Placed:
    """A difference between the leading wording and one other, in code points of both texts.

    Attributes:
        kind, grade: of the difference.
        spans: in each text.
        values: of each.
        at: where in each text the difference is, though one has nothing there.
    """

    kind: DifferenceKind
    grade: Grade
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    values: tuple[str, str]
    at: tuple[int, int]

    def hull(self, side: int) -> tuple[int, int]:
        """From where to where the difference reaches in one of the texts."""
        spans = self.spans[side]
        return (spans[0].start, spans[-1].end) if spans else (self.at[side], self.at[side])

    @property
    def swapped(self) -> Placed:
        """The same with the other wording leading."""
        return Placed(self.kind, self.grade, self.spans[::-1], self.values[::-1], self.at[::-1])


def joined(placed: list[Placed]) -> list[Placed]:
    """The differences of one pair of wordings, those of one kind that overlap in either text as one.

    Which of the two leads makes no other result.
    """
    by_kind: dict[DifferenceKind, list[Placed]] = {}
    for difference in placed:
        by_kind.setdefault(difference.kind, []).append(difference)
    result = []
    for own in by_kind.values():
        left = own
        before = 0
        while len(left) > 1 and len(left) != before:
            before = len(left)
            for side in (0, 1):
                groups = _overlapping([(difference.hull(side), difference) for difference in left])
                left = [group[0] if len(group) == 1 else _joined(group) for group in groups]
        result += left
    return result


def merged(placed: Iterable[tuple[int, Placed]]) -> list[Difference]:
    """Differences of several other wordings, by their numbers; those of one kind that overlap in the leading text are one.

    They are in the order of their places there.
    """
    by_kind: dict[DifferenceKind, list[tuple[tuple[int, int], tuple[int, Placed]]]] = {}
    for number, difference in placed:
        by_kind.setdefault(difference.kind, []).append((difference.hull(0), (number, difference)))
    groups = [group for own in by_kind.values() for group in _overlapping(own)]
    groups.sort(key=lambda group: min(difference.hull(0)[0] for _, difference in group))
    return [_difference(group) for group in groups]


def _overlapping(items: list[tuple[tuple[int, int], T]]) -> list[list[T]]:
    """Items in groups that overlap; an empty place overlaps what lies around it, and another at the same place."""
    groups: list[list[T]] = []
    low = high = -1
    for (start, end), item in sorted(items, key=lambda entry: entry[0]):
        if groups and (start < high or start == end == low == high):
            groups[-1].append(item)
            high = max(high, end)
        else:
            groups.append([item])
            low, high = start, end
    return groups


def _joined(group: list[Placed]) -> Placed:
    sides = [_together([(d.spans[side], d.values[side]) for d in group]) for side in (0, 1)]
    at = min(d.at[0] for d in group), min(d.at[1] for d in group)
    return Placed(group[0].kind, _gravest(group), (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1]), at)


def _difference(group: list[tuple[int, Placed]]) -> Difference:
    by_number: dict[int, list[Placed]] = {}
    for number, difference in group:
        by_number.setdefault(number, []).append(difference)
    sides = [Side(0, *_together([(d.spans[0], d.values[0]) for _, d in group]))]
    sides += (Side(number, *_together([(d.spans[1], d.values[1]) for d in by_number[number]])) for number in sorted(by_number))
    return Difference(group[0][1].kind, _gravest([difference for _, difference in group]), tuple(sides))


def _gravest(group: list[Placed]) -> Grade:
    return min((difference.grade for difference in group), key=GRADES.index)


def _together(parts: list[tuple[tuple[Span, ...], str]]) -> tuple[tuple[Span, ...], str]:
    """The spans and the value of what may have been found in several parts."""
    if len(parts) == 1:
        ((own, value),) = parts
        return own, value if own else ""
    spans: list[Span] = []
    for span in sorted({span for own, _ in parts for span in own}):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    values = dict.fromkeys(value for own, value in sorted(parts, key=lambda part: part[0][:1]) if own and value)
    return tuple(spans), JOINED.join(values)
