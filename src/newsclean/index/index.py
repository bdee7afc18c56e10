"""The whole line one article at a time: an index of articles, their pairs and stories, in one file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Literal, Self

from newsclean.article import Article, CleanArticle
from newsclean.background import Background
from newsclean.errors import ArticleError, StoredIndexError
from newsclean.filters import Rule
from newsclean.index.changes import Change, Changes
from newsclean.index.compaction import compact
from newsclean.index.contents import known, number_of, story_of
from newsclean.index.opening import opened
from newsclean.index.reader import Reader
from newsclean.index.values import Added, Compacted, Removed
from newsclean.neardup.duplicates import collection_paused

Synchronous = Literal["normal", "full", "off"]
AT_ONCE = 1000  # articles that `Index.add_many` adds in one transaction: with 2,000 it takes 40 MB more and as long


class Index(Reader):
    """Articles in a file, with their pairs and stories always up to date; made by `open`, used as a context manager.

    It holds what `newsclean.find_duplicates` gives for the same articles with the same background, whatever the order in which
    they came and went. There is one writer at a time, for as long as it has the index open, and any number of readers, which
    see what the writer has finished. An index is used by the thread that opened it.
    """

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
        name = os.fspath(path)
        return cls(opened(name, background, preset, keep, tuple(rules), readonly=readonly, synchronous=synchronous))

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
            there = number_of(db, cleaned.id)
            if there is not None and not replace:
                raise _known_already(cleaned.id)
            changes, change = self._changed([] if there is None else [there], [cleaned])
            (number,) = change.numbers
            return Added(
                cleaned, self._shown(db, changes.pairs, number), change.told.stories[story_of(db, number)], change.told.gone
            )

    def add_many(self, articles: Iterable[Article | CleanArticle], *, replace: bool = False) -> int:
        """Adds articles, many at a time: the index ends up as if they had been added one by one, in a fourth of the time.

        Each thousand of them are one transaction: where one of these fails, the earlier ones stay.

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
            with collection_paused(), self._writing() as db:
                numbers = {article.id: number_of(db, article.id) for article in some}
                there = [number for number in numbers.values() if number is not None]
                if len(numbers) < len(some):
                    raise _known_already(next(a.id for n, a in enumerate(some) if a.id in {b.id for b in some[:n]}))
                if there and not replace:
                    raise _known_already(next(id for id, number in numbers.items() if number is not None))
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
            _, change = self._changed([known(db, id)], [])
            stories = sorted(change.told.stories.values(), key=lambda story: story.id)
            return Removed(id, tuple(stories), change.told.gone)

    def compact(self) -> Compacted:
        """Learns the background from all articles, as `find_duplicates` does without one, and compares all of them again.

        Site templates stay as they are, since articles are not cleaned again. It takes the time and the memory of a batch run
        over all articles, and for a while twice the room on the disk; readers see the old state until it is done.

        Raises:
            StoredIndexError: if the index is opened for reading only, or cannot be written.
        """
        with self._writing() as db:
            compacted = compact(db)
        self._load()
        with self._connection.errors():
            self._connection.db.execute("VACUUM")
        return compacted

    def _changed(self, gone: Iterable[int], articles: Sequence[CleanArticle]) -> tuple[Changes, Change]:
        changes = Changes(self._connection.db, self._weights, self._contents, self._ties)
        return changes, changes.make(gone, articles)

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


def _known_already(id: str) -> ArticleError:
    problem = f"there is an article {id!r} in the index already"
    return ArticleError(problem, "Remove it first, or add with replace=True", field="id")
