"""Shingles of whole batches of texts as hashes, and the sample of them that is kept.

`shingle_hashes` says in plain Python what the values are; `shingle` and `sample` give the same values many times faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from newsclean.neardup.shingles import SHINGLE_SIZE
from newsclean.neardup.word_batch import BITS_64, HALF, NO_HASHES, Hashes, WordBatch, by_batches, word_hash
from newsclean.neardup.word_bytes import Positions

BLOCK = 1024  # texts held at a time
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


def shingle(batch: WordBatch) -> tuple[Hashes, Positions]:
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


def sample(texts: Iterable[str], scale: int) -> tuple[Hashes, Positions]:
    """The shingle hashes below 2**64 / scale: the same share of every text (FracMinHash, Irber et al. 2022).

    Args:
        texts: any number of texts; read in batches.
        scale: one shingle in how many is kept; 1 keeps all.

    Returns:
        The hashes in the order of the texts, uint64, shape (kept,), and their bounds by text, int64, shape (texts + 1,).

    Raises:
        ValueError: if ``scale`` is less than 1.
    """
    if scale < 1:
        raise ValueError(f"a sample keeps one shingle in 1 or more, not one in {scale}")
    hashes, counts = [NO_HASHES], [np.zeros(1, dtype=np.int64)]
    for block in _blocks(texts):
        kept, bounds = by_batches(block, lambda batch: _sampled(batch, scale))
        hashes.append(kept)
        counts.append(np.diff(bounds))
    return np.concatenate(hashes), np.cumsum(np.concatenate(counts))


def _blocks(texts: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(texts)
    while block := list(islice(remaining, BLOCK)):
        yield block


def _sampled(batch: WordBatch, scale: int) -> tuple[Hashes, Positions]:
    highest = (2**64 - 1) // scale
    if scale == 1:
        return shingle(batch)
    values = _values(batch)
    values[_cut_short(batch.bounds)] = BITS_64
    # Folding leaves the high half as it is: what the high half rules out need not be folded.
    chosen = np.flatnonzero(values <= np.uint64(highest | 0xFFFFFFFF))
    hashes = values[chosen]
    hashes ^= hashes >> HALF
    kept = hashes <= np.uint64(highest)
    return hashes[kept], np.searchsorted(chosen[kept], batch.bounds)


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


def _cut_short(bounds: Positions) -> Positions:
    """The words that begin no shingle: the last four of each text, but never its first."""
    late = bounds[1:, None] - np.arange(1, SHINGLE_SIZE)
    return late[late > bounds[:-1, None]]
