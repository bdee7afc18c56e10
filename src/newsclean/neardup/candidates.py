"""Candidates: the pairs of articles worth comparing, proposed by MinHash LSH and by a join over sampled shingles.

Given the shingles without weight, the rule is local: whether two articles are candidates depends on the buckets that they
are in, and on nothing else. So an index that is kept up article by article gives the pairs that all articles at once give.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.errors import ArticleError
from newsclean.neardup.arrays import NO_NUMBERS, Flags, Hashes, Numbers
from newsclean.neardup.joining import AT_ONCE, LOW, Buckets, Counts, buckets, keys_of, meetings, packed, unpacked
from newsclean.neardup.signatures import Signature, band_keys
from newsclean.neardup.sketches import Sketches

# Members of a bucket that meet all others in it. Four lose .002 of ARI on syndication-20k, and .004 on made stories of up to 200
# copies; six lose less than a thousandth and nothing. Each more is another comparison for every article of a large story.
LEADERS = 6
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
# Buckets of more members are counted, so that it can be said what was left out.
CROWD = 32
PAIRS_AT_ONCE = 1 << 16  # whose signatures are compared


@frozen(eq=False)
class Candidates:
    """What is proposed.

    Attributes:
        pairs: the articles of each pair by number, each pair once; shape (pairs, 2).
        near: whether they seem to have much in common; shape (pairs,).
        crowded: how many keys more than `CROWD` articles have, and how many the most common one has.
    """

    pairs: Numbers
    near: Flags
    crowded: tuple[int, int]


@frozen(eq=False)
class Ranked:
    """Articles in the order of their ranks, where they meet, and which of them are near-identical.

    An article's rank is its digest: without regard to content or to what other articles there are.

    Attributes:
        order: the number of each article; shape (articles,).
        scales: one in how many of its shingles is sampled; shape (articles,).
        shingles: how many it has; shape (articles,).
        near: the pairs of the first pass, packed as those of `Counts`, by place in the order; ascending, shape (pairs,).
        samples: the buckets of the sampled shingles; members by place in the order.
    """

    order: Numbers
    scales: Numbers
    shingles: Numbers
    near: Numbers
    samples: Buckets


def by_rank(sketches: Sketches, articles: Numbers) -> Numbers:
    """Some of the sketched articles, whose words all differ, in the order of their ranks.

    Raises:
        ArticleError: if they are more than keys leave room for.
    """
    if len(articles) > LOW:
        problem = f"{len(articles):,} articles of different words are more than the {LOW:,} that can be searched at once"
        raise ArticleError(problem, "Search them in parts, with one background")
    order: Numbers = articles[np.argsort(sketches.digests[articles])]
    return order


def ranked(sketches: Sketches, articles: Numbers, leaders: int = LEADERS) -> Ranked:
    """The first pass, and the buckets for the second.

    Args:
        sketches: their samples are overwritten.
        articles: the numbers of some of them that all differ in their words.
        leaders: how many members of a bucket meet all others.
    """
    order = by_rank(sketches, articles)
    near = near_identical(sketches.signatures[order], leaders)
    scales, shingles = sketches.scales[order].astype(np.int64), sketches.shingles[order].astype(np.int64)
    return Ranked(order, scales, shingles, near, _sample_buckets(sketches, order))


def find_candidates(articles: Ranked, common: Hashes, leaders: int = LEADERS) -> Candidates:
    """The pairs worth comparing, by either pass.

    First, MinHash LSH: pairs that meet in a band and are near-identical by their signatures. Second, a join of the sampled
    shingles, which finds what banding cannot - excerpts, heavy cuts, borrowed passages: pairs that meet in the buckets of
    enough of them. In a bucket two articles meet when at least one of them is among its leaders.

    Args:
        articles: of `ranked`.
        common: the shingles without weight, by which nothing meets.
        leaders: how many members of a bucket meet all others.
    """
    samples = without(articles.samples, common)
    counts, share = joined(articles, samples, leaders)
    pairs = np.union1d(articles.near, counts.pairs)
    near = np.isin(pairs, articles.near, assume_unique=True)
    near[np.searchsorted(pairs, counts.pairs)] |= share >= NEAR
    return Candidates(articles.order[unpacked(pairs)], near, samples.crowded(CROWD))


def lsh_candidates(sketches: Sketches, articles: Numbers, bands: int, rows: int, leaders: int = LEADERS) -> Candidates:
    """The pairs of articles that meet in at least one band of their signatures, however little they have in common.

    Args:
        sketches: with signatures of at least ``bands`` times ``rows`` values.
        articles: the numbers of some of them that all differ in their words.
        bands: of their signatures.
        rows: values in a band.
        leaders: how many members of a bucket meet all others.
    """
    order = by_rank(sketches, articles)
    found = _band_buckets(sketches.signatures[order], bands, rows)
    pairs = np.concatenate([NO_NUMBERS, *(counts.pairs for counts in meetings(found, leaders))])
    return Candidates(order[unpacked(pairs)], np.ones(len(pairs), dtype=bool), found.crowded(CROWD))


def near_identical(signatures: Signature, leaders: int = LEADERS) -> Numbers:
    """The pairs that meet in a band and agree, by place; packed as those of `Counts`, ascending, shape (pairs,)."""
    found = [NO_NUMBERS]
    for counts in meetings(_band_buckets(signatures, BANDS, ROWS), leaders):
        for start in range(0, len(counts.pairs), PAIRS_AT_ONCE):
            pairs = counts.pairs[start : start + PAIRS_AT_ONCE]
            one, other = unpacked(pairs).T
            found.append(pairs[agree(signatures[one], signatures[other])])
    return np.concatenate(found)


def agree(one: Signature, other: Signature) -> Flags:
    """Whether two articles that meet in a band are near-identical, for each pair of signatures; shape (pairs,)."""
    flags: Flags = np.count_nonzero(one == other, axis=1) >= AGREEMENT * one.shape[1]
    return flags


def joined(articles: Ranked, samples: Buckets, leaders: int | Numbers) -> tuple[Counts, NDArray[np.float64]]:
    """The pairs that share enough samples, with how many, and the share of the shorter article that these stand for.

    Args:
        articles: of `ranked`.
        samples: all or some of their buckets.
        leaders: how many members of a bucket meet all others; of all buckets, or of each.
    """
    found, shares = [Counts(NO_NUMBERS, NO_NUMBERS)], [np.zeros(0)]
    for counts in meetings(samples, leaders):
        several = counts.where(counts.times >= FEW_SAMPLES)  # the most meet once
        one, other = unpacked(several.pairs).T
        scales = articles.scales[one], articles.scales[other]
        shingles = articles.shingles[one], articles.shingles[other]
        chosen = share_enough(several.times, scales, shingles)
        found.append(several.where(chosen))
        shares.append(estimated_share(several.times, scales, shingles)[chosen])
    pairs, times = (np.concatenate(column) for column in zip(*((each.pairs, each.times) for each in found), strict=True))
    return Counts(pairs, times), np.concatenate(shares)


def share_enough(times: Numbers, scales: tuple[Numbers, Numbers], shingles: tuple[Numbers, Numbers]) -> Flags:
    """Whether pairs of articles that meet in the buckets of so many samples are candidates; shape (pairs,).

    Args:
        times: in how many, shape (pairs,).
        scales: one in how many shingles is sampled of the one and of the other article of each pair.
        shingles: how many the one and the other article have, those that repeat counted each time.
    """
    enough: Flags = (times >= MIN_SAMPLES) & (times * np.maximum(*scales) >= MIN_SHARED)
    enough |= (times >= FEW_SAMPLES) & (estimated_share(times, scales, shingles) >= MOST)
    return enough


def estimated_share(times: Numbers, scales: tuple[Numbers, Numbers], shingles: tuple[Numbers, Numbers]) -> NDArray[np.float64]:
    """The share of the shorter article that the common samples stand for; the arguments are those of `share_enough`."""
    share: NDArray[np.float64] = times * np.maximum(*scales) / np.minimum(*shingles)
    return share


def without(samples: Buckets, common: Hashes) -> Buckets:
    """The buckets of the shingles that are not among the common ones, by their keys."""
    if not len(common) or not len(samples.keys):
        return samples
    keys = keys_of(common)
    at = np.minimum(np.searchsorted(samples.keys, keys), len(samples.keys) - 1)
    weighty = np.ones(len(samples.keys), dtype=bool)
    weighty[at[samples.keys[at] == keys]] = False
    return samples.where(weighty)


def components(count: int, pairs: Numbers) -> Numbers:
    """A label for each of ``count`` nodes, the same for those that the pairs connect; shape (count,)."""
    from scipy.sparse import coo_array  # a fifth of a second, for those who compare articles
    from scipy.sparse.csgraph import connected_components

    edges = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (edges[:, 0], edges[:, 1])), shape=(count, count))
    labels: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _band_buckets(signatures: Signature, bands: int, rows: int) -> Buckets:
    """The buckets of all bands; members by place."""
    entries = band_keys(signatures, bands, rows).ravel()
    packed(entries, np.repeat(np.arange(len(signatures)), bands))
    return buckets(entries)


def _sample_buckets(sketches: Sketches, order: Numbers) -> Buckets:
    """The buckets of the sampled shingles; members by place in the order. The samples are overwritten."""
    place = np.full(len(sketches.digests), -1)
    place[order] = np.arange(len(order))
    kept = 0
    for start in range(0, len(sketches.samples), AT_ONCE):
        some = sketches.samples[start : start + AT_ONCE]
        owner = place[np.searchsorted(sketches.bounds, np.arange(start, start + len(some)), side="right") - 1]
        if len(order) < len(place):
            some, owner = some[owner >= 0], owner[owner >= 0]
        packed(some, owner)
        sketches.samples[kept : kept + len(some)] = some
        kept += len(some)
    return buckets(sketches.samples[:kept])
