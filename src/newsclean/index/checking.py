"""Whether what the tables of an index say agrees."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator

from newsclean.index.contents import Contents
from newsclean.index.sketching import Weights, Wording, wordings

AT_ONCE = 500  # articles that are sketched again together
MOST = 20  # problems of one kind that are told

# What must not be there, and what it is called.
ORPHANS = {
    "article {} has no content": "SELECT id FROM article LEFT JOIN content ON article = number WHERE packed IS NULL",
    "content {} is of no article": "SELECT article FROM content LEFT JOIN article ON number = article WHERE id IS NULL",
    "article {} is of no wording": "SELECT id FROM article LEFT JOIN wording ON digest = wording WHERE digest IS NULL",
    "article {} is of no story": "SELECT id FROM article LEFT JOIN story ON story.number = story WHERE story.number IS NULL",
    "wording {} has no head of its words": (
        "SELECT digest FROM wording LEFT JOIN article ON number = head AND wording = digest WHERE number IS NULL"
    ),
    "story {} has not as many articles as it says": (
        "SELECT number FROM story WHERE articles <> (SELECT count(*) FROM article WHERE story = story.number)"
    ),
    "pair {} has an article that is not there": (
        "SELECT pair.number FROM pair LEFT JOIN article AS a ON a.number = pair.a LEFT JOIN article AS b ON b.number = pair.b "
        "WHERE a.id IS NULL OR b.id IS NULL OR a.id >= b.id"
    ),
    "pair {} has not two ties": (
        "SELECT pair.number FROM pair WHERE "
        "1 <> (SELECT count(*) FROM tie WHERE tie.article = a AND tie.other = b AND tie.pair = pair.number) OR "
        "1 <> (SELECT count(*) FROM tie WHERE tie.article = b AND tie.other = a AND tie.pair = pair.number)"
    ),
    "a tie of pair {} is of no pair": "SELECT pair FROM tie LEFT JOIN pair ON pair.number = tie.pair WHERE pair.number IS NULL",
    "a sample of wording {} is of no wording": (
        "SELECT DISTINCT sample.wording FROM sample LEFT JOIN wording ON digest = sample.wording WHERE digest IS NULL"
    ),
    "a band of wording {} is of no wording": (
        "SELECT DISTINCT band.wording FROM band LEFT JOIN wording ON digest = band.wording WHERE digest IS NULL"
    ),
}


def problems(db: sqlite3.Connection, weights: Weights, contents: Contents, share: float) -> Iterator[str]:
    """What is wrong, in a sentence each.

    Args:
        db: the tables.
        weights: of the background.
        contents: the articles.
        share: of the articles (0-1) that are sketched again.
    """
    found = [said for (said,) in db.execute("PRAGMA integrity_check") if said != "ok"]
    yield from found
    if found:
        return
    for problem, asked in ORPHANS.items():
        for (which,) in db.execute(f"{asked} LIMIT {MOST}"):
            yield problem.format(which)
    yield from _buckets(db, weights, contents, share)


def _buckets(db: sqlite3.Connection, weights: Weights, contents: Contents, share: float) -> Iterator[str]:
    """Whether articles have the words that their wording says, and these are in all their buckets and in no others."""
    numbers = [number for (number,) in db.execute("SELECT number FROM article")]
    chosen = random.sample(numbers, round(share * len(numbers)))  # a share for a look, no secret
    keys = {"sample": 0, "band": 0}
    for start in range(0, len(chosen), AT_ONCE):
        articles = dict(contents.articles(chosen[start : start + AT_ONCE]))
        found = wordings([article.text for article in articles.values()], weights)
        for (number, article), wording in zip(articles.items(), found, strict=True):
            head = _head(db, number, wording)
            if head is None:
                yield f"article {article.id} has other words than are stored of it"
            elif head == number:
                keys["sample"] += len(wording.samples)
                keys["band"] += len({*wording.bands})
                missing = _missing(db, wording)
                if missing:
                    yield f"article {article.id} is missing in {missing} of its buckets"
    if len(chosen) == len(numbers):
        for table, expected in keys.items():
            (found,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            if found != expected:
                yield f"the table {table} has {found:,} rows, not {expected:,}"


def _head(db: sqlite3.Connection, number: int, wording: Wording) -> int | None:
    """The head of an article's wording; None where the tables have it with other words."""
    asked = (
        "SELECT head FROM article JOIN wording ON digest = wording "
        "WHERE number = ? AND digest = ? AND words = ? AND shingles = ? AND signature = ?"
    )
    row = db.execute(asked, (number, wording.digest, wording.words, wording.shingles, wording.signature)).fetchone()
    return None if row is None else row[0]


def _missing(db: sqlite3.Connection, wording: Wording) -> int:
    missing = 0
    for table, keys in (("sample", wording.samples), ("band", {*wording.bands})):
        asked = f"SELECT 1 FROM {table} WHERE key = ? AND wording = ?"  # noqa: S608
        missing += sum(db.execute(asked, (key, wording.digest)).fetchone() is None for key in keys)
    return missing
