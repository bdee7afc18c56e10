"""Plain text files: one article each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.article import Article
from newsclean.formats.charsets import UTF8
from newsclean.formats.compression import read_whole
from newsclean.formats.decoding import WIDEST, decode_text
from newsclean.formats.page import Source

SUFFIXES = (".txt", ".text")


def read_text(chunks: Iterable[bytes], source: str, stem: str, max_characters: int) -> Iterator[Source]:
    """The file as one article, whose id is ``stem``; an encoding other than UTF-8 is kept under ``extra``.

    Raises:
        InputError, ArticleError: if it cannot be read, or holds no text.
    """
    text, encoding = decode_text(read_whole(chunks, max_characters * WIDEST, source, max_characters), source)
    yield Source(source, None, Article(id=stem, text=text, extra={} if encoding == UTF8 else {"encoding": encoding}))
