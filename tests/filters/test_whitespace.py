"""Typed white space."""

from __future__ import annotations

import pytest
from hypothesis import given

from newsclean import Article, CleanArticle
from newsclean.filters import whitespace
from strategies import wild_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff One. \n\n\n\u00a0\n\nTwo.\u00a0\n", "One.\n\nTwo."),
        ("One.\r\n\r\n\r\nTwo.", "One.\r\n\r\nTwo."),
        ("One.\n  Two.", "One.\nTwo."),
        ("One.  Two\u00a0words.", "One.  Two\u00a0words."),
        ("\nOne.\n", "One."),
        ("\n\nOne. ", "One."),
        ("One.\n\n\nTwo.", "One.\n\nTwo."),
    ],
)
def test_ends_of_lines_and_spare_blank_lines_go(text: str, expected: str) -> None:
    article = CleanArticle.untouched(Article("a", text))
    assert article.edit(whitespace(article)).text == expected


@given(wild_text.filter(lambda text: bool(text.strip(" \n\r\t\u00a0\u200b\ufeff\u200c\u200d\u2060"))))
def test_only_what_shows_nothing_goes_and_once_is_enough(text: str) -> None:
    try:
        article = CleanArticle.untouched(Article("a", text))
    except ValueError:
        return
    edits = list(whitespace(article))
    assert all(not edit.span.of(text).strip("\ufeff\u200b\u200c\u200d\u2060 \n\r\t\u00a0").strip() for edit in edits)
    assert list(whitespace(article.edit(edits))) == []
