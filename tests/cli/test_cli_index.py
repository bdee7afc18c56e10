"""newsclean index: articles added, asked for, removed and written out on the command line."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from commands import newsclean
from made_up import made_up
from newsclean import Background, Index, run
from newsclean.formats import input_record, read_background
from syndication import HEAVY, MEDIUM, syndicate

SAME = ("articles.jsonl", "pairs.jsonl", "stories.jsonl", "rejected.jsonl", "background.jsonl")


def record(id: str, name: str = "one", more: str = "") -> dict[str, Any]:
    return {"id": id, "text": f"{made_up(name, 80)} {more}".rstrip()}


def written(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def told(output: str) -> list[Any]:
    return [json.loads(line) for line in output.split("\n")[:-1]]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def some(tmp_path: Path, db: Path) -> Path:
    """An index of three articles in two stories."""
    given = written(tmp_path / "some.jsonl", record("a"), record("b", more="and more"), record("c", "other"))
    assert newsclean("index", "add", db, given).returncode == 0
    return db


class TestAdd:
    def test_it_tells_of_each_article(self, tmp_path: Path, db: Path) -> None:
        done = newsclean("index", "add", db, written(tmp_path / "in.jsonl", record("b"), record("a", more="and more")))
        assert (done.returncode, done.stderr) == (0, "")
        first, second = told(done.stdout)
        assert first == {"id": "b", "story": {"id": "b", "version": 1, "articles": 1}, "pairs": [], "gone": []}
        assert second["story"] == {"id": "a", "version": 2, "articles": 2}
        assert [(pair["a"], pair["b"], pair["relation"]) for pair in second["pairs"]] == [("a", "b", "copy")]
        assert second["gone"] == ["b"]

    def test_what_cannot_be_added_is_said_and_the_rest_goes_on(self, tmp_path: Path, some: Path) -> None:
        given = written(tmp_path / "in.jsonl", record("a", "third"), {"id": "d"}, record("e", "third"))
        done = newsclean("index", "add", some, given)
        assert done.returncode == 1
        assert [line["id"] for line in told(done.stdout)] == ["e"]
        assert "in.jsonl, record 1: there is an article 'a' in the index already" in done.stderr
        assert "in.jsonl, record 2:" in done.stderr

    def test_one_is_replaced(self, tmp_path: Path, some: Path) -> None:
        done = newsclean("index", "add", some, written(tmp_path / "in.jsonl", record("a", "other")), "--replace")
        assert [line["story"] for line in told(done.stdout)] == [{"id": "a", "version": 3, "articles": 2}]

    def test_standard_input_and_other_names(self, db: Path) -> None:
        line = json.dumps({"name": "x", "body": made_up("one", 20)}).encode()
        done = newsclean("index", "add", db, "-", "--map", "id=name,text=body", input=line)
        assert [line["id"] for line in told(done.stdout)] == ["x"]

    def test_texts_that_are_too_long_are_rejected(self, tmp_path: Path, db: Path) -> None:
        done = newsclean("index", "add", db, written(tmp_path / "in.jsonl", record("a")), "--max-characters", "10")
        assert (done.returncode, done.stdout) == (1, "")

    def test_what_an_index_was_made_with_stays(self, tmp_path: Path, db: Path) -> None:
        given = written(tmp_path / "in.jsonl", {"id": "a", "text": f"{made_up('one', 40)}\n\n[Photo by Jane Doe/AFP]"})
        assert newsclean("index", "add", db, given, "--preset", "strict", "--keep", "photo_credit").returncode == 0
        with Index.open(db, readonly=True) as index:
            assert index.article("a").text.endswith("AFP]")
        other = newsclean("index", "add", db, given, "--preset", "corpus")
        assert (other.returncode, other.stdout) == (2, "")
        assert "was made with preset 'strict'" in other.stderr

    def test_the_background_is_that_of_an_earlier_run(self, tmp_path: Path, db: Path, root: Path) -> None:
        earlier = run([root / "seeds"], out=tmp_path / "run", background=Background(scale=4))
        given = written(tmp_path / "in.jsonl", record("a"))
        newsclean("index", "add", db, given, "--background", earlier.folder, "--synchronous", "off")
        with Index.open(db, readonly=True) as index:
            assert index.background == read_background(earlier.folder)

    def test_own_rules_are_asked_for_again(self, tmp_path: Path, db: Path) -> None:
        rules = tmp_path / "own.toml"
        rules.write_text(
            '[[rule]]\nid = "own.zine"\nkind = "newsletter"\npattern = "Read our zine"\nreason = "house advertisement"\n'
            'hits = ["Read our zine"]\nmisses = ["He read our zines aloud"]\n',
            encoding="utf-8",
        )
        given = written(tmp_path / "in.jsonl", {"id": "a", "text": f"{made_up('one', 40)}\n\nRead our zine"})
        added = newsclean("index", "add", db, given, "--rules", rules)
        assert added.returncode == 0, added.stderr
        with Index.open(db, readonly=True) as index:
            assert index.article("a").text == made_up("one", 40)
        assert newsclean("index", "query", db, written(tmp_path / "b.jsonl", record("b"))).returncode == 2
        assert newsclean("index", "query", db, tmp_path / "b.jsonl", "--rules", rules).returncode == 0

    def test_a_kind_that_is_none_is_named(self, tmp_path: Path, db: Path) -> None:
        done = newsclean("index", "add", db, written(tmp_path / "in.jsonl", record("a")), "--keep", "photo_credits")
        assert done.returncode == 2
        assert "photo_credit" in done.stderr
        assert not db.exists()


class TestBulk:
    def test_only_counts_are_printed(self, tmp_path: Path, db: Path) -> None:
        done = newsclean("index", "add", db, written(tmp_path / "in.jsonl", record("a"), record("b")), "--bulk")
        assert (done.returncode, told(done.stdout)) == (0, [{"added": 2, "rejected": 0}])

    def test_what_cannot_be_added_is_said_and_the_rest_goes_on(self, tmp_path: Path, some: Path) -> None:
        given = written(tmp_path / "in.jsonl", record("a", "third"), record("d", "third"), {"id": "e"}, record("d"), record("f"))
        done = newsclean("index", "add", some, given, "--bulk")
        assert (done.returncode, told(done.stdout)) == (1, [{"added": 2, "rejected": 3}])
        assert [f"record {number}:" in done.stderr for number in range(1, 6)] == [True, False, True, True, False]
        with Index.open(some, readonly=True) as index:
            assert (list(index), index.check()) == (["a", "b", "c", "d", "f"], ())

    def test_the_last_of_one_id_replaces(self, tmp_path: Path, some: Path) -> None:
        given = written(tmp_path / "in.jsonl", record("a", "third"), record("d"), record("a", "fourth"))
        done = newsclean("index", "add", some, given, "--bulk", "--replace")
        assert (done.returncode, told(done.stdout)) == (0, [{"added": 3, "rejected": 0}])
        with Index.open(some, readonly=True) as index:
            assert index.article("a").text == made_up("fourth", 80)


class TestQuery:
    def test_it_says_what_adding_would_and_writes_nothing(self, tmp_path: Path, some: Path) -> None:
        before = some.read_bytes()
        given = written(tmp_path / "in.jsonl", record("d", "other", "and more"), record("e", "third"), record("a"))
        done = newsclean("index", "query", some, given)
        assert done.returncode == 1
        first, second = told(done.stdout)
        assert first["stories"] == [{"id": "c", "version": 1, "articles": 1}]
        assert [(pair["a"], pair["b"]) for pair in first["pairs"]] == [("c", "d")]
        assert second == {"id": "e", "stories": [], "pairs": []}
        assert "there is an article 'a' in the index already" in done.stderr
        assert some.read_bytes() == before


def test_remove(some: Path) -> None:
    done = newsclean("index", "remove", some, "a", "x", "c")
    assert done.returncode == 1
    assert told(done.stdout) == [
        {"id": "a", "stories": [{"id": "b", "version": 3, "articles": 1}], "gone": ["a"]},
        {"id": "c", "stories": [], "gone": ["c"]},
    ]
    assert "there is no article 'x'" in done.stderr


def test_stats(some: Path) -> None:
    (line,) = told(newsclean("index", "stats", some).stdout)
    assert {name: line[name] for name in ("articles", "wordings", "pairs", "stories")} == {
        "articles": 3,
        "wordings": 3,
        "pairs": 1,
        "stories": 2,
    }
    assert line["bytes"] >= some.stat().st_size > line["text_bytes"] > 0


def test_stories(some: Path) -> None:
    assert told(newsclean("index", "stories", some).stdout) == [
        {"id": "a", "version": 2, "articles": ["a", "b"]},
        {"id": "c", "version": 1, "articles": ["c"]},
    ]


def test_compact_says_what_has_changed(tmp_path: Path, db: Path) -> None:
    """What stands in twelve articles that have nothing else in common makes no pairs any more."""
    notice = made_up("notice", 60)
    articles = [{"id": f"a{n:02}", "text": f"{made_up('own' + chr(97 + n), 300)}\n\n{notice}"} for n in range(12)]
    assert newsclean("index", "add", db, written(tmp_path / "in.jsonl", *articles), "--bulk").returncode == 0
    (before,) = told(newsclean("index", "stats", db).stdout)
    (line,) = told(newsclean("index", "compact", db).stdout)
    assert line["background"]["articles"] == 12
    assert line["background"]["common_shingles"] == 56
    assert len(line["gone_pairs"]) == before["pairs"] > 0
    assert (line["pairs"], line["changed_pairs"], line["stories"], line["gone"]) == ([], [], [], [])
    assert told(newsclean("index", "stats", db).stdout)[0]["pairs"] == 0


class TestCheck:
    def test_a_whole_one(self, some: Path) -> None:
        done = newsclean("index", "check", some)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_problems_are_named(self, some: Path) -> None:
        with sqlite3.connect(some) as connection:
            connection.execute("DELETE FROM story WHERE articles = 1")
        connection.close()
        done = newsclean("index", "check", some)
        assert (done.returncode, done.stdout) == (1, "article c is of no story\n")


class TestExport:
    @pytest.mark.parametrize("scale", [1, 8])
    def test_it_is_what_a_run_writes(self, tmp_path: Path, root: Path, db: Path, scale: int) -> None:
        texts = written(
            tmp_path / "more.jsonl",
            *(
                input_record(article, article.text)
                for strength, seed in ((MEDIUM, 1), (HEAVY, 2), (MEDIUM, 3))
                for article in syndicate(seed, strength, articles=5, boilerplate=True).articles
            ),
            {**record("ü"), "title": "half a \ud83d", "note": {"n": [1, None, "é"]}, "authors": ["A"]},
            record("r", "one", made_up("other", 80)),
            record("s", "other"),
        )
        background = Background(scale=scale)
        expected = run([root / "seeds", texts], out=tmp_path / "run", background=background)
        with Index.open(db, background=background):
            pass
        assert newsclean("index", "add", db, texts).returncode == 0
        assert newsclean("index", "add", db, root / "seeds", "--bulk").returncode == 0
        done = newsclean("index", "export", db, "--out", tmp_path / "out")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert expected.counts["merged"] >= 3
        for name in SAME:
            assert (tmp_path / "out" / name).read_bytes() == (expected.folder / name).read_bytes(), name

    def test_what_reads_a_run_reads_it(self, tmp_path: Path, some: Path) -> None:
        newsclean("index", "export", some, "--out", tmp_path / "out")
        assert "relation   copy" in newsclean("explain", tmp_path / "out", "a").stdout
        assert newsclean("export", tmp_path / "out", "--format", "markdown").returncode == 0

    def test_a_report_of_other_files_goes(self, tmp_path: Path, some: Path, root: Path) -> None:
        run([root / "seeds"], out=tmp_path / "out")
        newsclean("index", "export", some, "--out", tmp_path / "out")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(SAME)

    def test_what_cannot_be_written_is_named(self, tmp_path: Path, some: Path) -> None:
        (tmp_path / "file").touch()
        done = newsclean("index", "export", some, "--out", tmp_path / "file")
        assert done.returncode == 2
        assert "cannot be made or written" in done.stderr

    def test_one_that_fails_leaves_no_finished_run(self, tmp_path: Path, some: Path) -> None:
        out = tmp_path / "out"
        newsclean("index", "export", some, "--out", out)
        with sqlite3.connect(some) as connection:
            connection.execute("UPDATE pair SET evidence = x'00'")
        connection.close()
        done = newsclean("index", "export", some, "--out", out)
        assert done.returncode == 2
        assert "damaged" in done.stderr
        assert sorted(path.name for path in out.iterdir()) == sorted({*SAME} - {"background.jsonl"})


class TestParquet:
    def test_there_and_back(self, tmp_path: Path, some: Path) -> None:
        assert newsclean("index", "export", some, "--out", tmp_path / "out", "--format", "parquet").returncode == 0
        done = newsclean("index", "import", tmp_path / "out", tmp_path / "again.db")
        assert (done.returncode, done.stderr) == (0, "")
        for command in ("stories", "check"):
            first, second = (newsclean("index", command, path).stdout for path in (some, tmp_path / "again.db"))
            assert first == second

    def test_an_index_that_is_there_stays(self, tmp_path: Path, some: Path) -> None:
        newsclean("index", "export", some, "--out", tmp_path / "out", "--format", "parquet")
        done = newsclean("index", "import", tmp_path / "out", some)
        assert done.returncode == 2
        assert "already" in done.stderr


ASKS = [["query", "IN"], ["remove", "a"], ["stats"], ["check"], ["compact"], ["stories"], ["export", "--out", "OUT"]]


class TestWrongUse:
    @pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask[0])
    def test_no_such_index(self, tmp_path: Path, ask: list[str]) -> None:
        (tmp_path / "in.jsonl").touch()
        paths = {"IN": str(tmp_path / "in.jsonl"), "OUT": str(tmp_path / "out")}
        done = newsclean("index", ask[0], tmp_path / "none.db", *(paths.get(word, word) for word in ask[1:]))
        assert done.returncode == 2
        assert "there is no index" in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]

    @pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask[0])
    @pytest.mark.parametrize("content", [b"no database at all " * 300, b""])
    def test_a_file_that_is_none(self, tmp_path: Path, ask: list[str], content: bytes) -> None:
        (tmp_path / "in.jsonl").touch()
        path = tmp_path / "other.db"
        path.write_bytes(content)
        paths = {"IN": str(tmp_path / "in.jsonl"), "OUT": str(tmp_path / "out")}
        done = newsclean("index", ask[0], path, *(paths.get(word, word) for word in ask[1:]))
        assert (done.returncode, done.stdout) == (2, "")
        assert str(path) in done.stderr
        assert path.read_bytes() == content

    def test_a_second_writer(self, tmp_path: Path, some: Path) -> None:
        given = written(tmp_path / "in.jsonl", record("d"))
        with Index.open(some):
            done = newsclean("index", "add", some, given)
            assert (done.returncode, done.stdout) == (2, "")
            assert "has another writer" in done.stderr
            assert newsclean("index", "query", some, given).returncode == 0

    def test_a_later_version(self, some: Path) -> None:
        with sqlite3.connect(some) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        done = newsclean("index", "stats", some)
        assert done.returncode == 2
        assert "later version" in done.stderr

    def test_a_damaged_one(self, some: Path) -> None:
        with some.open("r+b") as stream:
            stream.seek(4096)
            stream.write(os.urandom(some.stat().st_size - 4096))
        done = newsclean("index", "check", some)
        assert done.returncode in (1, 2)
        assert done.stdout + done.stderr != ""


def test_articles_that_are_odd_are_taken(db: Path) -> None:
    records = [
        {"id": "1", "text": "\0\1\2 word"},
        {"id": "2", "text": "a " * 10_000},
        {"id": "3", "text": "x" * 2_000_000},
        {"id": "x\u2028y", "text": "!?!"},
        {"id": "5", "text": ""},
    ]
    given = "".join(json.dumps(record) + "\n" for record in records).encode()
    done = newsclean("index", "add", db, "-", input=given)
    assert (done.returncode, [line["id"] for line in told(done.stdout)]) == (1, ["1", "2", "3", "x\u2028y"])
    assert newsclean("index", "check", db).returncode == 0


def test_the_commands_of_the_page_give_what_stands_below_them(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "index.md").read_text(encoding="utf-8")
    commands, shown = (re.search(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for language in ("sh", "json"))
    assert commands is not None
    assert shown is not None
    (tmp_path / "seeds").symlink_to(root / "seeds")
    given = [newsclean(*line.split()[1:], cwd=tmp_path) for line in commands[1].splitlines()]
    assert [done.returncode for done in given] == [0] * 4
    assert "".join(done.stdout for done in given) == shown[1]
