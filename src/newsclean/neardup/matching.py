"""Matching: the shared runs of many pairs of articles at once, exactly those of `runs.shared_runs`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import Flags, Hashes, Numbers, Places
from newsclean.neardup.fingerprints import SHINGLE_SIZE
from newsclean.neardup.run_columns import Runs, columns, joined, merged, untangled
from newsclean.neardup.runs import MAX_PLACES, MIN_RUN

# Slots of the table of shingles: so many that one article in ten has two shingles for one slot, and still quick to reach.
TABLE_BITS = 20
SLOTS = (1 << TABLE_BITS) - 1
SHIFTS = (0, 20, 40, 44)  # all 64 bits of a hash are in one of the four
PORTION = 1 << 20  # places that are looked up before what was found is looked at: what is held stays small


@frozen(eq=False)
class Block:
    """The shingles of some articles, as many as are compared together.

    Attributes:
        hashes: the shingles of all articles in the order of their texts.
        bounds: where each article's begin in ``hashes``, and the end of the last; shape (articles + 1,).
        words: how many words each article has; shape (articles,).
    """

    hashes: Hashes
    bounds: Numbers
    words: Numbers


@frozen(eq=False)
class Matches:
    """What pairs of articles have in common.

    Attributes:
        shared: how many distinct shingles of weight both have; shape (pairs,).
        weights: how many distinct shingles of weight each article of the block has; shape (articles,).
        runs: what both say word for word, runs of shingles without weight left out.
    """

    shared: Numbers
    weights: Numbers
    runs: Runs


def match(block: Block, first: Numbers, second: Numbers, weighty: Flags) -> Matches:
    """The shared shingles and runs of pairs of articles of a block.

    Args:
        block: the articles.
        first: the first article of each pair by its number in the block; shape (pairs,).
        second: the second one, first < second, ascending; shape (pairs,). Of a shingle that it has more than `MAX_PLACES`
            times, only the first places count.
        weighty: whether each shingle of the block carries weight. A run of others alone is no run.
    """
    counted = weighty.copy()
    without = np.flatnonzero(~weighty)
    table = np.full(1 << TABLE_BITS, -1, dtype=np.int32)
    shared, parts = [np.zeros(0, dtype=np.int64)], [Runs(*(np.zeros(0, dtype=np.int64) for _ in range(4)))]
    for low, high, begin, end in _portions(block, first, second):
        some, other = first[begin:end], second[begin:end]
        met, following = _met(block, low, high, some, other, table, counted)
        shared.append(np.bincount(met.pair[counted[met.here]], minlength=end - begin))
        runs = _maximal_runs(met, following, int(block.bounds[low]))
        runs = Runs(runs.pair, runs.a - block.bounds[some[runs.pair]], runs.b - block.bounds[other[runs.pair]], runs.length)
        runs = untangled(runs)
        place = block.bounds[some[runs.pair]] + runs.a
        shingles = runs.length - MIN_RUN + 1
        solid = np.searchsorted(without, place + shingles) - np.searchsorted(without, place) < shingles
        solid &= block.words[some[runs.pair]] >= SHINGLE_SIZE
        runs = runs.where(solid)
        parts.append(Runs(runs.pair + begin, runs.a, runs.b, runs.length))
    weights = np.add.reduceat(np.append(counted, False), block.bounds[:-1], dtype=np.int64)
    weights[np.diff(block.bounds) == 0] = 0
    runs = Runs(*(np.concatenate(column) for column in zip(*map(columns, parts), strict=True)))
    return Matches(np.concatenate(shared), weights, runs)


def _portions(block: Block, first: Numbers, second: Numbers) -> Iterator[tuple[int, int, int, int]]:
    """(article, article, pair, pair): all articles in portions, each with the pairs whose second it has."""
    looked_up = np.bincount(second, np.diff(block.bounds)[first], minlength=len(block.words)).astype(np.int64)
    part = np.cumsum(looked_up + np.diff(block.bounds)) // PORTION
    edges = np.append(np.flatnonzero(np.append(True, part[1:] != part[:-1])), len(part)) if len(part) else np.zeros(1, int)
    pairs = np.searchsorted(second, edges).tolist()
    yield from zip(edges[:-1].tolist(), edges[1:].tolist(), pairs[:-1], pairs[1:], strict=True)


@frozen(eq=False)
class Met:
    """Shingles of the first articles of some pairs that their second articles have too, one row each.

    Attributes:
        pair: the pair's number.
        here: the place in ``Block.hashes`` in the first article.
        there: the first place in the second article.
    """

    pair: Numbers
    here: Numbers
    there: Numbers


def _met(block: Block, low: int, high: int, first: Numbers, second: Numbers, table: Places, counted: Flags) -> tuple[Met, Places]:
    """What the articles of pairs both have, where the second is one of the articles low:high.

    And for each place in these the next one of the same shingle in its article, or -1. Takes all but the first places of a
    shingle from ``counted``.

    Each article in turn writes the places of its shingles into a table, by some bits of their hashes, and its partners
    look theirs up. Places whose slot another shingle has taken wait for the next round, which goes by other bits.
    """
    waiting = np.arange(block.bounds[low], block.bounds[high], dtype=np.int32)
    begin = int(block.bounds[low])
    met: list[Met] = []
    again: list[tuple[Places, Places]] = []
    for shift in cycle(SHIFTS):
        edges = np.searchsorted(waiting, block.bounds[low : high + 1]) if met else block.bounds[low : high + 1] - begin
        asked = np.flatnonzero(np.diff(edges)[second - low]) if met else np.arange(len(second))
        if met:
            table[:] = -1  # what an earlier round has left there was found by it
        holder, found = _looked_up(block, shift, waiting, low, edges, first[asked], second[asked], table)
        met.append(_hits(block, first, second, asked, found))
        late = np.flatnonzero(holder != waiting)
        holder, waiting = holder[late], waiting[late]
        same = block.hashes[holder] == block.hashes[waiting]
        again.append((holder[same], waiting[same]))
        counted[waiting[same]] = False
        waiting = waiting[~same]
        if not len(waiting):
            break
    return _in_order(met), _chained(begin, int(block.bounds[high]), again)


def _looked_up(
    block: Block, shift: int, waiting: Places, low: int, edges: Numbers, first: Numbers, second: Numbers, table: Places
) -> tuple[Places, Places]:
    """For each waiting place the first one with its slot in its article, and what the articles of pairs find there.

    That is, for each place of the first articles, pair by pair, the place in the second that has its slot, or one before
    them that was left in the table.
    """
    hashes, bounds = block.hashes.view(np.int64), block.bounds.tolist()
    partners, limits = np.searchsorted(second, np.arange(low, low + len(edges))).tolist(), edges.tolist()
    firsts = first.tolist()
    holder = np.empty(len(waiting), dtype=np.int32)
    found = np.empty(int(np.diff(block.bounds)[first].sum()), dtype=np.int32)
    filled = 0
    for number in np.flatnonzero(np.diff(edges)).tolist():
        start, stop = limits[number], limits[number + 1]
        mine = waiting[start:stop]
        slots = hashes[mine] >> shift & SLOTS if shift else hashes[mine[0] : mine[-1] + 1] & SLOTS
        # Written backwards, so that of several places of a shingle the first one stays in the table.
        table[slots[::-1]] = mine[::-1]
        table.take(slots, out=holder[start:stop], mode="clip")
        for article in firsts[partners[number] : partners[number + 1]]:
            begin, end = bounds[article], bounds[article + 1]
            upto = filled + end - begin
            wanted = hashes[begin:end] >> shift & SLOTS if shift else hashes[begin:end] & SLOTS
            table.take(wanted, out=found[filled:upto], mode="clip")
            filled = upto
    return holder, found


def _hits(block: Block, first: Numbers, second: Numbers, asked: Numbers, found: Places) -> Met:
    """The rows where what was found is the shingle that was looked up."""
    begin, end = block.bounds[:-1][first[asked]], block.bounds[1:][first[asked]]
    hit = np.flatnonzero(found >= np.repeat(block.bounds[:-1][second[asked]].astype(np.int32), end - begin))
    ends = np.cumsum(end - begin)
    number = np.repeat(np.arange(len(asked)), np.diff(np.searchsorted(hit, ends), prepend=0))
    here, there = hit + (end - ends)[number], found[hit].astype(np.int64)
    right = block.hashes[here] == block.hashes[there]
    return Met(asked[number[right]], here[right], there[right])


def _in_order(rounds: Sequence[Met]) -> Met:
    """The rows of all rounds by pair and place. After the first round there are few."""
    met = rounds[0]
    for more in rounds[1:]:
        at = np.searchsorted(met.pair << 32 | met.here, more.pair << 32 | more.here)
        columns = ((met.pair, more.pair), (met.here, more.here), (met.there, more.there))
        met = Met(*(np.insert(column, at, rows) for column, rows in columns))
    return met


def _chained(begin: int, end: int, again: Sequence[tuple[Places, Places]]) -> Places:
    """For each place from begin to end the next one of the same shingle in its article, or -1, by (first, further place)."""
    first, further = (np.concatenate(column) for column in zip(*again, strict=True))
    following = np.full(end - begin, -1, dtype=np.int32)
    order = np.lexsort((further, first))
    first, further = first[order], further[order]
    before = np.where(np.append(False, first[1:] == first[:-1]), np.roll(further, 1), first)
    following[before - begin] = further
    return following


def _maximal_runs(met: Met, following: Places, begin: int) -> Runs:
    """The runs that cannot be made longer, overlapping ones too; ``a`` and ``b`` are places of shingles.

    ``following`` has for each place from ``begin`` on the next one of the same shingle, or -1.
    """
    pair, here, there = met.pair, met.here, met.there
    rows = [(pair, here, there)]
    row, place = np.arange(len(there)), there
    for _ in range(MAX_PLACES - 1):
        place = following[place - begin].astype(np.int64)
        going_on = place >= 0
        if not going_on.any():
            break
        row, place = row[going_on], place[going_on]
        rows.append((pair[row], here[row], place))
    if len(rows) == 1:
        return joined(pair, here, there)
    # Only where a shingle repeats can runs cross each other.
    crossing = np.zeros(int(pair[-1]) + 1, dtype=bool)
    crossing[rows[1][0]] = True
    crossed = crossing[pair]
    straight = joined(pair[~crossed], here[~crossed], there[~crossed])
    rows[0] = (pair[crossed], here[crossed], there[crossed])
    pairs, firsts, seconds = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((firsts, seconds - firsts, pairs))
    return merged(straight, joined(pairs[order], firsts[order], seconds[order]))
