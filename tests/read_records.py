"""Inputs read as a run reads them, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from newsclean import Article
from newsclean.errors import NewscleanError, Rejected
from newsclean.formats import Page, RawRecord, Source, decoded, parse_record, read_inputs

LIMIT = 1000


def parsed(found: Source | Rejected, limit: int = LIMIT) -> Article | Page | Rejected:
    """What a worker would make of it."""
    if isinstance(found, Rejected):
        return found
    try:
        content = parse_record(found.content, limit) if isinstance(found.content, RawRecord) else found.content
    except NewscleanError as error:
        return Rejected.because(error, found.input, found.record)
    return decoded(content) if isinstance(content, Page) else content


def read(*inputs: Path, limit: int = LIMIT, columns: Mapping[str, str] | None = None) -> list[Article | Page | Rejected]:
    """The articles, pages and rejections of inputs, in order; the columns are those to map."""
    return [parsed(found, limit) for found in read_inputs(inputs, max_characters=limit, columns=columns)]


def article(found: object) -> Article:
    """The one thing found, which is an article."""
    assert isinstance(found, Article), found
    return found


def page(found: object) -> Page:
    """The one thing found, which is a page."""
    assert isinstance(found, Page), found
    return found


def rejected(found: object) -> Rejected:
    """The one thing found, which was rejected with a way out."""
    assert isinstance(found, Rejected), found
    assert found.hint
    return found
