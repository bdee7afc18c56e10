"""Conflicts: readings of one sentence that state something different, typed by what differs.

Words are compared, not meanings: what is flagged here differs, and whether it contradicts is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from attrs import frozen
from rapidfuzz.distance.Levenshtein import opcodes

from newsclean.canonical.conflict import Conflict, ConflictReading
from newsclean.canonical.difference import DifferenceKind, Grade
from newsclean.canonical.readings import Reading
from newsclean.canonical.sentences import OPENERS
from newsclean.text import Span
from newsclean.words import typographic_key, word_key

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
    """might could would should must can will shall likely unlikely possibly probably perhaps maybe apparently allegedly
    reportedly alleged potentially expected appears seems suspected""".split()
)
ATTRIBUTION_WORDS = frozenset(
    """said says say told tells according reported reports report confirmed claimed claims announced stated quoted citing cited
    added spokesman spokeswoman spokesperson official officials source sources statement""".split()
)
LEXICON: tuple[tuple[DifferenceKind, frozenset[str]], ...] = (
    (DifferenceKind.NUMBER, NUMBER_WORDS),
    (DifferenceKind.DATE, DATE_WORDS),
    (DifferenceKind.NEGATION, NEGATION_WORDS),
    (DifferenceKind.MODALITY, MODALITY_WORDS),
    (DifferenceKind.ATTRIBUTION, ATTRIBUTION_WORDS),
)
# A number with its sign, currency, marks and share: "-5", "$3", "1.5", "10:30" and "5 %" differ from "5", "£3", "1-5", "10.30".
TOKEN = regex.compile(r"[-−+]?\p{Sc}?\d+(?:[.,:/]\d+)*[½⅓⅔¼¾]?(?:\s?%)?|[½⅓⅔¼¾]|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*(?:\.\p{L})*")
THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
SENTENCE_START = regex.compile(r"""(?:^|[.!?:]["”’]*\s+)["'“‘(\[]*(?=\p{Lu})""")


@frozen
class _Token:
    """A word or number of a reading: its comparison key, its place in the text, and what it tells."""

    key: str
    start: int
    end: int
    kinds: frozenset[DifferenceKind]


@frozen
class _Side:
    """A reading with its tokens."""

    reading: Reading
    tokens: tuple[_Token, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)


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
    found: dict[DifferenceKind, list[ConflictReading]] = {}
    for other in others:
        own, foreign = _differences(chosen, other)
        for kind in DifferenceKind:
            mine = [token for token in own if kind in token.kinds]
            theirs = [token for token in foreign if kind in token.kinds]
            if [token.key for token in mine] != [token.key for token in theirs]:
                sides = found.setdefault(kind, [_shown(chosen, mine)])
                sides.append(_shown(other, theirs))
    for kind in DifferenceKind:
        if kind in found:
            readings_found = tuple(found[kind])
            grade = Grade.CONTRADICTION if all(side.text for side in readings_found) else Grade.ABSENCE
            yield Conflict(kind, grade, readings_found, segment, omitted)


def _side(reading: Reading) -> _Side:
    text = reading.text
    openings = {match.end() for match in SENTENCE_START.finditer(text)}
    found = []
    for match in TOKEN.finditer(text):
        word, start = match.group(), match.start()
        key = THOUSANDS.sub("", word).replace(" ", "") if _is_number(word) else word_key(word)
        found.append(_Token(key, start, match.end(), _kinds(word, key, opens=start in openings)))
    return _Side(reading, tuple(found))


def _is_number(word: str) -> bool:
    return any(character.isnumeric() for character in word)


def _kinds(word: str, key: str, *, opens: bool) -> frozenset[DifferenceKind]:
    if _is_number(word):
        return frozenset({DifferenceKind.NUMBER})
    if key == "may":  # the month, where it is written as one
        return frozenset({DifferenceKind.DATE if word == "May" and not opens else DifferenceKind.MODALITY})
    kinds = frozenset(kind for kind, lexicon in LEXICON if key in lexicon)
    if kinds:
        return kinds
    named = word[0].isupper() and not (opens and key in OPENERS)
    return frozenset({DifferenceKind.NAME}) if named else frozenset()


def _differences(one: _Side, other: _Side) -> tuple[list[_Token], list[_Token]]:
    """The tokens of each side that the alignment of both replaces, deletes or inserts."""
    own: list[_Token] = []
    foreign: list[_Token] = []
    for edit in opcodes(one.keys, other.keys):
        if edit.tag != "equal":
            own += one.tokens[edit.src_start : edit.src_end]
            foreign += other.tokens[edit.dest_start : edit.dest_end]
    return own, foreign


def _shown(side: _Side, tokens: Sequence[_Token]) -> ConflictReading:
    reading = side.reading
    if not tokens:
        return ConflictReading(reading.article, Span(reading.start, reading.end), "")
    pieces = reading.part(tokens[0].start, tokens[-1].end)
    text = reading.text[tokens[0].start : tokens[0].end]
    for before, token in pairwise(tokens):
        between = reading.text[before.end : token.start]
        text += (between if not TOKEN.search(between) else " … ") + reading.text[token.start : token.end]
    return ConflictReading(reading.article, Span(pieces[0].start, pieces[-1].end), text)
