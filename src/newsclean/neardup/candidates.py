"""Candidates: the pairs of articles worth comparing, proposed by MinHash LSH and by a join over shared shingles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.background import Background
from newsclean.neardup.shingles import Hashes, ShingledArticle
from newsclean.neardup.signatures import banded_pairs, signature

# Eight shared shingles are a run of twelve words, or several short ones: less is chance or a set phrase.
MIN_SHARED = 8
# Two articles belong to one provisional cluster when they are this alike; such clusters are only counted, not reported.
PROVISIONAL_JACCARD = 0.4
# Clusters that share this many shingles, and this share of the smaller one, tell one story in other arrangements: they count
# as one when boilerplate is looked for. A notice has fewer words than that.
STORY_SHARED, STORY_SHARE = 60, 0.3
# A shingle in more separate clusters than this is everybody's boilerplate: measured on 20,000 syndicated articles, where
# counting clusters tells syndication from boilerplate and counting articles does not.
MAX_CLUSTERS = 8
# A bucket of more clusters than this is not joined all with all, but each with the first.
MAX_BUCKET = 32
# Members of a provisional cluster are all compared with each other up to this many; in a bigger one, each with the first few.
MAX_CLIQUE, REPRESENTATIVES = 32, 4
# Two provisional clusters are compared by this many pairs of members at most.
MAX_PAIRS_BETWEEN = 100

Pairs = set[tuple[int, int]]
Numbers = NDArray[np.intp]


@frozen(eq=False)
class Candidates:
    """What the two passes propose.

    Attributes:
        pairs: numbers (i, j) of articles, i < j.
        common: the shingles that carry no weight, sorted: those of the background, or of this corpus.
    """

    pairs: Pairs
    common: Hashes


def find_candidates(articles: Sequence[ShingledArticle], background: Background | None) -> Candidates:
    """The pairs worth comparing, in two passes.

    First MinHash LSH: it proposes near-identical articles, and those that are alike fall into provisional clusters.
    Then a join over all shingles, among these clusters, finds what banding cannot: excerpts, heavy cuts, borrowed
    passages. Shingles that stand in more than `MAX_CLUSTERS` clusters of different stories are boilerplate and join
    nothing.

    Args:
        articles: at most one for each distinct text, in an order that does not depend on the caller's.
        background: names the common shingles; if None, they are learned from these articles.
    """
    banded = list(banded_pairs([signature(a.shingles) for a in articles]))
    alike = [(a, b) for a, b in banded if jaccard(articles[a].shingles, articles[b].shingles) >= PROVISIONAL_JACCARD]
    cluster = components(len(articles), alike)
    shingle, owner = _postings(articles, cluster)
    known = None if background is None else np.array(sorted(background.common_shingles), dtype=np.uint64)
    common = _common(shingle, owner) if known is None else known
    weighty = ~np.isin(shingle, common)
    joined = {pair for pair, count in _shared(shingle[weighty], owner[weighty]) if count >= MIN_SHARED}
    return Candidates(_within(alike, cluster) | _between(joined, cluster), common)


def jaccard(a: Hashes, b: Hashes) -> float:
    """The share (0-1) of the shingles of both that are in each; 0 where there are none."""
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / max(1, len(a) + len(b) - both)


def components(count: int, pairs: Iterable[tuple[int, int]]) -> Numbers:
    """A label for each of ``count`` nodes, the same for those that the pairs connect; shape (count,)."""
    from scipy.sparse import coo_array  # a fifth of a second, for those who compare articles
    from scipy.sparse.csgraph import connected_components

    edges = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(count, count))
    labels: Numbers = connected_components(graph, directed=False)[1].astype(np.intp)
    return labels


def _postings(articles: Sequence[ShingledArticle], cluster: Numbers) -> tuple[Hashes, Numbers]:
    """(shingle, cluster) for every shingle of every cluster, each once, sorted; two columns."""
    if not articles:
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    shingle = np.concatenate([a.shingles for a in articles])
    owner = np.repeat(cluster, [len(a.shingles) for a in articles])
    return _distinct(shingle, owner)


def _distinct(shingle: Hashes, owner: Numbers) -> tuple[Hashes, Numbers]:
    order = np.lexsort((owner, shingle))
    shingle, owner = shingle[order], owner[order]
    first = np.ones(len(shingle), dtype=bool)
    first[1:] = (shingle[1:] != shingle[:-1]) | (owner[1:] != owner[:-1])
    return shingle[first], owner[first]


def _common(shingle: Hashes, owner: Numbers) -> Hashes:
    """The shingles in more than `MAX_CLUSTERS` clusters, those of one story counted as one."""
    sizes = np.bincount(owner)
    one_story = [
        (a, b) for (a, b), count in _shared(shingle, owner) if count >= max(STORY_SHARED, STORY_SHARE * min(sizes[a], sizes[b]))
    ]
    story = components(len(sizes), one_story)
    hashes, counts = np.unique(_distinct(shingle, story[owner])[0], return_counts=True)
    return hashes[counts > MAX_CLUSTERS]


def _shared(shingle: Hashes, owner: Numbers) -> Iterator[tuple[tuple[int, int], int]]:
    """(pair of clusters, how many shingles they share), from postings sorted by shingle."""
    starts = np.flatnonzero(np.append(True, shingle[1:] != shingle[:-1])) if len(shingle) else np.zeros(0, np.intp)
    sizes = np.diff(np.append(starts, len(shingle)))
    found = [np.zeros((0, 2), dtype=np.intp)]
    for size in np.unique(sizes[sizes > 1]).tolist():
        buckets = owner[starts[sizes == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1) if size <= MAX_BUCKET else (np.zeros(size - 1, np.intp), np.arange(1, size))
        found.append(np.stack([buckets[:, first].ravel(), buckets[:, second].ravel()], axis=1))
    pairs, counts = np.unique(np.concatenate(found), axis=0, return_counts=True)
    yield from (((a, b), count) for (a, b), count in zip(pairs.tolist(), counts.tolist(), strict=True))


def _within(alike: Sequence[tuple[int, int]], cluster: Numbers) -> Pairs:
    """The pairs inside provisional clusters: all that are alike, or in a big one those that hold it together."""
    sizes = np.bincount(cluster) if len(cluster) else np.zeros(0, np.intp)
    partners: defaultdict[int, int] = defaultdict(int)
    pairs: Pairs = set()
    for a, b in sorted(alike):
        if sizes[cluster[a]] <= MAX_CLIQUE or partners[b] < REPRESENTATIVES:
            pairs.add((a, b))
            partners[b] += 1
    return pairs


def _between(clusters: Pairs, cluster: Numbers) -> Pairs:
    """The pairs of articles for pairs of clusters: all of them, or the first ones where there are too many."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number, label in enumerate(cluster.tolist()):
        members[label].append(number)
    pairs: Pairs = set()
    for one, other in clusters:
        crossed = [(min(a, b), max(a, b)) for a in members[one][:MAX_PAIRS_BETWEEN] for b in members[other][:MAX_PAIRS_BETWEEN]]
        pairs.update(sorted(crossed)[:MAX_PAIRS_BETWEEN])
    return pairs
