"""Evidence: what two articles share, exactly, how much of it is narration, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import field, frozen

from newsclean.neardup.arrays import Flags, Numbers
from newsclean.neardup.article_facts import ArticleFacts, FactsByNumber
from newsclean.neardup.comparing import Comparison
from newsclean.neardup.side_by_side import Columns, Difference, SharedRun, SideBySide

# What is read beforehand, for many pairs at once: the texts of those that a rule of `relations` is likely to look into. For
# figures and names these have half of the shorter text in common, and gaps between what is shared: one word in so many.
HALF, GAP_WORDS = 0.5, 70
# For narration, more than half of it but not all, or nearly half of the longer text, or many passages.
MORE_THAN_HALF, NEARLY_HALF, A_THIRD, ALL, MANY = 0.56, 0.45, 0.35, 0.9, 7


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
        gap_words: words in the small gaps between shared runs, of the text that has fewer there; never less than
            `replaced_figures`.
        small_gaps: how many of these gaps may hold a full name; never less than `name_gaps`.
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
    gap_words: int
    small_gaps: int
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
        found.gap_words,
        found.small_gaps,
        found.same_words,
    )
    for number, passages in found.weightless.items():
        facts.of(number, passages)
    read = _read(found, facts)
    kept = Columns.of(found)
    rows: Iterator[tuple[Any, ...]] = zip(*(column.tolist() for column in columns), strict=True)
    for pair, (short, long, turn, *counts) in enumerate(rows):
        texts = SideBySide(facts.of(short), facts.of(long), kept, pair, turn)
        yield Evidence(*counts, texts=texts)  # type: ignore[misc]  # a list of any length
    for article in read:
        article.forget()


def _read(found: Comparison, facts: FactsByNumber) -> list[ArticleFacts]:
    """Reads the texts that are worth it."""
    narration = _asked_for_narration(found)
    either = narration | _asked_for_figures(found)
    listened, read = ({*found.short[flags].tolist(), *found.long[flags].tolist()} for flags in (narration, either))
    articles = {number: facts.of(number) for number in sorted(read)}
    several = list(articles.values())
    ArticleFacts.read_together(several, [article for number, article in articles.items() if number in listened])
    return several


def _asked_for_figures(found: Comparison) -> Flags:
    asked: Flags = (found.bridged >= HALF * found.words_short) & (found.gap_words >= np.maximum(1, found.words_short / GAP_WORDS))
    return asked & ~found.same_words


def _asked_for_narration(found: Comparison) -> Flags:
    shares = found.bridged / np.maximum(1, found.words_short), found.longer_bridged / np.maximum(1, found.words_long)
    much = (shares[0] >= MORE_THAN_HALF) | (shares[1] >= NEARLY_HALF) | (found.passages >= MANY)
    asked: Flags = much & (shares[0] >= A_THIRD) & (shares[0] < ALL)
    return asked & ~found.same_words
