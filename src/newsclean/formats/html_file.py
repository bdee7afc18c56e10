"""HTML files: one page each; and the bytes of pages as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from newsclean.formats.charsets import UTF8, decode_page
from newsclean.formats.compression import read_whole
from newsclean.formats.decoding import MARKUP, WIDEST
from newsclean.formats.page import Page, Source

SUFFIXES = (".html", ".htm", ".xhtml")


def read_html(chunks: Iterable[bytes], source: str, stem: str, max_characters: int) -> Iterator[Source]:
    """The file as one page, not yet decoded, so that another process can do it (`decoded`); its id is ``stem``.

    Raises:
        InputError: if it cannot be read.
    """
    data = read_whole(chunks, max_characters * MARKUP * WIDEST, source, max_characters)
    yield Source(source, None, Page(stem, data))


def decoded(page: Page) -> Page:
    """The page with its bytes as text; an encoding other than UTF-8 is kept under ``extra``."""
    if isinstance(page.html, str):
        return page
    html, encoding = decode_page(page.html, page.charset)
    if encoding == UTF8:
        return evolve(page, html=html)
    return evolve(page, html=html, known={**page.known, "extra": {**page.known.get("extra", {}), "encoding": encoding}})
