"""Comparing the few articles that one article may be related to, exactly as a batch does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from newsclean.article import CleanArticle
from newsclean.index.sketching import Weights
from newsclean.neardup import Pair
from newsclean.neardup.article_facts import FactsByNumber
from newsclean.neardup.comparing import compare
from newsclean.neardup.search import related
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.sketches import sketch

AT_ONCE = 4000  # pairs


def compared(asked: Sequence[tuple[int, int]], articles: Mapping[int, CleanArticle], weights: Weights) -> Iterator[Pair]:
    """The pairs among those asked for, by the articles' numbers, that are related."""
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        numbers = sorted({number for pair in some for number in pair}, key=lambda number: articles[number].id)
        found = [articles[number] for number in numbers]
        with ShingleStore() as store:
            sketches = sketch((article.text for article in found), store, weights.scale)
            facts = FactsByNumber([found[place] for place in sketches.order.tolist()])
            row_of = {numbers[place]: row for row, place in enumerate(sketches.order.tolist())}
            rows = np.array([(row_of[a], row_of[b]) for a, b in some], dtype=np.int64)
            near = np.ones(len(rows), dtype=bool)
            for figures in compare(rows[:, 0], rows[:, 1], near, sketches, store, weights.common):
                yield from (pair for _, _, pair in related(figures, facts, sketches.order))
