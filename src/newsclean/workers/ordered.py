"""Work spread over processes: results in the order of the items, and an item that kills its process lost alone."""

from __future__ import annotations

import math
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from newsclean.errors import OptionError
from newsclean.workers.pool import Batch, Lost, WorkerPool
from newsclean.workers.process import log_levels, pickled

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2  # batches in flight beyond one for each job: so many may be done, or read, while a slow one holds up the order


def in_order(
    work: Callable[[Sequence[T]], R], batches: Iterable[Sequence[T]], *, jobs: int, seconds: float | None = None
) -> Generator[list[R | Lost[T]], None, None]:
    """For each batch, in the order of the batches, the list of its results.

    That is one result for a batch that went well. Where a worker died or took too long, the batch is halved and tried
    again in new workers until single items are left: then the list has the results of the parts that went well, and
    those `Lost`, in the order of the items. An item is lost for a death only if it was alone with a new worker.

    An exception that ``work`` raises is raised here when its batch is due, with the worker's traceback as a note. Then,
    as when the iterator is closed, all workers are ended. What they log is logged here when the part that they were at
    is done; what a part logs that is tried again is heard once.

    Args:
        work: called with one batch, or a part of it; with more than one job it is pickled once, and loaded by each worker.
        batches: taken one by one, in this process; at most ``jobs`` + 2 more than have been given back.
        jobs: worker processes, started when first needed; 1 does everything in this process, where nothing is isolated
            and ``seconds`` has no effect.
        seconds: what a single item may take; a batch may take a quarter of a second more for each of its items.

    Raises:
        OptionError: if ``jobs`` or ``seconds`` is not above 0, no worker can start, or ``work`` or an item cannot be pickled.
    """
    if jobs < 1:
        raise OptionError(f"jobs is {jobs}", "Use 1 or more", option="jobs")
    if seconds is not None and not seconds > 0:
        raise OptionError(f"seconds is {seconds:g}", "Use more than 0, or None for no limit", option="seconds")
    if jobs == 1:
        return _here(work, batches)
    return _by_workers(WorkerPool(pickled("the work", (log_levels(), work)), jobs, seconds), batches)


def _here(work: Callable[[Sequence[T]], R], batches: Iterable[Sequence[T]]) -> Generator[list[R | Lost[T]], None, None]:
    for batch in batches:
        yield [work(batch)]


def _by_workers(pool: WorkerPool, batches: Iterable[Sequence[T]]) -> Generator[list[Any], None, None]:
    following = iter(batches)
    under_way: deque[Batch] = deque()
    more = True
    with pool:
        while more or under_way:
            room = more and len(under_way) < pool.jobs + AHEAD
            pool.attend(block=not room and not under_way[0].done)
            if room:
                try:
                    under_way.append(pool.accept(next(following)))
                except StopIteration:
                    more = False
            elif under_way[0].done:
                yield under_way.popleft().results()


def cores(cgroups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int:
    """How many processors this process may use: by its affinity, and by the quota of its control group (version 2).

    Args:
        cgroups: where the control groups are.
        own: the file that names the group of this process.
    """
    if sys.version_info >= (3, 13):
        usable = os.process_cpu_count()
    elif sys.platform == "linux":
        usable = len(os.sched_getaffinity(0))
    else:
        usable = os.cpu_count()
    return math.ceil(min(usable or 1, _quota(cgroups, own)))


def _quota(cgroups: Path, own: Path) -> float:
    """In processors; infinite where there is none. A group cannot use more than the groups around it."""
    try:
        named = next(line for line in own.read_text(encoding="utf-8").splitlines() if line.startswith("0::"))
    except (OSError, StopIteration):
        return math.inf
    group = cgroups / named.removeprefix("0::").lstrip("/")
    quotas = []
    for folder in (group, *group.parents):
        if folder.is_relative_to(cgroups):
            with suppress(OSError, ValueError):  # the outermost has none, and "max" is no number
                limit, period = (folder / "cpu.max").read_text(encoding="utf-8").split()
                quotas.append(int(limit) / int(period))
    return min(quotas, default=math.inf)
