"""Pairs labelled by reading, and copies made on purpose, are told as rightly as they were: a drop below a floor fails."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from neardup_scores import agreement, labelled_pairs, on_labelled, whole
from newsclean import Article, Duplicates, find_duplicates

pytestmark = pytest.mark.data

FILES = {"fnc1": "fnc1", "reuters": "reuters21578"}


@pytest.fixture(scope="module")
def floors(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "benchmarks" / "floors.json").read_text(encoding="utf-8"))["neardup"]
    return found


def records(data: Path, name: str, count: int | None = None) -> list[dict[str, Any]]:
    with gzip.open(data / "neardup" / f"{name}.jsonl.gz", "rt", encoding="utf-8", newline="") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def label_of(found: Duplicates) -> dict[str, int]:
    return {id: number for number, cluster in enumerate(found.clusters) for id in cluster.articles}


@pytest.mark.parametrize("name", FILES)
def test_labelled_pairs(name: str, data: Path, root: Path, floors: dict[str, Any]) -> None:
    gold = root / "tests" / "golden" / "neardup"
    articles = [Article(str(record["id"]), record["text"]) for record in records(data, FILES[name])]
    pairs = labelled_pairs(gold / f"{name}_pairs.jsonl")
    stories, duplicates = (label_of(find_duplicates(articles, overlap=overlap)) for overlap in (True, False))
    measured: dict[str, float] = {
        "duplicates_f1": on_labelled(duplicates, pairs)["f1"],
        "stories_f1": on_labelled(stories, pairs)["f1"],
        "templates_rejected": on_labelled(duplicates, pairs)["templates_rejected"],
    }
    if name == "fnc1":
        measured["clusters_whole"] = whole(stories, json.loads((gold / "fnc1_clusters.json").read_text(encoding="utf-8")))
    assert {key: measured[key] for key, floor in floors[name].items() if measured[key] < floor} == {}, measured


def test_three_outlets_in_their_own_words_are_no_copies(data: Path, floors: dict[str, Any]) -> None:
    found = find_duplicates(Article(record["id"], record["text"]) for record in records(data, "basil"))
    assert sum(len(cluster.articles) > 1 for cluster in found.clusters) == floors["basil"]["clusters"]


def test_copies_made_on_purpose(data: Path, floors: dict[str, Any]) -> None:
    made = records(data, "syndication-20k", 6000)
    found = find_duplicates(Article(str(record["id"]), record["text"]) for record in made)
    label, story = label_of(found), {str(record["id"]): record["cluster"] for record in made}
    plain = [str(record["id"]) for record in made if record["kind"] != "excerpt"]
    scores = agreement([label[id] for id in plain], [story[id] for id in plain])
    paired = {id for pair in found.pairs for id in pair.ids if story[pair.a] == story[pair.b]}
    told = {story[id] for id in plain}
    pasted = [str(record["id"]) for record in made if record["kind"] == "excerpt" and record["cluster"] in told]
    measured = scores | {"excerpts_paired": sum(id in paired for id in pasted) / len(pasted)}
    assert {key: measured[key] for key, floor in floors["syndication"].items() if measured[key] < floor} == {}, measured
