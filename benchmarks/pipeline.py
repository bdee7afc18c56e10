"""What a whole run costs, newsclean beside what others use for a part of it, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/pipeline.py [--part articles|peers|pages] [--full] [--work FOLDER]

Prints tables, and writes each part to benchmarks/pipeline.json:

- articles: `newsclean run --jobs 2` on 1,000 to 100,000 made articles, with `--full` on a million;
- peers: datasketch in memory and on Redis on the same articles, which finds near-duplicates and does nothing else;
- pages: `newsclean run --jobs 2` on real pages beside trafilatura alone in one process, in turn.

Seconds are wall seconds, good for comparison within a run only; each command runs with nothing beside it but the thread that
looks at its memory. Memory is that of all processes together. Made articles stay in the work folder, and are made once. `--full`
needs 20 GB there.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from math import log
from pathlib import Path
from typing import Any

from neardup_corpus import data_folder
from pipeline_corpus import write
from pipeline_peers import DATASKETCH, TRAFILATURA
from pipeline_scores import known, quality, story_labels
from process_tree import Used, watched

HERE = Path(__file__).parent
RESULT = HERE / "pipeline.json"
NEWSCLEAN = str(Path(sys.executable).parent / "newsclean")
SIZES, FULL = (1_000, 10_000, 100_000), 1_000_000
PEERS_SIZES = (10_000, 100_000)
JOBS = 2
PAGES = ("l3s-gn1", "fundus-dev")
# What newsclean is to reach.
SECONDS_OF_100K, GB_OF_100K, GB_OF_1M, LINEAR, PAGES_RATIO = 60, 2, 4, 1.2, 1.7
Row = dict[str, Any]


def corpus(number: int, work: Path, data: Path) -> tuple[Path, Path]:
    """The made articles and their truth, made where they are not there yet."""
    target, truth = work / f"articles-{number}.jsonl", work / f"truth-{number}.jsonl"
    if not (target.is_file() and truth.is_file()):
        print(f"making {number:,} articles ...", file=sys.stderr)
        half = target.with_suffix(".part")
        write(number, half, data, truth=truth)
        half.replace(target)
    return target, truth


def run(given: Path, work: Path) -> tuple[Path, Row]:
    """Newsclean on a file or a folder: the folder of its results, and what it used."""
    out, stats = work / "out", work / "stats.json"
    shutil.rmtree(out, ignore_errors=True)
    command = [NEWSCLEAN, "run", str(given), "--out", str(out), "--jobs", str(JOBS), "--stats", str(stats)]
    stats.unlink(missing_ok=True)
    used = ended(command, work, there=stats)
    told = json.loads(stats.read_text(encoding="utf-8"))
    row = {"tool": "newsclean"} | used.record()
    row["output_mb"] = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    row["stages"] = {stage: values["seconds"] for stage, values in told["stages"].items()}
    return out, row | {"counts": told["counts"]}


def ended(command: Sequence[str], work: Path, *, there: Path | None = None) -> Used:
    """A command run to its end; the program ends with it where it failed: by its exit code, or if this file is not there."""
    errors = work / "errors.txt"
    with errors.open("wb") as stream:
        used = watched(command, errors=stream)
    if used.code if there is None else not there.is_file():
        print(f"{' '.join(command)}\nended with {used.code}: {errors.read_text(errors='replace')[-1000:]}", file=sys.stderr)
        raise SystemExit(1)
    return used


def on_articles(sizes: Sequence[int], work: Path, data: Path) -> list[Row]:
    """Newsclean on more and more articles."""
    heads = {"wall s": 9, "a second": 10, "CPU s": 9, "PSS MB": 9, "USS MB": 9, "largest": 9, "written": 9, "output": 9}
    print(f"{'articles':>9}" + "".join(f"{head:>{width}}" for head, width in heads.items()), end="")
    print(f"{'growth':>8}{'CPU':>6}{'prec.':>7}{'recall':>8}{'+ exc.':>8}")
    rows: list[Row] = []
    for size in sizes:
        given, truth = corpus(size, work, data)
        out, row = run(given, work)
        of_all = known(truth)
        row |= {"articles": size, "articles_a_second": size / row["wall_seconds"]}
        row |= quality(story_labels(out, list(of_all)), of_all)
        if rows:
            row["growth"], row["cpu_growth"] = (exponent(rows[-1], row, what) for what in ("wall_seconds", "cpu_seconds"))
        rows.append(row)
        print(articles_line(row), flush=True)
    shutil.rmtree(work / "out", ignore_errors=True)
    show_stages(rows)
    return rows


def exponent(before: Row, row: Row, what: str) -> float:
    """The growth from one size to the next: 1 where twice the articles take twice the time."""
    return log(row[what] / before[what]) / log(row["articles"] / before["articles"])


def articles_line(row: Row) -> str:
    """A row of the table of articles."""
    line = f"{row['articles']:9,}{row['wall_seconds']:9.1f}{row['articles_a_second']:10,.0f}{row['cpu_seconds']:9.1f}"
    line += "".join(f"{row[key]:9,.0f}" for key in ("pss_mb", "uss_mb", "largest_mb", "written_mb", "output_mb"))
    line += f"{row['growth']:8.2f}{row['cpu_growth']:6.2f}" if "growth" in row else " " * 14
    return line + f"{row['precision']:7.3f}{row['recall']:8.3f}{row['recall_with_excerpts']:8.3f}"


def show_stages(rows: Sequence[Row]) -> None:
    """The seconds of each stage."""
    print("\nseconds by stage")
    for stage in dict.fromkeys(stage for row in rows for stage in row["stages"]):
        print(f"{stage:24}" + "".join(f"{row['stages'].get(stage, 0):12.2f}" for row in rows))


def on_peers(sizes: Sequence[int], work: Path, data: Path) -> list[Row]:
    """Newsclean's whole run and datasketch's search for near-duplicates on the same articles."""
    print(f"{'articles':>9}  {'tool':22}{'wall s':>9}{'ratio':>8}{'CPU s':>9}{'PSS MB':>9}{'prec.':>7}{'recall':>8}{'+ exc.':>8}")
    rows: list[Row] = []
    for size in sizes:
        given, truth = corpus(size, work, data)
        of_all = known(truth)
        ours: Row = {}
        for name in ("newsclean", *DATASKETCH):
            if name == "newsclean":
                out, row = run(given, work)
                labels, ours = story_labels(out, list(of_all)), row
            else:
                found = work / "labels.json"
                command = [sys.executable, str(HERE / "pipeline_peers.py"), name, str(given), "--labels", str(found)]
                row = {"tool": name} | ended(command, work).record()
                labels = json.loads(found.read_text(encoding="utf-8"))
            row |= {"articles": size, "ratio": row["wall_seconds"] / ours["wall_seconds"]} | quality(labels, of_all)
            rows.append(row)
            scores = f"{row['precision']:7.3f}{row['recall']:8.3f}{row['recall_with_excerpts']:8.3f}"
            cost = f"{row['wall_seconds']:9.1f}{row['ratio']:8.2f}{row['cpu_seconds']:9.1f}{row['pss_mb']:9,.0f}"
            print(f"{size:9,}  {name:22}{cost}{scores}", flush=True)
    return rows


def pages_folder(work: Path, data: Path, limit: int | None) -> tuple[Path, int]:
    """The pages of the extraction sets as files, and how many they are."""
    folder, number = work / "pages", 0
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in PAGES:
        with gzip.open(data.parent / "extraction" / f"{name}.jsonl.gz") as lines:
            for place, record in enumerate(map(json.loads, lines)):
                if limit is None or number < limit:
                    (folder / f"{name}-{place:04d}.html").write_text(record["html"], encoding="utf-8", newline="")
                    number += 1
    return folder, number


def on_pages(work: Path, data: Path, limit: int | None, repeat: int) -> list[Row]:
    """Newsclean's whole run with two jobs and trafilatura alone in one process, in turn, and the run of median time of each."""
    folder, number = pages_folder(work, data, limit)
    runs: dict[str, list[Row]] = {"newsclean": [], TRAFILATURA: []}
    for _ in range(repeat):
        runs["newsclean"].append(run(folder, work)[1])
        command = [sys.executable, str(HERE / "pipeline_peers.py"), TRAFILATURA, str(folder)]
        runs[TRAFILATURA].append({"tool": TRAFILATURA} | ended(command, work).record())
    print(f"{'tool':14}{'pages':>7}{'wall s':>9}{'pages/s':>9}{'ratio':>7}{'CPU s':>9}{'PSS MB':>9}")
    rows = []
    for of_tool in runs.values():
        row = sorted(of_tool, key=lambda row: float(row["wall_seconds"]))[(repeat - 1) // 2]
        rows.append(row | {"pages": number, "pages_a_second": number / row["wall_seconds"]})
        rows[-1]["all_wall_seconds"] = [row["wall_seconds"] for row in of_tool]
    for row in rows:
        row["ratio"] = row["pages_a_second"] / rows[-1]["pages_a_second"]
        cost = f"{row['wall_seconds']:9.1f}{row['pages_a_second']:9.1f}{row['ratio']:7.2f}{row['cpu_seconds']:9.1f}"
        print(f"{row['tool']:14}{number:7,}{cost}{row['pss_mb']:9,.0f}")
    in_turn = zip(*([row["wall_seconds"] for row in of_tool] for of_tool in runs.values()), strict=True)
    print(f"ratio of pages a second, median of {repeat} in turn: {statistics.median(b / a for a, b in in_turn):.2f}")
    shutil.rmtree(folder)
    return rows


def goals(part: str, rows: Sequence[Row]) -> list[Row]:
    """Whether newsclean does what it is asked, as far as that was measured."""
    ours = {row.get("articles"): row for row in rows if row["tool"] == "newsclean"}
    asked: list[tuple[str, float, float, bool]] = []
    if part == "articles" and 100_000 in ours:
        small = ours[100_000]
        asked.append(("seconds of 100,000 articles", SECONDS_OF_100K, small["wall_seconds"], False))
        asked.append(("GB of 100,000 articles", GB_OF_100K, small["pss_mb"] / 1000, False))
        if FULL in ours:
            asked.append(("GB of 1,000,000 articles", GB_OF_1M, ours[FULL]["pss_mb"] / 1000, False))
            linear = ours[FULL]["wall_seconds"] / small["wall_seconds"] / 10
            asked.append(("times what is linear from 100,000 to 1,000,000", LINEAR, linear, False))
    if part == "pages":
        asked.append(("times trafilatura's pages a second", PAGES_RATIO, ours[None]["ratio"], True))
    found = []
    for what, goal, got, at_least in asked:
        met = got >= goal if at_least else got <= goal
        found.append({"what": what, "goal": goal, "got": got, "met": met})
        print(f"{'met   ' if met else 'missed'} {what}: {'at least' if at_least else 'at most'} {goal:g}, got {got:.2f}")
    return found


def circumstances() -> Row:
    """What a result depends on besides the code."""
    packages = ("newsclean", "datasketch", "trafilatura", "numpy")
    date = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="minutes")
    versions = {name: version(name) for name in packages} | {"python": platform.python_version()}
    return {"date": date, "cores": os.cpu_count(), "load_before": os.getloadavg(), "versions": versions}


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds neardup/ and extraction/; default $NEWSCLEAN_DATA")
    parser.add_argument("--part", action="append", choices=("articles", "peers", "pages"), help="only this part")
    parser.add_argument("--articles", type=int, help="at most so many articles, or pages; writes no file but that of --json")
    parser.add_argument("--full", action="store_true", help="a million articles too")
    parser.add_argument("--repeat", type=int, default=3, help="how often the pages are measured; default 3")
    parser.add_argument("--work", type=Path, help="where made articles are and stay; default a folder that goes again")
    parser.add_argument("--json", type=Path, help="where to write the results; default benchmarks/pipeline.json")
    options = parser.parse_args()
    data, most = data_folder(options.data), options.articles
    target = options.json or (None if most else RESULT)

    def up_to(sizes: Sequence[int]) -> list[int]:
        """The sizes that are wanted."""
        wanted = [*sizes, FULL] if options.full else list(sizes)
        return [size for size in wanted if size <= (most or size)] or [most]

    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        parts: dict[str, Callable[[], list[Row]]] = {
            "articles": lambda: on_articles(up_to(SIZES), work, data),
            "peers": lambda: on_peers([size for size in up_to(PEERS_SIZES) if size < FULL], work, data),
            "pages": lambda: on_pages(work, data, most, options.repeat),
        }
        for part in options.part or parts:
            before = circumstances()
            rows = parts[part]()
            result = before | {"goals": goals(part, rows), "rows": rows}
            if target is not None:
                kept = json.loads(target.read_text(encoding="utf-8")) if target.is_file() else {}
                target.write_text(json.dumps(kept | {part: result}, indent=1) + "\n", encoding="utf-8")
            print()


if __name__ == "__main__":
    main()
