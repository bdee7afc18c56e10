"""Which pairs of articles are candidates, said word by word: the slow, obvious version of `newsclean.neardup.candidates`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

import numpy as np
from attrs import frozen

from newsclean.neardup.candidates import AGREEMENT, BANDS, FEW_SAMPLES, MIN_SAMPLES, MIN_SHARED, MOST, ROWS
from newsclean.neardup.joining import MEMBER_BITS
from newsclean.neardup.sketches import PERMUTATIONS, Sketches

Pairs = set[tuple[int, int]]


@frozen
class Sketched:
    """What is known of an article: its rank, its signature, its sampled shingles, how they were sampled, how many it has."""

    rank: int
    signature: Sequence[int]
    samples: frozenset[int]
    scale: int
    shingles: int


def met(buckets: Iterable[tuple[Hashable, int]], rank: Sequence[int], leaders: int) -> Counter[tuple[int, int]]:
    """In how many buckets two members meet, by their numbers; of (bucket, member) rows."""
    members: defaultdict[Hashable, set[int]] = defaultdict(set)
    for bucket, member in buckets:
        members[bucket].add(member)
    counts: Counter[tuple[int, int]] = Counter()
    for some in members.values():
        leading = set(sorted(some, key=lambda member: rank[member])[:leaders])
        counts.update(pair for pair in combinations(sorted(some), 2) if not leading.isdisjoint(pair))
    return counts


def plain_lsh(articles: Sequence[Sketched], bands: int, rows: int, leaders: int) -> Pairs:
    """The pairs that meet in a band."""
    buckets = [
        ((band, tuple(article.signature[rows * band : rows * band + rows])), number)
        for number, article in enumerate(articles)
        for band in range(bands)
    ]
    return set(met(buckets, [article.rank for article in articles], leaders))


def plain_candidates(articles: Sequence[Sketched], common: Iterable[int], leaders: int) -> Pairs:
    """The pairs of both passes, by number, the smaller first; given the shingles without weight."""
    found: Pairs = set()
    for a, b in plain_lsh(articles, BANDS, ROWS, leaders):
        same = [x == y for x, y in zip(articles[a].signature, articles[b].signature, strict=True)]
        if sum(same) >= AGREEMENT * len(same):
            found.add((a, b))
    weightless = set(common)
    buckets = [(sample, number) for number, article in enumerate(articles) for sample in article.samples - weightless]
    for (a, b), times in met(buckets, [article.rank for article in articles], leaders).items():
        one, other = articles[a], articles[b]
        estimate = times * max(one.scale, other.scale)
        of_shorter = estimate / min(one.shingles, other.shingles)
        if (times >= MIN_SAMPLES and estimate >= MIN_SHARED) or (times >= FEW_SAMPLES and of_shorter >= MOST):
            found.add((a, b))
    return found


def given_as(articles: Sequence[Sketched]) -> Sketches:
    """The same articles as columns; samples of which some stand twice."""
    samples = [[sample for sample in article.samples for _ in range(1 + sample % 2)] for article in articles]
    shingles = np.array([article.shingles for article in articles], dtype=np.int32)
    return Sketches(
        np.arange(len(articles)),
        np.array([sample << MEMBER_BITS for each in samples for sample in each], dtype=np.uint64),
        np.cumsum([0, *map(len, samples)]),
        shingles,
        shingles,
        np.array([article.scale for article in articles], dtype=np.int32),
        np.array([article.signature for article in articles], dtype=np.uint32).reshape(
            len(articles), len(articles[0].signature) if articles else PERMUTATIONS
        ),
        np.array([article.rank for article in articles], dtype=np.uint64),
    )
