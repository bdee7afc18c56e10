"""What is known of an article's words by the index: its wording, and the keys of the buckets that it is in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsclean.background import Background
from newsclean.index.schema import signed
from newsclean.neardup.arrays import Hashes
from newsclean.neardup.candidates import BANDS, ROWS
from newsclean.neardup.fingerprints import shingle
from newsclean.neardup.joining import keys_of
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.signatures import band_keys, signatures
from newsclean.neardup.sketches import PERMUTATIONS, SCALES, digests_of, sketch
from newsclean.neardup.word_batch import BITS_64, batches


@frozen(eq=False)
class Wording:
    """The words of an article.

    Attributes:
        digest: of all of them in their order, with a sign as SQLite has it; smaller ones come first in a bucket.
        words: how many there are.
        shingles: how many shingles they have.
        scale: one in how many of these is sampled.
        samples: the keys of those that are sampled and have weight, ascending.
        bands: the keys of the bands of the signature, ascending.
        signature: the MinHash values of the sample, as bytes.
    """

    digest: int
    words: int
    shingles: int
    scale: int
    samples: list[int]
    bands: list[int]
    signature: bytes


@frozen(eq=False)
class Weights:
    """What a background says, as it is needed for one article after the other.

    Attributes:
        scale: one in how many shingles of a long article is sampled.
        common: the shingles that carry no weight, sorted.
        keys: their keys, by which nothing meets.
    """

    scale: int
    common: Hashes
    keys: frozenset[int]

    @classmethod
    def of(cls, background: Background) -> Weights:
        """Those of a background."""
        common = np.array(sorted(background.common_shingles), dtype=np.uint64)
        return cls(background.scale, common, frozenset(keys_of(common).tolist()))

    def scale_of(self, shingles: int) -> int:
        """One in how many shingles is sampled of an article that has so many."""
        return min(self.scale, next(scale for least, scale in reversed(SCALES) if shingles >= least))


def wordings(texts: Sequence[str], weights: Weights) -> list[Wording]:
    """The wording of each text."""
    if len(texts) < 2:
        return [wording(text, weights) for text in texts]
    with ShingleStore() as store:
        sketches = sketch(texts, store, weights.scale)
    bands: list[list[int]] = np.sort(keys_of(band_keys(sketches.signatures, BANDS, ROWS)), axis=1).tolist()
    keys, bounds = keys_of(sketches.samples).tolist(), sketches.bounds.tolist()
    found: dict[int, Wording] = {}
    columns = (sketches.order, sketches.digests, sketches.words, sketches.shingles, sketches.scales)
    for row, (number, digest, *counts) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        samples = sorted({*keys[bounds[row] : bounds[row + 1]]} - weights.keys)
        words, shingles, scale = counts
        found[number] = Wording(signed(digest), words, shingles, scale, samples, bands[row], sketches.signatures[row].tobytes())
    return [found[number] for number in range(len(found))]


def wording(text: str, weights: Weights) -> Wording:
    """The wording of a text, as `wordings` gives it, in half the time."""
    ((_, batch),) = batches((text,))
    hashes, _ = shingle(batch)
    scale = weights.scale_of(len(hashes))
    sample = hashes[hashes <= np.uint64(BITS_64 // scale)]
    signature = signatures(sample, np.array([0, len(sample)]), PERMUTATIONS)
    bands: list[int] = keys_of(band_keys(signature, BANDS, ROWS)[0]).tolist()
    return Wording(
        signed(int(digests_of(batch)[0])),
        len(batch.hashes),
        len(hashes),
        scale,
        sorted({*keys_of(sample).tolist()} - weights.keys),
        sorted(bands),
        signature.tobytes(),
    )


def agreement(one: bytes, other: bytes) -> float:
    """The share (0-1) of the values of two signatures that agree."""
    ours, theirs = (np.frombuffer(signature, dtype=np.uint32) for signature in (one, other))
    return float((ours == theirs).mean())
