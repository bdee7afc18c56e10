"""Boilerplate: the passages around shingles that stand in many stories."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from newsclean.neardup.arrays import NO_HASHES, Flags, Hashes, Numbers
from newsclean.neardup.candidates import LEADERS, Ranked, components, joined
from newsclean.neardup.fingerprints import SHINGLE_SIZE
from newsclean.neardup.joining import keys_of, unpacked
from newsclean.neardup.matching import Block, match
from newsclean.neardup.runs import MIN_RUN
from newsclean.neardup.shingle_store import ShingleStore

# Clusters that share this many shingles, and this share of the larger one, tell one story in other arrangements: they count
# as one when boilerplate is looked for. A notice has fewer words than that. Both are estimates from some seventy samples, so the
# share is well below the half that rewrites of one text have in common.
STORY_SHARED, STORY_SHARE = 60, 0.4
# What many articles of one story retell must tie them, or it is taken for boilerplate: so more members of a bucket lead than in
# the search for candidates, up to so many, but in a bucket of very many no more.
STORY_LEADERS, STORY_MEETINGS = 32, 3_000
# A shingle in more separate clusters than this is everybody's boilerplate: measured on 20,000 syndicated articles, where
# counting clusters tells syndication from boilerplate and counting articles does not.
MAX_CLUSTERS = 8
# Articles of different stories that are looked at to see how far a passage of boilerplate reaches.
HOLDERS = 3
# Words of a passage that has no weight in a text; a shorter one is a set phrase of the story ("Islamic State of Iraq and
# Syria").
MIN_PASSAGE = 12
TABLE_BITS = 18
AT_ONCE = 1 << 16  # shingles, so that what is worked out on the way stays in the cache
SLOTS = np.uint64((1 << TABLE_BITS) - 1)
Ranges = list[tuple[int, int]]


def learned(articles: Ranked, words: Numbers, store: ShingleStore) -> Hashes:
    """The shingles that carry no weight among some articles, sorted.

    Sampled shingles that stand in more than `MAX_CLUSTERS` clusters of different stories, and those of the passages around
    them. Clusters are those of near-identical articles; which of them tell one story is said by all that they share.

    Args:
        articles: all of them.
        words: how many words each article in the store has.
        store: the shingles of all articles.
    """
    return passages(*widespread(articles), words, store)


def widespread(articles: Ranked) -> tuple[Hashes, Numbers]:
    """The keys of sampled shingles that stand in many stories, and for each `HOLDERS` articles of different ones that have it."""
    label = components(len(articles.order), unpacked(articles.near))
    doubtful = articles.samples.where(articles.samples.sizes > MAX_CLUSTERS)
    doubtful = doubtful.where(doubtful.labels(label) > MAX_CLUSTERS)
    if not len(doubtful.keys):
        return NO_HASHES, np.zeros((0, HOLDERS), dtype=np.int64)
    story = _stories(articles)
    found = doubtful.where(doubtful.labels(story) > MAX_CLUSTERS)
    return found.keys, articles.order[found.of_labels(story, HOLDERS)]


def _stories(articles: Ranked) -> Numbers:
    """A label for the story of each article; shape (articles,)."""
    leaders = np.clip(STORY_MEETINGS // articles.samples.sizes, LEADERS, STORY_LEADERS)
    counts, _ = joined(articles, articles.samples, leaders)
    one, other = unpacked(counts.pairs).T
    needed = np.maximum(STORY_SHARED, STORY_SHARE * np.maximum(articles.shingles[one], articles.shingles[other]))
    alike = counts.pairs[counts.times * np.maximum(articles.scales[one], articles.scales[other]) >= needed]
    return components(len(articles.order), unpacked(np.concatenate([articles.near, alike])))


def passages(keys: Hashes, holders: Numbers, words: Numbers, store: ShingleStore) -> Hashes:
    """All shingles of the passages around sampled ones, sorted.

    A passage reaches as far around a sampled shingle as the first of its holders has the same words as each of the others.

    Args:
        keys: of the sampled shingles; shape (shingles,).
        holders: for each of them `HOLDERS` articles of different stories that have it; shape (shingles, holders).
        words: how many words each article in the store has.
        store: the shingles of all articles.
    """
    if not len(keys):
        return NO_HASHES
    articles, inverse = np.unique(holders, return_inverse=True)
    block = Block(*store.read(articles), words[articles])
    number: Numbers = inverse.reshape(holders.shape)
    shared = _shared(block, number)
    found: set[int] = set()
    covered: set[int] = set()
    holding: list[list[int]] = number.tolist()
    for key, (first, *others) in zip(keys.tolist(), holding, strict=True):
        if key in covered:
            continue
        own = block.hashes[block.bounds[first] : block.bounds[first + 1]]
        place = int(np.argmax(keys_of(own) == key))
        reach = [_around(place, shared[first, other]) for other in others]
        passage = own[max(begin for begin, _ in reach) : min(end for _, end in reach)]
        found.update(passage.tolist())
        covered.update(keys_of(passage).tolist())
    return np.array(sorted(found), dtype=np.uint64)


def _shared(block: Block, number: Numbers) -> dict[tuple[int, int], Ranges]:
    """For the first holders and each of the others, the ranges of shingles in the first that both have."""
    asked = {(row[0], other) for row in number.tolist() for other in row[1:]}
    pairs = np.array(sorted({(max(pair), min(pair)) for pair in asked}), dtype=np.int64)
    runs = match(block, pairs[:, 1], pairs[:, 0], np.ones(len(block.hashes), dtype=bool)).runs
    ranges: defaultdict[tuple[int, int], Ranges] = defaultdict(list)
    for pair, a, b, length in runs.rows():
        later, earlier = pairs[pair].tolist()
        ranges[earlier, later].append((a, a + length - MIN_RUN + 1))
        ranges[later, earlier].append((b, b + length - MIN_RUN + 1))
    return ranges


def _around(place: int, ranges: Ranges) -> tuple[int, int]:
    """The range with a place; the place alone where there is none, since each word is in one shared run only."""
    return next(((begin, end) for begin, end in ranges if begin <= place < end), (place, place + 1))


def weighty(hashes: Hashes, common: Hashes) -> Flags:
    """Whether each shingle is not among the common ones, which are sorted."""
    flags = np.ones(len(hashes), dtype=bool)
    if len(common) and len(hashes):
        # A table of some bits of the common ones rules out nearly all others at once.
        table = np.zeros(1 << TABLE_BITS, dtype=bool)
        table[(common & SLOTS).astype(np.int64)] = True
        hits = [table.take((hashes[start : start + AT_ONCE] & SLOTS).view(np.int64)) for start in range(0, len(hashes), AT_ONCE)]
        some = np.flatnonzero(np.concatenate(hits))
        found = np.minimum(np.searchsorted(common, hashes[some]), len(common) - 1)
        flags[some] = common[found] != hashes[some]
    return flags


def weightless_words(bounds: Numbers, flags: Flags) -> tuple[Numbers, Numbers, Numbers]:
    """(article, first word, end) of the passages whose every word lies in a shingle without weight, in order.

    Args:
        bounds: where the shingles of each article begin, and the end of the last.
        flags: whether each shingle has weight.
    """
    at = np.flatnonzero(~flags)
    article = np.searchsorted(bounds, at, side="right") - 1
    new = np.ones(len(at), dtype=bool)
    new[1:] = (np.diff(at) > SHINGLE_SIZE) | (article[1:] != article[:-1])
    begin = np.flatnonzero(new)
    last = np.append(begin[1:], len(at))[: len(begin)] - 1
    place = at - bounds[article]
    long = place[last] + SHINGLE_SIZE - place[begin] >= MIN_PASSAGE
    return article[begin][long], place[begin][long], place[last][long] + SHINGLE_SIZE
