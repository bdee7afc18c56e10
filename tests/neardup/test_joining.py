"""Which members share a key, and which of them meet there."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup import joining
from newsclean.neardup.joining import MEMBER_BITS, Buckets, Counts, buckets, keys_of, meetings, packed, unpacked
from plain_candidates import met

Rows = list[tuple[int, int]]
MEMBERS = 21
keyed = st.lists(st.tuples(st.integers(0, 12), st.integers(0, MEMBERS - 1)), max_size=60)
crowded = st.lists(st.tuples(st.integers(0, 3), st.integers(0, MEMBERS - 1)), max_size=90)


def found(rows: Rows) -> Buckets:
    """The buckets of (key, member) rows; what stands below the keys does not count."""
    hashes = np.array([(key << MEMBER_BITS) + 5 * member for key, member in rows], dtype=np.uint64)
    packed(hashes, np.array([member for _, member in rows], dtype=np.int64))
    return buckets(hashes)


def members(rows: Rows) -> dict[int, list[int]]:
    held: dict[int, set[int]] = {}
    for key, member in rows:
        held.setdefault(key, set()).add(member)
    return {key: sorted(each) for key, each in sorted(held.items()) if len(each) > 1}


def counted(given: Buckets, leaders: int | list[int]) -> Counter[tuple[int, int]]:
    """The meetings, which come in order and each once."""
    parts = list(meetings(given, leaders if isinstance(leaders, int) else np.array(leaders, dtype=np.int64)))
    pairs = [pair for part in parts for pair in map(tuple, unpacked(part.pairs).tolist())]
    assert pairs == sorted(set(pairs))
    return Counter(dict(zip(pairs, (times for part in parts for times in part.times.tolist()), strict=True)))


@given(keyed, st.sampled_from([1, 3, joining.AT_ONCE]))
def test_buckets_hold_the_keys_of_two_and_more_members(rows: Rows, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "AT_ONCE", at_once)
        got = found(rows)
    each = [got.members[begin:end].tolist() for begin, end in zip(got.starts[:-1], got.starts[1:], strict=True)]
    assert dict(zip(got.keys.tolist(), each, strict=True)) == members(rows)


def test_a_key_is_what_stands_above_the_members() -> None:
    hashes = np.array([0, (1 << MEMBER_BITS) - 1, 1 << MEMBER_BITS, 2**64 - 1], dtype=np.uint64)
    assert keys_of(hashes).tolist() == [0, 0, 1, 2 ** (64 - MEMBER_BITS) - 1]


@given(crowded, st.integers(1, 8), st.sampled_from([1, 2, 7, joining.AT_ONCE]))
def test_members_meet_where_one_of_them_leads(rows: Rows, leaders: int, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "MEETINGS_AT_ONCE", at_once)
        assert counted(found(rows), leaders) == met(rows, range(MEMBERS), leaders)


@given(crowded, st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_each_bucket_may_have_its_own_number_of_leaders(rows: Rows, leaders: list[int]) -> None:
    got = found(rows)
    expected: Counter[tuple[int, int]] = Counter()
    for key in got.keys.tolist():
        expected += met([row for row in rows if row[0] == key], range(MEMBERS), leaders[key])
    assert counted(got, [leaders[key] for key in got.keys.tolist()]) == expected


@given(crowded, st.integers(0, MEMBERS - 1), st.integers(1, 4))
def test_another_member_changes_its_own_meetings_and_those_of_the_one_that_it_pushes_out(
    rows: Rows, member: int, leaders: int
) -> None:
    before = [row for row in rows if row[1] != member]
    pushed = {each[leaders] for each in members(rows).values() if len(each) > leaders and member in each[:leaders]}
    old, new = counted(found(before), leaders), counted(found(rows), leaders)
    changed = {pair for pair in old.keys() | new.keys() if old[pair] != new[pair]}
    assert all(member in pair or not pushed.isdisjoint(pair) for pair in changed)


def test_a_crowded_bucket_costs_no_square() -> None:
    size, leaders = 2000, 3
    assert len(counted(found([(1, member) for member in range(size)]), leaders)) == sum(size - 1 - n for n in range(leaders))


def test_a_bucket_is_crowded_when_it_has_more_than_so_many() -> None:
    got = found([(key, member) for key, size in enumerate((3, 4, 5, 9)) for member in range(size)])
    assert [got.crowded(most) for most in (2, 4, 9)] == [(4, 9), (2, 9), (0, 0)]


@given(keyed, keyed)
def test_counts_add_up(one: Rows, other: Rows) -> None:
    def counts(*several: Rows) -> Counts:
        pairs = [member << 32 | key + MEMBERS for rows in several for key, member in rows]
        return Counts.of(np.array(pairs, dtype=np.int64))

    added, together = counts(one).plus(counts(other)), counts(one, other)
    assert added.pairs.tolist() == together.pairs.tolist()
    assert added.times.tolist() == together.times.tolist()


@given(keyed, st.lists(st.integers(0, 5), min_size=MEMBERS, max_size=MEMBERS))
def test_labels_are_counted_and_the_first_of_each_named(rows: Rows, label: list[int]) -> None:
    got, labels = found(rows), np.array(label)
    each = [got.members[begin:end].tolist() for begin, end in zip(got.starts[:-1], got.starts[1:], strict=True)]
    counted = got.labels(labels)
    assert counted.tolist() == [len({label[m] for m in some}) for some in each]
    several = got.where(counted >= 2)
    firsts = [sorted({label[m]: m for m in reversed(some)}.values())[:2] for some in each if len({label[m] for m in some}) >= 2]
    assert several.of_labels(labels, 2).tolist() == firsts
