"""Shingles of whole batches of texts as hashes, and the sample of them that is kept.

`shingle_hashes` says in plain Python what the values are; `shingle` and `sample` give the same values many times faster.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.neardup.arrays import Hashes, Numbers
from newsclean.neardup.word_batch import BITS_64, HALF, WordBatch, word_hash

SHINGLE_SIZE = 5  # words; shorter ones meet by chance, longer ones miss edited text
PLACE = 0x9FB21C651E98DF25  # odd and without a pattern; from the rrmxmx mixer (Evensen 2018)


def shingle_hashes(keys: Sequence[str]) -> list[int]:
    """The 64-bit hashes of each five consecutive words, in order.

    A text of one to four words is one shingle of all of them, a text without words has none. A shingle is the number
    that its words' hashes spell in base `PLACE`, the first word as the units, modulo 2**64. The hashes being spread
    evenly, so is the number; its low bits have only seen the low bits of the words, so the high ones are folded in.
    """
    hashes = [word_hash(key) for key in keys]
    size = min(SHINGLE_SIZE, len(hashes))
    count = len(hashes) - size + 1 if size else 0
    values = [sum(hashes[at + n] * PLACE**n for n in range(size)) & BITS_64 for at in range(count)]
    return [value ^ value >> 32 for value in values]


def shingle(batch: WordBatch) -> tuple[Hashes, Numbers]:
    """The hashes of the shingles of a batch of texts, for each text those that `shingle_hashes` gives.

    Returns:
        The hashes, uint64, shape (shingles,), and their bounds by text, int64, shape (texts + 1,).
    """
    values = _values(batch)
    words = np.diff(batch.bounds)
    inside = np.ones(len(values), dtype=bool)
    inside[_cut_short(batch.bounds)] = False
    hashes = values[inside]
    hashes ^= hashes >> HALF
    return hashes, np.cumsum(np.concatenate([[0], np.where(words > 0, np.maximum(words - SHINGLE_SIZE + 1, 1), 0)]))


def sample(hashes: Hashes, bounds: Numbers, scales: NDArray[np.int32]) -> tuple[Hashes, Numbers]:
    """Of each text the shingles below 2**64 / scale: the same share of every text of a scale (FracMinHash, Irber et al. 2022).

    Args:
        hashes: of the shingles, one text after the other, uint64, shape (shingles,).
        bounds: their bounds by text, int64, shape (texts + 1,).
        scales: one shingle in how many is kept of each text, at least 1; shape (texts,).

    Returns:
        The hashes in their order, shape (kept,), and their bounds by text, shape (texts + 1,).
    """
    limits = np.uint64(BITS_64) // scales.astype(np.uint64)
    chosen = np.flatnonzero(hashes <= np.repeat(limits, np.diff(bounds)))
    return hashes[chosen], np.searchsorted(chosen, bounds)


def _values(batch: WordBatch) -> Hashes:
    """The unfolded hash of the shingle that begins with each word; without meaning for those of `_cut_short`."""
    hashes, bounds = batch.hashes, batch.bounds
    values, spare = np.empty_like(hashes), np.empty_like(hashes)
    count = len(hashes) - SHINGLE_SIZE + 1
    if count > 0:
        # The sum is built by doubling: of two words, of four, of five.
        twos = np.multiply(hashes[1:], np.uint64(PLACE), out=values[:-1])
        twos += hashes[:-1]
        fours = np.multiply(twos[2:], np.uint64(PLACE**2 & BITS_64), out=spare[:-3])
        fours += twos[:-2]
        fives = np.multiply(hashes[4:], np.uint64(PLACE**4 & BITS_64), out=values[:count])
        fives += fours[:-1]
    words = np.diff(bounds)
    for text in np.flatnonzero((words > 0) & (words < SHINGLE_SIZE)).tolist():
        own = hashes[bounds[text] : bounds[text + 1]].tolist()
        values[bounds[text]] = sum(value * PLACE**n for n, value in enumerate(own)) & BITS_64
    return values


def _cut_short(bounds: Numbers) -> Numbers:
    """The words that begin no shingle: the last four of each text, but never its first."""
    late = bounds[1:, None] - np.arange(1, SHINGLE_SIZE)
    return late[late > bounds[:-1, None]]
