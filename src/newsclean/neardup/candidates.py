"""Candidates: the pairs of articles worth comparing, proposed by MinHash LSH and by a join over sampled shingles."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import NO_HASHES, NO_NUMBERS, Flags, Hashes, Numbers
from newsclean.neardup.joining import AT_ONCE, Buckets, Counts, buckets, changes, packed, paired
from newsclean.neardup.signatures import Signature, band_keys
from newsclean.neardup.sketches import Sketches

# First pass: eight bands of four values propose articles of Jaccard .8 with probability .985, of .5 with .40.
BANDS, ROWS = 8, 4
# Proposed articles are near-identical when at least half of their values agree.
AGREEMENT = 0.5
# Second pass: this many samples in common, and this many shingles by their estimate; less is chance or a set phrase.
MIN_SAMPLES, MIN_SHARED = 6, 8
# Or, of a text so short that it has no more, this many samples that stand for this share of it.
FEW_SAMPLES, MOST = 2, 0.4
# Estimated share of the shorter article from which two seem to have much in common: such pairs are compared together.
NEAR = 0.25
# Clusters that share this many shingles, and this share of the larger one, tell one story in other arrangements: they count
# as one when boilerplate is looked for. A notice has fewer words than that. Both are estimates from some seventy samples, so the
# share is well below the half that rewrites of one text have in common.
STORY_SHARED, STORY_SHARE = 60, 0.4
# A shingle in more separate clusters than this is everybody's boilerplate: measured on 20,000 syndicated articles, where
# counting clusters tells syndication from boilerplate and counting articles does not.
MAX_CLUSTERS = 8
# Of one cluster's articles that have a shingle, so many are joined by it with those of other clusters.
JOINED_OF_CLUSTER = 4
# Members of a provisional cluster are all compared with each other up to this many; in a bigger one, each with the first few.
MAX_CLIQUE, REPRESENTATIVES = 32, 4
# Articles of different stories that are looked at to see how far a passage of boilerplate reaches.
HOLDERS = 3
NO_HOLDERS = np.zeros((0, HOLDERS), dtype=np.int64)


@frozen(eq=False)
class Candidates:
    """What the two passes propose.

    Attributes:
        first, second: the articles of each pair by number, first < second; shape (pairs,).
        near: whether they seem to have much in common; shape (pairs,).
        common: sampled shingles that carry no weight, as they are learned here, without their lowest ``missing_bits``; shape
            (shingles,).
        holders: for each of these three articles of different stories that have it; shape (shingles, 3).
        crowded: how many keys have more articles than are paired all with all, and how many the most common one has; those of
            boilerplate, by which nothing is joined, left out.
    """

    first: Numbers
    second: Numbers
    near: Flags
    common: Hashes
    holders: Numbers
    crowded: tuple[int, int]
    missing_bits: int


def find_candidates(sketches: Sketches, known: Hashes | None) -> Candidates:
    """The pairs worth comparing, in two passes.

    First MinHash LSH: near-identical articles fall into provisional clusters, however many they are. Then a join over the
    sampled shingles, among these clusters, finds what banding cannot: excerpts, heavy cuts, borrowed passages. Shingles
    that stand in more than `MAX_CLUSTERS` clusters of different stories are boilerplate and join nothing.

    Args:
        sketches: of articles that all differ in their words; their samples are overwritten.
        known: the common shingles, sorted; if None, they are learned from these articles.
    """
    count = len(sketches.digests)
    order = np.argsort(sketches.digests)
    label = components(count, near_identical(sketches.signatures[order]))
    by_cluster = np.argsort(label, kind="stable")
    order, label = order[by_cluster], label[by_cluster]
    shared = _shared_samples(sketches, order).thinned(label, JOINED_OF_CLUSTER)
    scale, shingles = sketches.scales[order].astype(np.int64), sketches.shingles[order].astype(np.int64)
    if known is None:
        joined, crowded, common, holders = _joined(shared, label, scale, shingles)
    else:
        weighty = shared.where(~np.isin(shared.keys, known >> np.uint64(_bits(count))))
        joined, crowded, common, holders = Counts.of(paired(weighty, label)), weighty.crowded(), NO_HASHES, NO_HOLDERS
    one, other = joined.first, joined.second
    estimate = joined.times * np.maximum(scale[one], scale[other])
    enough = (joined.times >= MIN_SAMPLES) & (estimate >= MIN_SHARED)
    share = estimate / np.minimum(shingles[one], shingles[other])
    enough |= (joined.times >= FEW_SAMPLES) & (share >= MOST)
    inside = _inside(label)
    first = order[np.concatenate([one[enough], inside[:, 0]])]
    second = order[np.concatenate([other[enough], inside[:, 1]])]
    near = np.concatenate([share[enough] >= NEAR, np.ones(len(inside), dtype=bool)])
    return Candidates(np.minimum(first, second), np.maximum(first, second), near, common, order[holders], crowded, _bits(count))


def _joined(
    shared: Buckets, label: Numbers, scale: Numbers, shingles: Numbers
) -> tuple[Counts, tuple[int, int], Hashes, Numbers]:
    """How many samples of weight the articles of different clusters share, what was crowded, and the samples without weight.

    A shingle in more than `MAX_CLUSTERS` clusters has no weight, those of one story counted as one.
    """
    crowded = shared.sizes > MAX_CLUSTERS
    crowded[crowded] = shared.where(crowded).labels(label) > MAX_CLUSTERS
    joined = Counts.of(paired(shared.where(~crowded), label))
    if not crowded.any():
        return joined, (0, 0), NO_HASHES, NO_HOLDERS
    doubtful = shared.where(crowded)
    in_all = joined.plus(Counts.of(paired(doubtful, label)))
    one, other = in_all.first, in_all.second
    needed = np.maximum(STORY_SHARED, STORY_SHARE * np.maximum(shingles[one], shingles[other]))
    alike = in_all.times * np.maximum(scale[one], scale[other]) >= needed
    within = np.flatnonzero(label[1:] == label[:-1])
    ties = np.concatenate([np.stack([within, within + 1], axis=1), np.stack([one[alike], other[alike]], axis=1)])
    story = components(len(label), ties)
    weighty = doubtful.labels(story) <= MAX_CLUSTERS
    retold, boilerplate = doubtful.where(weighty), doubtful.where(~weighty)
    joined = joined.plus(Counts.of(paired(retold, label)))
    return joined, retold.crowded(), boilerplate.keys, boilerplate.of_labels(story, HOLDERS)


def lsh_candidates(signatures: Signature, bands: int, rows: int) -> Candidates:
    """The pairs of articles that agree in at least one band of their signatures, however little they have in common."""
    found, crowds = [NO_NUMBERS], [(0, 0)]
    for entries in band_keys(signatures, bands, rows).T:
        keys = np.ascontiguousarray(entries)
        packed(keys, np.arange(len(keys)), _bits(len(keys)))
        band = buckets(keys, _bits(len(keys)))
        found.append(paired(band, np.arange(len(keys))))
        crowds.append(band.crowded())
    joined = Counts.of(np.concatenate(found))
    crowded = sum(count for count, _ in crowds), max(most for _, most in crowds)
    near = np.ones(len(joined.keys), dtype=bool)
    return Candidates(joined.first, joined.second, near, NO_HASHES, NO_HOLDERS, crowded, _bits(len(signatures)))


def near_identical(signatures: Signature) -> Numbers:
    """Pairs that hold near-identical articles together, by MinHash LSH; shape (pairs, 2).

    In each bucket every article is tied to the first one, and to the one before it, where their values agree.
    """
    bits = _bits(len(signatures))
    keys = band_keys(signatures, BANDS, ROWS)
    pairs = [np.zeros((0, 2), dtype=np.int64)]
    for band in range(BANDS):
        entries = np.ascontiguousarray(keys[:, band])
        packed(entries, np.arange(len(entries)), bits)
        found = buckets(entries, bits)
        head = np.repeat(found.members[found.starts[:-1]], found.sizes)
        rest = np.ones(len(head), dtype=bool)
        rest[found.starts[:-1]] = False
        before = np.flatnonzero(rest) - 1
        pairs.append(np.stack([head[rest], found.members[rest]], axis=1))
        pairs.append(np.stack([found.members[before], found.members[rest]], axis=1))
    proposed = np.unique(np.concatenate(pairs), axis=0)
    agree = (signatures[proposed[:, 0]] == signatures[proposed[:, 1]]).mean(axis=1)
    alike: Numbers = proposed[agree >= AGREEMENT]
    return alike


def components(count: int, pairs: Numbers) -> Numbers:
    """A label for each of ``count`` nodes, the same for those that the pairs connect; shape (count,)."""
    from scipy.sparse import coo_array  # a fifth of a second, for those who compare articles
    from scipy.sparse.csgraph import connected_components

    edges = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(count, count))
    labels: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _shared_samples(sketches: Sketches, order: Numbers) -> Buckets:
    """The sampled shingles of two and more articles, which are numbered by their place in the order."""
    count = len(order)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    for start in range(0, len(sketches.samples), AT_ONCE):
        some = sketches.samples[start : start + AT_ONCE]
        owner = np.searchsorted(sketches.bounds, np.arange(start, start + len(some)), side="right") - 1
        packed(some, place[owner], _bits(count))
    return buckets(sketches.samples, _bits(count))


def _bits(count: int) -> int:
    """How many of the lowest bits of a hash the number of an article takes."""
    return max(1, count.bit_length())


def _inside(label: Numbers) -> Numbers:
    """The pairs inside provisional clusters; shape (pairs, 2). Labels ascend."""
    edges = np.flatnonzero(changes(label))
    sizes = np.diff(np.append(edges, len(label)))
    pairs = [np.zeros((0, 2), dtype=np.int64)]
    for size in np.flatnonzero(np.bincount(sizes)).tolist():
        if size < 2:
            continue
        members = edges[sizes == size][:, None] + np.arange(size)
        # Above the diagonal, of all rows or of the first few.
        rows = size if size <= MAX_CLIQUE else REPRESENTATIVES
        first, second = np.nonzero(np.arange(rows)[:, None] < np.arange(size))
        pairs.append(np.stack([members[:, first].ravel(), members[:, second].ravel()], axis=1))
    return np.concatenate(pairs)
