"""An index: what it answers when articles come and go, and what is left when something fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from index_changes import article, story_ids
from made_up import made_up, numbered
from newsclean import Article, Background, CleanArticle, canonicalize, clean
from newsclean.background import Template
from newsclean.errors import ArticleError
from newsclean.index import Index, StoryVersion
from newsclean.index.stories import Stories


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def index(path: Path) -> Index:
    return Index.open(path)


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
