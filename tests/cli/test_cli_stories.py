"""newsclean canonicalize, and the options that say how to merge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands import newsclean
from newsclean import Article, canonicalize
from newsclean.formats import read_stories

LEAD = "The council approved the new harbour bridge on Monday."
VOTE = "Two members left the chamber before the vote."
COST = "The bridge will cost 12 million euros, the mayor said."
PLAN = "Work begins in the autumn and takes five years."
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "text": f"{LEAD}\n\n{VOTE}\n\n{COST}", "publisher": "Daily", "published": "2024-05-06T09:00:00Z"},
    {"id": "b", "text": f"{LEAD}\n\n{COST.replace('12', '14')}", "publisher": "Wire", "published": "2024-05-07T09:00:00Z"},
    {"id": "c", "text": f"{PLAN}", "publisher": "Daily"},
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written(tmp_path / "articles.jsonl", RECORDS)


def written(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def told(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


class TestCanonicalize:
    def test_all_articles_are_one_story(self, articles: Path, tmp_path: Path) -> None:
        done = newsclean("canonicalize", str(articles))
        assert done.returncode == 0, done.stderr
        (tmp_path / "out.jsonl").write_text(done.stdout, encoding="utf-8")
        (story,) = read_stories(tmp_path / "out.jsonl")
        given = [Article(**record) for record in RECORDS]
        assert story == canonicalize(given)
        assert [story.reconstruct(article.id) for article in given] == [article.text for article in given]

    def test_clusters_are_those_of_newsclean_duplicates(self, articles: Path, tmp_path: Path) -> None:
        clusters = written(tmp_path / "clusters.jsonl", [{"id": "a", "members": [{"id": "b"}, {"id": "a"}]}])
        done = newsclean("canonicalize", str(articles), "--clusters", str(clusters), "--base", "latest")
        assert [(line["id"], line["base"]) for line in told(done.stdout)] == [("a", "b"), ("c", "c")]

    def test_the_commands_go_together(self, root: Path, tmp_path: Path) -> None:
        cleaned = tmp_path / "clean.jsonl"
        cleaned.write_text(newsclean("clean", str(root / "seeds")).stdout, encoding="utf-8")
        clusters = tmp_path / "clusters.jsonl"
        clusters.write_text(newsclean("duplicates", str(cleaned)).stdout, encoding="utf-8")
        done = newsclean("canonicalize", str(cleaned), "--clusters", str(clusters))
        assert [len(line["witnesses"]) for line in told(done.stdout)] == [3, 1, 1]

    def test_modes_and_preferred_publishers(self, articles: Path) -> None:
        (line,) = told(newsclean("canonicalize", str(articles), "--mode", "edition", "--prefer", "wire").stdout)
        assert (line["base"], line["mode"], line["text"]) == ("b", "edition", RECORDS[1]["text"])
        assert line["base_reason"] == "published by wire"
        (line,) = told(newsclean("canonicalize", str(articles), "--mode", "majority", "--base", "most_central").stdout)
        assert line["mode"] == "majority"

    def test_bad_records_are_told_and_the_others_merged(self, articles: Path) -> None:
        with articles.open("a", encoding="utf-8") as stream:
            stream.write('{"id": "d"}\n')
        done = newsclean("canonicalize", str(articles))
        assert done.returncode == 1
        assert len(told(done.stdout)) == 1
        assert "rejected:" in done.stderr


class TestWrongUse:
    @pytest.mark.parametrize(
        ("clusters", "message"),
        [
            ([{"id": "a", "members": [{"id": "a"}, {"id": "z"}]}], "the article 'z' of a cluster is not among the inputs"),
            ([{"members": [{"id": "a"}]}, {"members": [{"id": "a"}]}], "the article 'a' is in two clusters"),
            ([{"members": "a"}], "the line is no cluster"),
            ([{"members": [{"id": 1}]}], "the line is no cluster"),
            ([{"members": []}], "the line is no cluster"),
        ],
    )
    def test_clusters_that_do_not_fit(self, articles: Path, tmp_path: Path, clusters: list[dict[str, Any]], message: str) -> None:
        done = newsclean("canonicalize", str(articles), "--clusters", str(written(tmp_path / "c.jsonl", clusters)))
        assert done.returncode == 2
        assert message in done.stderr
        assert done.stdout == ""

    def test_a_file_that_is_none(self, articles: Path, tmp_path: Path) -> None:
        done = newsclean("canonicalize", str(articles), "--clusters", str(tmp_path / "nothing.jsonl"))
        assert done.returncode == 2

    def test_no_article_at_all(self, tmp_path: Path) -> None:
        done = newsclean("canonicalize", str(written(tmp_path / "bad.jsonl", [{"id": "x"}])))
        assert (done.returncode, done.stdout) == (1, "")


def test_run_takes_the_same_options(root: Path, tmp_path: Path) -> None:
    options = ["--mode", "majority", "--base", "latest", "--prefer", "Wire"]
    done = newsclean("run", str(root / "seeds"), "--out", str(tmp_path / "out"), *options)
    assert done.returncode == 0, done.stderr
    stories = told((tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8"))
    assert {story["mode"] for story in stories} == {"majority"}
    assert stories[0]["base_reason"].startswith("by no preferred publisher; no witness has a date to tell the latest")
