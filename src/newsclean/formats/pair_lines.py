"""Pairs as lines of JSON, straight from the values: what `pair_record` says, for a fraction of the cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from newsclean.formats.json_values import json_range, json_text
from newsclean.neardup import Difference, Pair
from newsclean.neardup.side_by_side import SideBySide

BATCH = 128  # pairs whose texts are read together; more are no quicker, and their words take memory


def pair_lines(pairs: Iterable[Pair]) -> Iterator[str]:
    """The `pair_line` of each pair, in their order; the texts of many are read at once, which is much quicker."""
    remaining = iter(pairs)
    while some := list(islice(remaining, BATCH)):
        read = SideBySide.read_together([pair.evidence.texts for pair in some])
        yield from map(pair_line, some)
        for article in read:
            article.forget()


def pair_line(pair: Pair) -> str:
    """A pair as a line of ``pairs.jsonl``, without its line end; `PairRecord` has its fields."""
    e = pair.evidence
    shared = ",".join([f'{{"a":{json_range(run.a)},"b":{json_range(run.b)}}}' for run in e.shared])
    return (
        f'{{"a":{json_text(pair.a)},"b":{json_text(pair.b)},"relation":{json_text(pair.relation)},"reason":{json_text(pair.reason)}'
        f',"jaccard":{e.jaccard!r},"containment_a":{e.containment_a!r},"containment_b":{e.containment_b!r},"quoted":{e.quoted!r}'
        f',"shared":[{shared}],"differences":[{",".join(map(_difference, e.differences))}]}}'
    )


def _difference(d: Difference) -> str:
    return f'{{"kind":{json_text(d.kind)},"a":[{",".join(map(json_range, d.a))}],"b":[{",".join(map(json_range, d.b))}]}}'
