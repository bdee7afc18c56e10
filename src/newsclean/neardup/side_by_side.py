"""Two articles side by side: what is worked out for a pair only when a rule, or a reader, asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclean.neardup.arrays import Numbers
from newsclean.neardup.article_facts import ArticleFacts
from newsclean.neardup.block_quotations import block_quotations
from newsclean.neardup.comparing import Comparison
from newsclean.neardup.facts import compare_figures, figures_apart, figures_in_runs
from newsclean.neardup.names import Name, has_own_capitals, name_gaps, replaced_names
from newsclean.neardup.runs import MIN_RUN, Gap, Run
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
class Difference:
    """What two articles have in one place of a passage that they share.

    Attributes:
        kind: ``number``, ``date`` (the name of a month) or ``name``.
        a, b: where each has its own, in code points of the source texts.
    """

    kind: str
    a: tuple[Span, ...]
    b: tuple[Span, ...]


@frozen
class Narration:
    """How much of what two texts share is narration: neither quoted, nor said in the first person, nor set off as a block.

    Attributes:
        words: shared words that are narration in both texts.
        passages: how many shared passages have at least `MIN_RUN` of them.
        share: of the shorter text's narration (0-1); small edits between two runs count as shared.
    """

    words: int
    passages: int
    share: float


@frozen(eq=False)
class Columns:
    """What is kept of a comparison: where runs and gaps stand, in four bytes a number.

    Attributes:
        runs: of each shared run the first word in the shorter article, the first in the longer one, the number of words, and the
            number of its passage, which ascends; shape (4, runs).
        starts: where the runs of each pair begin, and the end of the last; shape (pairs + 1,).
        gaps: of each gap that is looked into the first word and the end in the shorter article, and in the longer one; shape
            (4, gaps).
        gap_starts: where those of each pair begin, and the end of the last; shape (pairs + 1,).
    """

    runs: NDArray[np.int32]
    starts: Numbers
    gaps: NDArray[np.int32]
    gap_starts: Numbers

    @classmethod
    def of(cls, found: Comparison) -> Columns:
        """Those of a comparison."""
        runs = np.array([found.runs.a, found.runs.b, found.runs.length, found.passage], dtype=np.int32)
        gaps = np.array([found.gaps.a, found.gaps.a_end, found.gaps.b, found.gaps.b_end], dtype=np.int32)
        return cls(runs, found.starts, gaps, found.gap_starts)

    def runs_of(self, pair: int) -> list[list[int]]:
        """The columns of one pair's runs."""
        return self.runs[:, self.starts[pair] : self.starts[pair + 1]].tolist()  # type: ignore[no-any-return]  # of numpy

    def gaps_of(self, pair: int) -> list[Gap]:
        """One pair's gaps."""
        return list(zip(*self.gaps[:, self.gap_starts[pair] : self.gap_starts[pair + 1]].tolist(), strict=True))


@frozen(eq=False)
class SideBySide:
    """Two texts and the runs that they share.

    Attributes:
        short, long: the articles; the one with fewer words first.
        columns: the shared runs of many pairs, and the gaps between them.
        pair: which of them are this pair's.
        turned: whether ``long`` has the smaller id.
    """

    short: ArticleFacts
    long: ArticleFacts
    columns: Columns = field(repr=False)
    pair: int
    turned: bool

    @staticmethod
    def read_together(pairs: Sequence[SideBySide]) -> list[ArticleFacts]:
        """Reads in the texts of some pairs what their shared runs and narration rest on, each text once.

        Returns:
            The facts that were read, which `ArticleFacts.forget`.
        """
        listened = {id(article): article for pair in pairs if not pair.knows_narration for article in (pair.short, pair.long)}
        several = {id(article): article for pair in pairs for article in (pair.short, pair.long)}
        ArticleFacts.read_together(list(several.values()), list(listened.values()))
        return list(several.values())

    @property
    def by_id(self) -> tuple[ArticleFacts, ArticleFacts]:
        """The articles in the order of their ids."""
        return (self.long, self.short) if self.turned else (self.short, self.long)

    def of(self, id: str) -> ArticleFacts:
        """The facts of one of both articles."""
        return self.short if self.short.id == id else self.long

    def stretches(self, id: str) -> list[Span]:
        """The shared runs in one of both articles, in words."""
        return [Span(at, at + run.length) for run in self.runs for at in (run.a if self.short.id == id else run.b,)]

    @property
    def passages(self) -> list[list[Run]]:
        """The shared runs (word numbers in ``short``, then in ``long``), joined over small edits."""
        rows = zip(*self.columns.runs_of(self.pair), strict=True)
        return [[Run(a, b, length) for a, b, length, _ in passage] for _, passage in groupby(rows, itemgetter(3))]

    @property
    def runs(self) -> list[Run]:
        """The shared runs in the order of ``short``."""
        return [Run(*row) for row in zip(*self.columns.runs_of(self.pair)[:3], strict=True)]

    @property
    def gaps(self) -> list[Gap]:
        """The gaps between runs in which figures and names are compared."""
        return self.columns.gaps_of(self.pair)

    @property
    def shared(self) -> tuple[SharedRun, ...]:
        """Where the runs stand in the source texts, in the order of the article with the smaller id."""
        places = [place for run in self.runs for place in _places(self.short, self.long, run)]
        if self.turned:
            return tuple(sorted((SharedRun(place.b, place.a) for place in places), key=lambda run: (run.a.start, run.a.end)))
        return tuple(places)

    @cached_property
    def narration(self) -> Narration:
        """How much of what is shared is narration."""
        ours, theirs = self.short.told, self.long.told
        blocks, quoted = self._blocks
        own = ours.count(1) - sum(ours.count(1, run.a, run.a + run.length) for run in blocks)
        told = inside = passages = 0
        for passage in self.passages:
            before = told
            for run in passage:
                if run not in quoted:
                    both = int.from_bytes(ours[run.a : run.a + run.length]) & int.from_bytes(theirs[run.b : run.b + run.length])
                    told += both.bit_count()
            for run, following in pairwise(passage):
                if run not in quoted:
                    inside += ours.count(1, run.a + run.length, following.a)
            passages += told - before >= MIN_RUN
        return Narration(told, passages, (told + inside) / max(MIN_NARRATION, own))

    @property
    def knows_narration(self) -> bool:
        """Whether `narration` was worked out already."""
        try:
            object.__getattribute__(self, "narration")  # what was cached, without working it out
        except AttributeError:
            return False
        return True

    @property
    def _blocks(self) -> tuple[set[Run], set[Run]]:
        """The runs that the one text quotes as a block, and those that either of both does."""
        short = long = set[Run]()
        if self.short.hands_over:
            runs = self.runs
            flags = block_quotations(self.short.text, self.short.places, [(run.a, run.length) for run in runs])
            short = {run for run, flag in zip(runs, flags, strict=True) if flag}
        if self.long.hands_over:
            runs = sorted(self.runs, key=lambda run: run.b)
            flags = block_quotations(self.long.text, self.long.places, [(run.b, run.length) for run in runs])
            long = {run for run, flag in zip(runs, flags, strict=True) if flag}
        return short, short | long

    @cached_property
    def figures(self) -> tuple[int, int]:
        """(how many figures agree in the gaps between runs, how many stand in the place of another one)."""
        texts = self.short.text, self.short.places, self.long.text, self.long.places
        return compare_figures(*texts, self.gaps)

    @cached_property
    def figures_in_runs(self) -> int:
        """How many figures stand inside shared runs."""
        return figures_in_runs(self.short.text, self.short.places, self.runs)

    @cached_property
    def replaced_names(self) -> int:
        """How many full names stand in the place of another one."""
        return sum(1 for _ in self._names_apart())

    @property
    def name_gaps(self) -> int:
        """In how many places one full name may stand for another."""
        return len(self._name_gaps)

    @cached_property
    def _name_gaps(self) -> list[Gap]:
        return name_gaps(self.short.text, self.short.places, self.long.text, self.long.places, self.gaps)

    def _names_apart(self) -> Iterator[tuple[list[Name], list[Name]]]:
        """The full names in the place of others; names are looked for only where there are capitals that can be such."""
        if not (gaps := self._name_gaps):
            return
        short, long = self.short, self.long
        in_short, in_long = short.vocabulary, long.vocabulary
        gaps = [
            gap
            for gap in gaps
            if has_own_capitals(short.text, short.places, short.keys, *gap[:2], in_long)
            and has_own_capitals(long.text, long.places, long.keys, *gap[2:], in_short)
        ]
        if gaps:
            yield from replaced_names(short.names, long.names, (in_short, in_long), gaps)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The figures, months and names that stand in the place of others, in the order of the article with the smaller id."""
        texts = self.short.text, self.short.places, self.long.text, self.long.places
        figures = list(figures_apart(*texts, self.gaps))
        numbers, dates = (
            [[[(f.first, f.last) for f in own if bool(f.unit) is wanted] for own in both] for both in figures]
            for wanted in (True, False)
        )
        names = [[[(name.at, name.at) for name in own] for own in both] for both in self._names_apart()]
        found = [
            self._difference(kind, ours, theirs)
            for kind, each in (("number", numbers), ("date", dates), ("name", names))
            for ours, theirs in each
            if ours and theirs
        ]
        return tuple(sorted(found, key=lambda difference: (difference.a, difference.kind)))

    def _difference(self, kind: str, ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> Difference:
        sides = [
            tuple(_place(x, first, last - first + 1) for first, last in words)
            for x, words in ((self.short, ours), (self.long, theirs))
        ]
        return Difference(kind, *(reversed(sides) if self.turned else sides))


def _places(one: ArticleFacts, other: ArticleFacts, run: Run) -> Iterator[SharedRun]:
    """Where a run stands in both source texts, parted where something was removed inside it."""
    sides = ((one, run.a), (other, run.b))
    whole = [_place(x, at, run.length) for x, at in sides]
    if all(
        len(span) == x.places.ends[at + run.length - 1] - x.places.starts[at] for span, (x, at) in zip(whole, sides, strict=True)
    ):
        yield SharedRun(*whole)
        return
    cuts = set[int]().union(*(x.source.cuts(x.places, at, run.length) for x, at in sides))
    for begin, end in pairwise((0, *sorted(cuts), run.length)):
        yield SharedRun(*(_place(x, at + begin, end - begin) for x, at in sides))


def _place(article: ArticleFacts, first: int, length: int) -> Span:
    """Where some words stand in the source text."""
    return article.source.span(article.places.starts[first], article.places.ends[first + length - 1])
