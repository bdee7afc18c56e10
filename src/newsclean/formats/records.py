"""The records of a run's files: their shapes as classes, from values and back from JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_unstructure_fn, override

from newsclean.article import CleanArticle
from newsclean.errors import InputError, OutputError
from newsclean.formats.json_lines import read_lines
from newsclean.formats.json_values import from_json
from newsclean.formats.pair_records import PairRecord, Range
from newsclean.formats.run_folder import AGAIN
from newsclean.formats.story_records import ReadingRecord, StoryRecord


@frozen
class RemovalRecord:
    """An edit of an article: offsets into its source text, and the characters that stood there."""

    start: int
    end: int
    text: str
    kind: str
    rule: str
    reason: str
    lifted: dict[str, str]
    replacement: str = ""


@frozen
class ArticleRecord:
    """A line of ``articles.jsonl``."""

    id: str
    story: str | None
    text: str
    removals: list[RemovalRecord]
    lifted: dict[str, list[str]]
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    authors: list[str]
    language: str | None
    extra: dict[str, Any]
    notes: list[str]
    recovered: list[Range] | None = None

    def fits(self) -> bool:
        """Whether the removals are in order, and each fits the text."""
        ends = [0, *(removal.end for removal in self.removals)]
        shown = ends[-1] + sum(len(r.replacement) - len(r.text) for r in self.removals)
        placed = (end <= r.start < r.end == r.start + len(r.text) for end, r in zip(ends, self.removals, strict=False))
        return shown <= len(self.text) and all(placed)

    def source(self) -> Iterator[tuple[str, RemovalRecord | None]]:
        """The source text in stretches: what was kept with None, what was removed with its removal."""
        position = source_at = 0
        for removal in self.removals:
            kept = removal.start - source_at
            if kept:
                yield self.text[position : position + kept], None
            yield removal.text, removal
            position, source_at = position + kept + len(removal.replacement), removal.end
        if position < len(self.text):
            yield self.text[position:], None


def article_record(article: CleanArticle, story: str | None) -> ArticleRecord:
    """The line for a cleaned article; ``story`` is the id of the story that it belongs to, None before there are stories."""
    source = article.article
    removals = [
        RemovalRecord(e.start, e.end, e.span.of(source.text), e.kind, e.rule, e.reason, dict(e.lifted), e.replacement)
        for e in article.removals
    ]
    return ArticleRecord(
        id=article.id,
        story=story,
        text=article.text,
        removals=removals,
        lifted=article.lifted,
        title=source.title,
        url=source.url,
        publisher=source.publisher,
        published=source.published,
        authors=list(source.authors),
        language=source.language,
        extra=dict(source.extra),
        notes=list(article.notes),
        recovered=[(block.start, block.end) for block in source.blocks if block.recovered] or None,
    )


def unstructured(record: object) -> dict[str, Any]:
    """A record as plain dicts and lists.

    What a removal, a reading or an article only has now and then is left out where it says nothing: ``replacement``;
    ``moved``, ``pieces``, ``joints`` and ``text``; ``recovered``.
    """
    plain: dict[str, Any] = CONVERTER.unstructure(record)
    return plain


Record = TypeVar("Record", ArticleRecord, PairRecord, StoryRecord)


def read_records(folder: Path, name: str, kind: type[Record]) -> Iterator[Record]:
    """The records of one of the files of a run's folder.

    Raises:
        OutputError: if the folder has no such file; a line that is no such record is named.
    """
    yield from (record for _, record in numbered_records(folder, name, kind))


def numbered_records(folder: Path, name: str, kind: type[Record]) -> Iterator[tuple[int, Record]]:
    """As `read_records`, each with the number of its line, from 1."""
    path = folder / name
    if not (path.is_file() or path.is_fifo()):
        raise missing(path)
    try:
        for number, line in read_lines(path):
            yield number, structured(line, kind, path, number)
    except InputError as error:
        raise damaged(path, error.record, error.problem) from error


def missing(path: Path) -> OutputError:
    """The error for a file that the folder of a run does not have."""
    return OutputError(f"{path.parent} holds no {path.name}", f"Name the folder of a finished run. {AGAIN}", path=str(path))


def damaged(path: Path, number: int | None, problem: str) -> OutputError:
    """The error for a line of a run's file that is not what a run writes."""
    return OutputError(f"line {number} of {path} is damaged: {problem}", AGAIN, path=str(path))


def structured(line: dict[str, Any], kind: type[Record], path: Path, number: int) -> Record:
    """A line of a run's file as its record.

    Raises:
        OutputError: if it is no such record.
    """
    try:
        return _structured(line, kind)
    except InputError as error:
        raise damaged(path, number, error.problem) from error


def record_of(line: bytes, kind: type[Record]) -> Record:
    """A line of a run's file, as it stands there, as its record.

    Raises:
        InputError: if it is no such record.
    """
    try:
        found = from_json(line.decode())
    except (ValueError, RecursionError) as error:
        raise InputError(f"the line is no JSON ({error})", AGAIN) from None
    if not isinstance(found, dict):
        raise InputError(f"the line is no JSON object but {type(found).__name__}", AGAIN)
    return _structured(found, kind)


def _structured(line: dict[str, Any], kind: type[Record]) -> Record:
    try:
        record = CONVERTER.structure(line, kind)
    except BaseValidationError as error:
        raise InputError("; ".join(transform_error(error)), AGAIN) from error
    if isinstance(record, ArticleRecord) and not record.fits():
        raise InputError("a removal does not fit the text", AGAIN)
    return record


def _converter() -> Converter:
    converter = Converter()
    rare = override(omit_if_default=True)
    as_it_is = override(unstruct_hook=lambda value: value)
    article = make_dict_unstructure_fn(ArticleRecord, converter, extra=as_it_is, recovered=rare)
    removal = make_dict_unstructure_fn(RemovalRecord, converter, replacement=rare)
    reading = make_dict_unstructure_fn(ReadingRecord, converter, moved=rare, pieces=rare, joints=rare, text=rare)
    converter.register_unstructure_hook(ArticleRecord, article)
    converter.register_unstructure_hook(RemovalRecord, removal)
    converter.register_unstructure_hook(ReadingRecord, reading)
    return converter


CONVERTER = _converter()
