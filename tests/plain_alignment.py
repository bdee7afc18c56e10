"""The slow, obvious versions of what `newsclean.canonical.alignment` does by an index and by bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from newsclean.canonical.alignment import MIN_SIMILARITY, NEIGHBOUR
from newsclean.canonical.likeness import MIN_COMMON, Likeness, similarity
from newsclean.canonical.nodes import Clusters, Node

Score = tuple[float, float, int]
"""(-similarity with the bonus for neighbours, distance of the relative places, number of a node): the smaller, the better."""


def all_pairs(nodes: Sequence[Node], _: int) -> Iterator[tuple[int, int]]:
    """Every two nodes of one kind that no text has both of, and that share a word or two."""
    for one, other in combinations(nodes, 2):
        comparable = one.is_heading == other.is_heading and not (one.is_short or other.is_short or one.texts & other.texts)
        if comparable and len({*one.unit.keys} & {*other.unit.keys}) >= MIN_COMMON:
            yield one.number, other.number


def plain_mutual_best(clusters: Clusters, _: Likeness) -> Iterator[tuple[float, float, int, int]]:
    """Each two nodes that are each other's best match, as seen from a text of the one in a text of the other."""
    scores: dict[int, list[Score]] = {node.number: [] for node in clusters.nodes}
    for one, other in all_pairs(clusters.nodes, 0):
        bonus = NEIGHBOUR * sum(bool(_beside(clusters, one, step) & _beside(clusters, other, step)) for step in (-1, 1))
        alike = similarity(clusters.nodes[one].unit.keys, clusters.nodes[other].unit.keys) + bonus
        if alike >= MIN_SIMILARITY:
            apart = abs(_place(clusters, one) - _place(clusters, other))
            scores[one].append((-alike, apart, other))
            scores[other].append((-alike, apart, one))
    for one, own in scores.items():
        for score, apart, other in own:
            if one < other and _is_best(clusters, scores, one, other) and _is_best(clusters, scores, other, one):
                yield score, apart, one, other


def _is_best(clusters: Clusters, scores: dict[int, list[Score]], one: int, other: int) -> bool:
    """Whether ``other`` is the best match of ``one`` in any of its texts."""
    texts = {text for text, _ in clusters.nodes[other].places}
    return any(min(s for s in scores[one] if text in dict(clusters.nodes[s[2]].places))[2] == other for text in texts)


def _beside(clusters: Clusters, number: int, step: int) -> set[int]:
    """The nodes before (-1) or after (1) a node, in any text."""
    rows = ((clusters.rows[text], place + step) for text, place in clusters.nodes[number].places)
    return {row[place] for row, place in rows if 0 <= place < len(row)}


def _place(clusters: Clusters, number: int) -> float:
    text, place = clusters.nodes[number].places[0]
    return place / len(clusters.rows[text])
