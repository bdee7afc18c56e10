"""The shared index: beside datasketch alone, in memory and on a real Redis server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import numpy as np
import pytest
from datasketch import MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from indexed_texts import IDS, TEXTS, VALUES, by_datasketch
from newsclean.errors import ArticleError, OptionError
from newsclean.neardup import SharedLsh, shared_lsh

Opening = Callable[..., SharedLsh]
NAMES = (f"index {n}" for n in count())


@pytest.fixture(params=["in memory", "on redis"])
def opened(request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Opens indexes, each of its own name; all are closed in the end."""
    opening = []
    address = request.getfixturevalue("server").address if request.param == "on redis" else None

    def open_one(**settings: Any) -> SharedLsh:
        chosen = {"redis": address, "threshold": None if "params" in settings else 0.5, **settings}
        opening.append(SharedLsh(**{"basename": next(NAMES), **chosen}))
        return opening[-1]

    yield open_one
    for index in opening:
        index.close()


class TestInMemoryAndOnRedis:
    @pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
    def test_candidates_are_those_of_datasketch(self, opened: Opening, threshold: float) -> None:
        alone = MinHashLSH(threshold=threshold, num_perm=128)
        for id, each in zip(IDS, TEXTS, strict=True):
            if each:
                alone.insert(id, by_datasketch(each))
        expected = [tuple(sorted(alone.query(by_datasketch(each)))) for each in TEXTS]
        index = opened(threshold=threshold)
        assert index.insert(IDS, TEXTS) == len(IDS) == len(index)
        assert index.query(TEXTS) == expected
        assert max(map(len, expected)) > 1

    def test_signatures_are_taken_as_texts_are(self, opened: Opening) -> None:
        values = np.array([by_datasketch(each).hashvalues for each in TEXTS])
        one, other = opened(), opened()
        one.insert(IDS, TEXTS)
        other.insert(IDS, values)
        assert one.query(values) == other.query(TEXTS)

    def test_the_size_of_batches_makes_no_difference(self, opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = opened(), opened()
        one.insert(IDS, TEXTS)
        monkeypatch.setattr(shared_lsh, "AT_ONCE", 7)
        other.insert(IDS, TEXTS)
        assert one.query(TEXTS) == other.query(TEXTS)
        assert other.remove(IDS) == len(IDS)

    def test_an_empty_index_has_no_candidates(self, opened: Opening) -> None:
        index = opened()
        assert index.query(["", *TEXTS[:2]]) == [()] * 3
        assert index.query([]) == []
        assert index.insert([], []) == len(index) == index.remove([]) == 0

    def test_texts_without_words_are_known_and_nobodys_candidates(self, opened: Opening) -> None:
        index = opened()
        index.insert(["a", "b", "c"], ["", " \n\u200b", "..."])
        assert index.query(["", "..."]) == [(), ()]
        assert "b" in index
        assert index.remove(["a", "b"]) == 2
        assert "b" not in index

    def test_ids_may_be_any_text(self, opened: Opening) -> None:
        ids = ["", " ", "a b\tc\n", "Zürich – 東京 🗞", "\0", "\ud800", "x" * 300, "index_keys", "1", "{}*?[a]", "é", "e\u0301"]
        index = opened()
        assert index.insert(ids, TEXTS[: len(ids)]) == len(ids)
        assert [id for id, found in zip(ids, index.query(TEXTS[: len(ids)]), strict=True) if id not in found] == []
        assert all(id in index for id in ids)
        assert index.remove(ids) == len(ids)
        assert len(index) == 0

    def test_removed_articles_are_no_candidates_and_may_come_again(self, opened: Opening) -> None:
        index, reference = opened(), opened()
        index.insert(IDS, TEXTS)
        reference.insert(IDS[20:], TEXTS[20:])
        assert index.remove([*IDS[:20], IDS[0], "unknown"]) == 20
        assert index.query(TEXTS) == reference.query(TEXTS)
        assert (IDS[0] in index, IDS[20] in index, len(index)) == (False, True, len(IDS) - 20)
        assert index.insert(IDS[:1], [TEXTS[30]]) == 1
        assert IDS[0] in index.query([TEXTS[30]])[0]

    def test_inserting_again_changes_nothing(self, opened: Opening) -> None:
        index = opened()
        assert index.insert(["a", "b", "a"], [TEXTS[0], TEXTS[1], TEXTS[0]]) == 2
        assert index.insert(["b", "c"], [TEXTS[1], TEXTS[2]]) == 1
        assert index.remove(["b"]) == 1
        assert "b" not in index.query([TEXTS[1]])[0]

    def test_an_id_cannot_have_two_texts(self, opened: Opening) -> None:
        index = opened()
        index.insert(["a"], TEXTS[:1])
        for ids in (["b", "a"], ["b", "b"]):
            with pytest.raises(ArticleError, match=f"{ids[1]!r} is in the index with another text. Remove it first"):
                index.insert(ids, TEXTS[1:3])
        assert "b" not in index

    def test_what_cannot_be_inserted_is_named(self, opened: Opening) -> None:
        index = opened()
        with pytest.raises(OptionError, match="2 ids for 1 articles"):
            index.insert(["a", "b"], TEXTS[:1])
        with pytest.raises(ArticleError, match="the id is int"):
            index.insert([1], TEXTS[:1])  # type: ignore[list-item]
        with pytest.raises(OptionError, match=r"float64 of shape \(1, 128\) holds no signatures"):
            index.query(np.zeros((1, 128)))  # type: ignore[arg-type]
        with pytest.raises(OptionError, match=r"\(2, 64\)"):
            index.query(np.zeros((2, 64), dtype=np.uint32))
        assert 1 not in index


@given(st.lists(st.tuples(st.sampled_from("ir"), st.integers(0, 9)), max_size=30))
def test_any_order_of_inserting_and_removing_leaves_what_is_in(steps: list[tuple[str, int]]) -> None:
    index, held = SharedLsh(params=(32, 4)), set()
    for step, number in steps:
        if step == "i":
            assert index.insert([IDS[number]], VALUES[number : number + 1]) == (number not in held)
            held.add(number)
        else:
            assert index.remove([IDS[number]]) == (number in held)
            held.discard(number)
    fresh = SharedLsh(params=(32, 4))
    fresh.insert([IDS[number] for number in sorted(held)], VALUES[sorted(held)])
    assert index.query(VALUES) == fresh.query(VALUES)


class TestParameters:
    @pytest.mark.parametrize("settings", [{}, {"threshold": 0.5, "params": (25, 5)}])
    def test_either_a_threshold_or_params(self, settings: dict[str, Any]) -> None:
        with pytest.raises(OptionError, match="one of them"):
            SharedLsh(**settings)

    @pytest.mark.parametrize("params", [(1, 5), (2, 0), (64, 3)])
    def test_impossible_params(self, params: tuple[int, int]) -> None:
        with pytest.raises(OptionError, match=f"{params[0]} bands of {params[1]} rows"):
            SharedLsh(params=params)

    def test_a_threshold_of_zero_is_one(self) -> None:
        assert SharedLsh(threshold=0.0).params == (128, 1)
