"""The file of an index: who reads it and who writes it, what it was made with, and what is said of one that is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from attrs import evolve

from index_changes import article, story_ids
from made_up import made_up, numbered
from newsclean import Article, Background, load_rules
from newsclean.errors import OptionError, StoredIndexError
from newsclean.index import Index, StoryVersion


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def index(path: Path) -> Index:
    return Index.open(path)


class TestReading:
    def test_readers_see_what_is_finished(self, index: Index, path: Path) -> None:
        index.add(article("a"))
        with Index.open(path, readonly=True) as reader:
            assert list(reader) == ["a"]
            index.add(article("b"))
            assert "b" in reader
            assert reader.query(article("c")).stories == (StoryVersion("a", 2, 2),)
            with pytest.raises(StoredIndexError, match="reading only"):
                reader.add(article("c"))

    def test_what_is_read_bit_by_bit_is_of_one_moment(self, index: Index) -> None:
        index.add_many([article("a"), article("b"), article("c")])
        pairs = index.pairs()
        first = next(pairs)
        index.remove("c")
        assert [pair.ids for pair in [first, *pairs]] == [("a", "b"), ("a", "c")]

    def test_it_can_be_opened_again(self, index: Index, path: Path) -> None:
        index.add_many([article("a"), article("b")])
        index.close()
        with Index.open(path) as again:
            assert story_ids(again) == [("a", "b")]

    def test_readers_see_a_background_that_was_learned(self, index: Index, path: Path) -> None:
        notice = made_up("notice", 30)
        index.add_many([Article(numbered("a", n), f"{made_up(numbered('own', n), 60)} {notice}") for n in range(12)])
        with Index.open(path, readonly=True) as reader:
            assert reader.query(Article("x", notice)).pairs
            before = tuple(pair.ids for pair in index.pairs())
            compacted = index.compact()
            assert (compacted.pairs, compacted.gone_pairs) == ((), before)
            assert reader.query(Article("x", notice)).pairs == ()
            assert reader.background == index.background == compacted.background

    def test_it_says_how_large_it_is(self, index: Index, path: Path) -> None:
        index.add_many([article("a"), article("b"), article("c", "other")])
        stats = index.stats()
        assert (stats.articles, stats.wordings, stats.pairs, stats.stories) == (3, 2, 1, 2)
        assert stats.text_bytes == sum(len(index.article(id).article.text) for id in index)
        assert stats.bytes >= path.stat().st_size


class TestOptions:
    def test_they_are_those_that_it_was_made_with(self, path: Path) -> None:
        Index.open(path, preset="corpus", keep={"ad"}).close()
        Index.open(path, preset="corpus", keep=["ad"]).close()
        for options in ({"preset": "body"}, {"keep": ()}, {"background": Background(scale=2)}):
            with pytest.raises(OptionError, match="was made with"):
                Index.open(path, **options)
        Index.open(path).close()

    def test_own_rules_are_needed_again_to_clean(self, path: Path, tmp_path: Path) -> None:
        file = tmp_path / "rules.toml"
        file.write_text(RULES, encoding="utf-8")
        rules = load_rules(file)
        with Index.open(path, rules=rules) as index:
            index.add(Article("a", f"{made_up('one', 80)}\n\nZap it now"))
            assert index.article("a").text == made_up("one", 80)
        with Index.open(path) as index:
            assert len(index) == 1
            with pytest.raises(OptionError, match="rules of its own"):
                index.add(article("b"))
        with pytest.raises(OptionError, match="other rules"):
            Index.open(path, rules=[evolve(rules[0], pattern="Zap.*")])

    @pytest.mark.parametrize(
        "options", [{"synchronous": "no"}, {"preset": "no"}, {"keep": "ad"}, {"background": Background(version=1)}]
    )
    def test_what_they_cannot_be(self, path: Path, options: dict[str, object]) -> None:
        with pytest.raises(OptionError):
            Index.open(path, **options)  # type: ignore[arg-type]
        assert not path.exists()


RULES = """
[[rule]]
id = "zap"
kind = "ad"
pattern = "Zap it now"
reason = "a made-up line"
hits = ["Zap it now"]
misses = ["Zap it"]
"""


class TestFiles:
    def test_a_second_writer_is_refused_at_once(self, index: Index, path: Path) -> None:
        with pytest.raises(StoredIndexError, match="another writer"):
            Index.open(path)
        index.close()
        Index.open(path).close()

    def test_there_must_be_one_to_read(self, path: Path) -> None:
        with pytest.raises(StoredIndexError, match="there is no index"):
            Index.open(path, readonly=True)

    def test_another_database_is_left_as_it_is(self, path: Path) -> None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE t (x)")
        db.close()
        before = path.read_bytes()
        with pytest.raises(StoredIndexError, match="no index of newsclean"):
            Index.open(path)
        assert path.read_bytes() == before

    def test_another_file_is_left_as_it_is(self, path: Path) -> None:
        path.write_text("This is no database. " * 300, encoding="utf-8")
        with pytest.raises(StoredIndexError, match="no index, or damaged"):
            Index.open(path)
        assert path.read_text(encoding="utf-8").startswith("This is no")

    def test_one_of_a_later_version_is_refused(self, path: Path) -> None:
        Index.open(path).close()
        change(path, "PRAGMA user_version = 99")
        with pytest.raises(StoredIndexError, match="later version"):
            Index.open(path)

    def test_one_that_compares_otherwise_is_refused(self, path: Path) -> None:
        Index.open(path).close()
        change(path, """UPDATE meta SET value = json_set(value, '$.leaders', 99) WHERE name = 'parameters'""")
        with pytest.raises(StoredIndexError, match=r"compares otherwise \(leaders\)"):
            Index.open(path, readonly=True)

    def test_one_cut_short_is_refused(self, index: Index, path: Path) -> None:
        index.add_many([article(f"a{n}", numbered("own", n), 200) for n in range(60)])
        index.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(StoredIndexError, match="damaged"), Index.open(path) as damaged:
            damaged.check()

    def test_one_that_is_closed_is_told(self, index: Index) -> None:
        index.close()
        with pytest.raises(StoredIndexError, match="closed database"):
            index.add(article("a"))

    def test_what_cannot_be_read_is_told(self, index: Index, path: Path) -> None:
        index.add(article("a"))
        index.close()
        change(path, "UPDATE content SET packed = x'00'")
        with Index.open(path) as again, pytest.raises(StoredIndexError, match="damaged"):
            again.article("a")

    def test_where_there_is_no_room_what_is_there_is_safe(self, index: Index) -> None:
        index.add(article("a"))
        db = index._connection.db
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoredIndexError, match="cannot grow"):
            index.add_many([article(f"b{n}", numbered("b", n), 200) for n in range(40)])
        assert (list(index), index.check()) == (["a"], ())
        db.execute("PRAGMA max_page_count = 100000")
        assert index.add_many([article("b")]) == 1

    @pytest.mark.parametrize("kind", ["folder", "in no folder"])
    def test_what_cannot_be_a_file(self, path: Path, kind: str) -> None:
        if kind == "folder":
            path.mkdir()
        with pytest.raises(StoredIndexError):
            Index.open(path if kind == "folder" else path / "x.db")


def change(path: Path, statement: str) -> None:
    db = sqlite3.connect(path)
    db.execute(statement)
    db.commit()
    db.close()


CHANGES = {
    "DELETE FROM content WHERE article = 1": "has no content",
    "INSERT INTO content VALUES (99, x'00')": "is of no article",
    "DELETE FROM sample WHERE key = (SELECT max(key) FROM sample)": "rows, not",
    "DELETE FROM band": "is missing in 8 of its buckets",
    "INSERT INTO sample VALUES (1, 1)": "is of no wording",
    "DELETE FROM tie WHERE article = 1": "has not two ties",
    "DELETE FROM pair": "is of no pair",
    "UPDATE story SET articles = 9": "not as many articles",
    "UPDATE article SET story = 99": "is of no story",
    "UPDATE article SET wording = 99 WHERE number = 1": "is of no wording",
    "UPDATE article SET words = 9": "has other words",
}


@pytest.mark.parametrize("statement", CHANGES)
def test_check_finds_what_does_not_agree(index: Index, path: Path, statement: str) -> None:
    index.add_many([article("a"), article("b"), article("c", "other")])
    assert index.check() == ()
    index.close()
    change(path, statement)
    with Index.open(path) as again:
        assert any(CHANGES[statement] in problem for problem in again.check())
