"""The headline once more, above the text that it stands over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from newsclean.article import CleanArticle
from newsclean.text import Edit, Span
from newsclean.words import words

# Lines from the top in which a headline may stand: under kicker, byline and date, which other filters may have left.
HEAD_LINES = 6
# What parts a headline from the name of the site in a page's title.
SEPARATOR = re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*|:\s+")
MAX_PARTS = 6  # of a title; one with more is a path, whose runs would be too many
LONGER = 3  # times the title; a longer line says more than it
MIN_WORDS = 3
# A page's title and its headline are often two wordings of one line; in a first-level heading this much in common is it.
ALIKE = 0.6
SUBHEADINGS = ("h2", "h3", "h4", "h5", "h6")
SENTENCE_END = re.compile(r"""[.。।]["'”’»)\]」』]*$""")


def headline(article: CleanArticle) -> Iterator[Edit]:
    """Removes lines among the first that say what the article's title says, whatever their case and punctuation.

    The title may have the site's name before or after it. A line closed by a full stop that the title does not have is
    a sentence of the article and stays. On a page, a first-level heading need only say most of it, and below one that
    the article has, a heading of a lower level must say all of it: "What is the Board?" may head a part.
    """
    title = article.article.title
    if not title:
        return
    told, all_words = _tellings(title)
    text = article.text
    headings = [Span(block.start, block.end) for block in article.article.blocks if block.inside("h1")]
    lower = [Span(block.start, block.end) for block in article.article.blocks if headings and block.inside(*SUBHEADINGS)]
    ends_open = not SENTENCE_END.search(title)
    for start, end, _ in article.edited.lines[:HEAD_LINES]:
        span, shown = Span(start, end), text[start:end]
        if len(shown) > LONGER * len(title) or (ends_open and SENTENCE_END.search(shown)):
            continue
        keys = _keys(shown)
        if keys in told:
            if len(keys) < len(words(title).keys) and lower and article.to_source(span.start, span.end) in lower:
                continue
            yield _removal(span, "the article's title again")
        elif headings and article.to_source(span.start, span.end) in headings and _alike(frozenset(keys), all_words):
            yield _removal(span, "the page's main heading, which says most of the title again")


def says_the_title(line: str, title: str | None, *, whole: bool = False) -> bool:
    """Whether a line says what a title says, or, unless it must say the whole of it, the longest part."""
    if not title or len(line) > LONGER * len(title):
        return False
    keys = _keys(line)
    return keys in _tellings(title)[0] and not (whole and len(keys) < len(words(title).keys))


@lru_cache(maxsize=16)  # cleaning asks again in each of its rounds
def _tellings(title: str) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The words of each run of the title's parts that is long enough to be a headline, and all its words."""
    bounds = [0, *(bound for match in SEPARATOR.finditer(title) for bound in match.span()), len(title)]
    starts, ends = bounds[::2], bounds[1::2]
    runs = (
        [(starts[first], ends[last - 1]) for first, last in combinations(range(len(starts) + 1), 2)]
        if len(starts) <= MAX_PARTS
        else []
    )
    told = [words(title[start:end]).keys for start, end in [(0, len(title)), *runs]]
    whole = len(told[0])
    # A part that is less than half of the title may be a kicker, or the name of the site.
    headlines = [keys for keys in told if keys == told[0] or (len(keys) >= MIN_WORDS and 2 * len(keys) >= whole)]
    return frozenset(headlines), frozenset(told[0])


@lru_cache(maxsize=128)  # the same lines are asked for by several filters, in each round
def _keys(line: str) -> tuple[str, ...]:
    return words(line).keys


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) >= MIN_WORDS and len(one & other) >= ALIKE * min(len(one), len(other))


def _removal(span: Span, reason: str) -> Edit:
    return Edit(span.start, span.end, kind="headline_repeat", rule="headline", reason=reason)
