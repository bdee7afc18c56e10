"""The stages of a run, one after the other, each over all articles."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from attrs import evolve, frozen

from newsclean.article import Article
from newsclean.background import Background, Template
from newsclean.errors import Rejected
from newsclean.filters import SiteTemplates
from newsclean.formats import read_inputs
from newsclean.neardup.search import new_background
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.cleaning import CleaningWork
from newsclean.pipeline.cleaning import Task as CleaningTask
from newsclean.pipeline.detection import Detected, detect
from newsclean.pipeline.digests import digest
from newsclean.pipeline.learning import Learning, sites
from newsclean.pipeline.merging import MergingWork, StoryPart, tasks
from newsclean.pipeline.merging import batches as story_batches
from newsclean.pipeline.options import Options
from newsclean.pipeline.places import one_of_each_id
from newsclean.pipeline.reading import Reading, ReadPart, batches
from newsclean.pipeline.stage_files import StageFiles
from newsclean.pipeline.work import done
from newsclean.progress import Progress
from newsclean.workers import Lost, in_order

# Seconds that a page, or the cleaning of an article, may take in a process of its own; an ordinary one takes a tenth of one.
SECONDS = 30.0
LOST = "Leave it out, or report it: no article may do that"


@frozen
class Cleaned:
    """The articles of a run.

    Attributes:
        ids: of all articles, in order.
        articles: the articles themselves.
        background: what is known before they are compared: the one passed in, or their number and their sites' templates.
        rejected: what could not be cleaned, and articles whose id another one has.
        removed: how many characters were removed, by kind; the most first.
    """

    ids: Sequence[str]
    articles: Articles
    background: Background
    rejected: Sequence[Rejected]
    removed: Mapping[str, int]


@frozen
class WholeLine:
    """The stages, and what they have in common.

    Attributes:
        options: what the run was asked for.
        files: where the stages leave their work.
        tell: told how far it is.
    """

    options: Options
    files: StageFiles
    tell: Progress

    def read(self, inputs: Iterable[str | Path | Article], leave_out: Path | None) -> tuple[list[ReadPart], list[Rejected]]:
        """The articles of the inputs, and what could not be read."""
        options = self.options
        work = Reading(self.files, options.max_characters)
        found = read_inputs(inputs, max_characters=options.max_characters, columns=options.columns, leave_out=leave_out)
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

    def cleaned(self, read: Sequence[ReadPart]) -> Cleaned:
        """The articles cleaned."""
        options = self.options
        given = [(number, at) for number, part in enumerate(read) for at in range(len(part.places))]
        chosen, rejected = one_of_each_id([read[number].places[at] for number, at in given])
        taken = [given[one] for one in chosen]
        background = options.background or evolve(new_background(len(taken)), site_templates=self._learned(read, taken))
        templates = SiteTemplates(background.site_templates)
        how = options.cleaning
        name = _name(how.preset, how.keep, how.rules, how.max_removed, how.filters, templates.templates, background.scale)
        work = CleaningWork(self.files, how, templates, background.scale, name)
        todo = (
            [CleaningTask(read[part].name, at, read[part].places[at]) for _, at in places]
            for part, places in groupby(taken, key=itemgetter(0))
        )
        parts, finished = [], 0
        removed = Counter[str]()
        for results in in_order(work, todo, jobs=options.jobs, seconds=SECONDS):
            for result in results:
                if isinstance(result, Lost):
                    place = result.item.place
                    rejected.append(Rejected(place.input, place.record, f"cleaning failed: {result.problem}", LOST))
                    finished += 1
                else:
                    parts.append(result)
                    rejected += result.rejected
                    finished += len(result.ids) + len(result.rejected)
                    removed.update(result.removed)
            self.tell("clean", finished, len(taken))
        ids, articles = Articles.in_order(self.files, [part.name for part in parts], [part.ids for part in parts])
        if options.background is None:
            background = evolve(background, articles=len(ids))
        by_kind = dict(sorted(removed.items(), key=lambda row: (-row[1], row[0])))
        return Cleaned(ids, articles, background, rejected, by_kind)

    def _learned(self, read: Sequence[ReadPart], taken: Sequence[tuple[int, int]]) -> Mapping[str, tuple[Template, ...]]:
        """The templates of the sites of some articles, each by the number of its part and its place there."""
        found: dict[str, tuple[Template, ...]] = {}
        for learned in done(Learning(self.files), sites(read, taken), self.options.jobs):
            found.update(learned.templates)
        return dict(sorted(found.items()))

    def detected(self, articles: Articles, background: Background) -> Detected:
        """The pairs and the stories."""
        options = self.options
        learning = options.background is None
        return detect(articles, background, learning=learning, overlap=options.overlap, jobs=options.jobs, tell=self.tell)

    def merged(self, articles: Articles, found: Detected) -> list[StoryPart]:
        """The stories, in the order of their first articles."""
        work = MergingWork(articles, self.options.merging, _name(articles.parts, self.options.merging))
        parts, merged = [], 0
        count = int(found.story.max(initial=-1)) + 1
        for part in done(work, story_batches(tasks(found.story, found.ties)), self.options.jobs):
            parts.append(part)
            merged += part.stories
            self.tell("canonicalize", merged, count)
        return parts


def _name(*values: object) -> str:
    """A name for how something is made; a new one each time where nobody can say whether it is the same tomorrow."""
    try:
        return digest(*values)
    except TypeError:
        return uuid.uuid4().hex
