"""Where the lines of an extracted text stand on their page."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from attrs import frozen

from newsclean.article import Block
from newsclean.text import lines, stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

# What a browser shows of a page: all text but that of these elements.
SHOWN = "//body//text()[normalize-space()][not(parent::script or parent::style or parent::noscript or parent::template)]"
# An extractor may leave out or move something inside a line; its beginning or its end still tells where it stands.
PROBE = 24  # characters without white space


@frozen
class Place:
    """The elements around a piece of text: their names, and what they are called by id and class, innermost first."""

    tags: tuple[str, ...]
    names: tuple[str, ...]


class PageText:
    """The text that a page shows, without white space, and the element around each piece of it.

    Built by one pass over the tree, which it leaves as it is.
    """

    def __init__(self, tree: HtmlElement) -> None:
        pieces: list[Any] = _shown()(tree)
        squeezed = [squeeze(piece) for piece in pieces]
        self.text = "".join(squeezed)
        self._pieces = pieces
        self._starts = [0, *accumulate(map(len, squeezed))]
        self._begins = set(self._starts)
        self._places: dict[Any, Place] = {}
        self._at = 0

    def find(self, line: str) -> tuple[int, int] | None:
        """Where a line stands, as a range of `text`, at best after the line that was asked for before; None if nowhere.

        Lines are to be asked for in their order.
        """
        key = squeeze(line)
        for probe, before in ((key, 0), (key[:PROBE], 0), (key[-PROBE:], len(key) - PROBE)):
            at = self._search(probe) if probe else -1
            if at >= 0:
                start = max(0, at - before)
                self._at = min(len(self.text), start + len(key))
                return start, self._at
        return None

    def _search(self, key: str) -> int:
        """Where the key begins: after the last line found before ahead of it, and where a piece begins before inside one."""
        for since in (self._at, 0):
            at = first = self.text.find(key, since)
            while at >= 0 and at not in self._begins and len(key) < PROBE:
                at = self.text.find(key, at + 1)
            if first >= 0:
                return max(at, first) if at >= 0 else first
        return -1

    def link_share(self, start: int, end: int) -> float:
        """How much of a range of `text` is inside links, 0-1."""
        first, last = self._piece_at(start), self._piece_at(max(start, end - 1))
        linked = 0
        for number in range(first, last + 1):
            if "a" in self._place(number).tags:
                linked += min(end, self._starts[number + 1]) - max(start, self._starts[number])
        return linked / (end - start) if end > start else 0.0

    def place(self, start: int, end: int) -> Place:
        """The elements around most of a range of `text`."""
        first, last = self._piece_at(start), self._piece_at(max(start, end - 1))
        longest = max(
            range(first, last + 1), key=lambda n: min(end, self._starts[n + 1]) - max(start, self._starts[n])
        )
        return self._place(longest)

    def _piece_at(self, position: int) -> int:
        return min(bisect_right(self._starts, position) - 1, len(self._pieces) - 1)

    def _place(self, number: int) -> Place:
        piece = self._pieces[number]
        element = piece.getparent()
        return self._around(element.getparent() if piece.is_tail else element)

    def _around(self, element: HtmlElement | None) -> Place:
        inner: list[HtmlElement] = []
        while element is not None and element not in self._places:
            inner.append(element)
            element = element.getparent()
        place = Place((), ()) if element is None else self._places[element]
        for element in reversed(inner):
            own = [name for key in ("id", "class") for name in (element.get(key) or "").split()]
            place = Place((str(element.tag), *place.tags), (*own, *place.names))
            self._places[element] = place
        return place


def unmarked(line: str) -> str:
    """A line without the marks that trafilatura sets before an item of a list and around the cells of a table."""
    if line.startswith("|"):
        return line.replace("\\|", "\0").replace("|", " ").replace("\0", "|")
    return line.removeprefix("- ")


def squeeze(text: str) -> str:
    """The text without white space, which extractors and pages set each in their own way."""
    return "".join(text.split())


@cache
def _shown() -> Any:
    from lxml.etree import XPath

    return XPath(SHOWN)


def blocks(text: str, page: PageText, second: str) -> tuple[Block, ...]:
    """For each line of an extracted text, its place on the page.

    Args:
        text: the extracted text.
        page: the page that it came from.
        second: what another extractor takes for the article on this page.
    """
    other = squeeze(second)
    found: list[Block] = []
    for line in lines(text):
        span = stripped(text, line)
        if not span:
            continue
        words = unmarked(span.of(text))
        agreed = squeeze(words) in other
        at = page.find(words)
        if at is None:
            found.append(Block(span.start, span.end, agreed=agreed))
            continue
        place = page.place(*at)
        position = at[0] / len(page.text)
        found.append(Block(span.start, span.end, page.link_share(*at), place.tags, place.names, position, agreed))
    return tuple(found)
