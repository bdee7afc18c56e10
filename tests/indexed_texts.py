"""Texts and signatures for shared indexes, and what datasketch alone makes of them."""

from __future__ import annotations

import numpy as np
from datasketch import MinHash

from newsclean.neardup.fingerprints import shingle_hashes
from newsclean.neardup.signatures import Signature, signatures
from newsclean.words import words as words_of

WORDS = "mayor bridge council vote river harbour strike budget school police minister market storm train court".split()


def text(*seeds: int, words: int = 60) -> str:
    """A text of one part of its own for each seed; texts that have seeds in common have parts in common."""
    return " ".join(" ".join(np.random.default_rng(seed).choice(WORDS, words)) for seed in seeds)


def by_datasketch(text: str) -> MinHash:
    sketch = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=lambda value: value)
    hashes = shingle_hashes(words_of(text).keys)
    if hashes:
        sketch.update_batch([value >> 32 for value in hashes])
    return sketch


TEXTS = (
    [text(n, n + 1, n + 2) for n in range(40)] + [text(n, n + 1, 99) for n in range(0, 40, 3)] + [text(7, 8, 9), "Vote.", "", ""]
)
IDS = [f"article {n}" for n in range(len(TEXTS))]
VALUES: Signature = signatures(
    np.random.default_rng(5).integers(0, 40, 10 * 30, dtype=np.uint64) << np.uint64(32), np.arange(0, 301, 30), 128, 1
)
