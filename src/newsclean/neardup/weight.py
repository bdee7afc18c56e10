"""Which words of the articles that are compared count: not those of passages that are everybody's boilerplate."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import Flags, Numbers
from newsclean.neardup.boilerplate import weightless_words
from newsclean.neardup.matching import Block


@frozen(eq=False)
class Weight:
    """The words of a block that have weight.

    Attributes:
        words: how many each article has; shape (articles,).
        bounds: where the words of each article begin when those of all stand in a row; shape (articles,).
        begin: the first words of the passages without weight in that row, ascending; shape (passages,).
        end: the ends of these passages; they do not overlap.
        before: how many words all earlier passages have; shape (passages + 1,).
    """

    words: Numbers
    bounds: Numbers
    begin: Numbers
    end: Numbers
    before: Numbers

    @classmethod
    def of(cls, block: Block, weighty: Flags) -> Weight:
        """The weight of the words, from that of the shingles."""
        bounds = np.cumsum(block.words) - block.words
        article, begin, end = weightless_words(block.bounds, weighty)
        before = np.concatenate([[0], np.cumsum(end - begin)])
        lost = np.bincount(article, end - begin, minlength=len(block.words)).astype(np.int64)
        return cls(block.words - lost, bounds, bounds[article] + begin, bounds[article] + end, before)

    def between(self, article: Numbers, begin: Numbers, end: Numbers) -> Numbers:
        """How many words of weight stand in stretches of articles."""
        if not len(self.begin):
            return end - begin
        return end - begin - (self._without(self.bounds[article] + end) - self._without(self.bounds[article] + begin))

    def _without(self, place: Numbers) -> Numbers:
        """How many words without weight stand before places in the row of all words."""
        passage = np.searchsorted(self.begin, place, side="right")
        beyond = np.maximum(np.append(0, self.end)[passage] - place, 0)
        without: Numbers = self.before[passage] - beyond
        return without

    def passages(self, articles: Numbers) -> dict[int, list[tuple[int, int]]]:
        """(first word, end) of the passages without weight of the articles that have any, by the number given for each."""
        found: dict[int, list[tuple[int, int]]] = {}
        owner = np.searchsorted(self.bounds, self.begin, side="right") - 1
        begin, end = self.begin - self.bounds[owner], self.end - self.bounds[owner]
        for number, *passage in zip(articles[owner].tolist(), begin.tolist(), end.tolist(), strict=True):
            found.setdefault(number, []).append((passage[0], passage[1]))
        return found
