"""Lines cut out of chunks of bytes, each held only as long as it may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen


@frozen
class TooLong:
    """A line that was longer than allowed, and not kept; ``quotes`` is how many quotation marks it had."""

    quotes: int


def cut_lines(chunks: Iterable[bytes], longest: int, end: bytes = b"\n") -> Iterator[bytes | TooLong]:
    """The lines without their ends, in order; the last one need not have an end.

    When the chunks raise, a line that has begun is left out: whether it is whole cannot be told.

    Args:
        chunks: of any size.
        longest: of a line, in bytes.
        end: the one byte that ends a line.
    """
    begun: list[bytes] = []  # of a line, in earlier chunks
    size = quotes = 0
    for chunk in chunks:
        *lines, rest = chunk.split(end)
        for line in lines:
            if size:
                begun.append(line)
                size += len(line)
                line = b"".join(begun)
            if size > longest or len(line) > longest:
                yield TooLong(quotes + line.count(b'"'))
            else:
                yield line
            if size:
                begun, size, quotes = [], 0, 0
        if rest:
            begun.append(rest)
            size += len(rest)
            if size > longest:
                quotes += sum(part.count(b'"') for part in begun)
                begun = []
    if size > longest:
        yield TooLong(quotes)
    elif size:
        yield b"".join(begun)
