"""The tables of an index, and what is checked before they are used."""

from __future__ import annotations

import sqlite3

from newsclean.errors import StoredIndexError

APPLICATION = 0x4E434C4E  # "NCLN", by which file(1) and others know it
LAYOUT = 1  # of the tables; a file of a higher one was written by a later version

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- Numbers are never given twice: what is kept of a story in memory is known by its number and version.
CREATE TABLE article (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, wording INTEGER NOT NULL, words INTEGER NOT NULL,
  bytes INTEGER NOT NULL, story INTEGER NOT NULL, groups INTEGER NOT NULL
);
CREATE INDEX article_of_wording ON article (wording);
CREATE INDEX article_of_story ON article (story, id);
CREATE TABLE content (article INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE story (number INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, articles INTEGER NOT NULL);

-- Articles of the same words in the same order are one wording, known by the digest of these; its head stands for it.
CREATE TABLE wording (
  digest INTEGER PRIMARY KEY, head INTEGER NOT NULL, shingles INTEGER NOT NULL, signature BLOB NOT NULL
);
CREATE TABLE sample (key INTEGER, wording INTEGER, PRIMARY KEY (key, wording)) WITHOUT ROWID;
CREATE TABLE band (key INTEGER, wording INTEGER, PRIMARY KEY (key, wording)) WITHOUT ROWID;

-- Every pair as it was compared, and from both its articles to it. Whether one is a round-up, and the tie therefore none,
-- is said by the articles' `groups`.
CREATE TABLE pair (number INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, evidence BLOB NOT NULL);
CREATE TABLE tie (
  article INTEGER, closeness INTEGER, other INTEGER, pair INTEGER NOT NULL, PRIMARY KEY (article, closeness, other)
) WITHOUT ROWID;
"""

SIGN = 1 << 63

ANEW = "Make a new index and add its articles again"
SYNCHRONOUS = ("normal", "full", "off")


def create(db: sqlite3.Connection) -> None:
    """Makes the tables in a new file, in the transaction that is open."""
    for statement in TABLES.split(";\n"):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {LAYOUT}")


def check_layout(db: sqlite3.Connection, path: str) -> None:
    """Sees to it that the file is an index that this version can read.

    Raises:
        StoredIndexError: if it is not.
    """
    application, layout = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application != APPLICATION:
        problem = f"{path} is a database, but no index of newsclean"
        raise StoredIndexError(problem, "Name another file; it is left as it is", path=path)
    if layout > LAYOUT:
        problem = f"{path} was written by a later version of newsclean (layout {layout}, not {LAYOUT})"
        raise StoredIndexError(problem, "Install that version", path=path)
    if layout < LAYOUT:
        raise StoredIndexError(f"{path} has layout {layout}, not {LAYOUT}", ANEW, path=path)


def failed(path: str, error: sqlite3.Error) -> StoredIndexError:
    """The error for what SQLite could not do with the file."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL") or name == "SQLITE_IOERR_WRITE":
        return StoredIndexError(f"{path} cannot grow ({error})", "Make room; what was added before is safe", path=path)
    if isinstance(error, sqlite3.ProgrammingError):
        problem = f"{path} cannot be used here ({error})"
        return StoredIndexError(problem, "Open the index in the thread that uses it, and close it after that", path=path)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(path, error)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        problem = f"{path} cannot be opened ({error})"
        return StoredIndexError(problem, "See to it that the file and its folder are there and can be written", path=path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoredIndexError(f"{path} is locked by another program", "Close it there first", path=path)
    return StoredIndexError(f"{path} cannot be used ({error})", f"Ask Index.check what is wrong. {ANEW}", path=path)


def inserted(db: sqlite3.Connection, statement: str, values: tuple[object, ...] = ()) -> int:
    """The number of the row that a statement inserts."""
    return db.execute(statement, values).lastrowid or 0


def damaged(path: str, error: Exception) -> StoredIndexError:
    """The error for a file that is not what an index writes."""
    return StoredIndexError(f"{path} is no index, or damaged ({error})", f"Take it from a backup. {ANEW}", path=path)


def signed(value: int) -> int:
    """A number of 64 bits without sign as one with it, in the same order."""
    return value - SIGN
