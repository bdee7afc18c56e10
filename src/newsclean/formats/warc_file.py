"""WARC files, such as those of CC-NEWS: the pages in them; by fastwarc, which is only needed here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsclean.errors import InputError, Rejected
from newsclean.formats.compression import AGAIN, GZIP, ZSTD, read_chunks
from newsclean.formats.decoding import MARKUP, WIDEST
from newsclean.formats.page import Source
from newsclean.formats.warc_page import RecordBroken, page_of

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES = (".warc",)
# Of the header of a record: as much as fastwarc reads.
HEADER = 1 << 15
LENGTH = re.compile(rb"^content-length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
HEADER_END = re.compile(rb"\r?\n\r?\n")


def read_warc(path: Path, source: str, max_characters: int, columns: Mapping[str, str]) -> Iterator[Source | Rejected]:
    """The pages of the records, in order: responses with status 200, and resources, that say that they are HTML.

    Other records are passed over. A page's id and url are the address that it was fetched from. ``extra["warc"]`` says
    where it stands: ``file``, ``offset`` (in bytes of the file as it is, so that the record can be fetched alone; None
    where the records are not compressed one by one), ``record_id`` and ``date``.

    Args:
        path: of the file, plain or compressed.
        source: the path as given, for messages.
        max_characters: of a text; a page may have five times as many.
        columns: as for `RawRecord`; a record has the columns ``url``, ``warc.record_id``, ``warc.date`` and so on.

    Raises:
        InputError: if fastwarc is not installed, or there is no record at all; after all records that are whole, if the file
            is damaged or cut off.
    """
    longest = max_characters * MARKUP * WIDEST
    with path.open("rb") as stream, path.open("rb") as beside:
        compressed = _is_compressed(beside, 0)
        position = number = 0
        broken = False
        for number, record in enumerate(_records(stream, source), start=1):
            position = record.stream_pos
            offset = position if not compressed or _is_compressed(beside, position) else None
            try:
                page = page_of(record, {"file": path.name, "offset": offset}, longest, columns)
            except InputError as error:
                yield Rejected.because(error, source, number)
            except RecordBroken:
                broken = True
                break
            else:
                if page is not None:
                    yield Source(source, number, page)
        if not number:
            raise InputError("there are no records", "Give a file of WARC records, as crawlers write them", source=source)
        _check_end(beside, position, source, compressed=compressed)
        if broken:
            raise InputError(f"the record at byte {position:,} has fewer bytes than it says", AGAIN, source=source)


def _records(stream: BinaryIO, source: str) -> Iterator[WarcRecord]:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        hint = "Install it with: pip install 'newsclean[warc]'"
        raise InputError("WARC is read by fastwarc, which is not installed", hint, source=source) from None
    number = position = 0
    try:
        # Codings are undone page by page: a broken one would end the iteration.
        for record in ArchiveIterator(stream, parse_http=True, auto_decode="none", strict_mode=False):
            yield record
            number, position = number + 1, record.stream_pos
    except (OSError, ValueError, RuntimeError) as error:
        problem = f"the file is damaged behind the record at byte {position:,} ({error}); {number:,} records were read"
        raise InputError(problem, AGAIN, source=source) from None


def _is_compressed(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    return stream.read(len(ZSTD)).startswith((GZIP, ZSTD))


def _check_end(stream: BinaryIO, position: int, source: str, *, compressed: bool) -> None:
    """Sees to it that the file ends with its last record, since fastwarc passes over a record that is cut off.

    Args:
        stream: the file.
        position: where the last record begins that fastwarc found.
        source: the path as given.
        compressed: whether the file is.

    Raises:
        InputError: if it ends earlier, or goes on with what is no record.
    """
    if compressed:
        stream.seek(position if _is_compressed(stream, position) else 0)
        for _ in read_chunks(stream, source):
            pass
        return
    stream.seek(position)
    header = stream.read(HEADER)
    end, length = HEADER_END.search(header), LENGTH.search(header)
    if end is not None and length is not None and length.start() < end.end():
        rest = stream.seek(0, 2) - (position + end.end() + int(length[1]))
        stream.seek(-max(rest, 0), 2)
        if rest >= 0 and not stream.read(HEADER).strip():
            return
    raise InputError(f"the file is cut off in or behind the record at byte {position:,}", AGAIN, source=source)
