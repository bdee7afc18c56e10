"""Which pairs are proposed: near-identical articles by MinHash LSH, the others by a join of samples; and what joins nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import made_up
from newsclean.neardup import candidates, joining
from newsclean.neardup.arrays import NO_HASHES, Hashes
from newsclean.neardup.candidates import (
    AGREEMENT,
    JOINED_OF_CLUSTER,
    MAX_CLIQUE,
    MAX_CLUSTERS,
    MOST,
    REPRESENTATIVES,
    ROWS,
    Candidates,
    components,
    find_candidates,
    lsh_candidates,
    near_identical,
)
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.joining import MAX_BUCKET
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.signatures import signatures
from newsclean.neardup.sketches import PERMUTATIONS, Sketches, sketch

NOTICE = made_up("notice", 40)
SAMPLED = 8  # one shingle in how many is looked at of long texts among many


def sketched(*texts: str, scale: int = SAMPLED) -> Sketches:
    """The sketches of texts of plain letters, which keep their order."""
    with ShingleStore() as store:
        found = sketch(texts, store, scale)
    assert found.order.tolist() == list(range(len(texts)))
    return found


def proposed(*texts: str, scale: int = SAMPLED, known: Hashes | None = None) -> Candidates:
    return find_candidates(sketched(*texts, scale=scale), known)


def pairs(found: Candidates) -> list[tuple[int, int]]:
    """The pairs, which are in order and each there once."""
    listed = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert len(set(listed)) == len(listed) == len(found.near)
    assert all(first < second for first, second in listed)
    return sorted(listed)


def with_changed_word(name: str, copies: int, words: int = 400) -> list[str]:
    """Near-identical articles: each has another word in its middle."""
    half = words // 2
    return [f"{made_up(name, half)} own{n} {made_up(name, half, half)}" for n in range(copies)]


def hashed(text: str) -> set[int]:
    return set(shingle_hashes(text.split()))


class TestNearIdentical:
    @pytest.mark.parametrize("copies", [2, MAX_CLIQUE])
    def test_a_small_cluster_is_compared_all_with_all(self, copies: int) -> None:
        found = proposed(*with_changed_word("a", copies), made_up("b", 400))
        assert pairs(found) == list(combinations(range(copies), 2))
        assert found.near.all()

    def test_a_big_one_is_no_square_of_pairs(self) -> None:
        copies = 200
        texts = with_changed_word("a", copies)
        tied = near_identical(sketched(*texts).signatures)
        assert len(set(components(copies, tied).tolist())) == 1
        assert len(tied) <= 2 * copies * candidates.BANDS
        found = pairs(proposed(*texts))
        assert len(found) == sum(copies - 1 - n for n in range(REPRESENTATIVES))
        assert len(set(components(copies, np.array(found)).tolist())) == 1

    def test_those_that_agree_in_half_of_their_values(self) -> None:
        values = np.arange(3 * PERMUTATIONS, dtype=np.uint32).reshape(3, -1)
        alike = int(AGREEMENT * PERMUTATIONS)
        values[1, :alike] = values[0, :alike]
        values[2, : alike - 1] = values[0, : alike - 1]
        assert near_identical(values).tolist() == [[0, 1]]

    def test_each_is_tied_to_the_first_of_its_bucket_and_to_the_one_before_it(self) -> None:
        """All agree in one band; else those that are alike differ in a value of every band."""

        def alike(*bands: int) -> list[int]:
            return [value for band in bands for value in range(ROWS * band, ROWS * band + ROWS - 1)]

        values = np.arange(3 * PERMUTATIONS, dtype=np.uint32).reshape(3, -1)
        values[:, :ROWS] = values[0, :ROWS]
        by_first, by_neighbour = values.copy(), values.copy()
        by_first[2, alike(1, 2, 3, 4)] = values[0, alike(1, 2, 3, 4)]
        by_neighbour[1, alike(4, 5, 6, 7)] = values[0, alike(4, 5, 6, 7)]
        by_neighbour[2, alike(1, 2, 3, 4)] = by_neighbour[1, alike(1, 2, 3, 4)]
        assert near_identical(by_first).tolist() == [[0, 2]]
        assert near_identical(by_neighbour).tolist() == [[0, 1], [1, 2]]

    def test_some_of_them_are_joined_with_others(self) -> None:
        found = pairs(proposed(*with_changed_word("a", 10), f"{made_up('b', 300)} {made_up('a', 40)}", scale=1))
        assert len([pair for pair in found if 10 in pair]) == JOINED_OF_CLUSTER

    def test_of_nothing(self) -> None:
        found = proposed()
        assert (pairs(found), found.common.tolist(), found.crowded) == ([], [], (0, 0))
        assert pairs(proposed("", "one two")) == []


class TestJoin:
    def test_an_excerpt_of_a_long_article(self) -> None:
        whole = made_up("a", 2000)
        excerpt = " ".join(whole.split()[900:1200])
        texts = [whole, f"{made_up('b', 300)} {excerpt}", made_up("c", 2000)]
        assert near_identical(sketched(*texts).signatures).tolist() == []
        found = proposed(*texts)
        assert pairs(found) == [(0, 1)]
        assert found.near.tolist() == [True]

    def test_a_heavy_cut(self) -> None:
        words = made_up("a", 2000).split()
        cut = " ".join(word for start in range(0, 2000, 500) for word in words[start : start + 60])
        assert pairs(proposed(" ".join(words), cut)) == [(0, 1)]

    def test_a_borrowed_passage_among_few_articles(self) -> None:
        passage = made_up("p", 14)
        texts = [f"{made_up(name, 600)} {passage} {made_up(name, 600, 600)}" for name in "ab"]
        found = proposed(*texts, scale=1)
        assert pairs(found) == [(0, 1)]
        assert found.near.tolist() == [False]

    def test_a_set_phrase_proposes_nothing(self) -> None:
        phrase = made_up("p", 11)  # seven shingles
        texts = [f"{made_up(name, 600)} {phrase} {made_up(name, 600, 600)}" for name in "ab"]
        assert pairs(proposed(*texts, scale=1)) == []

    def test_few_samples_are_enough_where_they_are_most_of_a_short_text(self) -> None:
        short = made_up("a", 8)  # four shingles, fewer than ask for a pair of longer texts
        assert pairs(proposed(short, f"{short} {made_up('b', 30)}")) == [(0, 1)]
        longer = f"{short} {made_up('c', int(4 / MOST))}"
        assert pairs(proposed(longer, f"{short} {made_up('b', 30)}")) == []

    def test_a_shingle_that_one_text_repeats_counts_once(self) -> None:
        phrase = made_up("p", 6)
        texts = [f"{made_up(name, 100)} {' '.join([phrase, name] * 20)}" for name in "ab"]
        assert pairs(proposed(*texts, scale=1)) == []


def held(*articles: tuple[Sequence[int], int, int]) -> Sketches:
    """Sketches of articles of (samples, shingles, scale), none like another in its signature."""
    values = np.array([1 + number << 40 for samples, _, _ in articles for number in samples], dtype=np.uint64)
    shingles, of_scale = (np.array([row[column] for row in articles], dtype=np.int32) for column in (1, 2))
    count = len(articles)
    unlike = np.arange(count * PERMUTATIONS, dtype=np.uint32).reshape(count, -1)
    bounds = np.cumsum([0, *(len(samples) for samples, _, _ in articles)])
    return Sketches(np.arange(count), values, bounds, shingles, shingles, of_scale, unlike, np.arange(count, dtype=np.uint64))


class TestEnough:
    """How much must be shared, to the last sample."""

    @pytest.mark.parametrize(
        ("samples", "one", "other", "near"),
        [
            (8, (1000, 1), (1000, 1), False),  # shingles
            (7, (1000, 1), (1000, 1), None),
            (6, (1000, 2), (1000, 2), False),  # samples
            (5, (1000, 2), (1000, 2), None),
            (2, (5, 1), (1000, 1), True),  # a share of the shorter one
            (2, (6, 1), (1000, 1), None),
            (2, (40, 1), (1000, 8), True),  # estimated by the sparser sample
            (2, (41, 1), (1000, 8), None),
            (1, (2, 1), (1000, 1), None),  # one sample is chance
            (10, (40, 1), (1000, 1), True),  # much in common
            (10, (41, 1), (1000, 1), False),
        ],
    )
    def test_for_a_pair(self, samples: int, one: tuple[int, int], other: tuple[int, int], near: bool | None) -> None:  # noqa: FBT001
        for rows in ((one, other), (other, one)):
            found = find_candidates(held(*((range(samples), *row) for row in rows)), NO_HASHES)
            assert (pairs(found), found.near.tolist()) == (([], []) if near is None else ([(0, 1)], [near]))

    def test_wherever_the_work_is_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = [*with_changed_word("a", 3), *(f"{made_up(name, 50)} {NOTICE}" for name in "bcd")]
        expected = pairs(proposed(*texts, scale=1))
        for at_once in (1, 7, 100):
            monkeypatch.setattr(candidates, "AT_ONCE", at_once)
            monkeypatch.setattr(joining, "AT_ONCE", at_once)
            assert pairs(proposed(*texts, scale=1)) == expected


class TestBoilerplate:
    def texts(self, stories: int) -> list[str]:
        return [f"{made_up(f'story{n}x', 100)} {NOTICE} {made_up(f'story{n}x', 50, 100)}" for n in range(stories)]

    def test_of_a_few_stories_joins_them(self) -> None:
        found = proposed(*self.texts(MAX_CLUSTERS), scale=1)
        assert pairs(found) == list(combinations(range(MAX_CLUSTERS), 2))
        assert found.common.tolist() == []

    def test_of_more_stories_joins_nothing(self) -> None:
        found = proposed(*self.texts(MAX_CLUSTERS + 1), scale=1)
        assert pairs(found) == []
        assert set(found.common.tolist()) == {value >> found.missing_bits for value in hashed(NOTICE)}
        assert found.holders.shape == (len(found.common), candidates.HOLDERS)
        assert all(len(set(row)) == candidates.HOLDERS for row in found.holders.tolist())

    def test_copies_of_one_story_count_as_one(self) -> None:
        """Told from syndication by counting stories, not articles."""
        copies = [f"{text} {NOTICE}" for text in with_changed_word("a", 3 * MAX_CLUSTERS)]
        found = proposed(*copies, *self.texts(MAX_CLUSTERS - 1), scale=1)
        assert found.common.tolist() == []

    def test_a_story_that_many_retell_is_none(self) -> None:
        """Each has the agency's text and nearly as much of its own, so that no two are near-identical."""
        rewrites = 12
        core = made_up("core", 600)
        texts = [f"{made_up(f'own{n}x', 450)} {core}" for n in range(rewrites)]
        assert len(set(components(rewrites, near_identical(sketched(*texts).signatures)).tolist())) > MAX_CLUSTERS
        for scale in (1, SAMPLED):
            found = proposed(*texts, scale=scale)
            assert found.common.tolist() == []
            assert pairs(found) == list(combinations(range(rewrites), 2))

    def test_a_story_is_told_by_the_sparser_sample(self) -> None:
        """Nine articles have one sample in common, and each a passage with a tenth that is sampled more sparsely than they."""
        own = [range(100 * number, 100 * number + 20) for number in range(1, MAX_CLUSTERS + 2)]
        every = [0, *(sample for each in own for sample in each)]
        for shingles, is_story in ((420, True), (421, False)):  # 21 samples stand for 168, two fifths of 420
            found = find_candidates(held((every, shingles, 8), *(([0, *each], 300, 4) for each in own)), None)
            assert (found.common.tolist() == []) == is_story

    def test_rewrites_and_copies_of_one_story_count_as_one(self) -> None:
        """One more cluster than stories, one of the stories with copies."""
        core = made_up("core", 300)
        rewrites = [f"{made_up(f'own{n}x', 280)} {core} {NOTICE}" for n in range(2)]
        copies = [f"{text} {NOTICE}" for text in with_changed_word("a", candidates.JOINED_OF_CLUSTER)]
        texts = [*rewrites, *copies, *self.texts(MAX_CLUSTERS - 2)]
        assert len(set(components(len(texts), near_identical(sketched(*texts, scale=1).signatures)).tolist())) == MAX_CLUSTERS + 1
        found = proposed(*texts, scale=1)
        assert found.common.tolist() == []
        assert pairs(found) == list(combinations(range(len(texts)), 2))
        assert proposed(*texts, f"{made_up('b', 100)} {NOTICE}", scale=1).common.tolist() != []

    def test_that_is_known_is_not_learned_again(self) -> None:
        known = np.array(sorted(hashed(NOTICE)), dtype=np.uint64)
        for stories in (2, MAX_CLUSTERS + 1):
            found = proposed(*self.texts(stories), scale=1, known=known)
            assert (pairs(found), found.common.tolist()) == ([], [])

    def test_that_another_corpus_did_not_know_still_joins(self) -> None:
        found = proposed(*self.texts(MAX_CLUSTERS + 1), scale=1, known=NO_HASHES)
        assert pairs(found) == list(combinations(range(MAX_CLUSTERS + 1), 2))


def test_a_crowd_is_joined_by_a_number_of_pairs_that_grows_with_it() -> None:
    stories = 10 * MAX_BUCKET
    texts = [f"{made_up(f'story{n}x', 40)} {NOTICE}" for n in range(stories)]
    found = proposed(*texts, scale=1, known=NO_HASHES)
    assert found.crowded == (len(hashed(NOTICE)), stories)
    assert stories - 1 <= len(pairs(found)) <= 2 * stories


def test_crowds_of_boilerplate_are_none() -> None:
    """A notice of half a short text, which in a crowd must not seem to be as long again."""
    found = proposed(*(f"{made_up(f'story{n}x', 40)} {NOTICE}" for n in range(MAX_BUCKET + 1)), scale=1)
    assert (len(found.common) > 0, found.crowded, pairs(found)) == (True, (0, 0), [])


class TestLshAlone:
    def test_crowds_of_all_bands_are_counted(self) -> None:
        values = np.arange(300, dtype=np.uint32).reshape(50, 6)
        values[:40, :2] = 0
        values[:, 4:] = 0
        assert lsh_candidates(values, 3, 2).crowded == (2, 50)

    @given(st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), max_size=20))
    def test_all_that_agree_in_a_band_are_proposed(self, rows: list[list[int]]) -> None:
        values = np.array(rows, dtype=np.uint32).reshape(-1, 6)
        expected = [
            (one, other)
            for one, other in combinations(range(len(rows)), 2)
            if any(rows[one][band : band + 2] == rows[other][band : band + 2] for band in (0, 2, 4))
        ]
        found = lsh_candidates(values, 3, 2)
        assert pairs(found) == expected
        assert found.near.all()
        assert found.common.tolist() == []

    def test_shingles_of_all_are_signed(self) -> None:
        """The signatures are those that others take, not those of the samples."""
        text = made_up("a", 1000)
        with ShingleStore() as store:
            (values,) = sketch([text], store, SAMPLED, 16, whole=True).signatures
        hashes = np.array(shingle_hashes(text.split()), dtype=np.uint64)
        assert values.tolist() == signatures(hashes, np.array([0, len(hashes)]), 16)[0].tolist()
        assert len(hashes) == 1000 - SHINGLE_SIZE + 1


def test_components() -> None:
    assert components(5, np.array([[0, 3], [3, 4]])).tolist() == [0, 1, 2, 0, 0]
    assert components(2, np.zeros((0, 2), dtype=np.int64)).tolist() == [0, 1]
    assert components(0, np.zeros((0, 2), dtype=np.int64)).tolist() == []
