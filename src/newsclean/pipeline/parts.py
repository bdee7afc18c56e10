"""What the stages of a run leave behind for the next ones: files that are there, or the run has to begin anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from cattrs import structure, unstructure
from numpy.typing import NDArray

from newsclean.errors import OutputError
from newsclean.pipeline.stage_files import StageFiles, payload

T = TypeVar("T")
OPEN = 128  # files that are open at a time; systems allow some hundred more


def content(files: StageFiles, name: str) -> bytes:
    """The content of a part.

    Raises:
        OutputError: if it is gone, or was changed.
    """
    return bytes(payload(_path(files, name)))


def stretch(files: StageFiles, name: str, start: int, size: int) -> bytes:
    """Some of the content of a part, in bytes: read, not mapped, since what is mapped counts as memory.

    Raises:
        OutputError: if it is gone, or was changed.
    """
    stream = _opened(files, name).stream
    stream.seek(start)
    return stream.read(size)


def arrays(files: StageFiles, name: str) -> dict[str, NDArray[Any]]:
    """The arrays of a part, mapped into memory.

    Raises:
        OutputError: if it is gone, or was changed.
    """
    found = files.arrays(name)
    if found is None:
        raise _gone(files, name)
    return found


def lines(texts: Iterable[str]) -> list[bytes]:
    """Texts as lines; half a surrogate pair, which UTF-8 cannot hold, as JSON writes it."""
    return [f"{text}\n".encode(errors="backslashreplace") for text in texts]


def kept(files: StageFiles, name: str, kind: type[T], others: Sequence[str], make: Callable[[], T]) -> T:
    """What is known of a part: found if it was kept before together with its other files, or else made and kept.

    Args:
        files: where it is kept.
        name: of the part.
        kind: what it is structured as.
        others: the names of its other files, which are written when it is made.
        make: makes it.
    """
    own = f"{name}.part"
    if files.path(own) and all(files.path(other) for other in others):
        return structure(json.loads(content(files, own)), kind)
    part = make()
    files.write(own, [json.dumps(unstructure(part)).encode()])
    return part


class _Opened:
    """A file that is open for reading until nobody asks for it any more."""

    def __init__(self, path: Path) -> None:
        self.stream = path.open("rb", buffering=0)

    def __del__(self) -> None:
        self.stream.close()


@lru_cache(OPEN)
def _opened(files: StageFiles, name: str) -> _Opened:
    return _Opened(_path(files, name))


def _path(files: StageFiles, name: str) -> Path:
    path = files.path(name)
    if path is None:
        raise _gone(files, name)
    return path


def _gone(files: StageFiles, name: str) -> OutputError:
    path = files.folder / name
    return OutputError(f"{path} is gone, or was changed while it was used", "Start the run again", path=str(path))
