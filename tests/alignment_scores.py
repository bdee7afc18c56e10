"""How well sentences are aligned where the truth is known: pairs found, missed and made up, and by which edit.

Run as a program, it prints the table of a fixed corpus: ``python tests/alignment_scores.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from attrs import frozen

from newsclean import Story, canonicalize
from syndication import STRENGTHS, KnownSentence, Strength, Syndication, syndicate

Pair = tuple[KnownSentence, KnownSentence]
STORIES = 100  # for each strength; with them a share of one half moves by less than .002 from seed to seed


@frozen
class Scores:
    """Pairs of sentences of two articles that differ: found and true, found and false, and missed."""

    found: int
    made_up: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        """Share of the pairs found that are true; 1 where nothing was found."""
        return self.found / max(1, self.found + len(self.made_up)) if self.found or self.made_up else 1.0

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found; 1 where there are none."""
        return self.found / (self.found + len(self.missed)) if self.found or self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def corpus(strength: Strength, stories: int = STORIES) -> Iterator[Syndication]:
    """Always the same syndications of a strength: two to six articles of five to forty sentences."""
    for number in range(stories):
        yield syndicate(number, strength, articles=2 + number % 5, sentences=5 + number % 36, boilerplate=number % 3 == 0)


def said_together(known: Syndication, story: Story) -> list[list[KnownSentence]]:
    """The known sentences of each passage of a story: those of which a reading holds half or more."""
    by_article: dict[str, list[KnownSentence]] = {}
    for sentence in known.sentences:
        by_article.setdefault(sentence.article, []).append(sentence)
    return [
        [
            sentence
            for reading in passage.readings
            for sentence in by_article[reading.article]
            if 2 * (min(reading.end, sentence.end) - max(reading.start, sentence.start)) >= sentence.end - sentence.start
        ]
        for passage in story.passages
    ]


def score(known: Syndication, groups: Iterable[Sequence[KnownSentence]]) -> Scores:
    """Pairs of groups against the truth.

    Byte-identical copies are counted once and boilerplate is left out. Where a sentence meets one that was split, each half
    makes a pair with it; one half with the other half, in a third article, is neither right nor wrong.
    """
    text = [s for s in known.sentences if s.article not in known.copies and s.role != "boilerplate"]
    member = {sentence.place: n for n, group in enumerate(known.groups) for sentence in group}
    true = {frozenset((a.place, b.place)): (a, b) for group in known.groups for a, b in _across(group, text) if a.says_the_same(b)}
    found = {frozenset((a.place, b.place)): (a, b) for group in groups for a, b in _across(group, text)}
    made_up = [pair for key, pair in found.items() if key not in true and member[pair[0].place] != member[pair[1].place]]
    missed = [pair for key, pair in true.items() if key not in found]
    return Scores(len(true) - len(missed), tuple(made_up), tuple(missed))


def _across(group: Iterable[KnownSentence], counted: Sequence[KnownSentence]) -> Iterator[Pair]:
    places = {sentence.place for sentence in counted}
    return (
        (one, other)
        for one, other in combinations([sentence for sentence in group if sentence.place in places], 2)
        if one.article != other.article
    )


def total(scores: Sequence[Scores]) -> Scores:
    """All pairs together."""
    return Scores(
        sum(s.found for s in scores),
        tuple(pair for s in scores for pair in s.made_up),
        tuple(pair for s in scores for pair in s.missed),
    )


def cause(pair: Pair) -> str:
    """What makes two sentences hard to tell: the edits on both, their kind, or that one was drawn twice."""
    edits = sorted(edit for sentence in pair for edit in sentence.edits if edit not in {"moved", "own"})
    for named in ("split", "merge", "repeated"):
        if named in edits:
            return named
    if any(sentence.role != "sentence" for sentence in pair):
        return " with ".join(sorted(sentence.role for sentence in pair))
    return edits[0] if len(edits) == 1 else f"{len(edits)} edits"


def measured(strength: Strength, stories: int = STORIES) -> Scores:
    """The scores of `canonicalize` over the corpus of a strength."""
    return total([score(known, said_together(known, canonicalize(known.articles))) for known in corpus(strength, stories)])


def main() -> None:
    """Prints the table."""
    print("strength  pairs  precision  recall  F1      made up, missed by cause")  # noqa: T201
    for strength in STRENGTHS:
        s = measured(strength)
        causes = [dict(Counter(map(cause, pairs)).most_common(8)) for pairs in (s.made_up, s.missed)]
        pairs = s.found + len(s.missed)
        print(f"{strength.name:8} {pairs:6}  {s.precision:9.4f}  {s.recall:.4f}  {s.f1:.4f}  {causes[0]}, {causes[1]}")  # noqa: T201


if __name__ == "__main__":
    main()
