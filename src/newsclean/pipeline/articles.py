"""The cleaned articles of a run, numbered in the order of their ids, each read from its part when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.article import CleanArticle
from newsclean.formats import read_article_line
from newsclean.neardup.arrays import Hashes, Numbers
from newsclean.neardup.sketches import PERMUTATIONS, Sketches, scales
from newsclean.pipeline.parts import arrays, stretch
from newsclean.pipeline.stage_files import StageFiles


@frozen(eq=False)
class Articles(Sequence[CleanArticle]):
    """The articles, and where they are; only the latter is in memory.

    Attributes:
        files: with the parts.
        parts: their names.
        part: the number of each article's part; shape (articles,).
        at: its place there; shape (articles,).
        start, size: of its line there, in bytes; shape (articles,).
    """

    files: StageFiles
    parts: Sequence[str]
    part: NDArray[np.int32]
    at: NDArray[np.int32]
    start: Numbers
    size: NDArray[np.int32]

    @classmethod
    def in_order(cls, files: StageFiles, parts: Sequence[str], ids: Sequence[Sequence[str]]) -> tuple[list[str], Articles]:
        """The ids of all articles in order, and where they are, from the ids of each part."""
        every = [id_ for some in ids for id_ in some]
        order = np.array(sorted(range(len(every)), key=every.__getitem__), dtype=np.int64)
        counts = [len(some) for some in ids]
        part = np.repeat(np.arange(len(parts), dtype=np.int32), counts)
        at = np.arange(len(every)) - np.repeat(np.cumsum([0, *counts])[:-1], counts)
        edges = [arrays(files, f"{name}.arrays")["starts"] for name in parts]
        start = np.concatenate([np.zeros(0, dtype=np.int64), *(some[:-1] for some in edges)])
        size = np.concatenate([np.zeros(0, dtype=np.int64), *map(np.diff, edges)]).astype(np.int32)
        found = cls(files, parts, part[order], at[order].astype(np.int32), start[order], size[order])
        return [every[number] for number in order.tolist()], found

    def __len__(self) -> int:
        return len(self.part)

    @overload
    def __getitem__(self, number: int) -> CleanArticle: ...
    @overload
    def __getitem__(self, number: slice) -> list[CleanArticle]: ...
    def __getitem__(self, number: int | slice) -> CleanArticle | list[CleanArticle]:
        if isinstance(number, slice):
            return [self[one] for one in range(len(self))[number]]
        return read_article_line(self.line(number))

    def line(self, number: int) -> bytes:
        """The article as a line that does not know its story; see `article_line`."""
        return stretch(self.files, self.parts[self.part[number]], int(self.start[number]), int(self.size[number]))

    def sketches(self, scale: int) -> Sketches:
        """The sketches of all articles, part by part.

        Args:
            scale: that they were made with.
        """
        counts = np.bincount(self.part, minlength=len(self.parts))
        firsts = np.concatenate([[0], np.cumsum(counts)])
        numbers = np.lexsort((self.at, self.part))  # in the order of parts, and of places in them
        count = len(numbers)
        order, digests = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.uint64)
        words, shingles, sampled = (np.empty(count, dtype=np.int32) for _ in range(3))
        signatures = np.empty((count, PERMUTATIONS), dtype=np.uint32)
        for name, first, end in zip(self.parts, firsts[:-1].tolist(), firsts[1:].tolist(), strict=True):
            some, own = arrays(self.files, f"{name}.arrays"), slice(first, end)
            order[own] = numbers[first + some["order"]]
            words[own], digests[own], signatures[own] = some["words"], some["digests"], some["signatures"]
            sampled[own], shingles[own] = np.diff(some["sample_bounds"]), np.diff(some["shingle_bounds"])
        bounds = np.concatenate([[0], np.cumsum(sampled, dtype=np.int64)])
        samples = np.empty(int(bounds[-1]), dtype=np.uint64)
        for name, first, end in zip(self.parts, firsts[:-1].tolist(), firsts[1:].tolist(), strict=True):
            samples[bounds[first] : bounds[end]] = arrays(self.files, f"{name}.arrays")["samples"]
        return Sketches(order, samples, bounds, words, shingles, scales(shingles, scale), signatures, digests)

    def shingles(self, sizes: NDArray[np.int32]) -> PartShingles:
        """All shingles, in the order of the sketches.

        Args:
            sizes: how many shingles each article has; shape (articles,).
        """
        firsts = np.concatenate([[0], np.cumsum(np.bincount(self.part, minlength=len(self.parts)))])
        return PartShingles(self.files, self.parts, firsts, sizes)


class PartShingles:
    """The shingles of articles, part by part.

    Args:
        files: with the parts.
        parts: their names.
        firsts: the number of the first article of each part, and the end of the last; shape (parts + 1,).
        sizes: how many shingles each article has; shape (articles,).
    """

    def __init__(self, files: StageFiles, parts: Sequence[str], firsts: Numbers, sizes: NDArray[np.int32]) -> None:
        self._files = files
        self._parts = parts
        self._firsts = firsts
        self._bounds = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])

    def read(self, articles: Numbers) -> tuple[Hashes, Numbers]:
        """As `Shingles.read`."""
        part = np.searchsorted(self._firsts, articles, side="right") - 1
        begin, end = self._bounds[articles], self._bounds[articles + 1]
        bounds = np.concatenate([[0], np.cumsum(end - begin)])
        hashes = np.empty(int(bounds[-1]), dtype=np.uint64)
        room = memoryview(hashes.view(np.uint8))
        inside = begin - self._bounds[self._firsts[part]]
        # In the order in which they lie in the files, of which only some are open at a time.
        for number in np.lexsort((inside, part)).tolist():
            name, size = f"{self._parts[part[number]]}.shingles", int(end[number] - begin[number])
            to = 8 * int(bounds[number])
            room[to : to + 8 * size] = stretch(self._files, name, 8 * int(inside[number]), 8 * size)
        return hashes, bounds
