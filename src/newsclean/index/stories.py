"""Which articles are of one story, kept up to date as ties come and go.

Two stories that a tie joins become one: the smaller takes the number of the larger. Where ties are lost, what they held together
is searched from all their ends at once, until all have met or all but one of the pieces are known: so a story costs no more
than what is split off it.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from newsclean.index.contents import marks, portions
from newsclean.index.packed_pairs import WHOLE
from newsclean.index.round_ups import ROUND_UP, RoundUps
from newsclean.index.schema import inserted
from newsclean.index.ties import Tie, Ties
from newsclean.index.values import StoryVersion


@frozen
class Told:
    """What came of a change.

    Attributes:
        stories: those that are new or changed, by number.
        gone: the ids by which no story is known any more.
    """

    stories: Mapping[int, StoryVersion]
    gone: tuple[str, ...]


def told(db: sqlite3.Connection, story: int) -> StoryVersion:
    """A story as it stands."""
    row = db.execute("SELECT version, articles FROM story WHERE number = ?", (story,)).fetchone()
    return StoryVersion(first_id(db, story), *row)


def first_id(db: sqlite3.Connection, story: int) -> str:
    """The smallest id of a story's articles, which is the story's own; empty where it has none any more."""
    row = db.execute("SELECT id FROM article WHERE story = ? ORDER BY id LIMIT 1", (story,)).fetchone()
    return row[0] if row else ""


class Stories:
    """The table of stories; one of these is made for each change."""

    def __init__(self, db: sqlite3.Connection, ties: Ties) -> None:
        self._db = db
        self._ties = ties
        self._round_ups = RoundUps(db, ties)
        self._before: dict[int, str] = {}  # ids of the stories that this change touches
        self._version: dict[int, int] = {}  # the highest one that articles of a story came with
        self._new: set[int] = set()
        self._replaced: dict[str, int] = {}

    def leave(self, article: int, id: str, story: int) -> None:
        """Takes an article out of its story, before it is taken out of the table of articles."""
        self._touch(story)
        self._replaced[id] = self._version[story]
        self._new.discard(article)
        self._db.execute("UPDATE story SET articles = articles - 1 WHERE number = ?", (story,))

    def enter(self, articles: Iterable[tuple[int, str]]) -> None:
        """Takes note of articles (number, id) that are in the table and of no story yet."""
        for article, id in articles:
            self._new.add(article)
            if id in self._replaced:
                self._version[-article] = self._replaced[id]

    def update(self, added: Collection[Tie], lost: Collection[Tie]) -> Told:
        """Brings the stories into line with the ties."""
        groups = self._round_ups.changed(self._new, added, lost)
        before = self._round_ups.groups(groups)
        self._round_ups.write(groups)
        flipped = [article for article, said in groups.items() if ROUND_UP in (said, before[article])]
        joined, parted = self._holding(added, lost, flipped)
        self._join(joined)
        self._part(parted)
        return self._finished()

    def _holding(
        self, added: Collection[Tie], lost: Collection[Tie], flipped: Iterable[int]
    ) -> tuple[list[tuple[int, int]], set[int]]:
        """The ties that hold articles together now, among those that may not have before; and the ends of those that did."""
        more = [
            Tie(article, other, closeness)
            for article in flipped
            for other, closeness in self._ties.close(article)
            if closeness != WHOLE
        ]
        ends = {article for tie in (*added, *more) for article in tie.ends}
        groups = self._round_ups.groups(ends)
        joined, parted = [], {article for tie in lost if tie.closeness for article in tie.ends}
        for tie in (*added, *more):
            if tie.closeness and (tie.closeness == WHOLE or ROUND_UP not in (groups[tie.a], groups[tie.b])):
                joined.append(tie.ends)
            elif tie.closeness:
                parted.update(tie.ends)
        return joined, parted

    def _join(self, ties: Iterable[tuple[int, int]]) -> None:
        """Makes one story of those that ties connect. Articles that are new are taken for stories of negative numbers."""
        ties = list(ties)
        articles = sorted(self._new.union(*ties) if ties else self._new)
        story_of = {number: story or -number for number, story in self._stories_of(articles)}
        into = {story: story for story in story_of.values()}

        def root(story: int) -> int:
            while into[story] != story:
                into[story] = story = into[into[story]]
            return story

        for a, b in ties:
            into[root(story_of[a])] = root(story_of[b])
        together: dict[int, list[int]] = {}
        for story in into:
            together.setdefault(root(story), []).append(story)
        for group in together.values():
            if len(group) > 1 or group[0] < 0:
                self._merge(group)

    def _merge(self, group: Collection[int]) -> None:
        known = [story for story in group if story > 0]
        for story in known:
            self._touch(story)
        version = max((self._version.get(story, 0) for story in group), default=0)
        sizes = {story: self._size(story) or 0 for story in known}
        # The larger one keeps its number, so that fewer articles change theirs.
        target = max(known, key=lambda story: (sizes[story], -story)) if known else self._begin()
        new = [(target, -story) for story in group if story < 0]
        self._db.executemany("UPDATE article SET story = ? WHERE number = ?", new)
        for story in known:
            if story != target:
                self._db.execute("UPDATE article SET story = ? WHERE story = ?", (target, story))
                self._db.execute("DELETE FROM story WHERE number = ?", (story,))
        self._version[target] = version
        total = sum(sizes.values()) + len(new)
        self._db.execute("UPDATE story SET articles = ? WHERE number = ?", (total, target))

    def _part(self, ends: Iterable[int]) -> None:
        """Takes stories apart that nothing holds together any more; the ends of lost ties are in each of their pieces."""
        by_story: dict[int, list[int]] = {}
        for number, story in self._stories_of(sorted(ends)):
            by_story.setdefault(story, []).append(number)
        for story, articles in by_story.items():
            for piece in self._pieces(articles):
                self._touch(story)
                number = self._begin()
                self._version[number] = self._version[story]
                for some in portions(piece):
                    self._db.execute(f"UPDATE article SET story = ? WHERE number IN {marks(some)}", (number, *some))  # noqa: S608
                self._db.execute("UPDATE story SET articles = ? WHERE number = ?", (len(piece), number))
                self._db.execute("UPDATE story SET articles = articles - ? WHERE number = ?", (len(piece), story))

    def _pieces(self, articles: Collection[int]) -> list[list[int]]:
        """All articles of the pieces that the given ones are in, but for one piece, which is not gone through to its end."""
        searches = {article: _Search(article) for article in articles}  # by article, those that were reached
        reached = dict(searches)
        active = list(searches.values())
        pieces = []
        while len(active) > 1:
            for search in list(active):
                if search not in active or len(active) == 1:
                    continue
                if not search.waiting:
                    pieces.append(search.found)
                    active.remove(search)
                    continue
                for other in self._neighbours(search.waiting.popleft()):
                    met = reached.get(other)
                    if met is None:
                        reached[other] = search
                        search.found.append(other)
                        search.waiting.append(other)
                    elif met is not search:
                        small, search = sorted((met, search), key=lambda one: len(one.found))
                        search.found += small.found
                        search.waiting += small.waiting
                        reached |= dict.fromkeys(small.found, search)
                        active.remove(small)
        return pieces

    def _neighbours(self, article: int) -> list[int]:
        """The articles that ties hold together with one."""
        asked = (
            "SELECT tie.other FROM tie JOIN article AS own ON own.number = tie.article "
            "JOIN article AS other ON other.number = tie.other WHERE tie.article = ? AND "
            "(tie.closeness = ? OR (tie.closeness = ? AND own.groups <> ? AND other.groups <> ?))"
        )
        rows = self._db.execute(asked, (article, WHOLE, WHOLE - 1, ROUND_UP, ROUND_UP))
        return [other for (other,) in rows]

    def _finished(self) -> Told:
        """Counts the versions on, and drops the stories of which nothing is left."""
        stories, gone = {}, set(self._before.values())
        for story, version in self._version.items():
            if story < 0 or (size := self._size(story)) is None:
                continue
            if not size:
                self._db.execute("DELETE FROM story WHERE number = ?", (story,))
                continue
            self._db.execute("UPDATE story SET version = ? WHERE number = ?", (version + 1, story))
            stories[story] = StoryVersion(first_id(self._db, story), version + 1, size)
        return Told(stories, tuple(sorted(gone - {story.id for story in stories.values()})))

    def _begin(self) -> int:
        return inserted(self._db, "INSERT INTO story (version, articles) VALUES (0, 0)")

    def _touch(self, story: int) -> None:
        """Takes note of a story's id and version before anything changes in it."""
        if story not in self._version:
            known = told(self._db, story)
            self._before[story] = known.id
            self._version[story] = known.version

    def _size(self, story: int) -> int | None:
        row = self._db.execute("SELECT articles FROM story WHERE number = ?", (story,)).fetchone()
        return None if row is None else row[0]

    def _stories_of(self, articles: Iterable[int]) -> list[tuple[int, int]]:
        found = []
        for some in portions(list(articles)):
            found += self._db.execute(f"SELECT number, story FROM article WHERE number IN {marks(some)}", some).fetchall()  # noqa: S608
        return found


class _Search:
    """What was reached from an article, and what of it is still to be gone on from."""

    def __init__(self, article: int) -> None:
        self.found = [article]
        self.waiting = deque([article])
