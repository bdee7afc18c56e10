"""What is made of real pages stays as good as it was: a drop below benchmarks/floors.json fails.

All of fundus-dev and every fifth page of l3s-gn1, about half a minute; benchmarks/extraction.py measures all of both.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.data

EVERY = {"fundus-dev": 1, "l3s-gn1": 5}
KEPT = {"fundus-dev": (), "l3s-gn1": ("headline_repeat",)}  # kinds that the known texts hold


@pytest.fixture
def benchmark(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "benchmarks")  # where it finds the other tools
    spec = importlib.util.spec_from_file_location("benchmark_of_extraction", root / "benchmarks" / "extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(EVERY))
def test_scores_stay_above_their_floors(name: str, benchmark: ModuleType, root: Path, data: Path) -> None:
    floors: dict[str, float] = json.loads((root / "benchmarks" / "floors.json").read_text(encoding="utf-8"))["extraction"][name]
    pages = list(benchmark.pages(data / "extraction" / f"{name}.jsonl.gz"))[:: EVERY[name]]
    run = benchmark.by_newsclean(KEPT[name])
    cleaned: list[Any] = [run(page.html, page.url) for page in pages]
    known = [page.gold for page in pages]
    texts = [article.text if article else "" for article in cleaned]
    whole = [article.article.text if article else "" for article in cleaned]
    scores = benchmark.score(zip(known, texts, strict=True))
    extracted = benchmark.score(zip(known, whole, strict=True))
    removed = benchmark.with_removals(pages, cleaned)
    measured = {
        "f1": scores["f1"],
        "recall": scores["recall"],
        "f1_before_cleaning": extracted["f1"],
        "recall_before_cleaning": extracted["recall"],
        "right_share_of_removed": 1 - removed["wrong"] / removed["removed"],
    }
    assert measured.keys() == floors.keys()
    assert {key: value for key, value in measured.items() if value < floors[key]} == {}, measured
