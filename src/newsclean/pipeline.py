"""The whole line: inputs to clean articles, pairs, clusters and stories, and the files that hold them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from attrs import evolve, field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode, Story, canonicalize, check_mode, check_policy
from newsclean.errors import InputError, NewscleanError, OutputError, Rejected, place
from newsclean.extraction import extract
from newsclean.filters import MAX_REMOVED, Filter, clean
from newsclean.formats import (
    FILES,
    Page,
    Source,
    article_record,
    pair_record,
    read_inputs,
    story_record,
    too_long,
    unstructured,
    write_background,
    write_lines,
    write_whole,
)
from newsclean.neardup import Cluster, Pair, find_duplicates

# A long news article has 50,000 characters, a book a million; more is a dump that should be split into its articles.
MAX_CHARACTERS = 2_000_000

Progress = Callable[[str, int, int | None], None]
"""Told of each step: the stage's name, how many are done, and of how many (None where that is not known)."""


def _silent(stage: str, done: int, total: int | None) -> None:
    """The progress of those who do not ask for it."""


@frozen
class Result:
    """What a run found; nothing of its inputs is missing from ``articles`` and ``rejected`` together.

    Attributes:
        articles: cleaned, in the order of their ids.
        pairs: every verified pair, in the order of their ids.
        clusters: every article is in exactly one.
        stories: one for each cluster, in the same order.
        rejected: inputs and records that could not be used, in the order of the inputs.
        background: what carried no weight in the comparison.
        seconds: how long each stage took.
    """

    articles: tuple[CleanArticle, ...]
    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]
    stories: tuple[Story, ...]
    rejected: tuple[Rejected, ...]
    background: Background
    seconds: Mapping[str, float] = field(factory=dict, eq=False, hash=False)


def run(
    inputs: Iterable[str | Path | Article],
    *,
    out: str | Path | None = None,
    filters: Sequence[Filter] | None = None,
    max_removed: float = MAX_REMOVED,
    background: Background | None = None,
    overlap: bool = True,
    mode: Mode = "union",
    base: BasePolicy = "most_complete",
    max_characters: int = MAX_CHARACTERS,
    progress: Progress | None = None,
) -> Result:
    """Clean the inputs, find which are versions of one another, and merge those into stories.

    The result, to the byte, does not depend on the order of the inputs. One bad record never stops the run: it is in
    ``rejected`` with its place and the reason.

    Args:
        inputs: files, folders, ``-`` for JSON lines on standard input, or articles.
        out: a folder for the result's files, made if missing; None writes nothing.
        filters: as for `clean`.
        max_removed: as for `clean`.
        background: as for `find_duplicates`.
        overlap: as for `find_duplicates`.
        mode: as for `canonicalize`.
        base: as for `canonicalize`.
        max_characters: of an article's text, in code points; longer ones are rejected.
        progress: called as the work goes on.

    Raises:
        InputError: if ``inputs`` is a single path, or the results would overwrite an input.
        OptionError: if ``mode`` or ``base`` is unknown.
        OutputError: if ``out`` cannot be written.
    """
    if isinstance(inputs, str | Path):
        raise InputError("the inputs are a single path", f"Pass a list of them: run([{str(inputs)!r}])")
    check_mode(mode)
    check_policy(base)
    given = list(inputs)
    folder = None if out is None else _folder(Path(out), given)
    tell = progress or _silent
    seconds: dict[str, float] = {}
    with _timed(seconds, "read"):
        sources, unread = _read(given, max_characters, folder, tell)
    with _timed(seconds, "clean"):
        articles, unclean = _cleaned(sources, filters, max_removed, tell)
    with _timed(seconds, "duplicates"):
        tell("duplicates", 0, None)
        found = find_duplicates(articles, background=background, overlap=overlap)
    with _timed(seconds, "canonicalize"):
        by_id = {article.id: article for article in articles}
        stories = []
        for number, cluster in enumerate(found.clusters, start=1):
            stories.append(canonicalize([by_id[id_] for id_ in cluster.articles], mode=mode, base=base))
            tell("canonicalize", number, len(found.clusters))
    rejected = _in_order(unread + unclean)
    result = Result(tuple(articles), found.pairs, found.clusters, tuple(stories), rejected, found.background, seconds)
    if folder is not None:
        with _timed(seconds, "write"):
            tell("write", 0, None)
            write(result, folder)
    return result


def clean_inputs(
    inputs: Iterable[str | Path | Article],
    *,
    filters: Sequence[Filter] | None = None,
    max_removed: float = MAX_REMOVED,
    max_characters: int = MAX_CHARACTERS,
) -> tuple[tuple[CleanArticle, ...], tuple[Rejected, ...]]:
    """The first stage alone: the inputs cleaned, in the order of their ids, and what was rejected. As for `run`."""
    sources, unread = _read(list(inputs), max_characters, None, _silent)
    articles, unclean = _cleaned(sources, filters, max_removed, _silent)
    return tuple(articles), _in_order(unread + unclean)


def write(result: Result, folder: Path) -> None:
    """The files of a result, in a folder that exists; each appears whole or not at all.

    Raises:
        OutputError: if one cannot be written.
    """
    from newsclean.report import render  # the template engine is only needed here

    story_of = {id_: cluster.id for cluster in result.clusters for id_ in cluster.articles}
    articles = [article_record(article, story_of[article.id]) for article in result.articles]
    pairs = [pair_record(pair) for pair in result.pairs]
    stories = [story_record(story, cluster) for story, cluster in zip(result.stories, result.clusters, strict=True)]
    for name, records in (("articles", articles), ("pairs", pairs), ("stories", stories), ("rejected", result.rejected)):
        write_lines(folder / f"{name}.jsonl", map(unstructured, records))
    write_background(folder, result.background)
    write_whole(folder / "report.html", render(articles, pairs, stories, result.rejected))


def _cleaned(
    sources: Sequence[tuple[Source, Article]], filters: Sequence[Filter] | None, max_removed: float, tell: Progress
) -> tuple[list[CleanArticle], list[Rejected]]:
    articles, rejected = [], []
    for number, (source, article) in enumerate(sources, start=1):
        try:
            articles.append(clean(article, filters, max_removed=max_removed))
        except NewscleanError as error:
            rejected.append(Rejected.because(error, source.input, source.record))
        tell("clean", number, len(sources))
    return articles, rejected


def _in_order(rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    return tuple(sorted(rejected, key=lambda r: (r.input, r.record or 0, r.error)))


def _folder(out: Path, inputs: Sequence[str | Path | Article]) -> Path:
    # realpath follows links as far as they go; Path.resolve raises on a loop of them before Python 3.13.
    folder = Path(os.path.realpath(out))
    for given in inputs:
        if isinstance(given, str | Path) and str(given) != "-":
            own = Path(os.path.realpath(given))
            if own == folder:
                problem = f"{given} is both an input and the folder for the results"
                raise InputError(problem, "Choose another --out", source=str(given))
            if own.parent == folder and own.name in FILES:
                problem = f"{given} is an input and would be overwritten by the results"
                raise InputError(problem, "Choose another --out", source=str(given))
    try:
        if out.exists() and not out.is_dir():
            raise OutputError(f"{out} is a file, not a folder", "Choose another --out", path=str(out))
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):  # that it cannot be written is better known before the work
            return out
    except OSError as error:
        problem = f"the folder {out} cannot be made or written ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(out)) from error


def _read(
    inputs: Sequence[str | Path | Article], max_characters: int, leave_out: Path | None, tell: Progress
) -> tuple[list[tuple[Source, Article]], list[Rejected]]:
    """Articles with where they came from, in the order of their ids, each id once; and what was rejected."""
    found: list[tuple[Source, Article]] = []
    rejected: list[Rejected] = []
    for number, item in enumerate(_sources(inputs, max_characters, leave_out), start=1):
        tell("read", number, None)
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        try:
            found.append((item, _article(item, max_characters)))
        except NewscleanError as error:
            rejected.append(Rejected.because(error, item.input, item.record))
    # Among those of one id the first by place is taken, so that the order of the inputs does not matter.
    found.sort(key=lambda pair: (pair[1].id, pair[0].input, pair[0].record or 0, pair[1].text, repr(pair[1])))
    unique: list[tuple[Source, Article]] = []
    for source, article in found:
        if unique and unique[-1][1].id == article.id:
            first = unique[-1][0]
            problem = f"the id {article.id!r} is taken already, by {place(first.input, first.record)}"
            hint = "Give each article an id of its own"
            rejected.append(Rejected(source.input, source.record, problem, hint))
        else:
            unique.append((source, article))
    return unique, rejected


def _sources(inputs: Sequence[str | Path | Article], max_characters: int, leave_out: Path | None) -> Iterator[Source | Rejected]:
    yield from (Source(given.id, None, given) for given in inputs if isinstance(given, Article))
    paths = [given for given in inputs if not isinstance(given, Article)]
    yield from read_inputs(paths, max_characters=max_characters, leave_out=leave_out)


def _article(source: Source, max_characters: int) -> Article:
    if isinstance(source.content, Page):
        page = source.content
        article = extract(page.html, url=page.known.get("url"), id=page.id)
        article = evolve(article, **{name: value for name, value in page.known.items() if value})
    else:
        article = source.content
    if len(article.text) > max_characters:
        raise too_long(source.input, max_characters, source.record)
    return article


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - begun
