"""One index filled, or opened and used, in a process of its own; prints what was measured as one line of JSON.

Opened and used are two processes, as they would be: one that has just loaded a million articles holds memory that none needs
afterwards. Each call is timed by itself, an article as published and an article that was cleaned, or a signature that was made,
before. The file of articles is read once from the beginning: articles that are in the index are asked for, new ones are added,
others are asked for, and those that were added are removed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from index_tools import Record, Tool, opened
from neardup_process import cpu_seconds

ADDS, QUERIES = 2_000, 5_000


def records(path: Path) -> Iterator[Record]:
    """The articles of a file."""
    with path.open("rb") as lines:
        yield from map(json.loads, lines)


def resident(pid: int | str) -> tuple[int, int]:
    """Bytes that a process holds in memory: of its own (anonymous), and with the parts of files that are there."""
    status = (Path("/proc") / str(pid) / "status").read_text(encoding="utf-8", errors="replace")
    fields = {line.split(":")[0]: line.split() for line in status.splitlines()}
    return int(fields["RssAnon"][1]) * 1024, int(fields["VmRSS"][1]) * 1024


def memory(server: int | None) -> dict[str, float]:
    """What this process and its server hold, in MB."""
    held = [resident("self"), *([] if server is None else [resident(server)])]
    return {"anonymous_mb": sum(own for own, _ in held) / 1e6, "resident_mb": sum(total for _, total in held) / 1e6}


def quantiles(milliseconds: Iterable[float]) -> dict[str, float]:
    """The median, and what 99 % stay below, in milliseconds."""
    ordered = sorted(milliseconds)
    return {"p50_ms": ordered[len(ordered) // 2], "p99_ms": ordered[len(ordered) * 99 // 100]}


def timed(call: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    """Milliseconds of a call, and what it gives."""
    begun = time.perf_counter()
    found = call(*given)
    return (time.perf_counter() - begun) * 1000, found


class Times:
    """Milliseconds of calls, of preparing an article and of what follows."""

    def __init__(self) -> None:
        self.preparing: list[float] = []
        self.alone: list[float] = []
        self.finding = 0

    def take(self, tool: Tool, call: Callable[[Any], int], record: Record) -> None:
        """Time one call."""
        preparing, prepared = timed(tool.prepared, record)
        alone, found = timed(call, prepared)
        self.preparing.append(preparing)
        self.alone.append(alone)
        self.finding += found > 0

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        both = [a + b for a, b in zip(self.preparing, self.alone, strict=True)]
        finding = self.finding / len(self.alone)
        return {"whole": quantiles(both), "prepared_before": quantiles(self.alone), "share_that_find": finding}


def load(name: str, path: Path, given: Path, number: int, background: Path | None, port: int) -> dict[str, Any]:
    """Fill an index."""
    tool = opened(name, path, background=background, port=port)
    used, begun = cpu_seconds(), time.perf_counter()
    tool.load(islice(records(given), number))
    seconds, cpu = time.perf_counter() - begun, cpu_seconds() - used
    text = tool.text_bytes()
    tool.close()
    found = {"load_seconds": seconds, "load_cpu_seconds": cpu, "articles_a_second": number / seconds}
    # With the file closed, so that what was still to be moved into it has been.
    return found | {"text_bytes": text, "disk_bytes": disk(path)}


def use(name: str, path: Path, given: Path, number: int, port: int, server: int | None) -> dict[str, Any]:
    """Open an index and use it."""
    articles = records(given)
    first = next(articles)
    # Imports, and the rules that a first article loads, are no part of opening; nor is cleaning the first article.
    empty = opened(name, path.with_name("empty"), port=port)
    asked = empty.prepared(again(first))
    empty.close()
    opening, tool = timed(lambda: opened(name, path, port=port))
    first_query, _ = timed(tool.query, asked)
    held, known, adds, unknown = memory(server), Times(), Times(), Times()
    each = max(1, number // (QUERIES // 2))
    for record in islice(articles, each - 1, number - 1, each):
        known.take(tool, tool.query, again(record))
    added = list(islice(articles, ADDS))
    for record in added:
        adds.take(tool, tool.add, record)
    for record in islice(articles, QUERIES // 2):
        unknown.take(tool, tool.query, record)
    held_after = memory(server)
    removing = [timed(tool.remove, record["id"])[0] for record in added]
    return {
        "reopen_ms": opening + first_query,
        "after_first_query": held,
        "after_all": held_after,
        "add": adds.told(),
        "query_known": known.told(),
        "query_new": unknown.told(),
        "remove": quantiles(removing),
    }


def again(record: Record) -> Record:
    """The same article under another id."""
    return record | {"id": f"again-{record['id']}"}


def disk(path: Path) -> int:
    """Bytes of a file and of those beside it whose names begin with its name."""
    return sum(found.stat().st_size for found in path.parent.glob(f"{path.name}*"))


def main() -> None:
    """Measure one index."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("load", "use"))
    parser.add_argument("name")
    parser.add_argument("index", type=Path, help="where the index is kept")
    parser.add_argument("articles", type=Path, help="a file of JSON lines")
    parser.add_argument("number", type=int, help="how many of them are loaded; the file has more")
    parser.add_argument("--background", type=Path, help="the folder of a run that the background is from")
    parser.add_argument("--port", type=int, default=0, help="of a Redis server on this machine")
    parser.add_argument("--server", type=int, help="its process")
    options = parser.parse_args()
    name, index, articles, number = options.name, options.index, options.articles, options.number
    if options.what == "load":
        print(json.dumps(load(name, index, articles, number, options.background, options.port)))
    else:
        print(json.dumps(use(name, index, articles, number, options.port, options.server)))


if __name__ == "__main__":
    main()
