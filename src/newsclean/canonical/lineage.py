"""Lineage: which witness likely derives from which, and what each version added, dropped and changed.

The parent of a witness is the one that leaves least to be explained: of which it has most sentences, and these in the same
words. A version that was edited hands on its edits, so that what two witnesses share and a third words otherwise tells
them from a common source. No parent was published after its child. The whole is the cheapest forest (Chu and Liu 1965,
Edmonds 1967), as the best parents of each, one by one, could go round in a circle where dates are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

from attrs import frozen

from newsclean.canonical.branching import cheapest_forest
from newsclean.canonical.kinship import MIN_SHARED, Kinship, Text, Version, is_day, order


class Derivation(StrEnum):
    """How a witness derives from another."""

    IDENTICAL = "identical"  # the same text
    COPY = "copy"  # nearly all of both, in the same words
    CUT = "cut"  # nearly all of it stands in the other, which has more
    EXPANSION = "expansion"  # it has nearly all of the other, and more
    REVISION = "revision"  # both have text or wordings of their own


WITHOUT_A_VOTE = frozenset({Derivation.IDENTICAL, Derivation.COPY, Derivation.CUT})
ALONE = "the only witness"
NEARLY_ALL = 0.9  # of the words, in sentences of one wording: in an article of 20 sentences, two may differ


@frozen
class Descent:
    """Where a witness likely comes from.

    Attributes:
        article: the witness.
        parent: the witness that it likely derives from; None for one that derives from none of the others.
        derivation: how; None without a parent.
        reason: why, in a line.
        added: passages of the story that it has and its parent lacks, by their numbers in `Story.passages`.
        dropped: passages that its parent has and it lacks.
        changed: passages that both have, in other words.
    """

    article: str
    parent: str | None
    derivation: Derivation | None
    reason: str
    added: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


def descents(versions: Sequence[Version], words: Sequence[int]) -> tuple[Descent, ...]:
    """Where each witness of a story likely comes from, in the order of their ids: a forest.

    Where dates do not tell, the direction is a guess, and the reason says so. The fuller of two texts is then taken for the
    earlier, as if the other were cut from it, unless what it has for itself is in less than a fifth of the texts: that
    was rather added. Of two that are equal in this, it is the first by text.

    Args:
        versions: the witnesses, with ids that differ, in any order.
        words: how many words each passage has, by its number.
    """
    kinship = Kinship(versions, words)
    texts = kinship.texts
    parents = cheapest_forest(len(texts), kinship.edges())
    nearest = [(0.0, "")] * len(texts)
    for edge, pair in kinship.pairs.items():
        for one, other in (edge, edge[::-1]):
            if pair.share > nearest[one][0]:
                nearest[one] = pair.share, texts[other].first.article
    found = []
    for number, (text, parent) in enumerate(zip(texts, parents, strict=True)):
        first = text.first
        if parent is None:
            why = _why_none(text, nearest[number], len(versions), len(texts))
            found.append(Descent(first.article, None, None, why))
        else:
            found.append(_descent(text, texts[parent], kinship))
        found += (
            Descent(copy.article, first.article, Derivation.IDENTICAL, f"the same text; {_when(first, copy)}")
            for copy in text.versions[1:]
        )
    return tuple(sorted(found, key=lambda descent: descent.article))


def lineages(descents: Iterable[Descent]) -> dict[str, str]:
    """For each witness the one that stands for its lineage.

    Identical texts, copies and cuts are of their parent's lineage. Expansions and revisions begin one of their own: somebody
    worked on the text.
    """
    ups = {descent.article: descent.parent if descent.derivation in WITHOUT_A_VOTE else None for descent in descents}
    found: dict[str, str] = {}
    for article in ups:
        path = [article]
        while path[-1] not in found and (up := ups[path[-1]]) is not None:
            path.append(up)
        found |= dict.fromkeys(path, found.get(path[-1], path[-1]))
    return found


def _descent(child: Text, parent: Text, kinship: Kinship) -> Descent:
    ours, theirs = child.first.wordings, parent.first.wordings
    both = child.passages & parent.passages
    changed = sorted(passage for passage in both if ours[passage] != theirs[passage])
    own = sum(len(kinship.holders[wording]) == 2 for wording in child.wordings & parent.wordings) if len(kinship.texts) > 2 else 0
    alike = _counted(len(both) - len(changed), len(both))
    reason = f"{_when(parent.first, child.first)}{_guess(child, parent)}"
    reason += f"; has {len(both)} of its {len(theirs)} sentences, {alike} in the same words"
    if own:
        reason += f"; shares {own} wording{'s' if own > 1 else ''} with it that no other has"
    return Descent(
        child.first.article,
        parent.first.article,
        _derivation(child, parent, kinship.pair(child, parent).same),
        reason,
        tuple(sorted(child.passages - both)),
        tuple(sorted(parent.passages - both)),
        tuple(changed),
    )


def _derivation(child: Text, parent: Text, same: int) -> Derivation:
    of_child, of_parent = (same >= NEARLY_ALL * text.length for text in (child, parent))
    if of_child:
        return Derivation.COPY if of_parent else Derivation.CUT
    return Derivation.EXPANSION if of_parent else Derivation.REVISION


def _when(parent: Version, child: Version) -> str:
    """How much later the child was published, or that nothing tells it."""
    told = order(parent, child)
    if parent.published_at is None or child.published_at is None:
        return "no dates tell which came first"
    if told is None:
        return "published at the same time" if parent.published_at == child.published_at else "published on the same day"
    days = is_day(parent.published_at) or is_day(child.published_at)
    apart = child.published_at.date() - parent.published_at.date() if days else child.published_at - parent.published_at
    return f"published {duration(apart)} later"


def _guess(child: Text, parent: Text) -> str:
    if order(parent.first, child.first) is not None:
        return ""
    if parent.length > child.length:
        return ": a guess, the fuller is taken for the earlier"
    return ": a guess, what the others share more of is taken for the earlier" if parent.length < child.length else ": a guess"


def _why_none(text: Text, nearest: tuple[float, str], witnesses: int, texts: int) -> str:
    share, other = nearest
    if texts == 1:
        return ALONE if witnesses == 1 else "all have the same text"
    if share >= MIN_SHARED:
        guess = ": a guess, as its own date is not known" if text.first.published_at is None else ""
        return f"the first of those that share its text{guess}"
    if not share:
        return "shares no sentence with any other"
    return f"shares too little with any other: {share:.0%} of the shorter text with {other}"


def duration(time: timedelta) -> str:
    """How long, as people say it: ``"2 h 10 min"``, ``"3 days"``."""
    seconds = int(time.total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days >= 2:
        return f"{days} days"
    if hours:
        return f"{hours} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    return f"{minutes} min" if minutes else f"{seconds} s"


def _counted(number: int, of: int) -> str:
    return "all" if number == of else "none" if not number else str(number)
