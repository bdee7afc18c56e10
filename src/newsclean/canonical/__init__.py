"""The canonical text: the articles of one story merged, every sentence with its sources."""

from newsclean.canonical.base import BasePolicy, PreferredPublishers, check_policy
from newsclean.canonical.conflict import Conflict, ConflictReading
from newsclean.canonical.dangling import Dangling, ReferenceKind
from newsclean.canonical.lineage import Derivation, Descent
from newsclean.canonical.merge import canonicalize
from newsclean.canonical.plan import Mode, check_mode
from newsclean.canonical.readings import Joint, Reading, VariantReading, Variation
from newsclean.canonical.sentences import UnitKind
from newsclean.canonical.story import Omitted, Origin, Segment, Status, Story, Stretch, Witness
from newsclean.canonical.wordings import DifferenceKind, Grade

__all__ = [
    "BasePolicy",
    "Conflict",
    "ConflictReading",
    "Dangling",
    "Derivation",
    "Descent",
    "DifferenceKind",
    "Grade",
    "Joint",
    "Mode",
    "Omitted",
    "Origin",
    "PreferredPublishers",
    "Reading",
    "ReferenceKind",
    "Segment",
    "Status",
    "Story",
    "Stretch",
    "UnitKind",
    "VariantReading",
    "Variation",
    "Witness",
    "canonicalize",
    "check_mode",
    "check_policy",
]
