"""Evidence: what two articles share, exactly, and how much of it is narration rather than borrowed speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclean.neardup.article_facts import ArticleFacts, FactsByNumber
from newsclean.neardup.comparing import Comparison
from newsclean.neardup.facts import Figure, matched
from newsclean.neardup.runs import BRIDGE, MIN_RUN, Run
from newsclean.neardup.speech import block_quotations
from newsclean.text import Span

MIN_NARRATION = 20  # words; of a text with fewer, the share of its narration says little


@frozen
class SharedRun:
    """A run of words that two articles share: where it stands in the source text of each, in code points.

    Between these places nothing was removed; a run around a cut is listed as several.
    """

    a: Span
    b: Span


@frozen
class Evidence:
    """What two articles have in common. All shares are 0-1; ``a`` is the article with the smaller id.

    The figures down to ``same_words`` are counted for every pair; the others are worked out from the texts when they are
    first asked for.

    Attributes:
        jaccard, containment_a, containment_b: over the sets of word 5-gram shingles, without the common ones that
            carry no weight; containment_a is the share of a's shingles that b has too.
        shorter, longer: how many words the shorter and the longer text have.
        bridged: share of the shorter text inside shared passages, that is runs joined over small edits.
        longer_bridged, longer_shared: share of the longer text inside such passages, and inside runs.
        passages: how many shared passages there are.
        longest_passage: shared words in the longest of them.
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
    same_words: bool
    texts: Texts = field(eq=False, repr=False)

    @property
    def shared(self) -> tuple[SharedRun, ...]:
        """The common runs of five words and more, in the order of ``a``."""
        return self.texts.shared

    @property
    def own(self) -> int:
        """Words of the shorter text that no shared run has."""
        return self.shorter - round(self.longer_shared * self.longer)

    @property
    def narration(self) -> float:
        """Share of the shorter text's narration (neither quoted nor first person) inside shared passages."""
        return self.texts.narration

    @property
    def narrated(self) -> int:
        """Shared words that are narration in both texts."""
        return sum(self.texts.narrated_runs)

    @property
    def narrated_passages(self) -> int:
        """How many shared passages have at least `MIN_RUN` such words."""
        return self.texts.narrated_passages

    @property
    def quoted(self) -> float:
        """Share of the shared words that at least one of the texts quotes."""
        return 1 - self.narrated / max(1, self.texts.shared_words)

    @property
    def matched_figures(self) -> int:
        """How many figures in or beside shared passages agree, in the same order."""
        return self.texts.matched_figures

    @property
    def replaced_figures(self) -> int:
        """How many figures of one text stand against others in the other one."""
        return min(map(len, self.texts.figures)) - self.matched_figures

    @property
    def own_story(self) -> int:
        """Words of the longest stretch that a text has for itself; the lesser of both texts."""
        return self.texts.own_story

    @property
    def figure_agreement(self) -> float:
        """Share of the figures that agree; 1 where each figure of one text is also in the other."""
        return (self.matched_figures + 1) / (self.matched_figures + self.replaced_figures + 1)

    @property
    def subject_clash(self) -> bool:
        """Whether each text keeps repeating words that the other never uses."""
        return self.texts.short.subject.clashes(self.texts.long.subject)


@frozen(eq=False)
class Texts:
    """Two texts and the runs that they share: what is worked out for a pair only when a rule asks for it.

    Attributes:
        short, long: the articles; the one with fewer words first.
        columns: of each shared run the first word in ``short``, the first in ``long``, the number of words, and the number
            of its passage; ascending; shape (4, runs).
        turned: whether ``long`` has the smaller id.
    """

    short: ArticleFacts
    long: ArticleFacts
    columns: NDArray[np.int64] = field(repr=False)
    turned: bool

    @property
    def by_id(self) -> tuple[ArticleFacts, ArticleFacts]:
        """The articles in the order of their ids."""
        return (self.long, self.short) if self.turned else (self.short, self.long)

    def of(self, id: str) -> ArticleFacts:
        """The facts of one of both articles."""
        return self.short if self.short.id == id else self.long

    @cached_property
    def passages(self) -> tuple[tuple[Run, ...], ...]:
        """The shared runs, joined over small edits."""
        rows = zip(*self.columns.tolist(), strict=True)
        return tuple(tuple(Run(a, b, length) for a, b, length, _ in passage) for _, passage in groupby(rows, itemgetter(3)))

    @cached_property
    def shared(self) -> tuple[SharedRun, ...]:
        """Where the runs stand in the source texts, in the order of the article with the smaller id."""
        places = [place for passage in self.passages for run in passage for place in _places(self.short, self.long, run)]
        if self.turned:
            return tuple(sorted((SharedRun(place.b, place.a) for place in places), key=lambda run: run.a))
        return tuple(places)

    @property
    def shared_words(self) -> int:
        """How many words the runs have."""
        return sum(run.length for passage in self.passages for run in passage)

    @cached_property
    def _blocks(self) -> tuple[dict[Run, bool], dict[Run, bool]]:
        """For each run whether the one, and the other text quotes it as a block."""
        runs = [run for passage in self.passages for run in passage]
        in_long = sorted(runs, key=lambda run: run.b)
        short = block_quotations(self.short.article.text, self.short.words, [(run.a, run.length) for run in runs])
        long = block_quotations(self.long.article.text, self.long.words, [(run.b, run.length) for run in in_long])
        return dict(zip(runs, short, strict=True)), dict(zip(in_long, long, strict=True))

    @cached_property
    def narrated_runs(self) -> tuple[int, ...]:
        """For each run, how many of its words neither text quotes."""
        return tuple(self._narrated(run) for passage in self.passages for run in passage)

    def _narrated(self, run: Run) -> int:
        if any(block[run] for block in self._blocks):
            return 0
        ours, theirs = (x.told[at : at + run.length] for x, at in ((self.short, run.a), (self.long, run.b)))
        return (int.from_bytes(ours) & int.from_bytes(theirs)).bit_count()

    @cached_property
    def narrated_passages(self) -> int:
        """How many passages have at least `MIN_RUN` words of narration."""
        return sum(sum(map(self._narrated, passage)) >= MIN_RUN for passage in self.passages)

    @cached_property
    def narration(self) -> float:
        """Share of the shorter text's narration inside passages; small edits between two runs count as shared."""
        told, blocks = self.short.told, self._blocks[0]
        inside = sum(self.narrated_runs)
        own = sum(told) - sum(sum(told[run.a : run.a + run.length]) for run, block in blocks.items() if block)
        for passage in self.passages:
            for run, following in pairwise(passage):
                if not any(block[run] for block in self._blocks):
                    inside += sum(told[run.a + run.length : following.a])
        return inside / max(MIN_NARRATION, own)

    @cached_property
    def figures(self) -> tuple[list[Figure], list[Figure]]:
        """The figures of the one, and of the other text that stand in shared passages or within a small edit of one.

        What an article says in paragraphs of its own does not contradict the other one.
        """
        return _near(self.short.figures, self._stretches(0)), _near(self.long.figures, self._stretches(1))

    @cached_property
    def matched_figures(self) -> int:
        """How many of these figures agree."""
        return matched(*self.figures)

    @cached_property
    def own_story(self) -> int:
        """Words of the longest stretch that a text has for itself; the lesser of both texts."""
        return min(
            max(later - earlier for (_, earlier), (later, _) in pairwise([(0, 0), *self._stretches(side), (len(x.words), 0)]))
            for side, x in enumerate((self.short, self.long))
        )

    def _stretches(self, side: int) -> list[tuple[int, int]]:
        """(first word, end) of each run in one of the texts, in its order."""
        runs = [run for passage in self.passages for run in passage]
        return sorted((at, at + run.length) for run in runs for at in ((run.a, run.b)[side],))


def _near(figures: Sequence[Figure], stretches: Sequence[tuple[int, int]]) -> list[Figure]:
    return [f for f in figures if any(first - BRIDGE <= f.last and f.first < end + BRIDGE for first, end in stretches)]


def weighed(found: Comparison, facts: FactsByNumber, rank: NDArray[np.int64]) -> Iterator[Evidence]:
    """The evidence for each pair of a comparison, whose ``rank`` is their place in the order of ids."""
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
        found.same_words,
    )
    runs = np.stack([found.runs.a, found.runs.b, found.runs.length, found.passage])
    without = found.weightless
    for short, long, turn, begin, end, *figures in zip(*(column.tolist() for column in columns), strict=True):
        articles = facts.of(short, without.get(short, ())), facts.of(long, without.get(long, ()))
        yield Evidence(*figures, Texts(*articles, runs[:, begin:end], turn))


def _places(one: ArticleFacts, other: ArticleFacts, run: Run) -> Iterator[SharedRun]:
    """Where a run stands in both source texts, parted where something was removed inside it."""
    sides = ((one, run.a), (other, run.b))
    whole = [x.article.to_source(x.words.starts[at], x.words.ends[at + run.length - 1]) for x, at in sides]
    if all(
        len(span) == x.words.ends[at + run.length - 1] - x.words.starts[at] for span, (x, at) in zip(whole, sides, strict=True)
    ):
        yield SharedRun(*whole)
        return
    sources = [[x.article.to_source(x.words.starts[n], x.words.ends[n]) for n in range(at, at + run.length)] for x, at in sides]
    shifts = [
        [span.start - x.words.starts[at + n] for n, span in enumerate(spans)]
        for spans, (x, at) in zip(sources, sides, strict=True)
    ]
    begin = 0
    for n in range(1, run.length + 1):
        if n == run.length or any(shift[n] != shift[n - 1] for shift in shifts):
            yield SharedRun(*(Span(spans[begin].start, spans[n - 1].end) for spans in sources))
            begin = n
