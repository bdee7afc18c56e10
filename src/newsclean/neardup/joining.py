"""Joining: which members meet in a bucket. A crowded bucket costs as much as it has members, not their square."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import NO_NUMBERS, Flags, Hashes, Numbers

# The lowest bits of a hash, which make room for the number of a member while keys are sorted; they are no part of the key. Their
# number is fixed, so that what has one key does not depend on how many members there are, of which it allows 16 million.
MEMBER_BITS = 24
LOW = np.uint64((1 << MEMBER_BITS) - 1)
AT_ONCE = 1 << 20  # keys compared at once, so that no further column as long as all of them is needed
MEETINGS_AT_ONCE = 1 << 18  # counted; four times as many, or a quarter, are slower


@frozen(eq=False)
class Buckets:
    """The keys that at least two members have, each with its members.

    Attributes:
        keys: ascending; shape (buckets,).
        starts: where the members of each begin, and the end of the last; shape (buckets + 1,).
        members: their numbers, ascending in each bucket; shape (entries,).
    """

    keys: Hashes
    starts: Numbers
    members: Numbers

    @property
    def sizes(self) -> Numbers:
        """How many members each bucket has; shape (buckets,)."""
        sizes: Numbers = np.diff(self.starts)
        return sizes

    def where(self, chosen: Flags) -> Buckets:
        """Some of the buckets."""
        sizes = self.sizes
        return Buckets(self.keys[chosen], _edges(sizes[chosen]), self.members[np.repeat(chosen, sizes)])

    def crowded(self, most: int) -> tuple[int, int]:
        """(how many buckets have more members than ``most``, how many members the largest of them has)."""
        sizes = self.sizes[self.sizes > most]
        return len(sizes), int(sizes.max(initial=0))

    def labels(self, label: Numbers) -> Numbers:
        """How many different labels the members of each bucket have; shape (buckets,)."""
        bucket = np.repeat(np.arange(len(self.keys)), self.sizes)
        pairs = bucket * (int(label.max(initial=0)) + 1) + label[self.members]
        pairs.sort()
        counts: Numbers = np.bincount(pairs[changes(pairs)] // (int(label.max(initial=0)) + 1), minlength=len(self.keys))
        return counts

    def of_labels(self, label: Numbers, count: int) -> Numbers:
        """For each bucket the first members of its first labels; shape (buckets, count). Each has at least so many labels."""
        bucket = np.repeat(np.arange(len(self.keys)), self.sizes)
        _, first = np.unique(bucket << 32 | label[self.members], return_index=True)
        first.sort()
        starts = np.searchsorted(bucket[first], np.arange(len(self.keys)))
        found: Numbers = self.members[first[starts[:, None] + np.arange(count)]]
        return found


def keys_of(hashes: Hashes) -> Hashes:
    """The keys of hashes: their upper bits."""
    return hashes >> np.uint64(MEMBER_BITS)


def packed(hashes: Hashes, members: Numbers) -> None:
    """Writes the members under the keys of their hashes, in place."""
    hashes &= ~LOW
    hashes |= members.astype(np.uint64)


def buckets(entries: Hashes) -> Buckets:
    """The buckets of packed entries, which are sorted in place."""
    entries.sort()
    kept, edges = _repeated(entries)
    sizes = np.diff(np.append(edges, len(kept)))
    keys = keys_of(kept[edges])
    kept &= LOW
    found = Buckets(keys, _edges(sizes), kept.view(np.int64))
    return found if sizes.min(initial=2) > 1 else found.where(sizes > 1)  # one member may have a key twice


def _repeated(entries: Hashes) -> tuple[Hashes, Numbers]:
    """The entries, each once, that have the key of another one, and where the entries of each key begin."""
    first = np.empty(len(entries), dtype=bool)  # whether a new key begins here
    once = np.empty(len(entries), dtype=bool)  # whether the same entry does not stand before
    for start in range(0, len(entries), AT_ONCE):
        some = entries[max(0, start - 1) : start + AT_ONCE]
        differ = some[1:] ^ some[:-1]
        begin = start or 1
        first[begin : begin + len(differ)] = differ > LOW
        once[begin : begin + len(differ)] = differ != 0
    first[:1] = once[:1] = True
    shared = ~first
    shared[:-1] |= ~first[1:]
    shared &= once
    return entries[shared], np.flatnonzero(first[shared])


@frozen(eq=False)
class Counts:
    """How often pairs of members meet.

    Attributes:
        pairs: packed as ``first << 32 | second`` with first < second, ascending and each once; shape (pairs,).
        times: how often; shape (pairs,).
    """

    pairs: Numbers
    times: Numbers

    @classmethod
    def of(cls, pairs: Numbers) -> Counts:
        """Counts packed pairs, which are sorted in place."""
        pairs.sort(kind="stable")  # they come in ascending runs, which it merges
        edges = np.flatnonzero(changes(pairs))
        return cls(pairs[edges], np.diff(np.append(edges, len(pairs))))

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        if not len(self.pairs) or not len(other.pairs):
            return other if len(other.pairs) else self
        at = np.minimum(np.searchsorted(self.pairs, other.pairs), len(self.pairs) - 1)
        known = self.pairs[at] == other.pairs
        times = self.times.copy()
        times[at[known]] += other.times[known]
        new = np.searchsorted(self.pairs, other.pairs[~known])
        return Counts(np.insert(self.pairs, new, other.pairs[~known]), np.insert(times, new, other.times[~known]))

    def where(self, chosen: Flags | slice) -> Counts:
        """Some of the pairs."""
        return Counts(self.pairs[chosen], self.times[chosen])


def meetings(found: Buckets, leaders: int | Numbers) -> Iterator[Counts]:
    """In how many buckets each two members meet: those in which at least one of them is among the first ``leaders``.

    A bucket of n so has less than ``leaders`` times n meetings, and a member that comes or goes changes only its own and
    those of the one member that it pushes out of the leaders, or lets in among them. The pairs come in their order, some at a
    time.

    Args:
        found: the buckets.
        leaders: how many members of a bucket meet all others in it; of all buckets, or of each, shape (buckets,).
    """
    led = np.minimum(found.sizes - 1, leaders)
    at = _ranges(found.starts[:-1], led).astype(np.uint32)
    reach = (np.repeat(found.starts[1:], led) - 1 - at).astype(np.uint32)  # members after the leader
    order = found.members[at] << 32 | np.arange(len(at))
    order.sort()
    ends = np.cumsum(reach[order & 0xFFFFFFFF], dtype=np.int64)
    cuts = np.searchsorted(ends, np.arange(0, int(ends[-1]) if len(ends) else 0, MEETINGS_AT_ONCE))
    held = Counts(NO_NUMBERS, NO_NUMBERS)
    for begin, end in pairwise([*np.unique(cuts).tolist(), len(order)]):
        leader, entry = order[begin:end] >> 32, order[begin:end] & 0xFFFFFFFF
        after = reach[entry].astype(np.int64)
        others = found.members[_ranges(at[entry].astype(np.int64) + 1, after)]
        counts = held.plus(Counts.of(np.repeat(leader << 32, after) | others))
        done = int(np.searchsorted(counts.pairs, leader[-1] << 32))  # the last leader may have more
        yield counts.where(slice(done))
        held = counts.where(slice(done, None))
    yield held


def unpacked(pairs: Numbers) -> Numbers:
    """Packed pairs as the two members of each; shape (pairs, 2)."""
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1)


def changes(values: Numbers | Hashes) -> Flags:
    """Whether each value differs from the one before it; the first does."""
    flags = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=flags[1:])
    return flags


def _edges(sizes: Numbers) -> Numbers:
    edges = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=edges[1:])
    return edges


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers from each start on, as many as it is long, one range after the other."""
    ends = np.cumsum(lengths)
    numbers: Numbers = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
    return numbers
