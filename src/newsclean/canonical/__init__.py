"""The canonical text: the articles of one story merged, every sentence with its sources."""

from newsclean.canonical.base import BasePolicy, check_policy
from newsclean.canonical.merge import Mode, canonicalize, check_mode
from newsclean.canonical.story import (
    Conflict,
    ConflictKind,
    ConflictReading,
    Omitted,
    Origin,
    Reading,
    Segment,
    Status,
    Story,
    Witness,
)

__all__ = [
    "BasePolicy",
    "Conflict",
    "ConflictKind",
    "ConflictReading",
    "Mode",
    "Omitted",
    "Origin",
    "Reading",
    "Segment",
    "Status",
    "Story",
    "Witness",
    "canonicalize",
    "check_mode",
    "check_policy",
]
