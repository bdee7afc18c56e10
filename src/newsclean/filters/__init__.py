"""Taking boilerplate out of articles: what a filter is, the rules that ship, and `clean`."""

from newsclean.filters.cleaning import clean
from newsclean.filters.defaults import MAX_REMOVED, PRESETS, Preset, default_filters, preset_named
from newsclean.filters.encoding import encoding
from newsclean.filters.headline import headline
from newsclean.filters.kinds import KINDS
from newsclean.filters.page_evidence import page_evidence
from newsclean.filters.protocol import Filter
from newsclean.filters.repeats import repeats
from newsclean.filters.rule import Rule
from newsclean.filters.rule_file import check_ids, load_rules, parse_rules, prove, shipped_rules
from newsclean.filters.rule_filter import RuleFilter
from newsclean.filters.site_templates import MIN_ARTICLES, SiteTemplates, site_of
from newsclean.filters.whitespace import whitespace

__all__ = [
    "KINDS",
    "MAX_REMOVED",
    "MIN_ARTICLES",
    "PRESETS",
    "Filter",
    "Preset",
    "Rule",
    "RuleFilter",
    "SiteTemplates",
    "check_ids",
    "clean",
    "default_filters",
    "encoding",
    "headline",
    "load_rules",
    "page_evidence",
    "parse_rules",
    "preset_named",
    "prove",
    "repeats",
    "shipped_rules",
    "site_of",
    "whitespace",
]
