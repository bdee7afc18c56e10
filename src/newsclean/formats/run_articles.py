"""The articles of a run's folder by their ids, each read when it is asked for."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

from newsclean.errors import InputError, OutputError
from newsclean.formats.json_lines import read_lines
from newsclean.formats.records import ArticleRecord, damaged, structured
from newsclean.formats.run_folder import AGAIN


class RunArticles(Mapping[str, ArticleRecord]):
    """The lines of ``articles.jsonl``; only their places are held in memory, so that a folder may be large.

    Raises:
        OutputError: if the folder has no such file, or a line of it is damaged; the line is named.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "articles.jsonl"
        if not self.path.is_file():
            hint = f"Name the folder of a finished run. {AGAIN}"
            raise OutputError(f"{folder} holds no articles.jsonl", hint, path=str(self.path))
        self.numbers: dict[str, int] = {}
        try:
            for number, line in read_lines(self.path):
                id_ = line.get("id")
                if not isinstance(id_, str) or id_ in self.numbers:
                    raise damaged(self.path, number, f"{id_!r} is the id of another article, or no id")
                self.numbers[id_] = number
        except InputError as error:
            raise damaged(self.path, error.record, error.problem) from error
        self.places = array("Q", [0])  # where each line begins, in bytes
        with self.path.open("rb") as stream:
            for row in stream:
                self.places.append(self.places[-1] + len(row))

    def __getitem__(self, id: str) -> ArticleRecord:
        number = self.numbers[id]
        with self.path.open("rb") as stream:
            stream.seek(self.places[number - 1])
            line = json.loads(stream.readline(), parse_constant=lambda _: None)
        return structured(line, ArticleRecord, self.path, number)

    def __contains__(self, id: object) -> bool:
        return id in self.numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)
