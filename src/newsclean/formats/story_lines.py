"""Stories as JSON lines that hold everything: each line is one story with all of its sources' texts.

A line is a `Story` field by field; a span is ``[start, end]``. A field at its default is left out, and so is the ``text`` of
a reading where it is the ``source`` with the separators of its ``joints``. The schema that ships says the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from attrs import evolve
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from newsclean.canonical import Reading, Story
from newsclean.canonical.readings import joined
from newsclean.errors import InputError, TextError
from newsclean.formats.json_lines import json_line, read_lines
from newsclean.formats.story_checks import fault_of
from newsclean.text import Span

AGAIN = "Write it again: newsclean export DIR --format jsonl"


def story_line(story: Story) -> str:
    """A story as one line of JSON, without its line end; `read_stories` gives an equal story back."""
    return json_line(CONVERTER.unstructure(story))


def read_stories(path: str | Path) -> Iterator[Story]:
    """The stories of a file that ``newsclean export --format jsonl`` wrote, one at a time, equal to those written.

    Raises:
        InputError: if the file cannot be read, or a line is no story whose sources can be rebuilt; it names the line.
    """
    source = str(path)
    try:
        for number, line in read_lines(Path(path)):
            yield _story(line, source, number)
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise InputError(problem, "Check that it exists and that you may read it", source=source) from error


def story_schema() -> str:
    """The JSON Schema (2020-12) of a line, as text."""
    return (files("newsclean.formats") / "schemas" / "story.schema.json").read_text(encoding="utf-8")


def _story(line: dict[str, Any], source: str, number: int) -> Story:
    try:
        story = CONVERTER.structure(line, Story)
    except BaseValidationError as error:
        problem = f"the line is no story: {'; '.join(transform_error(error))}"
        raise InputError(problem, AGAIN, source=source, record=number) from error
    if fault := fault_of(story):
        raise InputError(f"the line is no whole story: {fault}", AGAIN, source=source, record=number)
    return story


def _span(value: Any, _: type[Span]) -> Span:  # whatever stands in the file
    if not isinstance(value, list) or [type(end) for end in value] != [int, int]:
        raise ValueError(f"{json.dumps(value)} is no range [start, end]")
    try:
        return Span(*value)
    except TextError as error:
        raise ValueError(str(error)) from error


def _as_it_is(value: Any, kind: type) -> Any:
    """Refuses what is of another type; cattrs would make text of a number, and a number of text."""
    if kind not in (str, int, bool):
        return kind(value)  # one of our enumerations, which are text to cattrs
    if type(value) is not kind:
        raise ValueError(f"{json.dumps(value)[:50]} is no {kind.__name__}")
    return value


def _converter() -> Converter:
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _as_it_is)
    converter.register_structure_hook(Span, _span)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    unstructure = make_dict_unstructure_fn(Reading, converter, _cattrs_omit_if_default=True)
    structure = make_dict_structure_fn(Reading, converter, _cattrs_forbid_extra_keys=True)

    def without_text(reading: Reading) -> dict[str, Any]:
        plain: dict[str, Any] = unstructure(reading)
        if reading.is_verbatim:
            del plain["text"]
        return plain

    def with_text(value: Any, _: type[Reading]) -> Reading:
        if not isinstance(value, dict) or "text" in value:
            return structure(value, Reading)
        reading = structure({"text": "", **value}, Reading)
        return evolve(reading, text=joined(reading.source, reading.joints))

    converter.register_unstructure_hook(Reading, without_text)
    converter.register_structure_hook(Reading, with_text)
    return converter


CONVERTER = _converter()
