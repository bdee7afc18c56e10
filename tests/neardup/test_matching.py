"""Many pairs matched at once give what the plain reference gives for each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup import matching
from newsclean.neardup.arrays import Flags
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.matching import Block, match
from newsclean.neardup.runs import MAX_PLACES, Run, shared_runs

# Few words, so that phrases repeat inside a text and runs overlap.
texts = st.lists(st.lists(st.sampled_from("abc"), max_size=40), min_size=2, max_size=6)


def block_of(articles: list[list[str]]) -> Block:
    hashes = [shingle_hashes(words) for words in articles]
    bounds = np.cumsum([0, *map(len, hashes)])
    flat = np.array([value for each in hashes for value in each], dtype=np.uint64)
    return Block(flat, bounds, np.array([len(words) for words in articles]))


def all_pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array([(first, second) for second in range(count) for first in range(second)])
    return pairs[:, 0], pairs[:, 1]


def has_weight(hashes: list[int], run: Run, common: set[int]) -> bool:
    return not set(hashes[run.a : run.a + run.length - SHINGLE_SIZE + 1]) <= common


def check(articles: list[list[str]], common: set[int]) -> None:
    articles = sorted(articles, key=len)
    block = block_of(articles)
    weighty: Flags = ~np.isin(block.hashes, np.array(sorted(common), dtype=np.uint64))
    first, second = all_pairs(len(articles))
    found = match(block, first, second, weighty)
    hashes = [shingle_hashes(words) for words in articles]
    assert found.weights.tolist() == [len(set(each) - common) for each in hashes]
    for pair, (a, b) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        rows = [Run(*row[1:]) for row in found.runs.rows() if row[0] == pair]
        expected = [run for run in shared_runs(articles[a], articles[b]) if has_weight(hashes[a], run, common)]
        assert rows == expected
        assert found.shared[pair] == len((set(hashes[a]) & set(hashes[b])) - common)


@given(texts, st.randoms())
def test_runs_and_counts_are_those_of_the_reference(articles: list[list[str]], random: st.DataObject) -> None:
    known = sorted({value for words in articles for value in shingle_hashes(words)})
    common = set(random.sample(known, min(2, len(known))))  # type: ignore[attr-defined]
    check(articles, common)


@given(texts)
def test_a_small_table_in_which_shingles_crowd_each_other_out_gives_the_same(articles: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "TABLE_BITS", 2)
        patch.setattr(matching, "SLOTS", 3)
        patch.setattr(matching, "SHIFTS", tuple(range(0, 64, 2)))
        patch.setattr(matching, "PORTION", 30)
        check(articles, set())


def test_a_phrase_that_stands_very_often_is_compared_with_its_first_places() -> None:
    phrase = "one two three four five six".split()
    check([phrase, phrase * (MAX_PLACES + 5), [*phrase, *"seven eight nine ten eleven".split()]], set())


@pytest.mark.parametrize("more", [-1, 0, 1, 2])
def test_places_beyond_the_first_ones_begin_no_run(more: int) -> None:
    """The last place of the phrase goes on as the other text does, and is not reached from the phrase's first words."""
    phrase, tail = "one two three four five six".split(), "seven eight nine ten".split()
    own = [[*phrase, f"own{number}"] for number in range(MAX_PLACES + more)]
    check([[*phrase, *tail], [*(word for each in own for word in each), *phrase, *tail]], set())


def test_shingles_that_differ_in_few_bits_are_told_apart() -> None:
    """However many rounds of the table it takes."""
    hashes = [5, *(5 ^ 1 << bit for bit in range(64))]
    block = Block(np.array(hashes * 2, dtype=np.uint64), np.array([0, 65, 130]), np.array([69, 69]))
    found = match(block, np.array([0]), np.array([1]), np.ones(130, dtype=bool))
    assert (found.shared.tolist(), found.weights.tolist(), list(found.runs.rows())) == ([65], [65, 65], [(0, 0, 0, 69)])


def test_no_pairs_and_empty_articles() -> None:
    none = np.zeros(0, dtype=np.int64)
    found = match(block_of([[], ["a"]]), none, none, np.ones(1, dtype=bool))
    assert (len(found.shared), found.weights.tolist(), len(found.runs.pair)) == (0, [0, 1], 0)
