"""Inputs as chunks of bytes, decompressed on the way: what is compressed is told by how it begins, not by its name."""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from newsclean.errors import InputError
from newsclean.formats.decoding import too_long

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# What an ending says the file begins with.
BEGINNINGS = {".gz": GZIP, ".zst": ZSTD}
# No more is held at once, however much a few bytes of a decompression bomb stand for.
CHUNK = 1 << 20
# Compressed bytes given to a decompressor at once. Of Zstandard, what those before a bad one stood for is lost.
PIECE = 1 << 14
AGAIN = "Fetch or copy the file again"


def read_chunks(stream: BinaryIO, source: str, beginning: bytes = b"") -> Iterator[bytes]:
    """What a stream holds, in chunks of up to 1 MB, decompressed if it is gzip or Zstandard, with all members of the file.

    Args:
        stream: open for reading bytes.
        source: the path as given, for messages.
        beginning: how the file's ending says that it begins; a file that ends within that is cut off.

    Raises:
        InputError: after all that came before, if compressed data are cut off or damaged; at once if Zstandard is not
            installed.
        OSError: if the stream cannot be read.
    """
    first = b""
    while len(first) < len(ZSTD) and (more := stream.read1(CHUNK)):  # type: ignore[attr-defined]  # files, pipes, BytesIO
        first += more
    if first.startswith(GZIP):
        yield from _decompressed(stream, first, _Gzip, "gzip", source)
    elif first.startswith(ZSTD):
        yield from _decompressed(stream, first, _zstandard(source), "Zstandard", source)
    elif len(first) < len(beginning) and beginning.startswith(first):
        raise InputError("the compressed file is cut off at its beginning", AGAIN, source=source)
    else:
        while first:
            yield first
            first = stream.read1(CHUNK)  # type: ignore[attr-defined]


def read_whole(chunks: Iterable[bytes], longest: int, source: str, max_characters: int) -> bytes:
    """All chunks together, as long as they have no more than ``longest`` bytes.

    Raises:
        InputError: if there are more: no text of ``max_characters`` code points needs them.
    """
    parts: list[bytes] = []
    for chunk in chunks:
        longest -= len(chunk)
        if longest < 0:
            raise too_long(source, max_characters)
        parts.append(chunk)
    return b"".join(parts)


class _Member(Protocol):
    """One member of a compressed file."""

    @property
    def eof(self) -> bool:
        """Whether its end was met."""

    @property
    def unused_data(self) -> bytes:
        """What followed its end."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised where it is damaged."""

    def give(self, data: bytes) -> Iterator[bytes]:
        """What further compressed bytes stand for, in chunks."""


class _Gzip:
    failures: tuple[type[Exception], ...] = (zlib.error,)

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)  # with the header and the checksum of gzip

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def give(self, data: bytes) -> Iterator[bytes]:
        is_full = True
        while (data or is_full) and not self.eof:
            before = self._inner.copy()
            try:
                out = self._inner.decompress(data, CHUNK)
            except zlib.error:
                # The call that meets the damage gives nothing of what came before it, so that it is met byte by byte.
                yield from (before.decompress(data[at : at + 1]) for at in range(len(data)))
                raise
            data, is_full = self._inner.unconsumed_tail, len(out) == CHUNK
            yield out


class _Zstandard:
    def __init__(self, module: Any) -> None:
        self._inner = module.ZstdDecompressor()
        self.failures: tuple[type[Exception], ...] = (module.ZstdError,)

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def give(self, data: bytes) -> Iterator[bytes]:
        yield self._inner.decompress(data, CHUNK)
        while not self.eof and not self._inner.needs_input:
            yield self._inner.decompress(b"", CHUNK)


def _zstandard(source: str) -> Callable[[], _Zstandard]:
    try:
        module = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    except ImportError:
        hint = "Install it with: pip install 'newsclean[zstd]'"
        raise InputError("the file is compressed with Zstandard, which is not installed", hint, source=source) from None
    return lambda: _Zstandard(module)


def _decompressed(stream: BinaryIO, data: bytes, new_member: Callable[[], _Member], name: str, source: str) -> Iterator[bytes]:
    while data:
        member = new_member()
        while not member.eof:
            if not data:
                data = stream.read1(PIECE)  # type: ignore[attr-defined]
                if not data:
                    raise InputError(f"the {name} data are cut off", AGAIN, source=source)
            piece, data = data[:PIECE], data[PIECE:]
            try:
                yield from filter(None, member.give(piece))
            except member.failures as error:
                raise InputError(f"the {name} data are damaged ({error})", AGAIN, source=source) from None
        data = member.unused_data + data
        # Tapes and some archivers fill the last block with zeros.
        while not (data := data.lstrip(b"\0")) and (data := stream.read1(PIECE)):  # type: ignore[attr-defined]
            pass
