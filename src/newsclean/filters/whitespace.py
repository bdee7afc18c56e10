"""Typed white space: what is left between and around lines once other things are gone."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.article import CleanArticle
from newsclean.text import NEWLINE, Edit, Span, lines, stripped


def whitespace(article: CleanArticle) -> Iterable[Edit]:
    """Removes white space that shows nothing: at the ends of lines and of the text, and all but one blank line.

    White space inside a line is left alone, since it stands between words that are kept.
    """
    text = article.text
    position = 0
    for line in lines(text):
        content = stripped(text, line)
        if content:
            yield from _removals(text, Span(position, content.start), first=position == 0)
            position = content.end
    if position < len(text):
        yield _removal(Span(position, len(text)))


def _removals(text: str, gap: Span, *, first: bool) -> Iterable[Edit]:
    """Everything in the gap in front of a line, but for two line ends; nothing is kept at the start of the text."""
    kept = [] if first else list(NEWLINE.finditer(text, gap.start, gap.end))[:2]
    position = gap.start
    for newline in kept:
        if position < newline.start():
            yield _removal(Span(position, newline.start()))
        position = newline.end()
    if position < gap.end:
        yield _removal(Span(position, gap.end))


def _removal(span: Span) -> Edit:
    return Edit(span.start, span.end, kind="whitespace", rule="whitespace", reason="white space that shows nothing")
