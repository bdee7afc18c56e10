"""The slow, obvious version of what two articles have in common, word by word: every count of `newsclean.neardup.Evidence`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from newsclean import CleanArticle
from newsclean.neardup import Evidence
from newsclean.neardup.boilerplate import MIN_PASSAGE
from newsclean.neardup.facts import MAX_GAP
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle_hashes
from newsclean.neardup.names import FULL_NAME, MAX_NAME_GAP
from newsclean.neardup.runs import Gap, Run, bridged, shared_runs
from newsclean.words import words

COUNTS = "jaccard containment_a containment_b shorter longer bridged longer_bridged longer_shared passages longest_passage"
COUNTS += " own_story gap_words small_gaps same_words"


def counted(evidence: Evidence) -> dict[str, Any]:
    """The counts of a pair's evidence, and where its shared runs stand in the source texts."""
    found: dict[str, Any] = {name: getattr(evidence, name) for name in COUNTS.split()}
    return found | {"shared": [(run.a.start, run.a.end, run.b.start, run.b.end) for run in evidence.shared]}


def plain_evidence(a: CleanArticle, b: CleanArticle, common: Collection[int] = ()) -> list[dict[str, Any]]:
    """What two articles have in common, ``a`` being the one with the smaller id.

    Runs are told from the side of the article with fewer words; where both have as many, either side will do, and both
    answers are given.

    Args:
        a: the one article.
        b: the other one.
        common: the hashes of the shingles that carry no weight.
    """
    one, other = Side(a, common), Side(b, common)
    if len(one.keys) != len(other.keys):
        return [_told(one, other, turned=len(one.keys) > len(other.keys))]
    return [_told(one, other, turned=turned) for turned in (False, True)]


def small_gaps(runs: Sequence[Run], words_a: int, words_b: int) -> list[Gap]:
    """What stands before, between and after runs, where both articles have one to `MAX_GAP` words there."""
    bounded = [Run(0, 0, 0), *runs, Run(words_a, words_b, 0)]
    all_gaps = [(run.a + run.length, after.a, run.b + run.length, after.b) for run, after in pairwise(bounded)]
    return [gap for gap in all_gaps if all(1 <= length <= MAX_GAP for length in _lengths(gap))]


def _lengths(gap: Gap) -> tuple[int, int]:
    return gap[1] - gap[0], gap[3] - gap[2]


class Side:
    """An article: its words, which of them have weight, and its shingles that have."""

    def __init__(self, article: CleanArticle, common: Collection[int]) -> None:
        self.article = article
        self.words = words(article.text)
        self.keys = self.words.keys
        hashes = shingle_hashes(self.keys)
        self.common = {at for at, value in enumerate(hashes) if value in common}
        self.shingles = {value for value in hashes if value not in common}
        self.weight = set(range(len(self.keys)))
        covered = {word for at in self.common for word in range(at, at + SHINGLE_SIZE)}
        for passage in _stretches(covered):
            if len(passage) >= MIN_PASSAGE:
                self.weight -= set(passage)

    def source(self, word: int) -> tuple[int, int]:
        """Where a word stands in the source text."""
        span = self.article.to_source(self.words.starts[word], self.words.ends[word])
        return span.start, span.end

    def follows(self, word: int) -> bool:
        """Whether nothing was removed or added between a word and the one before it."""
        return self.source(word)[0] - self.source(word - 1)[0] == self.words.starts[word] - self.words.starts[word - 1]


def _told(one: Side, other: Side, *, turned: bool) -> dict[str, Any]:
    short, long = (other, one) if turned else (one, other)
    runs = [
        run
        for run in shared_runs(short.keys, long.keys)
        if not set(range(run.a, run.a + run.length - SHINGLE_SIZE + 1)) <= short.common
    ]
    passages = bridged(runs)
    in_short, in_long = ({n for run in runs for n in _range(run, side)} for side in "ab")
    shorter, longer = max(1, len(short.weight)), max(1, len(long.weight))
    both = len(one.shingles & other.shingles)
    gaps = small_gaps(runs, len(short.keys), len(long.keys))
    places = [place for run in runs for place in _places(short, long, run)]
    return {
        "jaccard": both / max(1, len(one.shingles | other.shingles)),
        "containment_a": both / max(1, len(one.shingles)),
        "containment_b": both / max(1, len(other.shingles)),
        "shorter": len(short.weight),
        "longer": len(long.weight),
        "bridged": len(_inside(passages, "a") & short.weight) / shorter,
        "longer_bridged": len(_inside(passages, "b") & long.weight) / longer,
        "longer_shared": len(in_short & short.weight) / longer,
        "passages": len(passages),
        "longest_passage": max((len({n for run in p for n in _range(run, "a")} & short.weight) for p in passages), default=0),
        "own_story": min(_longest_own(short, in_short), _longest_own(long, in_long)),
        "gap_words": sum(min(_lengths(gap)) for gap in gaps),
        "small_gaps": sum(all(FULL_NAME <= length <= MAX_NAME_GAP for length in _lengths(gap)) for gap in gaps),
        "same_words": one.keys == other.keys,
        "shared": sorted((*b, *a) for a, b in places) if turned else [(*a, *b) for a, b in places],
    }


def _range(run: Run, side: str) -> range:
    first: int = getattr(run, side)
    return range(first, first + run.length)


def _inside(passages: Iterable[Sequence[Run]], side: str) -> set[int]:
    return {n for p in passages for n in range(_range(p[0], side).start, _range(p[-1], side).stop)}


def _longest_own(text: Side, shared: Collection[int]) -> int:
    own = _stretches(set(range(len(text.keys))) - set(shared))
    return max((len(set(stretch) & text.weight) for stretch in own), default=0)


def _stretches(numbers: Collection[int]) -> Iterator[list[int]]:
    """The numbers in stretches that follow each other."""
    stretch: list[int] = []
    for number in sorted(numbers):
        if stretch and number > stretch[-1] + 1:
            yield stretch
            stretch = []
        stretch.append(number)
    if stretch:
        yield stretch


def _places(short: Side, long: Side, run: Run) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a run stands in both source texts, in parts between which something was removed."""
    begin = 0
    for n in range(1, run.length + 1):
        if n == run.length or not (short.follows(run.a + n) and long.follows(run.b + n)):
            yield (
                (short.source(run.a + begin)[0], short.source(run.a + n - 1)[1]),
                (long.source(run.b + begin)[0], long.source(run.b + n - 1)[1]),
            )
            begin = n
