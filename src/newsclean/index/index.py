"""The whole line one article at a time: an index of articles, their pairs and stories, in one file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.canonical import Story, canonicalize
from newsclean.errors import ArticleError, OptionError, StoredIndexError
from newsclean.filters import Rule, clean
from newsclean.index.changes import Change, Changes
from newsclean.index.checking import problems
from newsclean.index.connection import Connection
from newsclean.index.contents import Contents
from newsclean.index.listing import all_pairs, clusters, shown
from newsclean.index.querying import query
from newsclean.index.round_ups import RoundUps
from newsclean.index.schema import SYNCHRONOUS
from newsclean.index.settings import (
    DEFAULT,
    Cleaning,
    check_background,
    check_parameters,
    filters,
    read_background,
    read_cleaning,
    read_generation,
    write_settings,
)
from newsclean.index.sketching import Weights
from newsclean.index.stories import told
from newsclean.index.ties import Ties
from newsclean.index.values import Added, Found, Removed, Stats, StoryVersion
from newsclean.neardup import Cluster, Pair

Synchronous = Literal["normal", "full", "off"]
AT_ONCE = 2000  # articles that `Index.add_many` adds in one transaction
STORIES = 64  # merged ones that are kept in memory


class Index:
    """Articles in a file, with their pairs and stories always up to date; made by `open`, used as a context manager.

    It holds what `newsclean.find_duplicates` gives for the same articles with the same background, whatever the order in which
    they came and went. There is one writer at a time, for as long as it has the index open, and any number of readers, which
    see what the writer has finished. An index is used by the thread that opened it.
    """

    def __init__(self, connection: Connection, preset: str, keep: frozenset[str], rules: Sequence[Rule] | None) -> None:
        self._connection = connection
        self._preset, self._keep, self._rules = preset, keep, rules
        self._merged: dict[tuple[int, int], Story] = {}
        self._load()

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        background: Background | None = None,
        preset: str | None = None,
        keep: Collection[str] | None = None,
        rules: Iterable[Rule] = (),
        readonly: bool = False,
        synchronous: Synchronous = "normal",
    ) -> Self:
        """Opens an index, or makes it where there is no file of that name.

        Args:
            path: of the file. While it is open, others whose names begin with it stand beside it.
            background: what an earlier corpus taught. A new index has by default one that knows of nothing common; an old one
                keeps its own, which another one is no match for (see `compact`).
            preset: as for `clean`; by default that of the index, ``body`` for a new one.
            keep: as for `clean`; by default what the index has, nothing for a new one.
            rules: own rules, tried before those of the preset. An index that was made with some needs the same ones to clean.
            readonly: whether it is only read: there must be an index, and may be a writer.
            synchronous: when the disk is waited for. What `add` has returned survives the death of the process in any case, and
                nothing is ever half there. With ``"full"`` it survives a power loss, too; with ``"normal"`` a power loss may
                take back the last ones; with ``"off"`` it may damage the file.

        Raises:
            StoredIndexError: if the file is no index, is damaged or of another version, has another writer, or is not there.
            OptionError: if an option has no such value, or another one than the index was made with.
            RuleError: if two rules have one id, or one has the id of a rule that ships.
        """
        if synchronous not in SYNCHRONOUS:
            hint = f"Choose {', '.join(SYNCHRONOUS)}"
            raise OptionError(f"there is no synchronous {synchronous!r}", hint, option="synchronous")
        if background is not None:
            check_background(background)
        own = tuple(rules)
        cleaning = Cleaning.of("body" if preset is None else preset, () if keep is None else keep, own)
        connection = Connection(os.fspath(path), readonly=readonly, synchronous=synchronous)
        try:
            with connection.errors():
                if connection.empty:
                    if readonly:
                        problem = f"{connection.path} is empty"
                        raise StoredIndexError(problem, "Open it without readonly=True to make an index", path=connection.path)
                    with connection.transaction("IMMEDIATE") as db:
                        connection.create()
                        write_settings(db, cleaning, DEFAULT if background is None else background)
                check_parameters(connection.db, connection.path)
                stored = read_cleaning(connection.db)
                for name, given in (("preset", preset), ("keep", None if keep is None else cleaning.keep)):
                    known = getattr(stored, name)
                    if given is not None and given != known:
                        shown = sorted(known) if isinstance(known, frozenset) else known
                        problem, hint = f"{connection.path} was made with {name} {shown}", "Leave the option out, or make another index"
                        raise OptionError(problem, hint, option=name)
                if own and stored.rules != cleaning.rules:
                    problem = f"{connection.path} was made with other rules of its own, or with none"
                    raise OptionError(problem, "Open it with the same ones, or make another index", option="rules")
                if background is not None and background != read_background(connection.db):
                    problem = f"{connection.path} has another background"
                    raise OptionError(problem, "Leave it out, or make another index", option="background")
            return cls(connection, stored.preset, stored.keep, own if own or not stored.rules else None)
        except BaseException:
            connection.close()
            raise

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
            return isinstance(id, str) and _number(db, id) is not None

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
            return self._contents.article(_known(db, id))

    def add(self, article: Article | CleanArticle, *, replace: bool = False) -> Added:
        """Adds an article, once it is cleaned; nothing of it is there if anything fails.

        Args:
            article: as published; one that was cleaned before is taken as it is.
            replace: whether an article of the same id is taken out first.

        Raises:
            ArticleError: if there is one of its id already, or something under its ``extra`` cannot be stored.
            FilterError: if it cannot be cleaned.
            StoredIndexError: if the index is opened for reading only, or cannot be written.
        """
        cleaned = self._cleaned(article)
        with self._writing() as db:
            known = _number(db, cleaned.id)
            if known is not None and not replace:
                raise _known_already(cleaned.id)
            changes, change = self._changed([] if known is None else [known], [cleaned])
            (number,) = change.numbers
            return Added(cleaned, self._shown(db, changes.pairs, number), change.told.stories[_story(db, number)], change.told.gone)

    def add_many(self, articles: Iterable[Article | CleanArticle], *, replace: bool = False) -> int:
        """Adds articles, many at a time: the index ends up as if they had been added one by one, some ten times as fast.

        Each few thousand of them are one transaction: where one of these fails, the earlier ones stay.

        Args:
            articles: as for `add`.
            replace: whether articles of the same ids are taken out first.

        Returns:
            How many were added.

        Raises:
            ArticleError: as for `add`, or if two in one transaction have one id.
            FilterError: if one cannot be cleaned.
            StoredIndexError: if the index is opened for reading only, or cannot be written.
        """
        remaining, added = iter(articles), 0
        while some := [self._cleaned(article) for article in islice(remaining, AT_ONCE)]:
            with self._writing() as db:
                known = {article.id: _number(db, article.id) for article in some}
                there = [number for number in known.values() if number is not None]
                if len(known) < len(some):
                    raise _known_already(next(a.id for n, a in enumerate(some) if a.id in {b.id for b in some[:n]}))
                if there and not replace:
                    raise _known_already(next(id for id, number in known.items() if number is not None))
                self._changed(there, some)
            added += len(some)
        return added

    def remove(self, id: str) -> Removed:
        """Takes an article out.

        Raises:
            KeyError: if there is none of that id.
            StoredIndexError: if the index is opened for reading only, or cannot be written.
        """
        with self._writing() as db:
            _, change = self._changed([_known(db, id)], [])
            stories = sorted(change.told.stories.values(), key=lambda story: story.id)
            return Removed(id, tuple(stories), change.told.gone)

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
            if _number(db, cleaned.id) is not None:
                problem = f"there is an article {cleaned.id!r} in the index already"
                raise ArticleError(problem, "Ask for its pairs, or give the other one another id", field="id")
            return query(cleaned, db, self._weights, self._contents, self._ties)

    def pairs(self, id: str | None = None) -> Iterator[Pair]:
        """The pairs, in the order of their ids, as they are when the first is asked for; of one article only, if it is named.

        Raises:
            KeyError: if there is no such article.
        """
        with self._apart() as reader, reader._reading() as db:
            if id is None:
                yield from all_pairs(db, reader._contents)
                return
            number = _known(db, id)
            found = {(a, b): pair for a, b, pair in reader._ties.pairs(reader._ties.of(number).values())}
            yield from reader._shown(db, found, number)

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
            number = _story(db, _known(db, id))
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
            found = told(db, _story(db, _known(db, id)))
            assert found is not None
            return found

    def stories(self) -> Iterator[Story]:
        """All stories, merged, in the order of their ids, as they are when the first is asked for."""
        with self._apart() as reader, reader._reading() as db:
            for cluster in clusters(db, reader._contents, reader._ties):
                numbers = [_known(db, id) for id in cluster.articles]
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
        self._filters = None if self._rules is None else filters(self._preset, self._rules, self._background)
        self._contents = Contents(db, self._weights)
        self._ties = Ties(db, self._contents)

    def _cleaned(self, article: Article | CleanArticle) -> CleanArticle:
        if self._filters is None:
            problem = f"{self._connection.path} was made with rules of its own"
            raise OptionError(problem, "Open it with the same rules to add or to query", option="rules")
        if isinstance(article, CleanArticle):
            return article
        return clean(article, self._filters, preset=self._preset, keep=self._keep)

    def _changed(self, gone: Iterable[int], articles: Sequence[CleanArticle]) -> tuple[Changes, Change]:
        changes = Changes(self._connection.db, self._weights, self._contents, self._ties)
        return changes, changes.make(gone, articles)

    def _shown(self, db: sqlite3.Connection, pairs: Mapping[tuple[int, int], Pair], number: int) -> tuple[Pair, ...]:
        """Those pairs in which an article is, as they are told."""
        own = {ends: pair for ends, pair in pairs.items() if number in ends}
        groups = RoundUps(db, self._ties).groups({end for ends in own for end in ends})
        return shown(own, groups)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._connection.readonly:
            problem = f"{self._connection.path} is open for reading only"
            raise StoredIndexError(problem, "Open it without readonly=True", path=self._connection.path)
        try:
            with self._connection.transaction("IMMEDIATE") as db:
                yield db
        except BaseException:
            self._contents.forget()  # numbers that were given are given again
            raise

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
    def _apart(self) -> Iterator[Index]:
        """A reader of its own, for what is read bit by bit while the index may change."""
        connection = Connection(self._connection.path, readonly=True, synchronous="normal")
        try:
            yield Index(connection, self._preset, self._keep, None)
        finally:
            connection.close()


def _number(db: sqlite3.Connection, id: str) -> int | None:
    row = db.execute("SELECT number FROM article WHERE id = ?", (id,)).fetchone()
    return None if row is None else row[0]


def _known(db: sqlite3.Connection, id: str) -> int:
    number = _number(db, id)
    if number is None:
        raise KeyError(id)
    return number


def _story(db: sqlite3.Connection, number: int) -> int:
    story: int = db.execute("SELECT story FROM article WHERE number = ?", (number,)).fetchone()[0]
    return story


def _known_already(id: str) -> ArticleError:
    problem = f"there is an article {id!r} in the index already"
    return ArticleError(problem, "Remove it first, or add with replace=True", field="id")
