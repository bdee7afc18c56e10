"""Which files an index has taken articles from, remembered in it beside them."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen

from newsclean.index.index import Index

# Paths are bytes, since names of files need be no text.
TABLES = (
    "CREATE TABLE IF NOT EXISTS taken_file (number INTEGER PRIMARY KEY, path BLOB UNIQUE NOT NULL, size INTEGER, time INTEGER)",
    "CREATE TABLE IF NOT EXISTS taken_article (id TEXT PRIMARY KEY, file INTEGER NOT NULL) WITHOUT ROWID",
)


@frozen
class FileState:
    """What tells that a file is another one than before.

    Attributes:
        size: in bytes.
        changed: when it was written last, in nanoseconds.
    """

    size: int
    changed: int


class TakenFiles:
    """The files that were taken, and which article came from which of them. It is kept in tables of its own, made here.

    Raises:
        StoredIndexError: if the index is opened for reading only, or cannot be written.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        with index._writing() as db:
            for statement in TABLES:
                db.execute(statement)

    def state(self, path: Path) -> FileState | None:
        """What a file was when all of it was taken; None where that was never done."""
        with self._index._reading() as db:
            row = db.execute("SELECT size, time FROM taken_file WHERE path = ?", (_key(path),)).fetchone()
        return None if row is None or row[0] is None else FileState(*row)

    def take(self, path: Path, state: FileState) -> None:
        """Remembers that all of a file was taken, which was so when that began."""
        asked = "INSERT INTO taken_file (path, size, time) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET size = ?, time = ?"
        row = (state.size, state.changed)
        with self._index._writing() as db:
            db.execute(asked, (_key(path), *row, *row))

    def claim(self, path: Path, id: str) -> bool:
        """Remembers that an article is from a file, unless it is in the index and from elsewhere.

        This comes before the article is added, so that whoever is killed between the two finds it claimed, not in the way.

        Returns:
            Whether the article may be added, or replaced, from this file.
        """
        with self._index._writing() as db:
            db.execute("INSERT INTO taken_file (path) VALUES (?) ON CONFLICT DO NOTHING", (_key(path),))
            (file,) = db.execute("SELECT number FROM taken_file WHERE path = ?", (_key(path),)).fetchone()
            if db.execute("SELECT 1 FROM article WHERE id = ?", (id,)).fetchone():
                row = db.execute("SELECT file FROM taken_article WHERE id = ?", (id,)).fetchone()
                return row is not None and row[0] == file
            db.execute("INSERT OR REPLACE INTO taken_article VALUES (?, ?)", (id, file))
            return True


def _key(path: Path) -> bytes:
    """The path by which a file is known, whatever folder it is seen from."""
    return os.fsencode(os.path.realpath(path))
