"""A second extractor's opinion of a page, for what it costs to have one: two milliseconds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements inside one another; pages of news have some 30. resiliparse's time grows with the square of it: minutes at 100,000.
DEEPEST = 200


def second_opinion(page: str) -> str:
    """What resiliparse takes for the article on a page, a line for each paragraph; empty if it fails on the page."""
    from resiliparse.extract.html2text import extract_plain_text

    try:
        return extract_plain_text(
            page, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False, comments=False
        )
    except Exception:  # an opinion is all that is lost; the article is trafilatura's
        return ""


def nests_deeply(tree: HtmlElement) -> bool:
    """Whether the elements of a page are nested more than `DEEPEST` deep, which no second opinion is worth."""
    return bool(_deeper()(tree))


@cache
def _deeper() -> Any:
    from lxml.etree import XPath

    return XPath(f"boolean({'/*' * (DEEPEST + 1)})")
