"""The rule by which articles are candidates: what its slow, obvious version says, and nothing that others could change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup import candidates, joining
from newsclean.neardup.arrays import NO_HASHES, Hashes
from newsclean.neardup.candidates import Candidates, find_candidates, lsh_candidates, ranked
from newsclean.neardup.joining import MEMBER_BITS
from newsclean.neardup.sketches import PERMUTATIONS, Sketches
from plain_candidates import Pairs, Sketched, given_as, plain_candidates, plain_lsh


def pairs(found: Candidates) -> Pairs:
    """The pairs, of which each is there once."""
    listed = {(min(pair), max(pair)) for pair in found.pairs.tolist()}
    assert len(listed) == len(found.pairs) == len(found.near)
    return listed


def of_sketches(sketches: Sketches, leaders: int, common: Hashes = NO_HASHES) -> Candidates:
    every = np.arange(len(sketches.digests))
    return find_candidates(ranked(sketches, every, leaders), common, leaders)


@st.composite
def crowds(draw: st.DrawFn) -> list[Sketched]:
    """Articles that have much in common: samples of a few passages, signatures that differ from one of two in some values."""
    ranks = draw(st.permutations(range(draw(st.integers(0, 14)))))
    passages = [range(10 * n, 10 * n + draw(st.integers(1, 10))) for n in range(4)]
    made = []
    for rank in ranks:
        own = draw(st.lists(st.sampled_from(passages), max_size=3))
        some = draw(st.sets(st.integers(0, 40), max_size=6))
        changed = draw(st.sets(st.integers(0, PERMUTATIONS - 1), max_size=PERMUTATIONS - 8))
        base = draw(st.sampled_from([1, 2]))
        signature = [3 + rank if place in changed else base for place in range(PERMUTATIONS)]
        scale, shingles = draw(st.sampled_from([1, 2, 4, 8])), draw(st.integers(1, 120))
        made.append(Sketched(rank, signature, frozenset(some.union(*own)), scale, shingles))
    return made


class TestRule:
    """The pairs are those that the slow version says."""

    @given(crowds(), st.sets(st.integers(0, 40), max_size=20), st.integers(1, 5), st.sampled_from([1, 5, joining.AT_ONCE]))
    def test_as_said_word_by_word(self, articles: list[Sketched], common: set[int], leaders: int, at_once: int) -> None:
        keys = np.array(sorted(sample << MEMBER_BITS for sample in common), dtype=np.uint64)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(joining, "AT_ONCE", at_once)
            patch.setattr(joining, "MEETINGS_AT_ONCE", at_once)
            patch.setattr(candidates, "AT_ONCE", at_once)
            found = of_sketches(given_as(articles), leaders, keys)
        assert pairs(found) == plain_candidates(articles, common, leaders)

    @given(crowds(), st.integers(1, 5), st.data())
    def test_of_some_of_the_articles(self, articles: list[Sketched], leaders: int, data: st.DataObject) -> None:
        """Those of the same words as others have no say."""
        some = sorted(data.draw(st.sets(st.sampled_from(range(len(articles)))))) if articles else []
        found = find_candidates(ranked(given_as(articles), np.array(some, dtype=np.int64), leaders), NO_HASHES, leaders)
        expected = plain_candidates([articles[number] for number in some], (), leaders)
        assert pairs(found) == {(some[a], some[b]) for a, b in expected}

    @given(crowds(), crowds(), st.integers(1, 5), st.data())
    def test_articles_that_share_nothing_change_nothing(
        self, articles: list[Sketched], others: list[Sketched], leaders: int, data: st.DataObject
    ) -> None:
        ranks = data.draw(st.permutations(range(len(articles) + len(others))))
        own = sorted(ranks[: len(articles)])  # in the order that they had
        every = [Sketched(own[a.rank], a.signature, a.samples, a.scale, a.shingles) for a in articles]
        for rank, o in zip(ranks[len(articles) :], others, strict=True):
            foreign = frozenset(100 + sample for sample in o.samples)
            every.append(Sketched(rank, [1000 + value for value in o.signature], foreign, o.scale, o.shingles))
        found = of_sketches(given_as(every), leaders)
        among = {(a, b) for a, b in pairs(found) if b < len(articles)}
        assert among == pairs(of_sketches(given_as(articles), leaders))


class TestLshAlone:
    def test_crowds_of_all_bands_are_counted(self) -> None:
        values = np.arange(300, dtype=np.uint32).reshape(50, 6)
        values[:40, :2] = 0
        values[:, 4:] = 0
        articles = [Sketched(rank, row, frozenset(), 1, 1) for rank, row in enumerate(values.tolist())]
        assert lsh_candidates(given_as(articles), np.arange(50), 3, 2).crowded == (2, 50)

    @given(st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), max_size=20), st.integers(1, 20), st.randoms())
    def test_all_that_meet_in_a_band_are_proposed(self, rows: list[list[int]], leaders: int, random: st.DataObject) -> None:
        ranks = list(range(len(rows)))
        random.shuffle(ranks)  # type: ignore[attr-defined]
        articles = [Sketched(rank, row, frozenset(), 1, 1) for rank, row in zip(ranks, rows, strict=True)]
        found = lsh_candidates(given_as(articles), np.arange(len(rows)), 3, 2, leaders)
        assert pairs(found) == plain_lsh(articles, 3, 2, leaders)
        assert found.near.all()
