"""One writer at a time, for as long as it has the index open."""

from __future__ import annotations

import sqlite3

from newsclean.errors import StoredIndexError

ENDING = "-writer"


class WriterLock:
    """Held from the moment it is made until it is closed, or the process ends in whatever way.

    It is SQLite's own lock on an empty file beside the index: it works wherever SQLite does, also between two writers in one
    process.

    Raises:
        StoredIndexError: if another writer has it.
    """

    def __init__(self, path: str) -> None:
        try:
            self._file = sqlite3.connect(path + ENDING, timeout=0, isolation_level=None)
            self._file.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self.close()
            problem, hint = f"{path} has another writer", "Close that one first, or open the index with readonly=True"
            if error.sqlite_errorname not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                problem, hint = (
                    f"{path}{ENDING} cannot be locked ({error})",
                    "See to it that its folder is there and can be written",
                )
            raise StoredIndexError(problem, hint, path=path) from error

    def close(self) -> None:
        """Lets the next writer in."""
        if hasattr(self, "_file"):
            self._file.close()
