"""JSON lines: reading articles, and reading and writing any records."""

from __future__ import annotations

import json
import math
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from newsclean.article import Article
from newsclean.errors import ArticleError, InputError, NewscleanError, Rejected
from newsclean.formats.decoding import decode, refuse_binary, too_long
from newsclean.formats.json_values import json_value
from newsclean.formats.page import Page, Source
from newsclean.formats.whole_files import write_whole

SUFFIXES = (".jsonl", ".ndjson")
FIELDS = ("url", "title", "publisher", "published", "language")
SHAPE = 'Give one object a line: {"id": ..., "text": ...} or {"id": ..., "html": ...}'
# Escaped, one code point can take twelve bytes ("\ud83d\ude00"); the other fields get as much again.
ESCAPED = 2 * 12
MAX_DEPTH = 100


def read_articles(stream: BinaryIO, source: str, stem: str, max_characters: int) -> Iterator[Source | Rejected]:
    """The records of a stream, in order; a line that cannot be used is a `Rejected`, and the next ones go on.

    Args:
        stream: open for reading bytes.
        source: the path as given, for messages.
        stem: names records that have no id: their url, or else ``stem:line``.
        max_characters: of a text.

    Raises:
        InputError: if there is no record at all, or the first line is UTF-16 or binary, since every other line would be
            rejected for the same reason.
    """
    longest = min(max_characters * ESCAPED, sys.maxsize)  # no line can be longer, and none be asked for
    number = 0
    is_empty = True
    while line := stream.readline(longest):
        number += 1
        if number == 1:
            refuse_binary(line, source)
            line = line.removeprefix(BOM_UTF8)  # editors on Windows write one
        try:
            if len(line) == longest and not line.endswith(b"\n"):
                _skip_line(stream)
                raise too_long(source, max_characters, number)
            if line.strip():
                is_empty = False
                yield Source(source, number, _content(_object(line, source, number), f"{stem}:{number}", max_characters))
        except NewscleanError as error:
            is_empty = False
            yield Rejected.because(error, source, number)
    if is_empty:
        raise InputError("there are no records", SHAPE, source=source)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON-lines file, each with the 1-based number of its line; blank lines are passed over.

    Raises:
        InputError: if a line is no JSON object; it names the line.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            shown = line.removeprefix(BOM_UTF8) if number == 1 else line  # editors on Windows write one
            if shown.strip():
                yield number, _object(shown, str(path), number)


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """One object a line, UTF-8; the file appears whole or not at all."""
    write_whole(path, (json_line(record) + "\n" for record in records))


def input_record(article: Article, text: str) -> dict[str, Any]:
    """An article as it is read, with its id and another text; what is not known is left out, unknown fields are kept."""
    known = {name: getattr(article, name) for name in FIELDS} | {"authors": list(article.authors)}
    return {"id": article.id, "text": text, **{name: value for name, value in known.items() if value}, **article.extra}


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, without its line end; values that JSON does not know, such as dates, become text."""
    return json_value(record)


def _object(line: bytes, source: str, number: int) -> dict[str, Any]:
    try:
        # NaN is no JSON, but some writers use it for what is missing.
        found = json.loads(decode(line, source, number), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the line is no JSON ({error})", SHAPE, source=source, record=number) from None
    if not isinstance(found, dict):
        raise InputError(f"the line is no JSON object but {type(found).__name__}", SHAPE, source=source, record=number)
    # Only a line with many brackets can nest deeply, so that the others need no look.
    if line.count(b"[") + line.count(b"{") > MAX_DEPTH and _depth(found) > MAX_DEPTH:
        problem, hint = f"the object is nested more than {MAX_DEPTH} deep", "Leave out the field that is nested so deeply"
        raise InputError(problem, hint, source=source, record=number)
    return found


def _depth(value: object) -> int:
    """How deeply lists and objects are nested; without recursion, which such a value would exhaust."""
    depth, level = 0, [value]
    while level := [inner for outer in level if isinstance(outer, dict | list) for inner in _inside(outer)]:
        depth += 1
    return depth


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _content(record: dict[str, Any], default_id: str, max_characters: int) -> Article | Page:
    known = {name: _text_or_none(name, record.pop(name, None)) for name in FIELDS}
    text, html, id_ = record.pop("text", None), record.pop("html", None), record.pop("id", None)
    name = _text_or_none("id", id_) or known["url"] or default_id
    authors = record.pop("authors", None) or ()
    if isinstance(authors, str):
        authors = (authors,)
    if not isinstance(authors, list | tuple) or not all(isinstance(author, str) for author in authors):
        raise ArticleError("the authors are no list of names", "Give a list of strings", field="authors")
    text = text or (None if html else text)  # some writers leave the text empty where there is a page
    if text is None and html is None:
        raise ArticleError("the record has neither text nor html", SHAPE, field="text")
    if text is None:
        if not isinstance(html, str):
            raise ArticleError(f"the html is {type(html).__name__}, not text", SHAPE, field="html")
        return Page(name, html, known | {"authors": tuple(authors), "extra": record})
    if isinstance(text, str) and len(text) > max_characters:
        raise too_long(name, max_characters)
    extra = record if html is None else record | {"html": html}
    return Article(id=name, text=text, authors=authors, extra=extra, **known)  # type: ignore[arg-type]  # known has text fields only


def _text_or_none(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    # An int is never asked whether it is finite: one of more than 308 digits fits into no float.
    if (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    raise ArticleError(f"the {name} is {type(value).__name__}, not text", f"Give the {name} as a string", field=name)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass
