"""Declared splits: one sentence of a text that another text has as two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from newsclean.canonical.likeness import similarity
from newsclean.canonical.nodes import Clusters, Place
from newsclean.canonical.sentences import UnitKind

Keys: TypeAlias = tuple[str, ...]

MIN_GAIN = 0.1  # by how much both halves together are more alike to the whole than either of them
MIN_ALIKE = 0.5
MIN_HALF = 0.6  # of the words of each half that the whole has
TRIED = 4  # wordings of the whole and of the halves that are compared


def join_splits(clusters: Clusters) -> None:
    """Ties one sentence with the two that another text has in its place, where all texts with a half have both."""
    joined: set[int] = set()
    for cluster, other in list(_neighbouring(clusters)):
        if joined & {cluster, other} or not _has_whole(clusters, cluster, other):
            continue  # one of them holds two halves already, or no text without the other has another wording
        halves = _halves(clusters, cluster, other)
        if halves and _are_halves(clusters, cluster, halves):
            clusters.join_halves(cluster, other)
            joined |= {cluster, other}


def _neighbouring(clusters: Clusters) -> Iterator[tuple[int, int]]:
    """Pairs of clusters whose nodes stand next to each other in some text, the one in fewer texts second, each pair once."""
    seen = set()
    for row in clusters.rows:
        for one, other in pairwise(row):
            pair = (clusters.of[one], clusters.of[other])
            if pair[0] == pair[1] or pair in seen:
                continue
            seen.add(pair)
            first, second = (clusters.texts[number] for number in pair)
            if first != second and not second & ~first:
                yield pair
            elif first != second and not first & ~second:
                yield pair[::-1]


def _has_whole(clusters: Clusters, cluster: int, other: int) -> bool:
    members = clusters.members[cluster]
    return len(members) > 1 and any(not clusters.nodes[number].texts & clusters.texts[other] for number in members)


def _halves(clusters: Clusters, cluster: int, other: int) -> list[tuple[Place, Place]] | None:
    """(place of the half in ``cluster``, place of the one in ``other``) in each text of ``other``.

    None unless they are neighbours, in the same order in all of these texts.
    """
    places = {place[0]: place for number in clusters.members[cluster] for place in clusters.nodes[number].places}
    halves = [(places[place[0]], place) for number in clusters.members[other] for place in clusters.nodes[number].places]
    steps = {own[1] - half[1] for half, own in halves}
    return halves if len(places) == clusters.texts[cluster].bit_count() and steps in ({1}, {-1}) else None


def _are_halves(clusters: Clusters, cluster: int, halves: list[tuple[Place, Place]]) -> bool:
    """Whether some wording of the sentence in other texts is more like both halves together than like one of them."""
    texts = clusters.texts[clusters.of[clusters.node_at(halves[0][1])]]
    wholes = [node for number in clusters.members[cluster] if not (node := clusters.nodes[number]).texts & texts]
    wholes.sort(key=lambda node: (-len(node.unit.keys), node.number))
    worded = dict.fromkeys((clusters.node_at(half), clusters.node_at(own)) for half, own in halves)
    first_comes = halves[0][0] < halves[0][1]
    for one, other in list(worded)[:TRIED]:
        half, own = clusters.nodes[one].unit, clusters.nodes[other].unit
        if UnitKind.SENTENCE is not half.kind or UnitKind.SENTENCE is not own.kind:
            return False
        both = half.keys + own.keys if first_comes else own.keys + half.keys
        if any(_is_whole(node.unit.keys, half.keys, own.keys, both) for node in wholes[:TRIED]):
            return True
    return False


def _is_whole(whole: Keys, half: Keys, own: Keys, both: Keys) -> bool:
    if len(whole) <= max(len(half), len(own)):
        return False
    said = Counter(whole)
    if any((said & Counter(part)).total() < MIN_HALF * len(part) for part in (half, own)):
        return False
    together = similarity(whole, both)
    return together >= max(MIN_ALIKE, MIN_GAIN + similarity(whole, half), MIN_GAIN + similarity(whole, own))
