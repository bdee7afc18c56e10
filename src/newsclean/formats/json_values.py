"""Values as JSON, one by one, for lines that are put together by hand; and JSON as values."""

from __future__ import annotations

import json
from json.encoder import encode_basestring

from newsclean.text import Span

json_text = encode_basestring  # a text; several times as quick as asking an encoder
# Any value; what JSON does not know, such as a date, becomes text. Made once, since `json.dumps` makes an encoder for each call
# that wants anything of its own.
json_value = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
# NaN is no JSON, but some writers use it for what is missing.
from_json = json.JSONDecoder(parse_constant=lambda _: None).decode


def json_known(text: str | None) -> str:
    """A text, or null where nothing is known."""
    return "null" if text is None else json_text(text)


def json_range(span: Span) -> str:
    """A span as it is written: [start, end]."""
    return f"[{span.start},{span.end}]"
