"""Near duplicates: which articles are versions of one another, with exact evidence."""

from newsclean.neardup.clusters import Cluster, Member, Pair
from newsclean.neardup.duplicates import Duplicates, find_duplicates
from newsclean.neardup.evidence import Evidence, SharedRun
from newsclean.neardup.relations import DUPLICATE, STORY, Relation
from newsclean.neardup.shared_lsh import SharedLsh

__all__ = [
    "DUPLICATE",
    "STORY",
    "Cluster",
    "Duplicates",
    "Evidence",
    "Member",
    "Pair",
    "Relation",
    "SharedLsh",
    "SharedRun",
    "find_duplicates",
]
