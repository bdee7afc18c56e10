"""Articles, before and after cleaning."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

import pytest

from newsclean import Article, Block, CleanArticle, Edit
from newsclean.errors import ArticleError


class TestArticle:
    @pytest.mark.parametrize("text", ["", " \n\u00a0\ufeff", None, 5])
    def test_an_article_has_text(self, text: object) -> None:
        with pytest.raises(ArticleError) as caught:
            Article("a", text)  # type: ignore[arg-type]
        assert caught.value.field == "text"
        assert caught.value.hint

    def test_half_a_surrogate_pair_is_refused(self) -> None:
        with pytest.raises(ArticleError, match="surrogate"):
            Article("a", "broken \ud800 text")

    def test_other_fields_are_text_or_nothing(self) -> None:
        with pytest.raises(ArticleError, match="the published is int"):
            Article("a", "text", published=5)  # type: ignore[arg-type]
        assert Article("a", "text", authors="Jane Doe").authors == ("Jane Doe",)

    @pytest.mark.parametrize("authors", [5, ["Jane Doe", None]])
    def test_authors_are_names(self, authors: object) -> None:
        with pytest.raises(ArticleError) as caught:
            Article("a", "text", authors=authors)  # type: ignore[arg-type]
        assert caught.value.field == "authors"

    @pytest.mark.parametrize("blocks", [5, [(0, 4)], [Block(0, 5)], [Block(2, 4), Block(0, 2)], [Block(1, 1)]])
    def test_blocks_are_lines_of_the_text_in_order(self, blocks: object) -> None:
        with pytest.raises(ArticleError) as caught:
            Article("a", "text", blocks=blocks)  # type: ignore[arg-type]
        assert caught.value.field == "blocks"
        assert caught.value.hint

    @pytest.mark.parametrize(
        ("url", "host"),
        [("https://News.example:80/1", "news.example"), ("http://[news", None), ("news/1", None), ("", None), (None, None)],
    )
    def test_the_host_is_none_where_the_url_is_no_address(self, url: str | None, host: str | None) -> None:
        assert Article("a", "text", url=url).host == host

    @pytest.mark.parametrize(
        ("published", "expected"),
        [
            ("2015-09-30", datetime(2015, 9, 30, tzinfo=UTC)),
            ("2015-09-30T10:00:00Z", datetime(2015, 9, 30, 10, tzinfo=UTC)),
            ("last Tuesday", None),
            (None, None),
        ],
    )
    def test_published_at(self, published: str | None, expected: datetime | None) -> None:
        assert Article("a", "text", published=published).published_at == expected

    def test_values_are_hashable_and_travel_between_processes(self) -> None:
        article = Article("a", "text", authors=["Jane Doe"], extra={"section": ["x"]})
        assert hash(article) == hash(pickle.loads(pickle.dumps(article)))  # noqa: S301  # our own bytes
        assert article.authors == ("Jane Doe",)


class TestCleanArticle:
    def test_lifted_facts_stand_once_each(self) -> None:
        article = CleanArticle.untouched(Article("a", "(CNN)One (CNN)two (AP)three"))
        lifted = article.edit([Edit(0, 5, lifted={"agency": "CNN"}), Edit(9, 14, lifted={"agency": "CNN"})])
        assert lifted.text == "One two (AP)three"
        assert lifted.lifted == {"agency": ["CNN"]}

    def test_to_source(self) -> None:
        cleaned = CleanArticle.untouched(Article("a", "Ad. Body.")).edit([Edit(0, 4)])
        assert cleaned.to_source(0, 5).of("Ad. Body.") == "Body."
        pickled = pickle.loads(pickle.dumps(cleaned))  # noqa: S301  # our own bytes
        assert pickled == cleaned
