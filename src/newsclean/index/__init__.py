"""The same line one article at a time: an index of articles, their pairs and stories, in one SQLite file."""

from newsclean.index.index import Index
from newsclean.index.values import Added, Found, Removed, Stats, StoryVersion

__all__ = ["Added", "Found", "Index", "Removed", "Stats", "StoryVersion"]
