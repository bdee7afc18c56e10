"""The lines of an article with what their places on the page tell: above the headline, in the article, outside of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.article import Block, CleanArticle
from newsclean.filters.headline import SUBHEADINGS, headline, says_the_title
from newsclean.filters.page_names import Zone, name_words
from newsclean.text import Span, stripped

SENTENCE_END = re.compile(r"""[.!?…。！？।؟]["'”’»)\]」』]*$""")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Code points from which a line that ends as a sentence is a paragraph of the article; writing without spaces is denser.
PARAGRAPH, PARAGRAPH_UNSPACED = 150, 60
MAX_LINKED = 0.3  # of a paragraph
# An element around this much of the article's paragraphs is what holds the article, whatever it is called.
HOLDS_THE_ARTICLE = 0.25
# Elements around this much of them make the box of the article, which at least so many paragraphs must be in.
THE_BOX, IN_THE_BOX = 0.75, 3
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
ITEMS = frozenset("li dt dd blockquote th pre code".split())
# Lists around an article are links; a list or table of its own has this little of them.
LINKLESS = 0.3
CAPTION = frozenset(("figcaption",))
A_LIST = 3  # lines
# Elements of a whole article beside the one that was asked for, by their ids and classes.
ANOTHER = re.compile(r"(?i)^(?:second|next|other|under|following|previous)[-_]?(?:article|story|post)s?$")


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
        paragraph: whether it is a paragraph of the article.
        above: whether it stands above the headline.
        outside: after the article's last line, how many of the elements or names around the article it is without.
        another: whether it belongs to another article on the page.
        title: whether it stands before the article's text or outside of it, and says what the title says.
    """

    span: Span
    text: str
    block: Block
    zone: Zone
    names: frozenset[str]
    tags: frozenset[str]
    closed: bool
    paragraph: bool
    above: bool
    outside: int
    another: bool
    title: bool


class Box(NamedTuple):
    """The elements around most of an article's paragraphs: the outermost tags of all, and the names."""

    tags: tuple[str, ...]
    names: frozenset[str]

    def without(self, block: Block, *, closed: bool) -> int:
        """How many of the elements, by tag or by name, are not around a line; 0 for one that stands in the box.

        A closed line that only lacks a name may be the end of the article, in a box of its own.
        """
        pairs = zip(reversed(self.tags), reversed(block.tags), strict=False)
        shared = next((n for n, (ours, other) in enumerate(pairs) if ours != other), min(len(self.tags), len(block.tags)))
        lost, unnamed = len(self.tags) - shared, len(self.names - frozenset(block.names))
        # The innermost element of all paragraphs is the paragraph.
        return max(0, lost - 1) if not unnamed else 0 if closed and not lost else lost + unnamed


def placed_lines(article: CleanArticle) -> Iterator[Line]:
    """The lines that are left of an article, as far as it has `blocks`; none if it has no paragraph."""
    text = article.text
    left: list[tuple[Span, Block]] = []
    for block in article.article.blocks:
        span = stripped(text, article.edited.to_text(block.start, block.end))
        if span:
            left.append((span, block))
    if not left:
        return
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
    blocks = [block for _, block in left]
    of_article = [blocks[number] for number in paragraphs]
    sizes = _sizes(of_article)
    names, tags = _holding(of_article, sizes)
    end, box = _end(blocks, paragraphs, sizes[0], tags)
    said = [edit.start for edit in headline(CleanArticle.untouched(article.article))] if paragraphs[0] else []
    top = max(said, default=0)
    headed = any(block.inside("h1") for block in article.article.blocks)
    others = _others(of_article)
    words: dict[tuple[str, ...], frozenset[str]] = {}  # neighbours mostly stand in the same elements
    for number, (span, block) in enumerate(left):
        zone: Zone = "head" if number < paragraphs[0] else "tail" if number > paragraphs[-1] else "body"
        own = words.get(block.names)
        if own is None:
            own = words[block.names] = frozenset(w for name in block.names if name not in names for w in name_words(name))
        outside = box.without(block, closed=closed[number]) if block.tags and number > end else 0
        # Below a main heading, a heading that says a part of the title may head a part of the text.
        part = headed and block.inside(*SUBHEADINGS)
        title = zone == "head" and any(block.start <= start < block.end for start in said)
        if not title and (outside or zone == "head"):
            title = says_the_title(shown[number], article.article.title, whole=part)
        yield Line(
            span,
            shown[number],
            block,
            zone,
            own,
            frozenset(block.tags) - tags - (CAPTION if _of_a_quotation(blocks, number) else frozenset()),
            closed[number],
            number in paragraphs,
            block.start < top,
            outside,
            not others.isdisjoint(block.names),
            title,
        )


def _of_a_quotation(blocks: Sequence[Block], number: int) -> bool:
    """Whether a caption names who said what is quoted in the same figure, just above it or below."""
    tags = blocks[number].tags
    if not CAPTION.issubset(tags) or "figure" not in tags:
        return False
    figure = tags[tags.index("figure") :]
    return any(
        "blockquote" in other.tags and other.tags[other.tags.index("blockquote") + 1 :] == figure
        for other in blocks[max(0, number - 1) : number + 2]
    )


def _holding(paragraphs: Sequence[Block], sizes: tuple[Counter[str], Counter[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """Names and tags of the elements that hold the article."""
    names, tags = sizes
    least = HOLDS_THE_ARTICLE * sum(block.end - block.start for block in paragraphs)
    return frozenset(n for n, size in names.items() if size >= least), frozenset(t for t, size in tags.items() if size >= least)


def _sizes(paragraphs: Sequence[Block]) -> tuple[Counter[str], Counter[str]]:
    """How much of the paragraphs, in code points, each name and each tag is around."""
    around: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()  # paragraphs mostly stand in the same elements
    for block in paragraphs:
        around[block.names, block.tags] += block.end - block.start
    names: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for (own_names, own_tags), size in around.items():
        for name in set(own_names):
            names[name] += size
        for tag in set(own_tags):
            tags[tag] += size
    return names, tags


def _end(blocks: Sequence[Block], paragraphs: Sequence[int], names: Counter[str], holding: frozenset[str]) -> tuple[int, Box]:
    """The number of the article's last line, and its box: the last paragraph in it, or the last of a list below."""
    own = [blocks[number] for number in paragraphs]
    least = THE_BOX * sum(block.end - block.start for block in own)
    around: Counter[tuple[str, ...]] = Counter()
    for block in own:
        around[block.tags] += block.end - block.start
    paths: Counter[tuple[str, ...]] = Counter()
    for tags, size in around.items():
        for depth in range(1, len(tags) + 1):
            paths[tags[-depth:]] += size
    path = max((path for path, size in paths.items() if size >= least), key=len, default=())
    box = Box(path, frozenset(name for name, size in names.items() if size >= least))
    inside = [number for number in paragraphs if not box.without(blocks[number], closed=False)]
    if len(inside) < IN_THE_BOX:
        return len(blocks), box
    end = inside[-1]
    items = [
        number
        for number, block in enumerate(blocks)
        if number > end and block.agreed and block.link_share < LINKLESS and not (ITEMS - holding).isdisjoint(block.tags)
    ]
    return (items[-1] if len(items) >= A_LIST else end), box


def _others(paragraphs: Sequence[Block]) -> frozenset[str]:
    """The names of elements that hold another article, if enough paragraphs to make one are in none of them."""
    found = frozenset(name for block in paragraphs for name in set(block.names) if ANOTHER.match(name))
    inside = sum(not found.isdisjoint(block.names) for block in paragraphs) if found else 0
    return found if len(paragraphs) - inside >= IN_THE_BOX else frozenset()
