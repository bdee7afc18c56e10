"""A fact that a wording states: what is compared with what another wording has in its place."""

from __future__ import annotations

from typing import Any

from attrs import define, frozen

from newsclean.canonical.wordings.difference import DifferenceKind, Grade


@frozen(eq=False)
class Fact:
    """A fact in a wording.

    Attributes:
        kind: what it is.
        first, end: the numbers of its first token and of the one after its last.
        value: in normal form; facts of one kind and value are the same.
        detail: what its own module compares it by.
        same: where not empty, facts with an equal one say the same in the same words.
        reach: the number after the last token that belongs to it though it does not tell it from others.
    """

    kind: DifferenceKind
    first: int
    end: int
    value: str
    detail: Any = None
    same: Any = None
    reach: int = 0


@define(eq=False)
class Found:
    """A difference of two wordings, by the numbers of its tokens in both.

    Attributes:
        kind, grade: of the difference.
        a, b: the tokens of each.
        values: of each.
    """

    kind: DifferenceKind
    grade: Grade
    a: tuple[int, ...]
    b: tuple[int, ...]
    values: tuple[str, str]
