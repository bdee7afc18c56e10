"""The sentences of several texts by their words, and the clusters that alignment ties them into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from newsclean.canonical.sentences import Unit, UnitKind

# A shorter sentence says nothing by its words alone: "He declined." stands in many places. It is aligned by its neighbours.
MIN_WORDS = 4
TRIED = 8  # clusters of one wording and one neighbour that a place may join; a text of one line again and again has thousands

Place = tuple[int, int]
"""(number of the text, number of the unit in it)."""


@frozen(eq=False)
class Node:
    """Places of one wording, at most one in each text.

    Attributes:
        number: its own, from 0.
        unit: the unit at the first of its places.
        places: in the order of the texts.
        texts: the texts that have it, as bits.
    """

    number: int
    unit: Unit
    places: tuple[Place, ...]
    texts: int

    @property
    def is_short(self) -> bool:
        """Whether its words are too few to align it by; a text has one headline, which may be short."""
        return len(self.unit.keys) < MIN_WORDS and self.unit.kind is not UnitKind.HEADLINE

    @property
    def is_heading(self) -> bool:
        """Whether it is no sentence."""
        return self.unit.kind is not UnitKind.SENTENCE


def nodes_of(texts: Sequence[Sequence[Unit]]) -> list[Node]:
    """All units as nodes: those of the same words as one, unless they are short or stand twice in a text."""
    wordings: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    for text, units in enumerate(texts):
        for number, unit in enumerate(units):
            wordings[unit.keys].append((text, number))
    nodes: list[Node] = []
    for keys, places in wordings.items():
        is_one = len(keys) >= MIN_WORDS and len({text for text, _ in places}) == len(places)
        for own in [places] if is_one else [[place] for place in places]:
            text, number = own[0]
            nodes.append(Node(len(nodes), texts[text][number], tuple(own), sum(1 << text for text, _ in own)))
    return nodes


class Clusters:
    """Nodes tied to one another, each cluster with at most one place in a text."""

    def __init__(self, nodes: Sequence[Node], texts: Sequence[Sequence[Unit]]) -> None:
        self.nodes = nodes
        self.of = list(range(len(nodes)))  # the cluster of each node
        self.members = {number: [number] for number in self.of}
        self.texts = {node.number: node.texts for node in nodes}
        self.rows = [[-1] * len(units) for units in texts]  # the node at each place
        for node in nodes:
            for text, number in node.places:
                self.rows[text][number] = node.number

    def node_at(self, place: Place) -> int:
        """The number of the node at a place."""
        return self.rows[place[0]][place[1]]

    def tie(self, one: int, other: int) -> bool:
        """Makes one cluster of those of two nodes, unless a text has both; returns whether they are in one now."""
        low, high = sorted((self.of[one], self.of[other]))
        if low == high:
            return True
        if self.texts[low] & self.texts[high]:
            return False
        self._merge(low, high)
        return True

    def join_halves(self, one: int, other: int) -> None:
        """Makes one cluster of two that hold the halves of one sentence, whatever texts have both."""
        self._merge(*sorted((one, other)))

    def _merge(self, low: int, high: int) -> None:
        # The bigger one takes in the smaller, so that no node is renamed often.
        if len(self.members[low]) < len(self.members[high]):
            low, high = high, low
        moved = self.members.pop(high)
        for number in moved:
            self.of[number] = low
        self.members[low] += moved
        self.texts[low] |= self.texts.pop(high)

    def groups(self) -> list[tuple[Place, ...]]:
        """The places of each cluster, in the order of their first ones."""
        found = (
            tuple(sorted(place for number in members for place in self.nodes[number].places)) for members in self.members.values()
        )
        return sorted(found)


def tie_by_neighbours(nodes: Iterable[Node], clusters: Clusters, settled: Sequence[bool]) -> None:
    """Ties nodes of one place and one wording that have the same neighbours: both, else the one before, else the one after.

    A neighbour is the next settled node on that side, or the end of the text, counted with the places of the same wording
    that stand between.

    Args:
        nodes: to tie, each with a single place.
        clusters: what is tied already.
        settled: of each node, whether it may be somebody's neighbour.
    """
    own = sorted(nodes, key=lambda node: node.places)
    before = _contexts(own, clusters, settled, step=1)
    after = _contexts(own, clusters, settled, step=-1)
    for contexts in (list(zip(before, after, strict=True)), before, after):
        buckets: defaultdict[object, list[int]] = defaultdict(list)
        for node, context in zip(own, contexts, strict=True):
            heads = buckets[node.unit.keys, context]
            if not any(clusters.tie(head, node.number) for head in heads[:TRIED]):
                heads.append(node.number)


def _contexts(nodes: Sequence[Node], clusters: Clusters, settled: Sequence[bool], step: int) -> list[tuple[int, int]]:
    """(cluster of the next settled node on one side, or -1; how many places of the same wording stand between)."""
    rows = {node.places[0][0] for node in nodes}
    found: dict[int, tuple[int, int]] = {}
    for text in rows:
        last, between = -1, defaultdict[tuple[str, ...], int](int)
        for number in clusters.rows[text][::step]:
            if settled[number]:
                last = clusters.of[number]
                between.clear()
                continue
            keys = clusters.nodes[number].unit.keys
            found[number] = (last, between[keys])
            between[keys] += 1
    return [found[node.number] for node in nodes]


def neighbours(clusters: Clusters) -> tuple[list[set[int]], list[set[int]]]:
    """For each node the nodes that stand before it in some text, and those that stand after it."""
    before: list[set[int]] = [set() for _ in clusters.nodes]
    after: list[set[int]] = [set() for _ in clusters.nodes]
    for row in clusters.rows:
        for one, other in pairwise(row):
            before[other].add(one)
            after[one].add(other)
    return before, after
