"""The whole line: inputs to clean articles, pairs, clusters and stories, and the files that hold them."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import weakref
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from newsclean.article import Article
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode
from newsclean.errors import InputError, OutputError, Rejected, place
from newsclean.filters import Filter, Rule, SiteTemplates
from newsclean.folder_lock import locked
from newsclean.formats import FILES, read_inputs
from newsclean.neardup.arrays import Numbers
from newsclean.neardup.search import new_background
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.cleaning import CleaningWork
from newsclean.pipeline.cleaning import Task as CleaningTask
from newsclean.pipeline.detection import Detected, detect
from newsclean.pipeline.digests import digest
from newsclean.pipeline.merging import MergingWork, StoryPart, tasks
from newsclean.pipeline.merging import batches as story_batches
from newsclean.pipeline.options import MAX_CHARACTERS, Cleaning, Merging, Options
from newsclean.pipeline.reading import Place, Reading, ReadPart, batches
from newsclean.pipeline.result import Result
from newsclean.pipeline.stats import Stats
from newsclean.pipeline.work import done
from newsclean.pipeline.writing import Found, write
from newsclean.progress import Progress, silent
from newsclean.stage_files import StageFiles
from newsclean.workers import Lost, in_order

WORK = ".newsclean"  # the folder of unfinished work inside that of the results
# Seconds that a page, or the cleaning of an article, may take in a process of its own; an ordinary one takes a tenth of one.
SECONDS = 30.0
LOST = "Leave it out, or report it: no article may do that"


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
    jobs: int = 1,
    resume: bool = True,
    progress: Progress | None = None,
) -> Result:
    """Clean the inputs, find which are versions of one another, and merge those into stories.

    The result, to the byte, does not depend on the order of the inputs, nor on the number of jobs. One bad record never stops
    the run: it is in ``rejected`` with its place and the reason.

    Articles wait in files between the stages: with some 500 bytes for each in memory, a million take about 3 GB. What a stage
    has finished stays in ``out/.newsclean`` until the run is done. If it is interrupted, or killed, the same call goes on
    where it stopped, and ends in the same bytes; what was made from other inputs or with other options is made anew.

    Args:
        inputs: files, folders, ``-`` for JSON lines on standard input, or articles; taken one by one.
        out: a folder for the result's files, made if missing; None uses one that is gone with the result.
        filters: as for `clean`; by default the preset's, and the site templates of the background. With filters of one's own,
            a run begins anew, since they may have changed.
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
        columns: what the fields of an article are called in the inputs, where it is not what we call them:
            ``{"text": "body", "id": "url"}``.
        jobs: how many processes share the work. With more than one, an article whose process dies, or that takes more than
            30 seconds, is rejected; with one, everything is done in this process.
        resume: whether finished work of an interrupted run is used.
        progress: called as the work goes on.

    Raises:
        InputError: if ``inputs`` is a single path, or the results would overwrite an input.
        OptionError: if ``preset``, ``mode``, ``base`` or a column's field is unknown, ``keep`` is a single text,
            ``max_removed`` is no share, ``jobs`` less than 1, filters or a policy cannot be sent to other processes, or the
            background is of another version.
        RuleError: if two of the rules have one id, or one has the id of a rule that ships.
        OutputError: if ``out`` cannot be written, or another run is at work in it.
        WorkerError: if a process died over a part of the work that no single article is to blame for.
    """
    if isinstance(inputs, str | Path):
        raise InputError("the inputs are a single path", f"Pass a list of them: run([{str(inputs)!r}])")
    cleaning = Cleaning(filters, preset, keep, tuple(rules), max_removed)
    options = Options(cleaning, Merging(mode, base), background, overlap, max_characters, dict(columns or {}), jobs)
    if out is None:
        folder = Path(tempfile.mkdtemp(prefix="newsclean-"))
        try:
            result = _Run(options, folder, StageFiles(folder / WORK), progress or silent).result(inputs, report=False)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        weakref.finalize(result, shutil.rmtree, folder, ignore_errors=True)
        return result
    folder = _folder(Path(out))
    with locked(folder):
        if not resume:
            shutil.rmtree(folder / WORK, ignore_errors=True)
        return _Run(options, folder, StageFiles(folder / WORK), progress or silent).result(inputs, report=True)


@frozen
class _Run:
    """One run: what its stages have in common."""

    options: Options
    folder: Path
    files: StageFiles
    tell: Progress
    stats: Stats = field(factory=Stats)

    def result(self, inputs: Iterable[str | Path | Article], *, report: bool) -> Result:
        """Does everything, and removes what only the work needed."""
        stats, options = self.stats, self.options
        with stats.timed("read"):
            read, rejected = self._read(inputs)
        with stats.timed("clean"):
            taken, refused = _taken(read)
            rejected += refused
            articles, ids, background, unclean = self._cleaned(read, taken)
            rejected += unclean
        with stats.timed("duplicates"):
            found = self._detected(articles, background)
        with stats.timed("canonicalize"):
            stories = self._merged(articles, found)
        in_order = sorted(rejected, key=lambda r: (r.input, r.record or 0, r.error))
        ...


def _folder(out: Path) -> Path:
    try:
        if out.exists() and not out.is_dir():
            raise OutputError(f"{out} is a file, not a folder", "Choose another --out", path=str(out))
        (out / WORK).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder {out} cannot be made or written ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(out)) from error
    return out
