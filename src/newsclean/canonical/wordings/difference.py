"""The values of a comparison: wordings of one sentence, and the places where they differ."""

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
    ABSENCE = "absence"  # a caveat, attribution, place, date or clause that only some have
    FORM = "form"  # spelling and style; listed, not flagged


# From the one that weighs most.
GRADES = (Grade.CONTRADICTION, Grade.PRECISION, Grade.ABSENCE, Grade.FORM)


@frozen
class Wording:
    """A sentence as one or more witnesses word it.

    Attributes:
        text: the sentence.
        published: the earliest publication of a witness that has it; tells which day "Thursday" and "today" are.
    """

    text: str
    published: datetime | None = None


@frozen
class Side:
    """What one wording has at the place of a difference.

    Attributes:
        wording: 0 for the leading wording, n for the nth of the others.
        spans: where it stands, in code points of that wording's text, in order; empty where it has nothing there.
        value: the fact in normal form ("1200000", "2015-09-30", "not", "us official"); empty where it has nothing.
    """

    wording: int
    spans: tuple[Span, ...]
    value: str


@frozen
class Difference:
    """A place where wordings differ.

    Attributes:
        kind: what differs.
        grade: the gravest grade between the leading wording and any of the others.
        sides: the leading wording's, then one for every other wording that differs from it here, in their order.
    """

    kind: DifferenceKind
    grade: Grade
    sides: tuple[Side, ...]
