"""Writing files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from newsclean.errors import OutputError


def write_whole(path: Path, parts: Iterable[str]) -> None:
    r"""The parts as a UTF-8 file: written under a temporary name, flushed to disk, then renamed.

    Half a surrogate pair, which UTF-8 cannot hold, is written as ``\ud83d``; in JSON that is the same character.

    Raises:
        OutputError: if the file cannot be written; what stood there before is left as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            stream.writelines(parts)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        problem = f"{path} cannot be written ({error.strerror or error})"
        raise OutputError(problem, "Check the space and your rights there, or choose another --out", path=str(path)) from error
