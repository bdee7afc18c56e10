"""The lines of a finished run's file as a sequence of values, each read when it is asked for."""

from __future__ import annotations

from array import array
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from operator import eq
from pathlib import Path
from typing import BinaryIO, TypeVar, overload

from attrs import frozen

from newsclean.errors import NewscleanError, OutputError
from newsclean.formats.records import damaged, missing
from newsclean.formats.run_folder import AGAIN

T = TypeVar("T")


@frozen(eq=False, repr=False)
class Lines(Sequence[T]):
    """The lines of a file; only their places are in memory, in eight bytes each, so that the file may be large.

    It is equal to any sequence of the same values, in the same order.

    Attributes:
        path: of the file, which stays as it is.
        decode: the value of a line, given as it stands there, with its line end; what it raises of `NewscleanError` tells what is
            wrong with the line.
        places: where each line begins, in bytes; blank lines are passed over.

    Raises:
        OutputError: when a line is read that is damaged, which is named, or the file cannot be read any more.
    """

    path: Path
    decode: Callable[[bytes], T]
    places: array[int]

    @classmethod
    def of(cls, path: Path, decode: Callable[[bytes], T]) -> Lines[T]:
        """Those of a file, which is looked through once for their places; see the class.

        Raises:
            OutputError: if there is no such file, or it cannot be read.
        """
        if not path.is_file():
            raise missing(path)
        places = array("Q")
        at = 0
        try:
            with path.open("rb") as stream:
                for line in stream:
                    mark = len(BOM_UTF8) if not at and line.startswith(BOM_UTF8) else 0  # editors on Windows write one
                    if len(line) > mark and not line[mark:].isspace():
                        places.append(at + mark)
                    at += len(line)
        except OSError as error:
            raise _unreadable(path, error) from error
        return cls(path, decode, places)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Lines[T]: ...
    def __getitem__(self, index: int | slice) -> T | Lines[T]:
        if isinstance(index, slice):
            return Lines(self.path, self.decode, self.places[index])
        place = self.places[index]
        try:
            with self.path.open("rb") as stream:
                return self._value(stream, place)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def __iter__(self) -> Iterator[T]:
        try:
            with self.path.open("rb") as stream:
                for place in self.places:
                    yield self._value(stream, place)
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes | bytearray | memoryview):
            return NotImplemented
        return self is other or (len(self) == len(other) and all(map(eq, self, other)))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} lines of {self.path}>"

    def _value(self, stream: BinaryIO, place: int) -> T:
        stream.seek(place)
        try:
            return self.decode(stream.readline())
        except NewscleanError as error:
            raise damaged(self.path, _number(stream, place), error.problem) from error


def _number(stream: BinaryIO, place: int) -> int:
    """The number of the line that begins at a place, from 1; only asked for a damaged one."""
    stream.seek(0)
    number = 1
    while stream.tell() < place and (line := stream.readline()):
        number += line.endswith(b"\n")
    return number


def _unreadable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be read ({error.strerror or error})", AGAIN, path=str(path))
