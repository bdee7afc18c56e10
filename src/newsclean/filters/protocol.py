"""What a filter is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from newsclean.article import CleanArticle
from newsclean.text import Edit

Filter: TypeAlias = Callable[[CleanArticle], Iterable[Edit]]
"""Finds boilerplate: takes the article as cleaned so far, returns edits stated on its current ``text``.

A filter changes nothing itself. Any callable of this form will do; one with settings is a class whose ``__init__``
prepares and whose ``__call__`` finds.
"""


def filter_name(find: Filter) -> str:
    """What a filter is called in messages: its function's name, or its class's."""
    return getattr(find, "__name__", type(find).__name__)


def certain_rules(find: Filter) -> frozenset[str]:
    """The ids of a filter's rules whose removals the guard does not count: its ``certain``, if it has one."""
    return getattr(find, "certain", frozenset())
