"""Lineage: which witness likely derives from which, and what each version added, dropped and changed."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Derivation(StrEnum):
    """How a witness derives from another."""

    IDENTICAL = "identical"  # the same text
    COPY = "copy"  # nearly all of both, in the same words
    CUT = "cut"  # nearly all of it stands in the other, which has more
    EXPANSION = "expansion"  # it has nearly all of the other, and more
    REVISION = "revision"  # both have text or wordings of their own


@frozen
class Descent:
    """Where a witness likely comes from.

    Attributes:
        article: the witness.
        parent: the witness that it likely derives from; None for one that derives from none of the others.
        derivation: how; None without a parent.
        reason: why, in a line.
        added: passages of the story that it has and its parent lacks, by their numbers in `Story.passages`.
        dropped: passages that its parent has and it lacks.
        changed: passages that both have, in other words.
    """

    article: str
    parent: str | None
    derivation: Derivation | None
    reason: str
    added: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
