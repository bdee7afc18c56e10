"""How rightly near-duplicate articles are found, newsclean beside the usual tools, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/neardup_quality.py [--tool NAME ...] [--articles N]

Prints two tables and writes all measures to benchmarks/neardup_quality.json. All are shares (0-1) or numbers of articles.

syndication-20k, whose truth is how its articles were made:
  ARI               adjusted Rand index of the clusters without the articles of the kind `excerpt`, and of all articles
  prec., recall     of the pairs that all clusters make
  trunc., cluster   truncated copies (`trunc` in their kind) in a cluster with at least one other article of their story
  trunc., original  those in a cluster with the very article that they were cut from
  trunc., pair      those for which a pair of any relation with that article is reported
  exc., cluster     excerpts in a cluster with an article that their pasted paragraphs come from (see neardup_excerpts.py)
  exc., pair        excerpts of which a pair of any relation with such an article is reported that shares the pasted text
fnc1 and reuters21578, real articles with pairs labelled by reading (tests/golden/neardup), on which copies and versions belong
in one cluster: precision, recall, F1; template look-alikes kept apart; known clusters of three and more that stay whole.
basil: clusters found among articles of which none is a copy. seeds: clusters among the five cleaned example articles.

Newsclean's stories are measured (`overlap=True`) and its duplicates. Peers are set up as in neardup_peers.py, at Jaccard .5; the
last row is MinHash by 64 bands of 2 rows with whichever threshold suits each set best, which nobody knows beforehand.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from attrs import field, frozen

from neardup_corpus import Known, articles, data_folder
from neardup_excerpts import Sources, in_clusters, in_pairs, sources
from neardup_peers import PEERS, PERMUTATIONS, colliding, connected, shingles, similarity
from neardup_process import measured
from neardup_scores import agreement, labelled_pairs, on_labelled, whole
from newsclean import Article, Pair, clean, find_duplicates

HERE = Path(__file__).parent
LABELLED = {"fnc1": "fnc1", "reuters21578": "reuters"}
SWEEP = [n / 20 for n in range(2, 18)]  # Jaccard thresholds
BEST = "MinHash, best Jaccard"
LSH_ONLY = "newsclean, minhash-lsh only"
COMPARED = [LSH_ONLY, *(name for name in PEERS if name != "datasketch, update")]  # whose sketches are those of bulk


@frozen
class Set:
    """A set of articles with what is known of them.

    Attributes:
        pairs, clusters: labelled pairs and known clusters of three and more, where there are any.
        excerpts: of syndication-20k, where its excerpts come from.
    """

    name: str
    path: Path
    known: list[Known]
    pairs: list[dict[str, Any]] = field(factory=list)
    clusters: list[list[str]] = field(factory=list)
    excerpts: dict[str, Sources] = field(factory=dict)


Found = tuple[Sequence[int], Sequence[Pair] | None]
"""The label of each article's cluster; and the pairs, of a tool that reports them."""


def gold_folder(given: str | None) -> Path:
    """Where the labelled pairs are; the program ends with 2 if they are not there."""
    folder = Path(given or HERE.parent / "tests" / "golden" / "neardup")
    missing = [name for name in LABELLED.values() if not (folder / f"{name}_pairs.jsonl").is_file()]
    if missing:
        print(f"There is no {missing[0]}_pairs.jsonl in {folder}. Pass --gold FOLDER.", file=sys.stderr)
        raise SystemExit(2)
    return folder


def sets(data: Path, gold: Path, scratch: Path, number: int | None) -> list[Set]:
    """All sets; of syndication-20k only so many articles, if a number is given."""
    known = list(articles(data / "syndication-20k.jsonl.gz"))[:number]
    found = [Set("syndication-20k", data / "syndication-20k.jsonl.gz", known, excerpts=sources(known))]
    for name, short in LABELLED.items():
        path, grouped = data / f"{name}.jsonl.gz", gold / f"{short}_clusters.json"
        clusters = json.loads(grouped.read_text(encoding="utf-8")) if grouped.is_file() else []
        found.append(Set(name, path, list(articles(path)), labelled_pairs(gold / f"{short}_pairs.jsonl"), clusters))
    found.append(Set("basil", data / "basil.jsonl.gz", list(articles(data / "basil.jsonl.gz"))))
    seeds = [clean(Article(path.stem[:3], path.read_bytes().decode())) for path in sorted((HERE.parent / "seeds").glob("*.txt"))]
    target = scratch / "seeds.jsonl"
    target.write_text("".join(json.dumps({"id": seed.id, "text": seed.text}) + "\n" for seed in seeds), encoding="utf-8")
    return [*found, Set("seeds", target, list(articles(target)))]


def by_newsclean(given: Set, *, overlap: bool) -> Found:
    """The clusters of newsclean, with its pairs."""
    found = find_duplicates([Article(article.id, article.text) for article in given.known], overlap=overlap)
    label_of = {article: number for number, cluster in enumerate(found.clusters) for article in cluster.articles}
    return [label_of[article.id] for article in given.known], found.pairs


def by_peer(name: str, scratch: Path, given: Set) -> Found | str:
    """The clusters of a tool that runs in a process of its own, or why it did not."""
    target = scratch / "labels.json"
    row = measured(name, given.path, "--labels", str(target), "--articles", str(len(given.known)))
    return str(row["missing"]) if "missing" in row else (json.loads(target.read_text(encoding="utf-8")), None)


def at_best(given: Set) -> dict[str, Any]:
    """The measures of MinHash at the threshold with the best ARI without excerpts, or the best F1."""
    from datasketch import MinHash

    tokens = ([shingle.encode() for shingle in shingles(article.text)] for article in given.known)
    signatures = np.array([sketch.hashvalues for sketch in MinHash.bulk(tokens, num_perm=PERMUTATIONS)], dtype=np.uint32)
    pairs = colliding(signatures, rows=2)
    alike = similarity(signatures, pairs)
    thresholds = SWEEP if given.pairs or given.excerpts else [0.5]
    rows = []
    for threshold in thresholds:
        labels = connected(len(signatures), pairs[alike >= threshold]).tolist()
        rows.append(measures(given, (labels, None)) | {"threshold": threshold})
    return max(rows, key=lambda row: float(row.get("ari_without_excerpts", row.get("f1", 0.0))))


def measures(given: Set, found: Found) -> dict[str, Any]:
    """Everything that can be told of one set by its clusters, and by its pairs if there are any."""
    labels, pairs = found
    label_of = {article.id: label for article, label in zip(given.known, labels, strict=True)}
    if given.pairs:
        scores = on_labelled(label_of, given.pairs)
        return scores | {"whole": whole(label_of, given.clusters), "clusters": len(given.clusters)}
    if given.known[0].cluster >= 0:
        return on_syndication(given, label_of, pairs)
    members: dict[int, list[str]] = {}
    for id, label in label_of.items():
        members.setdefault(label, []).append(id)
    groups = sorted(ids for ids in members.values() if len(ids) > 1)
    return {"clusters": len(groups), "largest": groups[:5]}


def on_syndication(given: Set, label_of: Mapping[str, int], pairs: Sequence[Pair] | None) -> dict[str, Any]:
    """The measures of the set that says which articles were made from which."""
    kept = [article for article in given.known if article.kind != "excerpt"]
    without, every = (
        agreement([label_of[article.id] for article in some], [article.cluster for article in some])
        for some in (kept, given.known)
    )
    stories: dict[int, list[str]] = {}
    for article in given.known:
        stories.setdefault(article.cluster, []).append(article.id)
    original = {article.cluster: article.id for article in given.known if article.kind == "orig"}
    cut = [article for article in kept if "trunc" in article.kind and article.cluster in original]
    count = max(1, len(cut))
    result: dict[str, Any] = {
        "ari_without_excerpts": without["ari"],
        **every,
        "truncated": len(cut),
        "truncated_in_cluster": sum(
            any(label_of[id] == label_of[article.id] for id in stories[article.cluster] if id != article.id) for article in cut
        )
        / count,
        "truncated_with_original": sum(label_of[article.id] == label_of[original[article.cluster]] for article in cut) / count,
        "excerpts_in_cluster": in_clusters(given.excerpts, label_of),
    }
    if pairs is not None:
        reported = {pair.ids for pair in pairs}
        wanted = [tuple(sorted((article.id, original[article.cluster]))) for article in cut]
        result["truncated_in_pair"] = sum(ids in reported for ids in wanted) / count
        result["excerpts_in_pair"] = in_pairs(given.excerpts, pairs)
    return result


def row(name: str, every: Sequence[Set], work: Callable[[Set], dict[str, Any] | str]) -> dict[str, Any]:
    """One tool on all sets; with the reason on the first on which it does not run."""
    result: dict[str, Any] = {"tool": name}
    for given in every:
        print(f"{name}: {given.name} ...", file=sys.stderr)
        found = work(given)
        if isinstance(found, str):
            return {"tool": name, "missing": found}
        result[given.name] = found
    return result


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Both tables."""
    keys = ("ari_without_excerpts", "ari", "precision", "recall", "truncated_in_cluster", "truncated_with_original")
    heads = ["ARI -exc.", "ARI", "prec.", "recall", "tr.clus.", "tr.orig.", "tr.pair", "exc.clus.", "exc.pair"]
    print(f"\n{'syndication-20k':28}" + "".join(f"{head:>10}" for head in heads))
    present = [one for one in rows if "missing" not in one]
    for one in present:
        had = one["syndication-20k"]
        last = [had.get("truncated_in_pair"), had["excerpts_in_cluster"], had.get("excerpts_in_pair", {}).get("found")]
        print(
            f"{one['tool']:28}"
            + "".join("         -" if x is None else f"{x:10.3f}" for x in [*(had[key] for key in keys), *last])
        )
    heads = [f"{name[:4]} {head}" for name in LABELLED for head in ("prec.", "recall", "F1", "templ.", "whole")]
    print(f"\n{'labelled by reading':28}" + "".join(f"{head:>12}" for head in heads) + f"{'basil':>7}  seeds")
    for one in present:
        line = ""
        for name in LABELLED:
            had = one[name]
            line += "".join(f"{had[key]:12.3f}" for key in ("precision", "recall", "f1"))
            line += f"{had['templates_rejected']:>8}/{had['templates']:<3}{had['whole']:>8}/{had['clusters']:<3}"
        groups = "; ".join(" ".join(ids) for ids in one["seeds"]["largest"]) or "none"
        print(f"{one['tool']:28}{line}{one['basil']['clusters']:7}  {groups}")
    for one in rows:
        if "missing" in one:
            print(f"{one['tool']:28}missing: {one['missing']}")


def main() -> None:
    """Measure every tool on every set, print the tables and write them down."""
    own: dict[str, Callable[[Set], Found]] = {
        "newsclean, stories": partial(by_newsclean, overlap=True),
        "newsclean, duplicates": partial(by_newsclean, overlap=False),
    }
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    parser.add_argument("--gold", help="the folder of the labelled pairs; default tests/golden/neardup")
    parser.add_argument("--tool", action="append", choices=[*own, *COMPARED, BEST], help="only this tool; writes no file")
    parser.add_argument("--articles", type=int, help="only so many of syndication-20k; writes no file")
    options = parser.parse_args()
    data, gold = data_folder(options.data), gold_folder(options.gold)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        every = sets(data, gold, scratch, options.articles)

        def compared(name: str, given: Set) -> dict[str, Any] | str:
            found = own[name](given) if name in own else by_peer(name, scratch, given)
            return found if isinstance(found, str) else measures(given, found)

        works = {name: at_best if name == BEST else partial(compared, name) for name in options.tool or [*own, *COMPARED, BEST]}
        rows = [row(name, every, work) for name, work in works.items()]
    show(rows)
    if not (options.tool or options.articles):
        result = {"date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(), "rows": rows}
        (HERE / "neardup_quality.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
