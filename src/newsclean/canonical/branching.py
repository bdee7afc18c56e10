"""The cheapest forest over edges that have a direction (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen


@frozen
class Edge:
    """That one node may be the parent of another, and what that costs: whole numbers from 0, so that sums are exact."""

    cost: int
    parent: int
    child: int


Row = tuple[int, int, int, int]  # cost, parent, child, number of the edge; nodes as they are now contracted


def cheapest_forest(count: int, edges: Iterable[Edge]) -> list[int | None]:
    """For each of ``count`` nodes its parent, or None: as few without a parent as can be, then at the least cost in all.

    Of forests that cost the same, one whose parentless nodes have small numbers. In time near linear in the edges.
    """
    scale = count * count + 1  # room for what settles ties
    given = [Edge(edge.cost * scale, edge.parent, edge.child) for edge in edges]
    # A root of all, as a parent of last resort: one use of it costs more than all edges together can save.
    dear = scale + sum(edge.cost for edge in given)
    root = count
    given += [Edge(dear + node, root, node) for node in range(count)]
    rows: list[Row] = [(edge.cost, edge.parent, edge.child, number) for number, edge in enumerate(given)]
    parents: list[int | None] = [None] * count
    for number in _chosen(rows, count + 1):
        if given[number].parent != root:
            parents[given[number].child] = given[number].parent
    return parents


def _chosen(rows: Sequence[Row], count: int) -> list[int]:
    """The numbers of the edges of the cheapest tree, whose root no edge leads to.

    Every node takes its cheapest parent; each circle that this makes becomes one node, and is opened where coming in
    from outside costs least. At every level the nodes in circles are at least halved.
    """
    levels: list[tuple[Sequence[Row], dict[int, Row]]] = []
    while True:
        best: dict[int, Row] = {}
        for row in rows:
            node = row[2]
            if node not in best or row[0] < best[node][0]:
                best[node] = row
        levels.append((rows, best))
        into, circled = _contracted({node: row[1] for node, row in best.items()}, count)
        if not circled:
            break
        rows = [
            (row[0] - best[row[2]][0] if row[2] in circled else row[0], into[row[1]], into[row[2]], place)
            for place, row in enumerate(rows)
            if into[row[1]] != into[row[2]]
        ]
        count = max(into) + 1
    # Outwards again: what leads to a circle takes the place of the edge inside it that leads to the same node.
    chosen = levels.pop()[1]
    for outer, best in reversed(levels):
        chosen = best | {outer[row[3]][2]: outer[row[3]] for row in chosen.values()}
    return [row[3] for row in chosen.values()]


def _contracted(parents: Mapping[int, int], count: int) -> tuple[list[int], set[int]]:
    """The new number of each node, one for all nodes of a circle, and the nodes that are in circles."""
    into = [-1] * count
    circled: set[int] = set()
    seen = [-1] * count  # the walk that came by
    numbers = 0
    for start in range(count):
        walk = []
        node = start
        while seen[node] < 0:
            seen[node] = start
            walk.append(node)
            if node not in parents:
                break
            node = parents[node]
        if walk and node in parents and seen[node] == start:
            circle = walk[walk.index(node) :]
            circled.update(circle)
            for member in circle:
                into[member] = numbers
            numbers += 1
        for member in walk:
            if into[member] < 0:
                into[member] = numbers
                numbers += 1
    return into, circled
