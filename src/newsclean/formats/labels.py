"""Labels of boilerplate: JSON lines ``{id, spans: [{start, end, kind}], text?}``, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from newsclean.article import Article
from newsclean.errors import ArticleError, InputError
from newsclean.formats.json_lines import read_lines

SHAPE = 'Write {"id": ..., "spans": [{"start": ..., "end": ..., "kind": ...}]}, offsets in code points of the text'


@frozen
class LabelledSpan:
    """A stretch of boilerplate, in code points of the article's text as published."""

    start: int
    end: int
    kind: str


@frozen
class LabelRecord:
    """The labels of one article, and the article where the line has its text."""

    id: str
    spans: tuple[LabelledSpan, ...]
    article: Article | None


def read_labels(path: Path) -> Iterator[LabelRecord]:
    """The labels of a file, line by line; unknown fields are passed over.

    Raises:
        InputError: if a line holds no labels, or an article stands on two lines; it names the line.
    """
    seen: set[str] = set()
    for number, line in read_lines(path):
        try:
            record = LabelRecord(_id(line), tuple(map(_span, line["spans"])), _article(line))
        except ArticleError as error:
            raise InputError(error.problem, error.hint, source=str(path), record=number) from error
        except (KeyError, TypeError, ValueError) as error:
            problem = f"the line holds no labels ({f'{error} is missing' if isinstance(error, KeyError) else error})"
            raise InputError(problem, SHAPE, source=str(path), record=number) from error
        _once(record.id, seen, path, number)
        yield record


def read_texts(path: Path) -> Iterator[Article]:
    """The articles of a file of JSON lines; lines without a text are passed over.

    Raises:
        InputError: if a line holds no article, or an article stands on two lines; it names the line.
    """
    seen: set[str] = set()
    for number, line in read_lines(path):
        try:
            article = _article(line)
        except (ArticleError, KeyError, ValueError) as error:
            problem = error.problem if isinstance(error, ArticleError) else "the article has no id"
            hint = 'Write {"id": ..., "text": ...}, as JSON text'
            raise InputError(problem, hint, source=str(path), record=number) from error
        if article is not None:
            _once(article.id, seen, path, number)
            yield article


def _article(line: dict[str, Any]) -> Article | None:
    if line.get("text") in (None, ""):
        return None
    return Article(_id(line), line["text"], url=line.get("url"), title=line.get("title"), publisher=line.get("publisher"))


def _id(line: dict[str, Any]) -> str:
    id = line["id"]
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise ValueError(f"the id is {type(id).__name__}, not text")
    return str(id)


def _once(id: str, seen: set[str], path: Path, number: int) -> None:
    if id in seen:
        raise InputError(f"the id {id!r} stands on two lines", "Give each article one line", source=str(path), record=number)
    seen.add(id)


def _span(span: dict[str, Any]) -> LabelledSpan:
    if not isinstance(span, dict):
        raise ValueError(f"a span is {type(span).__name__}, not an object")  # read_labels names the line
    start, end, kind = span["start"], span["end"], span["kind"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError(f"{start} to {end} is no span")
    if not isinstance(kind, str) or not kind:
        raise ValueError(f"the kind of the span at {start} is no word")
    return LabelledSpan(start, end, kind)
