"""How well groups of sentences agree with known ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb
from typing import TypeAlias

Place: TypeAlias = tuple[str, int]


def alignment(groups: Iterable[Sequence[Place]], truth: Mapping[Place, int]) -> dict[str, float | None]:
    """Precision, recall and F1 (0-1) of the pairs of sentences that groups make, between different texts.

    There is no precision where there is no pair. Groups have no pair in common. A sentence without a label counts neither as
    found nor as missed.
    """
    found = hits = 0
    for group in groups:
        labelled = [place for place in group if place in truth]
        found += _pairs(labelled)
        if len(labelled) > 1:
            hits += _same(labelled, truth)
    known = _same(list(truth), truth)
    return {
        "precision": hits / found if found else None,
        "recall": hits / known if known else None,
        "f1": 2 * hits / (found + known) if found + known else None,
    }


def together(pairs: Iterable[tuple[Place, Place]], groups: Iterable[Sequence[Place]]) -> int:
    """How many of the pairs stand in one group."""
    wanted = {frozenset(pair) for pair in pairs}
    members = {place for pair in wanted for place in pair}
    kept = ({place for place in group if place in members} for group in groups)
    return len({pair for group in kept if len(group) > 1 for pair in wanted if pair <= group})


def _same(places: Sequence[Place], truth: Mapping[Place, int]) -> int:
    by_label: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_label[truth[place]].append(place)
    return sum(_pairs(same) for same in by_label.values())


def _pairs(places: Sequence[Place]) -> int:
    """Pairs of places in different texts."""
    return comb(len(places), 2) - sum(comb(number, 2) for number in Counter(id for id, _ in places).values())
