"""What a command and all the processes that it starts use: seconds, CPU seconds, memory, bytes written.

Memory is sampled from /proc: the proportional set size (PSS), in which what processes share is counted once, and the unique set
size (USS), what would be free if a process ended; each summed over the command and all its descendants. The kernel counts pages
for that, so the next sample is taken only when a hundred times as long has passed. What one process held at most the kernel
keeps itself: nothing of it is missed but what is new in the moment between the last sample and the end.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Self

from attrs import frozen

PROC = Path("/proc")
EVERY = 0.2  # seconds between samples
COST = 100  # times the seconds that a sample took, before the next
BLOCK = 512  # bytes of what getrusage counts as written
ADOPT = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


@frozen
class Used:
    """What a command used.

    Attributes:
        code: its exit code.
        wall_seconds: from its start to its end.
        cpu_seconds: user and system, of all its processes.
        pss: bytes, the most of all processes together.
        uss: the same of what is not shared.
        largest: bytes resident in one process at most.
        processes: how many there were at most at one time.
        written: bytes given to disks, temporary files as well; 0 where all was in memory.
        samples: how often memory was looked at.
    """

    code: int
    wall_seconds: float
    cpu_seconds: float
    pss: int
    uss: int
    largest: int
    processes: int
    written: int
    samples: int

    def record(self) -> dict[str, Any]:
        """As JSON has it, memory in MB."""
        return {
            "wall_seconds": self.wall_seconds,
            "cpu_seconds": self.cpu_seconds,
            "pss_mb": self.pss / 1e6,
            "uss_mb": self.uss / 1e6,
            "largest_mb": self.largest / 1e6,
            "processes": self.processes,
            "written_mb": self.written / 1e6,
        }


class Memory:
    """The most that a process and its descendants held together, looked at by a thread until the block ends."""

    def __init__(self, pid: int) -> None:
        self.pss = self.uss = self.processes = self.samples = 0
        self._largest: dict[int, int] = {}
        self._pid = pid
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    @property
    def largest(self) -> int:
        """Bytes resident in one process at most."""
        return max(self._largest.values(), default=0)

    def _watch(self) -> None:
        pause = 0.0
        while not self._end.wait(pause):
            begun = time.thread_time()
            self._sample()
            pause = max(EVERY, COST * (time.thread_time() - begun))

    def _sample(self) -> None:
        held = [(pid, memory) for pid in family(self._pid) if (memory := _held(pid)) is not None]
        for pid, (_, _, peak) in held:
            self._largest[pid] = max(peak, self._largest.get(pid, 0))
        self.pss = max(self.pss, sum(pss for _, (pss, _, _) in held))
        self.uss = max(self.uss, sum(uss for _, (_, uss, _) in held))
        self.processes = max(self.processes, len(held))
        self.samples += 1


def family(pid: int) -> Iterator[int]:
    """A process and all that descend from it, as far as they are there."""
    yield pid
    try:
        children = [path.read_text(encoding="ascii").split() for path in (PROC / str(pid) / "task").glob("*/children")]
    except OSError:
        return
    for child in (int(child) for of_thread in children for child in of_thread):
        yield from family(child)


def _held(pid: int) -> tuple[int, int, int] | None:
    """PSS, USS and the peak of resident memory in bytes; none of a process that has ended."""
    try:
        pages = _fields((PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii"))
        peak = _fields((PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace")).get("VmHWM", 0)
    except OSError:
        return None
    if "Pss" not in pages:
        return None
    return pages["Pss"], pages["Private_Clean"] + pages["Private_Dirty"], peak


def _fields(text: str) -> dict[str, int]:
    """The fields of a file of /proc that are given in kB, in bytes."""
    parts = (line.split() for line in text.splitlines() if line.endswith(" kB"))
    return {part[0].rstrip(":"): int(part[1]) * 1024 for part in parts}


def watched(command: Sequence[str], *, errors: IO[bytes]) -> Used:
    """Run a command to its end; what it writes to its standard output is left out.

    Processes that it leaves behind when it ends are waited for too, since only so the kernel says what they used. This process
    must have no other children.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
    with Memory(process.pid) as memory:
        _, status, own = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    used = [own, *_left_behind()]
    return Used(
        code=process.returncode,
        wall_seconds=wall,
        cpu_seconds=sum(one.ru_utime + one.ru_stime for one in used),
        pss=memory.pss,
        uss=memory.uss,
        largest=memory.largest,
        processes=memory.processes,
        written=sum(one.ru_oublock for one in used) * BLOCK,
        samples=memory.samples,
    )


def _left_behind() -> Iterator[resource.struct_rusage]:
    """What the processes used that outlived the one that began them."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return
