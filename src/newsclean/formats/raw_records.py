"""Records of files of records, parsed: the work that is left when a file has been cut into its records."""

from __future__ import annotations

import math
from collections.abc import Mapping

from newsclean.article import Article
from newsclean.errors import ArticleError
from newsclean.formats.columns import KNOWN, split_fields
from newsclean.formats.decoding import too_long
from newsclean.formats.json_lines import SHAPE, json_object
from newsclean.formats.page import Page, RawRecord


def parse_record(raw: RawRecord, max_characters: int) -> Article | Page:
    """The article or page that a record holds; names that are no fields are kept under ``extra``.

    Args:
        raw: as a reader gave it.
        max_characters: of a text, in code points.

    Raises:
        InputError: if it is no JSON object, or longer than that.
        ArticleError: if it has neither text nor page, or a field is not what it must be.
    """
    record = json_object(raw.data) if isinstance(raw.data, bytes) else dict(raw.data)
    fields, extra = split_fields(record, raw.columns)
    known = {name: _text_or_none(name, fields[name]) for name in KNOWN}
    id = _text_or_none("id", fields["id"]) or known["url"] or raw.default_id
    authors = fields["authors"] or ()
    if isinstance(authors, str):
        authors = (authors,)
    if not isinstance(authors, list | tuple) or not all(isinstance(author, str) for author in authors):
        raise ArticleError("the authors are no list of names", "Give a list of strings", field="authors")
    text, html = fields["text"], fields["html"]
    text = text or (None if html else text)  # some writers leave the text empty where there is a page
    if text is None and html is None:
        raise _lacking(raw.columns)
    if text is None:
        if not isinstance(html, str):
            raise ArticleError(f"the html is {type(html).__name__}, not text", SHAPE, field="html")
        return Page(id, html, known | {"authors": tuple(authors), "extra": extra})
    if isinstance(text, str) and len(text) > max_characters:
        raise too_long(id, max_characters)
    if html is not None:
        extra["html"] = html
    return Article(id=id, text=text, authors=authors, extra=extra, **known)  # type: ignore[arg-type]  # known has text fields only


def _lacking(columns: Mapping[str, str]) -> ArticleError:
    if mapped := [columns[name] for name in ("text", "html") if name in columns]:
        problem = f"the record has no {' or '.join(map(repr, mapped))}, which the text is to be taken from"
        return ArticleError(problem, "Give it one, or map another column", field="text")
    return ArticleError("the record has neither text nor html", f"{SHAPE}, or say what they are called with --map", field="text")


def _text_or_none(name: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    # An int is never asked whether it is finite: one of more than 308 digits fits into no float.
    if (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    raise ArticleError(f"the {name} is {type(value).__name__}, not text", f"Give the {name} as a string", field=name)
