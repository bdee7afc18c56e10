"""Votes: how many independent lineages have a sentence, and which of its wordings most of them have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from newsclean.canonical.witnesses import Aligned, Member


class Votes:
    """The votes of the lineages of one merge; witnesses that only repeat another are of its lineage and have no vote.

    Args:
        found: the witnesses and their groups.
        lineages: the lineage of each witness by its id, named by the id of the witness that votes for it.
        wording: what counts as one wording: a function of a member to its key.
    """

    def __init__(self, found: Aligned, lineages: Mapping[str, str], wording: Callable[[Member], str]) -> None:
        self._lineage = [lineages[witness.id] for witness in found.witnesses]
        self._votes_itself = [lineages[witness.id] == witness.id for witness in found.witnesses]
        self._wording = wording
        self.lineages = len(set(self._lineage))

    def of(self, group: Sequence[Member]) -> int:
        """How many lineages have a group."""
        return len({self._lineage[member.witness] for member in group})

    def is_majority(self, group: Sequence[Member]) -> bool:
        """Whether more than half of the lineages have a group."""
        return 2 * self.of(group) > self.lineages

    def elected(self, ranked: Sequence[Member]) -> tuple[Member, int]:
        """The first member that has the wording of most lineages, and how many have it; of ties, the first in the ranking.

        A lineage votes with the wording of its own witness, or where that lacks the sentence, of the first that has it.
        """
        ballots: dict[str, Member] = {}
        for member in sorted(ranked, key=lambda member: not self._votes_itself[member.witness]):
            ballots.setdefault(self._lineage[member.witness], member)
        keys = {member: self._wording(member) for member in ranked}
        counted = Counter(keys[member] for member in ballots.values())
        winner = max(ranked, key=lambda member: counted[keys[member]])
        return winner, counted[keys[winner]]
