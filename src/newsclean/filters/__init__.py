"""Taking boilerplate out of articles: what a filter is, the rules that ship, and `clean`."""

from newsclean.filters.cleaning import MAX_REMOVED, clean
from newsclean.filters.defaults import default_filters
from newsclean.filters.protocol import Filter
from newsclean.filters.rule import Rule
from newsclean.filters.rule_file import load_rules, parse_rules
from newsclean.filters.rule_filter import RuleFilter
from newsclean.filters.whitespace import whitespace

__all__ = [
    "MAX_REMOVED",
    "Filter",
    "Rule",
    "RuleFilter",
    "clean",
    "default_filters",
    "load_rules",
    "parse_rules",
    "whitespace",
]
