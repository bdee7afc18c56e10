"""One change of an index: articles that go and articles that come, with all that follows for pairs and stories."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.index.buckets import Buckets
from newsclean.index.comparisons import compared
from newsclean.index.contents import Contents, marks, portions
from newsclean.index.packed_articles import pack
from newsclean.index.schema import inserted
from newsclean.index.sketching import Weights, Wording, wordings
from newsclean.index.stories import Stories, Told
from newsclean.index.ties import Tie, Ties
from newsclean.neardup import Pair


@frozen
class Change:
    """What came of it: the numbers of the articles that came, in their order, and the stories."""

    numbers: tuple[int, ...]
    told: Told


class Changes:
    """The tables as they are changed, in a transaction that is open."""

    def __init__(self, db: sqlite3.Connection, weights: Weights, contents: Contents, ties: Ties) -> None:
        self._db = db
        self._weights = weights
        self._contents = contents
        self._ties = ties
        self._buckets = Buckets(db, weights)
        self._stories = Stories(db, ties)
        self._lost: list[Tie] = []
        self._added: list[Tie] = []
        self._wordings: dict[int, Wording] = {}
        self._come: list[Wording] = []  # wordings that were not there before
        self._gone: list[Wording] = []  # those that are not there any more
        self._again: set[int] = set()  # wordings whose candidates may differ now
        self._led: set[int] = set()  # wordings that have another head now
        self._joined: dict[int, set[int]] = {}  # articles of the wording of a head that they found there
        self.pairs: dict[tuple[int, int], Pair] = {}  # those that were not there before, as they were compared

    def make(self, gone: Iterable[int], articles: Sequence[CleanArticle]) -> Change:
        """Takes articles out by number, and adds others."""
        for number in gone:
            self._remove(number)
        numbers = self._add(articles)
        self._fill_buckets()
        self._compare()
        return Change(numbers, self._stories.update(self._added, self._lost))

    def _remove(self, number: int) -> None:
        row = self._db.execute("SELECT id, wording, story FROM article WHERE number = ?", (number,)).fetchone()
        id, digest, story = row
        article = self._contents.article(number)
        self._stories.leave(number, id, story)
        self._lost += self._ties.delete_all(number)
        self._db.execute("DELETE FROM article WHERE number = ?", (number,))
        self._db.execute("DELETE FROM content WHERE article = ?", (number,))
        (head,) = self._db.execute("SELECT head FROM wording WHERE digest = ?", (digest,)).fetchone()
        if head != number:
            return
        left = self._of_wording(digest)
        if left:
            self._lead(digest, min(left, key=lambda other: (left[other].text, left[other].id)))
            return
        self._gone += self._sketch([article])
        self._db.execute("DELETE FROM wording WHERE digest = ?", (digest,))

    def _add(self, articles: Sequence[CleanArticle]) -> tuple[int, ...]:
        numbers = []
        for article, wording in zip(articles, self._sketch(articles), strict=True):
            row = (article.id, wording.digest, wording.words, len(article.article.text.encode()))
            number = inserted(self._db, "INSERT INTO article VALUES (NULL, ?, ?, ?, ?, 0, 0)", row)
            self._db.execute("INSERT INTO content VALUES (?, ?)", (number, pack(article)))
            numbers.append(number)
            known = self._db.execute("SELECT head FROM wording WHERE digest = ?", (wording.digest,)).fetchone()
            if known is None:
                self._db.execute(
                    "INSERT INTO wording VALUES (?, ?, ?, ?)", (wording.digest, number, wording.shingles, wording.signature)
                )
                self._come.append(wording)
            else:
                self._join(number, article, known[0], wording)
        self._stories.enter((number, article.id) for number, article in zip(numbers, articles, strict=True))
        return tuple(numbers)

    def _fill_buckets(self) -> None:
        """Brings the buckets into line with the wordings that are there, and takes note of those that meet others now."""
        self._buckets.delete(self._gone)
        self._buckets.insert(self._come)
        self._again.update(wording.digest for wording in self._come)
        self._again |= self._buckets.shifted(self._come, self._gone)

    def _join(self, number: int, article: CleanArticle, head: int, wording: Wording) -> None:
        """An article of words that are there already: it is paired with the head, or becomes the head."""
        first = self._contents.article(head)
        if (first.text, first.id) < (article.text, article.id):
            if wording.words:
                self._joined.setdefault(wording.digest, set()).add(number)
            return
        self._lost += self._ties.delete_all(head)
        self._lead(wording.digest, number)

    def _lead(self, digest: int, head: int) -> None:
        """Makes an article the head of its wording: it takes part in the place of another one."""
        self._db.execute("UPDATE wording SET head = ? WHERE digest = ?", (head, digest))
        self._led.add(digest)
        self._again.add(digest)

    def _compare(self) -> None:
        """Compares what may be pairs now and was not compared before, and takes out what are none any more."""
        asked = self._asked_of_wordings() | self._asked_of_candidates()
        articles = dict(self._contents.articles({number for pair in asked for number in pair}))
        numbers = {article.id: number for number, article in articles.items()}
        for pair in compared(sorted(asked), articles, self._weights):
            a, b = numbers[pair.a], numbers[pair.b]
            self._added.append(self._ties.insert(a, b, pair))
            self.pairs[a, b] = pair

    def _asked_of_wordings(self) -> set[tuple[int, int]]:
        """The heads of wordings with the other articles of the same words, where either is new."""
        asked: set[tuple[int, int]] = set()
        for digest, head in self._heads(self._led | self._joined.keys()).items():
            others = self._joined.get(digest, set())
            if digest in self._led:
                rows = self._db.execute("SELECT number FROM article WHERE wording = ? AND words > 0", (digest,)).fetchall()
                others = {number for (number,) in rows}
            asked.update((min(head, other), max(head, other)) for other in others - {head})
        return asked

    def _asked_of_candidates(self) -> set[tuple[int, int]]:
        """The heads of wordings that may have other candidates now, with those of the candidates that they are no pair with."""
        asked: set[tuple[int, int]] = set()
        heads = self._heads(self._again)
        unknown = [head for digest, head in heads.items() if digest not in self._wordings]
        self._sketch([article for _, article in self._contents.articles(unknown)])
        new = {wording.digest for wording in self._come}
        found = self._buckets.candidates([self._wordings[digest] for digest in heads])
        for (digest, head), digests in zip(heads.items(), found, strict=True):
            candidates = set(self._heads(digests).values())
            paired = set() if digest in new else self._paired(head, digest)
            self._lost += [tie for other in paired - candidates if (tie := self._ties.delete(head, other))]
            asked.update((min(head, other), max(head, other)) for other in candidates - paired)
        return asked

    def _paired(self, head: int, digest: int) -> set[int]:
        """The articles of other words that a head has a pair with."""
        numbers = self._ties.of(head).keys()
        found: set[int] = set()
        for some in portions(sorted(numbers)):
            asked = f"SELECT number FROM article WHERE wording <> ? AND number IN {marks(some)}"  # noqa: S608
            found.update(number for (number,) in self._db.execute(asked, (digest, *some)))
        return found

    def _of_wording(self, digest: int) -> dict[int, CleanArticle]:
        rows = self._db.execute("SELECT number FROM article WHERE wording = ?", (digest,))
        return dict(self._contents.articles(number for (number,) in rows.fetchall()))

    def _heads(self, digests: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for some in portions(sorted(digests)):
            found |= self._db.execute(f"SELECT digest, head FROM wording WHERE digest IN {marks(some)}", some).fetchall()  # noqa: S608
        return found

    def _sketch(self, articles: Sequence[CleanArticle]) -> list[Wording]:
        found = wordings([article.text for article in articles], self._weights)
        self._wordings |= {wording.digest: wording for wording in found}
        return found
