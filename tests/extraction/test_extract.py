"""HTML to articles."""

from __future__ import annotations

import pytest

from newsclean import extract
from newsclean.errors import ExtractionError

PARAGRAPH = "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of debate. "
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Bridge approved - The Harbour Post</title>
<meta property="og:title" content="Bridge approved"><meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Jane Doe; John Roe"><meta property="article:published_time" content="2015-09-30T10:00:00Z">
<link rel="canonical" href="https://post.example/bridge"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge approved</h1>
<p>{PARAGRAPH * 2}</p><p>{PARAGRAPH} Zoë Müller called it “a good day”.</p></article><footer>Imprint</footer></body></html>"""


def test_text_and_metadata() -> None:
    article = extract(PAGE, url="https://post.example/bridge")
    assert article.text.count("twelve hours") == 3
    assert "“a good day”" in article.text
    assert "Home" not in article.text
    assert article.id == article.url == "https://post.example/bridge"
    assert article.title == "Bridge approved"
    assert article.publisher == "The Harbour Post"
    assert article.published == "2015-09-30"
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.language == "en-GB"


def test_bytes_are_decoded_as_the_page_says() -> None:
    page = PAGE.replace("utf-8", "windows-1252").encode("cp1252")
    assert "Zoë Müller called it “a good day”" in extract(page).text


def test_half_a_surrogate_pair_does_not_cut_the_page_short() -> None:
    page = PAGE.replace("Zoë", "\ud800 Zoë")
    assert "a good day" in extract(page).text


def test_the_id_is_given_or_the_url_or_a_digest_of_the_page() -> None:
    assert extract(PAGE, id="bridge").id == "bridge"
    bare = PAGE.replace('<link rel="canonical" href="https://post.example/bridge">', "")
    assert extract(bare).id == extract(bare).id
    assert extract(bare).id.startswith("page-")


@pytest.mark.parametrize(
    "page", ["", " \n", b"", "<html></html>", "no markup here", "<html><body></body></html>", b"\x00\xff\xfe\x01"]
)
def test_hopeless_pages_are_a_clear_error(page: str | bytes) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(page, url="https://post.example/x")
    assert caught.value.url == "https://post.example/x"
    assert caught.value.hint
