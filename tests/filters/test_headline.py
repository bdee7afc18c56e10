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
        ("Council approves bridge", "Council approves bridge | Harbour Post News"),  # half of the title
        ("Council approves harbour bridge after debate", "Council approves harbour bridge after debate | A | B | C | D | E"),
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
        ("Council approves harbour bridge after debate", "Council approves harbour bridge after debate | A | B | C | D | E | F"),
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Harbour council debates plans", False),  # two of four
        ("After the long debate the council approves a bridge over the harbour", True),  # holds all of the title
        ("Harbour bridge: council debates", True),  # three of four
        ("Harbour council debates", True),  # two of three
        ("Harbour trust debates", False),  # one of three
        ("Bridge council", False),  # two words say nothing
        (f"{TITLE}, and a great deal more is to be said on the first page about all that was said in the town hall", False),
    ],
)
def test_how_much_of_the_title_a_main_heading_must_say(line: str, expected: bool) -> None:  # noqa: FBT001
    blocks = (Block(0, len(line), tags=("h1", "body")),)
    assert gone(f"{line}\n{paragraph(0)}", blocks=blocks) == [line] * expected


def test_a_lower_heading_must_say_all_of_the_title_where_there_is_a_main_one() -> None:
    part, whole = TITLE, f"Bridge: {TITLE}"
    for line, main, expected in ((part, "h1", []), (whole, "h1", [whole]), (part, "p", [part])):
        text = f"Council\n{line}\n{paragraph(0)}"
        blocks = (Block(0, 7, tags=(main, "body")), Block(8, 8 + len(line), tags=("h2", "body")))
        assert gone(text, whole, blocks) == expected


def test_a_page_from_end_to_end() -> None:
    found = extract(article(before="<h1>Bridge approved after long debate</h1>"))
    assert clean(found, [headline]).text.lstrip().startswith("Part 0")
    assert clean(clean(found, [headline]), [headline]).text == clean(found, [headline]).text
