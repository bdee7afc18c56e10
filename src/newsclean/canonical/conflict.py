"""Conflicts: typed and graded differences between the readings of one sentence, with their places in the sources.

Words are compared, not meanings: what is flagged here differs, and which one is right is for the reader to say.
"""

from __future__ import annotations

from attrs import frozen

from newsclean.canonical.wordings import DifferenceKind, Grade
from newsclean.text import Span


@frozen
class ConflictReading:
    """One side of a conflict.

    Attributes:
        article: the first witness, by id, that has this wording.
        span: from the first to the last of the differing words, in the witness's source text; the whole reading where
            the wording has nothing there.
        text: the words, with ``…`` where others stand between them; empty where the wording has nothing there.
        value: the fact in normal form (``"1200000"``, ``"2015-09-30"``); empty where the wording has nothing there.
    """

    article: str
    span: Span
    text: str
    value: str = ""


@frozen
class Conflict:
    """Readings of one sentence that state something different, or the same in another form.

    Attributes:
        kind: what differs.
        grade: how much it weighs.
        readings: one for each distinct wording, the chosen one first.
        segment: the number of the story's segment; None where the sentence is omitted.
        omitted: the number of the story's omitted sentence; None where it is shown.
        latest: the witness whose side appeared last, where the publication dates tell.
    """

    kind: DifferenceKind
    grade: Grade
    readings: tuple[ConflictReading, ...]
    segment: int | None = None
    omitted: int | None = None
    latest: str | None = None
