"""Writing files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from newsclean.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become a file: under a temporary name, flushed to disk, then renamed.

    Raises:
        OutputError: if the file cannot be written; what stood there before is left as it was, as with any other error inside.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as stream:
            yield stream
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


def write_whole(path: Path, parts: Iterable[str]) -> None:
    r"""The parts as a UTF-8 file, as `whole_file` writes one.

    Half a surrogate pair, which UTF-8 cannot hold, is written as ``\ud83d``; in JSON that is the same character.

    Raises:
        OutputError: if the file cannot be written; what stood there before is left as it was.
    """
    with whole_file(path) as stream:
        stream.writelines(part.encode(errors="backslashreplace") for part in parts)
