"""The search: which of many articles are worth comparing, and what follows from their comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from attrs import frozen

from newsclean.background import Background
from newsclean.neardup.arrays import NO_HASHES, Flags, Hashes, Numbers
from newsclean.neardup.article_facts import FactsByNumber
from newsclean.neardup.boilerplate import learned
from newsclean.neardup.candidates import CROWD, LEADERS, Candidates, find_candidates, lsh_candidates, ranked
from newsclean.neardup.clusters import Pair
from newsclean.neardup.comparing import Comparison
from newsclean.neardup.evidence import weighed
from newsclean.neardup.joining import changes
from newsclean.neardup.relations import Relation, decide
from newsclean.neardup.shingle_store import Shingles
from newsclean.neardup.sketches import Sketches

# Words of the longest passage that two articles must share before they count as related at all; less is a set phrase
# ("spoke on condition of anonymity because he was not authorized to").
MIN_REUSE = 12
# Of few articles all shingles are joined, so that short borrowed passages are found too; of many, one in eight.
FEW, ALL_SHINGLES, SAMPLED = 1000, 1, 8


@frozen(eq=False)
class Search:
    """What is to be compared.

    Attributes:
        pairs: the articles of each pair by their places in the sketches; shape (pairs, 2).
        near: whether they seem to have much in common; shape (pairs,).
        common: the shingles without weight: those that are known, or else learned; sorted.
        crowded: how many keys were those of very many articles, and of how many the most common one.
    """

    pairs: Numbers
    near: Flags
    common: Hashes
    crowded: tuple[int, int]

    @classmethod
    def among(
        cls,
        sketches: Sketches,
        store: Shingles,
        known: Hashes | None,
        text: Callable[[int], str],
        bands: tuple[int, int] | None = None,
    ) -> Search:
        """Articles of the same words, and what is found in both passes, or by MinHash LSH alone.

        Args:
            sketches: of all articles; their samples are overwritten.
            store: the shingles of all articles.
            known: the shingles without weight, sorted; by default they are learned.
            text: of an article, by its number.
            bands: how many of how many values, for MinHash LSH alone.
        """
        heads, others = _same_words(sketches, text)
        found, common = _proposed(sketches, heads, store, known, bands)
        near = np.concatenate([found.near, np.ones(len(others), dtype=bool)])
        return cls(np.concatenate([found.pairs, others]), near, common, found.crowded)


def new_background(articles: int) -> Background:
    """The background that so many articles begin with; what they teach is still missing."""
    return Background(articles=articles, scale=ALL_SHINGLES if articles <= FEW else SAMPLED)


def related(found: Comparison, facts: FactsByNumber, rank: Numbers) -> Iterator[tuple[int, int, Pair]]:
    """The pairs of a comparison that share at least one run, and enough of it, with the numbers of their articles.

    Args:
        found: the comparison.
        facts: of the articles, by their places in the sketches.
        rank: the number of each of these, in the order of ids.
    """
    places = zip(found.short.tolist(), found.long.tolist(), strict=True)
    for (short, long), evidence in zip(places, weighed(found, facts, rank), strict=True):
        if not evidence.passages and not evidence.same_words:
            continue
        relation, reason = decide(evidence)
        if relation is not Relation.REUSE or evidence.longest_passage >= MIN_REUSE:
            a, b = evidence.texts.by_id
            numbers = sorted((int(rank[short]), int(rank[long])))
            yield numbers[0], numbers[1], Pair(a.id, b.id, relation, reason, evidence)


def notes(crowded: int, most: int) -> tuple[str, ...]:
    """What is said about keys that so many articles have that most of these were not joined with each other."""
    if not crowded:
        return ()
    how = f"each of their articles was joined with {LEADERS} of the others"
    return (f"{crowded:,} keys are those of more than {CROWD} articles, the most common one of {most:,}: {how}",)


def _proposed(
    sketches: Sketches, heads: Numbers, store: Shingles, known: Hashes | None, bands: tuple[int, int] | None
) -> tuple[Candidates, Hashes]:
    """The candidates among some articles, and the shingles without weight."""
    if bands is not None:
        return lsh_candidates(sketches, heads, *bands), NO_HASHES if known is None else known
    articles = ranked(sketches, heads)
    common = learned(articles, sketches.words.astype(np.int64), store) if known is None else known
    return find_candidates(articles, common), common


def _same_words(sketches: Sketches, text: Callable[[int], str]) -> tuple[Numbers, Numbers]:
    """One article for each sequence of words, by its place, and the pairs of it and each other one that has the same.

    Which one stands for the others is said by the texts before the ids.
    """
    order = np.argsort(sketches.digests, kind="stable")
    edges = np.flatnonzero(changes(sketches.digests[order]))
    sizes = np.diff(np.append(edges, len(order)))
    heads, pairs = order[edges], [np.zeros((0, 2), dtype=np.int64)]
    for group in np.flatnonzero(sizes > 1).tolist():
        members = order[edges[group] : edges[group] + sizes[group]].tolist()
        head, *others = sorted(members, key=lambda place: (text(int(sketches.order[place])), sketches.order[place]))
        heads[group] = head
        if sketches.words[head]:
            pairs.append(np.array([(head, other) for other in others]))
    return np.sort(heads), np.concatenate(pairs)
