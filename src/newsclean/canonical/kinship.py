"""Kinship: what versions of a story share, and which of two may come from the other, at what cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from heapq import nsmallest
from itertools import chain, combinations

from attrs import frozen

from newsclean.canonical.branching import Edge

# Of the shorter text's words, in sentences that both have. Below it, two texts rather draw on the same third: of the example
# articles, 001 and 000 share .63, 002 and 000 .47.
MIN_SHARED = 0.5
# What a word costs. A sentence that the parent lacks is new; one in other words was edited; to cut is done at one stroke,
# and so counts only between parents that are equal in the rest.
ADDED, CHANGED, DROPPED = 100, 50, 1
# Of the texts. Where no dates tell, a wording that fewer have was rather added to what the others have than cut from it. (Of
# made-up stemmas of 12 versions, the parent is then found for .65, and for .57 if the fuller is always the first.)
RARE = 0.2
ALL_PAIRS = 32  # texts; of more, each is compared only with those that share the most with it
MAX_HOLDERS, FIRST_HOLDERS = 48, 6  # of a wording: of one that more have, only the earliest come into question
MAX_CANDIDATES = 20


@frozen(eq=False)
class Version:
    """What is compared of a witness.

    Attributes:
        article: its id.
        text: its text; witnesses of one text are one version, and ties are settled by text before id.
        published_at: when it was published, with a zone; None where that is not known. Midnight, to the second, stands for
            a day without a time.
        wordings: how it words each passage that it has, by the passage's number: its `typographic_key`, or any value
            that is equal where the wording is (a hash of it).
    """

    article: str
    text: str
    published_at: datetime | None
    wordings: Mapping[int, str | int | bytes]


def order(one: Version, other: Version) -> int | None:
    """1 if the first was published first, -1 if the second was; None if the dates do not tell."""
    if one.published_at is None or other.published_at is None or one.published_at == other.published_at:
        return None
    if is_day(one.published_at) or is_day(other.published_at):
        days = one.published_at.date(), other.published_at.date()
        return None if days[0] == days[1] else 1 if days[0] < days[1] else -1
    return 1 if one.published_at < other.published_at else -1


def is_day(moment: datetime) -> bool:
    """Whether a date of publication names a day only."""
    return moment.time() == time.min


@frozen(eq=False)
class Text:
    """A text once, with all its witnesses.

    Attributes:
        versions: its witnesses, the first published first.
        wordings: numbers of its wordings, over the story.
        passages: numbers of its passages.
        length: in words.
        originality: how likely it is the source of the others, where no dates tell; any scale.
    """

    versions: tuple[Version, ...]
    wordings: frozenset[int]
    passages: frozenset[int]
    length: int
    originality: float

    @property
    def first(self) -> Version:
        """The witness that was published first; where no date tells, the first by id."""
        return self.versions[0]

    @property
    def rank(self) -> tuple[bool, float, float, int, str]:
        """The earliest first, then those without a date, the likely sources first."""
        return (*_dated(self.first), -self.originality, -self.length, self.first.text)


@frozen
class Pair:
    """How much two texts share.

    Attributes:
        both: in words of the passages that both have.
        same: in words of those that both have in one wording.
        share: ``both`` as a share of the shorter text, 0-1.
    """

    both: int
    same: int
    share: float

    def cost(self, parent: Text, child: Text) -> int:
        """What of the child the parent leaves to be explained."""
        return ADDED * (child.length - self.both) + CHANGED * (self.both - self.same) + DROPPED * (parent.length - self.both)


class Kinship:
    """What the versions of a story share.

    Attributes:
        texts: each text once, by `Text.rank`.
        pairs: how much two texts share, by their numbers, the smaller first; for those that were compared.
        holders: of each wording, by its number, the numbers of the texts that have it.
    """

    def __init__(self, versions: Sequence[Version], words: Sequence[int]) -> None:
        self._words = [max(1, count) for count in words]
        same: dict[str, list[Version]] = {}
        for version in versions:
            same.setdefault(version.text, []).append(version)
        for witnesses in same.values():
            witnesses.sort(key=lambda version: (*_dated(version), version.article))
        held = Counter(chain.from_iterable(witnesses[0].wordings.items() for witnesses in same.values()))
        numbers = {wording: number for number, wording in enumerate(held)}
        self._weights = [self._words[passage] for passage, _ in held]
        rare = RARE * len(same)
        texts = []
        for witnesses in same.values():
            own = witnesses[0].wordings
            originality = sum(self._words[wording[0]] * (held[wording] - rare) for wording in own.items())
            length = sum(map(self._words.__getitem__, own))
            wordings = frozenset(map(numbers.__getitem__, own.items()))
            texts.append(Text(tuple(witnesses), wordings, frozenset(own), length, round(originality, 3)))
        self.texts = sorted(texts, key=lambda text: text.rank)
        self.holders: list[list[int]] = [[] for _ in numbers]
        for number, text in enumerate(self.texts):
            for wording in text.wordings:
                self.holders[wording].append(number)
        self.pairs = {(one, other): self.pair(self.texts[one], self.texts[other]) for one, other in self._candidates()}

    def pair(self, one: Text, other: Text) -> Pair:
        """How much two texts share."""
        both = sum(map(self._words.__getitem__, one.passages & other.passages))
        same = sum(map(self._weights.__getitem__, one.wordings & other.wordings))
        return Pair(both, same, both / max(1, min(one.length, other.length)))

    def edges(self) -> Iterator[Edge]:
        """Which text may come from which, at what cost; of equal costs, the parent that ranks first."""
        scale = len(self.texts) ** 2
        for (one, other), pair in self.pairs.items():
            if pair.share < MIN_SHARED:
                continue
            told = order(self.texts[one].first, self.texts[other].first)
            if told is None:
                told = 1 if self.texts[one].originality >= self.texts[other].originality else -1
            if told > 0:
                yield Edge(pair.cost(self.texts[one], self.texts[other]) * scale + one, one, other)
            else:
                yield Edge(pair.cost(self.texts[other], self.texts[one]) * scale + other, other, one)

    def _candidates(self) -> Iterable[tuple[int, int]]:
        if len(self.texts) <= ALL_PAIRS:
            return combinations(range(len(self.texts)), 2)
        of_passages: defaultdict[int, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for passage in text.passages:
                of_passages[passage].append(number)
        pairs: dict[tuple[int, int], None] = {}  # a set that keeps its order
        for number, text in enumerate(self.texts):
            shared: Counter[int] = Counter()
            for holders in (*map(self.holders.__getitem__, text.wordings), *map(of_passages.__getitem__, text.passages)):
                shared.update(holders if len(holders) <= MAX_HOLDERS else holders[:FIRST_HOLDERS])
            del shared[number]
            for other, _ in nsmallest(MAX_CANDIDATES, shared.items(), key=lambda row: (-row[1], row[0])):
                pairs[min(number, other), max(number, other)] = None
        return pairs


def _dated(version: Version) -> tuple[bool, float]:
    moment = version.published_at
    return moment is None, moment.timestamp() if moment else 0.0
