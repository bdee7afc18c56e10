"""Joining: which members have a key in common, with a limit on what crowded keys may cost."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import Flags, Hashes, Numbers

# Members of a bucket are paired all with all up to this many.
MAX_BUCKET = 32
AT_ONCE = 1 << 20  # keys compared at once, so that no second column as long as theirs is needed


@frozen(eq=False)
class Buckets:
    """The keys that at least two members have, each with its members.

    Attributes:
        keys: the keys without their lowest bits, ascending; shape (buckets,).
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

    def crowded(self) -> tuple[int, int]:
        """(how many buckets have more members than are paired all with all, how many members the largest of them has)."""
        sizes = self.sizes[self.sizes > MAX_BUCKET]
        return len(sizes), int(sizes.max(initial=0))

    def thinned(self, label: Numbers, most: int) -> Buckets:
        """At most so many members of each label in a bucket, the first ones. Labels ascend with the members."""
        new = changes(label[self.members])
        new[self.starts[:-1]] = True
        begin = np.flatnonzero(new)
        rank = np.arange(len(new))
        rank -= np.repeat(begin, np.diff(np.append(begin, len(new))))
        kept = rank < most
        sizes = np.add.reduceat(kept, self.starts[:-1], dtype=np.int64) if len(kept) else self.sizes
        return Buckets(self.keys, _edges(sizes), self.members[kept])

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


def packed(keys: Hashes, members: Numbers, bits: int) -> None:
    """Writes the members into the lowest ``bits`` of their keys, in place. Keys are hashes: their upper bits tell them apart."""
    keys >>= np.uint64(bits)
    keys <<= np.uint64(bits)
    keys |= members.astype(np.uint64)


def buckets(entries: Hashes, bits: int) -> Buckets:
    """The buckets of packed entries, which are sorted in place."""
    entries.sort()
    low = np.uint64((1 << bits) - 1)
    kept, edges = _repeated(entries, low)
    sizes = np.diff(np.append(edges, len(kept)))
    keys = kept[edges] >> np.uint64(bits)
    kept &= low
    found = Buckets(keys, _edges(sizes), kept.view(np.int64))
    return found if sizes.min(initial=2) > 1 else found.where(sizes > 1)  # one member may have a key twice


def _repeated(entries: Hashes, low: np.uint64) -> tuple[Hashes, Numbers]:
    """The entries, each once, that have the key of another one, and where the entries of each key begin."""
    first = np.empty(len(entries), dtype=bool)  # whether a new key begins here
    once = np.empty(len(entries), dtype=bool)  # whether the same entry does not stand before
    for start in range(0, len(entries), AT_ONCE):
        some = entries[max(0, start - 1) : start + AT_ONCE]
        differ = some[1:] ^ some[:-1]
        begin = start or 1
        first[begin : begin + len(differ)] = differ > low
        once[begin : begin + len(differ)] = differ != 0
    first[:1] = once[:1] = True
    shared = ~first
    shared[:-1] |= ~first[1:]
    shared &= once
    return entries[shared], np.flatnonzero(first[shared])


def paired(found: Buckets, label: Numbers) -> Numbers:
    """The pairs of members with different labels in one bucket, packed as ``first << 32 | second``, once for each bucket.

    Of a bucket of more than `MAX_BUCKET`, each member is paired with the first one; and the others get a new key, this
    bucket and the next one that they are in, in whose smaller buckets they are paired all with all.
    """
    crowded = found.sizes > MAX_BUCKET
    pairs = [_all_pairs(found, np.flatnonzero(~crowded), label)]
    if crowded.any():
        hot = found.where(crowded)
        again = _keyed_again(hot)
        small = again.sizes <= MAX_BUCKET
        pairs += [_stars(hot, label), _all_pairs(again, np.flatnonzero(small), label), _stars(again.where(~small), label)]
    return np.concatenate(pairs)


@frozen(eq=False)
class Counts:
    """How often pairs of members were joined.

    Attributes:
        keys: the pairs as `paired` packs them, ascending and each once; shape (pairs,).
        times: how often; shape (pairs,).
    """

    keys: Numbers
    times: Numbers

    @classmethod
    def of(cls, keys: Numbers) -> Counts:
        """Counts packed pairs, which are sorted in place."""
        keys.sort()
        edges = np.flatnonzero(changes(keys))
        return cls(keys[edges], np.diff(np.append(edges, len(keys))))

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        if not len(self.keys) or not len(other.keys):
            return other if len(other.keys) else self
        at = np.minimum(np.searchsorted(self.keys, other.keys), len(self.keys) - 1)
        known = self.keys[at] == other.keys
        times = self.times.copy()
        times[at[known]] += other.times[known]
        new = np.searchsorted(self.keys, other.keys[~known])
        return Counts(np.insert(self.keys, new, other.keys[~known]), np.insert(times, new, other.times[~known]))

    @property
    def first(self) -> Numbers:
        """The first member of each pair."""
        return self.keys >> 32

    @property
    def second(self) -> Numbers:
        """The second member of each pair."""
        return self.keys & 0xFFFFFFFF


def changes(values: Numbers | Hashes) -> Flags:
    """Whether each value differs from the one before it; the first does."""
    flags = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=flags[1:])
    return flags


def _edges(sizes: Numbers) -> Numbers:
    edges = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=edges[1:])
    return edges


def _all_pairs(found: Buckets, chosen: Numbers, label: Numbers) -> Numbers:
    sizes = found.sizes[chosen]
    pairs = [np.zeros(0, dtype=np.int64)]
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        members = found.members[found.starts[chosen[sizes == size]][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        labels = label[members]
        row, column = np.nonzero(labels[:, first] != labels[:, second])
        pairs.append(members[row, first[column]] << 32 | members[row, second[column]])
    return np.concatenate(pairs)


def _stars(found: Buckets, label: Numbers) -> Numbers:
    first = np.repeat(found.members[found.starts[:-1]], found.sizes)
    others = label[first] != label[found.members]
    pairs: Numbers = first[others] << 32 | found.members[others]
    return pairs


def _keyed_again(hot: Buckets) -> Buckets:
    """The members of crowded buckets but the first of each, keyed by the bucket and the next one that they are in.

    The first is paired with all others as it is; once more would count each of its shingles twice.
    """
    bucket = np.repeat(np.arange(len(hot.keys)), hot.sizes)
    order = np.lexsort((bucket, hot.members))
    member, bucket = hot.members[order], bucket[order]
    following = np.roll(bucket, -1)
    last = np.flatnonzero(np.append(member[1:] != member[:-1], True))
    following[last] = bucket[np.append(0, last[:-1] + 1)]  # after its last bucket, a member's first one follows
    keys = bucket * len(hot.keys) + following
    rest = member != hot.members[hot.starts[:-1]][bucket]
    keys, member = keys[rest], member[rest]
    order = np.lexsort((member, keys))
    keys, member = keys[order], member[order]
    edges = np.flatnonzero(changes(keys))
    ends = np.append(edges, len(keys))
    return Buckets(keys[edges].astype(np.uint64), ends, member).where(np.diff(ends) > 1)
