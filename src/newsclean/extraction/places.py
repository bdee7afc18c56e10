"""Where the lines of an extracted text stand on their page."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.article import Block
from newsclean.lines import shown_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What a browser shows of a page: all text but that of these elements.
SHOWN = "//body//text()[normalize-space()][not(parent::script or parent::style or parent::noscript or parent::template)]"
# An extractor may leave out or move something inside a line; its beginning or its end still tells where it stands.
PROBE = 24  # characters without white space
# Elements that mark words inside a paragraph rather than hold paragraphs.
INLINE = frozenset("a abbr b cite code del em font i ins mark q s small span strong sub sup time u".split())


class Place(NamedTuple):
    """The elements around a piece of text, innermost first: their names, and what they are called by id and class.

    Attributes:
        tags: the elements' names.
        names: their ids and classes.
        box: what tells the element that holds the paragraph from others: its tags and classes, without inline
            elements and without ids, which differ between the paragraphs of one article.
    """

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    box: tuple[str, ...] = ()


class PageText:
    """The text that a page shows, without white space, and the element around each piece of it.

    Built by one pass over the tree, which it leaves as it is.

    Attributes:
        text: what the page shows, squeezed.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._pieces: list[Any] = _shown()(tree)
        squeezed = [squeeze(piece) for piece in self._pieces]
        self.text = "".join(squeezed)
        self._starts = [0, *accumulate(map(len, squeezed))]
        self._begins = frozenset(self._starts)
        self._places: dict[HtmlElement, Place] = {}

    def find(self, line: str, since: int = 0) -> tuple[int, int] | None:
        """Where a line stands, as a range of `text`; None if it is nowhere.

        A place after ``since`` goes before one ahead of it, and for a short line the beginning of a piece before the
        middle of one.
        """
        key = squeeze(line)
        for probe, before in ((key, 0), (key[:PROBE], 0), (key[-PROBE:], len(key) - PROBE)):
            at = self._search(probe, since) if probe else -1
            if at >= 0:
                start = max(0, at - before)
                return start, min(len(self.text), start + len(key))
        return None

    def _search(self, key: str, since: int) -> int:
        for origin in (since, 0) if since else (0,):
            first = at = self.text.find(key, origin)
            while at >= 0 and len(key) < PROBE and at not in self._begins:
                at = self.text.find(key, at + 1)
            if first >= 0:
                return at if at >= 0 else first
        return -1

    def link_share(self, start: int, end: int) -> float:
        """How much of a range of `text` is inside links, 0-1."""
        linked = sum(length for number, length in self._parts(start, end) if "a" in self._place(number).tags)
        return linked / (end - start) if end > start else 0.0

    def place(self, start: int, end: int) -> Place:
        """The elements around the longest piece of a range of `text`."""
        parts = self._parts(start, end)
        return self._place(max(parts, key=lambda part: part[1])[0]) if parts else Place()

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The numbers of the pieces that a range touches, each with how many of its characters are in it."""
        first = bisect_right(self._starts, start) - 1
        last = min(bisect_right(self._starts, max(start, end - 1)), len(self._pieces))
        starts = self._starts
        return [(n, min(end, starts[n + 1]) - max(start, starts[n])) for n in range(first, last)]

    def _place(self, number: int) -> Place:
        piece = self._pieces[number]
        element = piece.getparent()
        return self._around(element.getparent() if piece.is_tail else element)

    def _around(self, element: HtmlElement | None) -> Place:
        inner: list[HtmlElement] = []
        while element is not None and element not in self._places:
            inner.append(element)
            element = element.getparent()
        place = Place() if element is None else self._places[element]
        for element in reversed(inner):
            tag = str(element.tag)
            id_, classes = (element.get("id") or "").split(), (element.get("class") or "").split()
            box = place.box if tag in INLINE else (tag, *classes, *place.box)
            place = Place((tag, *place.tags), (*id_, *classes, *place.names), box)
            self._places[element] = place
        return place


def squeeze(text: str) -> str:
    """The text without white space, which extractors and pages set each in their own way."""
    return "".join(text.split())


def seek(text: str, key: str, since: int) -> int:
    """Where a key stands in a text, best after ``since``; -1 if nowhere.

    Lines follow one another in the same order in all that is taken from one page: looked for from the last one on, all of
    them cost one pass.
    """
    at = text.find(key, since)
    return at if at >= 0 or not since else text.find(key)


def unmarked(line: str) -> str:
    """A line without the marks that trafilatura sets before an item of a list and around the cells of a table."""
    if line.startswith("|"):
        return line.replace("\\|", "\0").replace("|", " ").replace("\0", "|")
    return line.removeprefix("- ")


def located(text: str, page: PageText, second: str) -> tuple[Block, ...]:
    """For each line of an extracted text, its place on the page.

    Args:
        text: the extracted text.
        page: the page that it came from.
        second: what another extractor takes for the article on this page, squeezed; empty where there is no such
            opinion, and then it agrees.
    """
    found: list[Block] = []
    at = heard = 0
    for start, end, _ in shown_lines(text):
        shown = unmarked(text[start:end])
        said = seek(second, squeeze(shown), heard)
        heard = max(heard, said)
        agreed = not second or said >= 0
        place = page.find(shown, at)
        if place is None:
            found.append(Block(start, end, agreed=agreed))
        else:
            at = place[1]
            found.append(block(start, end, page, place, agreed=agreed))
    return tuple(found)


def block(start: int, end: int, page: PageText, at: tuple[int, int], *, agreed: bool, recovered: bool = False) -> Block:
    """The line from ``start`` to ``end`` of a text, which stands at ``at`` on the page."""
    place = page.place(*at)
    position = at[0] / max(1, len(page.text))
    return Block(start, end, page.link_share(*at), place.tags, place.names, position, agreed, recovered)


@cache
def _shown() -> Any:
    from lxml.etree import XPath

    return XPath(SHOWN)
