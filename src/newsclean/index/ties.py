"""The pairs of an index, as ties from each article to the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator

from attrs import frozen

from newsclean.index.contents import Contents, marks, portions
from newsclean.index.packed_pairs import APART, TIED, WHOLE, PackedPair, closeness, pack
from newsclean.neardup import Pair

ALL = f"({APART}, {TIED}, {WHOLE})"
MANY = 200  # articles from which the ties of one are read instead of looking for each of these among them


@frozen
class Tie:
    """Two articles by number that are a pair, and how close it ties them."""

    a: int
    b: int
    closeness: int

    @property
    def ends(self) -> tuple[int, int]:
        """Both articles."""
        return self.a, self.b


class Ties:
    """The tables of pairs and ties."""

    def __init__(self, db: sqlite3.Connection, contents: Contents) -> None:
        self._db = db
        self._contents = contents

    def insert(self, a: int, b: int, pair: Pair) -> Tie:
        """Stores a pair of two articles by number, the one with the smaller id first."""
        number = self._db.execute("INSERT INTO pair (a, b, evidence) VALUES (?, ?, ?)", (a, b, pack(pair))).lastrowid
        tie = Tie(a, b, closeness(pair))
        rows = [(a, tie.closeness, b, number), (b, tie.closeness, a, number)]
        self._db.executemany("INSERT INTO tie VALUES (?, ?, ?, ?)", rows)
        return tie

    def of(self, article: int, closest: int = WHOLE, least: int = APART) -> dict[int, int]:
        """The articles that one is tied to in some degree of closeness, each with the number of the pair."""
        asked = "SELECT other, pair FROM tie WHERE article = ? AND closeness BETWEEN ? AND ?"
        return dict(self._db.execute(asked, (article, least, closest)).fetchall())

    def close(self, article: int) -> list[tuple[int, int]]:
        """(article, closeness) of those that one is tied to in one story, if none of both is a round-up."""
        asked = "SELECT other, closeness FROM tie WHERE article = ? AND closeness >= ?"
        return self._db.execute(asked, (article, TIED)).fetchall()

    def among(self, article: int, others: Iterable[int]) -> set[int]:
        """Those of some articles that one has a pair with, in whatever relation."""
        asked = set(others)
        if len(asked) > MANY:
            return asked & self.of(article).keys()
        query = f"SELECT other FROM tie WHERE article = ? AND closeness IN {ALL} AND other IN {marks(tuple(asked))}"  # noqa: S608
        return {other for (other,) in self._db.execute(query, (article, *asked))}

    def tied_to_more(self, article: int, count: int) -> bool:
        """Whether an article is `TIED` to more than so many."""
        asked = "SELECT count(*) FROM (SELECT 1 FROM tie WHERE article = ? AND closeness = ? LIMIT ?)"
        found: int = self._db.execute(asked, (article, TIED, count + 1)).fetchone()[0]
        return found > count

    def meets_more(self, article: int, other: int, known: Collection[int]) -> bool:
        """Whether an article has a pair with one that the other is `TIED` to, besides those that are known."""
        asked = (
            "SELECT own.other FROM tie AS own CROSS JOIN tie AS tied ON tied.article = ? AND tied.closeness = ? "
            "AND tied.other = own.other WHERE own.article = ?"
        )
        return any(found not in known for (found,) in self._db.execute(asked, (other, TIED, article)))

    def common(self, article: int, other: int) -> list[int]:
        """The articles that two are both `TIED` to. The ties of the first are gone through."""
        asked = (
            "SELECT own.other FROM tie AS own CROSS JOIN tie AS tied ON tied.article = ? AND tied.closeness = ? "
            "AND tied.other = own.other WHERE own.article = ? AND own.closeness = ?"
        )
        return [found for (found,) in self._db.execute(asked, (other, TIED, article, TIED))]

    def delete(self, article: int, other: int) -> Tie | None:
        """Takes a pair out, if there is one."""
        asked = f"SELECT closeness, pair FROM tie WHERE article = ? AND closeness IN {ALL} AND other = ?"  # noqa: S608
        row = self._db.execute(asked, (article, other)).fetchone()
        if row is None:
            return None
        ends = [(article, row[0], other), (other, row[0], article)]
        self._db.executemany("DELETE FROM tie WHERE article = ? AND closeness = ? AND other = ?", ends)
        self._db.execute("DELETE FROM pair WHERE number = ?", (row[1],))
        return Tie(article, other, row[0])

    def delete_all(self, article: int) -> list[Tie]:
        """Takes all pairs of an article out."""
        asked = "SELECT other, closeness, pair FROM tie WHERE article = ?"
        rows = self._db.execute(asked, (article,)).fetchall()
        self._db.execute("DELETE FROM tie WHERE article = ?", (article,))
        ends = [(other, degree, article) for other, degree, _ in rows]
        self._db.executemany("DELETE FROM tie WHERE article = ? AND closeness = ? AND other = ?", ends)
        self._db.executemany("DELETE FROM pair WHERE number = ?", [(pair,) for *_, pair in rows])
        return [Tie(article, other, degree) for other, degree, _ in rows]

    def pairs(self, numbers: Iterable[int]) -> Iterator[tuple[int, int, Pair]]:
        """Pairs by number, as they were compared, each with its articles."""
        for some in portions(sorted(numbers)):
            asked = f"SELECT a, b, evidence FROM pair WHERE number IN {marks(some)}"  # noqa: S608
            for a, b, packed in self._db.execute(asked, some).fetchall():
                yield a, b, PackedPair.of(packed).pair(self._contents.facts(a), self._contents.facts(b))
