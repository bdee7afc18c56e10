"""Comparing: the exact figures of many pairs at once, in blocks that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import Flags, Hashes, Numbers
from newsclean.neardup.boilerplate import weighty
from newsclean.neardup.candidates import components
from newsclean.neardup.facts import MAX_GAP
from newsclean.neardup.fingerprints import SHINGLE_SIZE
from newsclean.neardup.joining import changes
from newsclean.neardup.matching import Block, match
from newsclean.neardup.names import FULL_NAME, MAX_NAME_GAP
from newsclean.neardup.run_columns import Gaps, Runs, gaps, merged
from newsclean.neardup.runs import BRIDGE
from newsclean.neardup.shingle_store import Shingles
from newsclean.neardup.sketches import Sketches
from newsclean.neardup.weight import Weight

BLOCK_SHINGLES = 1 << 21  # of the articles that are compared together: 16 MB


@frozen(eq=False)
class Comparison:
    """The figures of pairs of articles, one row each but in ``runs``.

    Attributes:
        short, long: the articles by number; ``short`` has fewer words.
        words_short, words_long: how many words of weight each has.
        shared: distinct shingles of weight that both have.
        weight_short, weight_long: distinct shingles of weight that each has.
        bridged, longer_bridged: words of weight of each inside shared passages.
        longer_shared: words in shared runs.
        passages: how many shared passages.
        longest_passage: shared words in the longest of them.
        own_story: words of weight of the longest stretch that an article has for itself; the lesser of both.
        same_words: whether both are the same words in the same order.
        runs: the shared runs; ``a`` in ``short``, ``b`` in ``long``. Run i of the pair p is in passage ``passage[i]`` of all.
        starts: where the runs of each pair begin, and the end of the last; shape (pairs + 1,).
        passage: the number of each run's passage; ascending.
        gaps: the gaps between runs in which figures and names are compared.
        gap_starts: where those of each pair begin, and the end of the last; shape (pairs + 1,).
        gap_words: words in these gaps, of the article that has fewer there.
        small_gaps: how many of them are big enough for a full name in both articles, and so small that names are compared.
        weightless: (first word, end) of the stretches without weight, for the articles that have any.
    """

    short: Numbers
    long: Numbers
    words_short: Numbers
    words_long: Numbers
    shared: Numbers
    weight_short: Numbers
    weight_long: Numbers
    bridged: Numbers
    longer_bridged: Numbers
    longer_shared: Numbers
    passages: Numbers
    longest_passage: Numbers
    own_story: Numbers
    same_words: Flags
    runs: Runs
    starts: Numbers
    passage: Numbers
    gaps: Gaps
    gap_starts: Numbers
    gap_words: Numbers
    small_gaps: Numbers
    weightless: Mapping[int, Sequence[tuple[int, int]]]


@frozen(eq=False)
class Plan:
    """Which pairs are compared together.

    Articles are numbered by length here; shorter ones come first, and which of two equally long ones does is said by their words.

    Attributes:
        short, long: the articles of each pair, short < long; shape (pairs,).
        bounds: block i has the pairs from ``bounds[i]`` to ``bounds[i + 1]``; shape (blocks + 1,).
        by_length: the place in the store of each article; shape (articles,).
        words: how many words each has; shape (articles,).
        digests: of their words in their order; shape (articles,).
    """

    short: Numbers
    long: Numbers
    bounds: Numbers
    by_length: Numbers
    words: Numbers
    digests: Hashes

    @classmethod
    def of(cls, first: Numbers, second: Numbers, near: Flags, sketches: Sketches) -> Plan:
        """The pairs in an order in which few articles have to be read more than once, in blocks that fit into memory.

        Args:
            first: one article of each pair by its place in the sketches; shape (pairs,).
            second: the other one.
            near: whether they seem to have much in common; shape (pairs,).
            sketches: of all articles.
        """
        by_length = np.lexsort((sketches.digests, sketches.words))
        place = np.empty(len(by_length), dtype=np.int64)
        place[by_length] = np.arange(len(by_length))
        short, long = np.minimum(place[first], place[second]), np.maximum(place[first], place[second])
        words, digests = sketches.words[by_length].astype(np.int64), sketches.digests[by_length]
        order = _near_together(short, long, near, len(words))
        short, long = short[order], long[order]
        return cls(short, long, np.array([0, *_ends(short, long, words)]), by_length, words, digests)

    def compared(self, block: int, store: Shingles, common: Hashes) -> Comparison:
        """The figures of the pairs of one block; its articles are named by their places in the store.

        Args:
            block: its number.
            store: the shingles of all articles.
            common: the shingles that carry no weight, sorted.
        """
        pairs = slice(self.bounds[block], self.bounds[block + 1])
        articles, number = np.unique(np.concatenate([self.short[pairs], self.long[pairs]]), return_inverse=True)
        some = Block(*store.read(self.by_length[articles]), self.words[articles])
        a, b = number[: len(number) // 2], number[len(number) // 2 :]
        by_second = np.lexsort((a, b))
        return _figures(some, self.by_length[articles], self.digests[articles], a[by_second], b[by_second], common)

    def __len__(self) -> int:
        return len(self.bounds) - 1


def compare(
    first: Numbers, second: Numbers, near: Flags, sketches: Sketches, store: Shingles, common: Hashes
) -> Iterator[Comparison]:
    """The figures of all pairs, block by block; see `Plan`."""
    plan = Plan.of(first, second, near, sketches)
    return (plan.compared(block, store, common) for block in range(len(plan)))


def _near_together(short: Numbers, long: Numbers, near: Flags, count: int) -> Numbers:
    """An order of the pairs in which near ones come first, and those of connected articles follow each other.

    So an article is read again for the few other pairs only, which connect nearly everything with everything.
    """
    label = components(count, np.stack([short[near], long[near]], axis=1))
    order: Numbers = np.lexsort((short, long, label[short], label[long], ~near))
    return order


def _ends(short: Numbers, long: Numbers, words: Numbers) -> Iterator[int]:
    """The ends of blocks of pairs whose articles have at most `BLOCK_SHINGLES` words together, or are one pair."""
    sizes = words.tolist()
    held: set[int] = set()
    total = 0
    for pair, articles in enumerate(zip(short.tolist(), long.tolist(), strict=True)):
        more = sum(sizes[article] for article in articles if article not in held)
        if total + more > BLOCK_SHINGLES and held:
            yield pair
            total = sum(sizes[article] for article in articles)
            held = set()
        else:
            total += more
        held.update(articles)
    if len(short):
        yield len(short)


def _figures(block: Block, articles: Numbers, digests: Hashes, a: Numbers, b: Numbers, common: Hashes) -> Comparison:
    flags = weighty(block.hashes, common)
    found = match(block, a, b, flags)
    weight = Weight.of(block, flags)
    same = _same_words(block, digests, a, b)
    runs, count = _one_run(found.runs, np.flatnonzero(same & (found.shared > 0)), block.words[a]), len(a)
    starts = np.searchsorted(runs.pair, np.arange(count + 1))
    every = gaps(runs, starts, block.words[a], block.words[b])
    new = changes(runs.pair) | ~every.within(0, BRIDGE)[np.arange(len(runs.pair)) + runs.pair]  # after the gap before each run
    between = every.where(every.within(1, MAX_GAP))
    begin = np.flatnonzero(new)
    last = np.append(begin[1:], len(new))[: len(begin)] - 1
    pair = runs.pair[begin]
    lengths = weight.between(a[runs.pair], runs.a, runs.a + runs.length)
    longest = np.zeros(count, dtype=np.int64)
    np.maximum.at(longest, pair, np.add.reduceat(lengths, begin) if len(begin) else lengths)
    return Comparison(
        short=articles[a],
        long=articles[b],
        words_short=weight.words[a],
        words_long=weight.words[b],
        shared=found.shared,
        weight_short=found.weights[a],
        weight_long=found.weights[b],
        bridged=_total(weight.between(a[pair], runs.a[begin], runs.a[last] + runs.length[last]), pair, count),
        longer_bridged=_covered(b, pair, runs.b[begin], runs.b[last] + runs.length[last], weight),
        longer_shared=_total(lengths, runs.pair, count),
        passages=np.bincount(pair, minlength=count),
        longest_passage=longest,
        own_story=np.minimum(
            _longest_gap(a, runs.pair, runs.a, runs.a + runs.length, block.words, weight),
            _longest_gap(b, runs.pair, runs.b, runs.b + runs.length, block.words, weight),
        ),
        same_words=same,
        runs=runs,
        starts=starts,
        passage=np.cumsum(new) - 1,
        gaps=between,
        gap_starts=np.searchsorted(between.pair, np.arange(count + 1)),
        gap_words=_total(between.words, between.pair, count),
        small_gaps=np.bincount(between.pair[between.within(FULL_NAME, MAX_NAME_GAP)], minlength=count),
        weightless=weight.passages(articles),
    )


def _total(values: Numbers, pair: Numbers, count: int) -> Numbers:
    totals: Numbers = np.bincount(pair, values, minlength=count).astype(np.int64)
    return totals


def _same_words(block: Block, digests: Hashes, a: Numbers, b: Numbers) -> Flags:
    """Whether the articles of each pair have the same shingles in the same order, and so the same words."""
    same: Flags = (digests[a] == digests[b]) & (block.words[a] == block.words[b])
    for pair in np.flatnonzero(same).tolist():
        one, other = (block.hashes[block.bounds[article] : block.bounds[article + 1]] for article in (a[pair], b[pair]))
        same[pair] = np.array_equal(one, other)
    return same


def _one_run(runs: Runs, pairs: Numbers, words: Numbers) -> Runs:
    """The runs, with one of all words for some pairs: those of a text full of one phrase are not looked for everywhere."""
    pairs = pairs[words[pairs] >= SHINGLE_SIZE]
    if not len(pairs):
        return runs
    start = np.zeros_like(pairs)
    return merged(runs.where(~np.isin(runs.pair, pairs)), Runs(pairs, start, start, words[pairs]))


def _longest_gap(article: Numbers, pair: Numbers, begin: Numbers, end: Numbers, words: Numbers, weight: Weight) -> Numbers:
    """Words of weight of the longest stretch in the article of each pair that no run covers."""
    count = np.arange(len(article))
    # Before the first and after the last run of each pair an empty one stands at the edge of the article.
    pairs = np.concatenate([pair, count, count])
    begins = np.concatenate([begin, np.zeros_like(article), words[article]])
    ends = np.concatenate([end, np.zeros_like(article), words[article]])
    order = np.lexsort((ends, begins, pairs))
    pairs, begins, ends = pairs[order], begins[order], ends[order]
    inside = np.flatnonzero(pairs[1:] == pairs[:-1])
    longest = np.zeros(len(article), dtype=np.int64)
    gaps = weight.between(article[pairs[inside]], ends[inside], begins[inside + 1])
    np.maximum.at(longest, pairs[inside], gaps)
    return longest


def _covered(article: Numbers, pair: Numbers, begin: Numbers, end: Numbers, weight: Weight) -> Numbers:
    """How many words of weight the stretches cover in the article of each pair; where several do, counted once."""
    order = np.lexsort((begin, pair))
    pair = pair[order]
    begin, end = begin[order] + (pair << 32), end[order] + (pair << 32)
    reached = np.maximum.accumulate(end)
    begin[1:] = np.maximum(begin[1:], reached[:-1])
    begin, end = begin - (pair << 32), np.maximum(begin, end) - (pair << 32)
    return _total(weight.between(article[pair], begin, end), pair, len(article))
