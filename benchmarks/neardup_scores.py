"""How well clusters agree with known ones, and with pairs that were labelled by reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def numbered(names: Iterable[object]) -> NDArray[np.int64]:
    """The same partition, with 0, 1, 2 and so on for its parts."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.int64)


def _pairs(labels: NDArray[np.int64]) -> int:
    """How many pairs of articles have one label."""
    sizes = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def agreement(found: ArrayLike, known: ArrayLike) -> dict[str, float]:
    """Precision and recall of the pairs that clusters make (0-1), and the adjusted Rand index (1 for the same clusters)."""
    one, other = (np.unique(labels, return_inverse=True)[1].astype(np.int64) for labels in (found, known))
    both, made, true = _pairs(one * (int(other.max()) + 1) + other), _pairs(one), _pairs(other)
    by_chance = made * true / max(1, len(one) * (len(one) - 1) / 2)
    span = (made + true) / 2 - by_chance
    return {
        "precision": both / made if made else 1.0,
        "recall": both / true if true else 1.0,
        "ari": (both - by_chance) / span if span else 1.0,
    }


def labelled_pairs(path: Path) -> list[dict[str, Any]]:
    """The pairs of a gold file, without those that their annotator was not sure of."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["confidence"] != "low"]


def on_labelled(label_of: dict[str, int], pairs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of pairs in one cluster; copies and versions belong there, and templates must not be there."""
    together = [label_of[row["a"]] == label_of[row["b"]] for row in pairs]
    wanted = [row["label"] in ("copy", "version") for row in pairs]
    hits = sum(a and b for a, b in zip(together, wanted, strict=True))
    templates = [here for here, row in zip(together, pairs, strict=True) if row.get("template")]
    precision, recall = hits / max(1, sum(together)), hits / max(1, sum(wanted))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / ((precision + recall) or 1),
        "pairs": len(pairs),
        "templates": len(templates),
        "templates_rejected": templates.count(False),
    }


def whole(label_of: dict[str, int], clusters: Iterable[Sequence[str]]) -> int:
    """How many of the known clusters lie in one found cluster."""
    return sum(len({label_of[id] for id in cluster}) == 1 for cluster in clusters)
