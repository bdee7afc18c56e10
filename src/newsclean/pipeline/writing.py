"""The last stage: the files of a run, put together from its parts; all of them appear, or none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen

from newsclean.background import Background
from newsclean.errors import OutputError, Rejected
from newsclean.formats import (
    ArticleRecord,
    PairRecord,
    StoryRecord,
    background_record,
    json_line,
    record_of,
    unstructured,
    with_story,
)
from newsclean.neardup.clusters import cut
from newsclean.neardup.relations import Relation
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.detection import Detected
from newsclean.pipeline.merging import StoryPart
from newsclean.pipeline.parts import content, lines
from newsclean.pipeline.whole_line import Cleaned

# A page of more opens slowly, and nobody reads it to its end: the stories of most sources are shown, up to so many.
SHOWN_STORIES, SHOWN_ARTICLES, SHOWN_REJECTED = 500, 1500, 1000
CHECK = "Check the space and your rights there, or choose another --out"


@frozen(eq=False)
class Found:
    """All that a run found.

    Attributes:
        cleaned: the articles.
        detected: the pairs, and which articles are of one story.
        stories: the parts with the stories, in order.
        rejected: what could not be used, in the order of the inputs.
        background: what was learned.
    """

    cleaned: Cleaned
    detected: Detected
    stories: Sequence[StoryPart]
    rejected: Sequence[Rejected]
    background: Background

    @property
    def articles(self) -> Articles:
        """The articles."""
        return self.cleaned.articles

    @property
    def ids(self) -> Sequence[str]:
        """Their ids, in order."""
        return self.cleaned.ids


def write(found: Found, folder: Path, *, report: bool) -> None:
    """Writes the files beside the parts, then moves all of them into the folder.

    Raises:
        OutputError: if one cannot be written; what stood there before is left as it was.
    """
    files = {
        "articles.jsonl": _article_lines(found),
        "pairs.jsonl": _pair_lines(found),
        "stories.jsonl": _story_lines(found),
        "rejected.jsonl": lines(json_line(unstructured(rejected)) for rejected in found.rejected),
        "background.jsonl": lines([json_line(background_record(found.background))]),
    }
    if report:
        files["report.html"] = _report(found)
    written = [_written(found.articles.files.folder / name, parts) for name, parts in files.items()]
    try:
        for path in written:
            (folder / path.name).unlink(missing_ok=True)
        for path in written:
            path.replace(folder / path.name)
        _flushed(folder)
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror or error})", CHECK, path=str(folder)) from error


def _article_lines(found: Found) -> Iterator[bytes]:
    for number, first in enumerate(found.detected.firsts().tolist()):
        yield with_story(found.articles.line(number), found.ids[first])


def _pair_lines(found: Found) -> Iterator[bytes]:
    for pair in range(len(found.detected.pairs)):
        yield _pair_line(found, pair)


def _pair_line(found: Found, pair: int) -> bytes:
    pairs = found.detected.pairs
    line, round_up = pairs.line(pair), pairs.cut_by.get(pair)
    if round_up is None:
        return line
    record = json.loads(line)
    return lines([json_line(record | {"relation": Relation.REUSE, "reason": cut(found.ids[round_up], record["reason"])})])[0]


def _story_lines(found: Found) -> Iterator[bytes]:
    for part in found.stories:
        yield content(found.articles.files, part.name)


def _report(found: Found) -> Iterator[bytes]:
    """The report, of the stories of most sources."""
    from newsclean.report import render  # the template engine is only needed here

    story, links = found.detected.story, found.detected.pairs.links
    sizes = np.bincount(story)
    by_size = np.argsort(-sizes, kind="stable")
    fit = np.cumsum(sizes[by_size]) <= SHOWN_ARTICLES
    fit[:1] = True
    shown = by_size[fit][:SHOWN_STORIES]
    numbers = np.flatnonzero(np.isin(story, shown))
    pairs = np.flatnonzero(np.isin(links.a, numbers) | np.isin(links.b, numbers))
    totals = {"articles": len(found.ids), "stories": len(sizes), "rejected": len(found.rejected)}
    firsts = found.detected.firsts()[numbers]
    articles = [with_story(found.articles.line(n), found.ids[f]) for n, f in zip(numbers.tolist(), firsts.tolist(), strict=True)]
    parts = render(
        [record_of(line, ArticleRecord) for line in articles],
        [record_of(_pair_line(found, pair), PairRecord) for pair in pairs.tolist()],
        [record_of(line, StoryRecord) for line in _some_stories(found, set(shown.tolist()))],
        found.rejected[:SHOWN_REJECTED],
        totals,
        found.cleaned.removed,
    )
    return (part.encode(errors="backslashreplace") for part in parts)


def _some_stories(found: Found, chosen: set[int]) -> Iterator[bytes]:
    number = 0
    for part in found.stories:
        for line in content(found.articles.files, part.name).splitlines(keepends=True):
            if number in chosen:
                yield line
            number += 1


def _written(path: Path, parts: Iterable[bytes]) -> Path:
    """A file of parts, flushed to the disk."""
    try:
        with path.open("wb", buffering=1 << 20) as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise OutputError(f"{path.name} cannot be written ({error.strerror or error})", CHECK, path=str(path)) from error
    return path


def _flushed(folder: Path) -> None:
    """Flushes the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
