"""Two wordings of one sentence: what differs between them, of what kind, and how much it weighs."""

from newsclean.canonical.wordings.difference import Difference, DifferenceKind, Grade, Side, Wording
from newsclean.canonical.wordings.differences import differences

__all__ = ["Difference", "DifferenceKind", "Grade", "Side", "Wording", "differences"]
