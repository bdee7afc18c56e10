"""MinHash signatures of sets of shingles, equal to datasketch's bit for bit, and their bands."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsclean.errors import OptionError
from newsclean.neardup.arrays import Hashes, Numbers

PERMUTATIONS = 128
SCHEME = "affine32"
SEED = 1

EMPTY = np.uint32(0xFFFFFFFF)  # every value of the signature of a set without shingles

# Hashes times permutations worked on at once: half a megabyte, which stays in the cache. A quarter of it takes half as
# long again, since NumPy's own overhead counts; four times as much is no faster.
HASHES_AT_ONCE, PERMUTATIONS_AT_ONCE = 32_768, 4
SIGNATURES_AT_ONCE = 1024  # the same, for bands: three to five times as fast as all at once

Signature = NDArray[np.uint32]


def signatures(hashes: Hashes, bounds: Numbers, permutations: int = PERMUTATIONS, seed: int = SEED) -> Signature:
    """The MinHash signatures of sets of shingles; shape (sets, permutations).

    Equal to the ``hashvalues`` of ``datasketch.MinHash(num_perm=permutations, seed=seed, scheme="affine32")`` that was
    fed the upper 32 bits of each hash. A set without shingles has `EMPTY` everywhere.

    Args:
        hashes: the 64-bit shingle hashes of all sets, one set after the other; shape (hashes,). Doubles do no harm.
        bounds: set i is ``hashes[bounds[i]:bounds[i + 1]]``; ascending from 0 to ``len(hashes)``, shape (sets + 1,).
        permutations: how many values a signature has.
        seed: of the permutations' parameters.
    """
    multipliers, increments = _parameters(permutations, seed)
    found = np.full((len(bounds) - 1, permutations), EMPTY, dtype=np.uint32)
    room = np.empty((min(PERMUTATIONS_AT_ONCE, permutations), min(HASHES_AT_ONCE, len(hashes))), dtype=np.uint32)
    for start in range(0, len(hashes), HASHES_AT_ONCE):
        mixed = _mixed32(hashes[start : start + HASHES_AT_ONCE])
        sets, starts = _sets_within(bounds, start, start + len(mixed))
        least = np.empty((permutations, len(sets)), dtype=np.uint32)
        for first in range(0, permutations, PERMUTATIONS_AT_ONCE):
            some = slice(first, first + PERMUTATIONS_AT_ONCE)
            permuted = room[: len(multipliers[some]), : len(mixed)]
            np.multiply(multipliers[some, None], mixed, out=permuted)
            np.add(permuted, increments[some, None], out=permuted)
            np.minimum.reduceat(permuted, starts, axis=1, out=least[some])
        found[sets] = np.minimum(found[sets], least.T)  # a set that began before `start` has values already
    return found


def _sets_within(bounds: Numbers, start: int, end: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The sets with shingles among hashes[start:end], and where there each begins; both of shape (sets,), ascending.

    Empty sets are left out: for a start that repeats, `reduceat` gives the value at it instead of nothing.
    """
    first = int(np.searchsorted(bounds, start, side="right")) - 1
    last = int(np.searchsorted(bounds, end, side="left"))
    starts = np.maximum(bounds[first:last], start) - start
    held = np.flatnonzero(np.diff(starts, append=end - start))
    return held + first, starts[held].astype(np.intp)


def _mixed32(hashes: Hashes) -> Signature:
    """The upper halves of hashes, mixed as datasketch mixes what it is fed: by the finalizer of MurmurHash3."""
    mixed = (hashes >> np.uint64(32)).astype(np.uint32)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


@cache
def _parameters(permutations: int, seed: int) -> tuple[Signature, Signature]:
    """The multiplier and the increment of each permutation ``h -> a * h + b`` modulo 2**32, as datasketch draws them.

    It is not asked itself, since its import takes much of SciPy with it: over half a second.
    """
    drawn = np.random.RandomState(seed)
    multipliers: Signature = drawn.randint(0, 1 << 31, permutations, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    increments: Signature = drawn.randint(0, 1 << 32, permutations, dtype=np.uint32)
    return multipliers, increments


def band_keys(values: Signature, bands: int, rows: int) -> Hashes:
    """A 64-bit key for each band of each signature; shape (sets, bands).

    Two sets agree in a band if their keys for it are equal: band 0 is the first ``rows`` values, and so on. The number of
    the band goes into its key, so that the keys of all bands can be sorted together. Different bands get the same key
    with a chance of 2**-64 each.

    Args:
        values: of `signatures`, shape (sets, permutations).
        bands: how many bands.
        rows: how many values each has; bands times rows is at most the number of permutations.
    """
    keys = np.empty((len(values), bands), dtype=np.uint64)
    keys[:] = np.arange(bands, dtype=np.uint64)
    for start in range(0, len(values), SIGNATURES_AT_ONCE):
        some = keys[start : start + SIGNATURES_AT_ONCE]
        banded = values[start : start + SIGNATURES_AT_ONCE, : bands * rows].reshape(len(some), bands, rows)
        for row in range(rows):
            some[:] = _mixed64(some * np.uint64(0x9E3779B97F4A7C15) + banded[:, :, row] + np.uint64(1))
    return keys


def _mixed64(values: Hashes) -> Hashes:
    """The finalizer of SplitMix64 (Steele, Lea, Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def lsh_parameters(threshold: float, permutations: int = PERMUTATIONS) -> tuple[int, int]:
    """The (bands, rows) that datasketch chooses for a Jaccard threshold (0-1): false positives and negatives weigh the same.

    Raises:
        OptionError: if datasketch has none for the threshold: it is no number, out of range, or so high that one band would
            be left.
    """
    from datasketch import MinHashLSH

    try:
        if math.isnan(threshold):  # datasketch takes it, and integrates in vain
            raise ValueError("it is no number")
        index = MinHashLSH(threshold=threshold, num_perm=permutations)
    except (ValueError, TypeError) as error:  # the second where it is no number at all
        problem = f"there are no bands for a threshold of {threshold} and {permutations} permutations ({error})"
        raise OptionError(problem, "Choose a threshold between 0 and 1, .5 for instance", option="threshold") from None
    return index.b, index.r
