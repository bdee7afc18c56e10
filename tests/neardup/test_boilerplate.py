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
from newsclean.neardup.boilerplate import (
    HOLDERS,
    MAX_CLUSTERS,
    MIN_PASSAGE,
    learned,
    passages,
    weightless_words,
    weighty,
    widespread,
)
from newsclean.neardup.candidates import components, near_identical, ranked
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.joining import keys_of, unpacked
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.sketches import sketch
from plain_candidates import Sketched, given_as

NOTICE = made_up("notice", 40)


def learn(*texts: str, scale: int) -> tuple[int, set[int]]:
    """(how many sampled shingles have no weight, those of the passages around them)."""
    with ShingleStore() as store:
        sketches = sketch(texts, store, scale)
        articles = ranked(sketches, np.arange(len(texts)))
        common = learned(articles, sketches.words.astype(np.int64), store)
        keys, holders = widespread(articles)
    assert common.tolist() == sorted(set(common.tolist()))
    assert holders.shape == (len(keys), HOLDERS)
    assert all(len(set(row)) == HOLDERS for row in holders.tolist())
    return len(keys), set(common.tolist())


def hashed(text: str) -> set[int]:
    return set(shingle_hashes(text.split()))


def clusters(*texts: str, scale: int) -> int:
    """How many clusters of near-identical articles some texts make."""
    with ShingleStore() as store:
        pairs = near_identical(sketch(texts, store, scale).signatures)
    return len(set(components(len(texts), unpacked(pairs)).tolist()))


class TestLearned:
    def stories(self, number: int) -> list[str]:
        return [f"{made_up(f'story{n}x', 100)} {NOTICE} {made_up(f'story{n}x', 50, 100)}" for n in range(number)]

    def copies(self, number: int) -> list[str]:
        """Near-identical articles with the notice."""
        return [f"{made_up('a', 200)} own{n} {made_up('a', 200, 200)} {NOTICE}" for n in range(number)]

    def test_what_few_stories_share_has_weight(self) -> None:
        assert learn(*self.stories(MAX_CLUSTERS), scale=1) == (0, set())

    def test_what_many_do_has_none(self) -> None:
        assert learn(*self.stories(MAX_CLUSTERS + 1), scale=1) == (len(hashed(NOTICE)), hashed(NOTICE))

    def test_copies_of_one_story_count_as_one(self) -> None:
        """Told from syndication by counting stories, not articles."""
        assert learn(*self.copies(3 * MAX_CLUSTERS), *self.stories(MAX_CLUSTERS - 1), scale=1) == (0, set())
        assert learn(*self.copies(3 * MAX_CLUSTERS), *self.stories(MAX_CLUSTERS), scale=1)[1] == hashed(NOTICE)

    @pytest.mark.parametrize("scale", [1, 8])
    @pytest.mark.parametrize("rewrites", [12, 60])
    def test_a_story_that_many_retell_is_none(self, scale: int, rewrites: int) -> None:
        """Each has the agency's text and nearly as much of its own, so that no two are near-identical."""
        texts = [f"{made_up(f'own{n}x', 450)} {made_up('core', 600)}" for n in range(rewrites)]
        assert clusters(*texts, scale=scale) > MAX_CLUSTERS
        assert learn(*texts, scale=scale) == (0, set())

    def test_a_story_is_told_by_the_sparser_sample(self) -> None:
        """Nine articles have one sample in common, and each a passage with a tenth that is sampled more sparsely than they."""
        own = [range(100 * number, 100 * number + 20) for number in range(1, MAX_CLUSTERS + 2)]
        every = [0, *(sample for each in own for sample in each)]
        for shingles, is_story in ((420, True), (421, False)):  # 21 samples stand for 168, two fifths of 420
            sampled = [(every, 8, shingles), *(([0, *each], 4, 300) for each in own)]
            articles = [
                Sketched(rank, [32 * rank + value for value in range(32)], frozenset(samples), scale, size)
                for rank, (samples, scale, size) in enumerate(sampled)
            ]
            keys, _ = widespread(ranked(given_as(articles), np.arange(len(articles))))
            assert (keys.tolist() == []) == is_story

    def test_rewrites_and_copies_of_one_story_count_as_one(self) -> None:
        """One more cluster than stories, one of the stories with copies."""
        rewrites = [f"{made_up(f'own{n}x', 280)} {made_up('core', 300)} {NOTICE}" for n in range(2)]
        texts = [*rewrites, *self.copies(4), *self.stories(MAX_CLUSTERS - 2)]
        assert clusters(*texts, scale=1) == MAX_CLUSTERS + 1
        assert learn(*texts, scale=1) == (0, set())
        assert learn(*texts, f"{made_up('b', 100)} {NOTICE}", scale=1)[1] == hashed(NOTICE)

    def test_of_nothing(self) -> None:
        assert learn(scale=1) == (0, set())
        assert learn(made_up("a", 50), made_up("b", 50), scale=1) == (0, set())


class TestPassages:
    def stories(self, notice: str) -> list[str]:
        return [f"{made_up(f'story{n}x', 400)} {notice} {made_up(f'story{n}x', 400, 400)}" for n in range(12)]

    @pytest.mark.parametrize("scale", [1, 8])
    def test_reach_as_far_as_the_same_words(self, scale: int) -> None:
        notice = made_up("notice", 80)
        sampled, common = learn(*self.stories(notice), scale=scale)
        assert common == hashed(notice)
        assert (sampled == len(common)) == (scale == 1)

    def test_are_found_each(self) -> None:
        notices = made_up("notice", 80), made_up("share", 60)
        sampled, common = learn(*(f"{text} {notices[1]}" for text in self.stories(notices[0])), scale=8)
        assert 0 < sampled < len(common)
        assert common == hashed(notices[0]) | hashed(notices[1])

    def test_that_a_text_repeats(self) -> None:
        notice = made_up("notice", 60)
        _, common = learn(*self.stories(f"{notice} {made_up('x', 3)} {notice}"), scale=8)
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
        key = keys_of(np.array([hashes[0][sampled]], dtype=np.uint64))
        with ShingleStore() as store:
            store.write(np.array([*chain(*hashes)], dtype=np.uint64), np.cumsum([0, *map(len, hashes)]))
            return set(passages(key, np.array([[0, 1, 2]]), np.array([len(words) for words in texts]), store).tolist())


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
