"""How well sentences are aligned where the truth is known: pairs found, missed and made up, and by which edit.

Run as a program, it prints the table of a fixed corpus: ``python tests/alignment_scores.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product

from attrs import frozen

from newsclean import Story, canonicalize
from newsclean.canonical.alignment import align
from newsclean.canonical.sentences import Unit, UnitKind
from newsclean.text import Span
from newsclean.words import words
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
    true = {
        frozenset((a.place, b.place)): (a, b) for group in known.groups for a, b in _across(group, text) if a.says_the_same(b)
    }
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


def aligned(known: Syndication) -> list[list[KnownSentence]]:
    """What `align` groups where the texts are split into sentences as they are known to be: the alignment alone."""
    source = {article.id: article.text for article in known.articles if article.id not in known.copies}
    texts = [[s for s in known.sentences if s.article == id] for id in source]
    units = [[_unit(sentence, source[sentence.article]) for sentence in text] for text in texts]
    return [[texts[text][number] for text, number in group] for group in align(units)]


def _unit(sentence: KnownSentence, source: str) -> Unit:
    kind = UnitKind(sentence.role) if sentence.role in list(UnitKind) else UnitKind.SENTENCE
    span = Span(sentence.start, sentence.end)
    return Unit(span, kind, 0, words(span.of(source)).keys)


def merged(known: Syndication) -> list[list[KnownSentence]]:
    """What `canonicalize` puts into one passage, with the sentences as it splits them."""
    return said_together(known, canonicalize(known.articles))


Grouping = Callable[[Syndication], list[list[KnownSentence]]]
GROUPINGS: dict[str, Grouping] = {"align": aligned, "canonicalize": merged}


def measured(strength: Strength, grouping: Grouping, stories: int = STORIES) -> Scores:
    """The scores of a grouping over the corpus of a strength."""
    return total([score(known, grouping(known)) for known in corpus(strength, stories)])


def table() -> Iterator[str]:
    """The lines of a table of all strengths and groupings, with the most frequent causes of what is wrong."""
    yield "strength grouping      pairs  precision  recall      F1"
    for strength, (name, grouping) in product(STRENGTHS, GROUPINGS.items()):
        scores = measured(strength, grouping)
        pairs = scores.found + len(scores.missed)
        yield f"{strength.name:8} {name:12} {pairs:7} {scores.precision:10.4f} {scores.recall:7.4f} {scores.f1:7.4f}"
        for what, wrong in (("made up", scores.made_up), ("missed", scores.missed)):
            causes = Counter(map(cause, wrong)).most_common(9)
            yield f"    {len(wrong)} {what}: " + ", ".join(f"{name} {count}" for name, count in causes)


if __name__ == "__main__":
    print(*table(), sep="\n")  # noqa: T201
