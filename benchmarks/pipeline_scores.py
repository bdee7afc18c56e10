"""How well the stories of a run agree with the known ones of made articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from neardup_scores import agreement, numbered


def known(truth: Path) -> dict[str, tuple[int, str]]:
    """The story and the kind of each article by its id."""
    records = map(json.loads, truth.read_bytes().splitlines())
    return {record["id"]: (record["story"], record["kind"]) for record in records}


def story_labels(folder: Path, ids: Sequence[str]) -> list[int]:
    """The number of each article's story in the files of a run; an article that is missing has one of its own."""
    stories: dict[str, str] = {}
    with (folder / "articles.jsonl").open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            stories[record["id"]] = record["story"]
    return [int(number) for number in numbered(stories.get(id, ("missing", id)) for id in ids)]


def quality(labels: Sequence[int], truth: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """Precision of all pairs that are in one story, and recall (0-1) of pairs of copies and versions, and of all.

    An article with an excerpt from another one tells a story of its own around it; whether both are one story is a question of
    taste. So pairs with such an article are no error, and in a recall of their own only.
    """
    stories = [story for story, _ in truth.values()]
    versions = np.array([kind != "excerpt" for _, kind in truth.values()])
    all_pairs = agreement(labels, stories)
    without = agreement(np.array(labels)[versions], np.array(stories)[versions])
    return {"precision": all_pairs["precision"], "recall": without["recall"], "recall_with_excerpts": all_pairs["recall"]}
