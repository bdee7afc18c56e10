"""The repeated headline goes; sentences that resemble it stay."""

from __future__ import annotations

import pytest

from newsclean import Article, CleanArticle, clean, extract
from newsclean.article import Block
from newsclean.filters.headline import headline
from pages import article, paragraph

TITLE = "Council approves harbour bridge"


def gone(text: str, title: str | None = TITLE, blocks: tuple[Block, ...] = ()) -> list[str]:
    given = Article("a", text, title=title, blocks=blocks)
    return [text[edit.start : edit.end] for edit in headline(CleanArticle.untouched(given))]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (TITLE, TITLE),
        ("COUNCIL APPROVES HARBOUR BRIDGE", TITLE),
        ("“Council approves harbour-bridge”", TITLE),
        (TITLE, f"{TITLE} - The Harbour Post"),
        (TITLE, f"{TITLE} | Harbour Post | News"),
        (TITLE, f"News: {TITLE}"),
        (f"Bridge: {TITLE}", f"Bridge: {TITLE} – The Post"),
        ("港に新しい橋が開通", "港に新しい橋が開通 | 港新聞"),
        ("What is the bridge for?", "What is the bridge for? - Harbour Post"),
        ("The bridge is open.", "The bridge is open."),
    ],
)
def test_a_repeated_headline_goes(line: str, title: str) -> None:
    assert gone(f"News\n{line}\n{paragraph(0)}", title) == [line]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Council approves harbour bridge.", TITLE),
        ("Council approves harbour bridge after twelve hours", TITLE),
        ("Harbour Post", f"{TITLE} - Harbour Post"),
        ("The Harbour Post", f"{TITLE} - The Harbour Post"),
        ("Bridge", f"Bridge: {TITLE}"),
        (TITLE, None),
        (TITLE, "Something else"),
    ],
)
def test_what_resembles_it_stays(line: str, title: str | None) -> None:
    assert gone(f"{line}\n{paragraph(0)}", title) == []


def test_only_the_first_lines_are_looked_at() -> None:
    assert gone("\n".join([*map(paragraph, range(6)), TITLE])) == []
    assert gone("\n\n".join([*map(paragraph, range(5)), TITLE])) == [TITLE]


def test_the_main_heading_of_a_page_need_only_say_most_of_it() -> None:
    line = "Harbour bridge: council approves plans"
    text = f"{line}\n{paragraph(0)}"
    assert gone(text) == []
    assert gone(text, blocks=(Block(0, len(line), tags=("h1", "body")),)) == [line]
    assert gone(text, "Trawlers sold", blocks=(Block(0, len(line), tags=("h1", "body")),)) == []


def test_a_page_from_end_to_end() -> None:
    found = extract(article(before="<h1>Bridge approved after long debate</h1>"))
    assert clean(found, [headline]).text.lstrip().startswith("Part 0")
    assert clean(clean(found, [headline]), [headline]).text == clean(found, [headline]).text
