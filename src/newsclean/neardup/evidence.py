"""Evidence: what two articles share, exactly, how much of it is narration, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import field, frozen

from newsclean.neardup.arrays import Flags, Numbers
from newsclean.neardup.article_facts import FactsByNumber, read_together
from newsclean.neardup.comparing import Comparison
from newsclean.neardup.side_by_side import Difference, SharedRun, SideBySide

# What is read beforehand, for many pairs at once: the texts of those that a rule of `relations` is likely to look into. They
# have half of the shorter text in common and some words of its own, or nearly half of the longer one, or many passages.
HALF, NEARLY_HALF, A_THIRD, MANY = 0.5, 0.45, 0.35, 7
OWN_WORDS = 70  # one word of its own in so many


@frozen
class Evidence:
    """What two articles have in common. All shares are 0-1; ``a`` is the article with the smaller id.

    Passages that are everybody's boilerplate carry no weight: no words of theirs are counted. The figures down to
    ``same_words`` are counted for every pair; the others are worked out from the texts when they are first asked for.

    Attributes:
        jaccard, containment_a, containment_b: over the sets of word 5-gram shingles; containment_a is the share of a's
            shingles that b has too.
        shorter, longer: how many words the shorter and the longer text have.
        bridged: share of the shorter text inside shared passages, that is runs joined over small edits.
        longer_bridged, longer_shared: share of the longer text inside such passages, and inside runs.
        passages: how many shared passages there are.
        longest_passage: shared words in the longest of them.
        own_story: words of the longest stretch that a text has for itself; the lesser of both texts.
        same_words: whether both texts are the same words in the same order.
    """

    jaccard: float
    containment_a: float
    containment_b: float
    shorter: int
    longer: int
    bridged: float
    longer_bridged: float
    longer_shared: float
    passages: int
    longest_passage: int
    own_story: int
    same_words: bool
    texts: SideBySide = field(eq=False, repr=False)

    @property
    def shared(self) -> tuple[SharedRun, ...]:
        """The common runs of five words and more, in the order of ``a``."""
        return self.texts.shared

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The figures, months and names that stand in the place of others, in the order of ``a``."""
        return self.texts.differences

    @property
    def own(self) -> int:
        """Words of the shorter text that no shared run has."""
        return self.shorter - self.shared_words

    @property
    def shared_words(self) -> int:
        """How many words the shared runs have."""
        return round(self.longer_shared * self.longer)

    @property
    def narration(self) -> float:
        """Share of the shorter text's narration (neither quoted nor first person) inside shared passages."""
        return self.texts.narration.share

    @property
    def narrated(self) -> int:
        """Shared words that are narration in both texts."""
        return self.texts.narration.words

    @property
    def narrated_passages(self) -> int:
        """How many shared passages have at least five such words."""
        return self.texts.narration.passages

    @property
    def quoted(self) -> float:
        """Share of the shared words that at least one of the texts quotes."""
        return 1 - self.narrated / max(1, self.shared_words)

    @property
    def matched_figures(self) -> int:
        """How many figures agree where the texts run side by side."""
        return self.texts.figures[0] + self.texts.figures_in_runs

    @property
    def replaced_figures(self) -> int:
        """How many figures stand there in the place of another one."""
        return self.texts.figures[1]

    @property
    def figure_agreement(self) -> float:
        """Share of these figures that agree; 1 where none stands in the place of another."""
        return (self.matched_figures + 1) / (self.matched_figures + self.replaced_figures + 1)

    @property
    def name_gaps(self) -> int:
        """In how many places one full name may stand for another; never less than `replaced_names`."""
        return self.texts.name_gaps

    @property
    def replaced_names(self) -> int:
        """How many full names stand in the place of another one."""
        return self.texts.replaced_names


def weighed(found: Comparison, facts: FactsByNumber, rank: Numbers) -> Iterator[Evidence]:
    """The evidence for each pair of a comparison, whose articles' ``rank`` is their place in the order of ids."""
    turned = rank[found.long] < rank[found.short]
    containment = found.shared / np.maximum(1, found.weight_short), found.shared / np.maximum(1, found.weight_long)
    shorter, longer = np.maximum(1, found.words_short), np.maximum(1, found.words_long)
    columns = (
        found.short,
        found.long,
        turned,
        found.starts[:-1],
        found.starts[1:],
        found.shared / np.maximum(1, found.weight_short + found.weight_long - found.shared),
        np.where(turned, containment[1], containment[0]),
        np.where(turned, containment[0], containment[1]),
        found.words_short,
        found.words_long,
        found.bridged / shorter,
        found.longer_bridged / longer,
        found.longer_shared / longer,
        found.passages,
        found.longest_passage,
        found.own_story,
        found.same_words,
    )
    runs = np.stack([found.runs.a, found.runs.b, found.runs.length, found.passage])
    close = _worth_reading(found)
    read = [
        facts.of(number, found.weightless.get(number, ()))
        for number in np.unique(np.concatenate([found.short[close], found.long[close]])).tolist()
    ]
    read_together(read)
    rows: Iterator[tuple[Any, ...]] = zip(*(column.tolist() for column in columns), strict=True)
    for short, long, turn, begin, end, *counts in rows:
        articles = facts.of(short, found.weightless.get(short, ())), facts.of(long, found.weightless.get(long, ()))
        yield Evidence(*counts, texts=SideBySide(*articles, runs, begin, end, turn))  # type: ignore[misc]  # a list of any length
    for article in read:
        article.forget()


def _worth_reading(found: Comparison) -> Flags:
    shares = found.bridged / np.maximum(1, found.words_short), found.longer_bridged / np.maximum(1, found.words_long)
    own = found.words_short - found.longer_shared >= np.maximum(1, found.words_short / OWN_WORDS)
    read: Flags = ((shares[0] >= HALF) & own) | ((shares[0] >= A_THIRD) & ((found.passages >= MANY) | (shares[1] >= NEARLY_HALF)))
    return read & ~found.same_words
