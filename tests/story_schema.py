"""The JSON Schema of a story, made from its classes and their docstrings; run it to print the file that ships."""

from __future__ import annotations

import json
import re
import sys
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from newsclean import Story
from newsclean.canonical import Reading
from newsclean.text import Span

PLAIN: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
}
SPAN = {
    "description": "A range in Unicode code points, half open: [start, end].",
    "type": "array",
    "prefixItems": [PLAIN[int], PLAIN[int]],
    "items": False,
    "minItems": 2,
}
TITLE = "A story as newsclean writes it: newsclean export DIR --format jsonl"


def story_schema() -> str:
    """The schema as the text of its file."""
    definitions: dict[str, Any] = {"Span": SPAN}
    _define(Story, definitions)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:newsclean:schema:story",
        "title": TITLE,
        "$ref": "#/$defs/Story",
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _define(cls: type, definitions: dict[str, Any]) -> None:
    if cls.__name__ in definitions:
        return
    definitions[cls.__name__] = {}
    summary, described = _docstring(cls)
    hints = get_type_hints(cls)
    properties = {}
    for field in attrs.fields(cls):
        about = {"description": described[field.name]} if field.name in described else {}
        properties[field.name] = about | _type(hints[field.name], definitions)
    required = [f.name for f in attrs.fields(cls) if f.default is attrs.NOTHING and (cls, f.name) != (Reading, "text")]
    if cls is Reading:
        properties["text"]["description"] += " Left out where it is the source with the separators of the joints."
    definitions[cls.__name__] = {
        "description": summary,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if hint is NoneType:
        return {"type": "null"}
    if isinstance(hint, UnionType):
        return {"anyOf": [_type(one, definitions) for one in get_args(hint)]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0], definitions)}
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if hint is not Span:
        _define(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _docstring(cls: type) -> tuple[str, dict[str, str]]:
    """The first line of a class's docstring, and what it says of each attribute."""
    summary, _, rest = (cls.__doc__ or "").partition("\n")
    attributes = rest.partition("Attributes:\n")[2]
    found: dict[str, str] = {}
    for names, said in re.findall(r"^ {8}(\w[\w, ]*): (.*(?:\n {12}.*)*)", attributes, flags=re.MULTILINE):
        found |= dict.fromkeys(names.split(", "), " ".join(said.split()).replace("``", "").replace("`", ""))
    return summary, found


if __name__ == "__main__":
    sys.stdout.write(story_schema())
