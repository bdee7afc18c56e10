"""What an index of articles costs that is always up to date, newsclean beside datasketch in memory and on Redis, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/index.py [--full] [--tool NAME ...] [--work FOLDER]

Fills each index with 100,000 made articles, with `--full` with a million, and opens it in another process: 5,000 articles are
asked for, half of which it has, 2,000 are added and removed again, each by itself. Prints a table, and writes it to
benchmarks/index.json by the number of articles. Milliseconds are of one call, by the wall: `whole` with cleaning or signing the
article, `alone` without. What is done differs: newsclean compares exactly, keeps the text, and has the story up to date when a
call ends; datasketch gives candidates, and keeps neither texts nor signatures. `reopen` is opening and the first answer.
Memory is that of the process, and with Redis of its server, too.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from datasketch_lsh import on_redis
from index_process import ADDS, QUERIES
from index_tools import MEMORY, NEWSCLEAN, REDIS
from neardup_corpus import data_folder
from pipeline import FULL, Row, circumstances, corpus, run

HERE = Path(__file__).parent
RESULT = HERE / "index.json"
TOOLS = NEWSCLEAN, MEMORY, REDIS
NUMBER = 100_000
LEARNED_FROM = 10_000  # articles whose run gives the background
# What newsclean is to reach with a million articles.
GOALS = {
    "add ms": 2.0,
    "query ms": 1.0,
    "resident MB": 200.0,
    "reopen ms": 100.0,
    "disk bytes an article beyond its text": 2048.0,
}


def background(given: Path, number: int, work: Path) -> Path:
    """The folder of a run over the first articles, with what they taught."""
    first = work / "first.jsonl"
    with given.open("rb") as lines, first.open("wb") as target:
        target.writelines(islice(lines, min(number, LEARNED_FROM)))
    return run(first, work)[0]


@contextmanager
def server(name: str, folder: Path) -> Iterator[list[str]]:
    """The options that name the server of a tool; none where it needs none."""
    if name != REDIS:
        yield []
        return
    with on_redis(folder) as redis:
        yield ["--port", str(redis.port), "--server", str(redis.process.pid)]


def measured(name: str, given: Path, number: int, learned: Path | None) -> Row:
    """A tool filled and used in processes of its own; of one that is missing or fails, only the reason."""
    row: Row = {"tool": name, "articles": number}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=given.parent)))
        try:
            options = stack.enter_context(server(name, folder))
        except ImportError as error:
            return row | {"missing": str(error)}
        for what in ("load", "use"):
            command = [sys.executable, str(HERE / "index_process.py"), what, name, str(folder / "index"), str(given), str(number)]
            more = ["--background", str(learned)] if what == "load" and learned else []
            ended = subprocess.run([*command, *options, *more], capture_output=True, text=True, check=False)
            if ended.returncode:
                return row | {"missing": (ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"])[-1]}
            row |= json.loads(ended.stdout.splitlines()[-1])
    if row["disk_bytes"]:
        row["beyond_text"] = (row["disk_bytes"] - row["text_bytes"]) / number
    return row


def show(rows: Sequence[Row]) -> None:
    """The table of calls, and that of what they need."""
    print(f"{'':20}{'loaded/s':>9}{'reopen ms':>11}{'own MB':>9}{'all MB':>9}{'B/article':>11}")
    for row in rows:
        if "missing" in row:
            print(f"{row['tool']:20}missing: {row['missing']}")
            continue
        held = "".join(f"{row['after_all'][key]:9.0f}" for key in ("anonymous_mb", "resident_mb"))
        size = f"{row['beyond_text']:11,.0f}" if "beyond_text" in row else f"{'in memory':>11}"
        print(f"{row['tool']:20}{row['articles_a_second']:9,.0f}{row['reopen_ms']:11.1f}{held}{size}")
    print(f"\n{'ms of a call':20}{'':14}{'whole p50':>10}{'p99':>8}{'alone p50':>11}{'p99':>8}{'that find':>11}")
    for row in (row for row in rows if "missing" not in row):
        for what in ("add", "query_known", "query_new"):
            whole, alone = row[what]["whole"], row[what]["prepared_before"]
            times = f"{whole['p50_ms']:10.2f}{whole['p99_ms']:8.2f}{alone['p50_ms']:11.2f}{alone['p99_ms']:8.2f}"
            print(f"{row['tool']:20}{what:14}{times}{row[what]['share_that_find']:11.1%}")
        print(f"{row['tool']:20}{'remove':14}{'':18}{row['remove']['p50_ms']:11.2f}{row['remove']['p99_ms']:8.2f}")


def goals(rows: Sequence[Row]) -> list[Row]:
    """Whether newsclean does what it is asked of a million articles."""
    found: list[Row] = []
    for row in (row for row in rows if row["tool"] == NEWSCLEAN and "missing" not in row):
        got = {
            "add ms": row["add"]["whole"]["p50_ms"],
            "query ms": max(row[what]["whole"]["p50_ms"] for what in ("query_known", "query_new")),
            "resident MB": row["after_all"]["resident_mb"],
            "reopen ms": row["reopen_ms"],
            "disk bytes an article beyond its text": row["beyond_text"],
        }
        found += [{"what": what, "goal": goal, "got": got[what], "met": got[what] < goal} for what, goal in GOALS.items()]
    for line in found:
        print(f"{'met   ' if line['met'] else 'missed'} {line['what']}: under {line['goal']:g}, got {line['got']:.2f}")
    return found


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds neardup/; default $NEWSCLEAN_DATA")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this tool; writes no file but that of --json")
    parser.add_argument("--articles", type=int, help="load so many; writes no file but that of --json")
    parser.add_argument("--full", action="store_true", help="a million articles instead of 100,000")
    parser.add_argument("--work", type=Path, help="where made articles are and stay; default a folder that goes again")
    parser.add_argument("--json", type=Path, help="where to write the results; default benchmarks/index.json")
    options = parser.parse_args()
    data = data_folder(options.data)
    others = ADDS + QUERIES // 2
    number = options.articles or (FULL if options.full else NUMBER) - others
    target = options.json or (None if options.tool or options.articles else RESULT)
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        before = circumstances()
        given, _ = corpus(number + others, work, data)
        tools = [name for name in TOOLS if name in (options.tool or TOOLS)]
        learned = background(given, number, work) if NEWSCLEAN in tools else None
        rows = []
        for name in tools:
            print(f"{name} ...", file=sys.stderr)
            rows.append(measured(name, given, number, learned))
        show(rows)
    result: dict[str, Any] = before | {"goals": goals(rows), "rows": rows}
    if target is not None:
        kept = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
        target.write_text(json.dumps(kept | {str(number + others): result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
