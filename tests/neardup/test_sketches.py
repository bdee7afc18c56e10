"""What is kept of each article while candidates are looked for."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup.fingerprints import shingle_hashes
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.sketches import PERMUTATIONS, SCALES, scales, sketch
from newsclean.words import words
from strategies import dirty_texts, wild_text

some_texts = st.lists(st.one_of(dirty_texts(), wild_text), max_size=5)


@given(some_texts, st.sampled_from([1, 2, 8]))
def test_a_sketch_holds_the_sample_the_signature_and_the_sizes(texts: list[str], scale: int) -> None:
    with ShingleStore() as store:
        found = sketch(texts, store, scale)
        stored, bounds = store.read(np.arange(len(texts)))
    assert sorted(found.order.tolist()) == list(range(len(texts)))
    for place, number in enumerate(found.order.tolist()):
        keys = words(texts[number]).keys
        hashes = shingle_hashes(keys)
        assert stored[bounds[place] : bounds[place + 1]].tolist() == hashes
        assert (found.words[place], found.shingles[place]) == (len(keys), len(hashes))
        kept = [value for value in hashes if value <= (2**64 - 1) // int(found.scales[place])]
        assert found.samples[found.bounds[place] : found.bounds[place + 1]].tolist() == kept
        reference = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32", hashfunc=lambda value: value)
        for value in kept:
            reference.update(value >> 32)
        assert found.signatures[place].tolist() == reference.hashvalues.tolist()


@given(some_texts)
def test_digests_are_equal_where_words_are(texts: list[str]) -> None:
    twice = [*texts, *(text.upper() for text in texts if text.isascii())]
    with ShingleStore() as store:
        found = sketch(twice, store, 8)
    digest = {number: found.digests[place] for place, number in enumerate(found.order.tolist())}
    keys = [words(text).keys for text in twice]
    for one in range(len(twice)):
        for other in range(one):
            assert (digest[one] == digest[other]) == (keys[one] == keys[other])


def test_digests_tell_the_order_of_words() -> None:
    orders = [" ".join(order) for order in permutations("one two three four five".split())]
    with ShingleStore() as store:
        assert len(set(sketch(orders, store, 8).digests.tolist())) == len(orders)


def test_short_texts_keep_more_of_their_shingles() -> None:
    sizes = np.array([1, SCALES[1][0] - 1, SCALES[1][0], SCALES[-1][0], 100_000], dtype=np.int32)
    assert scales(sizes).tolist() == [1, 1, SCALES[1][1], SCALES[-1][1], SCALES[-1][1]]
    assert scales(sizes, 1).tolist() == [1] * 5
