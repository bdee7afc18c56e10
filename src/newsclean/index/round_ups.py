"""Which articles carry several stories, kept up to date as pairs come and go.

What `newsclean.neardup.clusters.is_round_up` says of an article depends on those that it is tied to, and on the pairs among
these. Nearly always they hang together in one group, and a further pair cannot change that; so an article with thousands of
versions need not be looked at again with each of them.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from newsclean.index.contents import marks, portions
from newsclean.index.packed_pairs import APART, TIED, WHOLE
from newsclean.index.ties import DEGREES, Tie
from newsclean.neardup import Pair
from newsclean.neardup.clusters import is_round_up

# What the table of articles says of each: what it is tied to are one group, or several but one story, or several stories.
ONE_GROUP, SEVERAL_GROUPS, ROUND_UP = range(3)


class AllTies(Protocol):
    """What is asked for: see `newsclean.index.ties.Ties`."""

    def of(self, article: int, closest: int, least: int) -> dict[int, int]:
        """The articles that one is tied to, each with the number of the pair."""

    def among(self, article: int, others: Collection[int], degrees: Sequence[int] = DEGREES) -> set[int]:
        """Those of some articles that one is tied to."""

    def tied_to_more(self, article: int, count: int) -> bool:
        """Whether an article is `TIED` to more than so many."""

    def pairs(self, numbers: Iterable[int]) -> Iterator[tuple[int, int, Pair]]:
        """Pairs by number."""


class RoundUps:
    """What the table of articles says of the groups around each."""

    def __init__(self, db: sqlite3.Connection, ties: AllTies) -> None:
        self._db = db
        self._ties = ties

    def groups(self, articles: Iterable[int]) -> dict[int, int]:
        """What is said of some articles, by number."""
        found: dict[int, int] = {}
        for some in portions(sorted(articles)):
            found |= self._db.execute(f"SELECT number, groups FROM article WHERE number IN {marks(some)}", some).fetchall()  # noqa: S608
        return found

    def write(self, groups: Mapping[int, int]) -> None:
        """Says of articles what `changed` gives."""
        rows = [(said, article) for article, said in groups.items()]
        self._db.executemany("UPDATE article SET groups = ? WHERE number = ?", rows)

    def changed(self, new: Collection[int], added: Iterable[Tie], lost: Iterable[Tie]) -> dict[int, int]:
        """What is to be said of those articles of which something else was said before.

        Args:
            new: articles that were not there before; they are tied to few.
            added: ties that were not there before.
            lost: ties that are no longer there.
        """
        gained: defaultdict[int, set[int]] = defaultdict(set)
        doubtful: set[int] = set()
        for tie in added:
            few, many = tie.ends if tie.a in new else tie.ends[::-1]
            doubtful |= self._tied_to_both(few, many)
            if tie.closeness == TIED:
                gained[tie.a].add(tie.b)
                gained[tie.b].add(tie.a)
        known = self.groups(doubtful | gained.keys())
        # A further pair among those that an article is tied to joins their groups, and parts none.
        again = {article for article in doubtful | gained.keys() if known.get(article, ONE_GROUP) != ONE_GROUP}
        again.update(article for article, others in gained.items() if not self._stays_one(article, others, new))
        for tie in lost:
            again |= self._tied_to_both(*tie.ends)
            if tie.closeness == TIED:
                again.update(tie.ends)
        known = dict.fromkeys(again & set(new), ONE_GROUP) | self.groups(again)
        found = {article: self._look(article) for article in sorted(known)}
        return {article: groups for article, groups in found.items() if groups != known[article]}

    def _tied_to_both(self, few: int, many: int) -> set[int]:
        """The articles that two are both `TIED` to; the ties of the first are gone through."""
        tied = self._ties.of(few, TIED, TIED)
        return self._ties.among(many, tied, (TIED,)) if tied else set()

    def _stays_one(self, article: int, gained: set[int], new: Collection[int]) -> bool:
        """Whether what an article is tied to is one group still, with those that it was not tied to before."""
        groups = self._grouped(gained)
        if article in new or not self._ties.tied_to_more(article, len(gained)):
            return len(groups) == 1
        return all(any(self._meets_more(other, article, gained) for other in group) for group in groups)

    def _meets_more(self, article: int, other: int, known: Collection[int]) -> bool:
        """Whether an article has a pair with one that the other is `TIED` to, besides those that are known."""
        partners = self._ties.of(article, WHOLE, APART).keys() - set(known)
        return bool(partners and self._ties.among(other, partners, (TIED,)))

    def _grouped(self, articles: Iterable[int]) -> list[list[int]]:
        """Articles in groups of those that have pairs with each other, whatever their relation."""
        left, groups = set(articles), []
        while left:
            group = [left.pop()]
            for member in group:  # grows while it is read
                if left:
                    more = self._ties.among(member, left)
                    left -= more
                    group += more
            groups.append(group)
        return groups

    def _look(self, article: int) -> int:
        numbers = self._ties.of(article, TIED, TIED)
        if len(numbers) < 2 or len(self._grouped(numbers)) < 2:
            return ONE_GROUP
        pairs = {}
        id_of: dict[int, str] = {}
        for a, b, pair in self._ties.pairs(numbers.values()):
            id_of |= {a: pair.a, b: pair.b}
            pairs[pair.b if a == article else pair.a] = pair
        linked: Mapping[str, Mapping[str, object]] = {
            id_of[other]: dict.fromkeys(id_of[member] for member in self._ties.among(other, numbers)) for other in numbers
        }
        return ROUND_UP if is_round_up(id_of[article], pairs, linked) else SEVERAL_GROUPS
