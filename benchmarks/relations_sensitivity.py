"""How much the clusters of duplicates change when one threshold of the rules is moved and the others stay.

    NEWSCLEAN_DATA=../shared/data python benchmarks/relations_sensitivity.py

Finds the pairs of each collection once, judges them anew with each threshold moved by -20, -10, +10 and +20 %, and scores the
clusters against the pairs labelled by hand in tests/golden/neardup (F1 over labels of high and medium confidence; duplicates,
and stories, that is with `overlap`). Prints a table and writes it to benchmarks/relations_sensitivity.json.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from newsclean import Article, Pair, find_duplicates
from newsclean.neardup import relations
from newsclean.neardup.clusters import cluster

HERE = Path(__file__).parent
DATA = Path(os.environ.get("NEWSCLEAN_DATA", HERE.parent.parent / "shared" / "data"))
GOLD = HERE.parent / "tests" / "golden" / "neardup"
COLLECTIONS = {"fnc1": "fnc1", "reuters": "reuters21578"}
MOVES = (-0.2, -0.1, 0.1, 0.2)
THRESHOLDS = tuple(name for name, value in vars(relations).items() if name.isupper() and isinstance(value, int | float))
COUNTED = {"copy", "version"}


@frozen
class Collection:
    """The articles and pairs of one collection, and the labels of some.

    Attributes:
        name: of the collection.
        ids: of the articles, in order.
        pairs: every verified pair.
        labels: whether two articles are copies or versions, by their ids.
    """

    name: str
    ids: Sequence[str]
    pairs: Sequence[Pair]
    labels: Mapping[tuple[str, str], bool]

    @classmethod
    def read(cls, name: str) -> Collection:
        """Read and compare the articles of a collection."""
        path = DATA / "neardup" / f"{COLLECTIONS[name]}.jsonl.gz"
        if not path.is_file():
            print(f"{path} is missing: point NEWSCLEAN_DATA to the folder of the data", file=sys.stderr)
            raise SystemExit(2)
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            articles = [Article(record["id"], record["text"]) for record in map(json.loads, lines)]
        return cls(
            name,
            sorted(article.id for article in articles),
            find_duplicates(articles).pairs,
            dict(_labels(GOLD / f"{name}_pairs.jsonl")),
        )

    def scores(self) -> dict[str, float]:
        """F1 of duplicates and of stories by the rules as they stand."""
        judged = []
        for pair in self.pairs:
            relation, reason = relations.decide(pair.evidence)
            judged.append(evolve(pair, relation=relation, reason=reason))
        return {
            kind: self._f1(judged, ties) for kind, ties in (("duplicates", relations.DUPLICATE), ("stories", relations.STORY))
        }

    def _f1(self, pairs: Sequence[Pair], ties: frozenset[relations.Relation]) -> float:
        _, clusters, _ = cluster(self.ids, pairs, lambda group: (self.ids[group[0]], "the first"), ties)
        number = {article: n for n, found in enumerate(clusters) for article in found.articles}
        together = {ids: number[ids[0]] == number[ids[1]] for ids in self.labels}
        right = sum(together[ids] and label for ids, label in self.labels.items())
        return round(2 * right / (sum(together.values()) + sum(self.labels.values())), 4)


def _labels(path: Path) -> Iterator[tuple[tuple[str, str], bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["confidence"] != "low":
            yield (row["a"], row["b"]), row["label"] in COUNTED


@contextmanager
def moved(name: str, share: float) -> Iterator[None]:
    """A threshold of the rules, moved by a share of itself."""
    value = getattr(relations, name)
    setattr(relations, name, value * (1 + share))
    try:
        yield
    finally:
        setattr(relations, name, value)


def main() -> None:
    """Print the table and write it."""
    collections = [Collection.read(name) for name in COLLECTIONS]
    rows: list[dict[str, Any]] = [{"threshold": None, "scores": {c.name: c.scores() for c in collections}}]
    for name in THRESHOLDS:
        for move in MOVES:
            with moved(name, move):
                scores = {c.name: c.scores() for c in collections}
            rows.append({"threshold": name, "value": getattr(relations, name), "moved": move, "scores": scores})
    (HERE / "relations_sensitivity.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    columns = [(c.name, kind) for c in collections for kind in ("duplicates", "stories")]
    print(f"{'threshold':18}{'value':>7}{'moved':>7}" + "".join(f"{f'{name} {kind}':>20}" for name, kind in columns))
    for row in rows:
        moved_by = f"{row['moved']:+.0%}" if row["threshold"] else ""
        figures = "".join(f"{row['scores'][name][kind]:20.3f}" for name, kind in columns)
        print(f"{row['threshold'] or 'as it is':18}{row.get('value', ''):>7}{moved_by:>7}{figures}")


if __name__ == "__main__":
    main()
