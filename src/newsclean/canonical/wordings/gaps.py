"""The alignment of two wordings, word by word: where they differ, and what stands in the place of what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import field, frozen
from rapidfuzz.distance.Levenshtein import opcodes

from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.lexicon import FUNCTION
from newsclean.canonical.wordings.tokens import Tokens

# Pairs of words up to which an alignment is worth its cost, which grows with their product; longer ones than any sentence
# differ in all that lies between their common beginning and end.
MAX_PAIRS = 1_000_000
# Words of a gap up to which a fact on one side is compared with other words on the other, and little words before a fact count.
NARROW = 6
# Words of a gap in which facts stand for each other wherever they are.
SHORT = 4
# Words of both sides from which a single common word between two gaps is chance.
LOOSE = 3


@frozen
class Gap:
    """A place where two aligned wordings differ: the tokens ``[a, a_end)`` of the one and ``[b, b_end)`` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int


@frozen(eq=False)
class Alignment:
    """Two aligned wordings.

    Attributes:
        a, b: the tokens of both.
        gaps: where they differ, in order.
        blocks: (first token of a, first of b, how many) of the stretches that are equal, in order.
        a_places, b_places: for each token its number in a where it is equal, and else -1 - the number of its gap.
    """

    a: Tokens
    b: Tokens
    gaps: tuple[Gap, ...]
    blocks: tuple[tuple[int, int, int], ...]
    a_places: Sequence[int] = field(repr=False)
    b_places: Sequence[int] = field(repr=False)

    @property
    def common(self) -> float:
        """The share (0-1) of the shorter wording's words that are equal."""
        return sum(count for _, _, count in self.blocks) / max(1, min(self.a.count, self.b.count))

    def near(self, reach: int) -> int:
        """The classes of all tokens of both in the gaps or at most ``reach`` tokens away."""
        kinds = 0
        for gap in self.gaps:
            for classes, first, end in ((self.a.classes, gap.a, gap.a_end), (self.b.classes, gap.b, gap.b_end)):
                for kind in classes[max(0, first - reach) : end + reach]:
                    kinds |= kind
        return kinds

    def places(self, fact: Fact, *, of_b: bool) -> set[int]:
        """The places of a fact's tokens, and the gaps that lie inside it without a token of its wording."""
        own = self.b_places if of_b else self.a_places
        found = set(own[fact.first : fact.end])
        for n in range(fact.first + 1, fact.end):
            if own[n - 1] >= 0 and own[n] >= 0 and (number := self._between(n, of_b=of_b)) is not None:
                found.add(-1 - number)
        return found

    def _between(self, at: int, *, of_b: bool) -> int | None:
        """The gap without a token of one wording that lies in front of its token ``at``."""
        number = bisect_left(self.gaps, at, key=(lambda gap: gap.b) if of_b else (lambda gap: gap.a))
        if number == len(self.gaps):
            return None
        gap = self.gaps[number]
        return number if at == (gap.b if of_b else gap.a) == (gap.b_end if of_b else gap.a_end) else None

    def instead(self, one: Fact, other: Fact) -> bool:
        """Whether two facts stand in each other's place rather than both in one long rewritten stretch."""
        mine, others = self.places(one, of_b=False), self.places(other, of_b=True)
        common = mine & others
        if any(place >= 0 for place in common):
            return True
        for place in common:
            gap = self.gaps[-1 - place]
            if max(gap.a_end - gap.a, gap.b_end - gap.b) <= SHORT:
                return True
            if _lead(self.a, gap.a, one.first) and _lead(self.b, gap.b, other.first):
                return True
            if _lead(self.a, one.end, gap.a_end) and _lead(self.b, other.end, gap.b_end):
                return True
        return False


def _lead(tokens: Tokens, first: int, end: int) -> bool:
    """Whether only little words stand between two places; nothing where a fact reaches past the gap."""
    return end - first <= NARROW and all(tokens.classes[n] & FUNCTION for n in range(first, end))


def align(a: Tokens, b: Tokens) -> Alignment:
    """Two wordings aligned by the comparison keys of their words."""
    blocks: list[tuple[int, int, int]] = []
    gaps: list[Gap] = []
    for gap in _edits(a, b):
        if gaps and _chance(a, gaps[-1], gap):
            gaps[-1] = Gap(gaps[-1].a, gap.a_end, gaps[-1].b, gap.b_end)
        else:
            gaps.append(gap)
    a_places, b_places = list(range(a.count)), [0] * b.count
    at = at_b = 0
    for number, gap in enumerate([*gaps, Gap(a.count, a.count, b.count, b.count)]):
        if gap.a > at:
            blocks.append((at, at_b, gap.a - at))
            b_places[at_b : gap.b] = range(at, gap.a)
        if number < len(gaps):
            a_places[gap.a : gap.a_end] = [-1 - number] * (gap.a_end - gap.a)
            b_places[gap.b : gap.b_end] = [-1 - number] * (gap.b_end - gap.b)
        at, at_b = gap.a_end, gap.b_end
    return Alignment(a, b, tuple(gaps), tuple(blocks), a_places, b_places)


def _chance(a: Tokens, before: Gap, gap: Gap) -> bool:
    """Whether two gaps with one little word between them are one rewritten stretch."""
    if gap.a - before.a_end != 1 or not a.classes[before.a_end] & FUNCTION:
        return False
    return min(gap.a_end - before.a, gap.b_end - before.b) > LOOSE + 1 and all(
        min(g.a_end - g.a, g.b_end - g.b) >= 1 and max(g.a_end - g.a, g.b_end - g.b) >= LOOSE for g in (before, gap)
    )


def _edits(a: Tokens, b: Tokens) -> Iterator[Gap]:
    head, most = 0, min(a.count, b.count)
    while head < most and a.keys[head] == b.keys[head]:
        head += 1
    tail = 0
    while tail < most - head and a.keys[-1 - tail] == b.keys[-1 - tail]:
        tail += 1
    a_end, b_end = a.count - tail, b.count - tail
    if head == a_end == b_end:
        return
    if head in (a_end, b_end) or (a_end - head) * (b_end - head) > MAX_PAIRS:
        yield Gap(head, a_end, head, b_end)
        return
    gap: Gap | None = None
    for edit in opcodes(a.keys[head:a_end], b.keys[head:b_end]):
        if edit.tag == "equal":
            continue
        a_first, a_last, b_first, b_last = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if gap is not None and gap.a_end == head + a_first and gap.b_end == head + b_first:
            gap = Gap(gap.a, head + a_last, gap.b, head + b_last)
            continue
        if gap is not None:
            yield gap
        gap = Gap(head + a_first, head + a_last, head + b_first, head + b_last)
    if gap is not None:
        yield gap
