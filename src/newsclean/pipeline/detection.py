"""The third stage: which articles share text, how they are related, and which are of one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, fields, frozen
from numpy.typing import NDArray

from newsclean.article import CleanArticle
from newsclean.background import Background
from newsclean.formats import pair_lines
from newsclean.neardup.arrays import NO_NUMBERS, Hashes, Numbers
from newsclean.neardup.article_facts import FactsByNumber
from newsclean.neardup.clusters import Pair, stories
from newsclean.neardup.comparing import Plan
from newsclean.neardup.facts import telling_words
from newsclean.neardup.links import Links, row
from newsclean.neardup.relations import DUPLICATE, STORY, Relation
from newsclean.neardup.round_ups import bridged, round_ups
from newsclean.neardup.search import Search, notes, related
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.digests import digest
from newsclean.pipeline.parts import arrays, lines, stretch
from newsclean.pipeline.stage_files import StageFiles
from newsclean.pipeline.work import done
from newsclean.progress import Progress
from newsclean.text import Span
from newsclean.words import words

PLAN = tuple(each.name for each in fields(Plan))
LINKS = tuple(each.name for each in fields(Links))


@frozen(eq=False)
class Pairs:
    """The pairs of a run, in the order of their articles.

    Attributes:
        files: with their parts.
        parts: the names of the parts.
        part: the number of each pair's part; shape (pairs,).
        at: its place there; shape (pairs,).
        start, size: of its line there, in bytes; shape (pairs,).
        links: the pairs, by the numbers of their articles.
        cut_by: for the pairs that were ties before, the number of the article that carries several stories.
    """

    files: StageFiles
    parts: Sequence[str]
    part: Numbers
    at: Numbers
    start: Numbers
    size: Numbers
    links: Links
    cut_by: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.part)

    def line(self, pair: int) -> bytes:
        """The line of a pair, as it was compared."""
        return stretch(self.files, self.parts[self.part[pair]], int(self.start[pair]), int(self.size[pair]))

    def runs(self, pair: int) -> NDArray[np.int32]:
        """The shared runs of a pair: the first word in a, the first in b, and how many words; shape (runs, 3)."""
        columns, at = arrays(self.files, f"{self.parts[self.part[pair]]}.arrays"), self.at[pair]
        found: NDArray[np.int32] = columns["runs"][columns["run_starts"][at] : columns["run_starts"][at + 1]]
        return found


@frozen(eq=False)
class Detected:
    """What was found.

    Attributes:
        pairs: the verified pairs.
        story: for each article the number of its story, in the order of their first articles; shape (articles,).
        ties: the pairs that hold the stories together.
        common: the shingles without weight.
        round_ups: the numbers of the articles that carry several stories.
        notes: what was left out of the comparison, in a sentence each.
    """

    pairs: Pairs
    story: Numbers
    ties: Links
    common: Hashes
    round_ups: Numbers
    notes: tuple[str, ...]

    @property
    def merged(self) -> int:
        """How many stories have two articles and more."""
        return int(np.count_nonzero(np.bincount(self.story) > 1))

    def firsts(self) -> Numbers:
        """For each article the number of the first one of its story; shape (articles,)."""
        _, first, inverse = np.unique(self.story, return_index=True, return_inverse=True)
        found: Numbers = first[inverse]
        return found


@frozen(eq=False)
class Comparing:
    """The work on blocks of the pairs to be compared.

    Attributes:
        articles: all of them.
        plan: the name of the file with the plan, the numbers of the sketched articles, and the shingles without weight.
    """

    articles: Articles
    plan: str

    def __call__(self, blocks: Sequence[int]) -> list[str]:
        """Compares the pairs of some blocks, or finds what was compared before; the names of the parts."""
        return [self._compared(block) for block in blocks]

    def _compared(self, block: int) -> str:
        name, files = f"pairs-{digest(self.plan, block)}", self.articles.files
        if files.path(name) and files.path(f"{name}.arrays"):
            return name
        plan = arrays(files, self.plan)
        found = Plan(*(plan[column] for column in PLAN)).compared(block, self.articles.shingles(plan["sizes"]), plan["common"])
        facts = FactsByNumber(_BySketch(self.articles, plan["order"]))
        rows = list(related(found, facts, plan["order"]))
        pairs = [pair for _, _, pair in rows]
        written = lines(pair_lines(pairs))
        links = Links.of(row(a, b, pair.relation, pair.evidence) for a, b, pair in rows)
        files.write(name, written)
        files.write_arrays(
            f"{name}.arrays",
            starts=np.cumsum([0, *map(len, written)]),
            **_runs(pairs),
            **{column: getattr(links, column) for column in LINKS},
        )
        return name


def detect(articles: Articles, background: Background, *, learning: bool, overlap: bool, jobs: int, tell: Progress) -> Detected:
    """Finds pairs and stories.

    Args:
        articles: cleaned, and sketched with the background's scale.
        background: with the shingles without weight.
        learning: whether these are learned from the articles instead.
        overlap: whether articles that only overlap are of one story.
        jobs: how many processes compare.
        tell: told of each block of pairs.
    """
    files = articles.files
    known = None if learning else np.array(sorted(background.common_shingles), dtype=np.uint64)
    plan = f"plan-{digest(background.scale, None if known is None else known.tobytes(), articles.parts)}"
    if files.path(plan) is None:
        sketches = articles.sketches(background.scale)
        sizes = sketches.shingles
        store = articles.shingles(sizes)
        found = Search.among(sketches, store, known, lambda number: articles[number].text)
        planned = Plan.of(*found.pairs.T, found.near, sketches.without_samples())
        columns = {name: getattr(planned, name) for name in PLAN}
        crowded = np.array(found.crowded)
        files.write_arrays(plan, order=sketches.order, sizes=sizes, common=found.common, crowded=crowded, **columns)
    known_plan = arrays(files, plan)
    blocks = len(known_plan["bounds"]) - 1
    parts: list[str] = []
    for some in done(Comparing(articles, plan), ([block] for block in range(blocks)), jobs):
        parts += some
        tell("duplicates", len(parts), blocks)
    pairs = _pairs(files, parts)
    several = round_ups(pairs.links, len(articles), _Looked(pairs, articles))
    cut, by = bridged(pairs.links, several)
    links = pairs.links.related(cut, Relation.REUSE)
    ties = links.where(links.among(STORY if overlap else DUPLICATE))
    pairs = evolve(pairs, links=links, cut_by=dict(zip(cut.tolist(), by.tolist(), strict=True)))
    return Detected(
        pairs, stories(ties, len(articles)), ties, known_plan["common"], several, notes(*known_plan["crowded"].tolist())
    )


def _pairs(files: StageFiles, parts: Sequence[str]) -> Pairs:
    """The pairs of all parts, in the order of their articles."""
    columns = [arrays(files, f"{name}.arrays") for name in parts]
    sizes = [len(part["a"]) for part in columns]
    start = np.concatenate([NO_NUMBERS, *(part["starts"][:-1] for part in columns)])
    size = np.concatenate([NO_NUMBERS, *(np.diff(part["starts"]) for part in columns)])
    links = Links.of(()) if not parts else Links(*(np.concatenate([part[column] for part in columns]) for column in LINKS))
    order = np.lexsort((links.b, links.a))
    part = np.repeat(np.arange(len(parts)), sizes)
    at = np.arange(len(part)) - np.repeat(np.cumsum([0, *sizes])[:-1], sizes)
    return Pairs(files, parts, part[order], at[order], start[order], size[order], links.where(order), {})


def _runs(pairs: Sequence[Pair]) -> dict[str, NDArray[Any]]:
    """The shared runs of pairs in words: the first in a, the first in b, how many; and where those of each pair begin."""
    rows = [
        (a.start, b.start, len(a))
        for pair in pairs
        for a, b in zip(*(pair.evidence.texts.stretches(id_) for id_ in pair.ids), strict=True)
    ]
    starts = np.cumsum([0, *(len(pair.evidence.texts.runs) for pair in pairs)])
    return {"runs": np.array(rows, dtype=np.int32).reshape(-1, 3), "run_starts": starts}


@frozen(eq=False)
class _Looked:
    """The texts of pairs, for those that look for round-ups."""

    pairs: Pairs
    articles: Articles

    def stretches(self, pair: int) -> tuple[list[Span], list[Span]]:
        runs = self.pairs.runs(pair).tolist()
        return [Span(a, a + length) for a, _, length in runs], [Span(b, b + length) for _, b, length in runs]

    def telling(self, article: int) -> frozenset[str]:
        return telling_words(words(self.articles[article].text).keys)


class _BySketch(Sequence[CleanArticle]):
    """The articles in the order in which they were sketched."""

    def __init__(self, articles: Articles, order: Numbers) -> None:
        self._articles = articles
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: Any) -> Any:
        return self._articles[self._order[place]]
