"""Signatures and their bands, beside datasketch's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import OptionError
from newsclean.neardup import signatures as module
from newsclean.neardup.arrays import Hashes, Numbers
from newsclean.neardup.signatures import EMPTY, Signature, band_keys, lsh_parameters, signatures

hash_lists = st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=12), max_size=12)


def flat(sets: list[list[int]]) -> tuple[Hashes, Numbers]:
    bounds = np.cumsum([0] + [len(each) for each in sets], dtype=np.int64)
    return np.array([value for each in sets for value in each], dtype=np.uint64), bounds


def by_datasketch(sets: list[list[int]], permutations: int = 128, seed: int = 1) -> Signature:
    found = np.zeros((len(sets), permutations), dtype=np.uint32)
    for row, each in zip(found, sets, strict=True):
        sketch = MinHash(num_perm=permutations, seed=seed, scheme="affine32", hashfunc=lambda value: value)
        sketch.update_batch([value >> 32 for value in each])
        row[:] = sketch.hashvalues
    return found


class TestSignatures:
    @given(hash_lists, st.integers(1, 256), st.integers(0, 2**32 - 1))
    def test_are_those_of_datasketch(self, sets: list[list[int]], permutations: int, seed: int) -> None:
        found = signatures(*flat(sets), permutations, seed)
        assert found.dtype == np.uint32
        assert found.shape == (len(sets), permutations)
        assert found.tolist() == by_datasketch(sets, permutations, seed).tolist()

    @given(hash_lists, st.integers(1, 9))
    def test_do_not_depend_on_where_the_work_is_cut(self, sets: list[list[int]], hashes_at_once: int) -> None:
        """Sets are cut anywhere: in their middle, at their ends, beside empty ones, into more than two."""
        whole = signatures(*flat(sets), 7)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "HASHES_AT_ONCE", hashes_at_once)
            assert signatures(*flat(sets), 7).tolist() == whole.tolist()

    def test_of_sets_of_all_sizes(self) -> None:
        random = np.random.default_rng(1)
        sizes = [0, 1, 70_000, 0, 0, 400, 32_767, 1, 3, 40_000, 0]
        sets = [random.integers(0, 2**64, size, dtype=np.uint64).tolist() for size in sizes]
        assert signatures(*flat(sets)).tolist() == by_datasketch(sets).tolist()

    def test_of_no_sets_and_of_empty_ones(self) -> None:
        assert signatures(*flat([])).shape == (0, 128)
        assert signatures(*flat([[], []]), 3).tolist() == [[EMPTY] * 3] * 2

    def test_are_the_same_in_every_version(self) -> None:
        """What is stored today must be found tomorrow."""
        sets = [[0x0123456789ABCDEF], [0x28806F7DDE8D13B1, 0xFEDCBA9876543210, 1 << 32]]
        assert signatures(*flat(sets), 4).tolist() == [
            [2857347739, 3954081045, 2694918143, 2227205913],
            [1439052554, 131247162, 308645290, 464135766],
        ]

    def test_the_signature_of_one_set_is_its_row(self) -> None:
        hashes, _ = flat([[5, 2**40, 2**63]])
        assert signatures(hashes, np.array([0, len(hashes)]))[0].tolist() == by_datasketch([[5, 2**40, 2**63]])[0].tolist()


class TestBandKeys:
    @given(
        st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), max_size=8),
        st.sampled_from([(2, 3), (3, 2), (6, 1), (2, 2)]),
    )
    def test_are_equal_where_the_same_band_is(self, rows: list[list[int]], shape: tuple[int, int]) -> None:
        bands, width = shape
        keys = band_keys(np.array(rows, dtype=np.uint32).reshape(-1, 6), bands, width)
        assert keys.shape == (len(rows), bands)
        assert keys.dtype == np.uint64
        content = [(band, *row[band * width : (band + 1) * width]) for row in rows for band in range(bands)]
        paired = dict(zip(content, keys.ravel().tolist(), strict=True))
        assert [paired[each] for each in content] == keys.ravel().tolist()
        assert len(set(paired.values())) == len(paired)

    def test_join_as_datasketch_does(self) -> None:
        random = np.random.default_rng(2)
        base = random.integers(0, 2**64, 60, dtype=np.uint64)
        sets = [
            np.where(random.random(60) < share, base, base[::-1] + np.uint64(n)).tolist()
            for n, share in enumerate(np.linspace(0, 1, 40))
        ]
        values = signatures(*flat(sets))
        bands, rows = lsh_parameters(0.5)
        index = MinHashLSH(threshold=0.5, num_perm=128)
        sketches = [MinHash(hashvalues=row, scheme="affine32", seed=1) for row in values]
        for number, sketch in enumerate(sketches):
            index.insert(number, sketch)
        keys = band_keys(values, bands, rows)
        for number, sketch in enumerate(sketches):
            assert sorted(index.query(sketch)) == np.flatnonzero((keys == keys[number]).any(axis=1)).tolist()

    def test_are_the_same_in_every_version(self) -> None:
        assert band_keys(np.array([[1, 2, 3, 4, 5]], dtype=np.uint32), 2, 2).tolist() == [
            [0xC9058AA3C99C31E1, 0xCFC2977F4C2D0251]
        ]

    def test_of_many_signatures_are_those_of_each(self) -> None:
        values = np.random.default_rng(3).integers(0, 2**32, (2500, 8), dtype=np.uint32)
        assert band_keys(values, 4, 2).tolist() == [band_keys(row[None], 4, 2)[0].tolist() for row in values]

    def test_spread_over_all_bits(self) -> None:
        """Keys of values that differ in few bits are as good as random: each bit is set in about half of them."""
        keys = band_keys(np.arange(4096, dtype=np.uint32).reshape(-1, 2), 1, 2).ravel()
        shares = [float((keys >> np.uint64(bit) & np.uint64(1)).mean()) for bit in range(64)]
        assert all(0.4 < share < 0.6 for share in shares)


class TestParameters:
    def test_are_those_of_datasketch(self) -> None:
        assert lsh_parameters(0.5) == (25, 5)
        assert lsh_parameters(0.8) == (9, 13)
        assert lsh_parameters(0.5, 256) == (42, 6)

    @pytest.mark.parametrize("threshold", [-0.1, 0.99, 1.5, float("nan"), float("inf"), "half", None])
    def test_a_threshold_without_bands_is_named(self, threshold: Any) -> None:
        with pytest.raises(OptionError, match=f"{threshold} and 128 permutations.*between 0 and 1") as caught:
            lsh_parameters(threshold)
        assert caught.value.option == "threshold"
