"""One record of a WARC file as a page: what the server sent, with its codings undone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO

from newsclean.errors import InputError
from newsclean.formats.columns import KNOWN, split_fields
from newsclean.formats.page import Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = {"response", "resource"}
HTML = {"text/html", "application/xhtml+xml"}
CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';,]+)""", re.IGNORECASE)
GZIP_OR_ZLIB, RAW_DEFLATE = 47, -15  # zlib's "window bits"
# Bytes of the chunk-size line of RFC 9112, with which a chunked body begins.
CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,16}[ \t]*[;\r\n]")


class RecordBroken(Exception):  # noqa: N818  # the reader of the file looks for what is wrong with it
    """A record cannot be read as far as it says that it goes."""


def page_of(record: WarcRecord, provenance: Mapping[str, object], longest: int, columns: Mapping[str, str]) -> Page | None:
    """The page that a record holds; None if it holds none that a reader would have seen.

    Args:
        record: as fastwarc has parsed it, with its body still to be read.
        provenance: where it stands; the record's id and date are added.
        longest: of a page, in bytes.
        columns: as for `RawRecord`.

    Raises:
        InputError: if the page is longer, or its coding is broken.
        RecordBroken: if it cannot be read whole.
    """
    if str(record.record_type) not in PAGES:
        return None
    headers = record.http_headers if record.is_http_parsed else record.headers
    if record.is_http != record.is_http_parsed or (record.is_http and headers.status_code != 200):
        return None
    content_type = headers.get("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() not in HTML:
        return None
    length = record.content_length
    if length > longest:
        raise _too_large(longest)
    try:
        body = record.reader.read(length) if length else b""
    except (OSError, ValueError) as error:
        raise RecordBroken from error
    if len(body) < length:
        raise RecordBroken
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None  # wget puts it into angle brackets
    id = record.headers.get("WARC-Record-ID")
    warc = dict(provenance) | {"record_id": id, "date": record.headers.get("WARC-Date")}
    if cut := record.headers.get("WARC-Truncated"):
        warc["truncated"] = cut
    fields, extra = split_fields({"url": url, "warc": warc}, columns)
    known = {name: fields[name] for name in KNOWN if isinstance(fields[name], str)}
    charset = CHARSET.search(content_type)
    if record.is_http:
        body = _decoded(body, headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "", longest)
    name = next((name for name in (fields["id"], url, id) if isinstance(name, str)), "")
    return Page(name, body, known | {"extra": extra}, charset[1] if charset else None)


def _decoded(body: bytes, transfer: str, content: str, longest: int) -> bytes:
    """The body of a response without its codings, undone from the last to the first.

    Crawlers often undo a coding and leave its name in the header, so that a body that does not look like it stays as it is.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

    readers: dict[str, Callable[[BinaryIO], BinaryIO]] = {"br": BrotliReader, "zstd": ZstdReader}  # type: ignore[dict-item]
    names = [name.strip().lower() for header in (content, transfer) for name in header.split(",")]
    try:
        for name in reversed(names):
            if name == "chunked" and CHUNK_SIZE.match(body):
                body = ChunkedReader(io.BytesIO(body)).read(longest + 1)
            elif name in ("gzip", "x-gzip", "deflate"):
                body = _inflated(body, name, longest + 1)
            elif name in readers and body.lstrip()[:1] != b"<":
                body = readers[name](io.BytesIO(body)).read(longest + 1)
            if len(body) > longest:
                raise _too_large(longest)
    except (OSError, ValueError, zlib.error) as error:
        problem = f"the page's {content or transfer} coding is broken ({error})"
        raise InputError(problem, "Fetch the page again") from None
    return body


def _inflated(body: bytes, name: str, most: int) -> bytes:
    if name == "deflate" and body.lstrip()[:1] != b"<":
        try:
            return zlib.decompressobj(GZIP_OR_ZLIB).decompress(body, most)
        except zlib.error:
            return zlib.decompressobj(RAW_DEFLATE).decompress(body, most)  # as some servers understood RFC 2616
    if body.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(GZIP_OR_ZLIB).decompress(body, most)
    return body


def _too_large(longest: int) -> InputError:
    return InputError(f"the page is larger than {longest:,} bytes", "Leave it out, or raise --max-characters")
