"""An index as the files of a run, which everything that reads a run's folder reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.canonical import canonicalize
from newsclean.errors import OutputError
from newsclean.formats import article_line, background_record, json_line, pair_lines, run_story_line, write_whole
from newsclean.index.moment import Moment, moment
from newsclean.index.reader import Reader


def export_run(index: Reader, folder: Path) -> None:
    """Writes what `newsclean.run` writes for the same articles with the same background, to the byte, but for the report.

    Articles are read a hundred at a time, and stories merged one by one. Each file appears whole or not at all;
    ``background.jsonl`` comes last, so that a folder where it is missing is none of a finished run. A report that stands there is
    removed, since it is of other files. ``rejected.jsonl`` is empty: what could not be added was said when it was tried.

    Args:
        index: that is read, as it is now.
        folder: for the files, made if missing.

    Raises:
        OutputError: if a file cannot be written.
        StoredIndexError: if the index cannot be read.
    """
    with moment(index) as now:
        prepare(folder, "background.jsonl", "report.html")
        for name, lines in _files(now):
            write_whole(folder / name, (f"{line}\n" for line in lines))


def prepare(folder: Path, *stale: str) -> None:
    """Makes a folder for results, and removes files of earlier ones that would not belong to them.

    Raises:
        OutputError: if it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        problem = f"the folder {folder} cannot be made or written ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(folder)) from error


def _files(now: Moment) -> Iterator[tuple[str, Iterable[str]]]:
    yield "articles.jsonl", (article_line(article, story) for article, story in now.articles())
    yield "pairs.jsonl", pair_lines(now.pairs())
    yield "stories.jsonl", _story_lines(now)
    yield "rejected.jsonl", ()
    yield "background.jsonl", [json_line(background_record(now.background))]


def _story_lines(now: Moment) -> Iterator[str]:
    for cluster in now.clusters():
        story = canonicalize(now.articles_of(cluster.articles))
        yield run_story_line(story, cluster.members(story.base))
