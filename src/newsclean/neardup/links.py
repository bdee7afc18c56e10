"""Verified pairs as columns: what clusters are made of, a few bytes a pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from newsclean.neardup.arrays import Flags, Numbers
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.relations import DUPLICATE, Relation

RELATIONS = tuple(Relation)
CODES = {relation: code for code, relation in enumerate(RELATIONS)}
WHOLE = 0.8  # share of the longer text in shared passages from which both count as copies of each other
Row = tuple[int, int, int, bool, bool, bool]


@frozen(eq=False)
class Links:
    """Pairs of articles, which are numbered in the order of their ids.

    Attributes:
        a, b: the numbers of both, a < b; in ascending order; shape (pairs,).
        relations: the place of each pair's relation in `RELATIONS`; shape (pairs,).
        whole: whether each of both stands in the other, nearly whole; shape (pairs,).
        drops_a, drops_b: whether a corpus that keeps the other one can do without a, or b; shape (pairs,).
    """

    a: Numbers
    b: Numbers
    relations: NDArray[np.int8]
    whole: Flags
    drops_a: Flags
    drops_b: Flags

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Links:
        """From rows as `row` gives them, in the order of their numbers."""
        a, b, relations, *flags = list(zip(*rows, strict=True)) or [()] * 6
        numbers = np.array(a, dtype=np.int64), np.array(b, dtype=np.int64), np.array(relations, dtype=np.int8)
        return cls(*numbers, *(np.array(column, dtype=np.bool_) for column in flags))

    def among(self, relations: Iterable[Relation]) -> Flags:
        """Whether each pair has one of the relations."""
        flags: Flags = np.isin(self.relations, [CODES[relation] for relation in relations])
        return flags

    def where(self, chosen: Flags | Numbers) -> Links:
        """Some of the pairs."""
        flags = (self.whole, self.drops_a, self.drops_b)
        return Links(self.a[chosen], self.b[chosen], self.relations[chosen], *(column[chosen] for column in flags))

    def related(self, pairs: Numbers, relation: Relation) -> Links:
        """With another relation for some of the pairs, none of which can be dropped for the other any more."""
        relations, drops_a, drops_b = self.relations.copy(), self.drops_a.copy(), self.drops_b.copy()
        relations[pairs] = CODES[relation]
        drops_a[pairs] = drops_b[pairs] = relation in DUPLICATE
        return evolve(self, relations=relations, drops_a=drops_a, drops_b=drops_b)


def row(a: int, b: int, relation: Relation, evidence: Evidence) -> Row:
    """A pair for `Links.of`."""
    return a, b, CODES[relation], is_whole(relation, evidence), *drops(relation, evidence)


def is_whole(relation: Relation, evidence: Evidence) -> bool:
    """Whether each of both articles stands in the other, nearly whole."""
    return relation in (Relation.IDENTICAL, Relation.COPY) or evidence.longer_bridged >= WHOLE


def drops(relation: Relation, evidence: Evidence) -> tuple[bool, bool]:
    """Whether a pair lets a corpus drop a and keep b, and the other way round; of an excerpt, only the shorter."""
    if relation is Relation.EXCERPT:
        shorter = evidence.containment_a >= evidence.containment_b
        return shorter, not shorter
    return relation in DUPLICATE, relation in DUPLICATE


class Neighbours(Mapping[int, Mapping[int, int]]):
    """For each article that has any, its neighbours and the pair that links it with each.

    Args:
        links: the pairs.
        count: how many articles there are.
    """

    def __init__(self, links: Links, count: int) -> None:
        source = np.concatenate([links.a, links.b])
        other = np.concatenate([links.b, links.a])
        order = np.lexsort((other, source))
        self._others = other[order]
        self._pairs = (order % max(1, len(links.a))).astype(np.int64)
        self._bounds = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=count))])

    def __getitem__(self, article: int) -> Mapping[int, int]:
        begin, end = self._bounds[article], self._bounds[article + 1]
        return dict(zip(self._others[begin:end].tolist(), self._pairs[begin:end].tolist(), strict=True))

    def __iter__(self) -> Iterator[int]:
        return iter(np.flatnonzero(np.diff(self._bounds)).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(np.diff(self._bounds)))
