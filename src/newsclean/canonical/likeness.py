"""How alike two sentences are, and which pairs of many are worth asking that of."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from rapidfuzz.distance import LCSseq

from newsclean.canonical.nodes import Node

# A word that stands in more sentences than this, or in more than a fifth of them, ties each of them to the leading ones of
# them only, and beyond so many for each text to none: such words are articles, prepositions and the topic.
MAX_SENTENCES, FEW, MAX_A_TEXT = 60, 20, 5
LEADERS = 4
MIN_COMMON = 2  # words that two sentences must share to be compared
CODES = 0xD000  # rapidfuzz compares strings fastest: each word is a character below the surrogates


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sentences are, 0-1: the mean of their token Jaccard and of their share of words in common order."""
    counts, others = Counter(one), Counter(other)
    both = sum((counts & others).values())
    in_order = LCSseq.similarity(one, other)
    return both / max(1, 2 * (len(one) + len(other) - both)) + in_order / max(1, len(one) + len(other))


class _Codes(dict[str, str]):
    """A character for each word, given out as they come."""

    def __missing__(self, word: str) -> str:
        code = self[word] = chr(len(self) % CODES)
        return code


class Likeness:
    """`similarity` for many pairs of nodes."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._codes = _Codes()
        # Of those that were asked for: of two light copies, these are few.
        self._tokens: dict[int, frozenset[object]] = {}
        self._coded: dict[int, str] = {}

    def of(self, one: int, other: int, at_least: float) -> float:
        """The similarity of two nodes by number; 0 where it is below ``at_least``."""
        tokens, others = self._tokens_of(one), self._tokens_of(other)
        total = len(tokens) + len(others)
        both = len(tokens & others)
        jaccard = both / (2 * (total - both))
        if jaccard + both / total < at_least:  # no more words can be in common order than in common
            return 0.0
        alike = jaccard + LCSseq.similarity(self._coded_of(one), self._coded_of(other)) / total
        return alike if alike >= at_least else 0.0

    def _tokens_of(self, number: int) -> frozenset[object]:
        found = self._tokens.get(number)
        if found is None:
            keys = self._nodes[number].unit.keys
            tokens: set[object] = set(keys)
            if len(tokens) < len(keys):  # the second time that a word stands in a sentence, it is another token
                seen: dict[str, int] = {}
                for key in keys:
                    times = seen.get(key, 0)
                    if times:
                        tokens.add((key, times))
                    seen[key] = times + 1
            found = self._tokens[number] = frozenset(tokens)
        return found

    def _coded_of(self, number: int) -> str:
        coded = self._coded.get(number)
        if coded is None:
            coded = self._coded[number] = "".join(map(self._codes.__getitem__, self._nodes[number].unit.keys))
        return coded


def proposed(nodes: Sequence[Node], texts: int) -> Iterator[tuple[int, int]]:
    """Pairs of nodes of one kind, without a text in common, that share enough of the rarer words.

    Args:
        nodes: those to pair; short ones, and those of all texts, are passed over.
        texts: how many texts there are.
    """
    index: tuple[defaultdict[str, list[int]], ...] = (defaultdict(list), defaultdict(list))
    everywhere = (1 << texts) - 1
    for node in nodes:
        if not node.is_short and node.texts != everywhere:
            own = index[node.is_heading]
            for key in set(node.unit.keys):
                own[key].append(node.number)
    many = min(MAX_SENTENCES, max(FEW, len(nodes) // 5))
    of_words = [numbers for own in index for numbers in own.values() if len(numbers) > 1]
    shared = Counter(chain.from_iterable(combinations(numbers, 2) for numbers in of_words if len(numbers) <= many))
    crowded = [numbers for numbers in of_words if many < len(numbers) <= MAX_A_TEXT * texts]
    if crowded:
        by_weight = sorted(nodes, key=lambda node: (-node.texts.bit_count(), -len(node.unit.keys), node.number))
        rank = {node.number: place for place, node in enumerate(by_weight)}
        for numbers in crowded:
            for leader in heapq.nsmallest(LEADERS, numbers, key=rank.__getitem__):
                shared.update((min(leader, other), max(leader, other)) for other in numbers if other != leader)
    for (one, other), count in shared.items():
        if count >= MIN_COMMON and not nodes[one].texts & nodes[other].texts:
            yield one, other
