"""What finding near-duplicate articles costs, newsclean beside the usual tools, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/neardup_speed.py [--repeat N] [--tool NAME ...]
    python benchmarks/neardup_speed.py --growth   # newsclean alone on 20,000 to 320,000 made articles
    python benchmarks/neardup_speed.py --hot      # newsclean alone on articles that share more than articles should

Prints a table, and writes it to its part of benchmarks/neardup_speed.json. Each tool runs on syndication-20k in a process of its
own. Speeds are articles a CPU-second of all threads, and are good for comparison within a run only; `ratio` is to the fastest
peer. Memory is what a tool adds at its peak to the texts that it is given, in bytes for each article.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from neardup_corpus import data_folder
from neardup_peers import NEWSCLEAN, PEERS, TOOLS
from neardup_process import measured

HERE = Path(__file__).parent
RESULT = HERE / "neardup_speed.json"
OURS = "newsclean, texts in"
GROWTH = (20_000, 40_000, 80_000, 160_000, 320_000)
HOT = {
    "identical": (20_000, "articles that differ in a word", 1),
    "line": (100_000, "distinct articles that share one line", 0),
}


def median(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The run of median CPU time, with the times of all; of a tool that failed, its reason."""
    failed = next((run for run in runs if "missing" in run), None)
    if failed is not None:
        return failed
    ordered = sorted(runs, key=lambda run: float(run["cpu_seconds"]))
    return ordered[(len(ordered) - 1) // 2] | {"all_cpu_seconds": [run["cpu_seconds"] for run in ordered]}


def beside_peers(folder: Path, names: Sequence[str], repeat: int, number: int | None) -> list[dict[str, Any]]:
    """A row for each tool, with its speed as a ratio to the fastest peer's. Rounds go through all tools in turn."""
    options = [] if number is None else ["--articles", str(number)]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(repeat):
        for name in names:
            if not any("missing" in run for run in runs[name]):
                print(f"{name} ...", file=sys.stderr)
                runs[name].append(measured(name, folder / "syndication-20k.jsonl.gz", *options))
    rows = [median(runs[name]) for name in names]
    fastest = max((row["articles_a_cpu_second"] for row in rows if row["tool"] in PEERS and "missing" not in row), default=None)
    return [row if "missing" in row or not fastest else row | {"ratio": row["articles_a_cpu_second"] / fastest} for row in rows]


def show_peers(rows: Sequence[dict[str, Any]]) -> None:
    """The table of tools; those missing with the reason."""
    heads = {"articles/CPU-s": 15, "ratio": 7, "CPU s": 8, "wall s": 8, "B/article": 11, "prec.": 7, "recall": 7, "ARI": 7}
    print(f"{'tool':28}" + "".join(f"{head:>{width}}" for head, width in heads.items()))
    for row in rows:
        if "missing" in row:
            print(f"{row['tool']:28}missing: {row['missing']}")
            continue
        ratio = f"{row['ratio']:7.2f}" if "ratio" in row else f"{'':7}"
        times = f"{row['cpu_seconds']:8.2f}{row['wall_seconds']:8.2f}{row['bytes_an_article']:11,.0f}"
        scores = "".join(f"{row[key]:7.3f}" for key in ("precision", "recall", "ari"))
        print(f"{row['tool']:28}{row['articles_a_cpu_second']:15,.0f}{ratio}{times}{scores}")


def on_made(what: str, number: int, data: Path) -> dict[str, Any]:
    """Newsclean on made articles, which are written by a process of their own and read as any others."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{what}.jsonl"
        made = [sys.executable, str(HERE / "neardup_corpus.py"), what, str(number), str(target), "--data", str(data.parent)]
        subprocess.run(made, check=True)
        return measured(OURS, target)


def growth(data: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Time and memory for each article as articles become more."""
    print(f"{'articles':>9}{'CPU s':>9}{'ms/article':>12}{'to first':>10}{'B/article':>11}{'prec.':>8}{'recall':>8}{'ARI':>8}")
    rows: list[dict[str, Any]] = []
    for size in sizes:
        row = on_made("growth", size, data)
        rows.append(row)
        if "missing" in row:
            print(f"{size:9,} failed: {row['missing']}")
            continue
        each = row["cpu_seconds"] / size
        row["to_first"] = each * rows[0]["articles_a_cpu_second"]
        scores = "".join(f"{row[key]:8.3f}" for key in ("precision", "recall", "ari"))
        cost = f"{row['cpu_seconds']:9.2f}{each * 1000:12.3f}{row['to_first']:10.2f}{row['bytes_an_article']:11,.0f}"
        print(f"{size:9,}{cost}{scores}", flush=True)
        if "articles_a_cpu_second" not in rows[0]:
            break
    return rows


def hot(data: Path, number: int | None) -> list[dict[str, Any]]:
    """Articles that collide all with all: whether they are done with, in what time, and whether rightly."""
    rows = []
    for what, (size, description, clusters) in HOT.items():
        row = on_made(what, min(size, number or size), data) | {"case": what}
        rows.append(row)
        title = f"{min(size, number or size):,} {description}"
        if "missing" in row:
            print(f"{title:50} failed: {row['missing']}")
            continue
        row["right"] = row["precision"] == row["recall"] == 1.0
        found = f"{row['clusters']} clusters of two and more (the largest: {row['largest']:,})"
        verdict = "right" if row["right"] else f"wrong, should be {clusters}"
        cost = f"{row['cpu_seconds']:.1f} CPU s, {row['wall_seconds']:.1f} s, {row['bytes_an_article']:,.0f} B/article"
        print(f"{title:50} {cost}; {found}: {verdict}", flush=True)
    return rows


def keep(part: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write one part of the results and leave the others as they are."""
    result = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.is_file() else {}
    result[part] = {"date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(), "cores": os.cpu_count(), "rows": rows}
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    parser.add_argument("--repeat", type=int, default=1, help="measure so often and take the run of median CPU time")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="only this tool; writes no file")
    parser.add_argument("--articles", type=int, help="at most so many articles; writes no file")
    parser.add_argument("--growth", action="store_true", help="newsclean alone on more and more made articles")
    parser.add_argument("--hot", action="store_true", help="newsclean alone on the two hard cases")
    options = parser.parse_args()
    data, limit = data_folder(options.data), options.articles
    parts: dict[str, list[dict[str, Any]]] = {}
    if options.growth:
        parts["growth"] = growth(data, [size for size in GROWTH if size <= (limit or size)] or [limit])
    if options.hot:
        parts["hot"] = hot(data, limit)
    if not parts:
        parts["syndication-20k"] = beside_peers(data, options.tool or [*NEWSCLEAN, *PEERS], options.repeat, limit)
        show_peers(parts["syndication-20k"])
    if not (limit or options.tool):
        for part, rows in parts.items():
            keep(part, rows)


if __name__ == "__main__":
    main()
