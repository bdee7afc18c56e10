"""What a run was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from newsclean.background import Background
from newsclean.canonical import BasePolicy, Mode, check_mode, check_policy
from newsclean.filters import Filter, Rule, RuleFilter, SiteTemplates, check_ids, preset_named, shipped_rules
from newsclean.filters.cleaning import kinds_to_keep, share_to_remove

# A long news article has 50,000 characters, a book a million; more is a dump that should be split into its articles.
MAX_CHARACTERS = 2_000_000


@frozen
class Cleaning:
    """How to clean; see `run`.

    Raises:
        OptionError: if there is no such preset, ``keep`` is a single text, or ``max_removed`` is no share.
        RuleError: if two rules have one id, or one has the id of a rule that ships and is used too.
    """

    filters: Sequence[Filter] | None
    preset: str
    keep: frozenset[str] = field(converter=kinds_to_keep)
    rules: tuple[Rule, ...]
    max_removed: float | None

    def __attrs_post_init__(self) -> None:
        preset_named(self.preset)
        if self.max_removed is not None:
            share_to_remove(self.max_removed)
        if self.rules:
            check_ids(self.rules, shipped_rules() if self.filters is None else ())

    def with_templates(self, templates: SiteTemplates) -> tuple[Filter, ...]:
        """The filters in their order."""
        own = (RuleFilter(self.rules),) if self.rules else ()
        if self.filters is not None:
            return (*own, *self.filters)
        return (*own, *preset_named(self.preset).filters(), *((templates,) if templates.templates else ()))


@frozen
class Merging:
    """How to merge; see `run`.

    Raises:
        OptionError: if there is no such mode or policy.
    """

    mode: Mode
    base: BasePolicy

    def __attrs_post_init__(self) -> None:
        check_mode(self.mode)
        check_policy(self.base)


@frozen
class Options:
    """What `run` was asked for."""

    cleaning: Cleaning
    merging: Merging = field(factory=lambda: Merging("union", "most_complete"))
    background: Background | None = None
    overlap: bool = True
    max_characters: int = MAX_CHARACTERS
    columns: Mapping[str, str] = field(factory=dict)
    jobs: int = 1
