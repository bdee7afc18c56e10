"""An index: what it answers, what it refuses, and what stays when something fails."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from attrs import evolve

from made_up import made_up, numbered
from newsclean import Article, Background, CleanArticle, canonicalize, clean, load_rules
from newsclean.background import Template
from newsclean.errors import ArticleError, OptionError, StoredIndexError
from newsclean.index import Index, StoryVersion
from newsclean.index.stories import Stories


def article(id: str, name: str = "one", words: int = 80, more: str = "") -> Article:
    return Article(id, f"{made_up(name, words)} {more}".rstrip())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def index(path: Path) -> Index:
    return Index.open(path)


def story_ids(index: Index) -> list[tuple[str, ...]]:
    return [cluster.articles for cluster in index.clusters()]


class TestAdd:
    def test_the_first_article_is_a_story_of_its_own(self, index: Index) -> None:
        added = index.add(article("b"))
        assert (added.pairs, added.story, added.gone) == ((), StoryVersion("b", 1, 1), ())

    def test_a_copy_joins_its_story(self, index: Index) -> None:
        index.add(article("b"))
        added = index.add(article("c", more="and more"))
        assert [pair.ids for pair in added.pairs] == [("b", "c")]
        assert (added.story, added.gone) == (StoryVersion("b", 2, 2), ())

    def test_a_smaller_id_renames_the_story(self, index: Index) -> None:
        index.add(article("b"))
        added = index.add(article("a", more="and more"))
        assert (added.story, added.gone) == (StoryVersion("a", 2, 2), ("b",))

    def test_what_joins_two_stories_goes_on_from_the_higher_version(self, index: Index) -> None:
        """The two have too little in common to be a pair."""
        index.add(Article("a", made_up("i", 44, 10)))
        index.add(Article("b", made_up("i", 44, 46)))
        index.add(Article("b2", made_up("i", 44, 46) + " again"))
        added = index.add(Article("r", made_up("i", 80, 10)))
        assert (added.story, added.gone) == (StoryVersion("a", 3, 4), ("b",))

    def test_articles_are_cleaned(self, index: Index) -> None:
        dirty = Article("a", f"{made_up('one', 80)}\n\nRead more: {made_up('other', 5)}")
        assert index.add(dirty).article == index.article("a") == clean(dirty)

    def test_what_was_cleaned_before_is_taken_as_it_is(self, index: Index) -> None:
        untouched = CleanArticle.untouched(Article("a", f"{made_up('one', 80)}\n\nADVERTISEMENT"))
        assert index.add(untouched).article == index.article("a") == untouched

    def test_the_background_says_what_a_site_prints_everywhere(self, path: Path) -> None:
        templates = {"example.com": (Template("subscribe to our zine", 5, "anywhere"),)}
        with Index.open(path, background=Background(site_templates=templates)) as index:
            page = Article("a", f"{made_up('one', 80)}\n\nSubscribe to our zine", url="https://example.com/a")
            assert index.add(page).article.text.endswith("one79")

    def test_all_of_an_article_is_kept(self, index: Index) -> None:
        whole = Article(
            "ä\u2028x",
            f"\ufeff{made_up('one', 20)}\r\n\u00a0{made_up('two', 20)}",
            "https://example.com",
            "half a \ud83d",
            "P",
            "2020-01-02",
            ("A", "B"),
            "en",
            {"n": 1, "l": [None, {"x": "ÿ"}]},
        )
        index.add(whole)
        assert index.article(whole.id).article == whole

    def test_an_id_that_is_there_is_refused(self, index: Index) -> None:
        index.add(article("a"))
        with pytest.raises(ArticleError, match="Remove it first"):
            index.add(article("a", "other"))
        assert index.article("a").text == made_up("one", 80)

    def test_one_is_replaced_by_another(self, index: Index) -> None:
        index.add(article("a"))
        index.add(article("b", more="and more"))
        added = index.add(article("a", "other"), replace=True)
        assert (added.story, index.version("b"), added.gone) == (StoryVersion("a", 3, 1), StoryVersion("b", 3, 1), ())
        assert tuple(index.pairs()) == ()

    def test_another_text_is_another_version(self, index: Index) -> None:
        index.add(article("a"))
        assert index.add(article("a", more="and more"), replace=True).story == StoryVersion("a", 2, 1)

    def test_what_no_file_can_hold_is_refused(self, index: Index) -> None:
        with pytest.raises(ArticleError, match="under extra"):
            index.add(evolve(article("a"), extra={"x": object()}))
        assert len(index) == 0

    def test_nothing_is_left_of_what_fails(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        index.add(article("a"))

        def fail(*_: object) -> None:
            raise RuntimeError("stopped")

        with monkeypatch.context() as patch:
            patch.setattr(Stories, "update", fail)
            with pytest.raises(RuntimeError, match="stopped"):
                index.add(article("b"))
        assert (list(index), index.check()) == (["a"], ())
        assert index.add(article("c", "other")).pairs == ()
        assert [pair.ids for pair in index.add(article("d", "other")).pairs] == [("c", "d")]

    @pytest.mark.parametrize(
        "text", ["!?!", "\u200b.", "word", "a " * 10_000, "x" * 100_000, "\0\1\2 word", "\n".join(["the same line"] * 3000)]
    )
    def test_odd_texts_are_taken(self, index: Index, text: str) -> None:
        for id in "ab":
            index.add(Article(id, text))
        assert index.check() == ()
        index.remove("a")
        assert index.check() == ()

    @pytest.mark.parametrize("same", [True, False])
    def test_a_big_story_costs_no_more_than_a_small_one(self, index: Index, *, same: bool) -> None:
        """Counted in steps of SQLite's own machine."""
        steps: list[int] = []

        def step() -> int:
            steps[-1] += 1
            return 0

        for number in range(130):
            steps.append(0)
            index._connection.db.set_progress_handler(step, 10)
            index.add(article(f"a{number:03}", more="" if same else made_up(numbered("own", number), 15)))
            index._connection.db.set_progress_handler(None, 0)
        assert len(story_ids(index)) == 1
        assert sorted(steps[100:130])[15] < 1.5 * sorted(steps[30:60])[15]


class TestAddMany:
    def test_it_says_how_many(self, index: Index) -> None:
        assert index.add_many(article(id, id) for id in "abc") == 3

    @pytest.mark.parametrize("ids", ["aba", "bxb"])
    def test_one_id_twice_is_refused(self, index: Index, ids: str) -> None:
        index.add(article("x"))
        with pytest.raises(ArticleError, match="already"):
            index.add_many([article(id, "n" + str(n)) for n, id in enumerate(ids)])
        assert list(index) == ["x"]

    def test_some_are_replaced(self, index: Index) -> None:
        index.add_many([article("a"), article("b")])
        index.add_many([article("b", "other"), article("c", "other")], replace=True)
        assert story_ids(index) == [("a",), ("b", "c")]


class TestQuery:
    def test_it_says_what_adding_would(self, index: Index) -> None:
        index.add(article("b"))
        found = index.query(article("c", more="and more"))
        assert [pair.ids for pair in found.pairs] == [("b", "c")]
        assert (found.stories, len(index)) == ((StoryVersion("b", 1, 1),), 1)

    def test_a_round_up_joins_nothing(self, index: Index) -> None:
        index.add_many([article("a", "one", 150), article("b", "other", 150)])
        found = index.query(Article("r", f"{made_up('one', 100)} {made_up('other', 100)}"))
        assert [(pair.ids, pair.relation) for pair in found.pairs] == [(("a", "r"), "reuse"), (("b", "r"), "reuse")]
        assert found.stories == ()

    def test_an_id_that_is_there_is_refused(self, index: Index) -> None:
        index.add(article("a"))
        with pytest.raises(ArticleError, match="another id"):
            index.query(article("a"))


class TestRemove:
    def test_what_it_held_together_falls_apart(self, index: Index) -> None:
        index.add_many(
            [Article("a", made_up("i", 44, 10)), Article("b", made_up("i", 44, 46)), Article("r", made_up("i", 80, 10))]
        )
        removed = index.remove("r")
        assert removed.stories == (StoryVersion("a", 2, 1), StoryVersion("b", 2, 1))
        assert (index.check(), story_ids(index)) == ((), [("a",), ("b",)])

    def test_the_last_one_leaves_nothing(self, index: Index) -> None:
        index.add(article("a"))
        removed = index.remove("a")
        assert (removed.stories, removed.gone, index.check()) == ((), ("a",), ())

    def test_what_is_not_there_is_named(self, index: Index) -> None:
        for ask in (index.remove, index.article, index.story, index.version):
            with pytest.raises(KeyError, match="a"):
                ask("a")

    def test_a_round_up_that_loses_a_story_is_none(self, index: Index) -> None:
        both = Article("r", f"{made_up('one', 100)} {made_up('other', 100)}")
        index.add_many([article("a", "one", 150), article("b", "other", 150), both])
        assert story_ids(index) == [("a",), ("b",), ("r",)]
        index.remove("a")
        assert story_ids(index) == [("b", "r")]
        index.add(article("a", "one", 150))
        assert story_ids(index) == [("a",), ("b",), ("r",)]


class TestStories:
    def test_they_are_merged(self, index: Index) -> None:
        articles = [article("a"), article("b", more="and more."), article("c", "other")]
        index.add_many(articles)
        assert index.story("b") == canonicalize(articles[:2])
        assert list(index.stories()) == [canonicalize(articles[:2]), canonicalize(articles[2:])]

    def test_one_is_merged_again_when_it_has_changed(self, index: Index) -> None:
        index.add_many([article("a"), article("c", "other")])
        first = index.story("a")
        assert index.story("a") is first
        index.add(article("d", "other"))
        assert index.story("a") is first
        index.add(article("b"))
        assert len(index.story("a").witnesses) == 2


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
