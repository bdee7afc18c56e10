"""JSON lines: reading articles, and reading and writing any records."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsclean.article import Article
from newsclean.errors import InputError, Rejected
from newsclean.formats.columns import FIELDS, KNOWN
from newsclean.formats.decoding import broken_off, decode, refuse_binary, too_long
from newsclean.formats.json_values import json_value
from newsclean.formats.line_cutting import TooLong, cut_lines
from newsclean.formats.page import RawRecord, Source

SUFFIXES = (".jsonl", ".ndjson")
SHAPE = 'Give one object a line: {"id": ..., "text": ...} or {"id": ..., "html": ...}'
# Escaped, one code point can take twelve bytes ("\ud83d\ude00"); the other fields get as much again.
ESCAPED = 2 * 12
MAX_DEPTH = 100


def read_articles(
    chunks: Iterable[bytes], source: str, stem: str, max_characters: int, columns: Mapping[str, str]
) -> Iterator[Source | Rejected]:
    """The lines of JSON lines, in order, not yet parsed; one that is too long is a `Rejected`, and the next ones go on.

    Args:
        chunks: of bytes, of any size.
        source: the path as given, for messages.
        stem: names records that have neither id nor url: ``stem:line``.
        max_characters: of a text.
        columns: as for `RawRecord`.

    Raises:
        InputError: if there is no record at all, or the first line is UTF-16 or binary, since every other line would be
            rejected for the same reason; after all records, if the chunks break off.
    """
    number = 0
    is_empty = True
    try:
        for number, line in enumerate(cut_lines(chunks, max_characters * ESCAPED), start=1):
            if isinstance(line, TooLong):
                is_empty = False
                yield Rejected.because(too_long(source, max_characters), source, number)
                continue
            if number == 1:
                refuse_binary(line, source)
                line = line.removeprefix(BOM_UTF8)  # editors on Windows write one
            if line and not line.isspace():
                is_empty = False
                yield Source(source, number, RawRecord(line, f"{stem}:{number}", columns))
    except InputError as error:
        raise broken_off(error, number, "lines") from None
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
                yield number, json_object(shown, str(path), number)


def input_record(article: Article, text: str) -> dict[str, Any]:
    """An article as it is read, with its id and another text; what is not known is left out, unknown fields are kept."""
    known = {name: getattr(article, name) for name in KNOWN} | {"authors": list(article.authors)}
    # Where columns were mapped, a field of ours may stand under ``extra`` too, with another meaning.
    extra = {name: value for name, value in article.extra.items() if name not in FIELDS or name == "html"}
    return {"id": article.id, "text": text, **{name: value for name, value in known.items() if value}, **extra}


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, without its line end; values that JSON does not know, such as dates, become text."""
    return json_value(record)


def json_object(line: bytes, source: str = "", number: int | None = None) -> dict[str, Any]:
    """The object of a line of JSON, UTF-8, nested 100 deep at most; NaN and infinity are None.

    Raises:
        InputError: if it is none.
    """
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
