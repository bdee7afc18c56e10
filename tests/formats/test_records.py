"""Records of articles, from values to JSON."""

from __future__ import annotations

from newsclean import Article, CleanArticle
from newsclean.article import Block
from newsclean.formats import article_record, unstructured

TEXT = "The mayor resigned on Monday.\nNobody was surprised."


def written(*blocks: Block) -> dict[str, object]:
    return unstructured(article_record(CleanArticle.untouched(Article("a", TEXT, blocks=blocks)), story=None))


def test_what_came_back_from_a_page_is_listed_by_its_ranges() -> None:
    assert written(Block(0, 29), Block(30, 51, recovered=True))["recovered"] == [(30, 51)]


def test_an_article_to_which_nothing_came_back_does_not_mention_it() -> None:
    assert "recovered" not in written(Block(0, 29), Block(30, 51))
