"""What an index holds, as `newsclean.find_duplicates` gives it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping

from newsclean.index.contents import Contents
from newsclean.index.packed_pairs import TIED, WHOLE, PackedPair
from newsclean.index.round_ups import ROUND_UP
from newsclean.index.ties import Ties
from newsclean.neardup import STORY, Cluster, Pair
from newsclean.neardup.clusters import ONLY, without_bridge
from newsclean.neardup.representative import Preference

MOST_COMPLETE = Preference()


def shown(pairs: Mapping[tuple[int, int], Pair], groups: Mapping[int, int]) -> tuple[Pair, ...]:
    """Pairs by their articles as they are told, in the order of ids: those by which a round-up ties other stories are `reuse`.

    Args:
        pairs: as they were compared.
        groups: what the table of articles says of each.
    """
    found = [
        without_bridge(pair, [id for number, id in ((a, pair.a), (b, pair.b)) if groups[number] == ROUND_UP])
        for (a, b), pair in pairs.items()
    ]
    return tuple(sorted(found, key=lambda pair: pair.ids))


def all_pairs(db: sqlite3.Connection, contents: Contents) -> Iterator[Pair]:
    """All pairs in the order of their ids."""
    rows = db.execute(
        "SELECT one.number, other.number, one.groups, other.groups, evidence FROM article AS one "
        "CROSS JOIN tie ON tie.article = one.number CROSS JOIN article AS other ON other.number = tie.other "
        "CROSS JOIN pair ON pair.number = tie.pair WHERE one.id < other.id ORDER BY one.id, other.id"
    )
    for one, other, *groups, packed in rows:
        pair = PackedPair.of(packed).pair(contents.facts(one), contents.facts(other))
        yield from shown({(one, other): pair}, dict(zip((one, other), groups, strict=True)))


def clusters(db: sqlite3.Connection, contents: Contents, ties: Ties) -> Iterator[Cluster]:
    """All clusters in the order of their ids, with the representatives that `find_duplicates` chooses by default."""
    told: set[int] = set()
    rows = db.execute("SELECT id, story, articles FROM article JOIN story ON story.number = story ORDER BY id")
    for id, story, articles in rows:
        if articles == 1:
            yield Cluster(id, (id,), (), id, ONLY)
        elif story not in told:
            told.add(story)
            yield _cluster(db, contents, ties, story)


def _cluster(db: sqlite3.Connection, contents: Contents, ties: Ties, story: int) -> Cluster:
    asked = "SELECT number, id, words, groups FROM article WHERE story = ? ORDER BY id"
    members = db.execute(asked, (story,)).fetchall()
    groups = {number: said for number, _, _, said in members}
    held = {
        pair
        for number, said in groups.items()
        for other, pair in ties.of(number, WHOLE, WHOLE if said == ROUND_UP else TIED).items()
        if other in groups
    }
    pairs = shown({(a, b): pair for a, b, pair in ties.pairs(held)}, groups)
    most = max(words for _, _, words, _ in members)
    largest = [number for number, _, words, _ in members if words == most]
    representative = MOST_COMPLETE.choose([a for _, a in contents.articles(largest)], [most] * len(largest))
    return Cluster(members[0][1], tuple(id for _, id, _, _ in members), _ties(pairs), *representative)


def _ties(pairs: Collection[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair.relation in STORY)
