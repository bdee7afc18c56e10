"""The shingles of all articles, kept outside memory between the search for candidates and their comparison."""

from __future__ import annotations

import tempfile
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from newsclean.errors import OutputError
from newsclean.neardup.arrays import Hashes, Numbers

IN_MEMORY = 1 << 24  # bytes; what a few thousand articles have never leaves memory


class Shingles(Protocol):
    """The shingle hashes of many articles, in the order of their words."""

    def read(self, articles: Numbers) -> tuple[Hashes, Numbers]:
        """The hashes of some articles by their numbers: those of the i-th are ``hashes[bounds[i]:bounds[i + 1]]``."""


class ShingleStore:
    """A temporary file of shingle hashes, some 3.5 KB for an article of 450 words; written in order, read in any order.

    Raises:
        OutputError: if the folder for temporary files cannot hold it.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed by __exit__
        self._sizes: list[Numbers] = [np.zeros(1, dtype=np.int64)]
        self._bounds = np.zeros(1, dtype=np.int64)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def write(self, hashes: Hashes, bounds: Numbers) -> None:
        """Adds articles: those of article i are ``hashes[bounds[i]:bounds[i + 1]]``."""
        try:
            self._file.write(hashes.tobytes())
        except OSError as error:
            problem = f"the shingles do not fit into {tempfile.gettempdir()} ({error.strerror or error})"
            raise OutputError(problem, "Make room there, or set TMPDIR to another folder", path=tempfile.gettempdir()) from error
        self._sizes.append(np.diff(bounds))

    def read(self, articles: Numbers) -> tuple[Hashes, Numbers]:
        """The hashes of some articles and their bounds, as `write` takes them."""
        if len(self._bounds) == 1:
            self._bounds = np.cumsum(np.concatenate(self._sizes))
        begin, end = self._bounds[articles], self._bounds[articles + 1]
        bounds = np.concatenate([[0], np.cumsum(end - begin)])
        hashes = np.empty(int(bounds[-1]), dtype=np.uint64)
        if not len(hashes):
            return hashes, bounds
        room = hashes.data.cast("B")
        # Neighbours in the file are read at once.
        gaps = np.flatnonzero(begin[1:] != end[:-1]) + 1
        firsts, lasts = np.append(0, gaps), np.append(gaps, len(articles))
        for at, to, place in zip(bounds[firsts].tolist(), bounds[lasts].tolist(), begin[firsts].tolist(), strict=True):
            self._file.seek(8 * place)
            self._file.readinto(room[8 * at : 8 * to])
        return hashes, bounds
