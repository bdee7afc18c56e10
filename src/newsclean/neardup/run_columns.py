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


@frozen(eq=False)
class Gaps:
    """Words between neighbouring runs, in both articles of some pairs, one row each, ordered by pair and then by ``a``.

    Attributes:
        pair: the pair's number.
        a, a_end: the first word in the one article, and the end.
        b, b_end: those in the other.
    """

    pair: Numbers
    a: Numbers
    a_end: Numbers
    b: Numbers
    b_end: Numbers

    @property
    def words(self) -> Numbers:
        """How many words stand there in the article that has fewer."""
        fewer: Numbers = np.minimum(self.a_end - self.a, self.b_end - self.b)
        return fewer

    def within(self, fewest: int, most: int) -> Flags:
        """Whether both articles have so many words there."""
        longer = np.maximum(self.a_end - self.a, self.b_end - self.b)
        flags: Flags = (self.words >= fewest) & (longer <= most)
        return flags

    def where(self, flags: Flags) -> Gaps:
        """Some of the rows."""
        return Gaps(*(column[flags] for column in (self.pair, self.a, self.a_end, self.b, self.b_end)))


def gaps(runs: Runs, starts: Numbers, words_a: Numbers, words_b: Numbers) -> Gaps:
    """What stands before, between and after the runs of each pair.

    Where two runs are in another order in ``b``, the end of their gap there comes before its beginning.

    Args:
        runs: of some pairs.
        starts: where those of each pair begin, and the end of the last; shape (pairs + 1,).
        words_a: how many words the one article of each pair has; shape (pairs,).
        words_b: how many the other has.
    """
    count = np.arange(len(words_a))
    first, last = starts[:-1] + count, starts[1:] + count  # each pair has one gap more than runs
    after_run, before_run = np.ones((2, len(runs.pair) + len(count)), dtype=bool)
    after_run[first] = before_run[last] = False
    edges = []
    for begin, words in ((runs.a, words_a), (runs.b, words_b)):
        left, right = np.zeros((2, len(after_run)), dtype=np.int64)
        left[after_run], right[before_run] = begin + runs.length, begin
        right[last] = words
        edges += [left, right]
    return Gaps(np.repeat(count, np.diff(starts) + 1), *edges)


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
