"""Evidence: what two articles share, exactly, and how much of it is narration rather than borrowed speech."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np
from attrs import field, frozen

from newsclean.neardup.facts import compare_figures
from newsclean.neardup.names import replaced_names
from newsclean.neardup.runs import MIN_RUN, Run, bridged, shared_runs
from newsclean.neardup.shingles import Hashes, ShingledArticle
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
        shared: the common runs of five words and more, in the order of ``a``.
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
    shared: tuple[SharedRun, ...]
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
        """How many figures agree where the texts run side by side."""
        return self.texts.figures[0]

    @property
    def replaced_figures(self) -> int:
        """How many figures stand there in the place of another one."""
        return self.texts.figures[1]

    @property
    def own_story(self) -> int:
        """Words of the longest stretch that a text has for itself; the lesser of both texts."""
        return self.texts.own_story

    @property
    def figure_agreement(self) -> float:
        """Share of these figures that agree; 1 where none stands in the place of another."""
        return (self.matched_figures + 1) / (self.matched_figures + self.replaced_figures + 1)

    @property
    def replaced_names(self) -> int:
        """How many full names stand in the place of another one."""
        return self.texts.replaced_names


@frozen(eq=False)
class Texts:
    """Two texts and the runs that they share: what is worked out for a pair only when a rule asks for it.

    Attributes:
        short, long: the articles; the one with fewer words first.
        passages: the shared runs (word numbers in ``short``, then in ``long``), joined over small edits.
    """

    short: ShingledArticle
    long: ShingledArticle
    passages: tuple[tuple[Run, ...], ...]

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
    def figures(self) -> tuple[int, int]:
        """(how many figures agree, how many stand in the place of another one) where the texts run side by side."""
        return compare_figures(self.short.figures, self.long.figures, self._bounded)

    @cached_property
    def replaced_names(self) -> int:
        """How many full names stand in the place of another one."""
        vocabularies = self.short.vocabulary, self.long.vocabulary
        return replaced_names(self.short.names, self.long.names, vocabularies, self._bounded)

    @property
    def _bounded(self) -> list[Run]:
        """The runs, with an empty one at the beginning and one at the end of both texts."""
        runs = [run for passage in self.passages for run in passage]
        return [Run(0, 0, 0), *runs, Run(len(self.short.words), len(self.long.words), 0)]

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


def compare(a: ShingledArticle, b: ShingledArticle, common: Hashes) -> Evidence:
    """The evidence for a pair; ``common`` are the shingles that carry no weight, sorted.

    It does not depend on what the articles are called: the texts alone say which of them is looked at first.
    """
    weight_a, weight_b = (np.setdiff1d(x.shingles, common, assume_unique=True) for x in (a, b))
    both = len(np.intersect1d(weight_a, weight_b, assume_unique=True))
    short, long = sorted((a, b), key=lambda x: (len(x.words), x.article.text))
    runs = [run for run in shared_runs(short.words.keys, long.words.keys) if _weighty(short, run, common)]
    passages = bridged(runs)
    in_runs = _covered(len(long.words), [[run] for run in runs], 1)
    in_passages = [_covered(len(x.words), passages, side) for side, x in enumerate((short, long))]
    shared = [place for run in runs for place in _places(short, long, run)]
    if short is b:
        shared = sorted((SharedRun(place.b, place.a) for place in shared), key=lambda run: run.a)
    return Evidence(
        jaccard=both / max(1, len(weight_a) + len(weight_b) - both),
        containment_a=both / max(1, len(weight_a)),
        containment_b=both / max(1, len(weight_b)),
        shared=tuple(shared),
        shorter=len(short.words),
        longer=len(long.words),
        bridged=sum(in_passages[0]) / max(1, len(short.words)),
        longer_bridged=sum(in_passages[1]) / max(1, len(long.words)),
        longer_shared=sum(in_runs) / max(1, len(long.words)),
        passages=len(passages),
        longest_passage=max((sum(run.length for run in passage) for passage in passages), default=0),
        same_words=a.words.keys == b.words.keys,
        texts=Texts(short, long, tuple(map(tuple, passages))),
    )


def _weighty(article: ShingledArticle, run: Run, common: Hashes) -> bool:
    """Whether a run has at least one shingle that is not everybody's boilerplate."""
    if not len(common):
        return True
    inside = article.sequence[run.a : run.a + run.length - MIN_RUN + 1]
    found = np.searchsorted(common, inside)
    return bool((common[np.minimum(found, len(common) - 1)] != inside).any())


def _covered(length: int, passages: list[list[Run]], side: int) -> bytearray:
    """1 for each word of one side that lies inside a passage, gaps included."""
    flags = bytearray(length)
    for passage in passages:
        first, last = ((run.a, run.b)[side] for run in (passage[0], passage[-1]))
        flags[first : last + passage[-1].length] = b"\1" * (last + passage[-1].length - first)
    return flags


def _places(one: ShingledArticle, other: ShingledArticle, run: Run) -> Iterator[SharedRun]:
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
