"""Inputs as users name them: files, folders and standard input, each read by its format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsclean.errors import InputError, NewscleanError, Rejected
from newsclean.formats import html_file, json_lines, text_file
from newsclean.formats.page import Source
from newsclean.formats.run_folder import is_run

KNOWN = "Known formats: .txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson"
Reader = Callable[[Path, int], Iterator[Source | Rejected]]


def read_inputs(
    inputs: Iterable[str | Path], *, max_characters: int, leave_out: Path | None = None
) -> Iterator[Source | Rejected]:
    """The articles and pages of all inputs; what cannot be read is a `Rejected`, and the rest goes on.

    Args:
        inputs: files, folders, or ``-`` for JSON lines on standard input. Folders are read with all their subfolders, in
            the order of names; hidden files and the folders of finished runs are passed over. A file named twice is
            read once, and so is standard input.
        max_characters: of an article's text; longer ones are rejected.
        leave_out: a folder inside the inputs to pass over, such as that of the results to come.
    """
    seen: set[str] = set()
    left_out = None if leave_out is None else os.path.realpath(leave_out)
    for name in inputs:
        yield from _contents(name, max_characters, left_out, seen)


def _contents(name: str | Path, max_characters: int, leave_out: str | None, seen: set[str]) -> Iterator[Source | Rejected]:
    if str(name) == "-":
        if "-" in seen:
            return
        seen.add("-")
        if sys.stdin is None:
            yield Rejected("-", None, "standard input is closed", "Pipe JSON lines into the command")
        else:
            yield from _rejecting(json_lines.read_articles(sys.stdin.buffer, "-", "stdin", max_characters), "-")
        return
    for found in _files(Path(name), leave_out):
        if isinstance(found, Rejected):
            yield found
        elif (place := os.path.realpath(found)) not in seen:
            seen.add(place)
            yield from _rejecting(_read(found, max_characters), str(found))


def _rejecting(found: Iterator[Source | Rejected], source: str) -> Iterator[Source | Rejected]:
    """What is found up to the first error, and the error as a `Rejected`."""
    try:
        yield from found
    except NewscleanError as error:
        yield Rejected.because(error, source)


def _files(path: Path, leave_out: str | None) -> Iterator[Path | Rejected]:
    if not path.is_dir():
        yield path
        return
    errors: list[OSError] = []
    is_empty = True
    for folder, subfolders, names in os.walk(path, onerror=errors.append):
        here = Path(folder)
        shown = sorted(name for name in subfolders if not name.startswith("."))
        subfolders[:] = [name for name in shown if not _is_passed_over(here / name, leave_out)]
        for name in shown:
            if (here / name).is_symlink():
                is_empty = False
                yield Rejected(str(here / name), None, "a link to a folder is not followed", "Name the folder as an input")
        files = [here / name for name in sorted(names) if not name.startswith(".")]
        is_empty = is_empty and not files
        yield from files
    for error in errors:
        problem = f"the folder cannot be read ({error.strerror})"
        yield Rejected(str(error.filename), None, problem, "Check that you may read it")
    if is_empty and not errors:
        yield Rejected(str(path), None, "the folder holds nothing to read", KNOWN)


def _is_passed_over(folder: Path, leave_out: str | None) -> bool:
    """Whether a folder is the one to leave out, or holds the results of a run, which are no inputs."""
    return os.path.realpath(folder) == leave_out or is_run(folder)


def _read(path: Path, max_characters: int) -> Iterator[Source | Rejected]:
    yield from _reader(path)(path, max_characters)


def _reader(path: Path) -> Reader:
    if not os.path.lexists(path):
        raise InputError("there is no such file", "Check its name", source=str(path))
    if not path.is_file():
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
            yield from json_lines.read_articles(stream, str(path), path.stem, max_characters)
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise InputError(problem, "Check that it exists and that you may read it", source=str(path)) from error
