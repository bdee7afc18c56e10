"""The cleaned articles of a run, numbered in the order of their ids, each read from its part when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.article import CleanArticle
from newsclean.formats import read_article_line
from newsclean.neardup.arrays import Numbers
from newsclean.neardup.shingle_store import MappedShingles
from newsclean.neardup.sketches import Sketches, scales
from newsclean.pipeline.parts import arrays, content
from newsclean.stage_files import StageFiles


@frozen(eq=False)
class Articles:
    """Where the articles are.

    Attributes:
        files: with the parts.
        parts: their names.
        part: the number of each article's part; shape (articles,).
        at: its place there; shape (articles,).
    """

    files: StageFiles
    parts: Sequence[str]
    part: NDArray[np.int32]
    at: NDArray[np.int32]

    @classmethod
    def in_order(cls, files: StageFiles, parts: Sequence[str], ids: Sequence[Sequence[str]]) -> tuple[list[str], Articles]:
        """The ids of all articles in order, and where they are, from the ids of each part."""
        sizes = [len(some) for some in ids]
        every = [id_ for some in ids for id_ in some]
        order = np.array(sorted(range(len(every)), key=every.__getitem__), dtype=np.int64)
        part = np.repeat(np.arange(len(parts), dtype=np.int32), sizes)
        at = np.arange(len(every)) - np.repeat(np.cumsum([0, *sizes])[:-1], sizes)
        return [every[number] for number in order.tolist()], cls(files, parts, part[order], at[order].astype(np.int32))

    def __len__(self) -> int:
        return len(self.part)

    def __getitem__(self, number: int) -> CleanArticle:
        return read_article_line(self.line(number))

    def line(self, number: int) -> bytes:
        """The article as a line that does not know its story; see `article_line`."""
        name, at = self.parts[self.part[number]], self.at[number]
        starts = arrays(self.files, f"{name}.arrays")["starts"]
        return bytes(content(self.files, name)[starts[at] : starts[at + 1]])

    def sketches(self, scale: int) -> tuple[Sketches, Numbers]:
        """The sketches of all articles, part by part, with their numbers; and where the shingles of each part begin.

        Args:
            scale: that they were made with.
        """
        parts = [arrays(self.files, f"{name}.arrays") for name in self.parts]
        counts = [len(part["order"]) for part in parts]
        numbers = np.lexsort((self.at, self.part))  # in the order of parts, and of places in them
        firsts = np.cumsum([0, *counts])
        columns = {name: np.concatenate([part[name] for part in parts]) for name in ("words", "signatures", "digests", "samples")}
        order = np.concatenate([numbers[first + part["order"]] for first, part in zip(firsts, parts, strict=False)])
        bounds = np.cumsum(np.concatenate([[0], *(np.diff(part["sample_bounds"]) for part in parts)]))
        sizes = np.concatenate([np.diff(part["shingle_bounds"]) for part in parts]).astype(np.int32)
        found = Sketches(order=order, bounds=bounds, shingles=sizes, scales=scales(sizes, scale), **columns)
        return found, firsts

    def shingles(self) -> MappedShingles:
        """All shingles, in the order of the sketches."""
        parts = [arrays(self.files, f"{name}.arrays") for name in self.parts]
        return MappedShingles([part["shingles"] for part in parts], [part["shingle_bounds"] for part in parts])

