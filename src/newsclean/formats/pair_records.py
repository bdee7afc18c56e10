"""The records of pairs and clusters of near duplicates."""

from __future__ import annotations

from attrs import frozen

from newsclean.neardup import Cluster, Member, Pair
from newsclean.text import Span

Range = tuple[int, int]
"""[start, end] in code points."""


@frozen
class SharedRecord:
    """A run of words shared by both articles of a pair, as ranges of their source texts."""

    a: Range
    b: Range


@frozen
class DifferenceRecord:
    """What both articles of a pair have in one place, as ranges of their source texts: numbers, dates or names."""

    kind: str
    a: list[Range]
    b: list[Range]


@frozen
class PairRecord:
    """A line of ``pairs.jsonl``; containments are shares of each article's own shingles, ``quoted`` of the shared words."""

    a: str
    b: str
    relation: str
    reason: str
    jaccard: float
    containment_a: float
    containment_b: float
    quoted: float
    shared: list[SharedRecord]
    differences: list[DifferenceRecord]


@frozen
class MemberRecord:
    """An article, with its relation to the one that ties it to the base; ``base`` (``representative``) for that one itself."""

    id: str
    relation: str
    tied_to: str | None
    duplicate: bool


@frozen
class ClusterRecord:
    """A cluster as ``newsclean duplicates`` writes it; relations are seen from the representative."""

    id: str
    representative: str
    reason: str
    members: list[MemberRecord]


def pair_record(pair: Pair) -> PairRecord:
    """The line for a pair."""
    e = pair.evidence
    shared = [SharedRecord(range_of(run.a), range_of(run.b)) for run in e.shared]
    differences = [
        DifferenceRecord(d.kind, [range_of(span) for span in d.a], [range_of(span) for span in d.b]) for d in e.differences
    ]
    figures = (e.jaccard, e.containment_a, e.containment_b, e.quoted)
    return PairRecord(pair.a, pair.b, pair.relation, pair.reason, *figures, shared, differences)


def cluster_record(cluster: Cluster) -> ClusterRecord:
    """The line for a cluster."""
    members = [member_record(m, "representative") for m in cluster.members(cluster.representative)]
    return ClusterRecord(cluster.id, cluster.representative, cluster.representative_reason, members)


def member_record(member: Member, itself: str) -> MemberRecord:
    """The record of a member; ``itself`` is what the one is called that the others are seen from."""
    return MemberRecord(member.id, member.relation or itself, member.tied_to, member.duplicate)


def range_of(span: Span) -> Range:
    """A span as it is written."""
    return span.start, span.end
