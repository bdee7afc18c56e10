"""Typed white space: what is left between and around lines once other things are gone."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.article import CleanArticle
from newsclean.lines import NEWLINE
from newsclean.text import Edit, Span


def whitespace(article: CleanArticle) -> Iterable[Edit]:
    """Removes white space that shows nothing: at the ends of lines and of the text, and all but one blank line.

    White space inside a line is left alone, since it stands between words that are kept.
    """
    text = article.text
    position = 0
    for start, end, gap in article.edited.lines:
        # Most gaps hold one or two line ends and nothing else.
        if position == 0 or gap > 2 or start - position != gap:
            yield from _removals(text, Span(position, start))
        position = end
    if position < len(text):
        yield _removal(position, len(text))


def _removals(text: str, gap: Span) -> Iterable[Edit]:
    """Everything in the gap in front of a line, but for two line ends; nothing is kept at the start of the text."""
    kept = list(NEWLINE.finditer(text, gap.start, gap.end))[:2] if gap.start else []
    position = gap.start
    for newline in kept:
        if position < newline.start():
            yield _removal(position, newline.start())
        position = newline.end()
    if position < gap.end:
        yield _removal(position, gap.end)


def _removal(start: int, end: int) -> Edit:
    return Edit(start, end, kind="whitespace", rule="whitespace", reason="white space that shows nothing")
