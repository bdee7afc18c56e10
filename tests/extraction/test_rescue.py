"""What trafilatura leaves out is brought back where the page vouches for it."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsclean.errors import ExtractionError
from newsclean.extraction import extract
from newsclean.extraction import page as extraction
from newsclean.extraction.places import PageText
from newsclean.extraction.rescue import with_recovered
from newsclean.extraction.second import DEEPEST, nests_deeply, second_opinion
from pages import article, page, paragraph


def recovered(text: str, html: str, second: list[str]) -> tuple[list[str], list[str]]:
    """(all lines, recovered lines) for a text and a second opinion on a page."""
    tree = document_fromstring(html)
    merged, blocks = with_recovered(text, PageText(tree), tree, "\n\n".join(second))
    assert merged.splitlines() == [merged[b.start : b.end] for b in blocks] or not second
    return merged.splitlines(), [merged[b.start : b.end] for b in blocks if b.recovered]


def in_box(box: str, *numbers: int) -> str:
    return "".join(f'<div class="{box}" id="p{number}"><p class="{box}-p">{paragraph(number)}</p></div>' for number in numbers)


def test_a_paragraph_in_the_same_boxes_comes_back_in_its_place() -> None:
    text = "\n".join(map(paragraph, (0, 2)))
    lines, back = recovered(text, page(in_box("text", 0, 1, 2, 3)), [paragraph(n) for n in range(4)])
    assert lines == [paragraph(n) for n in range(4)]
    assert back == [paragraph(1), paragraph(3)]


def test_a_paragraph_in_another_box_does_not() -> None:
    text = "\n".join(map(paragraph, (0, 2)))
    html = page(in_box("text", 0) + in_box("more", 1) + in_box("text", 2))
    assert recovered(text, html, [paragraph(n) for n in range(3)])[1] == []


def test_the_description_of_the_page_vouches_for_a_line_above_the_end() -> None:
    lead = "A bridge over the harbour, wanted by the town for thirty years, will be built after all."
    text = "\n".join(map(paragraph, (0, 1)))
    described = f'<meta name="description" content="{lead} More inside.">'
    html = page(f'<h2 class="deck">{lead}</h2>' + in_box("text", 0, 1), described)
    assert recovered(text, html, [lead, paragraph(0)]) == ([lead, *text.splitlines()], [lead])
    assert recovered(text, page(in_box("text", 0, 1) + f"<p>{lead}</p>", described), [paragraph(0), lead])[1] == []
    assert recovered(text, page(f"<h2>{lead}</h2>" + in_box("text", 0, 1)), [lead, paragraph(0)])[1] == []


@pytest.mark.parametrize("box", ["reader-comment", "pictureCaption"])
def test_comments_and_captions_stay_out(box: str) -> None:
    text = "\n".join([paragraph(0), paragraph(1)])
    said = f'<meta name="description" content="{paragraph(2)}">'
    for name, back in ((box, []), ("story", [paragraph(2)])):
        html = page(f'<p>{paragraph(0)}</p><div class="{name}">{paragraph(2)}</div><p>{paragraph(1)}</p>', said)
        assert recovered(text, html, [paragraph(0), paragraph(2)])[1] == back


def test_links_and_short_lines_stay_out() -> None:
    html = page(f'<p>{paragraph(0)}</p><p><a href="/x">{paragraph(1)}</a></p><p>Short one.</p>')
    assert recovered(paragraph(0), html, [paragraph(0), paragraph(1), "Short one."])[1] == []


def test_where_there_is_no_paragraph_at_all_one_box_full_of_them_is_the_article() -> None:
    html = page(in_box("text", 0, 1, 2) + in_box("side", 3))
    everything = [paragraph(n) for n in range(4)]
    assert recovered("Home", html, everything)[1] == everything[:3]
    assert recovered("", html, everything[:2])[1] == []


def test_a_page_that_trafilatura_gives_up_on_is_an_article_with_its_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: None)
    found = extract(page(in_box("text", 0, 1, 2, 3)))
    assert found.title == "Bridge approved after long debate"
    assert found.text.splitlines() == [paragraph(n) for n in range(4)]
    assert all(block.recovered for block in found.blocks)
    with pytest.raises(ExtractionError):
        extract(page("<p>Nothing here.</p>"))


def test_a_second_extractor_that_fails_costs_nothing_but_its_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page(in_box("text", 0, 1, 2, 3))
    monkeypatch.setattr(extraction, "second_opinion", lambda _: "")
    found = extract(html)
    assert found.text
    assert all(block.agreed and not block.recovered for block in found.blocks)


def test_no_second_opinion_is_asked_of_a_page_nested_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def opinion(html: str) -> str:
        asked.append(html)
        return ""

    monkeypatch.setattr(extraction, "second_opinion", opinion)
    inner = in_box("text", 0, 1, 2, 3)
    assert extract(page("<div>" * 60 + inner + "</div>" * 60)).text
    assert len(asked) == 1
    assert extract(page(inner + "<div>" * 2000)).text
    assert len(asked) == 1


def test_lines_in_another_order_than_the_second_extractor_has_them_are_known_too() -> None:
    html = page(in_box("text", 0, 1, 2, 3))
    _, back = recovered("\n".join(map(paragraph, (3, 0, 2))), html, [paragraph(n) for n in (0, 1, 2, 3)])
    assert back == [paragraph(1)]
    tree = document_fromstring(html)
    _, blocks = with_recovered("\n".join(map(paragraph, (3, 0))), PageText(tree), tree, "\n\n".join(map(paragraph, (0, 3))))
    assert [block.agreed for block in blocks] == [True, True]


def test_what_is_brought_back_is_capped() -> None:
    numbers = range(40)
    html = page(in_box("text", *numbers))
    _, back = recovered(paragraph(0), html, [paragraph(n) for n in numbers])
    assert 0 < sum(map(len, back)) <= 3 * len(paragraph(0))


SHORT = "The ferries will go on running until then, said the clerk of the town."


def test_a_paragraph_that_only_begins_in_another_way_is_held_already() -> None:
    text = "\n".join(["Dated: " + paragraph(0)[7:], paragraph(1)])
    assert recovered(text, page(in_box("text", 0, 1)), [paragraph(0), paragraph(1)])[1] == []


def test_a_long_line_that_is_no_sentence_vouches_for_no_box() -> None:
    line = paragraph(0).rstrip(".")
    html = page(
        in_box("text", 1) + f'<div class="side"><p class="side-p">{line}</p></div>' + in_box("side", 2) + in_box("text", 3)
    )
    assert recovered("\n".join([paragraph(1), line, paragraph(3)]), html, [paragraph(2)])[1] == []


def test_a_name_around_the_whole_article_keeps_nothing_out() -> None:
    html = page(in_box("story-and-comments", 0, 1, 2))
    assert recovered("\n".join(map(paragraph, (0, 2))), html, [paragraph(1)])[1] == [paragraph(1)]


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [(SHORT, "inside", [SHORT]), (SHORT, "after", []), (SHORT.rstrip("."), "inside", [])],
)
def test_a_short_line_comes_back_as_a_sentence_between_the_paragraphs(line: str, place: str, expected: list[str]) -> None:
    box = f'<div class="text"><p class="text-p">{line}</p></div>'
    html = page(in_box("text", 0) + box * (place == "inside") + in_box("text", 1) + box * (place == "after"))
    assert recovered("\n".join(map(paragraph, (0, 1))), html, [line])[1] == expected


def test_what_makes_an_article_where_there_is_no_paragraph() -> None:
    lines = [SHORT.replace("clerk", name) for name in ("clerk", "mayor", "baker", "smith")]
    short = "".join(f'<div class="short"><p class="short-p">{line}</p></div>' for line in lines)
    assert recovered("", page(short), lines)[1] == []  # too little of it
    everything = [*lines, *map(paragraph, range(3))]
    assert recovered("", page(short + in_box("text", 0, 1, 2)), everything)[1] == everything[4:]  # the box that holds most
    opened = paragraph(3).rstrip(".")
    html = page(in_box("text", 0, 1, 2) + f'<div class="text"><p class="text-p">{opened}</p></div>')
    assert recovered("", html, [*map(paragraph, range(3)), opened])[1] == [paragraph(n) for n in range(3)]


@pytest.mark.parametrize("name", ["name='description'", "property='og:description'", "name='twitter:description'"])
def test_every_description_vouches(name: str) -> None:
    html = page(f"<h2>{SHORT}</h2>" + in_box("text", 0, 1), f'<meta {name} content="{SHORT}">')
    assert recovered("\n".join(map(paragraph, (0, 1))), html, [SHORT])[1] == [SHORT]


def test_nested_to_the_limit_a_page_still_gets_its_second_opinion() -> None:
    for depth in (DEEPEST, DEEPEST + 1):
        tree = document_fromstring("<div>" * (depth - 3) + "<p>So it is.</p>" + "</div>" * (depth - 3))
        assert nests_deeply(tree) == (depth > DEEPEST)


def test_the_second_opinion_is_of_the_article_alone() -> None:
    said = '<div id="comments" class="comments"><p>Well said, neighbour.</p></div>'
    picture = '<img src="bridge.png" alt="A bridge">'
    lines = second_opinion(article(picture, before='<nav><a href="/">Home</a></nav>', after=said)).splitlines()
    assert [line.strip() for line in lines if line.strip()] == [paragraph(n) for n in range(4)]


def test_whatever_the_second_extractor_raises_is_no_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> str:
        raise RuntimeError("no memory")

    monkeypatch.setattr("resiliparse.extract.html2text.extract_plain_text", fails)
    assert second_opinion(article()) == ""
