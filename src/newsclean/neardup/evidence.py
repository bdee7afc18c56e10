"""Evidence: what two articles share, exactly, and how much of it is narration rather than borrowed speech."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsclean.neardup.facts import number_agreement, numbers, subject_clash
from newsclean.neardup.runs import MIN_RUN, Run, bridged, shared_runs
from newsclean.neardup.shingles import Hashes, ShingledArticle
from newsclean.neardup.speech import speech
from newsclean.text import Span

MIN_NARRATION = 20  # words; of a text with fewer, the share of its narration says little


@frozen
class SharedRun:
    """One run of words that two articles share: where it stands in the source text of each, in code points."""

    a: Span
    b: Span


@frozen
class Evidence:
    """What two articles have in common. All shares are 0-1; ``a`` is the article with the smaller id.

    Attributes:
        jaccard, containment_a, containment_b: over the sets of word 5-gram shingles; containment_a is the share of
            a's shingles that b has too.
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
    """The evidence for a pair; ``common`` are the shingles that carry no weight, sorted."""
    weight_a, weight_b = (np.setdiff1d(x.shingles, common, assume_unique=True) for x in (a, b))
    both = len(np.intersect1d(weight_a, weight_b, assume_unique=True))
    runs = [run for run in shared_runs(a.words.keys, b.words.keys) if _weighty(a, run, common)]
    passages = bridged(runs)
    short, long = (0, 1) if (len(a.words), a.id) <= (len(b.words), b.id) else (1, 0)
    sides = (a, b)
    told = [bytes(1 - flag for flag in speech(x.article.text, x.words)) for x in sides]
    in_runs = [_covered(len(x.words), [[run] for run in runs], side) for side, x in enumerate(sides)]
    in_passages = [_covered(len(x.words), passages, side) for side, x in enumerate(sides)]
    lengths = [len(x.words) for x in sides]
    agreement, own_numbers = number_agreement(numbers(a.article.text), numbers(b.article.text))
    return Evidence(
        jaccard=both / max(1, len(weight_a) + len(weight_b) - both),
        containment_a=both / max(1, len(weight_a)),
        containment_b=both / max(1, len(weight_b)),
        shared=tuple(SharedRun(_place(a, run.a, run.length), _place(b, run.b, run.length)) for run in runs),
        shorter=lengths[short],
        longer=lengths[long],
        bridged=sum(in_passages[short]) / max(1, lengths[short]),
        longer_bridged=sum(in_passages[long]) / max(1, lengths[long]),
        longer_shared=sum(in_runs[long]) / max(1, lengths[long]),
        narration=_both(in_passages[short], told[short]) / max(MIN_NARRATION, sum(told[short])),
        narrated=min(_both(in_runs[side], told[side]) for side in (0, 1)),
        passages=len(passages),
        longest_passage=max((sum(run.length for run in passage) for passage in passages), default=0),
        number_agreement=agreement,
        own_numbers=own_numbers,
        subject_clash=subject_clash(a.words.keys, b.words.keys),
        same_words=a.words.keys == b.words.keys,
    )


def _weighty(article: ShingledArticle, run: Run, common: Hashes) -> bool:
    """Whether a run has at least one shingle that is not everybody's boilerplate."""
    inside = article.sequence[run.a : run.a + run.length - MIN_RUN + 1]
    return not len(common) or not np.isin(inside, common).all()


def _covered(length: int, passages: list[list[Run]], side: int) -> bytearray:
    """1 for each word of one side that lies inside a passage, gaps included."""
    flags = bytearray(length)
    for passage in passages:
        first, last = ((run.a, run.b)[side] for run in (passage[0], passage[-1]))
        flags[first : last + passage[-1].length] = b"\1" * (last + passage[-1].length - first)
    return flags


def _both(flags: bytearray, others: bytes) -> int:
    return sum(x & y for x, y in zip(flags, others, strict=True))


def _place(article: ShingledArticle, first: int, length: int) -> Span:
    words = article.words
    return article.article.to_source(words.starts[first], words.ends[first + length - 1])
