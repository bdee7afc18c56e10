"""Lines that a site prints with many of its articles, learned from the articles themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import define, field, frozen

from newsclean.article import Article, CleanArticle
from newsclean.background import Edge, Template
from newsclean.errors import OptionError
from newsclean.lines import Line, shown_lines
from newsclean.text import Edit

MIN_ARTICLES = 3
# Lines remembered while learning, over all sites; past it those seen least are forgotten (lossy counting), so that
# memory is bounded on a stream without end. A line takes some 150 bytes beside its own characters.
MAX_LINES = 1_000_000
# A line stands at an edge if it is one of the first or last so many lines, but not beyond a quarter of the article: a
# site's bars above and below its articles are a few lines thick.
EDGE_LINES = 4
EDGE_SHARE = 1 / 4
AT_EDGE = 0.8  # the share (0-1) of a line's articles in which it must stand at the edge
# Away from the edges recurring short lines are subheads of a column ("What are the details?" in 17 of 69 articles of one
# site); only long lines in several articles are taken.
LONG = 60  # code points
MIN_ARTICLES_INSIDE = 5
MAX_LINE = 1200  # code points; longer lines are articles
# An article is a copy of another if half of its paragraphs were seen on the site before. Without this guard the
# paragraphs of an article that a site has under three addresses would be its template.
PARAGRAPH = 80  # code points
COPY = 0.5
DIGITS = re.compile(r"\d+")
DATED = 120  # code points; in longer lines, which are sentences, only digits are left out
DATES = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b\.?|\d+|[ap]\.?m\b\.?"
)
# What somebody said comes back in many stories of one site, at their ends too.
QUOTATION = re.compile(r"""["“„«][^"”“»]{15,}(?:["”“»]|$)""")
QUOTED = 0.3  # the share (0-1) of a line in quotation marks from which on it is taken for a quotation


@frozen
class SiteTemplates:
    """A filter that removes the lines which a site prints with many of its articles.

    Attributes:
        templates: what was learned, by site; see `Background.site_templates`.
    """

    templates: Mapping[str, tuple[Template, ...]] = field(factory=dict, hash=False)

    @classmethod
    def fit(
        cls, articles: Iterable[Article | CleanArticle], *, min_articles: int = MIN_ARTICLES, max_lines: int = MAX_LINES
    ) -> SiteTemplates:
        """Learns the lines that repeat over the articles of each site.

        Articles are read once and not kept. Those without a url and a publisher teach nothing, nor do copies of
        articles read before.

        Args:
            articles: any number, from any number of sites; those that were cleaned before count as they were published.
            min_articles: the least number of a site's articles that a line must stand in.
            max_lines: the most lines remembered while learning. Where there are more, those seen least are forgotten,
                and counts may fall short by what was forgotten; they never exceed what was read.

        Raises:
            OptionError: if ``min_articles`` or ``max_lines`` is less than 1.
        """
        for name, value in (("min_articles", min_articles), ("max_lines", max_lines)):
            if value < 1:
                raise OptionError(f"{name} is {value}", "Give a number from 1 on", option=name)
        learning = _Learning(max_lines)
        for article in articles:
            learning.read(article.article if isinstance(article, CleanArticle) else article)
        return cls({site: tuple(found) for site, found in sorted(learning.templates(min_articles).items())})

    @cached_property
    def _known(self) -> dict[str, dict[str, Template]]:
        return {site: {template.line: template for template in found} for site, found in self.templates.items()}

    def __call__(self, article: CleanArticle) -> Iterator[Edit]:
        """The removals, stated on the article's current text."""
        site = site_of(article.article)
        known = self._known.get(site or "")
        if not known:
            return
        rows = article.edited.lines
        for number, row in enumerate(rows):
            template = known.get(_compared(article.text, row)) if row.end - row.start <= MAX_LINE else None
            if template is not None and template.place in (*_edges(number, len(rows)), "anywhere"):
                reason = f"stands in {template.articles} articles of {site}"
                yield Edit(row.start, row.end, kind="site_template", rule="site_templates", reason=reason)


def site_of(article: Article) -> str | None:
    """The site that an article was published on: its url's host without ``www.``, or else its publisher."""
    return (article.host or "").removeprefix("www.") or (article.publisher or "").casefold().strip() or None


def _compared(text: str, row: Line) -> str:
    line = text[row.start : row.end].casefold()
    return (DATES if len(line) <= DATED else DIGITS).sub("0", line)


def _edges(number: int, count: int) -> list[Edge]:
    edges: list[Edge] = []
    thick = min(EDGE_LINES, max(1, int(count * EDGE_SHARE)))
    if number < thick:
        edges.append("head")
    if number >= count - thick:
        edges.append("tail")
    return edges


@define
class _Seen:
    """In how many of a site's articles a line was seen, in how many of them at which edge.

    Attributes:
        missed: in how many more it may have been seen before it was forgotten, at most.
    """

    missed: int
    articles: int = 0
    head: int = 0
    tail: int = 0


@define
class _Learning:
    max_lines: int
    sites: dict[str, dict[str, _Seen]] = field(factory=dict)
    lines: int = 0
    forgotten: int = 0  # lines seen in so many articles or fewer may have been forgotten

    def read(self, article: Article) -> None:
        site = site_of(article)
        if site is None:
            return
        seen = self.sites.get(site, {})
        rows = shown_lines(article.text)
        places: dict[str, list[Edge]] = {}
        for number, row in enumerate(rows):
            if row.end - row.start <= MAX_LINE:
                places.setdefault(_compared(article.text, row), _edges(number, len(rows)))
        paragraphs = [line for line in places if len(line) >= PARAGRAPH]
        if paragraphs and sum(line in seen for line in paragraphs) >= COPY * len(paragraphs):
            return
        self.sites[site] = seen
        for line, edges in places.items():
            known = seen.get(line)
            if known is None:
                known = seen[line] = _Seen(self.forgotten)
                self.lines += 1
            known.articles += 1
            known.head += "head" in edges
            known.tail += "tail" in edges
        while self.lines > self.max_lines:
            self._forget()

    def _forget(self) -> None:
        self.forgotten += 1
        for site, seen in [*self.sites.items()]:
            left = {line: known for line, known in seen.items() if known.articles + known.missed > self.forgotten}
            if left:
                self.sites[site] = left
            else:
                del self.sites[site]
        self.lines = sum(map(len, self.sites.values()))

    def templates(self, min_articles: int) -> dict[str, list[Template]]:
        found: dict[str, list[Template]] = {}
        for site, seen in self.sites.items():
            for line, known in sorted(seen.items()):
                place = _place(line, known) if known.articles >= min_articles else None
                if place is not None:
                    found.setdefault(site, []).append(Template(line, known.articles, place))
        return found


def _place(line: str, known: _Seen) -> Edge | None:
    """Where a repeated line is boilerplate; None where it may be the article's own."""
    if sum(len(said) for said in QUOTATION.findall(line)) > QUOTED * len(line):
        return None
    if known.tail >= AT_EDGE * known.articles:
        return "tail"
    if known.head >= AT_EDGE * known.articles:
        return "head"
    return "anywhere" if known.articles >= MIN_ARTICLES_INSIDE and len(line) >= LONG else None
