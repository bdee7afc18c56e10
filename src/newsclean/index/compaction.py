"""An index made again with a background that its own articles teach."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from newsclean.background import Background
from newsclean.index.changes import Changes
from newsclean.index.contents import Contents
from newsclean.index.listing import all_pairs
from newsclean.index.settings import read_background, replace_background
from newsclean.index.sketching import Weights
from newsclean.index.ties import Ties
from newsclean.index.values import Compacted, StoryVersion
from newsclean.neardup import Relation, find_duplicates

AT_ONCE = 1000  # articles that are added together
TABLES = ("article", "content", "story", "wording", "sample", "band", "pair", "tie")
Related = Mapping[tuple[str, str], Relation]


@frozen
class _Held:
    """What an index holds: the relations of its pairs, and of its stories by id the version and the articles."""

    pairs: Related
    stories: Mapping[str, tuple[int, tuple[str, ...]]]


def compact(db: sqlite3.Connection) -> Compacted:
    """Learns the background from all articles, and compares all of them with it, in the transaction that is open."""
    old = read_background(db)
    contents = Contents(db, Weights.of(old))
    before = _held(db, contents)
    numbers = [number for (number,) in db.execute("SELECT number FROM article")]
    articles = [article for _, article in contents.articles(numbers)]
    learned = evolve(find_duplicates(articles).background, scale=old.scale, site_templates=old.site_templates)
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    replace_background(db, learned)
    weights = Weights.of(learned)
    contents = Contents(db, weights)
    for start in range(0, len(articles), AT_ONCE):
        Changes(db, weights, contents, Ties(db, contents)).make([], articles[start : start + AT_ONCE])
    return _compared(db, before, _held(db, contents), learned)


def _held(db: sqlite3.Connection, contents: Contents) -> _Held:
    pairs = {pair.ids: pair.relation for pair in all_pairs(db, contents)}
    members: dict[int, list[str]] = {}
    versions: dict[int, int] = {}
    asked = "SELECT id, story, version FROM article JOIN story ON story.number = story ORDER BY id"
    for id, story, version in db.execute(asked):
        members.setdefault(story, []).append(id)
        versions[story] = version
    return _Held(pairs, {ids[0]: (versions[story], tuple(ids)) for story, ids in members.items()})


def _compared(db: sqlite3.Connection, before: _Held, now: _Held, learned: Background) -> Compacted:
    """What differs; and the versions of stories go on from what they were."""
    version_of = {id: version for version, ids in before.stories.values() for id in ids}
    stories = []
    for first, (_, ids) in now.stories.items():
        same = before.stories.get(first, (0, ()))[1] == ids
        version = max(version_of[id] for id in ids) + (not same)
        db.execute("UPDATE story SET version = ? WHERE number = (SELECT story FROM article WHERE id = ?)", (version, first))
        if not same:
            stories.append(StoryVersion(first, version, len(ids)))
    return Compacted(
        background=learned,
        pairs=tuple(sorted(now.pairs.keys() - before.pairs.keys())),
        gone_pairs=tuple(sorted(before.pairs.keys() - now.pairs.keys())),
        changed_pairs=tuple(sorted(_changed(before.pairs, now.pairs))),
        stories=tuple(sorted(stories, key=lambda story: story.id)),
        gone=tuple(sorted(before.stories.keys() - now.stories.keys())),
    )


def _changed(before: Related, now: Related) -> Iterator[tuple[str, str]]:
    return (ids for ids, relation in now.items() if before.get(ids, relation) != relation)
