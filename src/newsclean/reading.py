"""Inputs to articles: files are read, pages extracted, and what cannot be used is kept with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from newsclean.article import Article
from newsclean.errors import NewscleanError, Rejected, place
from newsclean.extraction import extract
from newsclean.formats import Page, RawRecord, Source, decoded, parse_record, read_inputs, too_long
from newsclean.progress import Progress


def read_articles(
    inputs: Sequence[str | Path | Article],
    max_characters: int,
    leave_out: Path | None,
    tell: Progress,
    columns: Mapping[str, str] | None = None,
) -> tuple[list[tuple[Source, Article]], list[Rejected]]:
    """The articles of the inputs.

    Args:
        inputs: files, folders, ``-`` for JSON lines on standard input, or articles.
        max_characters: of an article's text, in code points; longer ones are rejected.
        leave_out: a folder whose results are no inputs.
        tell: called as the work goes on.
        columns: which column each field is taken from, as for `read_inputs`.

    Returns:
        Articles with where they came from, in the order of their ids, each id once; and what was rejected.
    """
    found: list[tuple[Source, Article]] = []
    rejected: list[Rejected] = []
    for number, item in enumerate(_sources(inputs, max_characters, leave_out, columns), start=1):
        tell("read", number, None)
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        try:
            found.append((item, _article(item, max_characters)))
        except NewscleanError as error:
            rejected.append(Rejected.because(error, item.input, item.record))
    # Among those of one id the first by place is taken, so that the order of the inputs does not matter.
    found.sort(key=lambda pair: (pair[1].id, pair[0].input, pair[0].record or 0, pair[1].text, repr(pair[1])))
    unique: list[tuple[Source, Article]] = []
    for source, article in found:
        if unique and unique[-1][1].id == article.id:
            first = unique[-1][0]
            problem = f"the id {article.id!r} is taken already, by {place(first.input, first.record)}"
            hint = "Give each article an id of its own"
            rejected.append(Rejected(source.input, source.record, problem, hint))
        else:
            unique.append((source, article))
    return unique, rejected


def _sources(
    inputs: Sequence[str | Path | Article], max_characters: int, leave_out: Path | None, columns: Mapping[str, str] | None
) -> Iterator[Source | Rejected]:
    yield from (Source(given.id, None, given) for given in inputs if isinstance(given, Article))
    paths = [given for given in inputs if not isinstance(given, Article)]
    yield from read_inputs(paths, max_characters=max_characters, leave_out=leave_out, columns=columns)


def _article(source: Source, max_characters: int) -> Article:
    content = source.content
    if isinstance(content, RawRecord):
        content = parse_record(content, max_characters)
    if isinstance(content, Page):
        page = decoded(content)
        article = extract(page.html, url=page.known.get("url"), id=page.id)
        article = evolve(article, **{name: value for name, value in page.known.items() if value})
    else:
        article = content
    if len(article.text) > max_characters:
        raise too_long(source.input, max_characters, source.record)
    return article
