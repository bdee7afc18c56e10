"""Rows of CSV cut out of lines, with bounded memory, and found again after a bad one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from attrs import frozen

from newsclean.formats.decoding import TO_UTF8
from newsclean.formats.line_cutting import TooLong

QUOTED = "Close each quotation mark, and double those inside of a field"
SHORTER = "Split it into articles, or raise --max-characters"
# What Python's csv takes as a limit: a C long, which has 32 bits on Windows.
LARGEST = 2**31 - 1


@frozen
class Row:
    """The fields of a row, or what is wrong with it and what to do."""

    values: list[str]
    fault: str = ""
    hint: str = ""


class CutRows:
    """The rows of CSV, as Python's `csv` reads them; blank ones are passed over.

    After a row that cannot be read, the next one begins where as many quotation marks are closed as were opened.

    Args:
        lines: as `cut_lines` gives them.
        end: what they ended with.
        codec: of their bytes.
        delimiter: between fields.
        longest: of a row, in characters.
    """

    def __init__(self, lines: Iterable[bytes | TooLong], end: bytes, codec: str, delimiter: str, longest: int) -> None:
        self._lines = _DrawnLines(lines, end.decode(), codec, longest)
        self._rows = csv.reader(self._lines, delimiter=delimiter)
        self._longest = min(longest, LARGEST)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        while True:
            self._lines.begin_row()
            try:
                values = self._values()
            except csv.Error as error:
                self._lines.skip_row()
                return Row([], f"the row cannot be read ({error})", QUOTED)
            except _RowTooLong:
                self._lines.skip_row()
                return Row([], f"the row is longer than {self._longest:,} characters", SHORTER)
            if fault := self._lines.fault:
                return Row([], *fault)
            if any(value.strip() for value in values):
                return Row(values)

    def _values(self) -> list[str]:
        # The limit is one for all of Python: it is only ours while a row is read.
        limit = csv.field_size_limit(self._longest)
        try:
            return next(self._rows)
        finally:
            csv.field_size_limit(limit)


class _RowTooLong(Exception):  # noqa: N818  # a turn of the loop, no error that anybody sees
    """The row under way has more characters than any may have."""


class _DrawnLines:
    """Lines as text, and what is known of the row that they are drawn for."""

    def __init__(self, lines: Iterable[bytes | TooLong], end: str, codec: str, longest: int) -> None:
        self._lines = iter(lines)
        self._end, self._codec, self._longest = end, codec, longest
        self.begin_row()

    def begin_row(self) -> None:
        self.fault: tuple[str, str] | None = None
        self._characters = self._quotes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            if self._characters:
                self.fault = "a quotation mark that begins in the row is never closed", QUOTED
            raise
        if isinstance(line, TooLong):
            self._quotes += line.quotes
            raise _RowTooLong
        try:
            text = line.decode(self._codec) + self._end
        except UnicodeDecodeError as error:
            self.fault = f"byte {error.start} of a line is not {self._codec.upper()} (0x{line[error.start]:02x})", TO_UTF8
            text = line.decode(self._codec, "replace") + self._end
        if "\0" in text:
            self.fault = "the row has a NUL character, which no text has", "Write the file again, without it"
        self._characters += len(text)
        self._quotes += text.count('"')
        if self._characters > self._longest:
            raise _RowTooLong
        return text

    def skip_row(self) -> None:
        """Passes over what is left of a row that could not be read."""
        while self._quotes % 2:
            line = next(self._lines, None)
            if line is None:
                return
            self._quotes += line.quotes if isinstance(line, TooLong) else line.count(b'"')
