"""The shingles that wait outside memory."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import OutputError
from newsclean.neardup import shingle_store
from newsclean.neardup.shingle_store import ShingleStore

batches = st.lists(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=5), min_size=1, max_size=4), min_size=1, max_size=4)


@given(batches, st.data(), st.sampled_from([1, 1 << 20]))
def test_articles_come_back_in_any_order(written: list[list[list[int]]], data: st.DataObject, in_memory: int) -> None:
    articles = [article for batch in written for article in batch]
    wanted = data.draw(st.permutations(range(len(articles))))[: data.draw(st.integers(0, len(articles)))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shingle_store, "IN_MEMORY", in_memory)
        with ShingleStore() as store:
            for batch in written:
                flat = np.array([value for article in batch for value in article], dtype=np.uint64)
                store.write(flat, np.cumsum([0, *map(len, batch)]))
            hashes, bounds = store.read(np.array(wanted, dtype=np.int64))
    got = [hashes[begin:end].tolist() for begin, end in pairwise(bounds)]
    assert got == [articles[number] for number in wanted]


def test_a_full_disk_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with ShingleStore() as store:
        monkeypatch.setattr(store._file, "write", full)
        with pytest.raises(OutputError, match=r"No space left on device.*TMPDIR"):
            store.write(np.zeros(1, dtype=np.uint64), np.array([0, 1]))
