"""The ties that an article would have, beside those that there are: what an article is told that is asked for and not added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from newsclean.index.packed_pairs import APART, TIED, WHOLE, closeness
from newsclean.index.ties import DEGREES, Ties
from newsclean.neardup import Pair

SELF = 0  # the number of the article, which no stored one has


class SupposedTies:
    """The ties of an index, and those of one article more.

    Args:
        ties: those that there are.
        id: of the article.
        pairs: those of the article, by the number of the other one.
    """

    def __init__(self, ties: Ties, id: str, pairs: Mapping[int, Pair]) -> None:
        self._ties = ties
        self._id = id
        self._own = pairs
        self._closeness = {other: closeness(pair) for other, pair in pairs.items()}

    def of(self, article: int, closest: int = WHOLE, least: int = APART) -> dict[int, int]:
        """As `Ties.of`; a pair of the article's own has the number of the other one, made negative."""
        if article == SELF:
            return {other: -other for other, degree in self._closeness.items() if least <= degree <= closest}
        more = {SELF: -article} if least <= self._closeness.get(article, APART - 1) <= closest else {}
        return self._ties.of(article, closest, least) | more

    def among(self, article: int, others: Collection[int], degrees: Sequence[int] = DEGREES) -> set[int]:
        """As `Ties.among`."""
        if article == SELF:
            return {other for other in others if self._closeness.get(other) in degrees}
        more = {SELF} if SELF in others and self._closeness.get(article) in degrees else set()
        return self._ties.among(article, set(others) - {SELF}, degrees) | more

    def tied_to_more(self, article: int, count: int) -> bool:
        """As `Ties.tied_to_more`."""
        return self._ties.tied_to_more(article, count - (self._closeness.get(article) == TIED))

    def pairs(self, numbers: Iterable[int]) -> Iterator[tuple[int, int, Pair]]:
        """As `Ties.pairs`."""
        numbers = set(numbers)
        for other in (-number for number in numbers if number < 0):
            pair = self._own[other]
            yield (SELF, other, pair) if pair.a == self._id else (other, SELF, pair)
        yield from self._ties.pairs(number for number in numbers if number >= 0)
