"""Which pairs are proposed: near-identical articles by MinHash LSH, the others by a join of samples."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from made_up import made_up
from newsclean.errors import ArticleError
from newsclean.neardup import candidates, joining
from newsclean.neardup.arrays import NO_HASHES, Hashes
from newsclean.neardup.candidates import (
    AGREEMENT,
    CROWD,
    LEADERS,
    MOST,
    ROWS,
    Candidates,
    components,
    find_candidates,
    near_identical,
    ranked,
)
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.joining import unpacked
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


def of_sketches(sketches: Sketches, common: Hashes = NO_HASHES, leaders: int = LEADERS) -> Candidates:
    every = np.arange(len(sketches.digests))
    return find_candidates(ranked(sketches, every, leaders), common, leaders)


def proposed(*texts: str, scale: int = SAMPLED, common: Hashes = NO_HASHES) -> Candidates:
    return of_sketches(sketched(*texts, scale=scale), common)


def pairs(found: Candidates) -> list[tuple[int, int]]:
    """The pairs in order, of which each is there once."""
    listed = sorted((min(pair), max(pair)) for pair in found.pairs.tolist())
    assert len(set(listed)) == len(listed) == len(found.near)
    assert all(first < second for first, second in listed)
    return listed


def with_changed_word(name: str, copies: int, words: int = 400) -> list[str]:
    """Near-identical articles: each has another word in its middle."""
    half = words // 2
    return [f"{made_up(name, half)} own{n} {made_up(name, half, half)}" for n in range(copies)]


def retold(stories: int) -> list[str]:
    """Short texts with one notice."""
    return [f"{made_up(f'story{n}x', 100)} {NOTICE} {made_up(f'story{n}x', 50, 100)}" for n in range(stories)]


def hashed(text: str) -> Hashes:
    return np.array(sorted(set(shingle_hashes(text.split()))), dtype=np.uint64)


class TestNearIdentical:
    def test_few_are_compared_all_with_all(self) -> None:
        found = proposed(*with_changed_word("a", LEADERS + 1), made_up("b", 400))
        assert pairs(found) == list(combinations(range(LEADERS + 1), 2))
        assert found.near.all()

    def test_many_with_some_of_them(self) -> None:
        copies = 200
        found = proposed(*with_changed_word("a", copies))
        assert copies - 1 <= len(found.pairs) <= 2 * LEADERS * copies
        assert len(set(components(copies, found.pairs).tolist())) == 1

    def test_those_that_agree_in_half_of_their_values(self) -> None:
        values = np.arange(3 * PERMUTATIONS, dtype=np.uint32).reshape(3, -1)
        alike = int(AGREEMENT * PERMUTATIONS)
        values[1, :alike] = values[0, :alike]
        values[2, : alike - 1] = values[0, : alike - 1]
        assert unpacked(near_identical(values)).tolist() == [[0, 1]]

    def test_those_that_agree_in_no_band_are_none(self) -> None:
        values = np.zeros((2, PERMUTATIONS), dtype=np.uint32)
        values[1, ::ROWS] = 1
        assert near_identical(values).tolist() == []
        values[1, 0] = 0
        assert unpacked(near_identical(values)).tolist() == [[0, 1]]

    def test_all_of_a_story_are_joined_with_another_article(self) -> None:
        found = pairs(proposed(*with_changed_word("a", LEADERS), f"{made_up('b', 300)} {made_up('a', 40)}", scale=1))
        assert len([pair for pair in found if LEADERS in pair]) == LEADERS

    def test_of_nothing(self) -> None:
        found = proposed()
        assert (pairs(found), found.crowded) == ([], (0, 0))
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


def held(*articles: tuple[Sequence[int], int, int], ranks: Sequence[int] | None = None) -> Sketches:
    """Sketches of articles of (samples, shingles, scale), none like another in its signature."""
    values = np.array([1 + number << 40 for samples, _, _ in articles for number in samples], dtype=np.uint64)
    shingles, of_scale = (np.array([row[column] for row in articles], dtype=np.int32) for column in (1, 2))
    count = len(articles)
    unlike = np.arange(count * PERMUTATIONS, dtype=np.uint32).reshape(count, -1)
    bounds = np.cumsum([0, *(len(samples) for samples, _, _ in articles)])
    digests = np.array(range(count) if ranks is None else ranks, dtype=np.uint64)
    return Sketches(np.arange(count), values, bounds, shingles, shingles, of_scale, unlike, digests)


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
            found = of_sketches(held(*((range(samples), *row) for row in rows)))
            assert (pairs(found), found.near.tolist()) == (([], []) if near is None else ([(0, 1)], [near]))

    def test_wherever_the_work_is_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = [*with_changed_word("a", 3), *(f"{made_up(name, 50)} {NOTICE}" for name in "bcd")]
        expected = pairs(proposed(*texts, scale=1))
        for at_once in (1, 7, 100):
            monkeypatch.setattr(candidates, "AT_ONCE", at_once)
            monkeypatch.setattr(candidates, "PAIRS_AT_ONCE", at_once)
            monkeypatch.setattr(joining, "AT_ONCE", at_once)
            monkeypatch.setattr(joining, "MEETINGS_AT_ONCE", at_once)
            assert pairs(proposed(*texts, scale=1)) == expected


class TestCommonShingles:
    def test_join_nothing(self) -> None:
        assert pairs(proposed(*retold(3), scale=1, common=hashed(NOTICE))) == []

    def test_of_another_corpus_change_nothing(self) -> None:
        assert pairs(proposed(*retold(3), scale=1, common=hashed(made_up("other", 40)))) == [(0, 1), (0, 2), (1, 2)]

    def test_hide_near_identical_articles_from_the_join_alone(self) -> None:
        texts = with_changed_word("a", 2)
        assert pairs(proposed(*texts, common=hashed(" ".join(texts)))) == [(0, 1)]


class TestCrowds:
    def test_cost_no_square(self) -> None:
        stories = 300
        found = proposed(*retold(stories), scale=1)
        assert found.crowded == (len(hashed(NOTICE)), stories)
        assert len(pairs(found)) == sum(stories - 1 - n for n in range(LEADERS))

    def test_are_more_than_so_many(self) -> None:
        assert proposed(*retold(CROWD), scale=1).crowded == (0, 0)

    def test_of_boilerplate_are_none(self) -> None:
        assert proposed(*retold(CROWD + 1), scale=1, common=hashed(NOTICE)).crowded == (0, 0)

    def test_are_led_by_the_articles_of_the_least_digests(self) -> None:
        count, leaders = 9, 2
        ranks = [(7 * number) % count for number in range(count)]
        found = pairs(of_sketches(held(*[(range(10), 100, 1)] * count, ranks=ranks), leaders=leaders))
        leading = {ranks.index(0), ranks.index(1)}
        assert found == [pair for pair in combinations(range(count), 2) if not leading.isdisjoint(pair)]

    def test_copies_that_nowhere_lead_are_found_by_their_bands(self) -> None:
        """Their every shingle is that of many others, which are not like them."""
        passages = [made_up(f"p{n}x", 60) for n in range(8)]
        others = [f"{passage} {made_up(f'o{n}m{m}x', 300)}" for n, passage in enumerate(passages) for m in range(2 * LEADERS)]
        sketches = sketched(*others, *(" ".join(passages) + f" own{n}" for n in range(2)))
        sketches.digests[-2:] = np.uint64(2**64 - 2), np.uint64(2**64 - 1)
        assert (len(others), len(others) + 1) in pairs(of_sketches(sketches))


class TestPairs:
    def test_near_is_said_of_pairs_with_much_in_common(self) -> None:
        texts = [*with_changed_word("a", 2), *(f"{made_up(name, 600)} {made_up('p', 30)}" for name in "bc")]
        found = proposed(*texts, scale=1)
        assert dict(zip(map(tuple, np.sort(found.pairs).tolist()), found.near.tolist(), strict=True)) == {
            (0, 1): True,
            (2, 3): False,
        }

    def test_more_articles_than_keys_leave_room_for_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(candidates, "LOW", np.uint64(3))
        assert proposed(*"abc").pairs.tolist() == []
        with pytest.raises(ArticleError, match="4 articles of different words are more than the 3"):
            proposed(*"abcd")


def test_shingles_of_all_are_signed() -> None:
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
