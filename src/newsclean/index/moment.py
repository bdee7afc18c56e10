"""All that an index holds at one moment, read from beginning to end while others may go on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.background import Background
from newsclean.index.contents import Contents, known
from newsclean.index.listing import all_pairs, clusters
from newsclean.index.reader import Reader
from newsclean.index.settings import Cleaning, read_cleaning
from newsclean.index.stories import first_id
from newsclean.index.ties import Ties
from newsclean.neardup import Cluster, Pair

AT_ONCE = 100  # articles that are in memory together


@frozen(eq=False)
class Moment:
    """What an index holds; each thing is read when it is asked for, and all of it as it was when the moment began.

    Attributes:
        background: that its pairs are decided with.
        cleaning: how its articles are cleaned.
    """

    background: Background
    cleaning: Cleaning
    _db: sqlite3.Connection
    _contents: Contents
    _ties: Ties

    def articles(self) -> Iterator[tuple[CleanArticle, str]]:
        """The articles in the order of their ids, each with the id of its story."""
        rows = self._db.execute("SELECT number, story FROM article ORDER BY id")
        while some := rows.fetchmany(AT_ONCE):
            found = dict(self._contents.articles(number for number, _ in some))
            for number, story in some:
                yield found[number], first_id(self._db, story)

    def articles_of(self, ids: Iterable[str]) -> list[CleanArticle]:
        """Some articles, in any order.

        Raises:
            KeyError: if one of them is not there.
        """
        return [article for _, article in self._contents.articles([known(self._db, id) for id in ids])]

    def pairs(self) -> Iterator[Pair]:
        """The pairs in the order of their ids."""
        return all_pairs(self._db, self._contents)

    def clusters(self) -> Iterator[Cluster]:
        """The clusters in the order of their ids."""
        return clusters(self._db, self._contents, self._ties)

    def stories(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The version and the ids of the articles of each story, in order."""
        rows = self._db.execute("SELECT id, story, version, articles FROM article JOIN story ON story.number = story ORDER BY id")
        for id, story, version, articles in rows:
            if articles == 1:
                yield version, (id,)
            elif first_id(self._db, story) == id:
                members = self._db.execute("SELECT id FROM article WHERE story = ? ORDER BY id", (story,))
                yield version, tuple(member for (member,) in members)


@contextmanager
def moment(index: Reader) -> Iterator[Moment]:
    """What an index holds now, for as long as the block lasts.

    Raises:
        StoredIndexError: if it cannot be read.
    """
    with index._apart() as reader, reader._reading() as db:
        yield Moment(reader.background, read_cleaning(db), db, reader._contents, reader._ties)
