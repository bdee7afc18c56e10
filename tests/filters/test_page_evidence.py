"""Lines told by their place on the page go; what only looks alike stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, clean, extract
from newsclean.article import Block
from newsclean.filters.page_evidence import page_evidence
from newsclean.filters.page_names import NAMED, name_words
from pages import article, paragraph

BODY = ("p", "article", "main", "body", "html")


def made(*rows: tuple[str, Block]) -> Article:
    """An article of these lines between two paragraphs at its start and two at its end."""
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    lines = [(paragraph(0), plain), (paragraph(1), plain), *rows, (paragraph(2), plain), (paragraph(3), plain)]
    return from_lines(lines)


def from_lines(lines: list[tuple[str, Block]]) -> Article:
    text, blocks = "", []
    for line, b in lines:
        blocks.append(Block(len(text), len(text) + len(line), b.link_share, b.tags, b.names, b.position, b.agreed))
        text += line + "\n"
    return Article("a", text, blocks=tuple(blocks))


def gone(given: Article) -> list[tuple[str, str, str]]:
    return [(edit.rule, edit.kind, given.text[edit.start : edit.end]) for edit in page_evidence(CleanArticle.untouched(given))]


def tail(line: str, block: Block) -> Article:
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    return from_lines([(paragraph(n), plain) for n in range(3)] + [(line, block)])


def head(line: str, block: Block) -> Article:
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    return from_lines([(line, block)] + [(paragraph(n), plain) for n in range(3)])


LINE = "Ferry fares to rise again after summer"


@pytest.mark.parametrize(
    ("line", "block", "rule", "kind"),
    [
        (LINE, Block(0, 1, 0.9, ("a", *BODY)), "page.links.body", "related_links"),
        (LINE, Block(0, 1, 0.6, ("li", "ul", *BODY), agreed=False), "page.links.unconfirmed", "related_links"),
        (LINE, Block(0, 1, 1.0, ("h3", "div", "a", *BODY)), "page.tile", "related_links"),
        (LINE, Block(0, 1, 0.0, BODY, ("articleRelated-box",)), "page.related_links", "related_links"),
        (LINE, Block(0, 1, 0.0, ("figcaption", "figure", *BODY)), "page.photo_caption", "photo_caption"),
        ("A ferry leaves.", Block(0, 1, 0.0, BODY, ("storyCaption",)), "page.photo_caption", "photo_caption"),
        ("By Jane Doe", Block(0, 1, 0.0, BODY, ("byline",)), "page.byline", "byline"),
        ("Ferry fares to rise again", Block(0, 1, 0.9, ("a", *BODY)), "page.links.body", "related_links"),
        (LINE, Block(0, 1, 1.0, ("a", "h2", *BODY), agreed=False), "page.links.unconfirmed", "related_links"),
        (
            "Content not shown.",
            Block(0, 1, 0.0, BODY, ("x-placeholder",)),
            "page.template_residue",
            "template_residue",
        ),
    ],
)
def test_what_goes_from_between_the_paragraphs(line: str, block: Block, rule: str, kind: str) -> None:
    assert gone(made((line, block))) == [(rule, kind, line)]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("The bridge was open.", Block(0, 1, 1.0, ("a", *BODY), agreed=False)),  # a sentence, if linked
        ("What comes now", Block(0, 1, 1.0, ("a", "h2", *BODY))),  # a heading with an anchor
        (LINE, Block(0, 1, 1.0, ("a", "li", "ul", *BODY))),  # a list of links that both extractors keep
        ("Jane Doe", Block(0, 1, 1.0, ("a", *BODY))),  # a name
        (LINE, Block(0, 1, 0.4, BODY, agreed=False)),
        ("12 ferries, 2 lanes", Block(0, 1, 0.0, ("li", "ul", *BODY), agreed=False)),
        ("Figures for the year", Block(0, 1, 0.0, ("td", "tr", "table", *BODY), agreed=False)),
        ("She said it would be so", Block(0, 1, 0.0, ("blockquote", *BODY), agreed=False)),
        (LINE, Block(0, 1, 0.0, BODY, ("hasCaption", "no-related"))),
        (LINE, Block(0, 1, 0.0, BODY, ("advantage", "shared-space", "sublinks"))),
        (LINE, Block(0, 1, 0.0, ("h2", *BODY), ("related",))),
        ("The advert ran for three weeks.", Block(0, 1, 0.0, BODY, ("ad",))),
        ("She wrote it all down.", Block(0, 1, 0.0, BODY, ("byline",))),  # a sentence
        (LINE, Block(0, 1, 0.5, BODY, agreed=False)),  # half of it in links
        (LINE, Block(0, 1, 0.6, ("h3", "div", "a", *BODY))),  # a heading with a link in it is no tile
        (LINE, Block(0, 1, 0.6, ("a", "h2", *BODY), agreed=False)),
        ("Ferry fares to rise", Block(0, 1, 0.9, ("a", *BODY))),  # four words
    ],
)
def test_what_stays_between_the_paragraphs(line: str, block: Block) -> None:
    assert gone(made((line, block))) == []


@pytest.mark.parametrize(
    ("line", "block", "rule"),
    [
        (LINE, Block(0, 1, 0.6, ("li", "ul", *BODY)), "page.links.{zone}"),
        (LINE, Block(0, 1, 0.0, BODY, agreed=False), "page.second_opinion.{zone}"),
        ("Monday, 10 May", Block(0, 1, 0.0, BODY, ("entry-date",)), "page.timestamp"),
        ("News > Town", Block(0, 1, 0.0, ("nav", *BODY)), "page.navigation"),
    ],
)
def test_what_goes_around_the_article(line: str, block: Block, rule: str) -> None:
    assert [found[0] for found in gone(tail(line, block))] == [rule.format(zone="tail")]
    assert [found[0] for found in gone(head(line, block))] == [rule.format(zone="head")]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("What comes now", Block(0, 1, 1.0, ("a", "h2", *BODY))),  # a heading with an anchor
        (LINE, Block(0, 1, 0.0, ("li", "ul", *BODY), ("photo",))),
        (f"{LINE} " * 5, Block(0, 1, 0.0, BODY, agreed=False)),  # long
        ("She said it would be so.", Block(0, 1, 0.0, ("blockquote", *BODY), agreed=False)),
        ("What comes now", Block(0, 1, 0.0, ("h2", *BODY), agreed=False)),
        ("Bridges of 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010, 2011 and 2012", Block(0, 1, 0.0, BODY)),
        ("09.01.2008 14:20", Block(0, 1, 0.0, ("h2", *BODY))),
        ("09.01.2008 14:20", Block(0, 1, 0.0, ("li", "ul", *BODY))),
    ],
)
def test_what_stays_around_the_article(line: str, block: Block) -> None:
    assert gone(tail(line.strip(), block)) == []
    assert gone(head(line.strip(), block)) == []


def test_a_lead_that_the_second_extractor_lacks_stays() -> None:
    lead = "The town will have its bridge after all."
    assert gone(head(lead, Block(0, 1, 0.0, BODY, agreed=False))) == []
    assert gone(tail("All rights with the town.", Block(0, 1, 0.0, BODY, agreed=False)))


def test_a_name_around_the_article_itself_says_nothing() -> None:
    around = Block(0, 1, tags=BODY, names=("paywall", "comments", "related"))
    assert gone(from_lines([(paragraph(n), around) for n in range(3)] + [("What comes now", around)])) == []


def test_a_name_around_a_third_of_the_paragraphs_says_nothing_either() -> None:
    plain, other = Block(0, 1, tags=BODY), Block(0, 1, tags=BODY, names=("related",))
    assert gone(from_lines([(paragraph(0), plain), (LINE, other), (paragraph(1), other), (paragraph(2), plain)])) == []
    five = [(paragraph(n), plain) for n in range(4)]
    assert gone(from_lines([*five, (LINE, other), (paragraph(4), other)])) == [("page.related_links", "related_links", LINE)]


def test_in_writing_without_spaces_paragraphs_are_shorter() -> None:
    plain, link = Block(0, 1, tags=BODY), Block(0, 1, 1.0, ("a", *BODY))
    lines = ["市議会は月曜日に古い橋の再建を可決した。" * 4] * 3
    assert [edit[2] for edit in gone(from_lines([("港の新しい料金", link), *((line, plain) for line in lines)]))] == [
        "港の新しい料金"
    ]
    assert gone(from_lines([(LINE, link), *(("The council approved it on Monday. " * 2, plain) for _ in range(3))])) == []


def test_a_long_line_of_links_is_no_paragraph() -> None:
    link = Block(0, 1, 1.0, ("a", *BODY))
    for share, expected in ((0.5, []), (0.2, ["page.links.tail"])):
        assert [edit[0] for edit in gone(from_lines([(paragraph(0), Block(0, 1, share, BODY)), (LINE, link)]))] == expected


def test_an_article_without_blocks_or_paragraphs_is_left_alone() -> None:
    assert gone(Article("plain", f"{LINE}\n{paragraph(0)}")) == []
    assert gone(from_lines([(LINE, Block(0, 1, 1.0, ("a",), ("related",)))])) == []


INSIDE = Block(0, 1, tags=("p", "div", *BODY), names=("text", "story-body"))


def with_below(*rows: tuple[str, Block]) -> Article:
    return from_lines([(paragraph(n), INSIDE) for n in range(4)] + list(rows))


def test_what_stands_below_the_article_and_outside_of_its_elements_goes() -> None:
    outside = Block(0, 1, tags=("p", "div", "main", "body", "html"), names=("rail",))
    found = with_below(("Send us your own picture of the town.", outside), ("Weather for today", outside))
    assert [edit[:2] for edit in gone(found)] == [("page.outside", "template_residue")] * 2
    inside = Block(0, 1, tags=("p", "div", *BODY), names=("text", "story-body"))
    heading = Block(0, 1, tags=("h2", "div", "main", "body", "html"), names=("rail",))
    assert gone(with_below(("The vote is on Monday", inside), ("What comes now?", heading))) == []
    renamed = Block(0, 1, tags=INSIDE.tags, names=("last-part",))
    assert gone(with_below(("So the vote was on Monday.", renamed), (paragraph(5), renamed))) == []


def test_how_far_outside_a_line_must_stand_to_go() -> None:
    def found(line: str, tags: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
        return [edit[0] for edit in gone(with_below((line, Block(0, 1, tags=tags, names=names))))]

    assert found("Weather for today", ("span", *INSIDE.tags[1:]), ("story-body",)) == ["page.outside"]
    assert found("Weather for today", INSIDE.tags, ("story-body",)) == []
    assert found("Weather for today", ("span", *INSIDE.tags[1:]), INSIDE.names) == []
    assert found("Weather for today", (), ()) == []  # nowhere on the page
    for times, expected in ((3, ["page.outside"]), (5, [])):
        assert found(f"{paragraph(0)} " * times + "and so on", ("p", "main", "body", "html"), ()) == expected


def test_the_title_outside_of_the_article_is_one() -> None:
    title = "Bridge approved after long debate"
    for tag, line in (("p", title), ("h2", "The bridge approved after debate")):
        bare = with_below((line, Block(0, 1, tags=(tag, "main", "body", "html"))))
        found = Article("a", bare.text, title=f"{line} | Harbour Post", blocks=bare.blocks)
        assert gone(found) == [("headline", "headline_repeat", line)]


def test_a_list_below_that_the_second_extractor_lacks_does_not() -> None:
    item = Block(0, 1, tags=("li", "ul", "section", "main", "body", "html"), names=("card",), agreed=False)
    assert len(gone(with_below(*((f"- rope {n}", item) for n in range(3))))) == 3


def test_a_list_of_links_below_does_not_either() -> None:
    item = Block(0, 1, 0.6, ("li", "ul", "section", "main", "body", "html"), ("card",))
    assert [edit[0] for edit in gone(with_below(*((f"- rope {n}", item) for n in range(3))))] == ["page.links.tail"] * 3


def test_where_the_paragraphs_stand_in_items_themselves_a_list_below_is_none_of_them() -> None:
    inside = Block(0, 1, tags=("p", "li", "ul", *BODY))
    item = Block(0, 1, tags=("li", "ul", "section", "main", "body", "html"), names=("card",))
    lines = [(paragraph(n), inside) for n in range(4)] + [(f"Rope {n}", item) for n in range(3)]
    assert [edit[0] for edit in gone(from_lines(lines))] == ["page.outside"] * 3


def test_two_paragraphs_make_no_box_outside_of_which_a_line_could_stand() -> None:
    outside = Block(0, 1, tags=("p", "div", "main", "body", "html"), names=("rail",))
    for paragraphs, expected in ((2, []), (3, ["page.outside"])):
        lines = [*((paragraph(n), INSIDE) for n in range(paragraphs)), ("Weather for today", outside)]
        assert [edit[0] for edit in gone(from_lines(lines))] == expected


def test_a_list_below_the_paragraphs_belongs_to_the_article() -> None:
    card = Block(0, 1, tags=("p", "section", "main", "body", "html"), names=("card",))
    item = Block(0, 1, tags=("li", "ul", "section", "main", "body", "html"), names=("card",))
    rows = [("You need", card), ("- two ropes", item), ("- a cleat", item), ("- dry gloves", item)]
    assert gone(with_below(*rows)) == []
    assert len(gone(with_below(*rows[:3]))) == 3


def test_what_stands_above_the_headline_goes_and_so_does_a_date_below_it() -> None:
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    rows = [
        (LINE, plain),
        ("Bridge approved after long debate", plain),
        ("09.01.2008 14:20", plain),
        ("A deck, of 12 words", plain),
    ]
    made_up = from_lines([*rows, *((paragraph(n), plain) for n in range(3))])
    found = Article("a", made_up.text, title="Bridge approved after long debate", blocks=made_up.blocks)
    rules = [("page.above", "template_residue"), ("headline", "headline_repeat"), ("page.date", "timestamp")]
    assert [edit[:2] for edit in gone(found)] == rules


def test_what_stands_above_the_last_of_the_headlines_goes_unless_it_is_a_sentence() -> None:
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    title = "Bridge approved after long debate"
    lines = [title, LINE, "A town waits.", title, "A deck of words", *map(paragraph, range(3))]
    made_up = from_lines([(line, plain) for line in lines])
    found = gone(Article("a", made_up.text, title=title, blocks=made_up.blocks))
    assert [(rule, line) for rule, _, line in found] == [("headline", title), ("page.above", LINE), ("headline", title)]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        (LINE, Block(0, 1, 1.0, ("a", "p", *BODY))),  # linked to itself
        (LINE, Block(0, 1, 0.0, ("h1", *BODY), ("headTools",))),
        (f"{LINE}, 09/01/2008", Block(0, 1, 0.0, BODY)),
        ("Ferry fares: a rise after summer again", Block(0, 1, 0.0, ("h1", *BODY), ("page-section",))),  # most of the title
    ],
)
def test_a_headline_is_no_link_name_or_date(line: str, block: Block) -> None:
    bare = head(line, block)
    found = Article("a", bare.text, title=line if line.startswith(LINE) else LINE, blocks=bare.blocks)
    assert gone(found) == [("headline", "headline_repeat", line)]
    assert clean(found, [page_evidence], keep=["headline_repeat"]).text == found.text


def test_a_subheading_that_says_a_part_of_the_title_heads_a_part_of_the_text() -> None:
    plain = Block(0, 1, tags=BODY, names=("story-body",))
    title = "The harbour trust: Who owns the harbour and what does it do?"
    rows = [
        ("Who owns the harbour and what does it do?", Block(0, 1, 0.0, ("h2", *BODY))),
        *((paragraph(n), plain) for n in range(3)),
    ]
    made_up = from_lines([(title, Block(0, 1, 0.0, ("h1", *BODY))), ("It was founded after the storm.", plain), *rows])
    assert gone(Article("a", made_up.text, title=title, blocks=made_up.blocks)) == [("headline", "headline_repeat", title)]


def test_who_said_what_a_figure_quotes_is_no_caption_of_a_picture() -> None:
    figure = ("figure", *BODY)
    quoted = (paragraph(4), Block(0, 1, 0.0, ("p", "blockquote", *figure)))
    said = ("Jane Doe, harbour master", Block(0, 1, 0.0, ("p", "figcaption", *figure)))
    other = Block(0, 1, 0.0, ("p", "figcaption", "figure", "div", *BODY))
    assert gone(made(quoted, said)) == []
    assert gone(made(said, quoted)) == []
    assert gone(made(quoted, (said[0], other))) == [("page.photo_caption", "photo_caption", said[0])]


@pytest.mark.parametrize("heading", ["Reader views (5)", "12 comments", "Post your comment", "Comments"])
def test_all_below_the_heading_of_the_comments_goes(heading: str) -> None:
    below = [
        (paragraph(4), INSIDE),
        ("Posted by Jane on 3 May", INSIDE),
        ("Well said.", INSIDE),
        ("Posted by Joe on 4 May", INSIDE),
    ]
    found = with_below((heading, INSIDE), *below)
    kept = heading == "Comments" and with_below((heading, INSIDE), *below[:2])
    assert len(gone(found)) == 5
    assert {edit[:2] for edit in gone(found)} == {("page.comments", "comments")}
    assert not kept or gone(kept) == []
    assert clean(found, [page_evidence]).text.split("\n")[:4] == [paragraph(n) for n in range(4)]


@pytest.mark.parametrize(
    ("heading", "above", "below", "expected"),
    [
        ("Post your comment", 2, 3, 0),  # over most of the article
        ("Post your comment", 2, 2, 3),
        ("12 comments", 1, 3, 0),  # a counter at the top
        ("12 comments", 2, 3, 4),
        ("Read all your latest readers’ recent comments about the harbour bridge (5)", 3, 1, 0),  # too long
        ("Read all your latest comments about the harbour bridge (5)", 3, 1, 2),
    ],
)
def test_what_is_the_heading_of_the_comments(heading: str, above: int, below: int, expected: int) -> None:
    lines = [*map(paragraph, range(above)), heading, *map(paragraph, range(above, above + below))]
    assert len(gone(from_lines([(line, INSIDE) for line in lines]))) == expected


def test_a_second_article_on_the_page_goes() -> None:
    other = Block(0, 1, tags=BODY, names=("second-article", "story-body"))
    found = with_below(*((paragraph(n), other) for n in (5, 6)))
    assert [edit[0] for edit in gone(found)] == ["page.another_article"] * 2
    assert gone(from_lines([(paragraph(n), other) for n in range(4)])) == []
    assert gone(from_lines([(paragraph(n), INSIDE if n < 2 else other) for n in range(4)])) == []


def test_headings_for_screen_readers_go() -> None:
    hidden = Block(0, 1, tags=("h2", *BODY), names=("visually-hidden", "story-body"))
    assert [edit[0] for edit in gone(made(("Article content", hidden)))] == ["page.template_residue"]


def test_with_few_paragraphs_what_is_mostly_links_stays() -> None:
    link = Block(0, 1, 1.0, ("a", "div", *BODY), ("story-body",))
    assert gone(from_lines([(paragraph(0), INSIDE), *((f"{LINE} {n}", link) for n in range(9))])) == []
    links = [(f"{LINE} {n}", link) for n in range(30)]
    for paragraphs, expected in ((2, 0), (3, 30)):
        assert len(gone(from_lines([*((paragraph(n), INSIDE) for n in range(paragraphs)), *links]))) == expected


def test_a_page_from_end_to_end() -> None:
    teasers = '<div class="teaser-box"><a href="/1"><h3>Ferry fares to rise again after summer</h3></a></div>'
    found = extract(article(teasers, after='<p class="share-bar">Tell your friends about this story</p>'))
    cleaned = clean(found, [page_evidence])
    assert [line for line in cleaned.text.splitlines() if line] == [paragraph(n) for n in range(4)]
    assert all(edit.reason and edit.rule.startswith("page.") for edit in cleaned.removals)


def test_words_of_names() -> None:
    assert name_words("articleRelated-links_2") == {"article", "related", "links"}
    assert name_words("HTMLCaption") == {"html", "caption"}
    assert name_words("with-caption") == frozenset()


def test_kinds_are_one_word_and_names_are_words() -> None:
    for named in NAMED:
        assert named.kind.isidentifier()
        assert named.reason
        for name in named.names:
            assert name_words(name) == {name}


BLOCK = st.builds(
    lambda share, tags, names, agreed: Block(0, 1, share, tuple(tags), tuple(names), 0.0, agreed),
    st.sampled_from([0.0, 0.4, 0.6, 1.0]),
    st.lists(st.sampled_from("a p h2 li ul figure figcaption aside nav blockquote td table".split()), max_size=4),
    st.lists(st.sampled_from(["related", "ad", "caption", "story-body", "comments", "photo"]), max_size=3),
    st.booleans(),
)
TEXT = st.sampled_from([paragraph(0), paragraph(1), LINE, "By Jane Doe", "A ferry leaves.", "東京で橋が開通した。" * 8, "|"])


@given(st.lists(st.tuples(TEXT, BLOCK), min_size=1, max_size=12))
def test_only_whole_lines_go_and_cleaning_again_changes_nothing(rows: list[tuple[str, Block]]) -> None:
    source = from_lines(rows)
    lines = {(block.start, block.end) for block in source.blocks}
    for edit in page_evidence(CleanArticle.untouched(source)):
        assert (edit.start, edit.end) in lines
        assert not edit.replacement
    once = clean(source, [page_evidence], max_removed=1.0)
    if not once.notes:
        assert clean(once, [page_evidence], max_removed=1.0).text == once.text
