"""The sets of filters that have a name, and the one that runs when nobody asks for another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from attrs import frozen

from newsclean.errors import OptionError
from newsclean.filters.encoding import encoding
from newsclean.filters.headline import headline
from newsclean.filters.page_evidence import page_evidence
from newsclean.filters.protocol import Filter
from newsclean.filters.repeats import repeats
from newsclean.filters.rule_file import prove, shipped_rules
from newsclean.filters.rule_filter import RuleFilter
from newsclean.filters.whitespace import whitespace

# Of 60 scraped articles labelled by hand, two have more than 35 % boilerplate: a gallery and a list of links.
MAX_REMOVED = 0.35
# What a newsroom writes around an article, and what many count as a part of it.
WRITTEN = frozenset(
    """photo_caption photo_credit video_caption video_credit headline_repeat standfirst byline dateline timestamp
    attribution_line reporter_credit author_bio contact correction_notice editor_note""".split()
)


@frozen
class Preset:
    """A way to clean.

    Attributes:
        name: what it is asked for by.
        about: one line on what it is for.
        filters: called for the filters, in their order; so that rules are loaded when first needed.
        keep: kinds of boilerplate that stay in the text.
        max_removed: the guard's limit; see `newsclean.filters.clean`.
    """

    name: str
    about: str
    filters: Callable[[], tuple[Filter, ...]]
    keep: frozenset[str]
    max_removed: float


@cache
def default_filters() -> tuple[Filter, ...]:
    """The rules that ship with the library, the headline, evidence of the page, what stands twice, typed white space."""
    return (RuleFilter(shipped_rules(), prove), headline, page_evidence, repeats, whitespace)


def _repairing_filters() -> tuple[Filter, ...]:
    return (encoding, *default_filters())


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("body", "the article's own sentences and subheads (the default)", default_filters, frozenset(), MAX_REMOVED),
        Preset(
            "strict", "all that the newsroom wrote: captions, credits, bylines, notes stay", default_filters, WRITTEN, MAX_REMOVED
        ),
        Preset("corpus", "training text: as body, and broken encoding is repaired", _repairing_filters, frozenset(), 0.6),
    )
}


def preset_named(name: str) -> Preset:
    """The preset of a name.

    Raises:
        OptionError: if there is none.
    """
    if name not in PRESETS:
        raise OptionError(f"there is no preset {name!r}", f"Choose one of {', '.join(PRESETS)}", option="preset")
    return PRESETS[name]
