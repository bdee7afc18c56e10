"""CSV and TSV files: a header line, and a record in each row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from newsclean.errors import InputError, Rejected
from newsclean.formats.charsets import UTF8, Charset, charset_by_look
from newsclean.formats.columns import FIELDS, check_header
from newsclean.formats.csv_rows import CutRows, Row
from newsclean.formats.decoding import MARKUP, WIDEST, broken_off
from newsclean.formats.line_cutting import TooLong, cut_lines
from newsclean.formats.page import RawRecord, Source

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
# Of a row beside its longest field, as much again; quotation marks in it are doubled.
ROW = 2 * MARKUP
# Enough to tell the encoding by.
SAMPLE = 1 << 16


def read_csv(
    chunks: Iterable[bytes], source: str, stem: str, max_characters: int, columns: Mapping[str, str], delimiter: str = ""
) -> Iterator[Source | Rejected]:
    """The rows of a table in order, not yet parsed; one that cannot be used is a `Rejected`, and the next ones go on.

    Args:
        chunks: of bytes, of any size. The encoding is told by the first of them.
        source: the path as given, for messages.
        stem: names rows that have neither id nor url: ``stem:row``, counted from 1 below the header.
        max_characters: of a text.
        columns: as for `RawRecord`.
        delimiter: between fields; by default what fits the header best.

    Raises:
        InputError: if there are no rows, the header does not name what is needed, or the file is binary; after all rows
            that are whole, if the chunks break off.
    """
    sample, chunks = _sampled(iter(chunks))
    if not sample:
        next(chunks, None)
        raise InputError("the file is empty", "Leave it out", source=source)
    charset = charset_by_look(sample)
    if charset.name.startswith("utf-16"):
        chunks = _as_utf8(chunks, charset)
    end = b"\r" if b"\n" not in sample and b"\r" in sample else b"\n"  # as Macs wrote until 2001
    codec = UTF8 if charset.name.startswith("utf-16") else charset.codec
    longest = max_characters * ROW
    lines = cut_lines(chunks, longest * WIDEST, end)
    first = next((line for line in lines if isinstance(line, TooLong) or line.strip()), b"")
    if isinstance(first, TooLong):
        raise InputError("the first line is too long for a header", "Name the columns in it", source=source)
    first = first.removeprefix(codecs.BOM_UTF8)
    delimiter = delimiter or _delimiter(first.decode(codec, "replace"), {*FIELDS, *columns.values()})
    rows = CutRows(chain([first], lines), end, codec, delimiter, longest)
    found = next(rows, Row([]))
    header = [name.strip() or f"column {number}" for number, name in enumerate(found.values, start=1)]
    if found.fault:
        raise InputError(f"the header cannot be used: {found.fault}", "Name the columns in the first line", source=source)
    check_header(header, columns, source)
    noted = {} if charset.name == UTF8 or "encoding" in header else {"encoding": charset.name}
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            if row.fault:
                yield Rejected(source, number, row.fault, row.hint)
            elif len(row.values) != len(header):
                problem = f"the row has {len(row.values)} fields, the header {len(header)}"
                yield Rejected(source, number, problem, 'Put what has a delimiter in it into "quotation marks"')
            else:
                record = RawRecord(dict(zip(header, row.values, strict=True), **noted), f"{stem}:{number}", columns)
                yield Source(source, number, record)
    except InputError as error:
        raise broken_off(error, number, "rows") from None
    if not number:
        raise InputError("there are no rows below the header", "Leave it out", source=source)


def _sampled(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The beginning, long enough to tell what it is, and all chunks; an error waits for its turn among them."""
    taken: list[bytes] = []
    try:
        while sum(map(len, taken)) < SAMPLE and (chunk := next(chunks, b"")):
            taken.append(chunk)
    except InputError as error:
        return b"".join(taken), chain(taken, _raising(error))
    return b"".join(taken), chain(taken, chunks)


def _raising(error: InputError) -> Iterator[bytes]:
    raise error
    yield b""  # never reached; it makes this an iterator


def _as_utf8(chunks: Iterable[bytes], charset: Charset) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(charset.codec)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _delimiter(line: str, names: set[str]) -> str:
    """What parts the fields of a header: it gives most names that are known, or else most fields."""

    def fit(delimiter: str) -> tuple[int, int]:
        fields = next(csv.reader([line], delimiter=delimiter), [])
        return len(names.intersection(field.strip() for field in fields)), len(fields)

    return max(DELIMITERS, key=fit)
