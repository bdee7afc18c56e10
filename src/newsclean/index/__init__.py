"""The same line one article at a time: an index of articles, their pairs and stories, in one SQLite file."""

from newsclean.index.index import Index
from newsclean.index.values import Added, Compacted, Found, Removed, Stats, StoryVersion

__all__ = ["Added", "Compacted", "Found", "Index", "Removed", "Stats", "StoryVersion"]
