"""Telling a caller how far the work is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told of each step: the stage's name, how many are done, and of how many (None where that is not known)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """The progress of those who do not ask for it."""
