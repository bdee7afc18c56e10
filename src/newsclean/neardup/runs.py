"""Shared runs: the word sequences that two articles have in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from attrs import frozen

MIN_RUN = 5  # words; as long as a shingle, so that no run goes unproposed
MAX_PLACES = 30  # a phrase that one article repeats more often than this is compared with its first places only
# Words on either side that an edit may change inside a passage ("the U.S." for "the United States of America").
BRIDGE = 8
FREE = re.compile(rb"\0+")


Gap = tuple[int, int, int, int]
"""Words between two runs: the first one and the end in the one article, then in the other."""


@frozen(order=True)
class Run:
    """``length`` words that stand at word ``a`` of one article and at word ``b`` of the other."""

    a: int
    b: int
    length: int


def shared_runs(a: Sequence[str], b: Sequence[str], shortest: int = MIN_RUN) -> list[Run]:
    """The common runs of at least ``shortest`` words, longest first, each word used once; in the order of ``a``.

    Greedy string tiling (Wise 1993). Word keys in, word numbers out.
    """
    return tiled(list(_maximal_runs(a, b, shortest)), shortest)


def tiled(runs: Sequence[Run], shortest: int = MIN_RUN) -> list[Run]:
    """Of overlapping runs, those of at least ``shortest`` words that are left when the longest come first."""
    heap = [(-run.length, run.a, run.b) for run in runs]
    heapify(heap)
    used_a = bytearray(max((run.a + run.length for run in runs), default=0))
    used_b = bytearray(max((run.b + run.length for run in runs), default=0))
    tiles: list[Run] = []
    while heap:
        length, at_a, at_b = heappop(heap)
        end_a, end_b = at_a - length, at_b - length
        if used_a.find(1, at_a, end_a) < 0 and used_b.find(1, at_b, end_b) < 0:
            used_a[at_a:end_a] = used_b[at_b:end_b] = b"\1" * -length
            tiles.append(Run(at_a, at_b, -length))
            continue
        taken = int.from_bytes(used_a[at_a:end_a]) | int.from_bytes(used_b[at_b:end_b])
        for stretch in FREE.finditer(taken.to_bytes(-length)):
            if len(stretch.group()) >= shortest:
                heappush(heap, (-len(stretch.group()), at_a + stretch.start(), at_b + stretch.start()))
    return sorted(tiles)


def bridged(runs: Sequence[Run], gap: int = BRIDGE) -> list[list[Run]]:
    """The runs grouped into passages: neighbours in the same order in both, at most ``gap`` words apart on each side."""
    passages: list[list[Run]] = []
    for run in runs:
        if passages:
            last = passages[-1][-1]
            if 0 <= run.a - last.a - last.length <= gap and 0 <= run.b - last.b - last.length <= gap:
                passages[-1].append(run)
                continue
        passages.append([run])
    return passages


def _maximal_runs(a: Sequence[str], b: Sequence[str], shortest: int) -> Iterator[Run]:
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(b) - shortest + 1):
        places[tuple(b[at : at + shortest])].append(at)
    open_runs: dict[int, tuple[int, int]] = {}  # last place in b -> where the run began
    for at in range(len(a) - shortest + 2):
        going_on: dict[int, tuple[int, int]] = {}
        for place in places.get(tuple(a[at : at + shortest]), ())[:MAX_PLACES]:
            going_on[place] = open_runs.pop(place - 1, (at, place))
        for start_a, start_b in open_runs.values():
            yield Run(start_a, start_b, at - 1 - start_a + shortest)
        open_runs = going_on
