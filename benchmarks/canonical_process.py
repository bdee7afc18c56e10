"""One tool measured on one set of witnesses, in a process of its own.

Measured are CPU seconds (user and system, of all threads) of the first call after the import, their median over more calls where
one takes a moment only, and the peak of resident memory in the first call above what the process held with the tool imported and
no text read. What a tool finds is looked at afterwards. Each result is a line of JSON, so that what comes first is there even if
what follows goes beyond a limit.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import permutations
from pathlib import Path
from typing import Any

from canonical_corpus import Job
from canonical_peers import TOOLS, Groups, Text, Tool
from canonical_scores import Place, alignment, together
from neardup_process import MISSING, cpu_seconds, forget_peak, memory

HERE = Path(__file__).parent
LONG = 0.5  # CPU seconds of a call that needs no second one
ENOUGH, AT_MOST = 3.0, 101  # CPU seconds, or calls, over which the median is taken
MOST_MEMORY = 8 << 30  # bytes of address space: a tool that wants more has failed
WALL = 20  # times the limit of CPU seconds after which a process is taken for stuck


def limit_cpu(seconds: float) -> None:
    """End this process once it has used so many more CPU seconds."""
    soft = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def timed(run: Callable[[Any], Any], given: Any) -> tuple[float, Any]:
    """CPU seconds of one call, and its result."""
    used = cpu_seconds()
    result = run(given)
    return cpu_seconds() - used, result


def report(**found: Any) -> None:
    """A part of what is measured, as a line of JSON."""
    print(json.dumps(found), flush=True)


def measure(name: str, job: Path, *, limit: float, orders: bool) -> None:
    """Run a tool here and now."""
    tool = TOOLS[name]
    run = tool.load()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = memory("VmRSS")
    record = json.loads(job.read_bytes())
    texts: list[Text] = record["texts"]
    given = tool.prepare(texts)
    forget_peak()
    limit_cpu(limit)
    first, result = timed(run, given)
    report(first_seconds=first, mb=max(0, memory("VmHWM") - held) / 1e6, version=installed(tool))
    seconds = [first]
    if first < LONG:
        seconds = []
        while len(seconds) < 3 or (sum(seconds) < ENOUGH and len(seconds) < AT_MOST):
            seconds.append(timed(run, tool.prepare(texts))[0])
    report(seconds=statistics.median(seconds), calls=len(seconds))
    limit_cpu(10 * limit)  # what is found is for us to look at, and costs the tool nothing
    way = judge(tool, result, record)
    if orders:
        found = set()
        for order in permutations(texts):
            limit_cpu(limit)
            found.add(partition(way, run(tool.prepare(order)), order))
        report(orders=math.factorial(len(texts)), results=len(found))


def judge(tool: Tool, result: Any, record: dict[str, Any]) -> Groups:
    """What was found, beside what is known; gives the way to read the result that fits best."""
    truth: dict[Place, int] = {(id, place): label for (id, place), label in record["truth"]}
    ways = {way: [list(group) for group in read(result, record["texts"])] for way, read in tool.groups.items()}
    scores = {way: alignment(groups, truth) for way, groups in ways.items()}
    best = max(scores, key=lambda way: scores[way]["f1"] or 0)
    report(**scores[best], read_as=best, rebuilt=tool.rebuilt(result, record["texts"]))
    for name in ("crossing", "moved", "apart"):
        pairs = [((a[0], a[1]), (b[0], b[1])) for a, b in record[name]]
        if pairs:
            report(**{name: together(pairs, ways[best]), f"{name}_of": len(pairs)})
    return tool.groups[best]


def partition(way: Groups, result: Any, texts: Sequence[Text]) -> frozenset[frozenset[Place]]:
    """The groups of two and more, in no order."""
    return frozenset(frozenset(group) for group in way(result, texts) if len(group) > 1)


def installed(tool: Tool) -> str:
    """The version of a package; of difflib, Python's."""
    return version(tool.package) if tool.package else ".".join(map(str, sys.version_info[:3]))


def measured(name: str, job: Job, *, limit: float, orders: bool = False) -> dict[str, Any]:
    """Run a tool in a new process; what it did not get to is told in ``failed``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job.json"
        job.write(path)
        command = [sys.executable, str(HERE / "canonical_process.py"), name, str(path), "--limit", str(limit)]
        command += ["--orders"] if orders else []
        try:
            ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WALL * limit)
        except subprocess.TimeoutExpired:
            return {"tool": name, "failed": f"no end in {WALL * limit:.0f} s"}
    row: dict[str, Any] = {"tool": name}
    for line in ended.stdout.splitlines():
        if line.startswith("{"):
            row |= json.loads(line)
    if ended.returncode:
        row["failed"] = reason(ended.returncode, ended.stderr, limit)
    return row


def reason(code: int, errors: str, limit: float) -> str:
    """Why a process ended before its time, in one line."""
    lines = errors.strip().splitlines()
    if code == -signal.SIGXCPU:
        return f"more than {limit:g} CPU seconds"
    if lines and lines[-1].startswith("MemoryError"):
        return f"more than {MOST_MEMORY >> 30} GiB"
    return lines[-1] if lines else f"ended with {code}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one tool and print what is found as lines of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=TOOLS)
    parser.add_argument("job", type=Path, help="a file that canonical_corpus.Job.write has written")
    parser.add_argument("--limit", type=float, default=60, help="CPU seconds that a call may take")
    parser.add_argument("--orders", action="store_true", help="whether the result depends on the order of the witnesses")
    options = parser.parse_args(arguments)
    try:
        measure(options.name, options.job, limit=options.limit, orders=options.orders)
    except (ImportError, PackageNotFoundError) as error:
        print(f"{error}: pip install 'newsclean[bench]'", file=sys.stderr)
        raise SystemExit(MISSING) from None


if __name__ == "__main__":
    main()
