"""Work that processes share: the same results, and an article that kills its process is rejected alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from deadly_filters import hanging, killing
from news_versions import LIGHT
from newsclean import Article, CleanArticle, Edit, run
from newsclean.errors import OptionError, WorkerError
from newsclean.pipeline import suitable_jobs
from newsclean.stages import clean_inputs
from syndication import syndicate

STORY = [evolve(article, id=f"{seed}-{article.id}") for seed in range(3) for article in syndicate(seed, LIGHT).articles]


def test_any_number_of_jobs_gives_the_same(root: Path) -> None:
    inputs: list[Path | Article] = [root / "seeds", *STORY]
    assert run(inputs, jobs=3) == run(inputs)


def test_what_kills_its_process_is_rejected_alone() -> None:
    found = run([*STORY, Article("x", "A deadly article."), Article("y", "And one that is well.")], filters=[killing], jobs=2)
    assert [article.id for article in found.articles] == sorted([*(article.id for article in STORY), "y"])
    (rejected,) = found.rejected
    assert (rejected.input, rejected.record) == ("x", None)
    assert "cleaning failed: its worker process was killed by signal 9" in rejected.error


def test_what_never_ends_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.pipeline.whole_line.SECONDS", 1.0)
    found = run([Article("a", "One."), Article("x", "An endless article."), Article("b", "Two.")], filters=[hanging], jobs=2)
    assert [article.id for article in found.articles] == ["a", "b"]
    assert [(rejected.input, "took longer than 1 s" in rejected.error) for rejected in found.rejected] == [("x", True)]


def test_filters_that_cannot_be_sent_are_told_before_the_work() -> None:
    def own(_: CleanArticle) -> list[Edit]:
        return []

    with pytest.raises(OptionError, match="cannot be handed to worker processes"):
        run(STORY, filters=[own], jobs=2)
    assert len(run(STORY, filters=[own]).articles) == len(STORY)


def test_less_than_one_job_is_none() -> None:
    with pytest.raises(OptionError, match="jobs is 0"):
        run(STORY, jobs=0)


def test_cleaning_alone_shares_its_work_too() -> None:
    assert clean_inputs(STORY, jobs=2)[0][:] == clean_inputs(STORY)[0][:]


def test_a_story_that_cannot_be_merged_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise LookupError("no base")

    monkeypatch.setattr("newsclean.pipeline.merging.canonicalize", failing)
    with pytest.raises(WorkerError, match=r"the story of 'a' cannot be merged \(LookupError: no base\)\. Report it"):
        run([Article("a", "One sentence stands here.")])


def test_few_texts_are_not_worth_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.pipeline.jobs.cores", lambda: 7)
    (tmp_path / "few.txt").write_text("A text.", encoding="utf-8")
    assert suitable_jobs([tmp_path, tmp_path / "missing"]) == 1
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "many.jsonl").write_bytes(b" " * (1 << 20))
    assert suitable_jobs([tmp_path]) == 7
    assert suitable_jobs(["-"]) == 7


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "crawl.warc.gz"])
def test_a_page_always_has_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("newsclean.pipeline.jobs.cores", lambda: 1)
    (tmp_path / name).write_bytes(b"<html>")
    assert suitable_jobs([tmp_path / name]) == 2
