"""Boilerplate told by where a line stands on its page: in links, in a caption, in a box that is named for what it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import frozen

from newsclean.article import Block, CleanArticle
from newsclean.filters.page_names import NAMED, NAMED_TAGS, SHORT, Zone, name_words
from newsclean.text import Edit, Span, stripped

SENTENCE_END = re.compile(r"""[.!?…。！？।؟]["'”’»)\]」』]*$""")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Code points from which a line that ends as a sentence is a paragraph of the article; writing without spaces is denser.
PARAGRAPH, PARAGRAPH_UNSPACED = 150, 60
MAX_LINKED = 0.3  # of a paragraph
# An element around this much of the article's paragraphs is what holds the article, whatever it is called.
HOLDS_THE_ARTICLE = 0.25
MOSTLY, ALL_BUT = 0.5, 0.8  # of a line in links
A_HEADLINE = 5  # words; a shorter line of links inside an article may be a heading or a name
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
LISTS = frozenset("ul ol dl table blockquote".split())
# A link around one of these is a tile that leads to another article, and no link in a text.
IN_TILES = HEADINGS | frozenset("p div section article li".split())


class Line(NamedTuple):
    """What is left of a line, its place on the page, and what is called by names around it and around no paragraphs.

    Attributes:
        span: the line in the current text.
        text: what it says.
        block: its place on the page.
        zone: before the first paragraph, after the last, or between them.
        names: words of the ids and classes around it, but for those of elements that hold the article.
        tags: the elements around it, but for those that hold the article.
        closed: whether it ends as a sentence does.
    """

    span: Span
    text: str
    block: Block
    zone: Zone
    names: frozenset[str]
    tags: frozenset[str]
    closed: bool


@frozen
class Finding:
    """Why a line is to go."""

    kind: str
    rule: str
    reason: str


def page_evidence(article: CleanArticle) -> Iterator[Edit]:
    """Removes lines by their place on the page that the article was extracted from; whole lines only.

    What it goes by is the article's `blocks`; an article without them, or without a single paragraph (a long line that
    ends as a sentence and is no link), is left alone.
    """
    for line in _lines(article):
        found = _by_name(line) or _by_links(line) or _by_second_opinion(line)
        if found:
            yield Edit(*(line.span.start, line.span.end), kind=found.kind, rule=f"page.{found.rule}", reason=found.reason)


def _by_name(line: Line) -> Finding | None:
    if not line.names and line.tags.isdisjoint(NAMED_TAGS):
        return None
    for named in NAMED:
        if line.zone in named.zones and len(line.text) <= named.longest and (named.sentences or not line.closed):
            said = line.names & named.names or line.tags & named.tags
            heading = line.zone == "body" and line.block.inside(*HEADINGS)
            if said and not heading and (named.lists or not line.block.inside(*LISTS)):
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


def _lines(article: CleanArticle) -> Iterator[Line]:
    text = article.text
    left: list[tuple[Span, Block]] = []
    for block in article.article.blocks:
        span = stripped(text, article.edited.to_text(block.start, block.end))
        if span:
            left.append((span, block))
    shown = [span.of(text) for span, _ in left]
    closed = [SENTENCE_END.search(line) is not None for line in shown]
    least = PARAGRAPH_UNSPACED if UNSPACED.search(text) else PARAGRAPH
    paragraphs = [
        number
        for number, (_, block) in enumerate(left)
        if closed[number] and len(shown[number]) >= least and block.link_share < MAX_LINKED
    ]
    if not paragraphs:
        return
    names, tags = _holding([left[number][1] for number in paragraphs])
    words: dict[tuple[str, ...], frozenset[str]] = {}  # neighbours mostly stand in the same elements
    for number, (span, block) in enumerate(left):
        zone: Zone = "head" if number < paragraphs[0] else "tail" if number > paragraphs[-1] else "body"
        own = words.get(block.names)
        if own is None:
            own = words[block.names] = frozenset(w for name in block.names if name not in names for w in name_words(name))
        yield Line(span, shown[number], block, zone, own, frozenset(block.tags) - tags, closed[number])


def _holding(paragraphs: Sequence[Block]) -> tuple[frozenset[str], frozenset[str]]:
    """Names and tags of the elements that hold the article."""
    names: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for block in paragraphs:
        size = block.end - block.start
        for name in set(block.names):
            names[name] += size
        for tag in set(block.tags):
            tags[tag] += size
    least = HOLDS_THE_ARTICLE * sum(block.end - block.start for block in paragraphs)
    return frozenset(n for n, size in names.items() if size >= least), frozenset(t for t, size in tags.items() if size >= least)
