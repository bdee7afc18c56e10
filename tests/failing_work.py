"""What worker processes are given in tests: items that do what they say, such as killing the process they are in."""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

logger = logging.getLogger("newsclean.failing_work")

_done_here: list[object] = []


def doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def act(items: Sequence[object]) -> list[object]:
    """Does what the items say; they are the result, or what they gave."""
    return [_act(item) for item in items]


def where(items: Sequence[object]) -> int:
    """The process, after doing what the items say."""
    act(items)
    return os.getpid()


def _act(item: object) -> object:
    given = item.act() if isinstance(item, Deed) else None
    _done_here.append(item)
    return item if given is None else given


class Deed:
    """An item that does something."""

    def act(self) -> object:
        raise NotImplementedError


@frozen
class Kill(Deed):
    """Dies as by ``kill -9``, or the kernel when memory is short."""

    def act(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@frozen
class Exit(Deed):
    """Dies as by a crash of a library that knows how to leave."""

    code: int

    def act(self) -> None:
        os._exit(self.code)


@frozen
class SystemExits(Deed):
    """Leaves by Python's own door."""

    code: int

    def act(self) -> None:
        sys.exit(self.code)


@frozen
class Hang(Deed):
    """Never ends, in Python."""

    def act(self) -> None:
        threading.Event().wait()


@frozen
class HangInC(Deed):
    """Never ends, and lets no other thread run: the pattern backtracks for longer than anybody waits."""

    def act(self) -> None:
        re.match("(a|aa)+$", 200 * "a" + "b")


@frozen
class Babble(Deed):
    """Never ends to log, and faster than anybody can listen."""

    def act(self) -> None:
        while True:
            logger.warning("and another thing", extra={"slow": Slow()})


class Slow:
    """Takes some milliseconds to load."""

    def __reduce__(self) -> tuple[Any, ...]:
        return sum, (range(100_000),)


@frozen
class Fragile(Deed):
    """Dies where anything else was done before."""

    def act(self) -> None:
        if _done_here:
            os.kill(os.getpid(), signal.SIGKILL)


@frozen
class Raise(Deed):
    error: Exception

    def act(self) -> None:
        raise self.error


@frozen
class RaiseForeign(Deed):
    """Raises an error that pickle cannot put together again."""

    def act(self) -> None:
        raise ForeignError(needed="this")


class ForeignError(Exception):
    def __init__(self, *, needed: str) -> None:
        super().__init__(needed)


@frozen
class Say(Deed):
    """Logs a message."""

    level: int
    message: str

    def act(self) -> None:
        logger.log(self.level, "%s", self.message)


@frozen
class Warn(Deed):
    message: str

    def act(self) -> None:
        warnings.warn(self.message, stacklevel=1)


@frozen
class Bytes(Deed):
    """Gives so many bytes."""

    size: int

    def act(self) -> bytes:
        return bytes(self.size)


@frozen
class Await(Deed):
    """Waits for the `Release` of the same pipe."""

    pipe: Path

    def act(self) -> None:
        self.pipe.read_text()


@frozen
class Release(Deed):
    pipe: Path

    def act(self) -> None:
        self.pipe.write_text("go on")


class Counted:
    """Work that counts how often it is pickled in one process, and how often it is loaded in another."""

    pickled = 0
    loaded = 0

    def __reduce__(self) -> tuple[Any, ...]:
        Counted.pickled += 1
        return _loaded, ()

    def __call__(self, items: Sequence[object]) -> int:
        return Counted.loaded if items else 0


def _loaded() -> Counted:
    Counted.loaded += 1
    return Counted()


class NotThere:
    """Work that can be pickled and not loaded."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _not_there, ()

    def __call__(self, items: Sequence[object]) -> Sequence[object]:
        return items


def _not_there() -> NotThere:
    raise ImportError("no such thing here")
