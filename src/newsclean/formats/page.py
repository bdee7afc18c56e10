"""What readers yield: an article, a page, or a record that is not parsed yet, and where it came from."""

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
        charset: of the bytes, as the server named it; it goes before what the page says. None where no server did.
    """

    id: str
    html: str | bytes = field(repr=False)
    known: Mapping[str, Any] = field(factory=dict, hash=False)
    charset: str | None = None


@frozen
class RawRecord:
    """A record cut out of a file of records, not yet parsed, so that another process can do it (`parse_record`).

    Attributes:
        data: the bytes of a line of JSON, or the values of a row by the names of their columns.
        default_id: what the article is called where the record names neither id nor url.
        columns: which column each of our fields is taken from, where it is not the one of its own name.
    """

    data: bytes | Mapping[str, Any] = field(repr=False, hash=False)
    default_id: str
    columns: Mapping[str, str] = field(factory=dict, hash=False)


@frozen
class Source:
    """One readable record of an input.

    Attributes:
        input: the path as given, or ``-``.
        record: the 1-based number of the line, row or record; None where the input is one article.
        content: the article, page or record.
    """

    input: str
    record: int | None
    content: Article | Page | RawRecord
