"""Alignment: which sentences of several texts are one sentence, the same or edited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from attrs import frozen
from rapidfuzz.distance import LCSseq

from newsclean.canonical.sentences import Unit, UnitKind

# Half token Jaccard, half shared words in order. In the middle between the most rewritten sentence of three labelled versions
# (.372) and the closest two that report one event in words of their own (.344).
MIN_SIMILARITY = 0.36
MIN_WORDS = 4  # a shorter sentence is aligned only with one of the same words: "He declined." meets too many
# A word that stands in more sentences than this proposes none; such words are articles, prepositions and the topic. Many
# texts can word one sentence in as many ways, so that it is at least twice their number, within reason.
MAX_SENTENCES, MANY_SENTENCES = 60, 400
MIN_COMMON = 3  # words of the index that two sentences must share to be compared

Place = tuple[int, int]
"""(number of the text, number of the unit in it)."""


@frozen
class _Group:
    """Places with one wording: at most one in each text, in the order of the texts."""

    places: tuple[Place, ...]
    unit: Unit

    @property
    def texts(self) -> frozenset[int]:
        return frozenset(text for text, _ in self.places)


def align(texts: Sequence[Sequence[Unit]]) -> list[tuple[Place, ...]]:
    """The units of several texts as groups of one sentence each, at most one unit of each text in a group.

    Units of the same words are aligned first, whatever they are: a lost full stop makes a heading of a sentence. Edited
    ones follow, where each is the other's best match between their two texts, and headings only meet headings. Every
    unit is in exactly one group; the groups are in the order of their first places.
    """
    if len(texts) == 1:
        return [((0, number),) for number in range(len(texts[0]))]
    groups = _same_words(texts)
    merged = {number: [number] for number in range(len(groups))}
    where = list(range(len(groups)))
    for _, _, one, other in sorted(_mutual_best(groups, texts)):
        low, high = sorted((where[one], where[other]))
        taken = [set().union(*(groups[number].texts for number in merged[side])) for side in (low, high)]
        if low != high and not taken[0] & taken[1]:
            for number in merged[high]:
                where[number] = low
            merged[low] += merged.pop(high)
    return sorted(tuple(sorted(place for number in numbers for place in groups[number].places)) for numbers in merged.values())


def similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sentences are, 0-1: the mean of their token Jaccard and of their share of words in common order."""
    counts, others = Counter(one), Counter(other)
    both = sum((counts & others).values())
    in_order = LCSseq.similarity(one, other)
    return both / max(1, 2 * (len(one) + len(other) - both)) + in_order / max(1, len(one) + len(other))


def _same_words(texts: Sequence[Sequence[Unit]]) -> list[_Group]:
    """Units of the same words, the first of a text with the first of another, the second with the second."""
    found: defaultdict[tuple[tuple[str, ...], int], list[Place]] = defaultdict(list)
    for text, units in enumerate(texts):
        seen: Counter[tuple[str, ...]] = Counter()
        for number, unit in enumerate(units):
            # Without words there is nothing to compare: such a unit stays alone, under a key of its own.
            key = unit.keys or (f"\0{text}.{number}",)
            found[key, seen[key]].append((text, number))
            seen[key] += 1
    return [_Group(tuple(places), texts[places[0][0]][places[0][1]]) for places in found.values()]


def _mutual_best(groups: Sequence[_Group], texts: Sequence[Sequence[Unit]]) -> Iterator[tuple[float, float, int, int]]:
    """(-similarity, distance, group, group) of those that are each other's best match between two of their texts."""
    best: defaultdict[tuple[int, int], list[tuple[float, float, int]]] = defaultdict(list)  # (group, text) -> candidates
    scores: dict[tuple[int, int], tuple[float, float]] = {}
    for one, other in _proposed(groups, min(max(MAX_SENTENCES, 2 * len(texts)), MANY_SENTENCES)):
        alike = similarity(groups[one].unit.keys, groups[other].unit.keys)
        if alike < MIN_SIMILARITY:
            continue
        scores[one, other] = (-alike, _distance(groups[one], groups[other], texts))
        for here, there in ((one, other), (other, one)):
            for text in groups[there].texts - groups[here].texts:
                best[here, text].append((*scores[one, other], there))
    chosen = {key: min(candidates)[2] for key, candidates in best.items()}
    for (one, other), score in scores.items():
        if any(chosen.get((one, text)) == other for text in groups[other].texts) and any(
            chosen.get((other, text)) == one for text in groups[one].texts
        ):
            yield (*score, one, other)


def _proposed(groups: Sequence[_Group], max_sentences: int) -> Iterator[tuple[int, int]]:
    """Pairs of groups of one kind, without a text in common, that share enough of the rarer words."""
    index: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if len(group.unit.keys) >= MIN_WORDS:
            for key in sorted(set(group.unit.keys)):
                index[group.unit.kind is UnitKind.SENTENCE, key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= max_sentences:
            shared.update((a, b) for position, a in enumerate(numbers) for b in numbers[position + 1 :])
    for (one, other), count in shared.items():
        if count >= MIN_COMMON and not groups[one].texts & groups[other].texts:
            yield one, other


def _distance(one: _Group, other: _Group, texts: Sequence[Sequence[Unit]]) -> float:
    """How far apart two groups stand, as the difference of their relative places (0-1); settles ties."""
    places = [number / max(1, len(texts[text]) - 1) for text, number in (one.places[0], other.places[0])]
    return abs(places[0] - places[1])
