"""The articles of an index, read from its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from newsclean.article import CleanArticle
from newsclean.index.packed_articles import unpack
from newsclean.index.sketching import Weights
from newsclean.neardup.article_facts import ArticleFacts
from newsclean.neardup.boilerplate import weightless_words, weighty
from newsclean.neardup.fingerprints import shingle
from newsclean.neardup.word_batch import hash_words

HELD = 64  # articles that are kept in memory, for those who read pairs one after the other
AT_ONCE = 500  # numbers that a statement asks for


class Contents:
    """The articles by number, and the facts of those that pairs are made of."""

    def __init__(self, db: sqlite3.Connection, weights: Weights) -> None:
        self._db = db
        self._weights = weights
        self._held = lru_cache(maxsize=HELD)(self._facts)

    def article(self, number: int) -> CleanArticle:
        """The article with that number."""
        return next(self.articles([number]))[1]

    def articles(self, numbers: Iterable[int]) -> Iterator[tuple[int, CleanArticle]]:
        """Articles with their numbers, in any order."""
        for some in portions(sorted(numbers)):
            asked = "SELECT number, id, packed FROM article JOIN content ON article = number WHERE number IN "
            for number, id, packed in self._db.execute(asked + marks(some), some):
                yield number, unpack(id, packed)

    def facts(self, number: int) -> ArticleFacts:
        """The facts of an article; of the last few articles they are at hand."""
        return self._held(number)

    def forget(self) -> None:
        """Keeps nothing in memory any more, since the tables have changed."""
        self._held.cache_clear()

    def _facts(self, number: int) -> ArticleFacts:
        return facts_of(self.article(number), self._weights)


def facts_of(article: CleanArticle, weights: Weights) -> ArticleFacts:
    """The facts of an article, and the passages of it that have no weight."""
    if not len(weights.common):
        return ArticleFacts(article)
    batch = hash_words([article.text])
    hashes, bounds = shingle(batch)
    _, begin, end = weightless_words(bounds, weighty(hashes, weights.common))
    return ArticleFacts(article, tuple(zip(begin.tolist(), end.tolist(), strict=True)))


def number_of(db: sqlite3.Connection, id: str) -> int | None:
    """The number of the article of that id, if there is one."""
    row = db.execute("SELECT number FROM article WHERE id = ?", (id,)).fetchone()
    return None if row is None else row[0]


def known(db: sqlite3.Connection, id: str) -> int:
    """The number of the article of that id.

    Raises:
        KeyError: if there is none.
    """
    number = number_of(db, id)
    if number is None:
        raise KeyError(id)
    return number


def story_of(db: sqlite3.Connection, number: int) -> int:
    """The number of an article's story."""
    story: int = db.execute("SELECT story FROM article WHERE number = ?", (number,)).fetchone()[0]
    return story


def portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers, as many at a time as a statement asks for."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))


def marks(values: Collection[object]) -> str:
    """The list of a statement that asks for so many values."""
    return f"({','.join('?' * len(values))})"
