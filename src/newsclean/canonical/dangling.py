"""Dangling references: words of a merged text that lean on something that does not stand before them."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class ReferenceKind(StrEnum):
    """What kind of reference dangles."""

    SURNAME = "surname"  # a name whose introduction in full is not shown before it
    PRONOUN = "pronoun"  # "he" after a sentence of another witness
    DESCRIPTION = "description"  # "the official" after a sentence of another witness


@frozen
class Dangling:
    """A reference that another witness's sentence, or one that is not shown, has cut off from what it refers to.

    Attributes:
        segment: number of the story's segment.
        start, end: the words, in code points of the story's text.
        text: the words.
        kind: what kind of reference.
        reason: what is missing before it, and which witness has it where.
    """

    segment: int
    start: int
    end: int
    text: str
    kind: ReferenceKind
    reason: str
