"""Labels of boilerplate: JSON lines ``{id, spans: [{start, end, kind}], text?}``, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from newsclean.errors import InputError
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
    """The labels of one article; its text where the line has it."""

    id: str
    spans: tuple[LabelledSpan, ...]
    text: str | None


def read_labels(path: Path) -> Iterator[LabelRecord]:
    """The labels of a file, line by line; unknown fields are passed over.

    Raises:
        InputError: if a line holds no labels; it names the line.
    """
    for number, line in enumerate(read_lines(path), start=1):
        try:
            spans = tuple(_span(span) for span in line["spans"])
            text = line.get("text")
            yield LabelRecord(str(line["id"]), spans, text if isinstance(text, str) else None)
        except (KeyError, TypeError, ValueError) as error:
            problem = f"the line holds no labels ({error.args[0] if error.args else error!r})"
            raise InputError(problem, SHAPE, source=str(path), record=number) from error


def _span(span: dict[str, Any]) -> LabelledSpan:
    start, end = span["start"], span["end"]
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise ValueError(f"{start} to {end} is no span")
    return LabelledSpan(start, end, str(span["kind"]))
