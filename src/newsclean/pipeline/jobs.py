"""How many processes are worth their start."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.workers import cores

FEW = 1 << 20  # bytes of inputs; processes take about as long to start as the work on a few hundred articles
PAGES = (".html", ".htm", ".xhtml", ".warc")


def suitable_jobs(inputs: Iterable[str | Path]) -> int:
    """One job for each core that this process may use; a single one where the inputs are few texts.

    Pages are always left to processes of their own, since a broken one can end the process that parses it.
    """
    size = 0
    for given in inputs:
        if str(given) == "-":
            return cores()
        for path, more in _files(Path(given)):
            size += more
            if not set(PAGES).isdisjoint(map(str.lower, path.suffixes)):
                return max(2, cores())
            if size > FEW:
                return cores()
    return 1


def _files(path: Path) -> Iterator[tuple[Path, int]]:
    """A file, or those of a folder, with their sizes in bytes; what cannot be looked at is left out."""
    paths = (Path(folder, name) for folder, _, names in os.walk(path) for name in names) if path.is_dir() else [path]
    for file in paths:
        try:
            yield file, file.stat().st_size
        except OSError:
            continue
