"""newsclean watch: the files of a folder go into an index as they come."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from commands import NEWSCLEAN, newsclean
from made_up import made_up
from newsclean import Index
from newsclean.errors import Rejected
from newsclean.index import taken
from newsclean.watching import Event, event_record, watch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def put(folder: Path, id: str, name: str, more: str = "") -> Path:
    """A file with an article, which is there at once."""
    path = folder / f"{id}.txt"
    hidden = folder / f".{id}"
    hidden.write_text(f"{made_up(name, 80)} {more}".rstrip(), encoding="utf-8")
    hidden.replace(path)
    return path


class Watching:
    """The command while it runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def event(self) -> Any:
        """The next event, as soon as it is there."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def end(self, number: signal.Signals) -> tuple[list[Any], str]:
        """The events that are left, and what was said, after a signal."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        left = [json.loads(line) for line in self.process.stdout]  # `communicate` would miss what is buffered already
        said = self.process.stderr.read().decode()
        self.process.wait()
        return left, said


@contextmanager
def watching(folder: Path, db: Path, *options: str) -> Iterator[Watching]:
    command = [NEWSCLEAN, "watch", str(folder), "--index", str(db), "--every", "0.01", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


class TestTheCommand:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_files_are_taken_as_they_come(self, folder: Path, db: Path, number: signal.Signals) -> None:
        put(folder, "b", "one")
        with watching(folder, db) as running:
            first = running.event()
            assert first == {
                "event": "new",
                "article": "b",
                "input": str(folder / "b.txt"),
                "record": None,
                "story": {"id": "b", "version": 1, "articles": 1},
                "pairs": [],
                "gone": [],
            }
            put(folder, "a", "one", "and more")
            second = running.event()
            assert (second["event"], second["story"]) == ("joined", {"id": "a", "version": 2, "articles": 2})
            assert [(pair["a"], pair["b"], pair["relation"]) for pair in second["pairs"]] == [("a", "b", "copy")]
            (folder / "below").mkdir()
            put(folder / "below", "c", "other")
            assert running.event()["event"] == "new"
            put(folder, "a", "other")
            replaced = running.event()
            assert (replaced["event"], replaced["story"]) == ("joined", {"id": "a", "version": 3, "articles": 2})
            left, said = running.end(number)
            assert (running.process.returncode, left, said) == (0, [], "newsclean: ended; 4 added, 0 rejected\n")
        with Index.open(db) as index:
            assert (list(index), index.check()) == (["a", "b", "c"], ())

    def test_a_restart_adds_nothing_again(self, folder: Path, db: Path) -> None:
        put(folder, "a", "one")
        (folder / "b.md").touch()
        with watching(folder, db) as running:
            assert [running.event()["event"] for _ in range(2)] == ["new", "rejected"]
            put(folder, "c", "other")
            assert running.event()["article"] == "c"
            running.end(signal.SIGTERM)
        with watching(folder, db) as running:
            put(folder, "d", "third")
            assert running.event()["article"] == "d"
            assert running.end(signal.SIGTERM)[0] == []

    def test_one_that_was_killed_goes_on(self, folder: Path, db: Path) -> None:
        """A pipe holds the events of some 300 articles, so that it cannot be done before it is killed."""
        lines = [json.dumps({"id": f"{n:03}", "text": made_up("story" + chr(97 + n % 26), 60)}) for n in range(600)]
        (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with watching(folder, db) as running:
            for _ in range(20):
                running.event()
            left, _ = running.end(signal.SIGKILL)
        with Index.open(db) as index:
            there = len(index)
        assert 20 + len(left) <= there < 600
        done = newsclean("watch", folder, "--index", db, "--once")
        assert (done.returncode, done.stderr) == (0, f"newsclean: ended; {600 - there} added, 0 rejected\n")
        with Index.open(db) as index:
            assert (len(index), index.check()) == (600, ())

    def test_it_ends_in_the_middle_of_a_file(self, folder: Path, db: Path) -> None:
        lines = [json.dumps({"id": f"{n:04}", "text": made_up("story" + chr(97 + n % 26), 60)}) for n in range(2000)]
        (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with watching(folder, db) as running:
            running.event()
            left, _ = running.end(signal.SIGTERM)
            assert running.process.returncode == 0
            assert len(left) < 1999
        with Index.open(db) as index:
            assert len(index) == 1 + len(left)

    def test_once(self, folder: Path, db: Path) -> None:
        put(folder, "a", "one")
        (folder / "b.jsonl").write_text('{"id": "b"}\n', encoding="utf-8")
        done = newsclean("watch", folder, "--index", db, "--once", "--preset", "strict")
        assert done.returncode == 1
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(line["event"], line["article"]) for line in told] == [("new", "a"), ("rejected", None)]
        assert (told[1]["input"], told[1]["record"]) == (str(folder / "b.jsonl"), 1)
        again = newsclean("watch", folder, "--index", db, "--once")
        assert (again.returncode, again.stdout) == (0, "")

    def test_the_index_may_be_in_the_folder(self, folder: Path) -> None:
        put(folder, "a", "one")
        for expected in ("newsclean: ended; 1 added, 0 rejected\n", "newsclean: ended; 0 added, 0 rejected\n"):
            done = newsclean("watch", folder, "--index", folder / "news.db", "--once")
            assert (done.returncode, done.stderr) == (0, expected)

    def test_another_writer_is_told(self, folder: Path, db: Path) -> None:
        with Index.open(db):
            done = newsclean("watch", folder, "--index", db)
        assert done.returncode == 2
        assert "has another writer" in done.stderr


Look = Callable[[], None]


def looked(index: Index, folder: Path, *between: Look) -> list[list[str]]:
    """What was told after each look, with something done between each two."""
    told: list[list[str]] = [[]]
    remaining = iter(between)

    def pause() -> bool:
        look = next(remaining, None)
        if look is None:
            return True
        look()
        told.append([])
        return False

    for event in watch(index, folder, pause=pause, ended=lambda: False):
        record = event_record(event)
        told[-1].append(f"{record['event']} {record['article'] or record['error']}")
    return told


def nothing() -> None:
    """Nothing is done."""


class TestLooking:
    def test_a_file_is_read_when_it_has_stopped_growing(self, folder: Path, db: Path) -> None:
        path = put(folder, "a", "one")

        def grow() -> None:
            with path.open("a", encoding="utf-8") as stream:
                stream.write(" more")

        with Index.open(db) as index:
            assert looked(index, folder, grow, grow, nothing, nothing) == [[], [], [], ["new a"], []]
            assert index.article("a").text.endswith("more more")

    def test_one_that_was_only_touched_gives_no_event(self, folder: Path, db: Path) -> None:
        path = put(folder, "a", "one")
        with Index.open(db) as index:
            assert looked(index, folder, nothing, lambda: os.utime(path, (1, 1)), nothing, nothing)[1:] == [["new a"], [], [], []]
            assert index.version("a").version == 1

    def test_articles_stay_when_their_file_goes(self, folder: Path, db: Path) -> None:
        path = put(folder, "a", "one")
        with Index.open(db) as index:
            assert looked(index, folder, nothing, path.unlink, nothing) == [[], ["new a"], [], []]
            assert list(index) == ["a"]

    def test_one_id_in_two_files_is_rejected(self, folder: Path, db: Path) -> None:
        (folder / "other").mkdir()
        put(folder, "a", "one")
        put(folder / "other", "a", "other")
        with Index.open(db) as index:
            told = looked(index, folder, nothing, nothing)
            assert told == [[], ["new a", "rejected there is an article 'a' in the index already, from elsewhere"], []]
            assert index.article("a").text == made_up("one", 80)

    def test_a_copy_of_a_file_gives_no_event(self, folder: Path, db: Path) -> None:
        (folder / "other").mkdir()
        put(folder, "a", "one")
        put(folder / "other", "a", "one")
        with Index.open(db) as index:
            assert looked(index, folder, nothing) == [[], ["new a"]]

    def test_an_article_that_was_removed_can_come_from_another_file(self, folder: Path, db: Path) -> None:
        put(folder, "a", "one")
        (folder / "other").mkdir()
        with Index.open(db) as index:
            looked(index, folder, nothing)
            index.remove("a")
            put(folder / "other", "a", "other")
            assert looked(index, folder, nothing) == [[], ["new a"]]
            put(folder / "other", "a", "third")
            assert looked(index, folder, nothing) == [[], ["new a"]]

    def test_an_article_that_makes_one_story_of_two(self, folder: Path, db: Path) -> None:
        with Index.open(db) as index:
            for id, begin, words in (("b", 10, 44), ("c", 46, 44), ("a", 10, 80)):
                (folder / f"{id}.txt").write_text(made_up("i", words, begin), encoding="utf-8")
                told = looked(index, folder, nothing)
            assert told == [[], ["merged a"]]
            assert index.version("a").articles == 3

    def test_hidden_files_and_runs_are_passed_over(self, folder: Path, db: Path, root: Path) -> None:
        newsclean("run", root / "seeds", "--out", folder / "run")
        (folder / ".b.txt").write_text("one", encoding="utf-8")
        (folder / ".hidden").mkdir()
        put(folder / ".hidden", "c", "one")
        (folder / "gone.txt").symlink_to(folder / "nothing.txt")
        with Index.open(db) as index:
            assert looked(index, folder, nothing) == [[], []]

    def test_a_folder_that_is_gone_is_told_once_and_waited_for(self, folder: Path, db: Path) -> None:
        def come_back() -> None:
            folder.mkdir()
            put(folder, "a", "one")

        with Index.open(db) as index:
            told = looked(index, folder, folder.rmdir, nothing, come_back, nothing, nothing)
        gone = ["rejected the folder cannot be read (No such file or directory)"]
        assert told == [[], gone, [], [], ["new a"], []]

    @pytest.mark.parametrize("every", ["nan", "inf", "0", "-1"])
    def test_seconds_that_are_none(self, folder: Path, db: Path, every: str) -> None:
        done = newsclean("watch", folder, "--index", db, "--every", every)
        assert done.returncode == 2
        assert "is not in the range" in done.stderr
        assert not db.exists()

    def test_what_is_killed_after_a_claim_is_added_later(self, folder: Path, db: Path) -> None:
        path = put(folder, "a", "one")
        with Index.open(db) as index:
            assert taken.TakenFiles(index).claim(path, "a")
            assert looked(index, folder, nothing) == [[], ["new a"]]

    def test_names_that_are_no_text(self, folder: Path, db: Path) -> None:
        (folder / os.fsdecode(b"\xff.txt")).write_text(made_up("one", 20), encoding="utf-8")
        with Index.open(db) as index:
            told = looked(index, folder, nothing, nothing)
            assert [len(some) for some in told] == [0, 1, 0]

    def test_events_are_values(self, folder: Path, db: Path) -> None:
        put(folder, "a", "one")
        (folder / "b.md").touch()
        with Index.open(db) as index:
            first, second = watch(index, folder, pause=lambda: True, ended=lambda: False, once=True)
        assert isinstance(first, Event)
        assert isinstance(second, Rejected)
