"""The finished files of a run's stages, found again by a run that continues it."""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.errors import OutputError

# The end of each file: the digest of its content, the length of its content in bytes, and what kind of file it is.
TRAILER = struct.Struct("<16sQ8s")
MAGIC = b"ncstage1"
ARRAYS = b"ncarray1"  # content that begins so is arrays; then follow the length of their description, and it
LENGTH = struct.Struct("<Q")
ALIGNMENT = 64  # bytes; a cache line, and more than any instruction asks for
AT_ONCE = 1 << 20  # bytes read at once


class StageFiles:
    """Files in a folder, each whole and unchanged or not there.

    Each ends in a checksum of its content (BLAKE2b, 16 bytes), so that a file that was cut off or changed, or that
    something else has written, counts as missing. They are not flushed to disk: after a power cut their checksums are
    wrong, and they are made again. One process at a time may write a name.

    Args:
        folder: made when the first file is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._whole: dict[str, _Identity] = {}

    def write(self, name: str, parts: Iterable[bytes | memoryview]) -> Path:
        """The parts, one after the other, as the file of this name; nothing is left of it if they raise.

        Raises:
            OutputError: if it cannot be written; a file that had the name stays as it was.
        """
        path, temporary = self.folder / name, self.folder / f".{name}.new"
        digest, length = blake2b(digest_size=16), 0
        try:
            with _writing(path):
                self.folder.mkdir(parents=True, exist_ok=True)
                stream = temporary.open("wb")
            try:
                for part in parts:
                    with _writing(path):
                        stream.write(part)
                    digest.update(part)
                    length += memoryview(part).nbytes
                with _writing(path):
                    stream.write(TRAILER.pack(digest.digest(), length, MAGIC))
                    stream.flush()
                    identity = _Identity.of(stream)
            finally:
                with suppress(OSError):  # what it could not write then has been told
                    stream.close()
            with _writing(path):
                temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        self._whole[name] = identity
        return path

    def path(self, name: str) -> Path | None:
        """The file, if it is there, whole and unchanged; else None.

        It is read for that once in this process, and again when its size or time has changed.
        """
        path = self.folder / name
        try:
            with path.open("rb", buffering=0) as stream:
                identity = _Identity.of(stream)
                if self._whole.get(name) != identity and not _is_whole(stream, identity.size):
                    return None
        except OSError:
            return None
        self._whole[name] = identity
        return path

    def write_arrays(self, name: str, /, **arrays: NDArray[Any]) -> Path:
        """Arrays of any shape as the file of this name; of plain types: numbers, truth values, texts of a fixed length, times.

        Raises:
            OutputError: as `write`.
            TypeError: if an array holds objects or records.
        """
        for key, array in arrays.items():
            if array.dtype.hasobject or array.dtype.fields is not None:
                raise TypeError(f"{key} has the type {array.dtype}, which is not kept in files")
        return self.write(name, _parts(arrays))

    def arrays(self, name: str) -> dict[str, NDArray[Any]] | None:
        """What `write_arrays` wrote, mapped into memory, read-only; None as `path`."""
        path = self.path(name)
        return None if path is None else _mapped(payload(path))


def payload(path: Path) -> memoryview:
    """The content of a file that `StageFiles.path` gave, mapped into memory, read-only."""
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))[: -TRAILER.size]


@frozen
class _Identity:
    """What tells a file from another that takes its place, or from itself when it is written to."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, stream: IO[bytes]) -> _Identity:
        status = os.fstat(stream.fileno())
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"{path} cannot be written ({error.strerror or error})"
        raise OutputError(problem, "Check the space and your rights there, or choose another --out", path=str(path)) from error


def _is_whole(stream: IO[bytes], size: int) -> bool:
    left = size - TRAILER.size
    if left < 0:
        return False
    digest, room = blake2b(digest_size=16), memoryview(bytearray(min(left, AT_ONCE) or 1))
    while left:
        read = stream.readinto(room[:left])  # type: ignore[attr-defined]  # a raw file has it
        if not read:
            return False
        digest.update(room[:read])
        left -= read
    return stream.read(TRAILER.size + 1) == TRAILER.pack(digest.digest(), size - TRAILER.size, MAGIC)


def _parts(arrays: Mapping[str, NDArray[Any]]) -> Iterator[bytes | memoryview]:
    """The description, then each array from a place that is a multiple of the alignment, in C order."""
    sizes = [array.nbytes for array in arrays.values()]
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size + -size % ALIGNMENT)
    described = [
        {"name": name, "type": array.dtype.str, "shape": array.shape, "start": start}
        for (name, array), start in zip(arrays.items(), starts, strict=False)
    ]
    head = json.dumps(described).encode()
    head += b" " * (-(len(ARRAYS) + LENGTH.size + len(head)) % ALIGNMENT)
    yield ARRAYS + LENGTH.pack(len(head)) + head
    for array in arrays.values():
        # As bytes, since times have no buffer of their own.
        yield np.ravel(array).view(np.uint8).data
        yield bytes(-array.nbytes % ALIGNMENT)


def _mapped(content: memoryview) -> dict[str, NDArray[Any]] | None:
    begin = len(ARRAYS) + LENGTH.size
    if len(content) < begin or content[: len(ARRAYS)] != ARRAYS:
        return None
    (length,) = LENGTH.unpack_from(content, len(ARRAYS))
    described = json.loads(bytes(content[begin : begin + length]))
    return {
        array["name"]: np.ndarray(array["shape"], array["type"], buffer=content, offset=begin + length + array["start"])
        for array in described
    }
