"""Boilerplate: the passages around shingles that stand in many stories."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from newsclean.neardup.arrays import NO_HASHES, Flags, Hashes, Numbers
from newsclean.neardup.candidates import Candidates
from newsclean.neardup.fingerprints import SHINGLE_SIZE
from newsclean.neardup.matching import Block, match
from newsclean.neardup.runs import MIN_RUN
from newsclean.neardup.shingle_store import ShingleStore

# Words of a passage that has no weight in a text; a shorter one is a set phrase of the story ("Islamic State of Iraq and
# Syria").
MIN_PASSAGE = 12
TABLE_BITS = 18
AT_ONCE = 1 << 16  # shingles, so that what is worked out on the way stays in the cache
SLOTS = np.uint64((1 << TABLE_BITS) - 1)
Ranges = list[tuple[int, int]]


def passages(candidates: Candidates, numbers: Numbers, words: Numbers, store: ShingleStore) -> Hashes:
    """All shingles of the passages around the sampled ones without weight, sorted.

    A passage reaches as far around a sampled shingle as the first of its holders has the same words as each of the others.

    Args:
        candidates: name the sampled shingles and their holders.
        numbers: the number in the store of each article that the candidates know.
        words: how many words each article in the store has.
        store: the shingles of all articles.
    """
    common, bits = candidates.common, candidates.missing_bits
    if not len(common):
        return NO_HASHES
    holders = numbers[candidates.holders]
    articles, inverse = np.unique(holders, return_inverse=True)
    block = Block(*store.read(articles), words[articles])
    number: Numbers = inverse.reshape(holders.shape)
    shared = _shared(block, number)
    found: set[int] = set()
    covered: set[int] = set()
    holding: list[list[int]] = number.tolist()
    for sample, (first, *others) in zip(common.tolist(), holding, strict=True):
        if sample in covered:
            continue
        own = block.hashes[block.bounds[first] : block.bounds[first + 1]]
        place = int(np.argmax(own >> np.uint64(bits) == sample))
        reach = [_around(place, shared[first, other]) for other in others]
        passage = own[max(begin for begin, _ in reach) : min(end for _, end in reach)]
        found.update(passage.tolist())
        covered.update((passage >> np.uint64(bits)).tolist())
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
