"""Reading WARC: which records are pages, their codings and charsets, where they stand, and damaged files."""

from __future__ import annotations

import gzip
import sys
import zlib
from pathlib import Path

import brotli
import pytest
from backports import zstd

from newsclean import Article
from newsclean.errors import Rejected
from newsclean.formats import Page
from read_records import page, read, rejected
from warc_records import BODY, compressed, record, response

LIMIT = 100_000
FIRST, SECOND, THIRD = "https://a.example/1", "https://a.example/2", "https://a.example/3"
RECORDS = [
    record("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    record("request", FIRST, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    response(FIRST),
    response(SECOND),
    response(THIRD),
]


def warc(
    tmp_path: Path, data: bytes, name: str = "in.warc", limit: int = LIMIT, **columns: str
) -> list[Article | Page | Rejected]:
    (tmp_path / name).write_bytes(data)
    return read(tmp_path / name, limit=limit, columns=columns)


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


class TestPages:
    def test_a_response_is_a_page_with_its_place(self, tmp_path: Path) -> None:
        *_, found = warc(tmp_path, b"".join(RECORDS))
        place = {"file": "in.warc", "offset": len(b"".join(RECORDS[:-1])), "record_id": f"<urn:made-up:{THIRD}>"}
        assert (page(found).id, page(found).html) == (THIRD, BODY)
        assert page(found).known == {"url": THIRD, "extra": {"warc": place | {"date": "2024-01-02T03:04:05Z"}}}

    @pytest.mark.parametrize(("ending", "compress"), [("gz", gzip.compress), ("zst", zstd.compress)])
    def test_the_offset_is_that_in_the_compressed_file(self, tmp_path: Path, ending: str, compress: object) -> None:
        assert callable(compress)
        data = b"".join(compress(one) for one in RECORDS)
        found = warc(tmp_path, data, f"in.warc.{ending}")
        offsets = [page(one).known["extra"]["warc"]["offset"] for one in found]
        assert offsets == [len(b"".join(compress(one) for one in RECORDS[:number])) for number in (2, 3, 4)]

    def test_a_file_that_is_compressed_as_one_has_no_offsets(self, tmp_path: Path) -> None:
        found = warc(tmp_path, gzip.compress(b"".join(RECORDS)), "in.warc.gz")
        assert [page(one).known["extra"]["warc"]["offset"] for one in found] == [None] * 3

    def test_a_resource_is_a_page_too(self, tmp_path: Path) -> None:
        (found,) = warc(tmp_path, record("resource", f"<{FIRST}>", BODY.encode(), "text/html; charset=utf-8", truncated="length"))
        assert (page(found).id, page(found).html) == (FIRST, BODY)
        assert page(found).known["extra"]["warc"]["truncated"] == "length"

    @pytest.mark.parametrize(
        "other",
        [
            response(FIRST, status="404 Not Found"),
            response(FIRST, status="301 Moved Permanently"),
            response(FIRST, type="image/png"),
            response(FIRST, type=""),
            record("response", FIRST, b"this is no HTTP"),
            record("revisit", FIRST, b""),
            record("metadata", FIRST, b"<html>", "text/html"),
        ],
    )
    def test_what_is_no_page_is_passed_over(self, tmp_path: Path, other: bytes) -> None:
        assert [page(found).id for found in warc(tmp_path, other + response(SECOND))] == [SECOND]

    def test_the_id_may_be_another(self, tmp_path: Path) -> None:
        (found,) = warc(tmp_path, response(FIRST), id="warc.record_id", published="warc.date")
        assert (page(found).id, page(found).known["url"]) == (f"<urn:made-up:{FIRST}>", FIRST)
        assert page(found).known["published"] == "2024-01-02T03:04:05Z"


class TestCodings:
    @pytest.mark.parametrize(
        ("header", "encode"),
        [
            ("Content-Encoding: gzip", gzip.compress),
            ("Content-Encoding: deflate", zlib.compress),
            ("Content-Encoding: deflate", raw_deflate),
            ("Content-Encoding: br", brotli.compress),
            ("Content-Encoding: zstd", zstd.compress),
            ("Transfer-Encoding: chunked", chunked),
            ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", lambda data: chunked(gzip.compress(data))),
            # What crawlers have undone already, and say nevertheless.
            ("Content-Encoding: gzip", bytes),
            ("Content-Encoding: br", bytes),
            ("Content-Encoding: deflate", bytes),
            ("Transfer-Encoding: chunked", bytes),
        ],
    )
    def test_codings_are_undone(self, tmp_path: Path, header: str, encode: object) -> None:
        assert callable(encode)
        first, second = warc(tmp_path, response(FIRST, encode(BODY.encode()), header) + response(SECOND))
        assert (page(first).html, page(second).html) == (BODY, BODY)

    def test_the_charset_of_the_server_goes_before_that_of_the_page(self, tmp_path: Path) -> None:
        html = f"<meta charset=utf-8>{BODY}"
        (found,) = warc(tmp_path, response(FIRST, html.encode("latin-1"), type='Text/HTML; Charset="ISO-8859-1"'))
        assert (page(found).html, page(found).known["extra"]["encoding"]) == (html, "windows-1252")

    @pytest.mark.parametrize(
        ("header", "body"),
        [
            ("Content-Encoding: gzip", gzip.compress(b"", mtime=0)[:10] + b"\xff" * 30),
            ("Content-Encoding: br", b"\xff" * 30),
            ("Content-Encoding: deflate", b"\xff" * 30),
        ],
    )
    def test_a_broken_coding_costs_one_page(self, tmp_path: Path, header: str, body: bytes) -> None:
        first, second = warc(tmp_path, response(FIRST, body, header) + response(SECOND))
        assert "coding is broken" in rejected(first).error
        assert rejected(first).record == 1
        assert page(second).id == SECOND

    @pytest.mark.parametrize(
        ("header", "encode"),
        [
            ("X: y", bytes),
            ("Content-Encoding: gzip", gzip.compress),
            ("Content-Encoding: br", brotli.compress),
            ("Content-Encoding: gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ],
    )
    def test_pages_are_only_so_large(self, tmp_path: Path, header: str, encode: object) -> None:
        assert callable(encode)
        first, second = warc(tmp_path, response(FIRST, encode(b" " * 30_000), header) + response(SECOND), limit=1000)
        assert "larger than 20,000 bytes" in rejected(first).error
        assert page(second).id == SECOND


class TestDamage:
    @pytest.mark.parametrize("gz", [False, True])
    def test_cut_anywhere_what_is_whole_is_kept_and_the_place_named(self, tmp_path: Path, gz: bool) -> None:  # noqa: FBT001
        data = compressed(RECORDS) if gz else b"".join(RECORDS)
        ends = [len(compressed(RECORDS[:n]) if gz else b"".join(RECORDS[:n])) for n in range(6)]
        # A record that lacks only the empty lines behind it is whole.
        whole = {end - missing for end in ends for missing in range(1 if gz else 5)}
        for at in (at for at in range(1, len(data), 3 if gz else 17) if at not in whole):
            *found, last = warc(tmp_path, data[:at], "in.warc.gz" if gz else "in.warc")
            assert rejected(last).record is None
            kept = [url for url, end in zip([FIRST, SECOND, THIRD], ends[3:], strict=True) if end <= at]
            # The last bytes of a compressed record hold nothing of its page.
            assert [page(one).id for one in found][: len(kept)] == kept
            assert all(page(one).html == BODY for one in found)

    def test_a_damaged_member_ends_the_file(self, tmp_path: Path) -> None:
        data = bytearray(compressed(RECORDS))
        place = len(compressed(RECORDS[:3])) + 60
        data[place : place + 40] = b"\xff" * 40
        first, last = warc(tmp_path, bytes(data), "in.warc.gz")
        assert page(first).id == FIRST
        assert "damaged" in rejected(last).error

    @pytest.mark.parametrize(
        "data", [b"", b"no WARC at all\n" * 9, gzip.compress(b"no WARC", mtime=0), b"WARC/1.0\r\n", b"\x1f\x8b"]
    )
    def test_what_is_no_warc(self, tmp_path: Path, data: bytes) -> None:
        assert rejected(*warc(tmp_path, data)).record is None

    def test_a_record_that_says_it_is_longer_swallows_no_page_in_silence(self, tmp_path: Path) -> None:
        *_, last = warc(tmp_path, response(FIRST).replace(b"Content-Length: 7", b"Content-Length: 97") + response(SECOND))
        assert "cut off" in rejected(last).error

    def test_without_fastwarc_the_error_says_what_to_install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
        assert rejected(*warc(tmp_path, response(FIRST))).hint == "Install it with: pip install 'newsclean[warc]'"
