"""Evidence: what two articles share, exactly, and how much of it is narration rather than borrowed speech."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from newsclean.neardup.facts import number_agreement, subject_clash
from newsclean.neardup.runs import MIN_RUN, Run, bridged, shared_runs
from newsclean.neardup.shingles import Hashes, ShingledArticle
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

    Attributes:
        jaccard, containment_a, containment_b: over the sets of word 5-gram shingles, without the common ones that
            carry no weight; containment_a is the share of a's shingles that b has too.
        shared: the common runs of five words and more, in the order of ``a``.
        shorter, longer: how many words the shorter and the longer text have.
        bridged: share of the shorter text inside shared passages, that is runs joined over small edits.
        longer_bridged, longer_shared: share of the longer text inside such passages, and inside runs.
        narration: share of the shorter text's narration (neither quoted nor first person) inside shared passages.
        narrated: shared words that are narration, in the text with fewer of them.
        passages: how many shared passages there are.
        longest_passage: shared words in the longest of them.
        number_agreement: share of the numbers that agree; 1 where each number of one text is also in the other.
        own_numbers: how many numbers each text has that the other lacks; the lesser of both counts.
        subject_clash: whether each text keeps repeating words that the other never uses.
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
    narration: float
    narrated: int
    passages: int
    longest_passage: int
    number_agreement: float
    own_numbers: int
    subject_clash: bool
    same_words: bool


def compare(a: ShingledArticle, b: ShingledArticle, common: Hashes) -> Evidence:
    """The evidence for a pair; ``common`` are the shingles that carry no weight, sorted.

    It does not depend on what the articles are called: the texts alone say which of them is looked at first.
    """
    weight_a, weight_b = (np.setdiff1d(x.shingles, common, assume_unique=True) for x in (a, b))
    both = len(np.intersect1d(weight_a, weight_b, assume_unique=True))
    short, long = sorted((a, b), key=lambda x: (len(x.words), x.article.text))
    runs = [run for run in shared_runs(short.words.keys, long.words.keys) if _weighty(short, run, common)]
    passages = bridged(runs)
    in_runs = [_covered(len(x.words), [[run] for run in runs], side) for side, x in enumerate((short, long))]
    in_passages = [_covered(len(x.words), passages, side) for side, x in enumerate((short, long))]
    agreement, own_numbers = number_agreement(short.numbers, long.numbers)
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
        longer_shared=sum(in_runs[1]) / max(1, len(long.words)),
        narration=_both(in_passages[0], short.told) / max(MIN_NARRATION, sum(short.told)),
        narrated=min(_both(in_runs[side], x.told) for side, x in enumerate((short, long))),
        passages=len(passages),
        longest_passage=max((sum(run.length for run in passage) for passage in passages), default=0),
        number_agreement=agreement,
        own_numbers=own_numbers,
        subject_clash=subject_clash(short.words.keys, long.words.keys),
        same_words=a.words.keys == b.words.keys,
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


def _both(flags: bytearray, others: bytes) -> int:
    return sum(x & y for x, y in zip(flags, others, strict=True))


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
