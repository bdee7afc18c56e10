"""One run at a time in a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from newsclean.errors import OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".newsclean.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps every other run out of the folder until the block ends.

    The kernel holds the lock for this process, and frees it however the process ends: a run that was killed locks
    nobody out. The file of the lock says who holds it; it is gone after the block, and what a killed run has left of it
    does no harm.

    Raises:
        OutputError: if another run is working in the folder, in this process or in another one, or it cannot be locked.
    """
    path = folder / NAME
    try:
        file = _held(path)
    except OSError as error:
        problem = f"{folder} cannot be locked for this run ({error.strerror or error})"
        raise OutputError(problem, "Check the space and your rights there, or choose another folder", path=str(folder)) from error
    if file is None:
        problem = f"another run is working in {folder}{_holder(path)}"
        raise OutputError(problem, "Wait for it, end it, or choose another folder", path=str(folder))
    with file:
        try:
            yield
        finally:
            # It goes while the lock is still held: afterwards it could be the next run's. Windows keeps files that are open.
            with suppress(OSError):
                path.unlink()


def _held(path: Path) -> IO[bytes] | None:
    """The file of the lock, held by this process; None if another has it."""
    while True:
        file = path.open("a+b")
        try:
            if not _try_to_lock(file):
                file.close()
                return None
            # The one that held it before may have removed the file after it was opened here: then this locks nothing.
            if _is_there(file, path):
                file.truncate(0)
                file.write(f"process {os.getpid()}, since {datetime.now().astimezone().isoformat(' ', 'seconds')}".encode())
                file.flush()
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _try_to_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(1 << 20)  # no other process can read what is locked, so it is not the text
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        return False
    return True


def _is_there(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    """What the holder has written of itself; nothing where it has just begun, or is just gone."""
    with suppress(OSError):
        said = path.read_text(encoding="utf-8", errors="replace")
        if said.startswith("process ") and len(said) < 100:
            return f" ({said})"
    return ""
