"""Near duplicates: which articles are versions of one another, with exact evidence."""

from newsclean.neardup.clusters import Cluster, Member, Pair
from newsclean.neardup.duplicates import Duplicates, find_duplicates
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.relations import DUPLICATE, STORY, Relation
from newsclean.neardup.shared_lsh import SharedLsh
from newsclean.neardup.side_by_side import Difference, SharedRun

__all__ = [
    "DUPLICATE",
    "STORY",
    "Cluster",
    "Difference",
    "Duplicates",
    "Evidence",
    "Member",
    "Pair",
    "Relation",
    "SharedLsh",
    "SharedRun",
    "find_duplicates",
]
