"""Each line of an extracted text knows its place on the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, extract
from newsclean.article import Block
from newsclean.errors import ExtractionError
from newsclean.extraction.places import PageText, unmarked
from pages import article, page, paragraph

TEASER = '<p><a href="/other">Ferry fares to rise again after the summer holidays end</a></p>'
LISTED = "<ul><li>One lane for bicycles on each side of it</li><li>Two lanes for cars in both directions</li></ul>"


def blocks_of(found: Article) -> dict[str, Block]:
    return {found.text[block.start : block.end]: block for block in found.blocks}


def block_with(found: Article, words: str) -> Block:
    return next(block for line, block in blocks_of(found).items() if words in line)


def test_blocks_are_the_lines_of_the_text() -> None:
    found = extract(article(TEASER, LISTED))
    assert [found.text[block.start : block.end] for block in found.blocks] == [
        line.strip() for line in found.text.splitlines() if line.strip()
    ]
    assert Article("plain", found.text).blocks == ()


def test_a_block_says_what_is_around_the_line() -> None:
    found = extract(article(TEASER, LISTED, before='<div id="intro" class="lead big"><p>A word before all the others.</p></div>'))
    listed = block_with(found, "One lane")
    assert listed.inside("li")
    assert listed.tags[:4] == ("li", "ul", "article", "main")
    assert listed.names == ("story-body",)
    assert not block_with(found, "Part 0").inside("li", "figure")
    if lead := [block for line, block in blocks_of(found).items() if "A word before" in line]:
        assert lead[0].names[:3] == ("intro", "lead", "big")


def test_a_block_says_how_much_of_the_line_is_in_links() -> None:
    half = '<p>Fares and times are on <a href="/f">the page of the ferry company</a></p>'
    found = extract(article(TEASER, half))
    assert block_with(found, "Ferry fares").link_share == 1.0
    assert block_with(found, "Part 1").link_share == 0.0
    assert 0.4 < block_with(found, "Fares and times").link_share < 0.7


def test_positions_rise_with_the_text_even_where_a_line_stands_twice() -> None:
    again = f"<p>{paragraph(0)}</p>"
    found = extract(article(again))
    positions = [block.position for block in found.blocks]
    assert positions == sorted(set(positions))
    assert 0 <= positions[0] < positions[-1] < 1


def test_the_second_extractor_is_asked_about_each_line() -> None:
    found = extract(article(TEASER, after='<div class="noprint comments-off"></div>'))
    assert block_with(found, "Part 3").agreed


def test_what_stands_in_scripts_is_no_text_of_the_page() -> None:
    from lxml.html import document_fromstring

    unseen = "<script>var unseen</script>", "<noscript>Unseen</noscript>", "<template>Unseen</template>"
    tree = document_fromstring(f"<p>Seen {''.join(unseen)}here<style>.unseen</style></p><p>and <b>there</b></p>")
    shown = PageText(tree)
    assert shown.text == "Seenhereandthere"
    at = shown.find("and there")
    assert at == (8, 16)
    assert shown.place(*at).tags == ("b", "p", "body", "html")
    assert shown.place(4, 8).tags == ("p", "body", "html")
    assert shown.place(8, 11).tags == ("p", "body", "html")
    assert shown.place(8, 16).box == ("p", "body", "html")
    assert shown.find("nowhere on the page") is None


def test_a_line_is_found_by_its_end_if_its_beginning_is_not_on_the_page() -> None:
    from lxml.html import document_fromstring

    shown = PageText(document_fromstring(f"<p>x</p><p>{paragraph(1)}</p>"))
    size = len("".join(paragraph(1).split()))
    assert shown.find("Spoke:" + paragraph(1)[7:]) == (1, 1 + size)
    assert shown.find(paragraph(1)[:-7] + "spoken.") == (1, 1 + size)
    assert shown.find(paragraph(1), since=len(shown.text)) == (1, len(shown.text))


def test_a_short_line_is_looked_for_where_a_piece_begins_and_a_long_one_anywhere() -> None:
    from lxml.html import document_fromstring

    shown = PageText(document_fromstring(f"<p>All ferries</p><p>ferries</p><p>x {paragraph(1)}</p><p>{paragraph(1)}</p>"))
    assert shown.find("ferries") == (10, 17)
    assert shown.find(paragraph(1)) == (18, 18 + len("".join(paragraph(1).split())))


def test_links_beside_a_range_are_none_of_it() -> None:
    from lxml.html import document_fromstring

    shown = PageText(document_fromstring('<p><a href="/x">Ferries</a>sail <a href="/y">today</a></p>'))
    assert [shown.link_share(*at) for at in ((0, 7), (7, 11), (8, 11), (9, 13), (7, 7))] == [1.0, 0.0, 0.0, 0.5, 0.0]
    assert shown.place(5, 11).tags == ("p", "body", "html")


def test_marks_that_the_extractor_sets_are_no_text() -> None:
    assert unmarked("- two ropes - and a cleat") == "two ropes - and a cleat"
    assert unmarked(r"| a \| b | c |").split() == ["a", "|", "b", "c"]
    assert unmarked("a | b") == "a | b"


MARKUP = st.lists(
    st.sampled_from("<p> </p> <div/class=a> </div> <td> <table> <a/href=x> </a> <ul><li> | - <!--".split())
    | st.text(max_size=30)
    | st.integers(0, 5).map(paragraph)
).map("".join)


@given(MARKUP | st.builds(page, MARKUP) | st.builds(article, MARKUP) | st.binary(max_size=200))
def test_no_page_breaks_it_and_blocks_are_in_order(html: str | bytes) -> None:
    try:
        found = extract(html)
    except ExtractionError:
        return
    lines = [line.strip() for line in found.text.splitlines() if line.strip()]
    assert len(found.blocks) <= len(lines)
    for block in found.blocks:
        line = found.text[block.start : block.end]
        assert line == line.strip() != ""
        assert 0 <= block.position <= 1
        assert 0 <= block.link_share <= 1
