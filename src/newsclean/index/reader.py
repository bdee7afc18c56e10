"""What is asked of an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import evolve

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.canonical import Story, canonicalize
from newsclean.errors import ArticleError, OptionError
from newsclean.filters import Filter, clean
from newsclean.index.checking import problems
from newsclean.index.connection import Connection
from newsclean.index.contents import Contents, known, number_of, story_of
from newsclean.index.listing import all_pairs, clusters, shown
from newsclean.index.opening import Opened
from newsclean.index.querying import query
from newsclean.index.round_ups import RoundUps
from newsclean.index.settings import filters, read_background, read_generation
from newsclean.index.sketching import Weights
from newsclean.index.stories import told
from newsclean.index.ties import Ties
from newsclean.index.values import Found, Stats, StoryVersion
from newsclean.neardup import Cluster, Pair

STORIES = 64  # merged ones that are kept in memory


class Reader:
    """An index that is open; it sees what was finished when it is asked."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._connection = opened, opened.connection
        self._merged: dict[tuple[int, int], Story] = {}
        self._load()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. Nothing is lost where this is never called."""
        self._connection.close()

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self._connection.path)

    @property
    def background(self) -> Background:
        """What decides, beside the articles themselves, which pairs there are."""
        return self._background

    def __len__(self) -> int:
        with self._reading() as db:
            found: int = db.execute("SELECT count(*) FROM article").fetchone()[0]
            return found

    def __contains__(self, id: object) -> bool:
        with self._reading() as db:
            return isinstance(id, str) and number_of(db, id) is not None

    def __iter__(self) -> Iterator[str]:
        """The ids of all articles, in order, as they are when the first is asked for."""
        with self._apart() as reader, reader._reading() as db:
            yield from (id for (id,) in db.execute("SELECT id FROM article ORDER BY id"))

    def article(self, id: str) -> CleanArticle:
        """The article of that id, as it was cleaned when it was added.

        Raises:
            KeyError: if there is none.
        """
        with self._reading() as db:
            return self._contents.article(known(db, id))

    def query(self, article: Article | CleanArticle) -> Found:
        """What an article would have in common with those that are there; nothing is written.

        Args:
            article: as for `add`.

        Raises:
            ArticleError: if there is one of its id.
            FilterError: if it cannot be cleaned.
        """
        cleaned = self._cleaned(article)
        with self._reading() as db:
            if number_of(db, cleaned.id) is not None:
                problem = f"there is an article {cleaned.id!r} in the index already"
                raise ArticleError(problem, "Ask for its pairs, or give the other one another id", field="id")
            return query(cleaned, db, self._weights, self._contents, self._ties)

    def pairs(self, id: str | None = None) -> Iterator[Pair]:
        """The pairs, in the order of their ids, as they are when the first is asked for; of one article only, if it is named.

        Raises:
            KeyError: if there is no such article.
        """
        if id is None:
            with self._apart() as reader, reader._reading() as db:
                yield from all_pairs(db, reader._contents)
            return
        with self._reading() as db:
            number = known(db, id)
            found = {(a, b): pair for a, b, pair in self._ties.pairs(self._ties.of(number).values())}
            own = self._shown(db, found, number)
        yield from own

    def clusters(self) -> Iterator[Cluster]:
        """The clusters, in the order of their ids, as they are when the first is asked for."""
        with self._apart() as reader, reader._reading() as db:
            yield from clusters(db, reader._contents, reader._ties)

    def story(self, id: str) -> Story:
        """The story of an article, merged: again only if it has changed. A story has the id of its first article.

        Raises:
            KeyError: if there is no such article.
        """
        with self._reading() as db:
            number = story_of(db, known(db, id))
            (version,) = db.execute("SELECT version FROM story WHERE number = ?", (number,)).fetchone()
            merged = self._merged.pop((number, version), None)
            if merged is None:
                rows = db.execute("SELECT number FROM article WHERE story = ?", (number,)).fetchall()
                merged = canonicalize([article for _, article in self._contents.articles(row[0] for row in rows)])
            self._merged[number, version] = merged  # the last one asked for stands last
            while len(self._merged) > STORIES:
                del self._merged[next(iter(self._merged))]
            return merged

    def version(self, id: str) -> StoryVersion:
        """The story of an article as it stands, without merging it.

        Raises:
            KeyError: if there is no such article.
        """
        with self._reading() as db:
            return told(db, story_of(db, known(db, id)))

    def stories(self) -> Iterator[Story]:
        """All stories, merged, in the order of their ids, as they are when the first is asked for."""
        with self._apart() as reader, reader._reading() as db:
            for cluster in clusters(db, reader._contents, reader._ties):
                numbers = [known(db, id) for id in cluster.articles]
                yield canonicalize([article for _, article in reader._contents.articles(numbers)])

    def stats(self) -> Stats:
        """How many of everything there are, and how large the file is."""
        with self._reading() as db:
            articles, text_bytes = db.execute("SELECT count(*), total(bytes) FROM article").fetchone()
            wordings, ties, stories = (
                db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for table in ("wording", "tie", "story")
            )
        files = [self._connection.path, self._connection.path + "-wal"]
        size = sum(Path(file).stat().st_size for file in files if Path(file).exists())
        return Stats(articles, wordings, ties // 2, stories, size, int(text_bytes))

    def check(self, share: float = 1.0) -> tuple[str, ...]:
        """What is wrong with the index, in a sentence each; nothing, as a rule.

        Args:
            share: of the articles (0-1) whose words are sketched again; what the tables say of each other is always looked at.

        Raises:
            StoredIndexError: if the file is so damaged that it cannot be read.
        """
        with self._reading() as db:
            return tuple(problems(db, self._weights, self._contents, share))

    def _load(self) -> None:
        """Reads the background, at first and after it was learned again."""
        with self._connection.transaction() as db:
            self._generation = read_generation(db)
            self._background = read_background(db)
        self._weights = Weights.of(self._background)
        self._filters: tuple[Filter, ...] | None = None  # the rules are read when an article is to be cleaned
        self._contents = Contents(db, self._weights)
        self._ties = Ties(db, self._contents)

    def _cleaned(self, article: Article | CleanArticle) -> CleanArticle:
        if isinstance(article, CleanArticle):
            return article
        if self._opened.rules is None:
            problem = f"{self._connection.path} was made with rules of its own"
            raise OptionError(problem, "Open it with the same rules to add or to query", option="rules")
        if self._filters is None:
            self._filters = filters(self._opened.preset, self._opened.rules, self._background)
        return clean(article, self._filters, preset=self._opened.preset, keep=self._opened.keep)

    def _shown(self, db: sqlite3.Connection, pairs: Mapping[tuple[int, int], Pair], number: int) -> tuple[Pair, ...]:
        """Those pairs in which an article is, as they are told."""
        own = {ends: pair for ends, pair in pairs.items() if number in ends}
        groups = RoundUps(db, self._ties).groups({end for ends in own for end in ends})
        return shown(own, groups)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._connection.transaction() as db:
            stale = self._connection.readonly and read_generation(db) != self._generation
            if not stale:
                yield db
                return
        self._load()
        with self._reading() as db:
            yield db

    @contextmanager
    def _apart(self) -> Iterator[Reader]:
        """A reader of its own, for what is read bit by bit while the index may change."""
        connection = Connection(self._connection.path, readonly=True, synchronous="normal")
        try:
            yield Reader(evolve(self._opened, connection=connection, rules=None))
        finally:
            connection.close()
