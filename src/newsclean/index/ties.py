"""The pairs of an index, as ties from each article to the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import frozen

from newsclean.index.contents import Contents, marks, portions
from newsclean.index.packed_pairs import APART, TIED, WHOLE, PackedPair, closeness, pack
from newsclean.index.schema import inserted
from newsclean.neardup import Pair

DEGREES = (APART, TIED, WHOLE)
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
        number = inserted(self._db, "INSERT INTO pair (a, b, evidence) VALUES (?, ?, ?)", (a, b, pack(pair)))
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

    def among(self, article: int, others: Collection[int], degrees: Sequence[int] = DEGREES) -> set[int]:
        """Those of some articles that one is tied to, in some degrees of closeness."""
        if len(others) > MANY:
            return {other for other in self.of(article, max(degrees), min(degrees)) if other in others}
        query = f"SELECT other FROM tie WHERE article = ? AND closeness IN {marks(degrees)} AND other IN {marks(others)}"  # noqa: S608
        return {other for (other,) in self._db.execute(query, (article, *degrees, *others))}

    def tied_to_more(self, article: int, count: int) -> bool:
        """Whether an article is `TIED` to more than so many."""
        asked = "SELECT count(*) FROM (SELECT 1 FROM tie WHERE article = ? AND closeness = ? LIMIT ?)"
        found: int = self._db.execute(asked, (article, TIED, count + 1)).fetchone()[0]
        return found > count

    def delete(self, article: int, other: int) -> Tie | None:
        """Takes a pair out, if there is one."""
        asked = f"SELECT closeness, pair FROM tie WHERE article = ? AND closeness IN {marks(DEGREES)} AND other = ?"  # noqa: S608
        row = self._db.execute(asked, (article, *DEGREES, other)).fetchone()
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
