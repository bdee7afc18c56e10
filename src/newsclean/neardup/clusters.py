"""Clusters: the articles of one story, and how each is tied to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from attrs import evolve, frozen

from newsclean.neardup.arrays import Numbers
from newsclean.neardup.candidates import components
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.links import Links, drops, is_whole, row
from newsclean.neardup.relations import STORY, Relation
from newsclean.neardup.round_ups import bridged, groups, round_ups, several_stories
from newsclean.text import Span

ONLY = "the only article"
RANK = {relation: number for number, relation in enumerate(Relation)}


class Tie(Protocol):
    """Two articles of one cluster that are tied directly."""

    @property
    def a(self) -> str:
        """The id of the one."""

    @property
    def b(self) -> str:
        """The id of the other one."""

    @property
    def relation(self) -> Relation:
        """How they are related."""

    def can_drop(self, id: str) -> bool:
        """Whether a corpus can do without this one of both if it keeps the other."""


@frozen
class Pair:
    """Two related articles, the evidence, and what follows from it.

    Attributes:
        a, b: ids, the smaller first.
        relation: how they are related.
        reason: why, in one line.
        evidence: the exact figures, with the shared runs.
    """

    a: str
    b: str
    relation: Relation
    reason: str
    evidence: Evidence

    @property
    def ids(self) -> tuple[str, str]:
        """Both ids."""
        return self.a, self.b

    def can_drop(self, id: str) -> bool:
        """Whether the pair lets a corpus drop one of its articles and keep the other; of an excerpt, only the shorter."""
        return drops(self.relation, self.evidence)[id != self.a]


@frozen
class Member:
    """An article of a cluster, seen from another one, the base.

    Attributes:
        id: of the article.
        relation: to ``tied_to``; None for the base itself.
        tied_to: the base where the two are tied directly, or else the member that ties it to the base.
        duplicate: whether a corpus can drop it and keep the base, because every tie on the way is a duplicate's.
    """

    id: str
    relation: Relation | None
    tied_to: str | None
    duplicate: bool


@frozen
class Cluster:
    """The articles of one story.

    Attributes:
        id: the smallest id of its articles.
        articles: their ids, in order.
        ties: the pairs that hold them together.
        representative: the article that is kept when duplicates are dropped (see `members`).
        representative_reason: why it is this one.
    """

    id: str
    articles: tuple[str, ...]
    ties: tuple[Pair, ...] = ()
    representative: str = ""
    representative_reason: str = ""

    def members(self, base: str) -> tuple[Member, ...]:
        """Each article with its relation to the base, by the fewest ties and then the closest; in the order of ids.

        Raises:
            KeyError: if the base is not one of the articles.
        """
        return members(self.articles, self.ties, base)


def members(articles: Sequence[str], ties: Iterable[Tie], base: str) -> tuple[Member, ...]:
    """The articles of a cluster as `Cluster.members` tells them.

    Raises:
        KeyError: if the base is not one of the articles.
    """
    if base not in articles:
        raise KeyError(base)
    neighbours: defaultdict[str, list[tuple[str, Tie]]] = defaultdict(list)
    for tie in ties:
        neighbours[tie.a].append((tie.b, tie))
        neighbours[tie.b].append((tie.a, tie))
    found = {base: Member(base, None, None, duplicate=False)}
    reached = [base]
    while reached:
        steps = [(tie, here, other) for here in reached for other, tie in neighbours[here] if other not in found]
        steps.sort(key=lambda step: (RANK[step[0].relation], step[1]))
        reached = []
        for tie, here, id_ in steps:
            if id_ not in found:
                duplicate = tie.can_drop(id_) and (here == base or found[here].duplicate)
                found[id_] = Member(id_, tie.relation, here, duplicate)
                reached.append(id_)
    return tuple(found[article] for article in articles)


def cluster(
    ids: Sequence[str],
    pairs: Iterable[Pair],
    represented: Callable[[Sequence[int]], tuple[str, str]],
    ties: frozenset[Relation] = STORY,
) -> tuple[tuple[Pair, ...], tuple[Cluster, ...], tuple[str, ...]]:
    """The pairs, with false bridges turned into `reuse`; the clusters that the rest form; and the round-ups that were bridges.

    Args:
        ids: of all articles, in order; one that is tied to no other is a cluster of its own.
        pairs: verified pairs between them.
        represented: for the places among ``ids`` of several articles, which one represents them, and why.
        ties: the relations that tie articles into one cluster.
    """
    number = {article: position for position, article in enumerate(ids)}
    found = sorted(pairs, key=lambda p: p.ids)
    links = Links.of(row(number[pair.a], number[pair.b], pair.relation, pair.evidence) for pair in found)
    several = round_ups(links, len(ids), _Looked(ids, found))
    bridges, cut_by = bridged(links, several)
    for pair, article in zip(bridges.tolist(), cut_by.tolist(), strict=True):
        found[pair] = evolve(found[pair], relation=Relation.REUSE, reason=cut(ids[article], found[pair].reason))
    links = links.related(bridges, Relation.REUSE)
    held = np.flatnonzero(links.among(ties))
    inside: defaultdict[int, list[Pair]] = defaultdict(list)
    label = stories(links.where(held), len(ids))
    for pair in held.tolist():
        inside[label[links.a[pair]]].append(found[pair])
    clusters = tuple(
        Cluster(ids[group[0]], tuple(ids[position] for position in group), tuple(inside[label[group[0]]]), *represented(group))
        if len(group) > 1
        else Cluster(ids[group[0]], (ids[group[0]],), (), ids[group[0]], ONLY)
        for group in grouped(label)
    )
    return tuple(found), clusters, tuple(ids[article] for article in several.tolist())


def stories(ties: Links, count: int) -> Numbers:
    """For each of so many articles the number of its story, in the order of their first articles; shape (count,)."""
    _, first, inverse = np.unique(components(count, np.stack([ties.a, ties.b], axis=1)), return_index=True, return_inverse=True)
    in_order: Numbers = np.argsort(np.argsort(first))[inverse]
    return in_order


def grouped(label: Numbers) -> list[list[int]]:
    """The places of each label, in order; the labels in the order of their first places."""
    groups: dict[int, list[int]] = {}
    for position, of in enumerate(label.tolist()):
        groups.setdefault(of, []).append(position)
    return list(groups.values())


def is_round_up(article: str, pairs: Mapping[str, Pair], linked: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether an article carries several stories; see `round_ups`, which tells it of all articles at once.

    Args:
        article: its id.
        pairs: those of the article, by the other id.
        linked: for each article that it is tied to, but its copies: the others of a pair with that one, of any relation.
    """
    tied = sorted(other for other, pair in pairs.items() if pair.relation in STORY and not is_whole(pair.relation, pair.evidence))
    found = groups(tied, linked)
    if len(found) < 2:
        return False
    shared = {other: pairs[other].evidence.texts for other in tied}
    stretches = ([span for other in group for span in shared[other].stretches(article)] for group in found)
    return several_stories(
        stretches, lambda: [frozenset[str]().union(*(shared[other].of(other).telling for other in group)) for group in found]
    )


def without_bridge(pair: Pair, round_ups: Container[str]) -> Pair:
    """The pair; as `reuse` where a round-up ties another story to itself."""
    bridges = [article for article in pair.ids if article in round_ups]
    if bridges and pair.relation in STORY and not is_whole(pair.relation, pair.evidence):
        return evolve(pair, relation=Relation.REUSE, reason=cut(bridges[0], pair.reason))
    return pair


def cut(round_up: str, reason: str) -> str:
    """The reason for a pair that is `reuse` because a round-up carries several stories, from the one it had before."""
    return f"{round_up} carries several stories; {reason}"


class _Looked:
    """The texts of pairs."""

    def __init__(self, ids: Sequence[str], pairs: Sequence[Pair]) -> None:
        self._ids = ids
        self._pairs = pairs
        self._with: dict[str, Pair] = {}

    def stretches(self, pair: int) -> tuple[Sequence[Span], Sequence[Span]]:
        one = self._pairs[pair]
        self._with |= {one.a: one, one.b: one}
        return one.evidence.texts.stretches(one.a), one.evidence.texts.stretches(one.b)

    def telling(self, article: int) -> frozenset[str]:
        id_ = self._ids[article]
        return self._with[id_].evidence.texts.of(id_).telling
