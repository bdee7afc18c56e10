"""Which members share a key: buckets, pairs, and the limit on crowded keys."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup import joining
from newsclean.neardup.joining import MAX_BUCKET, Buckets, Counts, buckets, packed, paired

BITS = 8
keyed = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 20)), max_size=60)


def found(rows: list[tuple[int, int]]) -> Buckets:
    """The buckets of (key, member) rows; keys are spread over the upper bits as hashes are."""
    entries = np.array([key << 40 for key, _ in rows], dtype=np.uint64)
    packed(entries, np.array([member for _, member in rows], dtype=np.int64), BITS)
    return buckets(entries, BITS)


def members(rows: list[tuple[int, int]]) -> dict[int, list[int]]:
    held: dict[int, set[int]] = {}
    for key, member in rows:
        held.setdefault(key, set()).add(member)
    return {key: sorted(each) for key, each in sorted(held.items()) if len(each) > 1}


@given(keyed, st.sampled_from([1, 3, joining.AT_ONCE]))
def test_buckets_hold_the_keys_of_two_and_more_members(rows: list[tuple[int, int]], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "AT_ONCE", at_once)
        got = found(rows)
    each = [got.members[begin:end].tolist() for begin, end in zip(got.starts[:-1], got.starts[1:], strict=True)]
    assert dict(zip((got.keys >> np.uint64(40 - BITS)).tolist(), each, strict=True)) == members(rows)


@given(keyed, st.lists(st.integers(0, 3), min_size=21, max_size=21).map(sorted))
def test_pairs_are_counted_once_a_key_and_only_between_labels(rows: list[tuple[int, int]], label: list[int]) -> None:
    counts = Counts.of(paired(found(rows), np.array(label)))
    expected = Counter(
        pair for each in members(rows).values() for pair in combinations(each, 2) if label[pair[0]] != label[pair[1]]
    )
    got = zip(zip(counts.first.tolist(), counts.second.tolist(), strict=True), counts.times.tolist(), strict=True)
    assert dict(got) == dict(expected)


def plainly_paired(rows: list[tuple[int, int]], label: list[int], most: int) -> Counter[tuple[int, int]]:
    """What `paired` says of its crowded buckets, word by word."""
    held, again, pairs = members(rows), defaultdict(list), Counter[tuple[int, int]]()
    crowded = [key for key, each in held.items() if len(each) > most]
    for member in sorted({member for _, member in rows}):
        keys = [key for key in crowded if member in held[key]]
        for key, following in zip(keys, [*keys[1:], *keys[:1]], strict=True):
            if member != held[key][0]:
                again[key, following].append(member)
    for each in [*held.values(), *again.values()]:
        pairs.update(combinations(each, 2) if len(each) <= most else ((each[0], other) for other in each[1:]))
    return Counter({pair: times for pair, times in pairs.items() if label[pair[0]] != label[pair[1]]})


keys_of_each = st.lists(st.sets(st.integers(0, 3)), min_size=21, max_size=21)


@given(keys_of_each, st.permutations(range(21)), st.integers(2, 8))
def test_members_of_crowded_buckets_are_paired_as_said(keys: list[set[int]], label: list[int], most: int) -> None:
    rows = [(key, member) for member, each in enumerate(keys) for key in each]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "MAX_BUCKET", most)
        counts = Counts.of(paired(found(rows), np.array(label)))
    got = zip(zip(counts.first.tolist(), counts.second.tolist(), strict=True), counts.times.tolist(), strict=True)
    assert dict(got) == dict(plainly_paired(rows, label, most))


def test_a_pair_is_counted_once_for_each_crowded_bucket() -> None:
    rows = [(key, member) for key in range(5) for member in range(MAX_BUCKET + 9)]
    counts = Counts.of(paired(found(rows), np.arange(MAX_BUCKET + 9)))
    assert set(counts.times.tolist()) == {5}


def test_a_bucket_is_crowded_when_it_is_more_than_full() -> None:
    for size, crowded in ((MAX_BUCKET, (0, 0)), (MAX_BUCKET + 1, (1, MAX_BUCKET + 1))):
        assert found([(1, member) for member in range(size)]).crowded() == crowded


@given(keyed, keyed)
def test_counts_add_up(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    alone = np.arange(21)
    joined = Counts.of(paired(found(one), alone)).plus(Counts.of(paired(found(other), alone)))
    together = Counts.of(np.concatenate([paired(found(one), alone), paired(found(other), alone)]))
    assert joined.keys.tolist() == together.keys.tolist()
    assert joined.times.tolist() == together.times.tolist()


@given(keyed, st.lists(st.integers(0, 3), min_size=21, max_size=21).map(sorted), st.integers(1, 3))
def test_thinned_buckets_keep_the_first_members_of_each_label(rows: list[tuple[int, int]], label: list[int], most: int) -> None:
    got = found(rows).thinned(np.array(label), most)
    for key, each in zip(got.keys.tolist(), range(len(got.keys)), strict=True):
        kept = got.members[got.starts[each] : got.starts[each + 1]].tolist()
        whole = members(rows)[key >> (40 - BITS)]
        assert kept == [m for m in whole if sum(label[other] == label[m] and other < m for other in whole) < most]


def test_a_crowded_bucket_ties_each_member_to_the_first_and_costs_no_square() -> None:
    size = 200
    rows = [(1, member) for member in range(size)]
    entries = np.array([1 << 40] * size, dtype=np.uint64)
    packed(entries, np.arange(size), BITS)
    counts = Counts.of(paired(buckets(entries, BITS), np.arange(size)))
    assert size > MAX_BUCKET
    assert {(0, member) for _, member in rows[1:]} <= set(zip(counts.first.tolist(), counts.second.tolist(), strict=True))
    assert len(counts.keys) <= 2 * size


def test_members_of_a_crowded_bucket_are_paired_where_they_share_the_next_key_too() -> None:
    size = 100
    rows = [(1, member) for member in range(size)] + [(2, member) for member in range(size)]
    rows += [(3 + member // 10, member) for member in range(size)]
    entries = np.array([key << 40 for key, _ in rows], dtype=np.uint64)
    packed(entries, np.array([member for _, member in rows]), BITS)
    counts = Counts.of(paired(buckets(entries, BITS), np.arange(size)))
    pairs = set(zip(counts.first.tolist(), counts.second.tolist(), strict=True))
    assert all((a, b) in pairs for a, b in combinations(range(20, 30), 2))
    assert len(pairs) < size * 8


@given(keyed, st.lists(st.integers(0, 5), min_size=21, max_size=21))
def test_labels_are_counted_and_the_first_of_each_named(rows: list[tuple[int, int]], label: list[int]) -> None:
    got, labels = found(rows), np.array(label)
    each = [got.members[begin:end].tolist() for begin, end in zip(got.starts[:-1], got.starts[1:], strict=True)]
    counted = got.labels(labels)
    assert counted.tolist() == [len({label[m] for m in some}) for some in each]
    several = got.where(counted >= 2)
    firsts = [sorted({label[m]: m for m in reversed(some)}.values())[:2] for some in each if len({label[m] for m in some}) >= 2]
    assert several.of_labels(labels, 2).tolist() == firsts
