"""Inputs as users name them: files, folders and standard input, each read by its format."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from newsclean.article import Article
from newsclean.errors import InputError, NewscleanError, Rejected
from newsclean.formats import csv_file, html_file, json_lines, parquet_file, text_file, warc_file
from newsclean.formats.columns import check_fields
from newsclean.formats.compression import BEGINNINGS, read_chunks
from newsclean.formats.page import Source
from newsclean.formats.run_folder import is_run

FORMATS = (text_file, html_file, json_lines, csv_file, parquet_file, warc_file)
KNOWN = f"Known formats: {', '.join(suffix for known in FORMATS for suffix in known.SUFFIXES)}; .gz or .zst may follow"


def read_inputs(
    inputs: Iterable[str | Path | Article],
    *,
    max_characters: int,
    leave_out: Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Source | Rejected]:
    """The articles, pages and records of all inputs; what cannot be read is a `Rejected`, and the rest goes on.

    Nothing is held longer than it takes to yield it, so that neither files nor inputs need fit into memory. Records are not
    yet parsed, and pages not yet decoded: `parse_record` and `decoded` do that, in whatever process.

    Args:
        inputs: files, folders, ``-`` for JSON lines on standard input, or articles, which are taken as they are. Folders
            are read with all their subfolders, in the order of names; hidden files and the folders of finished runs are
            passed over. A file named twice is read once, and so is standard input.
        max_characters: of an article's text; longer ones are rejected.
        leave_out: a folder inside the inputs to pass over, such as that of the results to come.
        columns: which column of JSON lines, CSV and Parquet each field of an article is taken from, where it is not the one
            of its own name: ``{"text": "body"}``; ``"content.body"`` is inside of ``content``.

    Raises:
        OptionError: if a column is mapped to what is no field.
    """
    columns = dict(columns or {})
    check_fields(columns)
    return _all_contents(inputs, max_characters, None if leave_out is None else os.path.realpath(leave_out), columns)


def _all_contents(
    inputs: Iterable[str | Path | Article], max_characters: int, leave_out: str | None, columns: Mapping[str, str]
) -> Iterator[Source | Rejected]:
    seen: set[str] = set()
    for name in inputs:
        if isinstance(name, Article):
            yield Source(name.id, None, name)
        elif str(name) == "-":
            if "-" not in seen:
                seen.add("-")
                yield from _standard_input(max_characters, columns)
        else:
            yield from _files_below(Path(name), max_characters, leave_out, columns, seen)


def _files_below(
    path: Path, max_characters: int, leave_out: str | None, columns: Mapping[str, str], seen: set[str]
) -> Iterator[Source | Rejected]:
    for found in _files(path, leave_out):
        if isinstance(found, Rejected):
            yield found
        elif (place := os.path.realpath(found)) not in seen:
            seen.add(place)
            yield from _rejecting(_read(found, max_characters, columns), str(found))


def _standard_input(max_characters: int, columns: Mapping[str, str]) -> Iterator[Source | Rejected]:
    if sys.stdin is None:
        yield Rejected("-", None, "standard input is closed", "Pipe JSON lines into the command")
        return
    chunks = read_chunks(sys.stdin.buffer, "-")
    yield from _rejecting(json_lines.read_articles(chunks, "-", "stdin", max_characters, columns), "-")


def _rejecting(found: Iterator[Source | Rejected], source: str) -> Iterator[Source | Rejected]:
    """What is found up to the first error, and the error as a `Rejected`."""
    try:
        yield from found
    except NewscleanError as error:
        yield Rejected.because(error, source)
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        yield Rejected(source, None, problem, "Check that it exists and that you may read it")


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


def _read(path: Path, max_characters: int, columns: Mapping[str, str]) -> Iterator[Source | Rejected]:
    source = str(path)
    if not os.path.lexists(path):
        raise InputError("there is no such file", "Check its name", source=source)
    if not path.is_file():
        raise InputError("this is no regular file", "Give files or folders", source=source)
    compressed = path.suffix.lower() if path.suffix.lower() in BEGINNINGS else ""
    inner = path.with_suffix("") if compressed else path
    suffix = inner.suffix.lower()
    if suffix in warc_file.SUFFIXES:
        yield from warc_file.read_warc(path, source, max_characters, columns)
    elif suffix in parquet_file.SUFFIXES:
        if compressed:
            problem = f"Parquet inside of {compressed} cannot be read"
            raise InputError(problem, "Decompress it: Parquet is compressed in itself", source=source)
        yield from parquet_file.read_parquet(path, source, inner.stem, columns)
    else:
        with path.open("rb") as stream:
            yield from _read_stream(stream, source, inner.stem, suffix, compressed, max_characters, columns)


def _read_stream(
    stream: BinaryIO, source: str, stem: str, suffix: str, compressed: str, max_characters: int, columns: Mapping[str, str]
) -> Iterator[Source | Rejected]:
    chunks = read_chunks(stream, source, BEGINNINGS.get(compressed, b""))
    if suffix in text_file.SUFFIXES:
        yield from text_file.read_text(chunks, source, stem, max_characters)
    elif suffix in html_file.SUFFIXES:
        yield from html_file.read_html(chunks, source, stem, max_characters)
    elif suffix in json_lines.SUFFIXES:
        yield from json_lines.read_articles(chunks, source, stem, max_characters, columns)
    elif suffix in csv_file.SUFFIXES:
        delimiter = "\t" if suffix == ".tsv" else ""
        yield from csv_file.read_csv(chunks, source, stem, max_characters, columns, delimiter)
    else:
        said = f"{suffix}{compressed}" if suffix else "of a file without an ending"
        raise InputError(f"the format {said} is not known", KNOWN, source=source)
