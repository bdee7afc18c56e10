"""Work in processes of which nothing may be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from newsclean.errors import WorkerError
from newsclean.workers import Lost, in_order

T = TypeVar("T")
R = TypeVar("R")


def done(work: Callable[[Sequence[T]], R], batches: Iterable[Sequence[T]], jobs: int) -> Iterator[R]:
    """The results of batches that do not depend on what anybody sent us, in order.

    Raises:
        WorkerError: if a process dies over one of them.
    """
    for results in in_order(work, batches, jobs=jobs):
        for result in results:
            if isinstance(result, Lost):
                hint = "There may be too little memory: give fewer --jobs. Started again, the run goes on where it stopped"
                raise WorkerError(f"a part of the work failed: {result.problem}", hint)
            yield result
