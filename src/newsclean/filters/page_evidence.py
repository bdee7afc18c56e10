"""Boilerplate told by where a line stands on its page: in links, in a caption, in a box that is named for what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.filters.page_lines import HEADINGS, Line, placed_lines
from newsclean.filters.page_names import NAMED, NAMED_TAGS, SHORT
from newsclean.text import Edit

MOSTLY, ALL_BUT = 0.5, 0.8  # of a line in links
A_HEADLINE = 5  # words; a shorter line of links inside an article may be a heading or a name
A_HEADING = 60  # code points
# The heading of readers' comments: by their count or the call to write one, or by the signatures below.
COMMENTS = re.compile(
    r"""(?i)\W*(?:\d+\s+)?(?:(?:read(?:er)?s?['’]?s?|users?|your|latest|all|view|post|leave|write|add|a|recent)\s+)*
    (?:comments?|views|responses|have\ your\ say|your\ say|kommentare?|commentaires?|comentarios|commenti|reacties)\b
    [^.!?]{0,30}$""".replace("\n    ", "")
)
COUNTED = re.compile(r"(?i)^\W*\d+\s+comments?\W*$|\(\d+\)|\bclosed\b|\brules\b")
CALL = re.compile(r"(?i)(?:post|leave|write|add) (?:a |your )?comments?\b")
SIGNED = re.compile(r"(?i)^\W*(?:comment )?posted by\b|\breport (?:this|abuse)|\b(?:says|wrote|writes)(?: on [^.]*\d[^.]*)?:?$")
SIGNATURES, PARAGRAPHS_ABOVE = 2, 2
# With fewer paragraphs than this, at most so much of a text goes.
PARAGRAPHS, MOST = 3, 0.35
# A line below the article goes if it is without at least so many of the elements around it; no longer line goes.
WITHOUT, OUTSIDE = 2, 1000
# A line around a date: a year or a time, and at least so much of it digits.
DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d|[年月日]|\d ?[년월일]")
DIGITS, A_DATE = 0.12, 80
LISTS = frozenset("ul ol dl table blockquote".split())
# A link around one of these is a tile that leads to another article, and no link in a text.
IN_TILES = HEADINGS | frozenset("p div section article li".split())


@frozen
class Finding:
    """Why a line is to go."""

    kind: str
    rule: str
    reason: str


HEADLINE = Finding("headline_repeat", "headline", "the article's title again")
COMMENT = Finding("comments", "comments", "below the heading of the readers' comments")


@frozen
class PageEvidence:
    """Removes lines by their place on the page that the article was extracted from; whole lines only.

    What it goes by is the article's `blocks`; an article without them, or without a single paragraph (a long line that
    ends as a sentence and is no link), is left alone.
    """

    certain: ClassVar = frozenset(
        f"page.{rule}"
        for rule in """above ad another_article comments links.head links.tail links.unconfirmed navigation outside related_links
        second_opinion.tail template_residue tile timestamp""".split()
    )
    """Rules whose removals the guard does not count: on pages on which they took the most, they took the right lines."""

    def __call__(self, article: CleanArticle) -> Iterator[Edit]:
        """The removals, stated on the article's current text."""
        if not article.article.blocks:
            return
        lines = list(placed_lines(article))
        comments = _comments(lines)
        found = [(line, why) for number, line in enumerate(lines) if (why := COMMENT if number >= comments else _why(line))]
        if sum(line.paragraph for line in lines) < PARAGRAPHS and _size(line for line, _ in found) > MOST * _size(lines):
            return  # the page is of another make than an article
        for line, why in found:
            rule = why.rule if why.rule == "headline" else f"page.{why.rule}"
            yield Edit(line.span.start, line.span.end, kind=why.kind, rule=rule, reason=why.reason)


page_evidence = PageEvidence()


def _size(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _why(line: Line) -> Finding | None:
    if line.title and line.zone == "head":
        return HEADLINE
    found = _by_name(line)
    if found or (line.zone == "tail" and "li" in line.tags and not line.outside):
        return found  # a list of links in the article may be what the page is for
    return _by_links(line) or _by_second_opinion(line) or _by_place(line)


def _comments(lines: list[Line]) -> int:
    """The number of the line that stands over the comments; that of no line if there is none."""
    paragraphs = sum(line.paragraph for line in lines)
    above = 0
    for number, line in enumerate(lines):
        if above >= PARAGRAPHS_ABOVE and line.zone != "head" and len(line.text) <= A_HEADING and COMMENTS.match(line.text):
            signed = sum(len(below.text) <= SHORT and SIGNED.search(below.text) is not None for below in lines[number + 1 :])
            called = CALL.match(line.text) is not None and 2 * above >= paragraphs
            if signed >= SIGNATURES or called or COUNTED.search(line.text):
                return number
        above += line.paragraph
    return len(lines)


def _by_place(line: Line) -> Finding | None:
    if line.another:
        return Finding("related_links", "another_article", "belongs to another article on the same page")
    if line.title and line.outside:
        return HEADLINE
    if line.zone == "head":
        return _above_the_text(line)
    if line.outside >= WITHOUT and len(line.text) <= OUTSIDE and not line.block.inside(*HEADINGS):
        return Finding("template_residue", "outside", "below the article, outside of the elements that hold it")
    return None


def _above_the_text(line: Line) -> Finding | None:
    if line.closed or len(line.text) > SHORT:
        return None
    if line.above:
        return Finding("template_residue", "above", "above the headline")
    digits = sum(map(str.isdecimal, line.text))
    if len(line.text) <= A_DATE and digits >= DIGITS * len(line.text) and DATE.search(line.text):
        return None if line.block.inside(*HEADINGS, "li") else Finding("timestamp", "date", "a date, before the first paragraph")
    return None


def _by_name(line: Line) -> Finding | None:
    if not line.names and line.tags.isdisjoint(NAMED_TAGS):
        return None
    for named in NAMED:
        if line.zone in named.zones and len(line.text) <= named.longest and (named.sentences or not line.closed):
            said = line.names & named.names or line.tags & named.tags
            heading = line.zone == "body" and line.block.inside(*HEADINGS)
            if said and (named.headings or not heading) and (named.lists or not line.block.inside(*LISTS)):
                return Finding(named.kind, named.kind, f"{named.reason} ({min(said)})")
    return None


def _by_links(line: Line) -> Finding | None:
    share, tags = line.block.link_share, line.block.tags
    if line.closed or share <= MOSTLY:
        return None
    if share > ALL_BUT and "a" in tags and not IN_TILES.isdisjoint(tags[: tags.index("a")]):
        return Finding("related_links", "tile", "a tile that links to another page")
    heading = line.block.inside(*HEADINGS)
    reason = f"{share:.0%} of the line is in links"
    if line.zone == "head":
        return None if heading else Finding("navigation", "links.head", f"{reason}, before the first paragraph")
    if line.zone == "tail":
        return None if heading else Finding("related_links", "links.tail", f"{reason}, after the last paragraph")
    if not line.block.agreed:
        reason = f"{reason}, and a second extractor leaves it out"
        return Finding("related_links", "links.unconfirmed", reason) if share > ALL_BUT or not heading else None
    alone = not heading and not line.block.inside(*LISTS)
    if alone and len(line.text.split()) >= A_HEADLINE:
        return Finding("related_links", "links.body", f"{reason}, and the line is no sentence")
    return None


def _by_second_opinion(line: Line) -> Finding | None:
    block = line.block
    if block.agreed or line.zone == "body" or len(line.text) > SHORT or block.inside(*HEADINGS):
        return None
    if line.closed and (line.zone == "head" or block.inside(*LISTS)):
        return None  # the lead, or the article in points
    side = "before the first" if line.zone == "head" else "after the last"
    reason = f"{side} paragraph, and a second extractor leaves it out"
    return Finding("template_residue", f"second_opinion.{line.zone}", reason)
