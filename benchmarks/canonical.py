"""What merging the versions of a story costs and loses, newsclean beside CollateX and difflib, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/canonical.py [--only seeds|witnesses|length] [--json FILE]

Prints tables, and writes them to benchmarks/canonical.json: the three versions among the example articles against their hand-made
alignment; more and more witnesses of one story; two longer and longer texts. Each measurement has a process of its own. Times
are CPU seconds and good for comparison within a run only; `ratio` is to newsclean on the same texts, `growth` the exponent
from the size before (1 where twice the text takes twice the time). Memory is what a tool adds at its peak to what it holds once
it is imported. A tool that goes beyond its limit is not tried on more. What is timed differs: newsclean splits sentences, finds
the order, the readings and the conflicts too; CollateX on words makes a table only, and the others are given the sentences.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

from canonical_corpus import Job, seeds
from canonical_newsroom import PROFILES, two_of_length, witnesses
from canonical_peers import OURS, TOOLS
from canonical_process import measured
from neardup_corpus import data_folder

HERE = Path(__file__).parent
RESULT = HERE / "canonical.json"
PEERS_NEED = {"collatex": "collatex", "Levenshtein": "python-Levenshtein"}
NUMBERS = (3, 10, 30, 100, 300, 1000)
KILOBYTES = (1, 4, 10, 40, 100, 400)
SEEDS_LIMIT, LIMIT = 300.0, 60.0  # CPU seconds of one call
# What newsclean is to reach: part, profile, size, CPU seconds and MB that must not be reached.
GOALS = (
    ("seeds", None, 3, 0.020, None),
    *(("witnesses", profile, 1000, 5.0, 1000.0) for profile in PROFILES),
    ("length", None, 100, 1.0, None),
)
Row = dict[str, Any]


def on_seeds(tools: Sequence[str]) -> list[Row]:
    """Every tool on the three versions, with what it finds and whether that depends on their order."""
    job = seeds()
    print(f"{'three versions':26}{'first ms':>9}{'ms':>9}{'ratio':>8}{'MB':>7}{'prec.':>7}{'recall':>7}{'F1':>7}", end="")
    print(f"{'crossing':>10}{'moved':>7}{'apart':>7}{'orders':>8}  texts kept")
    rows: list[Row] = []
    for name in tools:
        rows.append(measured(name, job, limit=SEEDS_LIMIT, orders=True) | {"size": len(job.witnesses)})
        with_ratio(rows[-1], rows[0])
        print(seeds_line(rows[-1]), flush=True)
    return rows


def seeds_line(row: Row) -> str:
    """A row of the first table; of a tool that failed, what there is and the reason."""
    line = f"{row['tool']:26}"
    if "seconds" in row:
        line += f"{row['first_seconds'] * 1000:9,.1f}{row['seconds'] * 1000:9,.1f}{ratio(row):>8}{row['mb']:7.1f}"
    if "f1" in row:
        line += "".join(f"{share(row[key]):>7}" for key in ("precision", "recall", "f1"))
        counted = [f"{row[name]}/{row[f'{name}_of']}" for name in ("crossing", "moved", "apart")]
        line += f"{counted[0]:>10}{counted[1]:>7}{counted[2]:>7}"
    if "results" in row:
        line += f"{row['results']:>4} of {row['orders']}" + f"  {kept(row)}"
    return line + (f"  failed: {row['failed']}" if "failed" in row else "")


def share(value: float | None) -> str:
    """A share as it is shown; none where there is nothing to have a share of."""
    return "none" if value is None else f"{value:.3f}"


def kept(row: Row) -> str:
    """Whether the texts can be had back."""
    return {True: "all", False: "not all", None: "holds none"}[row["rebuilt"]]


def with_ratio(row: Row, ours: Row) -> None:
    """Add the ratio to newsclean's time on the same texts."""
    if "seconds" in row and "seconds" in ours and ours["tool"] == OURS:
        row["ratio"] = row["seconds"] / ours["seconds"]


def ratio(row: Row) -> str:
    """The ratio as it is shown."""
    return f"{row['ratio']:,.2f}" if "ratio" in row else ""


def growth(
    what: str, sizes: Iterable[int], job_of: Callable[[int], Job], tools: Sequence[str], limit: float, size_of: str
) -> list[Row]:
    """Every tool on more and more, each up to the size at which it goes beyond its limit."""
    heads = {"seconds": 9, "ratio": 10, "MB": 9, "growth": 8, "prec.": 7, "recall": 8}
    print(f"\n{what}\n{size_of:>9}{'words':>7}  {'tool':26}" + "".join(f"{head:>{width}}" for head, width in heads.items()))
    rows: list[Row] = []
    last: dict[str, Row] = {}
    for size in sizes:
        job = job_of(size)
        here: list[Row] = []
        for name in tools:
            before = last.get(name)
            if before is not None and "failed" in before:
                continue
            row = measured(name, job, limit=limit) | {"size": size, "words": round(job.words)}
            if before is not None and "seconds" in row:
                row["growth"] = log(row["seconds"] / before["seconds"]) / log(size / before["size"])
            here.append(row)
            with_ratio(row, here[0])
            last[name] = row
            print(growth_line(row), flush=True)
        rows += here
    return rows


def growth_line(row: Row) -> str:
    """A row of a table of growth."""
    line = f"{row['size']:9,}{row['words']:7,}  {row['tool']:26}"
    if "seconds" in row:
        line += f"{row['seconds']:9.3f}{ratio(row):>10}{row['mb']:9.1f}"
        line += f"{row['growth']:8.2f}" if "growth" in row else f"{'':8}"
    if "precision" in row:
        line += f"{share(row['precision']):>7}{share(row['recall']):>8}"
    return (
        line + (f"  failed: {row['failed']}" if "failed" in row else "") + ("  texts lost" if row.get("rebuilt") is False else "")
    )


def on_witnesses(tools: Sequence[str], limit: float, folder: Path, most: int) -> list[Row]:
    """More and more witnesses of one story, in three ways of being alike."""
    rows: list[Row] = []
    for profile, make in PROFILES.items():
        about = (make.__doc__ or "").strip()
        sizes = [size for size in NUMBERS if size <= most]
        found = growth(
            f"{profile}: {about}",
            sizes,
            lambda size, profile=profile: witnesses(profile, size, folder),  # type: ignore[misc]
            tools,
            limit,
            "witnesses",
        )
        rows += [{"profile": profile} | row for row in found]
    return rows


def on_length(tools: Sequence[str], limit: float, folder: Path, most: int) -> list[Row]:
    """Two texts, longer and longer."""
    sizes = [size for size in KILOBYTES if size <= most]
    about = "length: a text and an edited copy of it"
    return growth(about, sizes, lambda size: two_of_length(size * 1000, folder), tools, limit, "KB each")


def goals(part: str, rows: Sequence[Row]) -> list[Row]:
    """Whether newsclean does what it is asked, as far as that was measured."""
    found: list[Row] = []
    for where, profile, size, seconds, mb in GOALS:
        for row in rows:
            if (part, OURS, size, profile) == (where, row["tool"], row["size"], row.get("profile")):
                met = "failed" not in row and row["seconds"] < seconds and (mb is None or row["mb"] < mb)
                found.append({"profile": profile, "size": size, "seconds": seconds, "mb": mb, "met": met})
                got = f"{row['seconds']:.3f} s, {row['mb']:.0f} MB" if "seconds" in row else row["failed"]
                asked = f"under {seconds:g} s" + ("" if mb is None else f" and {mb:g} MB")
                print(f"{'met   ' if met else 'missed'} {' '.join(filter(None, (part, profile, str(size)))):28}{asked}: {got}")
    return found


def keep(part: str, rows: Sequence[Row], met: Sequence[Row], target: Path, limit: float) -> None:
    """Write one part of the results and leave the others as they are."""
    result = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
    run: Row = {"date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(), "cores": os.cpu_count()}
    result[part] = run | {"python": platform.python_version(), "limit_seconds": limit, "goals": met, "rows": rows}
    target.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def check_peers(tools: Sequence[str]) -> None:
    """End the program with 2 if a peer that is asked for is not installed."""
    needed = [name for name in PEERS_NEED if any(TOOLS[tool].package == "collatex" for tool in tools) and find_spec(name) is None]
    if needed:
        print(f"Not installed: {', '.join(PEERS_NEED[name] for name in needed)}.", file=sys.stderr)
        print("Run: pip install 'newsclean[bench]'. Or leave CollateX out: --tool newsclean.", file=sys.stderr)
        raise SystemExit(2)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    parser.add_argument("--only", choices=("seeds", "witnesses", "length"), help="only this part")
    parser.add_argument("--json", type=Path, help="where to write the results; default benchmarks/canonical.json")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this tool; writes no file but that of --json")
    parser.add_argument("--most", type=int, help="at most so many witnesses, or KB; writes no file but that of --json")
    parser.add_argument("--limit", type=float, default=LIMIT, help=f"CPU seconds of a call in what grows; default {LIMIT:g}")
    options = parser.parse_args()
    tools = [name for name in TOOLS if name in (options.tool or TOOLS)]
    check_peers(tools)
    wanted = [options.only] if options.only else ["seeds", "witnesses", "length"]
    folder = data_folder(options.data) if wanted != ["seeds"] else HERE
    most = options.most or max(NUMBERS)
    target = options.json or (None if options.tool or options.most else RESULT)
    measures: dict[str, Callable[[], list[Row]]] = {
        "seeds": lambda: on_seeds(tools),
        "witnesses": lambda: on_witnesses(tools, options.limit, folder, most),
        "length": lambda: on_length(tools, options.limit, folder, most),
    }
    for part in wanted:
        rows = measures[part]()
        met = goals(part, rows)
        if target is not None:
            keep(part, rows, met, target, SEEDS_LIMIT if part == "seeds" else options.limit)
        print()


if __name__ == "__main__":
    main()
