"""The whole line: inputs to clean articles, pairs, clusters and stories, and the files that hold them."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from attrs import evolve, field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode, Story, canonicalize, check_mode, check_policy
from newsclean.errors import InputError, NewscleanError, OutputError, Rejected
from newsclean.filters import Filter, Rule, RuleFilter, SiteTemplates, check_ids, clean, preset_named, shipped_rules
from newsclean.filters.cleaning import kinds_to_keep, share_to_remove
from newsclean.formats import (
    FILES,
    Source,
    article_record,
    pair_record,
    story_record,
    unstructured,
    write_background,
    write_lines,
    write_whole,
)
from newsclean.neardup import Cluster, Pair, find_duplicates
from newsclean.progress import Progress, silent
from newsclean.reading import read_articles

# A long news article has 50,000 characters, a book a million; more is a dump that should be split into its articles.
MAX_CHARACTERS = 2_000_000


@frozen
class Cleaning:
    """How to clean; see `run`.

    Raises:
        OptionError: if there is no such preset, ``keep`` is a single text, or ``max_removed`` is no share.
        RuleError: if two rules have one id, or one has the id of a rule that ships and is used too.
    """

    filters: Sequence[Filter] | None
    preset: str
    keep: frozenset[str] = field(converter=kinds_to_keep)
    rules: tuple[Rule, ...]
    max_removed: float | None

    def __attrs_post_init__(self) -> None:
        preset_named(self.preset)
        if self.max_removed is not None:
            share_to_remove(self.max_removed)
        if self.rules:
            check_ids(self.rules, shipped_rules() if self.filters is None else ())

    def with_templates(self, templates: SiteTemplates) -> tuple[Filter, ...]:
        """The filters in their order."""
        own = (RuleFilter(self.rules),) if self.rules else ()
        if self.filters is not None:
            return (*own, *self.filters)
        return (*own, *preset_named(self.preset).filters(), *((templates,) if templates.templates else ()))


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
    preset: str = "body",
    keep: Collection[str] = (),
    rules: Iterable[Rule] = (),
    max_removed: float | None = None,
    background: Background | None = None,
    overlap: bool = True,
    mode: Mode = "union",
    base: BasePolicy = "most_complete",
    max_characters: int = MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Result:
    """Clean the inputs, find which are versions of one another, and merge those into stories.

    The result, to the byte, does not depend on the order of the inputs. One bad record never stops the run: it is in
    ``rejected`` with its place and the reason.

    Args:
        inputs: files, folders, ``-`` for JSON lines on standard input, or articles.
        out: a folder for the result's files, made if missing; None writes nothing.
        filters: as for `clean`; by default the preset's, and the site templates of the background.
        preset: as for `clean`.
        keep: as for `clean`.
        max_removed: as for `clean`.
        rules: further rules, tried before those of the filters.
        background: what an earlier corpus taught; by default site templates and common shingles are learned from
            these articles.
        overlap: as for `find_duplicates`.
        mode: as for `canonicalize`.
        base: as for `canonicalize`.
        max_characters: of an article's text, in code points; longer ones are rejected.
        columns: what inputs call our fields, where it is not their own name: ``{"text": "body", "id": "url"}``; it holds
            for JSON lines, CSV and Parquet, where ``"content.body"`` is inside of ``content``.
        progress: called as the work goes on.

    Raises:
        InputError: if ``inputs`` is a single path, or the results would overwrite an input.
        OptionError: if ``preset``, ``mode`` or ``base`` is unknown, ``keep`` is a single text, ``max_removed`` is no
            share, a column is mapped to what is no field, or the background is of another version.
        RuleError: if two of the rules have one id, or one has the id of a rule that ships.
        OutputError: if ``out`` cannot be written.
    """
    if isinstance(inputs, str | Path):
        raise InputError("the inputs are a single path", f"Pass a list of them: run([{str(inputs)!r}])")
    check_mode(mode)
    check_policy(base)
    cleaning = Cleaning(filters, preset, keep, tuple(rules), max_removed)
    given = list(inputs)
    folder = None if out is None else _folder(Path(out), given)
    tell = progress or silent
    seconds: dict[str, float] = {}
    with _timed(seconds, "read"):
        sources, unread = read_articles(given, max_characters, folder, tell, columns)
    with _timed(seconds, "clean"):
        templates = site_templates(sources, background)
        articles, unclean = cleaned_sources(sources, cleaning, templates, tell)
    with _timed(seconds, "duplicates"):
        tell("duplicates", 0, None)
        found = find_duplicates(articles, background=background, overlap=overlap)
    with _timed(seconds, "canonicalize"):
        by_id = {article.id: article for article in articles}
        stories = []
        for number, cluster in enumerate(found.clusters, start=1):
            stories.append(canonicalize([by_id[id_] for id_ in cluster.articles], mode=mode, base=base))
            tell("canonicalize", number, len(found.clusters))
    rejected = in_order_of_inputs(unread + unclean)
    learned = evolve(found.background, site_templates=templates.templates)
    result = Result(tuple(articles), found.pairs, found.clusters, tuple(stories), rejected, learned, seconds)
    if folder is not None:
        with _timed(seconds, "write"):
            tell("write", 0, None)
            write(result, folder)
    return result


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


def site_templates(sources: Iterable[tuple[Source, Article]], background: Background | None) -> SiteTemplates:
    """The site templates of a background, or those that the articles themselves teach."""
    if background is not None:
        return SiteTemplates(background.site_templates)
    return SiteTemplates.fit(article for _, article in sources)


def cleaned_sources(
    sources: Sequence[tuple[Source, Article]], cleaning: Cleaning, templates: SiteTemplates, tell: Progress
) -> tuple[list[CleanArticle], list[Rejected]]:
    """The articles cleaned, in their order, and those that a filter failed on."""
    filters = cleaning.with_templates(templates)
    articles, rejected = [], []
    for number, (source, article) in enumerate(sources, start=1):
        try:
            cleaned = clean(article, filters, preset=cleaning.preset, keep=cleaning.keep, max_removed=cleaning.max_removed)
            articles.append(cleaned)
        except NewscleanError as error:
            rejected.append(Rejected.because(error, source.input, source.record))
        tell("clean", number, len(sources))
    return articles, rejected


def in_order_of_inputs(rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """What was rejected, by input, record and error."""
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


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - begun
