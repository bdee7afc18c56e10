"""What of an edit is no fact: quotations, other words, and the same words spelt another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsclean.canonical.wordings.difference import DifferenceKind, Grade
from newsclean.canonical.wordings.fact import Found
from newsclean.canonical.wordings.gaps import Alignment, Gap
from newsclean.canonical.wordings.lexicon import FUNCTION
from newsclean.canonical.wordings.quoting import quoted
from newsclean.canonical.wordings.tokens import Tokens, american, slip

# Words that tell something from which an insertion is a statement that the other wording lacks.
STATEMENT = 4
MOST = 0.5  # of these words in the other wording from which the statement is only moved
Places = tuple[tuple[int, int], tuple[int, int]]
MARKS = frozenset("“”„«»\"‘'")


def quotations(alignment: Alignment, found: Iterable[Found]) -> Iterator[Found]:
    """The differences in what is quoted: other words, a cut, or marks that only one wording has.

    Args:
        alignment: of both wordings.
        found: what differs in form only is no other quotation.
    """
    a, b = alignment.a, alignment.b
    if MARKS.isdisjoint(a.text) and MARKS.isdisjoint(b.text):
        return
    flags, flags_b = quoted(a), quoted(b)
    if not flags and not flags_b:
        return
    whole, whole_b = bool(flags) and all(flags), bool(flags_b) and all(flags_b)
    # The middle of a long quotation has no marks of its own.
    middle = (whole and not flags_b) or (whole_b and not flags)
    flags, flags_b = flags or bytes([middle]) * a.count, flags_b or bytes([middle]) * b.count
    if not middle:
        yield from _marks(alignment, flags, flags_b)
    same: tuple[set[int], set[int]] = (set(), set())
    for f in found:
        if f.grade is Grade.FORM and f.kind is DifferenceKind.SPELLING:
            same[0].update(f.a)
            same[1].update(f.b)
    for gap in alignment.gaps:
        ours = [n for n in range(gap.a, gap.a_end) if flags[n] and n not in same[0]]
        theirs = [n for n in range(gap.b, gap.b_end) if flags_b[n] and n not in same[1]]
        if (ours or theirs) and not _one_spelling(alignment, gap):
            yield _found(a, b, DifferenceKind.QUOTATION, _quotation_grade(gap, ours, theirs, flags, flags_b), ours, theirs)


def _quotation_grade(gap: Gap, ours: Sequence[int], theirs: Sequence[int], flags: bytes, flags_b: bytes) -> Grade:
    if ours and theirs:
        return Grade.CONTRADICTION
    inside = _inside(gap.b, gap.b_end, flags_b) if ours else _inside(gap.a, gap.a_end, flags)
    lacking = gap.b == gap.b_end if ours else gap.a == gap.a_end
    if lacking:
        return Grade.ABSENCE
    return Grade.CONTRADICTION if inside else Grade.PRECISION


def _inside(first: int, end: int, flags: bytes) -> bool:
    return any(flags[first:end])


def _marks(alignment: Alignment, flags: bytes, flags_b: bytes) -> Iterator[Found]:
    """The words that both have and only one quotes."""
    ours = [at + n for at, at_b, count in alignment.blocks for n in range(count) if flags[at + n] != flags_b[at_b + n]]
    if ours:
        lookup = {place: n for n, place in enumerate(alignment.b_places) if place >= 0}
        theirs = [lookup[n] for n in ours]
        yield _found(alignment.a, alignment.b, DifferenceKind.QUOTATION, Grade.PRECISION, ours, theirs)


def wordings(alignment: Alignment, found: Iterable[Found]) -> Iterator[Found]:
    """What is left of the gaps: other words for the same, another order, or a spelling with other words."""
    covered: tuple[set[int], set[int]] = (set(), set())
    for f in found:
        covered[0].update(f.a)
        covered[1].update(f.b)
    a, b = alignment.a, alignment.b
    for gap in alignment.gaps:
        ours = [n for n in range(gap.a, gap.a_end) if n not in covered[0]]
        theirs = [n for n in range(gap.b, gap.b_end) if n not in covered[1]]
        if not ours and not theirs:
            continue
        if _one_spelling(alignment, gap):
            yield _found(a, b, DifferenceKind.SPELLING, Grade.FORM, ours, theirs)
            continue
        telling = sum(not a.classes[n] & FUNCTION for n in ours) + sum(not b.classes[n] & FUNCTION for n in theirs)
        lacking = gap.a == gap.a_end or gap.b == gap.b_end
        grade = Grade.FORM
        if lacking and telling >= STATEMENT and not (_elsewhere(a, ours, b) or _elsewhere(b, theirs, a)):
            grade = Grade.ABSENCE
        yield _found(a, b, DifferenceKind.WORDING, grade, ours, theirs)


def _elsewhere(tokens: Tokens, numbers: Sequence[int], other: Tokens) -> bool:
    """Whether most of what words tell is in the other wording too, in another place."""
    telling = [tokens.keys[n] for n in numbers if not tokens.classes[n] & FUNCTION]
    known = set(other.keys) if telling else set()
    return bool(telling) and sum(key in known for key in telling) > MOST * len(telling)


def _one_spelling(alignment: Alignment, gap: Gap) -> bool:
    """Whether both have the same words in another spelling: "air strike" and "airstrike", "centre" and "center"."""
    ours, theirs = alignment.a.keys[gap.a : gap.a_end], alignment.b.keys[gap.b : gap.b_end]
    if "".join(ours) == "".join(theirs):
        return True
    return len(ours) == len(theirs) and all(american(x) == american(y) or slip(x, y) for x, y in zip(ours, theirs, strict=True))


def _found(a: Tokens, b: Tokens, kind: DifferenceKind, grade: Grade, ours: Sequence[int], theirs: Sequence[int]) -> Found:
    values = " ".join(a.keys[n] for n in ours), " ".join(b.keys[n] for n in theirs)
    return Found(kind, grade, tuple(ours), tuple(theirs), values)


def spellings(alignment: Alignment) -> list[Places]:
    """Where equal words are spelt or set another way, each place as (start, end) in code points of both texts."""
    a, b = alignment.a, alignment.b
    found: list[Places] = []
    for at, at_b, count in alignment.blocks:
        start, start_b = _block_start(a, at, at_b), _block_start(b, at_b, at)
        end, end_b = _block_end(a, at + count, b.count - at_b - count), _block_end(b, at_b + count, a.count - at - count)
        if a.text[start:end] == b.text[start_b:end_b]:
            continue
        for n in range(count):
            if n or (not at and not at_b):
                place, place_b = (tokens.ends[m - 1] if m else 0 for tokens, m in ((a, at + n), (b, at_b + n)))
                found += _set_apart(a.between(at + n), b.between(at_b + n), place, place_b)
            if a.word(at + n) != b.word(at_b + n):
                found.append(((a.starts[at + n], a.ends[at + n]), (b.starts[at_b + n], b.ends[at_b + n])))
        if at + count == a.count and at_b + count == b.count:
            found += _set_apart(a.text[a.ends[-1] :], b.text[b.ends[-1] :], a.ends[-1], b.ends[-1])
    return found


def _block_start(tokens: Tokens, at: int, other: int) -> int:
    return tokens.starts[at] if at or other else 0


def _block_end(tokens: Tokens, end: int, rest: int) -> int:
    return tokens.ends[end - 1] if end < tokens.count or rest else len(tokens.text)


def _set_apart(one: str, other: str, at: int, at_b: int) -> Iterator[Places]:
    """Where the marks and spaces between two words differ."""
    if one == other:
        return
    head = tail = 0
    most = min(len(one), len(other))
    while head < most and one[head] == other[head]:
        head += 1
    while tail < most - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    yield (at + head, at + len(one) - tail), (at_b + head, at_b + len(other) - tail)
