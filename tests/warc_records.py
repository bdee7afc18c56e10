"""WARC records made up for tests."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

BODY = "<html><p>" + "Die Brücke wird im März geöffnet. " * 20


def record(kind: str, url: str, block: bytes, content_type: str = "application/http; msgtype=response", **more: str) -> bytes:
    """One record of a WARC file; its id ends with its address."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-01-02T03:04:05Z",
        f"WARC-Record-ID: <urn:made-up:{url}>",
        f"Content-Type: {content_type}",
        *(f"WARC-{name.capitalize()}: {value}" for name, value in more.items()),
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes | str = BODY, *headers: str, status: str = "200 OK", type: str = "text/html") -> bytes:
    """The record of an HTTP response."""
    data = body.encode() if isinstance(body, str) else body
    head = "\r\n".join([f"HTTP/1.1 {status}", *([f"Content-Type: {type}"] if type else []), *headers, "", ""])
    return record("response", url, head.encode() + data)


def compressed(records: Iterable[bytes]) -> bytes:
    """The records as a .warc.gz has them: each is a member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
