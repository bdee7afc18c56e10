"""The filters that run when nobody asks for others."""

from __future__ import annotations

from functools import cache

from newsclean.filters.protocol import Filter
from newsclean.filters.rule_file import prove, shipped_rules
from newsclean.filters.rule_filter import RuleFilter
from newsclean.filters.whitespace import whitespace


@cache
def default_filters() -> tuple[Filter, ...]:
    """The rules that ship with the library, and then typed white space."""
    return (RuleFilter(shipped_rules(), prove), whitespace)
