"""Sketches: the little that is kept of each article while candidates are looked for, under a kilobyte."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from newsclean.neardup.arrays import NO_HASHES, Hashes, Numbers
from newsclean.neardup.fingerprints import sample, shingle
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.signatures import Signature, signatures
from newsclean.neardup.word_batch import WordBatch, batches

# One shingle in eight tells articles of usual length apart as well as all do; shorter texts keep more of theirs, so that
# each has some fifty to a hundred. (first number of shingles, one in how many is kept)
SCALES = ((0, 1), (96, 2), (192, 4), (384, 8))
# Values of the signatures of the first pass. Near-identical articles agree in most of them; less is the sample join's.
PERMUTATIONS = 32


@frozen(eq=False)
class Sketches:
    """What is kept of some articles, in an order in which they are quickly read.

    Attributes:
        order: the number of each article among those that were sketched; shape (articles,).
        samples: their shingle hashes below a bound (FracMinHash), one article after the other; an article can have one
            more than once.
        bounds: article i has ``samples[bounds[i]:bounds[i + 1]]``; shape (articles + 1,).
        words: how many words each has; shape (articles,).
        shingles: how many shingles each has, those that repeat counted each time; shape (articles,).
        scales: one in how many of them is in the sample; shape (articles,).
        signatures: the MinHash values of the samples, or of all shingles; shape (articles, permutations).
        digests: a hash of all words in their order: articles of the same words have the same; shape (articles,).
    """

    order: Numbers
    samples: Hashes
    bounds: Numbers
    words: NDArray[np.int32]
    shingles: NDArray[np.int32]
    scales: NDArray[np.int32]
    signatures: Signature
    digests: Hashes

    def without_samples(self) -> Sketches:
        """What the comparison of articles needs of them, without samples and signatures."""
        return evolve(self, samples=NO_HASHES, bounds=np.zeros_like(self.bounds), signatures=self.signatures[:0].copy())


def scales(shingles: NDArray[np.int32], scale: int = SCALES[-1][1]) -> NDArray[np.int32]:
    """One in how many shingles is kept of articles that have so many, and at most one in ``scale``."""
    from_, kept = (np.array(column, dtype=np.int32) for column in zip(*SCALES, strict=True))
    return np.minimum(kept[np.searchsorted(from_, shingles, side="right") - 1], np.int32(scale))


def sketch(
    texts: Iterable[str], store: ShingleStore, scale: int, permutations: int = PERMUTATIONS, *, whole: bool = False
) -> Sketches:
    """The sketches of texts, in the order in which their shingles are in the store.

    Args:
        texts: read in batches.
        store: gets all shingles.
        scale: one in how many shingles of a long article is kept.
        permutations: values of a signature.
        whole: whether signatures are taken over all shingles, as others take them, instead of over the sample.
    """
    samples, values, digests = bytearray(), bytearray(), bytearray()
    order, counts = [np.zeros(0, dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
    words, sizes = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
    for numbers, batch in batches(texts):
        hashes, bounds = shingle(batch)
        store.write(hashes, bounds)
        size = np.diff(bounds).astype(np.int32)
        kept, edges = sample(hashes, bounds, scales(size, scale))
        samples += kept.data
        values += signatures(*((hashes, bounds) if whole else (kept, edges)), permutations).data
        digests += digests_of(batch).data
        order.append(numbers)
        counts.append(np.diff(edges))
        words.append(np.diff(batch.bounds).astype(np.int32))
        sizes.append(size)
    size = np.concatenate(sizes)
    return Sketches(
        np.concatenate(order),
        np.frombuffer(samples, dtype=np.uint64),
        np.cumsum(np.concatenate(counts)),
        np.concatenate(words),
        size,
        scales(size, scale),
        np.frombuffer(values, dtype=np.uint32).reshape(-1, permutations),
        np.frombuffer(digests, dtype=np.uint64),
    )


def digests_of(batch: WordBatch) -> Hashes:
    """A hash of each text's words in their order."""
    words = np.diff(batch.bounds)
    place = np.arange(len(batch.hashes), dtype=np.uint64) - np.repeat(batch.bounds[:-1].astype(np.uint64), words)
    place *= np.uint64(0x9E3779B97F4A7C15)
    place |= np.uint64(1)
    place *= batch.hashes
    running = np.zeros(len(place) + 1, dtype=np.uint64)
    np.cumsum(place, out=running[1:])
    return np.diff(running[batch.bounds])
