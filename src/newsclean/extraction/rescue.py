"""Paragraphs of the article that trafilatura left out, brought back where the page itself vouches for them.

Taking over what other extractors hold beside trafilatura's text is right one time in five. What vouches for a paragraph
here is the page: it stands in the same boxes as the paragraphs that trafilatura took, or the page gives it as its own
description; or trafilatura took no paragraph at all, and it is one of several in one box.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from newsclean.article import Block
from newsclean.extraction.places import PageText, Place, block, located, seek, squeeze, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

DESCRIPTIONS = "//meta[@name='description' or @property='og:description' or @name='twitter:description']/@content"
SENTENCE_END = re.compile(r"""[.!?…。！？।؟]["'”’»)\]」』]*$""")
MAX_LINKED = 0.3
MIN_LINE = 50  # characters without white space; shorter lines are read in too many ways
PARAGRAPH = 150  # code points of a line that shows what boxes the article's paragraphs stand in
PROBE = 40
TOLD = 60
# What readers wrote, and what belongs to a picture.
NO_ARTICLE = re.compile("comment|caption", re.IGNORECASE)
# Where trafilatura has no paragraph at all, at least this much in one box is an article.
MIN_PARAGRAPHS, MIN_CHARACTERS = 3, 500
# What is brought back at most, in characters: three times what trafilatura took, and never more than a long feature.
MAX_SHARE, MAX_CHARACTERS = 3, 60_000


@frozen
class Candidate:
    """A line that only the second extractor holds, where it stands on the page, and the elements around it."""

    text: str
    at: tuple[int, int]
    place: Place


def with_recovered(text: str, page: PageText, tree: HtmlElement, second: str) -> tuple[str, tuple[Block, ...]]:
    """The text with what was left out of it, and the place of each line on the page.

    Args:
        text: the article as trafilatura has it; may be empty.
        page: the text of the page.
        tree: the page.
        second: the article as the second extractor has it, a line for each paragraph.
    """
    own = located(text, page, squeeze(second))
    missing = _missing(text, page, second)
    chosen = _vouched_for(missing, own, text, page, tree)
    return _merged(text, own, chosen, page) if chosen else (text, own)


def _missing(text: str, page: PageText, second: str) -> list[Candidate]:
    held = squeeze("".join(map(unmarked, text.splitlines())))
    found: list[Candidate] = []
    at = read = 0
    for line in second.splitlines():
        key = squeeze(line)
        if len(key) < MIN_LINE:
            continue
        known = max(seek(held, key[:PROBE], read), seek(held, key[-PROBE:], read))
        if known >= 0:
            read = known
            continue
        place = page.find(line, at)
        if place is None:
            continue
        at = place[1]
        if page.link_share(*place) >= MAX_LINKED:
            continue
        found.append(Candidate(" ".join(line.split()), place, page.place(*place)))
    return found


def _vouched_for(
    missing: Sequence[Candidate], own: Sequence[Block], text: str, page: PageText, tree: HtmlElement
) -> list[Candidate]:
    """The candidates that the page vouches for, in their order, as far as the limits go."""
    if not missing:
        return []
    paragraphs = [b for b in own if b.end - b.start >= PARAGRAPH and b.link_share < MAX_LINKED and _closed(text[b.start : b.end])]
    if paragraphs:
        boxes = {_box(page, text[b.start : b.end]) for b in paragraphs}
        described = squeeze("\n".join(map(str, tree.xpath(DESCRIPTIONS))))
        end = max(b.position for b in paragraphs) * len(page.text)
        chosen = [line for line in missing if _at_home(line, boxes, end) or (line.at[0] < end and _is_told(line, described))]
        around = {name for b in paragraphs for name in b.names}
        chosen = [line for line in chosen if not NO_ARTICLE.search(" ".join(set(line.place.names) - around))]
        most = min(MAX_CHARACTERS, MAX_SHARE * len(text))
    else:
        chosen, most = _largest(missing), MAX_CHARACTERS
        if len(chosen) < MIN_PARAGRAPHS or sum(len(line.text) for line in chosen) < MIN_CHARACTERS:
            return []
    sizes = accumulate(len(line.text) for line in chosen)
    return [line for line, size in zip(chosen, sizes, strict=True) if size <= most]


def _at_home(line: Candidate, boxes: set[tuple[str, ...]], end: float) -> bool:
    """Whether a line stands where the article's paragraphs do; after the last of them, a short one is the site's."""
    long = len(line.text) >= PARAGRAPH
    return line.place.box in boxes and (long or (_closed(line.text) and line.at[0] < end))


def _is_told(line: Candidate, described: str) -> bool:
    """Whether the page's description of itself begins with the line or holds it."""
    return squeeze(line.text)[:TOLD] in described


def _largest(missing: Iterable[Candidate]) -> list[Candidate]:
    """The closed lines in the box that holds most of them."""
    by_box: defaultdict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for line in missing:
        if _closed(line.text):
            by_box[line.place.box].append(line)
    return max(by_box.values(), key=lambda lines: sum(len(line.text) for line in lines), default=[])


def _box(page: PageText, line: str) -> tuple[str, ...]:
    at = page.find(unmarked(line))
    return page.place(*at).box if at else ("nowhere",)


def _merged(text: str, own: Sequence[Block], chosen: Sequence[Candidate], page: PageText) -> tuple[str, tuple[Block, ...]]:
    """Each recovered line goes before the first own line that stands after it on the page."""
    rows: list[tuple[str, Block]] = [(text[b.start : b.end], b) for b in own]
    for line in reversed(chosen):
        position = line.at[0] / max(1, len(page.text))
        number = next((n for n, (_, b) in enumerate(rows) if b.position > position), len(rows))
        rows.insert(number, (line.text, block(0, len(line.text), page, line.at, agreed=True, recovered=True)))
    blocks: list[Block] = []
    start = 0
    for shown, placed in rows:
        blocks.append(evolve(placed, start=start, end=start + len(shown)))
        start += len(shown) + 1
    return "\n".join(shown for shown, _ in rows), tuple(blocks)


def _closed(line: str) -> bool:
    return SENTENCE_END.search(line) is not None
