"""The plan of a story: which sentences are shown, in which order and whose wording, and the rule behind each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from newsclean.canonical.order import LEAD, Placement, arrange
from newsclean.canonical.sentences import UnitKind
from newsclean.canonical.votes import Votes
from newsclean.canonical.witnesses import Aligned, Member
from newsclean.errors import OptionError

Mode: TypeAlias = Literal["union", "edition", "majority"]
MODES = ("union", "edition", "majority")


def check_mode(mode: Mode) -> None:
    """Raises an `OptionError` if a mode is not known."""
    if mode not in MODES:
        raise OptionError(f"there is no mode {mode!r}", "Use union, edition or majority", option="mode")


@frozen
class Plan:
    """What a story shows of its groups, each by its number.

    Attributes:
        order: the groups that are shown.
        chosen: of each group shown, the member whose wording is shown.
        reasons: why this member.
        places: why the group stands where it does.
        omitted: the groups that are not shown, and why, in the order of the ranking.
        kinds: what each group is.
        has_headline: whether the first group shown is a headline.
    """

    order: tuple[int, ...]
    chosen: Mapping[int, Member]
    reasons: Mapping[int, str]
    places: Mapping[int, str]
    omitted: Mapping[int, str]
    kinds: Sequence[UnitKind]
    has_headline: bool


def plan(found: Aligned, ranked: Sequence[Sequence[Member]], base: int, mode: Mode, votes: Votes) -> Plan:
    """What to show of aligned witnesses.

    Args:
        found: the witnesses and their groups.
        ranked: the members of each group, the base's first, then those of the fuller witnesses.
        base: the number of the witness that leads.
        mode: as for `canonicalize`.
        votes: of the lineages, for a majority.
    """
    return _Planner(found, ranked, base, mode, votes).plan()


class _Planner:
    def __init__(self, found: Aligned, ranked: Sequence[Sequence[Member]], base: int, mode: Mode, votes: Votes) -> None:
        self.found = found
        self.ranked = ranked
        self.base = base
        self.mode = mode
        self.votes = votes
        self.kinds = [found.witnesses[own[0].witness].units[own[0].unit].kind for own in ranked]
        self.elected = {n for n, own in enumerate(ranked) if votes.is_majority(own)} if mode == "majority" else set()
        # A majority of no sentence makes no text.
        self.no_majority = mode == "majority" and not any(self.kinds[n] is UnitKind.SENTENCE for n in self.elected)

    def plan(self) -> Plan:
        headline = self._headline()
        order, placements, left_out = self._arranged()
        if headline is not None:
            order = (headline, *order)
        chosen, reasons = {}, {}
        for group in order:
            chosen[group], reasons[group] = self._chosen(group)
        places = {group: "the headline goes first" if group == headline else self._place(placements[group]) for group in order}
        by_rank = sorted(set(range(len(self.ranked))) - set(order), key=self._rank)
        omitted = {group: left_out.get(group) or self._omission(group) for group in by_rank}
        return Plan(order, chosen, reasons, places, omitted, self.kinds, headline is not None)

    def _rank(self, group: int) -> tuple[bool, int, int]:
        member = self.ranked[group][0]
        return member.witness != self.base, member.witness, member.unit

    def _headline(self) -> int | None:
        """The group shown as headline.

        The base's; where that has neither one nor a title, the one that fits its lead best. In a majority, the one that most
        lineages have.
        """
        candidates = sorted((n for n, kind in enumerate(self.kinds) if kind is UnitKind.HEADLINE), key=self._rank)
        own = [n for n in candidates if self.ranked[n][0].witness == self.base]
        if self.mode == "majority" and candidates:
            return max(own + candidates, key=lambda group: self.votes.of(self.ranked[group]))
        base = self.found.witnesses[self.base]
        if own or not candidates or self.mode == "edition" or base.article.article.title:
            return own[0] if own else None
        lead = set(base.units[0].keys)

        def fit(group: int) -> float:
            member = self.ranked[group][0]
            keys = set(self.found.witnesses[member.witness].units[member.unit].keys)
            return len(keys & lead) / max(1, len(keys))

        return max(candidates, key=fit)

    def _arranged(self) -> tuple[tuple[int, ...], Mapping[int, Placement], dict[int, str]]:
        """The order without the headline, why each group stands there, and what is left out beside headings."""
        sequences = self.found.sequences
        own = set(sequences[self.base])
        aside = {
            n for n, kind in enumerate(self.kinds) if kind is UnitKind.HEADLINE or (kind is UnitKind.DATELINE and n not in own)
        }
        others = [sequence for number, sequence in enumerate(sequences) if number != self.base]
        if self.mode == "majority" and not self.no_majority:
            aside |= set(range(len(self.ranked))) - self.elected
            found = arrange(sequences[self.base], others, aside.__contains__, lead=0)
        else:
            found = arrange(sequences[self.base], others if self.mode == "union" else (), aside.__contains__, lead=LEAD)
        return found.order, found.placements, dict.fromkeys(found.leads, "alternate lead")

    def _omission(self, group: int) -> str:
        if self.kinds[group] is UnitKind.HEADLINE:
            return "alternate headline"
        if self.mode == "union":
            return "alternate dateline"
        if self.mode == "edition":
            return "not in the base of the edition"
        return f"no majority: {self.votes.of(self.ranked[group])} of {self.votes.lineages} lineages have it"

    def _chosen(self, group: int) -> tuple[Member, str]:
        ranked = self.ranked[group]
        if self.mode == "majority" and not self.no_majority:
            winner, count = self.votes.elected(ranked)
            return winner, f"{count} of the {self.votes.of(ranked)} lineages that have it word it so"
        if len(ranked) == 1:
            return ranked[0], f"only {self._name(ranked[0].witness)} has it"
        if ranked[0].witness == self.base:
            return ranked[0], "the base's wording"
        return ranked[0], f"the base lacks it; {self._name(ranked[0].witness)} is the fullest that has it"

    def _place(self, placement: Placement) -> str:
        if placement.rule == "base":
            return "where the base has it"
        others = [number for number in range(len(self.found.witnesses)) if number != self.base]
        name = self._name(others[placement.witness - 1])
        if placement.rule == "after":
            return f"after what precedes it in {name}"
        if placement.rule == "before":
            return f"before the first sentence that {name} shares"
        return f"at the end, as {name} shares no sentence"

    def _name(self, witness: int) -> str:
        return self.found.witnesses[witness].id
