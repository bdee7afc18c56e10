"""The made articles of the benchmarks: always the same ones, and what their truth says of them holds."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

from neardup_peers import shingles
from pipeline_corpus import made, write
from pipeline_sites import HEADS, TAILS, Sites
from pipeline_stories import Newsroom

pytestmark = pytest.mark.data

NUMBER = 300
MINUTES = 1000
WORDS = 300_000  # of real text: enough for so few articles


@pytest.fixture(scope="module")
def written(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write(NUMBER, folder / "articles.jsonl", data / "neardup", truth=folder / "truth.jsonl", words=WORDS)
    return folder


def test_the_same_articles_each_time(written: Path, data: Path) -> None:
    again = [json.dumps(record, ensure_ascii=False) for record, _ in made(NUMBER, data / "neardup", words=WORDS)]
    assert (written / "articles.jsonl").read_text(encoding="utf-8").splitlines() == again


def test_every_article_has_its_truth_and_all_fields(written: Path) -> None:
    articles, truth = (
        [json.loads(line) for line in (written / name).read_text(encoding="utf-8").splitlines()]
        for name in ("articles.jsonl", "truth.jsonl")
    )
    assert [article["id"] for article in articles] == [known["id"] for known in truth]
    assert len({article["id"] for article in articles}) == len({article["url"] for article in articles}) == NUMBER
    for article in articles:
        assert list(article) == ["id", "url", "title", "publisher", "published", "text"]
        assert all(article.values())
        assert not re.search(r"[{}|]{|\(\w+\|", article["text"])


def test_copies_share_with_their_story_and_with_no_other(data: Path) -> None:
    """Each copy holds at least a tenth of its story's shingles or of its own, and stories share next to nothing."""
    newsroom = Newsroom(data / "neardup", 7, MINUTES, WORDS)
    stories: dict[int, set[str]] = {}
    of_kind: dict[str, list[float]] = defaultdict(list)
    for draft in islice(newsroom.drafts(), 2 * NUMBER):
        found = set(shingles(" ".join(draft.paragraphs)))
        if draft.kind == "orig":
            assert all(len(found & other) <= 0.05 * len(found) for other in stories.values())
            stories[draft.story] = found
        else:
            story = stories[draft.story]
            of_kind[draft.kind].append(len(found & story) / min(len(found), len(story)))
    assert of_kind.keys() == {"copy", "cut", "version", "excerpt"}
    least = {"copy": 0.5, "cut": 0.5, "version": 0.1, "excerpt": 0.02}
    assert {kind: min(shares) >= least[kind] for kind, shares in of_kind.items()} == dict.fromkeys(of_kind, True)


def test_sites_have_names_of_their_own_and_whole_lines() -> None:
    sites = Sites(1_000_000, random.Random(1)).all  # noqa: S311  repeatable is what it must be
    assert len({site.name.removeprefix("The ") for site in sites}) == len(sites) == 3000
    lines = {line for site in sites for line in (*site.heads, *site.tails)}
    assert len(lines) > len(HEADS) + len(TAILS)
    assert [line for line in lines if re.search(r"[()|]", line.replace(" | ", ""))] == []
