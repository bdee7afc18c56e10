"""newsclean: news text cleaned, its copies and versions found, and each story merged, with every step shown."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.article import Article, Block, CleanArticle
    from newsclean.background import Background
    from newsclean.canonical import PreferredPublishers, Story, canonicalize
    from newsclean.errors import NewscleanError
    from newsclean.extraction import extract
    from newsclean.filters import Filter, Rule, RuleFilter, SiteTemplates, clean, default_filters, load_rules
    from newsclean.index import Index
    from newsclean.neardup import Cluster, Duplicates, Pair, Relation, find_duplicates
    from newsclean.pipeline import Result, run
    from newsclean.text import Edit, EditedText, Span

__all__ = [
    "Article",
    "Background",
    "Block",
    "CleanArticle",
    "Cluster",
    "Duplicates",
    "Edit",
    "EditedText",
    "Filter",
    "Index",
    "NewscleanError",
    "Pair",
    "PreferredPublishers",
    "Relation",
    "Result",
    "Rule",
    "RuleFilter",
    "SiteTemplates",
    "Span",
    "Story",
    "canonicalize",
    "clean",
    "default_filters",
    "extract",
    "find_duplicates",
    "load_rules",
    "run",
]

# Loaded when first used: NumPy alone takes a tenth of a second, which `import newsclean` should not cost a program that
# only cleans, or only asks for --help.
_HOMES = {
    "article": ("Article", "Block", "CleanArticle"),
    "background": ("Background",),
    "canonical": ("PreferredPublishers", "Story", "canonicalize"),
    "errors": ("NewscleanError",),
    "extraction": ("extract",),
    "filters": ("Filter", "Rule", "RuleFilter", "SiteTemplates", "clean", "default_filters", "load_rules"),
    "index": ("Index",),
    "neardup": ("Cluster", "Duplicates", "Pair", "Relation", "find_duplicates"),
    "pipeline": ("Result", "run"),
    "text": ("Edit", "EditedText", "Span"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
