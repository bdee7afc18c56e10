"""Inputs into an index, one article after the other, so that what is wrong with one concerns only that one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from newsclean.article import Article
from newsclean.errors import ArticleError, FilterError, NewscleanError, Rejected
from newsclean.formats import read_inputs
from newsclean.index import Added, Found, Index
from newsclean.index.index import AT_ONCE
from newsclean.index.reader import Reader
from newsclean.pipeline import MAX_CHARACTERS
from newsclean.pipeline.reading import article_of

CHARACTERS = 20_000_000  # of the texts that are added together


@frozen
class Read:
    """An article of an input.

    Attributes:
        article: the article, not yet cleaned.
        input, record: where it stood; as in `Rejected`.
    """

    article: Article
    input: str
    record: int | None


def read_articles(
    inputs: Iterable[str | Path], *, max_characters: int = MAX_CHARACTERS, columns: Mapping[str, str] | None = None
) -> Iterator[Read | Rejected]:
    """The articles of inputs, each read when it is asked for, and what cannot be read; the arguments are those of `run`."""
    for source in read_inputs(inputs, max_characters=max_characters, columns=columns):
        if isinstance(source, Rejected):
            yield source
            continue
        try:
            yield Read(article_of(source, max_characters), source.input, source.record)
        except NewscleanError as error:
            yield Rejected.because(error, source.input, source.record)


def add_each(index: Index, found: Iterable[Read | Rejected], *, replace: bool = False) -> Iterator[Added | Rejected]:
    """Adds articles one by one, and says what came of each.

    Raises:
        StoredIndexError: if the index cannot be written.
    """
    for one in found:
        yield one if isinstance(one, Rejected) else add(index, one, replace=replace)


def add(index: Index, read: Read, *, replace: bool = False) -> Added | Rejected:
    """Adds an article; see `add_each`."""
    try:
        return index.add(read.article, replace=replace)
    except (ArticleError, FilterError) as error:
        return Rejected.because(error, read.input, read.record)


def add_together(index: Index, found: Iterable[Read | Rejected], *, replace: bool = False) -> Iterator[int | Rejected]:
    """Adds articles many at a time, in about half of the time; says how many were added each time, and what was not.

    Where something is wrong with one of them, those that would have been added together with it are added one by one.

    Raises:
        StoredIndexError: if the index cannot be written; what was counted before is there.
    """
    some: dict[str, Read] = {}
    characters = 0
    for one in found:
        if isinstance(one, Rejected):
            yield one
            continue
        characters += len(one.article.text)
        if some and (one.article.id in some or len(some) == AT_ONCE or characters > CHARACTERS):
            yield from _added_together(index, some.values(), replace=replace)
            some, characters = {}, len(one.article.text)
        some[one.article.id] = one
    yield from _added_together(index, some.values(), replace=replace)


def _added_together(index: Index, some: Collection[Read], *, replace: bool) -> Iterator[int | Rejected]:
    left = [] if replace else [one for one in some if one.article.id in index]
    known = {one.article.id for one in left}
    try:
        added = index.add_many([one.article for one in some if one.article.id not in known], replace=replace)
    except (ArticleError, FilterError):
        added, left = 0, list(some)
    yield added
    for one in left:
        result = add(index, one, replace=replace)
        yield result if isinstance(result, Rejected) else 1


def ask_each(index: Reader, found: Iterable[Read | Rejected]) -> Iterator[Found | Rejected]:
    """What each article would have in common with those of an index; nothing is written.

    Raises:
        StoredIndexError: if the index cannot be read.
    """
    for one in found:
        if isinstance(one, Rejected):
            yield one
            continue
        try:
            result = index.query(one.article)
        except (ArticleError, FilterError) as error:
            yield Rejected.because(error, one.input, one.record)
        else:
            yield result
