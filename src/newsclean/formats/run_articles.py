"""The articles of a run's folder by their ids, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from newsclean.errors import InputError
from newsclean.formats.json_lines import read_lines
from newsclean.formats.line_sequence import Lines
from newsclean.formats.records import ArticleRecord, damaged, record_of


class RunArticles(Mapping[str, ArticleRecord]):
    """The lines of ``articles.jsonl``; only their ids and places are held in memory, so that a folder may be large.

    Raises:
        OutputError: if the folder has no such file, or a line of it is damaged; the line is named.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "articles.jsonl"
        self.lines = Lines.of(path, partial(record_of, kind=ArticleRecord))
        self.numbers: dict[str, int] = {}
        try:
            for number, line in read_lines(path):
                id_ = line.get("id")
                if not isinstance(id_, str) or id_ in self.numbers:
                    raise damaged(path, number, f"{id_!r} is the id of another article, or no id")
                self.numbers[id_] = len(self.numbers)
        except InputError as error:
            raise damaged(path, error.record, error.problem) from error

    def __getitem__(self, id: str) -> ArticleRecord:
        return self.lines[self.numbers[id]]

    def __contains__(self, id: object) -> bool:
        return id in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)
