"""Names for finished files: digests of what they were made from, so that a run that goes on finds them again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from attrs import fields, has

SIZE = 16  # bytes; two different values share one with a probability of 1 in 10^19 among 10^9 of them


def digest(*values: object) -> str:
    """A name for values, the same in every process that runs this code; another one for values that differ.

    Args:
        values: text, bytes, numbers, None, attrs values, functions of modules, collections of such, and anything else that
            says what it is as text.

    Raises:
        TypeError: for a function that only exists in this process, of which nobody can say whether it is the same tomorrow.
    """
    seen = hashlib.blake2b(code(), digest_size=SIZE)
    for part in _parts(values):
        seen.update(len(part).to_bytes(8))
        seen.update(part)
    return seen.hexdigest()


@cache
def code() -> bytes:
    """Which code this is: what was decided by other code is decided anew."""
    seen = hashlib.blake2b(digest_size=SIZE)
    top = files("newsclean")
    if isinstance(top, Path):
        for path in sorted([*top.rglob("*.py"), *top.rglob("*.toml")]):
            told = path.stat()
            seen.update(f"{path.relative_to(top)} {told.st_size} {told.st_mtime_ns}\n".encode())
    return seen.digest()


def _parts(value: object) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield b"b" + value
    elif isinstance(value, str):
        yield b"s" + value.encode("utf-8", "surrogatepass")
    elif value is None or isinstance(value, int | float):
        yield repr(value).encode()
    elif isinstance(value, Collection):
        yield from _collected(value)
    elif has(type(value)):
        yield type(value).__qualname__.encode()
        for part in fields(type(value)):
            if part.eq:
                yield from _parts(getattr(value, part.name))
    elif callable(value):
        if "<" in getattr(value, "__qualname__", "<"):
            raise TypeError(f"{value!r} has no name")
        yield f"{value.__module__}.{value.__qualname__}".encode()
    else:  # such as a date among the unknown fields of an article
        yield f"{type(value).__qualname__} {value}".encode()


def _collected(values: Collection[object]) -> Iterator[bytes]:
    if isinstance(values, Mapping):
        yield b"mapping of %d" % len(values)
        for key in sorted(values, key=repr):
            yield from _parts(key)
            yield from _parts(values[key])
    elif isinstance(values, set | frozenset):
        yield b"set of %d" % len(values)
        yield from sorted(digest(one).encode() for one in values)
    else:
        yield b"%d" % len(values)
        for one in values:
            yield from _parts(one)
