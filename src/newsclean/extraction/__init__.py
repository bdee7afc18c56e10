"""HTML to articles, by trafilatura."""

from newsclean.extraction.page import extract

__all__ = ["extract"]
