"""What can differ between two wordings of one sentence: kinds, grades, and the values that say where."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from newsclean.text import Span


class DifferenceKind(StrEnum):
    """What differs."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    NEGATION = "negation"
    MODALITY = "modality"
    TENSE = "tense"
    ATTRIBUTION = "attribution"
    QUOTATION = "quotation"
    CAVEAT = "caveat"
    WORDING = "wording"
    SPELLING = "spelling"


class Grade(StrEnum):
    """How much a difference weighs."""

    CONTRADICTION = "contradiction"  # another fact
    PRECISION = "precision"  # the same fact, one more exact
    ABSENCE = "absence"  # only some have it
    FORM = "form"  # spelling and style; listed, not flagged


@frozen
class Wording:
    """One wording of a sentence.

    Attributes:
        text: the sentence.
        published: when the first witness that has it was published, where that is known.
    """

    text: str
    published: datetime | None = None


@frozen
class Side:
    """What one wording has where it differs from others.

    Attributes:
        wording: its number; 0 is the leading one.
        spans: where the differing words stand, in code points of the wording's text; empty where it has nothing.
        value: the fact in normal form (``"1200000"``, ``"2015-09-30"``); empty where it has nothing.
    """

    wording: int
    spans: tuple[Span, ...]
    value: str


@frozen
class Difference:
    """A difference of one kind at one place.

    Attributes:
        kind: what differs.
        grade: how much it weighs.
        sides: the leading wording first, then each other that differs from it here.
    """

    kind: DifferenceKind
    grade: Grade
    sides: tuple[Side, ...]
