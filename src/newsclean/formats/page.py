"""What readers yield: an article, or a page that still has to be extracted, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from newsclean.article import Article


@frozen
class Page:
    """A web page as read, not yet extracted.

    Attributes:
        id: what the article will be called.
        html: the page, as text or as bytes.
        known: what is known of the article beside the page (``url``, ``title``, ...); it goes before what the page says.
    """

    id: str
    html: str | bytes = field(repr=False)
    known: Mapping[str, Any] = field(factory=dict, hash=False)


@frozen
class Source:
    """One readable record of an input.

    Attributes:
        input: the path as given, or ``-``.
        record: the 1-based number of the line; None where the input is one article.
        content: the article or page.
    """

    input: str
    record: int | None
    content: Article | Page
