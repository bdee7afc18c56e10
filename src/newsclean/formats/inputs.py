"""Inputs as users name them: files, folders and standard input, each read by its format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsclean.errors import InputError, NewscleanError, Rejected
from newsclean.formats import html_file, json_lines, text_file
from newsclean.formats.page import Source

KNOWN = "Known formats: .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson"
Reader = Callable[[Path, int], Iterator[Source | Rejected]]


def read_inputs(
    inputs: Iterable[str | Path], *, max_characters: int, leave_out: Path | None = None
) -> Iterator[Source | Rejected]:
    """The articles and pages of all inputs; what cannot be read is a `Rejected`, and the rest goes on.

    Args:
        inputs: files, folders (read with all their subfolders, in the order of names; hidden files are passed over),
            or ``-`` for JSON lines on standard input.
        max_characters: of an article's text; longer ones are rejected.
        leave_out: a folder inside the inputs to pass over, such as that of the results.
    """
    for name in inputs:
        if str(name) == "-":
            yield from json_lines.read_articles(sys.stdin.buffer, "-", "stdin", max_characters)
            continue
        for found in _files(Path(name), leave_out and leave_out.resolve()):
            if isinstance(found, Rejected):
                yield found
                continue
            try:
                yield from _reader(found)(found, max_characters)
            except NewscleanError as error:
                yield Rejected.because(error, str(found))


def _files(path: Path, leave_out: Path | None) -> Iterator[Path | Rejected]:
    if not path.is_dir():
        yield path
        return
    errors: list[OSError] = []
    for folder, subfolders, names in os.walk(path, onerror=errors.append):
        here = Path(folder)
        subfolders[:] = sorted(s for s in subfolders if not s.startswith(".") and (here / s).resolve() != leave_out)
        yield from (here / name for name in sorted(names) if not name.startswith("."))
    for error in errors:
        problem = f"the folder cannot be read ({error.strerror})"
        yield Rejected(str(error.filename), None, problem, "Check that you may read it")


def _reader(path: Path) -> Reader:
    if path.exists() and not path.is_file():
        raise InputError("this is no regular file", "Give files or folders", source=str(path))
    suffix = path.suffix.lower()
    if suffix in text_file.SUFFIXES:
        return text_file.read_text
    if suffix in html_file.SUFFIXES:
        return html_file.read_html
    if suffix in json_lines.SUFFIXES:
        return _read_json_lines
    raise InputError(f"the format {suffix or 'of a file without an ending'} is not known", KNOWN, source=str(path))


def _read_json_lines(path: Path, max_characters: int) -> Iterator[Source | Rejected]:
    try:
        with path.open("rb") as stream:
            if not stream.peek(1):
                raise InputError("the file is empty", "Leave it out", source=str(path))
            yield from json_lines.read_articles(stream, str(path), path.stem, max_characters)
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise InputError(problem, "Check that it exists and that you may read it", source=str(path)) from error
