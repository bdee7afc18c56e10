"""The whole line over real pages and articles: nothing breaks, nothing is lost, scores stay above their floors."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, clean, run

pytestmark = pytest.mark.data


def records(path: Path, count: int) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [json.loads(line) for line in islice(lines, count)]


def articles(path: Path, count: int) -> Iterator[Article]:
    return (Article(str(record["id"]), record["text"]) for record in records(path, count))


@pytest.mark.parametrize("name", ["article-bias-dev", "basil", "fnc1", "reuters21578", "syndication-20k"])
def test_nothing_breaks_and_nothing_is_lost(data: Path, name: str) -> None:
    given = list(articles(data / "neardup" / f"{name}.jsonl.gz", 150))
    result = run(given)
    assert not len(result.rejected)
    cleaned_ones = list(result.articles)
    assert [article.article for article in cleaned_ones] == sorted(given, key=lambda article: article.id)
    sources = {article.id: article.text for article in given}
    told = [(witness.article, story.reconstruct(witness.article)) for story in result.stories for witness in story.witnesses]
    assert len(told) == len(given)
    assert dict(told) == sources
    for cleaned in cleaned_ones:
        assert clean(Article("again", cleaned.text)).text == cleaned.text or cleaned.notes


@pytest.mark.parametrize("name", ["fundus-dev", "l3s-gn1"])
def test_real_pages_go_through_or_are_rejected_with_a_reason(data: Path, tmp_path: Path, name: str) -> None:
    pages = [{key: row[key] for key in ("id", "url", "html")} for row in records(data / "extraction" / f"{name}.jsonl.gz", 40)]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    result = run([tmp_path / "pages.jsonl"], out=tmp_path / "out")
    assert len(result.articles) + len(result.rejected) == len(pages)
    assert all(line.error and line.hint for line in result.rejected)
    assert len(result.articles) >= 0.9 * len(pages)
