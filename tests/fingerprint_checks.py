"""Fingerprints of a batch beside the plain reference, word by word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.neardup.fingerprints import sample, shingle, shingle_hashes
from newsclean.neardup.word_batch import all_places, hash_words, word_hash
from newsclean.words import words


def assert_as_reference(texts: Sequence[str]) -> None:
    """All that is said of a batch of texts is what the plain functions say of each text."""
    found = [words(text) for text in texts]
    batch = hash_words(texts)
    assert by_text(batch.hashes, batch.bounds) == [[word_hash(key) for key in each.keys] for each in found]
    shingles = [shingle_hashes(each.keys) for each in found]
    assert by_text(*shingle(batch)) == shingles
    for scale in (1, 3, 8):
        kept = [[value for value in of_text if value * scale < 2**64] for of_text in shingles]
        assert by_text(*sample(*shingle(batch), np.full(len(texts), scale, dtype=np.int32))) == kept
    starts, ends, bounds = all_places(texts)
    assert starts.tolist() == [start for each in found for start in each.starts]
    assert ends.tolist() == [end for each in found for end in each.ends]
    assert bounds.tolist() == batch.bounds.tolist()


def by_text(values: np.ndarray, bounds: np.ndarray) -> list[list[int]]:
    """The values of each text."""
    assert values.dtype == np.uint64
    assert bounds.dtype == np.int64
    assert bounds[0] == 0
    assert bounds[-1] == len(values)
    return [values[start:end].tolist() for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
