"""Where wordings of one sentence differ: each difference typed by what differs, and graded by how much it weighs.

Words are compared, not meanings. What two wordings have in each other's place is compared as the fact that it states: "12"
and "a dozen" are one number, "today" and "Thursday" are one day where the day of publication says so, "Secretary Carter" and
"Ash Carter" are one name, told more or less exactly.

Decisions on what can be seen in two ways:

- What is said and what may be ("are", "might be") contradict; "may" and "might" are one, and "can" alone is a matter of
  precision. A hedge that only one wording has ("allegedly") is a caveat that the other lacks.
- A negation contradicts where the other wording states what it denies, or has a few other words in its place. In a clause
  that the other wording lacks it is an absence; where each wording has one in another place, a matter of precision.
- A tense that only moves with the reporting ("is", "was"; "told", "had told"; "will", "would") is the same fact in another
  precision: it is flagged. What will be contradicts what has been. "Says" and "said" are style.
- Another source contradicts; "he" and "the official" may be anybody who was named before, which is a matter of precision, and
  so is a title or a courtesy for a name ("Mr Doe", "Jane").
- Names contradict only where they stand in each other's place: in a short gap or at the same end of one, and both after a
  preposition or both not. Names and numbers that both wordings have, in another order and among other words, are a matter of
  precision, and so is a slip of one letter in a long word of a name of several.
- Without days of publication "today" and "Thursday" cannot be told apart and are a matter of precision; "today" and
  "yesterday" contradict, as copies of one text are mostly published on one day. The same words are never a difference.
- "150" and "152" contradict; "12,000" is a rounding of "12,345". "About 50" and "about 60" contradict.
- A whole clause that only one wording has is `Grade.ABSENCE` of wording; other left-over edits are `Grade.FORM`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from newsclean.canonical.comparison import Comparison, Found
from newsclean.canonical.difference import GRADES, Difference, DifferenceKind, Grade, Side, Wording
from newsclean.canonical.gaps import Alignment, align
from newsclean.canonical.surface import quotations, spellings, wordings
from newsclean.canonical.tokens import Tokens, tokens
from newsclean.text import EditedText, Span
from newsclean.words import decoded, stand_ins

JOINED = " … "  # between the values of facts in several places


@frozen
class _Placed:
    """A difference between the leading wording and one other, in code points of both texts."""

    kind: DifferenceKind
    grade: Grade
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    values: tuple[str, str]
    at: int  # where in the leading text it is, though there is nothing

    @property
    def start(self) -> int:
        return self.spans[0][0].start if self.spans[0] else self.at

    @property
    def end(self) -> int:
        return self.spans[0][-1].end if self.spans[0] else self.at

    def swapped(self, at: int) -> _Placed:
        return _Placed(self.kind, self.grade, self.spans[::-1], self.values[::-1], at)


@frozen(eq=False)
class _Read:
    """A wording with its tokens; those are of the text without entities and double readings of UTF-8."""

    wording: Wording
    plain: EditedText | None
    tokens: Tokens

    def span(self, start: int, end: int) -> Span:
        return Span(start, end) if self.plain is None else self.plain.to_source(start, end)


def differences(leading: Wording, others: Sequence[Wording]) -> tuple[Difference, ...]:
    """Where other wordings of a sentence differ from the leading one.

    Returns:
        The differences in the order of their places in the leading text. There is at least one for every other wording with
        another text, and none for one with the same text. Differences of one kind that overlap in the leading text are one.
        Kinds and grades between two wordings do not depend on which of them leads.
    """
    lead: _Read | None = None
    placed: list[tuple[int, _Placed]] = []
    for number, other in enumerate(others, 1):
        if other.text != leading.text:
            lead = lead or _read(leading)
            placed += ((number, difference) for difference in _compared(lead, _read(other, lead.tokens)))
    return tuple(_merged(placed))


def _read(wording: Wording, alike: Tokens | None = None) -> _Read:
    plain = decoded(wording.text) if stand_ins(wording.text) else None
    return _Read(wording, plain, tokens(plain.text if plain is not None else wording.text, alike))


def _compared(lead: _Read, other: _Read) -> Iterator[_Placed]:
    # Alignments of two texts can be equally good; to take always the same one makes the comparison symmetric.
    keys = [(read.wording.text, str(read.wording.published)) for read in (lead, other)]
    if keys[0] <= keys[1]:
        yield from (difference for difference, _ in _compared_in_order(lead, other))
    else:
        yield from (difference.swapped(at) for difference, at in _compared_in_order(other, lead))


def _compared_in_order(a: _Read, b: _Read) -> list[tuple[_Placed, int]]:
    """The differences, each with where in b it is."""
    alignment = align(a.tokens, b.tokens)
    found: list[Found] = []
    if alignment.gaps:
        found = Comparison(alignment, (a.wording.published, b.wording.published)).facts()
    found.extend(list(quotations(alignment, found)))
    if alignment.gaps:
        found.extend(list(wordings(alignment, found)))
    result = []
    for f in found:
        spans = _spans(a, f.a), _spans(b, f.b)
        at, at_b = _anchor(alignment, a, f.a, f.b, of_b=False), _anchor(alignment, b, f.b, f.a, of_b=True)
        result.append((_Placed(f.kind, f.grade, spans, f.values, at), at_b))
    ours, theirs = spellings(alignment)
    if ours or theirs or not result:
        result.append(_spelling(a, b, ours, theirs))
    return result


def _spans(read: _Read, numbers: Sequence[int]) -> tuple[Span, ...]:
    """The places of tokens, neighbours joined."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for n in sorted(numbers):
        start, end = read.tokens.starts[n], read.tokens.ends[n]
        if n == previous + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        previous = n
    return tuple(read.span(start, end) for start, end in spans)


def _anchor(alignment: Alignment, read: _Read, numbers: Sequence[int], others: Sequence[int], *, of_b: bool) -> int:
    """Where a difference is in a wording: its first token, or where the other wording's would stand."""
    if numbers:
        n = min(numbers)
    elif not others:
        n = 0
    else:
        place = (alignment.a_places if of_b else alignment.b_places)[min(others)]
        if place < 0:
            gap = alignment.gaps[-1 - place]
            n = gap.b if of_b else gap.a
        elif of_b:
            at, at_b, _ = alignment.blocks[bisect_right(alignment.blocks, place, key=lambda block: block[0]) - 1]
            n = at_b + place - at
        else:
            n = place
    starts = read.tokens.starts
    at = starts[n] if n < len(starts) else len(read.tokens.text)
    return read.span(at, at).start


def _spelling(a: _Read, b: _Read, ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> tuple[_Placed, int]:
    """All that is only spelt or set another way; where even that is nothing, what differs before entities are read."""
    spans = tuple(a.span(*place) for place in ours), tuple(b.span(*place) for place in theirs)
    if not ours and not theirs:
        one, other = a.wording.text, b.wording.text
        head = _common(one, other)
        tail = _common(one[head:][::-1], other[head:][::-1])
        spans = _rest(one, head, tail), _rest(other, head, tail)
    values = tuple(" ".join(span.of(read.wording.text) for span in own) for read, own in zip((a, b), spans, strict=True))
    at, at_b = (own[0].start if own else _start(other) for own, other in (spans, spans[::-1]))
    return _Placed(DifferenceKind.SPELLING, Grade.FORM, (spans[0], spans[1]), (values[0], values[1]), at), at_b


def _common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    return next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))


def _rest(text: str, head: int, tail: int) -> tuple[Span, ...]:
    return (Span(head, len(text) - tail),) if len(text) - tail > head else ()


def _start(spans: tuple[Span, ...]) -> int:
    return spans[0].start if spans else 0


def _merged(placed: Iterable[tuple[int, _Placed]]) -> list[Difference]:
    """Differences of one kind that overlap in the leading text as one, in the order of their places there."""
    groups: list[tuple[int, list[tuple[int, _Placed]]]] = []
    last: dict[DifferenceKind, tuple[int, int, int]] = {}  # start, end and number of the last group of a kind
    for number, difference in sorted(placed, key=lambda p: (p[1].start, p[1].end)):
        start, end = difference.start, difference.end
        before = last.get(difference.kind)
        if before is not None and (start < before[1] or start == end == before[0] == before[1]):
            groups[before[2]][1].append((number, difference))
            last[difference.kind] = (before[0], max(before[1], end), before[2])
        else:
            last[difference.kind] = (start, end, len(groups))
            groups.append((start, [(number, difference)]))
    return [_difference(group) for _, group in groups]


def _difference(group: list[tuple[int, _Placed]]) -> Difference:
    if len(group) == 1:
        ((number, alone),) = group
        sides = (Side(n, own, value if own else "") for n, own, value in zip((0, number), alone.spans, alone.values, strict=True))
        return Difference(alone.kind, alone.grade, tuple(sides))
    kind = group[0][1].kind
    grade = min((difference.grade for _, difference in group), key=GRADES.index)
    by_number: dict[int, list[_Placed]] = {}
    for number, difference in group:
        by_number.setdefault(number, []).append(difference)
    leading = _side(0, [(d.spans[0], d.values[0]) for _, d in group])
    others = (_side(number, [(d.spans[1], d.values[1]) for d in by_number[number]]) for number in sorted(by_number))
    return Difference(kind, grade, (leading, *others))


def _side(wording: int, parts: list[tuple[tuple[Span, ...], str]]) -> Side:
    """One side of a difference that may have been found in several parts."""
    spans: list[Span] = []
    for span in sorted({span for own, _ in parts for span in own}):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    values = dict.fromkeys(value for own, value in sorted(parts, key=lambda part: part[0][:1]) if value)
    return Side(wording, tuple(spans), JOINED.join(values) if spans else "")
