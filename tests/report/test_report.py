"""The report of a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsclean import Article, run


@pytest.fixture(scope="module")
def seeds_page(tmp_path_factory: pytest.TempPathFactory, root: Path) -> str:
    folder = tmp_path_factory.mktemp("report")
    run([root / "seeds"], out=folder)
    return (folder / "report.html").read_text(encoding="utf-8")


def test_stories_with_their_sources(seeds_page: str) -> None:
    assert "5 articles, 3 stories, 0 rejected" in seeds_page
    assert seeds_page.count("<article>") == 3
    assert "Claiming to target ISIS" in seeds_page
    assert "Differs in date (absence), tense (precision), name (absence)" in seeds_page
    assert 'title="ad, en.free-offer' in seeds_page


def test_it_is_one_file_without_scripts_or_requests(seeds_page: str) -> None:
    assert "<script" not in seeds_page
    assert "default-src 'none'" in seeds_page
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import""", seeds_page)


def test_article_text_never_becomes_markup(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> \"quoted\" 'too' & {{ 7 * 7 }} </pre></details>"
    article = Article(
        f"id {hostile}",
        f"{hostile}\n\nThe mayor said so on Monday. {hostile}\n\nAdvertisement",
        title=hostile,
        url="javascript:alert(1)",
    )
    result = run([article, article], out=tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(result.rejected) == 1
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert page.count("</pre>") == 1


def test_readings_link_to_their_words_in_the_page_that_they_come_from(tmp_path: Path) -> None:
    run([Article("a", "The mayor of the town resigned on Monday.", url="https://news.example/a?b=1&c=2")], out=tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    link = "https://news.example/a?b=1&amp;c=2#:~:text=The%20mayor%20of%20the%20town%20resigned%20on%20Monday."
    assert f'<a href="{link}" rel="noreferrer">a</a>' in page


def test_control_characters_are_shown_as_symbols(tmp_path: Path) -> None:
    run([Article("a", "The \x1b[31m mayor \u202e resigned.\x07", title="t\u2066")], out=tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(page)
    assert "The ␛[31m mayor \ufffd resigned.␇" in page
