"""What the articles of each site teach, a few sites at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from newsclean.article import Article
from newsclean.background import Template
from newsclean.filters import MIN_ARTICLES, SiteTemplates
from newsclean.pipeline.digests import digest
from newsclean.pipeline.parts import kept, stretch
from newsclean.pipeline.reading import ReadPart, article_from
from newsclean.pipeline.stage_files import StageFiles

TOGETHER = 1000  # articles of a batch of sites; a bigger site is one of its own
Stretch = tuple[str, int, int]


@frozen
class Site:
    """A site to learn from.

    Attributes:
        name: of the site.
        articles: of each article, in the order of their ids, the name of its part, and its first byte and its bytes there.
    """

    name: str
    articles: tuple[Stretch, ...]


@frozen
class Learned:
    """What some sites print with their articles; see `Background.site_templates`."""

    templates: Mapping[str, tuple[Template, ...]]


@frozen
class Learning:
    """The work on some sites.

    Attributes:
        files: with the articles, and where the result goes.
    """

    files: StageFiles

    def __call__(self, sites: Sequence[Site]) -> Learned:
        """Learns from the articles of some sites, or finds what was learned before."""
        return kept(self.files, f"sites-{digest(sites)}", Learned, (), lambda: self._learned(sites))

    def _learned(self, sites: Sequence[Site]) -> Learned:
        found: dict[str, tuple[Template, ...]] = {}
        for site in sites:
            found |= SiteTemplates.fit(map(self._article, site.articles)).templates
        return Learned(found)

    def _article(self, stretch_: Stretch) -> Article:
        return article_from(json.loads(stretch(self.files, *stretch_)))


def sites(parts: Sequence[ReadPart], taken: Iterable[tuple[int, int]]) -> Iterator[list[Site]]:
    """The sites that have enough articles to teach something, in batches of about the same work, in the order of their names.

    Args:
        parts: with the articles.
        taken: the number of the part of each article, and its place there.
    """
    of: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for part, at in taken:
        place = parts[part].places[at]
        if place.site is not None:
            of[place.site].append((place.id, part, at))
    batch: list[Site] = []
    size = 0
    for name in sorted(of):
        articles = sorted(of[name])
        if len(articles) < MIN_ARTICLES:
            continue
        if batch and size + len(articles) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(Site(name, tuple(_stretch(parts[part], at) for _, part, at in articles)))
        size += len(articles)
    if batch:
        yield batch


def _stretch(part: ReadPart, at: int) -> Stretch:
    return part.name, part.starts[at], part.starts[at + 1] - part.starts[at]
