"""What the usual tools find among the five example articles, and what each costs, in one run.

    python benchmarks/seeds.py

Prints a table and writes it to benchmarks/seeds.json: the clusters of two and more, seconds (the median of several rounds
in this process, imports left out), and the ratio to newsclean's detection. Times are for comparison within the run only.
"""

from __future__ import annotations

import difflib
import itertools
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

from newsclean import Article, CleanArticle, canonicalize, clean, find_duplicates
from newsclean.neardup.candidates import components
from newsclean.words import words

HERE = Path(__file__).parent
ROUNDS = 7
Clusters = list[list[str]]


def grouped(names: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Clusters:
    """The groups of two and more that the pairs connect."""
    labels = components(len(names), np.array(list(pairs), dtype=np.int64)).tolist()
    groups = [[name for name, other in zip(names, labels, strict=True) if other == label] for label in sorted(set(labels))]
    return [group for group in groups if len(group) > 1]


def by_datasketch(texts: dict[str, str], threshold: float) -> Clusters:
    """MinHash LSH as most pipelines set it up: 128 permutations over word 5-grams, every collision a duplicate."""
    names = list(texts)
    index, pairs = MinHashLSH(threshold=threshold, num_perm=128), []
    for number, text in enumerate(texts.values()):
        keys = words(text).keys
        sketch = MinHash(num_perm=128, scheme="affine32")
        sketch.update_batch([" ".join(keys[n : n + 5]).encode() for n in range(len(keys) - 4)])
        pairs += [(other, number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return grouped(names, pairs)


def by_difflib(texts: dict[str, str]) -> Clusters:
    """Every pair compared word by word, alike from a ratio of one half."""
    keys = [words(text).keys for text in texts.values()]
    pairs = [
        (a, b)
        for a, b in itertools.combinations(range(len(keys)), 2)
        if difflib.SequenceMatcher(None, keys[a], keys[b], autojunk=False).ratio() >= 0.5
    ]
    return grouped(list(texts), pairs)


def by_newsclean(articles: Iterable[CleanArticle]) -> Clusters:
    """Both passes, exact evidence, relations and clusters."""
    clusters = find_duplicates(articles).clusters
    return [[id[:3] for id in cluster.articles] for cluster in clusters if len(cluster.articles) > 1]


def timed(work: Callable[[], object]) -> float:
    """Median seconds of a few rounds, after one that is not counted."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def main() -> None:
    """Run every tool on the same cleaned texts and print the table."""
    articles = [Article(path.stem, path.read_bytes().decode()) for path in sorted((HERE.parent / "seeds").iterdir())]
    cleaned = [clean(article) for article in articles]
    texts = {article.id[:3]: article.text for article in cleaned}
    tools: dict[str, Callable[[], Clusters]] = {
        "newsclean": lambda: by_newsclean(cleaned),
        "datasketch, Jaccard 0.8": lambda: by_datasketch(texts, 0.8),
        "datasketch, Jaccard 0.7": lambda: by_datasketch(texts, 0.7),
        "datasketch, Jaccard 0.5": lambda: by_datasketch(texts, 0.5),
        "difflib, ratio 0.5": lambda: by_difflib(texts),
    }
    rows = [{"tool": name, "clusters": tool(), "seconds": timed(tool)} for name, tool in tools.items()]
    stages = {
        "clean": timed(lambda: [clean(article) for article in articles]),
        "find_duplicates": timed(lambda: find_duplicates(cleaned)),
        "canonicalize": timed(lambda: canonicalize(cleaned[:3])),
    }
    first = rows[0]["seconds"]
    print(f"{'tool':28}{'clusters of two and more':28}{'seconds':>9}{'ratio':>8}")
    for row in rows:
        groups = "; ".join(" ".join(group) for group in row["clusters"]) or "none"  # type: ignore[attr-defined]
        print(f"{row['tool']:28}{groups:28}{row['seconds']:9.4f}{row['seconds'] / first:8.2f}")  # type: ignore[operator]
    print(*(f"{stage} {seconds:.4f} s" for stage, seconds in stages.items()), sep="; ")
    result = {"tools": rows, "stages": stages, "rounds": ROUNDS}
    (HERE / "seeds.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
