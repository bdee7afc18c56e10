"""The whole line: inputs to clean articles, pairs, clusters and stories, and the files that hold them."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from newsclean.article import Article
from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode
from newsclean.errors import InputError, OutputError, Rejected, place
from newsclean.filters import Filter, Rule, SiteTemplates
from newsclean.folder_lock import locked
from newsclean.formats import FILES, read_inputs
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
        stats = self.stats
        with stats.timed("read"):
            read, rejected = self._read(inputs)
        with stats.timed("clean"):
            ids, articles, background, refused = self._cleaned(read)
        with stats.timed("duplicates"):
            detected = self._detected(articles, background)
        with stats.timed("canonicalize"):
            stories = self._merged(articles, detected)
        with stats.timed("write"):
            in_order = sorted([*rejected, *refused], key=lambda r: (r.input, r.record or 0, r.error))
            found = Found(ids, articles, detected, stories, in_order, background, stats.removed)
            write(found, self.folder, report=report)
            shutil.rmtree(self.files.folder, ignore_errors=True)
        counts = {
            "articles": len(ids),
            "pairs": len(detected.pairs),
            "stories": sum(part.stories for part in stories),
            "merged": detected.merged,
            "conflicts": sum(part.conflicts for part in stories),
            "rejected": len(in_order),
            "removed_characters": sum(stats.removed.values()),
        }
        removed = dict(sorted(stats.removed.items(), key=lambda row: (-row[1], row[0])))
        return Result(self.folder, counts, removed, stats.seconds)

    def _read(self, inputs: Iterable[str | Path | Article]) -> tuple[list[ReadPart], list[Rejected]]:
        """The articles of the inputs, and what could not be read."""
        options = self.options
        work = Reading(self.files, options.max_characters, options.background is None)
        given = _outside(inputs, self.folder)
        found = read_inputs(given, max_characters=options.max_characters, columns=options.columns, leave_out=self.folder)
        parts, rejected, seen = [], [], 0
        for results in in_order(work, batches(found), jobs=options.jobs, seconds=SECONDS):
            for result in results:
                if isinstance(result, Lost):
                    item = result.item
                    rejected.append(Rejected(item.input, item.record, f"reading failed: {result.problem}", LOST))
                else:
                    parts.append(result)
                    rejected += result.rejected
                    seen += len(result.places) + len(result.rejected)
            self.tell("read", seen, None)
        return parts, rejected

    def _cleaned(self, read: Sequence[ReadPart]) -> tuple[list[str], Articles, Background, list[Rejected]]:
        """The ids of all articles, these cleaned, the background so far, and the articles that are taken no further."""
        options = self.options
        second, rejected = _repeated(read)
        count = sum(len(part.places) for part in read) - len(second)
        background = options.background or new_background(count)
        templates = SiteTemplates(background.site_templates)
        if options.background is None:
            templates = SiteTemplates.fit_from(part.lines for part in read)
            background = evolve(background, site_templates=templates.templates)
        how = options.cleaning
        name = _name(how.preset, how.keep, how.rules, how.max_removed, how.filters, templates.templates, background.scale)
        work = CleaningWork(self.files, how, templates, background.scale, name)
        todo = (
            [CleaningTask(part.name, at, place) for at, place in enumerate(part.places) if (part.name, at) not in second]
            for part in read
        )
        parts, done_ = [], 0
        for results in in_order(work, todo, jobs=options.jobs, seconds=SECONDS):
            for result in results:
                if isinstance(result, Lost):
                    place_ = result.item.place
                    rejected.append(Rejected(place_.input, place_.record, f"cleaning failed: {result.problem}", LOST))
                    done_ += 1
                else:
                    parts.append(result)
                    rejected += result.rejected
                    done_ += len(result.ids) + len(result.rejected)
                    self.stats.remove(result.removed)
            self.tell("clean", done_, count)
        ids, articles = Articles.in_order(self.files, [part.name for part in parts], [part.ids for part in parts])
        return ids, articles, evolve(background, articles=len(ids)) if options.background is None else background, rejected

    def _detected(self, articles: Articles, background: Background) -> Detected:
        options = self.options
        learning = options.background is None
        return detect(articles, background, learning=learning, overlap=options.overlap, jobs=options.jobs, tell=self.tell)

    def _merged(self, articles: Articles, found: Detected) -> list[StoryPart]:
        """The stories, in the order of their first articles."""
        work = MergingWork(articles, self.options.merging, _name(articles.parts, self.options.merging))
        parts, merged = [], 0
        count = int(found.story.max(initial=-1)) + 1
        for part in done(work, story_batches(tasks(found.story, found.ties)), self.options.jobs):
            parts.append(part)
            merged += part.stories
            self.tell("canonicalize", merged, count)
        return parts


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


def _repeated(read: Sequence[ReadPart]) -> tuple[set[tuple[str, int]], list[Rejected]]:
    """The articles (name of the part, place there) whose id another one has, and what is said of them.

    Among those of one id the first by its input is taken, so that the order of the inputs does not matter.
    """
    seen: set[str] = set()
    twice = {id_ for part in read for place_ in part.places if (id_ := place_.id) in seen or seen.add(id_)}
    rows = [(place_, part.name, at) for part in read for at, place_ in enumerate(part.places) if place_.id in twice]
    rows.sort(key=lambda row: (row[0].id, row[0].input, row[0].record or 0, row[0].content))
    second, rejected = set(), []
    first = None
    for place_, name, at in rows:
        if first is None or first.id != place_.id:
            first = place_
            continue
        second.add((name, at))
        problem = f"the id {place_.id!r} is taken already, by {place(first.input, first.record)}"
        rejected.append(Rejected(place_.input, place_.record, problem, "Give each article an id of its own"))
    return second, rejected


def _name(*values: object) -> str:
    """A name for how something is made; a new one each time where nobody can say whether it is the same tomorrow."""
    try:
        return digest(*values)
    except TypeError:
        return uuid.uuid4().hex


def _folder(out: Path) -> Path:
    try:
        if out.exists() and not out.is_dir():
            raise OutputError(f"{out} is a file, not a folder", "Choose another --out", path=str(out))
        (out / WORK).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder {out} cannot be made or written ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(out)) from error
    return out
