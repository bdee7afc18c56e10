"""One tool measured on one corpus, in a process of its own.

Measured are CPU seconds (user and system, of all threads and of ended child processes), wall seconds for comparison, and the
peak of resident memory above what the process held with the texts loaded and the tool warm, in bytes for each article. Imports
and the first 50 texts, run once before, are left out.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from neardup_corpus import articles, data_folder
from neardup_peers import TOOLS
from neardup_scores import agreement

HERE = Path(__file__).parent
WARM_UP = 50
MISSING = 3  # exit code of a tool that is not installed
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def cpu_seconds() -> float:
    """What this process and its ended children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def memory(field: str) -> int:
    """Resident bytes now (VmRSS) or at their peak (VmHWM).

    `ru_maxrss` begins with what the parent of a process held when it was started, so it is the last resort.
    """
    if STATUS.is_file():
        line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(f"{field}:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def forget_peak() -> None:
    """Let the peak begin again from what is held now, where the system can."""
    try:
        CLEAR.write_text("5", encoding="ascii")
    except OSError:
        return


def measure(name: str, corpus: Path, *, number: int | None, threshold: float, labels: Path | None) -> dict[str, Any]:
    """Run a tool here and now."""
    tool = TOOLS[name]
    run = tool.load()
    known = list(articles(corpus))[:number]
    truth, texts = [article.cluster for article in known], [article.text for article in known]
    del known
    given = tool.prepare(texts)
    run(given[:WARM_UP], threshold)
    forget_peak()
    held, used, begun = memory("VmRSS"), cpu_seconds(), time.perf_counter()
    found = run(given, threshold)
    seconds, wall, added = cpu_seconds() - used, time.perf_counter() - begun, memory("VmHWM") - held
    if labels is not None:
        labels.write_text(json.dumps(found.tolist()), encoding="utf-8")
    sizes = np.unique(found, return_counts=True)[1]
    result: dict[str, Any] = {
        "tool": name,
        "version": version(tool.package),
        "articles": len(texts),
        "articles_a_cpu_second": len(texts) / seconds,
        "cpu_seconds": seconds,
        "wall_seconds": wall,
        "bytes_an_article": max(0, added) / len(texts),
        "clusters": int((sizes > 1).sum()),
        "largest": int(sizes.max()),
    }
    return result | (agreement(found, truth) if min(truth) >= 0 else {})


def measured(name: str, corpus: Path | str, *options: str) -> dict[str, Any]:
    """Run a tool in a new process; of one that is missing or fails, only the reason."""
    command = [sys.executable, str(HERE / "neardup_peers.py"), name, str(corpus), *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (ended.stdout if ended.returncode == 0 else ended.stderr).strip().splitlines()
    if ended.returncode == 0:
        found: dict[str, Any] = json.loads(lines[-1])
        return found
    reason = lines[-1] if lines else f"ended with {ended.returncode}"
    package = TOOLS[name].package
    return {"tool": name, "missing": f"{reason} (pip install {package})" if ended.returncode == MISSING else reason}


def corpus_path(name: str, data: str | None = None) -> Path:
    """The file of a set by its name, or the file itself."""
    return Path(name) if name.endswith((".jsonl", ".gz")) else data_folder(data) / f"{name}.jsonl.gz"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one tool and print the result as one line of JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=TOOLS)
    parser.add_argument("corpus", help="a set of NEWSCLEAN_DATA, or a file of JSON lines")
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    parser.add_argument("--articles", type=int, help="only the first so many articles")
    parser.add_argument("--threshold", type=float, default=0.5, help="the Jaccard from which peers take texts as alike")
    parser.add_argument("--labels", type=Path, help="where to write the label of each article's cluster, as JSON")
    options = parser.parse_args(arguments)
    corpus = corpus_path(options.corpus, options.data)
    try:
        result = measure(options.name, corpus, number=options.articles, threshold=options.threshold, labels=options.labels)
    except ImportError as error:
        print(f"{options.name} is not installed: {error}", file=sys.stderr)
        raise SystemExit(MISSING) from None
    print(json.dumps(result))
