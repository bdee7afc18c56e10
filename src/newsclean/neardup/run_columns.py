"""Runs of many pairs of articles as columns: joined from matches, and taken apart where they overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import NO_NUMBERS, Flags, Numbers
from newsclean.neardup.runs import MIN_RUN, Run, tiled


@frozen(eq=False)
class Runs:
    """Runs of words that the articles of some pairs share, one row each, ordered by pair and then by ``a``.

    Attributes:
        pair: the pair's number.
        a, b: the number of the first word in each article.
        length: words.
    """

    pair: Numbers
    a: Numbers
    b: Numbers
    length: Numbers

    def rows(self) -> Iterator[tuple[int, int, int, int]]:
        """The rows one by one."""
        return zip(self.pair.tolist(), self.a.tolist(), self.b.tolist(), self.length.tolist(), strict=True)

    def where(self, flags: Flags | Numbers) -> Runs:
        """Some of the rows."""
        return Runs(self.pair[flags], self.a[flags], self.b[flags], self.length[flags])


def joined(pair: Numbers, a: Numbers, b: Numbers) -> Runs:
    """Runs from matches that follow each other on both sides."""
    if not len(pair):
        return Runs(*(NO_NUMBERS for _ in range(4)))
    new = np.ones(len(pair), dtype=bool)
    new[1:] = (np.diff(a) != 1) | (np.diff(b) != 1) | (np.diff(pair) != 0)
    starts = np.flatnonzero(new)
    count = np.diff(np.append(starts, len(pair)))
    return Runs(pair[starts], a[starts].astype(np.int64), b[starts].astype(np.int64), count + MIN_RUN - 1)


def merged(one: Runs, other: Runs) -> Runs:
    """The rows of both by pair and ``a``."""
    pair, a, b, length = (np.concatenate(columns) for columns in zip(columns(one), columns(other), strict=True))
    order = np.lexsort((a, pair))
    return Runs(pair[order], a[order], b[order], length[order])


def columns(runs: Runs) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The columns in the order in which `Runs` takes them."""
    return runs.pair, runs.a, runs.b, runs.length


def untangled(runs: Runs) -> Runs:
    """Runs that use each word once: where some overlap, the longest first, as `tiled` has it."""
    apart = _overlapping(runs.pair, runs.a, runs.length)
    order = np.lexsort((runs.b, runs.pair))
    apart[order] |= _overlapping(runs.pair[order], runs.b[order], runs.length[order])
    if not apart.any():
        return runs
    rows = [
        (pair, run.a, run.b, run.length)
        for pair, group in groupby(runs.where(apart).rows(), key=itemgetter(0))
        for run in tiled([Run(a, b, length) for _, a, b, length in group])
    ]
    return merged(runs.where(~apart), Runs(*np.array(rows, dtype=np.int64).reshape(-1, 4).T))


def _overlapping(pair: Numbers, begin: Numbers, length: Numbers) -> Flags:
    """Which of the runs, in order, have a word that another one of their pair has too."""
    flags = np.zeros(len(pair), dtype=bool)
    begin = begin + (pair << 32)
    end = begin + length
    flags[:-1] = end[:-1] > begin[1:]
    flags[1:] |= begin[1:] < np.maximum.accumulate(end)[:-1]
    return flags
