"""Clusters: the articles of one story, and how each is tied to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from attrs import evolve, frozen

from newsclean.neardup.candidates import components
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.facts import same_subject
from newsclean.neardup.relations import DUPLICATE, STORY, Relation
from newsclean.text import Span

# What two otherwise unconnected groups share with a round-up overlaps by less than this share of the lesser: versions of one
# story share the same passages with it, different stories different ones.
COMMON_GROUND = 0.1
WHOLE = 0.8  # share of the longer text in shared passages from which both count as copies of each other
ONLY = "the only article"
RANK = {relation: number for number, relation in enumerate(Relation)}


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

    def other(self, id: str) -> str:
        """The id that is not ``id``."""
        return self.b if id == self.a else self.a

    def can_drop(self, id: str) -> bool:
        """Whether the pair lets a corpus drop one of its articles and keep the other; of an excerpt, only the shorter."""
        if self.relation is Relation.EXCERPT:
            e = self.evidence
            return (e.containment_a >= e.containment_b) == (id == self.a)
        return self.relation in DUPLICATE


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
        if base not in self.articles:
            raise KeyError(base)
        neighbours: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in self.ties:
            neighbours[pair.a].append(pair)
            neighbours[pair.b].append(pair)
        found = {base: Member(base, None, None, duplicate=False)}
        reached = [base]
        while reached:
            steps = [(pair, here) for here in reached for pair in neighbours[here] if pair.other(here) not in found]
            steps.sort(key=lambda step: (RANK[step[0].relation], step[1]))
            reached = []
            for pair, here in steps:
                id_ = pair.other(here)
                if id_ not in found:
                    duplicate = pair.can_drop(id_) and (here == base or found[here].duplicate)
                    found[id_] = Member(id_, pair.relation, here, duplicate)
                    reached.append(id_)
        return tuple(found[article] for article in self.articles)


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
    ordered = sorted(pairs, key=lambda p: p.ids)
    round_ups = _round_ups(ordered)
    found = tuple(without_bridge(pair, round_ups) for pair in ordered)
    held = [pair for pair in found if pair.relation in ties]
    edges = np.array([(number[p.a], number[p.b]) for p in held], dtype=np.int64)
    groups: dict[int, list[int]] = {}
    for position, label in enumerate(components(len(ids), edges).tolist()):
        groups.setdefault(label, []).append(position)
    group_of = {position: label for label, group in groups.items() if len(group) > 1 for position in group}
    inside: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in held:
        inside[group_of[number[pair.a]]].append(pair)
    clusters = tuple(
        Cluster(ids[group[0]], tuple(ids[position] for position in group), tuple(inside[label]), *represented(group))
        if len(group) > 1
        else Cluster(ids[group[0]], (ids[group[0]],), (), ids[group[0]], ONLY)
        for label, group in groups.items()
    )
    return found, clusters, tuple(sorted(round_ups))


def without_bridge(pair: Pair, round_ups: Container[str]) -> Pair:
    """The pair; as `reuse` where a round-up ties another story to itself."""
    bridges = [article for article in pair.ids if article in round_ups]
    if bridges and pair.relation in STORY and not is_copy(pair):
        return evolve(pair, relation=Relation.REUSE, reason=f"{bridges[0]} carries several stories; {pair.reason}")
    return pair


def _round_ups(pairs: Sequence[Pair]) -> frozenset[str]:
    """The articles that carry several stories.

    Without such an article and its copies, its neighbours fall into groups that share no text and no subject, and what these
    groups share with it lies in different places of it.
    """
    linked: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in pairs:
        linked[pair.a][pair.b] = linked[pair.b][pair.a] = pair
    return frozenset(article for article in linked if is_round_up(article, linked[article], linked))


def is_copy(pair: Pair) -> bool:
    """Whether each of both stands in the other, nearly whole."""
    return pair.relation in (Relation.IDENTICAL, Relation.COPY) or pair.evidence.longer_bridged >= WHOLE


def is_round_up(article: str, pairs: Mapping[str, Pair], linked: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether an article carries several stories.

    Args:
        article: its id.
        pairs: those of the article, by the other id.
        linked: for each article that it is tied to, but its copies: the others of a pair with that one, of any relation.
    """
    tied = sorted(other for other, pair in pairs.items() if pair.relation in STORY and not is_copy(pair))
    groups = _groups(tied, linked)
    if len(groups) < 2:
        return False
    shared = {other: pairs[other].evidence.texts for other in tied}
    places = [_merged(span for other in group for span in shared[other].stretches(article)) for group in groups]
    if any(
        _common_length(one, other) >= COMMON_GROUND * min(_length(one), _length(other)) for one, other in combinations(places, 2)
    ):
        return False
    subjects = [frozenset[str]().union(*(shared[other].of(other).telling for other in group)) for group in groups]
    return not any(same_subject(one, other) for one, other in combinations(subjects, 2))


def _groups(articles: Sequence[str], linked: Mapping[str, Mapping[str, object]]) -> list[list[str]]:
    """Articles in groups that share text with each other, whatever their relation."""
    left, groups = set(articles), []
    for article in articles:
        if article not in left:
            continue
        left.discard(article)
        group = [article]
        for member in group:  # grows while it is read
            more = sorted(left & linked[member].keys())
            left.difference_update(more)
            group += more
        groups.append(sorted(group))
    return groups


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _length(spans: Sequence[Span]) -> int:
    return sum(map(len, spans))


def _common_length(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two lists of merged spans have in common."""
    return _length(one) + _length(other) - _length(_merged([*one, *other]))
