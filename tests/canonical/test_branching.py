"""The cheapest forest, beside trying all forests there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from newsclean.canonical.branching import Edge, cheapest_forest


def forests(count: int, edges: Sequence[Edge]) -> Iterator[tuple[int, int]]:
    """(nodes without a parent, cost) of every forest."""
    choices: list[list[Edge | None]] = [[None, *(edge for edge in edges if edge.child == node)] for node in range(count)]
    for chosen in product(*choices):
        parents = [edge.parent if edge else None for edge in chosen]
        if all(rooted(parents, node) for node in range(count)):
            yield parents.count(None), sum(edge.cost for edge in chosen if edge)


def rooted(parents: Sequence[int | None], node: int | None) -> bool:
    for _ in range(len(parents) + 1):
        if node is None:
            return True
        node = parents[node]
    return False


def test_no_forest_is_cheaper() -> None:
    for seed in range(300):
        random = Random(seed)  # noqa: S311
        count = random.randint(1, 5)
        pairs = [(a, b) for a in range(count) for b in range(count) if a != b and random.random() < random.choice([0.4, 0.8])]
        edges = [Edge(random.randint(0, 30), parent, child) for parent, child in pairs]
        found = cheapest_forest(count, edges)
        cost = {(edge.parent, edge.child): edge.cost for edge in edges}
        total = sum(cost[parent, child] for child, parent in enumerate(found) if parent is not None)
        assert (found.count(None), total) == min(forests(count, edges))
        assert all(rooted(found, node) for node in range(count))


def test_circles_in_circles_are_opened_where_it_costs_least() -> None:
    ring = [Edge(1, node, (node + 1) % 3) for node in range(3)] + [Edge(1, 3 + node, 3 + (node + 1) % 3) for node in range(3)]
    between = [Edge(5, 2, 3), Edge(5, 5, 0), Edge(9, 6, 4)]
    assert cheapest_forest(7, ring + between) == [5, 0, 1, 5, 6, 4, None]


def test_without_edges_everyone_is_alone() -> None:
    assert cheapest_forest(3, []) == [None, None, None]
    assert cheapest_forest(0, []) == []
