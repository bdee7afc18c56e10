"""Repairing characters that a wrong decoding or a forgotten unescaping left behind."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from newsclean.article import CleanArticle
from newsclean.text import Edit
from newsclean.words import decoded


def encoding(article: CleanArticle) -> Iterable[Edit]:
    """Replaces HTML entities by what they stand for, and UTF-8 read as Windows-1252 ("donâ€™t") by what was written.

    The only filter that puts something in the place of what it takes out; what stood there is kept with the edit.
    """
    reason = "stands for another character"
    return (evolve(edit, kind="encoding_residue", rule="encoding", reason=reason) for edit in decoded(article.text).edits)
