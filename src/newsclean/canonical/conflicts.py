"""Conflicts: readings of one sentence that state something different, typed by what differs.

Words are compared, not meanings: what is flagged here differs, and whether it contradicts is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from attrs import frozen
from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.Levenshtein import opcodes

from newsclean.canonical.story import Conflict, ConflictKind, ConflictReading, Reading
from newsclean.text import Span
from newsclean.words import Words, typographic_key, words

NUMBER_WORDS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
    billions trillion dozen dozens half third quarter first second twice""".split()
)
DATE_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow tonight morning afternoon evening
    noon midnight weekend week month year""".split()
)
NEGATION_WORDS = frozenset(
    """no not never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
    couldnt shouldnt hasnt havent hadnt deny denies denied fail failed fails""".split()
)
MODALITY_WORDS = frozenset(
    """may might could would should must can will shall likely unlikely possibly probably perhaps maybe apparently allegedly
    reportedly alleged potentially expected appears seems suspected""".split()
)
ATTRIBUTION_WORDS = frozenset(
    """said says say told tells according reported reports report confirmed claimed claims announced stated quoted citing cited
    added spokesman spokeswoman spokesperson official officials source sources statement""".split()
)
LEXICON: tuple[tuple[ConflictKind, frozenset[str]], ...] = (
    (ConflictKind.NUMBER, NUMBER_WORDS),
    (ConflictKind.DATE, DATE_WORDS),
    (ConflictKind.NEGATION, NEGATION_WORDS),
    (ConflictKind.MODALITY, MODALITY_WORDS),
    (ConflictKind.ATTRIBUTION, ATTRIBUTION_WORDS),
)
SENTENCE_START = regex.compile(r"""(?:^|[.!?:]["”’]?\s+)["'“‘(\[]*\p{Lu}[\p{L}\p{M}'’.-]*""")


@frozen
class _Side:
    """A reading with its words, and the telling ones by kind."""

    reading: Reading
    words: Words
    kinds: tuple[frozenset[ConflictKind], ...]


def conflicts(readings: Sequence[Reading], *, segment: int | None = None, omitted: int | None = None) -> Iterator[Conflict]:
    """The conflicts among the readings of one sentence, one for each kind of difference.

    Each distinct wording is compared with the chosen one, or else the first; what it has more or less of a kind is
    the conflict. ``segment`` and ``omitted`` say where the sentence stands in the story.
    """
    by_wording: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: not r.chosen):
        by_wording.setdefault(typographic_key(reading.text), reading)
    if len(by_wording) == 1:
        return
    chosen, *others = (_side(reading) for reading in by_wording.values())
    found: dict[ConflictKind, list[ConflictReading]] = {}
    for other in others:
        own, foreign = _differences(chosen, other)
        for kind in ConflictKind:
            mine = [n for n in own if kind in chosen.kinds[n]]
            theirs = [n for n in foreign if kind in other.kinds[n]]
            if _said(chosen, mine) != _said(other, theirs):
                sides = found.setdefault(kind, [_shown(chosen, mine)])
                sides.append(_shown(other, theirs))
    for kind in ConflictKind:
        if kind in found:
            yield Conflict(kind, tuple(found[kind]), segment, omitted)


def _side(reading: Reading) -> _Side:
    found = words(reading.text)
    starts = {match.end() for match in SENTENCE_START.finditer(reading.text)}
    return _Side(reading, found, tuple(_kinds(reading.text, found, n, starts) for n in range(len(found))))


def _kinds(text: str, found: Words, number: int, sentence_starts: set[int]) -> frozenset[ConflictKind]:
    key = found.keys[number]
    kinds = {kind for kind, lexicon in LEXICON if key in lexicon}
    if any(character.isdigit() for character in key):
        kinds.add(ConflictKind.NUMBER)
    is_first = any(found.starts[number] < end <= found.ends[number] + 1 for end in sentence_starts)
    if text[found.starts[number]].isupper() and not is_first and not kinds:
        kinds.add(ConflictKind.NAME)
    return frozenset(kinds)


def _differences(one: _Side, other: _Side) -> tuple[list[int], list[int]]:
    """The numbers of the words of each side that the alignment of both replaces, deletes or inserts."""
    edits: Opcodes = opcodes(one.words.keys, other.words.keys)
    own: list[int] = []
    foreign: list[int] = []
    for edit in edits:
        if edit.tag != "equal":
            own += range(edit.src_start, edit.src_end)
            foreign += range(edit.dest_start, edit.dest_end)
    return own, foreign


def _said(side: _Side, numbers: Iterable[int]) -> list[str]:
    return sorted(side.words.keys[n] for n in numbers)


def _shown(side: _Side, numbers: Sequence[int]) -> ConflictReading:
    reading = side.reading
    if not numbers:
        return ConflictReading(reading.article, Span(reading.start, reading.end), "")
    start, end = side.words.starts[numbers[0]], side.words.ends[numbers[-1]]
    pieces = reading.part(start, end)
    shown = [reading.text[side.words.starts[numbers[0]] : side.words.ends[numbers[0]]]]
    for before, number in pairwise(numbers):
        apart = " … " if number > before + 1 else reading.text[side.words.ends[before] : side.words.starts[number]]
        shown.append(apart + reading.text[side.words.starts[number] : side.words.ends[number]])
    return ConflictReading(reading.article, Span(pieces[0].start, pieces[-1].end), "".join(shown))
