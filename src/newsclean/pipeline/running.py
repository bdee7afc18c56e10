"""The whole line, from inputs to the files of results."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from newsclean.article import Article
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode
from newsclean.errors import InputError, OutputError
from newsclean.filters import Filter, Rule
from newsclean.formats import FILES
from newsclean.pipeline.folder_lock import locked
from newsclean.pipeline.options import MAX_CHARACTERS, Cleaning, Merging, Options
from newsclean.pipeline.places import in_order_of_inputs
from newsclean.pipeline.result import Result
from newsclean.pipeline.seconds import Seconds
from newsclean.pipeline.stage_files import StageFiles
from newsclean.pipeline.whole_line import WholeLine
from newsclean.pipeline.writing import Found, write
from newsclean.progress import Progress, silent

WORK = ".newsclean"  # the folder of unfinished work inside that of the results


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

    Articles wait in files between the stages, and some 2 KB of each are in memory at the peak. What a stage
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
            result = _everything(inputs, options, folder, progress or silent, report=False)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        weakref.finalize(result, shutil.rmtree, folder, ignore_errors=True)
        return result
    folder = _folder(Path(out))
    with locked(folder):
        if not resume:
            shutil.rmtree(folder / WORK, ignore_errors=True)
        return _everything(inputs, options, folder, progress or silent, report=True)


def _everything(
    inputs: Iterable[str | Path | Article], options: Options, folder: Path, tell: Progress, *, report: bool
) -> Result:
    """All stages, and the files; what only the work needed is removed."""
    line, seconds = WholeLine(options, StageFiles(folder / WORK), tell), Seconds()
    with seconds.of("read"):
        read, rejected = line.read(_outside(inputs, folder), folder)
    with seconds.of("clean"):
        cleaned = line.cleaned(read)
        del read
    with seconds.of("duplicates"):
        detected = line.detected(cleaned.articles, cleaned.background)
    with seconds.of("canonicalize"):
        stories = line.merged(cleaned.articles, detected)
    with seconds.of("write"):
        tell("write", 0, None)
        in_order = in_order_of_inputs([*rejected, *cleaned.rejected])
        background = cleaned.background
        if options.background is None:
            background = evolve(background, common_shingles=frozenset(detected.common.tolist()))
        write(Found(cleaned, detected, stories, in_order, background), folder, report=report)
        shutil.rmtree(folder / WORK, ignore_errors=True)
    counts = {
        "articles": len(cleaned.ids),
        "pairs": len(detected.pairs),
        "stories": sum(part.stories for part in stories),
        "merged": detected.merged,
        "conflicts": sum(part.conflicts for part in stories),
        "rejected": len(in_order),
        "removed_characters": sum(cleaned.removed.values()),
    }
    return Result(folder, counts, cleaned.removed, seconds.stages)


def _outside(inputs: Iterable[str | Path | Article], folder: Path) -> Iterator[str | Path | Article]:
    """The inputs, none of which may be what the results are written over."""
    # realpath follows links as far as they go; Path.resolve raises on a loop of them before Python 3.13.
    results = Path(os.path.realpath(folder))
    for given in inputs:
        if isinstance(given, str | Path) and str(given) != "-":
            own = Path(os.path.realpath(given))
            if own == results:
                problem = f"{given} is both an input and the folder for the results"
                raise InputError(problem, "Choose another --out", source=str(given))
            if own.parent == results and own.name in FILES:
                problem = f"{given} is an input and would be overwritten by the results"
                raise InputError(problem, "Choose another --out", source=str(given))
        yield given


def _folder(out: Path) -> Path:
    try:
        if out.exists() and not out.is_dir():
            raise OutputError(f"{out} is a file, not a folder", "Choose another --out", path=str(out))
        (out / WORK).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder {out} cannot be made or written ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(out)) from error
    return out
