"""Markdown: a reader sees exactly the articles' text, and nothing of it is markup, with any of the usual extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from made_up_stories import hostile_text, stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.canonical import (
    Conflict,
    ConflictReading,
    Dangling,
    Derivation,
    Descent,
    DifferenceKind,
    Grade,
    ReferenceKind,
    Status,
    UnitKind,
)
from newsclean.formats.exports import documents, export
from newsclean.formats.markdown_text import inline, opening
from newsclean.formats.shown import PICTURES, paragraphs
from newsclean.formats.text_fragments import linkable
from newsclean.text import Span

PLAIN = MarkdownIt("commonmark")
# All that could take text for markup: HTML, tables, strikethrough, bare addresses, footnotes, definitions, mathematics.
RICH = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin).use(deflist_plugin).use(dollarmath_plugin)
OURS = {"heading", "paragraph", "bullet_list", "list_item", "link", "footnote", "footnote_block"}
SIMPLE = {"inline", "text", "footnote_ref", "footnote_anchor"}


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def shown(token: Token) -> str:
    """What a reader sees of a block, without the marks of footnotes."""
    return "".join(one.content for one in token.children or [] if one.type == "text").strip()


def seen(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(PICTURES)


@given(stories)
def test_no_text_becomes_markup_and_all_of_it_is_seen(story: Story) -> None:
    document = export(story, "markdown")
    tokens = list(flat(RICH.parse(document)))
    kinds = {re.sub("_(open|close)$", "", token.type) for token in tokens}
    assert kinds <= OURS | SIMPLE
    addresses = {PLAIN.normalizeLink(linkable(w.url) or "").partition("#")[0] for w in story.witnesses}
    assert {str(t.attrs["href"]).partition("#")[0] for t in tokens if t.type == "link_open"} <= addresses
    assert sum(token.type == "list_item_open" for token in tokens) == len(story.omitted) + len(story.witnesses)
    blocks = [shown(token) for token in tokens if token.type == "inline"]
    expected = [
        "".join(
            (" " if place and paragraph[place - 1][1].end < segment.start else "") + seen(segment.chosen.text)
            for place, (_, segment) in enumerate(paragraph)
        ).strip()
        for paragraph in paragraphs(story)
    ]
    is_titled = bool(story.title) and story.segments[0].kind is not UnitKind.HEADLINE
    if is_titled:
        expected.insert(0, seen(story.title or "").strip())
    assert blocks[: len(expected)] == expected
    ours = 1 + bool(story.omitted) + is_titled
    headings = sum(segment.kind is not UnitKind.SENTENCE for segment in story.segments)
    assert sum(token.type == "heading_open" for token in tokens) == headings + ours


@given(stories)
def test_readers_without_footnotes_see_text(story: Story) -> None:
    """A footnote is a link reference definition to plain CommonMark, unless it says more than one word."""
    environment: dict[str, object] = {}
    tokens = list(flat(PLAIN.parse(export(story, "markdown"), environment)))
    assert "references" not in environment or environment["references"] == {}
    assert {re.sub("_(open|close)$", "", token.type) for token in tokens} <= OURS | SIMPLE


@given(st.lists(stories, min_size=2, max_size=3))
def test_documents_are_parted_by_rules_and_keep_their_footnotes(told: list[Story]) -> None:
    tokens = RICH.parse("".join(documents(told, "markdown")))
    assert sum(token.type == "hr" for token in tokens) == len(told) - 1
    alone = [sum(token.type == "footnote_ref" for token in flat(RICH.parse(export(story, "markdown")))) for story in told]
    assert sum(token.type == "footnote_ref" for token in flat(tokens)) == sum(alone)


@given(hostile_text)
def test_text_alone(text: str) -> None:
    for begin, escape in (("", opening), ("# ", inline), ("- ", opening), ("Word ", inline), ("- Word ", inline)):
        (block,) = [token for token in RICH.parse(begin + escape(text)) if token.type == "inline"] or [Token("inline", "", 0)]
        assert shown(block) == (begin.removeprefix("- ").removeprefix("# ") + seen(text)).strip()
        assert {token.type for token in block.children or []} <= {"text"}


@pytest.fixture
def story() -> Story:
    articles = [
        Article("a", "Mayor resigns\n\nThe mayor left on Monday.\n\nShe smiled.", url="https://a.example/1", publisher="Daily"),
        Article("b", "Mayor out\n\nThe mayor left on Tuesday.", url="https://b.example/2", published="2015-10-01"),
        Article("c", "The mayor left on Monday.", title="Mayor & town", url="javascript:alert(1)"),
    ]
    merged = canonicalize(articles)
    number = next(n for n, s in enumerate(merged.segments) if "Monday" in s.chosen.text)
    at = articles[0].text.index("Monday"), articles[1].text.index("Tuesday")
    sides = (ConflictReading("a", Span(at[0], at[0] + 6), "Monday"), ConflictReading("b", Span(at[1], at[1] + 7), "Tuesday"))
    days = Conflict(DifferenceKind.DATE, Grade.CONTRADICTION, sides, segment=number, latest="b")
    she = merged.text.index("She")
    reference = Dangling(len(merged.segments) - 1, she, she + 3, "She", ReferenceKind.PRONOUN, "nobody is named before it")
    lineage = (Descent("b", "a", Derivation.REVISION, "published later"),)
    return evolve(merged, conflicts=(days,), dangling=(reference,), lineage=lineage)


def test_what_a_reader_gets(story: Story) -> None:
    variant = "Other words: for “Monday”: “Tuesday” in [b](<https://b.example/2#:~:text=The%20mayor%20left%20on%20Tuesday.>). "
    unique = "Only in [Daily](<https://a.example/1#:~:text=She%20smiled.>)."
    first = f"- [Daily](<https://a.example/1>), the base: {inline(story.base_reason)}"
    sides = "“Monday” in [Daily](<https://a.example/1#:~:text=Monday>), “Tuesday” in b"
    assert export(story, "markdown").split("\n\n") == [
        "# Mayor resigns[^1]",
        "The mayor left on Monday.[^2]",
        "She smiled.[^3]",
        "## Left out",
        "- “Mayor out” (alternate headline): in [b](<https://b.example/2#:~:text=Mayor%20out>)",
        "## Sources",
        "\n".join(
            [first, "- [b](<https://b.example/2>), 2015-10-01, revision of Daily (published later)", "- Mayor \\& town, c"]
        ),
        "[^1]: Only in [Daily](<https://a.example/1#:~:text=Mayor%20resigns>).",
        f"[^2]: {variant}Differs in date (another fact): {sides}; b is the latest.",
        f"[^3]: {unique} May be misread: “She” (nobody is named before it).\n",
    ]


def test_a_story_of_one_article_has_no_footnotes() -> None:
    document = export(canonicalize([Article("a", "The mayor left.\n\nShe smiled.")]), "markdown")
    assert "[^" not in document


def test_many_witnesses_are_counted() -> None:
    articles = [Article(f"w{number:02}", "The mayor left on Monday.") for number in range(10)]
    document = export(canonicalize([*articles, Article("x", "The mayor left on Monday night.")]), "markdown")
    assert "after “Monday”: nothing in" not in document
    assert "for “night”: nothing in w00, w01, w02, w03, w04 and 5 more." in document


def test_a_sentence_that_is_mostly_other_words_is_shown_whole() -> None:
    one = "The mayor of the old town resigned on Monday after a long vote in the council."
    other = "The mayor of the old town stepped down before anybody could vote, sources say."
    merged = canonicalize([Article("a", f"{one}\n\nShe smiled."), Article("b", one)])
    (first, *rest) = merged.segments
    changed = evolve(first, status=Status.VARIANT, readings=(first.readings[0], evolve(first.readings[1], text=other)))
    document = export(evolve(merged, segments=(changed, *rest)), "markdown")
    assert f"\n[^1]: Other words: “{other}” in b.\n" in document


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    story = canonicalize([clean_seeds[name] for name in ("000", "001", "002")])
    document = export(story, "markdown")
    assert document.startswith("# Russia launched first air strikes against ISIS in Syria[^1]\n\nClaiming to target ISIS, ")
    assert "for “an”: “another” in 000\\_16819764812afc88" in document
    assert document.count("\n[^") == len(re.findall(r"(?<!\n)\[\^", document))
