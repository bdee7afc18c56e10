"""The second stage: articles cleaned and sketched, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from newsclean.article import Article, CleanArticle
from newsclean.errors import NewscleanError, Rejected
from newsclean.filters import Filter, SiteTemplates, clean
from newsclean.formats import article_line
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.sketches import sketch
from newsclean.pipeline.digests import digest
from newsclean.pipeline.options import Cleaning
from newsclean.pipeline.parts import kept, lines
from newsclean.pipeline.places import Place
from newsclean.pipeline.reading import read_articles
from newsclean.pipeline.stage_files import StageFiles

SKETCHED = ("order", "samples", "words", "signatures", "digests")  # the columns of `Sketches` that are kept as they are


@frozen
class Task:
    """An article to be cleaned.

    Attributes:
        part: the name of the part that it is in.
        at: its place there.
        place: where it comes from.
    """

    part: str
    at: int
    place: Place


@frozen
class CleanPart:
    """What was cleaned in a batch; the articles themselves, and their sketches, are in files.

    Attributes:
        name: of the file with the articles' lines. ``name.arrays`` says where each begins, and has the sketches;
            ``name.shingles`` all shingles, in their order.
        ids: of the articles, in the order in which they are there.
        rejected: those that a filter failed on.
        removed: how many characters were removed, by kind.
    """

    name: str
    ids: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    removed: Mapping[str, int]


@frozen
class CleaningWork:
    """The work on one batch.

    Attributes:
        files: where its result goes.
        cleaning: how to clean.
        templates: of the sites.
        scale: one in how many shingles of a long article is sampled.
        name: a digest of these, but for the files.
    """

    files: StageFiles
    cleaning: Cleaning
    templates: SiteTemplates
    scale: int
    name: str

    def __call__(self, batch: Sequence[Task]) -> CleanPart:
        """Cleans the articles of a batch, or finds what was cleaned of it before."""
        name = f"clean-{digest(self.name, batch)}"
        return kept(self.files, name, CleanPart, [name, f"{name}.arrays", f"{name}.shingles"], lambda: self._made(name, batch))

    def _made(self, name: str, batch: Sequence[Task]) -> CleanPart:
        articles: list[CleanArticle] = []
        rejected = []
        filters = self.cleaning.with_templates(self.templates)
        given = {part: read_articles(self.files, part) for part in dict.fromkeys(task.part for task in batch)}
        for task in batch:
            try:
                articles.append(self._clean(given[task.part][task.at], filters))
            except NewscleanError as error:
                rejected.append(Rejected.because(error, task.place.input, task.place.record))
        removed = Counter[str]()
        for article in articles:
            for removal in article.removals:
                removed[removal.kind] += removal.end - removal.start
        written = lines(map(article_line, articles))
        self.files.write(name, written)
        with ShingleStore() as store:
            found = sketch((article.text for article in articles), store, self.scale)
            hashes, bounds = store.read(np.arange(len(articles)))
        self.files.write(f"{name}.shingles", [hashes.data])
        self.files.write_arrays(
            f"{name}.arrays",
            starts=np.cumsum([0, *map(len, written)]),
            shingle_bounds=bounds,
            sample_bounds=found.bounds,
            **{column: getattr(found, column) for column in SKETCHED},
        )
        return CleanPart(name, tuple(article.id for article in articles), tuple(rejected), removed)

    def _clean(self, article: Article, filters: tuple[Filter, ...]) -> CleanArticle:
        how = self.cleaning
        return clean(article, filters, preset=how.preset, keep=how.keep, max_removed=how.max_removed)
