"""Candidates: the pairs of articles worth comparing, proposed by MinHash LSH and by a join over shared shingles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
# A shingle in more separate clusters than this is everybody's boilerplate: measured on 20,000 syndicated articles, where
# counting clusters tells syndication from boilerplate and counting articles does not.
MAX_CLUSTERS = 8
# Two big provisional clusters are compared by this many pairs of members at most.
MAX_PAIRS_BETWEEN = 100

Pairs = set[tuple[int, int]]


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
    passages. Shingles that stand in more than `MAX_CLUSTERS` clusters are boilerplate and join nothing.

    Args:
        articles: at most one for each distinct text, in the order of their ids.
        background: names the common shingles; if None, they are learned from these articles.
    """
    banded = set(banded_pairs([signature(a.shingles) for a in articles]))
    alike = [(a, b) for a, b in banded if jaccard(articles[a].shingles, articles[b].shingles) >= PROVISIONAL_JACCARD]
    cluster = components(len(articles), alike)
    shingle, owner = _postings(articles, cluster)
    starts = np.flatnonzero(np.concatenate([[True], shingle[1:] != shingle[:-1]])) if len(shingle) else np.zeros(0, np.intp)
    sizes = np.diff(np.append(starts, len(shingle)))
    if background is None:
        common = shingle[starts[sizes > MAX_CLUSTERS]]
    else:
        common = np.array(sorted(background.common_shingles), dtype=np.uint64)
    weighty = (sizes > 1) & (sizes <= MAX_CLUSTERS) & ~np.isin(shingle[starts], common)
    joined = _between(_joined(owner, starts[weighty], sizes[weighty]), cluster)
    return Candidates(banded | joined, common)


def jaccard(a: Hashes, b: Hashes) -> float:
    """The share (0-1) of the shingles of both that are in each; 0 where there are none."""
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / max(1, len(a) + len(b) - both)


def components(count: int, pairs: Iterable[tuple[int, int]]) -> NDArray[np.intp]:
    """A label for each of ``count`` nodes, the same for those that the pairs connect; shape (count,)."""
    from scipy.sparse import coo_array  # a fifth of a second, for those who compare articles
    from scipy.sparse.csgraph import connected_components

    edges = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(count, count))
    labels: NDArray[np.intp] = connected_components(graph, directed=False)[1].astype(np.intp)
    return labels


def _postings(articles: Sequence[ShingledArticle], cluster: NDArray[np.intp]) -> tuple[Hashes, NDArray[np.intp]]:
    """(shingle, cluster) for every shingle of every cluster, each once, sorted; two columns."""
    if not articles:
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    shingle = np.concatenate([a.shingles for a in articles])
    owner = np.repeat(cluster, [len(a.shingles) for a in articles])
    order = np.lexsort((owner, shingle))
    shingle, owner = shingle[order], owner[order]
    first = np.ones(len(shingle), dtype=bool)
    first[1:] = (shingle[1:] != shingle[:-1]) | (owner[1:] != owner[:-1])
    return shingle[first], owner[first]


def _joined(owner: NDArray[np.intp], starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Pairs:
    """The pairs of clusters that share at least `MIN_SHARED` shingles; a bucket has at most `MAX_CLUSTERS` of them."""
    found = [np.zeros((0, 2), dtype=np.intp)]
    for size in range(2, MAX_CLUSTERS + 1):
        buckets = owner[starts[sizes == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        found.append(np.stack([buckets[:, first].ravel(), buckets[:, second].ravel()], axis=1))
    pairs, counts = np.unique(np.concatenate(found), axis=0, return_counts=True)
    return {(int(a), int(b)) for a, b in pairs[counts >= MIN_SHARED]}


def _between(clusters: Pairs, cluster: NDArray[np.intp]) -> Pairs:
    """The pairs of articles for pairs of clusters: all of them, or the first ones where there are too many."""
    wanted = {number for pair in clusters for number in pair}
    members = {number: np.flatnonzero(cluster == number).tolist() for number in wanted}
    pairs: Pairs = set()
    for one, other in clusters:
        crossed = [(min(a, b), max(a, b)) for a in members[one] for b in members[other]]
        pairs.update(sorted(crossed)[:MAX_PAIRS_BETWEEN])
    return pairs
