"""What an article would have in common with those of an index."""

from __future__ import annotations

import sqlite3

from newsclean.article import CleanArticle
from newsclean.index.buckets import Buckets
from newsclean.index.comparisons import compared
from newsclean.index.contents import Contents, marks, portions
from newsclean.index.listing import shown
from newsclean.index.packed_pairs import APART, WHOLE, closeness
from newsclean.index.round_ups import ONE_GROUP, ROUND_UP, RoundUps
from newsclean.index.sketching import Weights, Wording, wording
from newsclean.index.stories import told
from newsclean.index.supposed import SELF, SupposedTies
from newsclean.index.ties import Tie, Ties
from newsclean.index.values import Found


def query(article: CleanArticle, db: sqlite3.Connection, weights: Weights, contents: Contents, ties: Ties) -> Found:
    """The pairs that a cleaned article would be in, and the stories that these would join."""
    others = _partners(article, wording(article.text, weights), db, weights, contents)
    articles = dict(contents.articles(others)) | {SELF: article}
    numbers = {other.id: number for number, other in articles.items()}
    found = compared([(SELF, other) for other in others], articles, weights)
    pairs = {(numbers[pair.a], numbers[pair.b]): pair for pair in found}
    own = {a or b: pair for (a, b), pair in pairs.items()}
    round_ups = RoundUps(db, SupposedTies(ties, article.id, own))
    added = [Tie(SELF, other, closeness(pair)) for other, pair in own.items()]
    groups = {SELF: ONE_GROUP} | round_ups.groups(own) | round_ups.changed({SELF}, added, ())
    joined = {
        tie.b
        for tie in added
        if tie.closeness == WHOLE or (tie.closeness != APART and ROUND_UP not in (groups[SELF], groups[tie.b]))
    }
    stories = [told(db, story) for story in _stories(db, sorted(joined))]
    return Found(article, shown(pairs, groups), tuple(sorted(stories, key=lambda story: story.id)))


def _partners(article: CleanArticle, words: Wording, db: sqlite3.Connection, weights: Weights, contents: Contents) -> list[int]:
    """The articles to compare it with: those of the same words, or their head, and the heads of its candidates."""
    found: set[int] = set()
    row = db.execute("SELECT head FROM wording WHERE digest = ?", (words.digest,)).fetchone()
    if row is not None:
        head = contents.article(row[0])
        if (head.text, head.id) < (article.text, article.id):
            return [row[0]] if words.words else []
        if words.words:
            same = db.execute("SELECT number FROM article WHERE wording = ?", (words.digest,))
            found.update(number for (number,) in same)
    for some in portions(sorted(next(Buckets(db, weights).candidates([words])))):
        rows = db.execute(f"SELECT head FROM wording WHERE digest IN {marks(some)}", some)  # noqa: S608
        found.update(head for (head,) in rows)
    return sorted(found)


def _stories(db: sqlite3.Connection, articles: list[int]) -> set[int]:
    found: set[int] = set()
    for some in portions(articles):
        rows = db.execute(f"SELECT story FROM article WHERE number IN {marks(some)}", some)  # noqa: S608
        found.update(story for (story,) in rows)
    return found
