"""Alignment: which sentences of several texts are one sentence, the same or edited.

Sentences of the same words are one node. Nodes are tied in steps: those that a text has twice are told apart by their
neighbours; edited ones are tied by their mutual best match, or between the same neighbours by less; short ones by their
neighbours; and one sentence with the two that it was split into. Sentences of one text are never tied, but for such a split.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsclean.canonical.likeness import Likeness, proposed
from newsclean.canonical.nodes import TRIED, Clusters, Place, neighbours, nodes_of, tie_by_neighbours
from newsclean.canonical.sentences import Unit
from newsclean.canonical.splits import join_splits

# In the middle between the most rewritten sentence of three labelled versions (.372) and the closest two that report one
# event in words of their own (.344).
MIN_SIMILARITY = 0.36
NEIGHBOUR = 0.04  # what a neighbour of the same words, on either side, adds to a similarity
# Between two neighbours that are aligned. Nine in ten pairs of different sentences of one event are less alike (.28).
MIN_BETWEEN = 0.27


def align(texts: Sequence[Sequence[Unit]]) -> list[tuple[Place, ...]]:
    """The units of several texts as groups of one sentence each.

    At most one unit of each text is in a group, or two neighbours where another text has both as one sentence. Every unit
    is in exactly one group; the groups are in the order of their first places. Headings are tied to headings, and to
    sentences only by the same words: a lost full stop makes a heading of a sentence.

    Args:
        texts: the units of each text. Which text comes first settles ties only.
    """
    if len(texts) == 1:
        return [((0, number),) for number in range(len(texts[0]))]
    nodes = nodes_of(texts)
    clusters = Clusters(nodes, texts)
    is_sure = [len(node.places) > 1 for node in nodes]
    tie_by_neighbours([node for node in nodes if len(node.places) == 1 and not node.is_short], clusters, is_sure)
    likeness = Likeness(nodes)
    for _, _, one, other in sorted(_mutual_best(clusters, likeness)):
        clusters.tie(one, other)
    _tie_between_neighbours(clusters, likeness)
    tie_by_neighbours([node for node in nodes if node.is_short], clusters, [not node.is_short for node in nodes])
    join_splits(clusters)
    return clusters.groups()


def _mutual_best(clusters: Clusters, likeness: Likeness) -> Iterator[tuple[float, float, int, int]]:
    """(-similarity, distance, node, node) of those that are each other's best match between two of their texts."""
    nodes = clusters.nodes
    before, after = neighbours(clusters)
    candidates: defaultdict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for one, other in proposed(nodes, len(clusters.rows)):
        bonus = NEIGHBOUR * (2 - before[one].isdisjoint(before[other]) - after[one].isdisjoint(after[other]))
        alike = likeness.of(one, other, MIN_SIMILARITY - bonus)
        if alike:
            apart = _distance(clusters, one, other)
            candidates[one].append((-alike - bonus, apart, other))
            candidates[other].append((-alike - bonus, apart, one))
    best = {number: _best(clusters, own) for number, own in candidates.items()}
    for one, chosen in best.items():
        for score, apart, other in chosen.values():
            if one < other and one in best[other]:
                yield score, apart, one, other


def _best(clusters: Clusters, candidates: list[tuple[float, float, int]]) -> dict[int, tuple[float, float, int]]:
    """Those of a node's candidates that are its best match in some text."""
    chosen = {}
    covered = 0
    for candidate in sorted(candidates):
        texts = clusters.nodes[candidate[2]].texts
        if texts & ~covered:
            chosen[candidate[2]] = candidate
            covered |= texts
    return chosen


def _tie_between_neighbours(clusters: Clusters, likeness: Likeness) -> None:
    """Ties sentences that stand alone between the same two clusters, and are not wholly unlike."""
    is_settled = [len(node.places) > 1 or len(clusters.members[clusters.of[node.number]]) > 1 for node in clusters.nodes]
    heads: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row in clusters.rows:
        for before, number, after in zip(row, row[1:], row[2:], strict=False):
            node = clusters.nodes[number]
            if is_settled[number] or node.is_short or node.is_heading or not (is_settled[before] and is_settled[after]):
                continue
            own = heads[clusters.of[before], clusters.of[after]]
            if not any(likeness.of(head, number, MIN_BETWEEN) and clusters.tie(head, number) for head in own[:TRIED]):
                own.append(number)


def _distance(clusters: Clusters, one: int, other: int) -> float:
    """How far apart two nodes stand, as the difference of their relative places (0-1); settles ties."""
    (text, number), (text_of_other, number_of_other) = clusters.nodes[one].places[0], clusters.nodes[other].places[0]
    return abs(number / len(clusters.rows[text]) - number_of_other / len(clusters.rows[text_of_other]))
