"""The slow, obvious version of `newsclean.canonical.alignment.align`: every wording with every other one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from attrs import frozen

from newsclean.canonical.alignment import MIN_SIMILARITY, MIN_WORDS, Place, similarity
from newsclean.canonical.sentences import Unit, UnitKind

Score = tuple[float, float, int, int]
"""(-similarity, distance of the relative places, number of a wording, number of another one): the smaller, the better."""


@frozen
class Wording:
    """The places where the same words stand: one in each of some texts."""

    number: int
    unit: Unit
    places: tuple[Place, ...]

    @property
    def texts(self) -> set[int]:
        """The texts that have it."""
        return {text for text, _ in self.places}


def plain_align(texts: Sequence[Sequence[Unit]], *, min_common: int = 0) -> list[tuple[Place, ...]]:
    """The units of several texts as groups of one sentence each.

    The same words are one wording: the first time that a text has them with the first time of another, and so on. Of two
    wordings that stand in no text together, each may be the best match of the other, as seen from a text of the one in a
    text of the other. Such pairs are merged, the most alike first, as long as no text has two units in one group.

    Args:
        texts: the units of each text.
        min_common: how many different words two wordings must have in common to be compared at all.
    """
    wordings = _wordings(texts)
    scores = {
        (one.number, other.number): (-alike, _distance(one, other, texts), one.number, other.number)
        for one, other in combinations(wordings, 2)
        if _comparable(one, other)
        and len({*one.unit.keys} & {*other.unit.keys}) >= min_common
        and (alike := similarity(one.unit.keys, other.unit.keys)) >= MIN_SIMILARITY
    }
    groups = [[wording] for wording in wordings]
    for score in sorted(scores.values()):
        one, other = (wordings[number] for number in score[2:])
        if _best(one, other, scores, wordings) and _best(other, one, scores, wordings):
            mine, theirs = (next(group for group in groups if wording in group) for wording in (one, other))
            if mine is not theirs and not {t for w in mine for t in w.texts} & {t for w in theirs for t in w.texts}:
                groups.remove(theirs)
                mine += theirs
    return sorted(tuple(sorted(place for wording in group for place in wording.places)) for group in groups)


def _wordings(texts: Sequence[Sequence[Unit]]) -> list[Wording]:
    places: dict[object, list[Place]] = {}
    for text, units in enumerate(texts):
        for number, unit in enumerate(units):
            before = sum(earlier.keys == unit.keys for earlier in units[:number])
            places.setdefault((unit.keys, before) if unit.keys else (text, number), []).append((text, number))
    return [Wording(n, texts[found[0][0]][found[0][1]], tuple(found)) for n, found in enumerate(places.values())]


def _comparable(one: Wording, other: Wording) -> bool:
    long_enough = min(len(one.unit.keys), len(other.unit.keys)) >= MIN_WORDS
    same_kind = (one.unit.kind is UnitKind.SENTENCE) == (other.unit.kind is UnitKind.SENTENCE)
    return long_enough and same_kind and not one.texts & other.texts


def _best(one: Wording, other: Wording, scores: dict[tuple[int, int], Score], wordings: Sequence[Wording]) -> bool:
    """Whether ``other`` is the best match of ``one`` in any of its texts."""

    def score(third: Wording) -> tuple[float, float, int]:
        found = scores.get((min(one.number, third.number), max(one.number, third.number)))
        return (found[0], found[1], third.number) if found else (0, 0, third.number)

    return any(min((w for w in wordings if text in w.texts), key=score) is other for text in other.texts)


def _distance(one: Wording, other: Wording, texts: Sequence[Sequence[Unit]]) -> float:
    (text, number), (other_text, other_number) = one.places[0], other.places[0]
    return abs(number / max(1, len(texts[text]) - 1) - other_number / max(1, len(texts[other_text]) - 1))
