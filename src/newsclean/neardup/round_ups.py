"""Round-ups: articles that carry several stories, and must not fuse these into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Protocol, TypeVar

import numpy as np

from newsclean.neardup.arrays import Flags, Numbers
from newsclean.neardup.facts import same_subject
from newsclean.neardup.links import Links, Neighbours
from newsclean.neardup.relations import STORY
from newsclean.text import Span

# What two otherwise unconnected groups share with a round-up overlaps by less than this share of the lesser: versions of one
# story share the same passages with it, different stories different ones.
COMMON_GROUND = 0.1
A = TypeVar("A", int, str)


class Looked(Protocol):
    """What is looked at in the texts of pairs, for the few articles that may be round-ups."""

    def stretches(self, pair: int) -> tuple[Sequence[Span], Sequence[Span]]:
        """The shared runs of a pair, in words of a, and in words of b."""

    def telling(self, article: int) -> frozenset[str]:
        """The words that say what an article is about."""


def round_ups(links: Links, count: int, looked: Looked) -> Numbers:
    """The numbers of the articles that carry several stories, ascending.

    Without such an article and its copies, its neighbours fall into groups that share no text and no subject, and what these
    groups share with it lies in different places of it.

    Args:
        links: all verified pairs.
        count: how many articles there are.
        looked: their texts.
    """
    ties = links.among(STORY) & ~links.whole
    several = np.flatnonzero(np.bincount(np.concatenate([links.a[ties], links.b[ties]]), minlength=count) > 1)
    neighbours = Neighbours(links, count)
    found = [article for article in several.tolist() if _is_round_up(article, links, ties, neighbours, looked)]
    return np.array(found, dtype=np.int64)


def bridged(links: Links, found: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs in which round-ups tie other stories to themselves, and the round-up of each: a where both are."""
    a, b = np.isin(links.a, found), np.isin(links.b, found)
    pairs = np.flatnonzero((a | b) & links.among(STORY) & ~links.whole)
    return pairs, np.where(a[pairs], links.a[pairs], links.b[pairs])


def groups(articles: Sequence[A], neighbours: Mapping[A, Mapping[A, object]]) -> list[list[A]]:
    """Articles in groups that share text with each other, whatever their relation.

    Args:
        articles: by numbers, or by ids; in order.
        neighbours: for each of them those that it shares text with.
    """
    left, found = set(articles), []
    for article in articles:
        if article not in left:
            continue
        left.discard(article)
        group = [article]
        for member in group:  # grows while it is read
            if not left:
                break
            more = sorted(left & neighbours[member].keys())
            left.difference_update(more)
            group += more
        found.append(sorted(group))
    return found


def several_stories(stretches: Iterable[Iterable[Span]], subjects: Callable[[], Sequence[frozenset[str]]]) -> bool:
    """Whether what groups of articles share with another one is more than one story: other places, and other subjects.

    Args:
        stretches: what each group shares with it, in words of it.
        subjects: the words that say what each group is about; only asked for where the places do not tell.
    """
    places = list(map(_merged, stretches))
    if any(
        _common_length(one, other) >= COMMON_GROUND * min(_length(one), _length(other)) for one, other in combinations(places, 2)
    ):
        return False
    return not any(same_subject(one, other) for one, other in combinations(subjects(), 2))


def _is_round_up(article: int, links: Links, ties: Flags, neighbours: Neighbours, looked: Looked) -> bool:
    linked = neighbours[article]
    found = groups([other for other, pair in linked.items() if ties[pair]], neighbours)
    if len(found) < 2:
        return False
    stretches = ([span for other in group for span in _stretches(article, linked[other], links, looked)] for group in found)
    return several_stories(stretches, lambda: [frozenset[str]().union(*map(looked.telling, group)) for group in found])


def _stretches(article: int, pair: int, links: Links, looked: Looked) -> Sequence[Span]:
    a, b = looked.stretches(pair)
    return a if links.a[pair] == article else b


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
