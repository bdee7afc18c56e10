"""Which column of an input each field of an article is taken from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newsclean.errors import InputError, OptionError

KNOWN = ("url", "title", "publisher", "published", "language")
FIELDS = ("id", "text", "html", "authors", *KNOWN)
EXAMPLE = "Give field=column, such as text=body,id=url"


def columns_from(texts: Iterable[str]) -> dict[str, str]:
    """What ``--map`` was given: ``["text=body,id=url"]`` is ``{"text": "body", "id": "url"}``.

    A comma parts two columns where a name and ``=`` follow it, so that a column's name may have commas.

    Raises:
        OptionError: if one is no ``field=column``, a field is there twice, or is none.
    """
    columns: dict[str, str] = {}
    for part in (part for text in texts for part in re.split(r",(?=\s*\w+\s*=)", text)):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not (name and equals and column):
            raise OptionError(f"{part.strip()!r} names no field and its column", EXAMPLE, option="map")
        if name in columns:
            raise OptionError(f"the field {name!r} is mapped twice", "Give it one column", option="map")
        columns[name] = column
    check_fields(columns)
    return columns


def check_fields(columns: Mapping[str, str]) -> None:
    """Sees to it that what is mapped are fields.

    Raises:
        OptionError: names the field that is meant.
    """
    for name in columns:
        if name not in FIELDS:
            close = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            hint = f"Did you mean {close[0]}?" if close else f"The fields are {', '.join(FIELDS)}"
            raise OptionError(f"there is no field {name!r} to map a column to", hint, option="columns")


def check_header(header: Sequence[str], columns: Mapping[str, str], source: str, *, nested: bool = False) -> None:
    """Sees to it that a table has the columns that are mapped, and one for the text or the page.

    Args:
        header: the names of its columns.
        columns: as for `split_fields`.
        source: the path as given.
        nested: whether ``a.b`` may be a value inside of a column ``a``.

    Raises:
        InputError: names the columns that there are.
    """
    there = f"The columns are {', '.join(header)}"
    if double := {name for name in header if header.count(name) > 1}:
        raise InputError(f"the column {min(double)!r} is there twice", "Rename one of them", source=source)
    for name, column in columns.items():
        if column not in header and not (nested and column.partition(".")[0] in header):
            raise InputError(f"there is no column {column!r} for the {name}", there, source=source)
    if not any(name in columns or name in header for name in ("text", "html")):
        raise InputError("there is no column 'text' or 'html'", f"{there}: say which with --map text=COLUMN", source=source)


def split_fields(record: dict[str, Any], columns: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a record, None where it lacks one, and whatever else it holds.

    Args:
        record: an object; it is not changed.
        columns: which of its names each field is taken from, where that is not its own; ``a.b`` is ``b`` inside of ``a``
            unless something is called so. One name may serve two fields.
    """
    if not columns:
        rest = dict(record)
        return {name: rest.pop(name, None) for name in FIELDS}, rest
    paths = {name: columns.get(name, name) for name in FIELDS}
    rest = record
    for path in set(paths.values()):
        rest = _without(rest, path)
    return {name: _at(record, path) for name, path in paths.items()}, rest


def _at(record: dict[str, Any], path: str) -> object:
    if path in record or "." not in path:
        return record.get(path)
    first, _, inner = path.partition(".")
    value = record.get(first)
    return _at(value, inner) if isinstance(value, dict) else None


def _without(record: dict[str, Any], path: str) -> dict[str, Any]:
    first, _, inner = path.partition(".")
    value = record.get(first)
    if not inner or path in record:
        return {name: value for name, value in record.items() if name != path}
    return record | {first: _without(value, inner)} if isinstance(value, dict) else record
