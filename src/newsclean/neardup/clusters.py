"""Clusters: the articles of one story, and how each is tied to the others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from newsclean.neardup.candidates import components
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.relations import DUPLICATE, STORY, Relation
from newsclean.text import Span

# A bridge is cut when what two otherwise unconnected groups share with it overlaps by less than this share of the lesser:
# versions of one story share the same passages with it, stories of a round-up different ones.
COMMON_GROUND = 0.1


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
    """

    id: str
    articles: tuple[str, ...]
    ties: tuple[Pair, ...] = ()

    def members(self, base: str) -> tuple[Member, ...]:
        """Each article with its relation to the base, by the fewest ties and then the closest; in the order of ids.

        Raises:
            KeyError: if the base is not one of the articles.
        """
        rank = {relation: number for number, relation in enumerate(Relation)}
        neighbours: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in sorted(self.ties, key=lambda p: (rank[p.relation], p.a, p.b)):
            neighbours[pair.a].append(pair)
            neighbours[pair.b].append(pair)
        found = {base: Member(base, None, None, duplicate=False)}
        queue = deque([base])
        while queue:
            here = queue.popleft()
            for pair in neighbours[here]:
                other = pair.b if pair.a == here else pair.a
                if other not in found:
                    duplicate = pair.relation in DUPLICATE and (here == base or found[here].duplicate)
                    found[other] = Member(other, pair.relation, here, duplicate)
                    queue.append(other)
        return tuple(found[article] for article in self.articles)


def cluster(ids: Sequence[str], pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], tuple[Cluster, ...]]:
    """The pairs, with false bridges turned into `reuse`, and the clusters that the rest form.

    Args:
        ids: of all articles, in order; one that is tied to no other is a cluster of its own.
        pairs: verified pairs between them.
    """
    found = tuple(_without_bridges(ids, tuple(sorted(pairs, key=lambda p: p.ids))))
    number = {article: position for position, article in enumerate(ids)}
    ties = [pair for pair in found if pair.relation in STORY]
    labels = components(len(ids), [(number[p.a], number[p.b]) for p in ties])
    articles: defaultdict[int, list[str]] = defaultdict(list)
    for position, label in enumerate(labels.tolist()):
        articles[label].append(ids[position])
    held: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in ties:
        held[int(labels[number[pair.a]])].append(pair)
    clusters = [Cluster(group[0], tuple(group), tuple(held[label])) for label, group in articles.items()]
    return found, tuple(sorted(clusters, key=lambda c: c.id))


def _without_bridges(ids: Sequence[str], pairs: Sequence[Pair]) -> Iterable[Pair]:
    """Pairs in which a round-up ties stories to each other become `reuse`.

    An article is a round-up when, without it, its neighbours fall into groups that share nothing at all, and what
    these groups share with it lies in different places of it.
    """
    linked: defaultdict[str, dict[str, Pair]] = defaultdict(dict)
    for pair in pairs:
        linked[pair.a][pair.b] = linked[pair.b][pair.a] = pair
    round_ups = {article for article in ids if _is_round_up(article, linked)}
    for pair in pairs:
        bridges = [article for article in pair.ids if article in round_ups]
        if bridges and pair.relation in STORY:
            reason = f"{bridges[0]} carries several stories; {pair.reason}"
            yield evolve(pair, relation=Relation.REUSE, reason=reason)
        else:
            yield pair


def _is_round_up(article: str, linked: Mapping[str, Mapping[str, Pair]]) -> bool:
    tied = sorted(other for other, pair in linked[article].items() if pair.relation in STORY)
    if len(tied) < 2:
        return False
    number = {other: position for position, other in enumerate(tied)}
    inside = [(number[a], number[b]) for a in tied for b in linked[a] if a < b and b in number]
    labels = components(len(tied), inside).tolist()
    places: defaultdict[int, set[int]] = defaultdict(set)
    for other, label in zip(tied, labels, strict=True):
        places[label].update(c for span in _spans(linked[article][other], article) for c in range(span.start, span.end))
    groups = list(places.values())
    return len(groups) > 1 and all(
        len(one & other) < COMMON_GROUND * min(len(one), len(other))
        for position, one in enumerate(groups)
        for other in groups[:position]
    )


def _spans(pair: Pair, article: str) -> list[Span]:
    """Where the pair's shared runs stand in one of its articles."""
    return [run.a if article == pair.a else run.b for run in pair.evidence.shared]
