"""The file of an index: opened, locked, and used in transactions."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import pathname2url

from newsclean.errors import StoredIndexError
from newsclean.index.schema import check_layout, damaged, failed
from newsclean.index.writer_lock import WriterLock

PAGE = 4096  # bytes
CACHE = 48 << 10  # kilobytes of pages that a writer holds
LOG_PAGES = 4000  # after so many the log is moved into the file: fewer make more work, more a larger log
WAIT = 30  # seconds that a reader waits while the log is moved


class Connection:
    """An index file that is open.

    Args:
        path: of the file.
        readonly: whether it is only read; there can be many readers, beside a writer too.
        synchronous: ``normal``, ``full`` or ``off``.

    Raises:
        StoredIndexError: if it is no index, is not there, or has another writer.
    """

    def __init__(self, path: str, *, readonly: bool, synchronous: str) -> None:
        self.path = path
        self.readonly = readonly
        if readonly and not Path(path).is_file():
            raise StoredIndexError(f"there is no index {path}", "Open it without readonly=True to make it", path=path)
        self._lock = None if readonly else WriterLock(path)
        try:
            with self.errors():
                mode = "ro" if readonly else "rwc"
                uri = f"file:{pathname2url(str(Path(path).absolute()))}?mode={mode}"
                self.db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT)
                self._prepare(synchronous)
        except BaseException:
            self.close()
            raise

    def _prepare(self, synchronous: str) -> None:
        self.db.execute(f"PRAGMA cache_size = -{CACHE}")
        self.db.execute(f"PRAGMA page_size = {PAGE}")  # of a new file
        if not self.empty:
            check_layout(self.db, self.path)
        if self.readonly:
            return
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute(f"PRAGMA synchronous = {synchronous}")
        self.db.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")

    @property
    def empty(self) -> bool:
        """Whether the file has no tables yet."""
        with self.errors():
            found: int = self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            return not found

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Tells what SQLite could not do, and what in the tables cannot be read.

        Raises:
            StoredIndexError: in the place of others' errors.
        """
        try:
            yield
        except sqlite3.Error as error:
            raise failed(self.path, error) from error
        except (zlib.error, struct.error) as error:
            raise damaged(self.path, error) from error

    @contextmanager
    def transaction(self, kind: str = "DEFERRED") -> Iterator[sqlite3.Connection]:
        """All or nothing of what is done to the tables; or, of what is read, all at one moment.

        Raises:
            StoredIndexError: in the place of SQLite's errors.
        """
        with self.errors():
            self.db.execute(f"BEGIN {kind}")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Closes the file, and lets the next writer in."""
        db = getattr(self, "db", None)
        if db is not None:
            db.close()
        if self._lock is not None:
            self._lock.close()
