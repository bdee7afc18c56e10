"""Where wordings of one sentence differ: each difference typed by what differs, and graded by how much it weighs.

Words are compared, not meanings. What two wordings have in each other's place is compared as the fact that it states: "12"
and "a dozen" are one number, "today" and "Thursday" are one day where the day of publication says so, "Secretary Carter" and
"Ash Carter" are one name, told more or less exactly.

Decisions on what can be seen in two ways:

- What is said and what may be ("are", "might be") contradict; "may" and "might", and "can" alone, are a matter of precision.
  A hedge that only one wording has ("allegedly") is a caveat that the other lacks.
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
from collections.abc import Container, Iterator, Sequence

from attrs import frozen

from newsclean.canonical.wordings.comparison import Comparison
from newsclean.canonical.wordings.difference import Difference, DifferenceKind, Grade, Wording
from newsclean.canonical.wordings.fact import Found
from newsclean.canonical.wordings.gaps import Alignment, align
from newsclean.canonical.wordings.placed import Placed, joined, merged
from newsclean.canonical.wordings.surface import quotations, spellings, wordings
from newsclean.canonical.wordings.tokens import Tokens, tokens
from newsclean.text import EditedText, Span
from newsclean.words import decoded, stand_ins


@frozen(eq=False)
class _Read:
    """A wording with its tokens; those are of the text without entities and double readings of UTF-8."""

    wording: Wording
    plain: EditedText | None
    tokens: Tokens

    def span(self, start: int, end: int) -> Span:
        return Span(start, end) if self.plain is None else self.plain.to_source(start, end)


def differences(leading: Wording, others: Sequence[Wording], common: Container[str] | None = None) -> tuple[Difference, ...]:
    """Where other wordings of a sentence differ from the leading one.

    Args:
        leading: the wording that the others are compared with.
        others: the others.
        common: the keys of words that the texts around write with a small letter, where these are known: another word is
            taken for a name where it begins a sentence.

    Returns:
        The differences in the order of their places in the leading text. There is at least one for every other wording with
        another text, and none for one with the same text. Differences of one kind that overlap in the leading text are one.
        Kinds and grades between two wordings do not depend on which of them leads.
    """
    lead: _Read | None = None
    placed: list[tuple[int, Placed]] = []
    for number, other in enumerate(others, 1):
        if other.text != leading.text:
            lead = lead or _read(leading)
            placed += ((number, difference) for difference in _compared(lead, _read(other, lead.tokens), common))
    return tuple(merged(placed))


def _read(wording: Wording, alike: Tokens | None = None) -> _Read:
    plain = decoded(wording.text) if stand_ins(wording.text) else None
    return _Read(wording, plain, tokens(plain.text if plain is not None else wording.text, alike))


def _compared(lead: _Read, other: _Read, common: Container[str] | None) -> Iterator[Placed]:
    # Alignments of two texts can be equally good; to take always the same one makes the comparison symmetric.
    keys = [(read.wording.text, str(read.wording.published)) for read in (lead, other)]
    if keys[0] <= keys[1]:
        yield from joined(_compared_in_order(lead, other, common))
    else:
        yield from (difference.swapped for difference in joined(_compared_in_order(other, lead, common)))


def _compared_in_order(a: _Read, b: _Read, common: Container[str] | None) -> list[Placed]:
    alignment = align(a.tokens, b.tokens)
    found: list[Found] = []
    if alignment.gaps:
        found = Comparison(alignment, (a.wording.published, b.wording.published), common).facts()
    found.extend(list(quotations(alignment, found)))
    if alignment.gaps:
        found.extend(list(wordings(alignment, found)))
    result = []
    for f in found:
        at = _anchor(alignment, a, f.a, f.b, of_b=False), _anchor(alignment, b, f.b, f.a, of_b=True)
        result.append(Placed(f.kind, f.grade, (_spans(a, f.a), _spans(b, f.b)), f.values, at))
    for places in spellings(alignment):
        spans = [read.span(*place) for read, place in zip((a, b), places, strict=True)]
        result.append(_spelling(a, b, spans[0], spans[1]))
    if not result:  # entities, and what shows nothing
        one, other = a.wording.text, b.wording.text
        head = _common(one, other)
        tail = _common(one[head:][::-1], other[head:][::-1])
        result.append(_spelling(a, b, Span(head, len(one) - tail), Span(head, len(other) - tail)))
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


def _spelling(a: _Read, b: _Read, one: Span, other: Span) -> Placed:
    spans = ((one,) if one else ()), ((other,) if other else ())
    values = one.of(a.wording.text), other.of(b.wording.text)
    return Placed(DifferenceKind.SPELLING, Grade.FORM, spans, values, (one.start, other.start))


def _common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    return next((n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
