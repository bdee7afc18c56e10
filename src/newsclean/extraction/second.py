"""A second extractor's opinion of a page, for what it costs to have one: two milliseconds."""

from __future__ import annotations


def second_opinion(page: str) -> str:
    """What resiliparse takes for the article on a page, a line for each paragraph; empty if it fails on the page."""
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return extract_plain_text(
            page, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False, comments=False
        )
    except Exception:  # an opinion is all that is lost; the article is trafilatura's
        return ""
