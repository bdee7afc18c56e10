"""Plain text files: one article each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean.article import Article
from newsclean.formats.decoding import decode, read_bytes
from newsclean.formats.page import Source

SUFFIXES = (".txt", ".text")


def read_text(path: Path, max_characters: int) -> Iterator[Source]:
    """The file as one article; its id is the file's name without its ending.

    Raises:
        InputError, ArticleError: if it cannot be read, or holds no text.
    """
    text = decode(read_bytes(path, max_characters), str(path))
    yield Source(str(path), None, Article(id=path.stem, text=text))
