"""Single stages on inputs: cleaning, detection or merging alone."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode, Story, canonicalize, check_mode, check_policy
from newsclean.errors import NewscleanError, OptionError, Rejected
from newsclean.filters import Filter, Rule
from newsclean.formats import read_inputs
from newsclean.neardup import Duplicates, find_duplicates
from newsclean.pipeline import MAX_CHARACTERS, Cleaning
from newsclean.pipeline.options import Options
from newsclean.pipeline.places import Place, in_order_of_inputs, one_of_each_id
from newsclean.pipeline.reading import article_of
from newsclean.pipeline.stage_files import StageFiles
from newsclean.pipeline.whole_line import WholeLine
from newsclean.progress import Progress, silent

WHICH = "Give the articles that the clusters were found among"


def clean_inputs(
    inputs: Iterable[str | Path | Article],
    *,
    filters: Sequence[Filter] | None = None,
    preset: str = "body",
    keep: Collection[str] = (),
    rules: Iterable[Rule] = (),
    max_removed: float | None = None,
    background: Background | None = None,
    max_characters: int = MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[Sequence[CleanArticle], tuple[Rejected, ...]]:
    """The first stage alone: the inputs cleaned, in the order of their ids, and what was rejected. As for `run`.

    The articles wait in temporary files, which are gone with the sequence.
    """
    cleaning = Cleaning(filters, preset, keep, tuple(rules), max_removed)
    options = Options(cleaning, background=background, max_characters=max_characters, columns=dict(columns or {}), jobs=jobs)
    folder = Path(tempfile.mkdtemp(prefix="newsclean-"))
    try:
        line = WholeLine(options, StageFiles(folder), progress or silent)
        read, unread = line.read(inputs, None)
        cleaned = line.cleaned(read)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(cleaned.articles, shutil.rmtree, folder, ignore_errors=True)
    return cleaned.articles, in_order_of_inputs([*unread, *cleaned.rejected])


def duplicates_among(
    inputs: Iterable[str | Path | Article],
    *,
    max_characters: int = MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
    **options: Any,
) -> tuple[tuple[Article, ...], Duplicates, tuple[Rejected, ...]]:
    """The second stage alone, on articles that are clean already.

    Args:
        inputs: as for `run`.
        max_characters: as for `run`.
        columns: as for `run`.
        options: as for `find_duplicates`.

    Returns:
        The articles in the order of their ids, what was found among them, and what was rejected.
    """
    articles, rejected = _read(inputs, max_characters, columns)
    return articles, find_duplicates(articles, **options), in_order_of_inputs(rejected)


def stories_of(
    inputs: Iterable[str | Path | Article],
    *,
    clusters: Iterable[Collection[str]] | None = None,
    max_characters: int = MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
    mode: Mode = "union",
    base: BasePolicy = "most_complete",
) -> tuple[Iterator[Story], tuple[Rejected, ...]]:
    """The third stage alone, on articles that are clean already.

    Args:
        inputs: as for `run`.
        clusters: the ids of the articles of each story; articles in none of them are stories of their own. By default all
            articles are one story.
        max_characters: as for `run`.
        columns: as for `run`.
        mode: as for `canonicalize`.
        base: as for `canonicalize`.

    Returns:
        The stories in the order of their ids, each merged when it is asked for, and what was rejected.

    Raises:
        OptionError: if a cluster names an article that is not among the inputs, or two clusters name the same one; if the
            mode or the base policy is unknown.
    """
    check_mode(mode)
    check_policy(base)
    articles, rejected = _read(inputs, max_characters, columns)
    by_id = {article.id: article for article in articles}
    groups = _groups(by_id, [list(by_id)] if clusters is None else clusters)
    stories = (canonicalize([by_id[id_] for id_ in group], mode=mode, base=base) for group in groups)
    return stories, in_order_of_inputs(rejected)


def _groups(known: Collection[str], clusters: Iterable[Collection[str]]) -> list[list[str]]:
    """The ids of each story, in the order of the smallest; what no cluster names is alone."""
    cluster_of: dict[str, int] = {}
    groups = []
    for number, cluster in enumerate(clusters):
        for id_ in cluster:
            if id_ not in known:
                raise OptionError(f"the article {id_!r} of a cluster is not among the inputs", WHICH, option="clusters")
            if cluster_of.setdefault(id_, number) != number:
                raise OptionError(f"the article {id_!r} is in two clusters", "Name it in one of them", option="clusters")
        groups.append(sorted(cluster))
    return sorted(group for group in (*groups, *([id_] for id_ in known if id_ not in cluster_of)) if group)


def _read(
    inputs: Iterable[str | Path | Article], max_characters: int, columns: Mapping[str, str] | None
) -> tuple[tuple[Article, ...], list[Rejected]]:
    """The articles of the inputs, in the order of their ids, and what was rejected."""
    found: list[tuple[Place, Article]] = []
    rejected: list[Rejected] = []
    for item in read_inputs(inputs, max_characters=max_characters, columns=columns or {}):
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        try:
            article = article_of(item, max_characters)
        except NewscleanError as error:
            rejected.append(Rejected.because(error, item.input, item.record))
        else:
            found.append((Place.of(item, article), article))
    taken, repeated = one_of_each_id([place for place, _ in found])
    return tuple(sorted((found[number][1] for number in taken), key=lambda article: article.id)), [*rejected, *repeated]
