"""HTML files: one page each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean.formats.decoding import read_bytes
from newsclean.formats.page import Page, Source

SUFFIXES = (".html", ".htm", ".xhtml")
# A page is mostly markup: the text taken from it is far shorter than the page.
MARKUP = 5


def read_html(path: Path, max_characters: int) -> Iterator[Source]:
    """The file as one page, undecoded, since the page may name its own charset; its id is the file's name without its ending.

    Raises:
        InputError: if it cannot be read.
    """
    yield Source(str(path), None, Page(path.stem, read_bytes(path, max_characters * MARKUP)))
