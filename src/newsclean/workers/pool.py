"""The workers of a run, and the parts of batches that wait for one."""

from __future__ import annotations

import logging
import math
import time
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from attrs import define, field, frozen

from newsclean.errors import OptionError
from newsclean.workers.process import WorkerProcess, ended, pickled, uninterrupted, unusable

T = TypeVar("T")

logger = logging.getLogger(__name__)

FOR_EACH = 0.25  # seconds more for each item of a batch; an ordinary page takes a tenth of it
STARTS = 5  # workers in a row that are killed before they can begin; after them the fault is no accident
LISTENING = 1.0  # seconds for what one worker has to say; after them the others have their turn, and it may be late


@frozen
class Lost(Generic[T]):
    """An item whose worker process died, or that took too long.

    Attributes:
        item: as it was given.
        problem: what happened, such as "its worker process was killed by signal 9 (SIGKILL)".
    """

    item: T
    problem: str


@define
class Batch:
    """What became of the parts of a batch, by the place of their first item."""

    pending: int = 1
    outcomes: dict[int, object] = field(factory=dict)

    @property
    def done(self) -> bool:
        """Whether all of its parts are."""
        return not self.pending

    def results(self) -> list[object]:
        """In the order of the items; raises what the work raised."""
        found = [self.outcomes[place] for place in sorted(self.outcomes)]
        for outcome in found:
            if isinstance(outcome, _Raised):
                raise outcome.error
        return found


@frozen
class _Raised:
    error: Exception


@frozen
class _Part:
    """Items of a batch that are worked on together; ``again`` if a worker was lost over them."""

    batch: Batch
    start: int
    items: Sequence[Any]
    again: bool = False

    def halves(self) -> tuple[_Part, _Part]:
        middle = len(self.items) // 2
        first, second = self.items[:middle], self.items[middle:]
        return _Part(self.batch, self.start, first, again=True), _Part(self.batch, self.start + middle, second, again=True)


@define(eq=False)
class _Worker:
    """A worker process and what it is doing; ``used`` once it has done a part."""

    process: WorkerProcess
    ready: bool = False
    used: bool = False
    part: _Part | None = None
    deadline: float = math.inf
    records: list[logging.LogRecord] = field(factory=list)

    def free_for(self, part: _Part) -> bool:
        return self.ready and self.part is None and not (part.again and self.used)

    def speak(self) -> None:
        """Logs here what the worker has logged."""
        for record in self.records:
            listener = logging.getLogger(record.name)
            if listener.isEnabledFor(record.levelno):
                listener.handle(record)
        self.records.clear()


class WorkerPool:
    """The workers, and the parts of batches that wait for one."""

    def __init__(self, introduction: memoryview, jobs: int, seconds: float | None) -> None:
        self.jobs = jobs
        self._introduction = introduction
        self._seconds = math.inf if seconds is None else seconds
        self._workers: list[_Worker] = []
        self._waiting: deque[_Part] = deque()
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with uninterrupted():
            while self._workers:
                self._workers.pop().process.close()

    def accept(self, items: Sequence[Any]) -> Batch:
        """A batch that will be worked on."""
        batch = Batch()
        self._waiting.append(_Part(batch, 0, items))
        return batch

    def attend(self, *, block: bool) -> None:
        """Hands out what waits and hears the workers; ``block`` until one has something to say, or is late."""
        self._hand_out()
        now = time.monotonic()
        timeout = max(0.0, min(worker.deadline for worker in self._workers) - now) if block else 0.0
        ends: dict[Any, _Worker] = {}
        for worker in self._workers:
            ends[worker.process.connection] = ends[worker.process.sentinel] = worker
        ready = wait(ends, None if timeout == math.inf else timeout)
        for worker in dict.fromkeys(ends[end] for end in ready):
            self._hear(worker, dead=worker.process.sentinel in ready)
        # Whoever had answered by now has been heard; what was answered while another was heard is not late.
        for worker in [worker for worker in self._workers if worker.deadline <= now]:
            self._late(worker)
        self._hand_out()

    def _hand_out(self) -> None:
        for part in list(self._waiting):
            worker = next((worker for worker in self._workers if worker.free_for(part)), None)
            if worker is not None:
                self._waiting.remove(part)
                self._give(worker, part)
        lacking = len(self._waiting) - sum(not worker.ready for worker in self._workers)
        for _ in range(lacking):
            if len(self._workers) == self.jobs:
                # What still waits for a new worker may take the place of one that has nothing to do.
                idle = next((worker for worker in self._workers if worker.ready and worker.part is None), None)
                if idle is None:
                    return
                self._dismiss(idle)
            self._start()

    def _start(self) -> None:
        with uninterrupted():
            try:
                self._workers.append(_Worker(WorkerProcess()))
            except (OSError, EOFError) as error:
                raise _no_start(f"no worker process can be started ({error})") from error

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.close()

    def _give(self, worker: _Worker, part: _Part) -> None:
        message = pickled("an item", part.items)
        try:
            worker.process.connection.send_bytes(message)
        except OSError:  # it died while it had nothing to do
            self._dismiss(worker)
            self._waiting.appendleft(part)
            return
        worker.part = part
        extra = FOR_EACH * len(part.items) if len(part.items) > 1 else 0
        worker.deadline = time.monotonic() + self._seconds + extra

    def _hear(self, worker: _Worker, *, dead: bool) -> None:
        """What a worker has said; for a while only, as one that never stops to log must not keep the run from all else."""
        connection = worker.process.connection
        until = time.monotonic() + LISTENING
        try:
            while connection.poll():
                self._take(worker, *ForkingPickler.loads(connection.recv_bytes()))
                if not dead and time.monotonic() > until:
                    return
        except (EOFError, OSError):
            dead = True
        if dead:
            self._died(worker)

    def _take(self, worker: _Worker, kind: str, value: Any) -> None:
        match kind:
            case "started":
                worker.process.connection.send_bytes(self._introduction)
            case "ready":
                worker.ready, self._failed_starts = True, 0
            case "unloadable":
                raise unusable("the work", value)
            case "log":
                worker.records.append(value)
            case "error":
                self._done(worker, _Raised(value))
            case _:
                self._done(worker, value)

    def _done(self, worker: _Worker, *outcomes: object) -> None:
        if (part := worker.part) is None:
            return
        worker.speak()
        part.batch.outcomes.update((part.start, outcome) for outcome in outcomes)
        part.batch.pending -= 1
        worker.part, worker.deadline, worker.used = None, math.inf, True

    def _died(self, worker: _Worker) -> None:
        exit_code = worker.process.exit_code()
        if not worker.ready:
            self._failed_starts += 1
            if exit_code >= 0 or self._failed_starts == STARTS:
                raise _no_start(f"a worker process {ended(exit_code)} before it could begin", killed=exit_code < 0)
        self._lose(worker, f"its worker process {ended(exit_code)}", certain=not worker.used)

    def _late(self, worker: _Worker) -> None:
        worker.process.kill()
        self._lose(worker, f"it took longer than {self._seconds:g} s", certain=True)

    def _lose(self, worker: _Worker, problem: str, *, certain: bool) -> None:
        """A worker that is no more. A part of one item is lost with it if it is ``certain`` that nothing else was at fault."""
        if (part := worker.part) is None:
            worker.speak()
        elif len(part.items) < 2 and certain:
            self._done(worker, *(Lost(item, problem) for item in part.items))
        else:
            logger.info("%d items are tried again: %s", len(part.items), problem)
            if len(part.items) < 2:
                again = [_Part(part.batch, part.start, part.items, again=True)]
            else:
                again = list(part.halves())
                part.batch.pending += 1
            self._waiting.extendleft(reversed(again))
        self._dismiss(worker)


def _no_start(problem: str, *, killed: bool = False) -> OptionError:
    own_fault = 'Start this from a file, with its calls below `if __name__ == "__main__":`, or use one job'
    return OptionError(problem, "Use fewer jobs if memory is short" if killed else own_fault, option="jobs")
