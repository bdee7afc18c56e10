"""Boilerplate: its passages from the samples that showed it, and the words that have no weight."""

from __future__ import annotations

from itertools import chain, groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import made_up
from newsclean.neardup import boilerplate
from newsclean.neardup.arrays import Hashes
from newsclean.neardup.boilerplate import MIN_PASSAGE, passages, weightless_words, weighty
from newsclean.neardup.candidates import Candidates, find_candidates
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.sketches import sketch


def learned(*texts: str, scale: int) -> tuple[int, set[int]]:
    """(how many sampled shingles have no weight, the shingles of the passages around them)."""
    with ShingleStore() as store:
        sketches = sketch(texts, store, scale)
        found = find_candidates(sketches, None)
        common = passages(found, np.arange(len(texts)), sketches.words.astype(np.int64), store)
    assert common.tolist() == sorted(set(common.tolist()))
    return len(found.common), set(common.tolist())


def hashed(text: str) -> set[int]:
    return set(shingle_hashes(text.split()))


class TestPassages:
    def stories(self, notice: str) -> list[str]:
        return [f"{made_up(f'story{n}x', 400)} {notice} {made_up(f'story{n}x', 400, 400)}" for n in range(12)]

    @pytest.mark.parametrize("scale", [1, 8])
    def test_reach_as_far_as_the_same_words(self, scale: int) -> None:
        notice = made_up("notice", 80)
        sampled, common = learned(*self.stories(notice), scale=scale)
        assert common == hashed(notice)
        assert (sampled == len(common)) == (scale == 1)

    def test_are_found_each(self) -> None:
        notices = made_up("notice", 80), made_up("share", 60)
        sampled, common = learned(*(f"{text} {notices[1]}" for text in self.stories(notices[0])), scale=8)
        assert 0 < sampled < len(common)
        assert common == hashed(notices[0]) | hashed(notices[1])

    def test_that_a_text_repeats(self) -> None:
        notice = made_up("notice", 60)
        _, common = learned(*self.stories(f"{notice} {made_up('x', 3)} {notice}"), scale=8)
        assert common >= hashed(notice)
        assert all(any(value in hashed(text) for text in self.stories(f"{notice} x0 x1 x2 {notice}")) for value in common)

    @pytest.mark.parametrize("sampled", [10, 30, 45])
    def test_are_what_the_first_holder_shares_with_each_other_one(self, sampled: int) -> None:
        """Whether the sample lies at their beginning, in their middle or at their end."""
        notice = made_up("notice", 60).split()
        texts = [notice, [*notice[:50], *made_up("a", 20).split()], [*made_up("b", 20).split(), *notice[10:]]]
        assert self.around(texts, sampled) == hashed(" ".join(notice[10:50]))

    def test_are_one_shingle_where_the_holders_share_no_run_around_it(self) -> None:
        notice = made_up("notice", 60).split()
        assert self.around([notice, notice[:20], notice[40:]], 30) == hashed(" ".join(notice[30 : 30 + SHINGLE_SIZE]))

    def around(self, texts: list[list[str]], sampled: int) -> set[int]:
        """The passage around one shingle of the first text, which all hold."""
        hashes = [shingle_hashes(words) for words in texts]
        bits, none = 3, np.zeros(0, dtype=np.int64)
        common = np.array([hashes[0][sampled] >> bits], dtype=np.uint64)
        named = Candidates(none, none, none.astype(bool), common, np.array([[0, 1, 2]]), (0, 0), bits)
        with ShingleStore() as store:
            store.write(np.array([*chain(*hashes)], dtype=np.uint64), np.cumsum([0, *map(len, hashes)]))
            return set(passages(named, np.arange(3), np.array([len(words) for words in texts]), store).tolist())

    def test_of_nothing(self) -> None:
        assert learned(made_up("a", 50), made_up("b", 50), scale=1) == (0, set())


class TestWeighty:
    @given(st.lists(st.integers(0, 2**64 - 1), max_size=30), st.sets(st.integers(0, 2**64 - 1), max_size=10), st.data())
    def test_all_but_the_common_ones(self, own: list[int], others: set[int], data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(own), max_size=8)) if own else []
        common: Hashes = np.array(sorted({*some, *others}), dtype=np.uint64)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(boilerplate, "AT_ONCE", data.draw(st.sampled_from([1, 7, 1 << 16])))
            flags = weighty(np.array(own, dtype=np.uint64), common)
        assert flags.tolist() == [value not in {*some, *others} for value in own]


class TestWeightlessWords:
    @given(st.lists(st.lists(st.booleans(), max_size=40), max_size=4))
    def test_passages_of_a_dozen_words_and_more(self, articles: list[list[bool]]) -> None:
        expected = []
        for number, flags in enumerate(articles):
            covered = sorted({at + n for at, flag in enumerate(flags) if not flag for n in range(SHINGLE_SIZE)})
            for _, group in groupby(enumerate(covered), key=lambda row: row[1] - row[0]):
                passage = [word for _, word in group]
                if len(passage) >= MIN_PASSAGE:
                    expected.append((number, passage[0], passage[-1] + 1))
        bounds = np.cumsum([0, *map(len, articles)])
        found = weightless_words(bounds, np.array([flag for flags in articles for flag in flags], dtype=bool))
        assert list(zip(*(column.tolist() for column in found), strict=True)) == expected
