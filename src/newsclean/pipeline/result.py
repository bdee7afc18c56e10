"""What a run found, read from its files when it is asked for."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from newsclean.article import CleanArticle
from newsclean.background import Background
from newsclean.canonical import Story
from newsclean.errors import Rejected
from newsclean.formats import (
    LINES,
    Lines,
    PairRecord,
    RunArticles,
    StoryRecord,
    read_article_line,
    read_background,
    record_of,
    story_from,
)


@frozen(eq=False)
class Result:
    """What a run found: its folder, seen from Python. Two are equal if the files say the same.

    Everything is read from the files when it is asked for, so that a folder may be larger than memory: hold on to what is
    needed more than once. Nothing of a run's inputs is missing from ``articles`` and ``rejected`` together.

    Attributes:
        folder: with the files; see ``docs/files.md``.
        counts: how many ``articles``, ``pairs``, ``stories``, ``merged`` (stories of two articles and more), ``conflicts``,
            ``rejected`` and ``removed_characters`` there are.
        removed: how many characters were removed, by kind; the most first.
        seconds: how long each stage took.
    """

    folder: Path
    counts: Mapping[str, int] = field(factory=dict)
    removed: Mapping[str, int] = field(factory=dict)
    seconds: Mapping[str, float] = field(factory=dict)

    @cached_property
    def articles(self) -> Lines[CleanArticle]:
        """The articles, cleaned, in the order of their ids."""
        return Lines.of(self.folder / "articles.jsonl", read_article_line)

    @cached_property
    def pairs(self) -> Lines[PairRecord]:
        """Every verified pair, in the order of their ids."""
        return Lines.of(self.folder / "pairs.jsonl", lambda line: record_of(line, PairRecord))

    @cached_property
    def stories(self) -> Lines[Story]:
        """The stories, in the order of their ids; each article is in one of them."""
        articles = RunArticles(self.folder)
        return Lines.of(self.folder / "stories.jsonl", lambda line: story_from(record_of(line, StoryRecord), articles))

    @cached_property
    def story_records(self) -> Lines[StoryRecord]:
        """The lines of the stories, which also say how each article is related to the base, and whether it is a duplicate."""
        return Lines.of(self.folder / "stories.jsonl", lambda line: record_of(line, StoryRecord))

    @cached_property
    def rejected(self) -> Lines[Rejected]:
        """Inputs and records that could not be used, in the order of the inputs."""
        return Lines.of(self.folder / "rejected.jsonl", lambda line: record_of(line, Rejected))

    @cached_property
    def background(self) -> Background:
        """What carried no weight in the comparison, and the templates of the sites."""
        return read_background(self.folder)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return all(filecmp.cmp(self.folder / name, other.folder / name, shallow=False) for name in LINES)

    __hash__ = None  # type: ignore[assignment]  # as for other values that are compared by what they hold
