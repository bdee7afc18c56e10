"""The plan of a story: which sentences are shown, in which order and whose wording, and the rule behind each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from newsclean.canonical.order import Arrangement, Placement, arrange
from newsclean.canonical.sentences import UnitKind
from newsclean.canonical.votes import Votes
from newsclean.canonical.witnesses import Aligned, Member
from newsclean.errors import OptionError

Mode: TypeAlias = Literal["union", "edition", "majority"]
MODES = ("union", "edition", "majority")
# Reasons for what is shown where, and left out.
ONLY_HERE, HEADLINE_FIRST, AS_THE_BASE = "no other text has it", "the headline goes first", "where the base has it"
TORN = "part of a quotation that is not shown as it is here"


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
        others: the numbers of the witnesses beside the base whose order counted: each other text once.
    """

    order: tuple[int, ...]
    chosen: Mapping[int, Member]
    reasons: Mapping[int, str]
    places: Mapping[int, str]
    omitted: Mapping[int, str]
    kinds: Sequence[UnitKind]
    has_headline: bool
    others: tuple[int, ...]


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
        # Where no sentence has a majority, there would be no text: the base's edition stands in.
        self.by_majority = any(self.kinds[n] is UnitKind.SENTENCE for n in self.elected)
        # Each other text once, as copies are no witnesses of their own.
        firsts = {text: number for number, text in reversed(list(enumerate(found.text_of)))}
        self.others = sorted(number for text, number in firsts.items() if text != found.text_of[base])

    def plan(self) -> Plan:
        headline = self._headline()
        found = self._arranged()
        order = found.order if headline is None else (headline, *found.order)
        chosen, reasons, places = {}, {}, {}
        for group in order:
            placement = found.placements.get(group)
            chosen[group], reasons[group] = self._chosen(group, placement)
            places[group] = HEADLINE_FIRST if placement is None else self._place(placement)
        left_out = sorted(set(range(len(self.ranked))).difference(order), key=self._rank)
        omitted = {group: self._omission(group, found) for group in left_out}
        return Plan(order, chosen, reasons, places, omitted, self.kinds, headline is not None, tuple(self.others))

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
        if self.by_majority and candidates:
            return max(own + candidates, key=lambda group: self.votes.of(self.ranked[group]))
        base = self.found.witnesses[self.base]
        if own or not candidates or self.mode != "union" or base.article.article.title:
            return own[0] if own else None
        lead = set(base.units[0].keys)

        def fit(group: int) -> float:
            member = self.ranked[group][0]
            keys = set(self.found.witnesses[member.witness].units[member.unit].keys)
            return len(keys & lead) / max(1, len(keys))

        return max(candidates, key=fit)

    def _arranged(self) -> Arrangement:
        """The order without the headline."""
        courses = self.found.courses
        own = set(courses[self.base].groups)
        aside = {
            n for n, kind in enumerate(self.kinds) if kind is UnitKind.HEADLINE or (kind is UnitKind.DATELINE and n not in own)
        }
        others = [courses[number] for number in self.others]
        if self.by_majority:
            aside |= set(range(len(self.ranked))) - self.elected
            return arrange(courses[self.base], others, aside.__contains__, self._is_heading, lead=0)
        return arrange(courses[self.base], others if self.mode == "union" else (), aside.__contains__, self._is_heading)

    def _is_heading(self, group: int) -> bool:
        return self.kinds[group] is not UnitKind.SENTENCE

    def _omission(self, group: int, found: Arrangement) -> str:
        kind = self.kinds[group]
        if kind is UnitKind.HEADLINE:
            return "alternate headline"
        if self.by_majority and group not in self.elected:
            return f"no majority: {self.votes.of(self.ranked[group])} of {self.votes.lineages} lineages have it"
        if group in found.leads:
            return "alternate lead"
        if group in found.torn:
            return TORN
        return "alternate dateline" if self.mode == "union" else "not in the base of the edition"

    def _chosen(self, group: int, placement: Placement | None) -> tuple[Member, str]:
        ranked = self.ranked[group]
        if len(ranked) == 1 or len({self.found.text_of[member.witness] for member in ranked}) == 1:
            return ranked[0], ONLY_HERE
        # A quotation of several sentences is shown as the witness has it that brought it here.
        witness = ranked[0].witness if placement is None else self._numbered(placement.witness)
        member = next(member for member in ranked if member.witness == witness)
        if self.by_majority and not self.found.in_quotation(member):
            member, count = self.votes.elected([own for own in ranked if not self.found.in_quotation(own)])
            return member, f"{count} of the {self.votes.of(ranked)} lineages that have it word it so"
        if member.witness == self.base:
            return member, "the base's wording"
        return member, "the base lacks it; of the fullest witness that has it here"

    def _place(self, placement: Placement) -> str:
        if placement.rule == "base":
            return AS_THE_BASE
        name = self._name(self._numbered(placement.witness))
        return {
            "after": f"after what precedes it in {name}",
            "before": f"before the first sentence that {name} shares",
            "end": f"at the end, as {name} shares no sentence",
        }[placement.rule]

    def _numbered(self, placed_by: int) -> int:
        """The number of the witness that an arrangement names by its place in the ranking."""
        return self.others[placed_by - 1] if placed_by else self.base

    def _name(self, witness: int) -> str:
        return self.found.witnesses[witness].id
