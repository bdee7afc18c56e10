"""Compressed inputs: told by how they begin, read in chunks, kept as far as they are whole."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Callable
from hashlib import shake_256
from pathlib import Path

import pytest
from backports import zstd

from newsclean.errors import InputError
from newsclean.formats.compression import CHUNK, read_chunks
from read_records import article, page, read, rejected

COMPRESSIONS = [("gz", gzip.compress), ("zst", zstd.compress)]
compressions = pytest.mark.parametrize(("ending", "compress"), COMPRESSIONS, ids=["gz", "zst"])
ROWS = b"".join(json.dumps({"id": f"a{number}", "text": "Text. " * 50}).encode() + b"\n" for number in range(40))
Compress = Callable[[bytes], bytes]


def chunks_of(data: bytes) -> list[bytes]:
    return list(read_chunks(io.BytesIO(data), "in"))


class TestFiles:
    @compressions
    def test_all_formats_may_be_compressed(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        for name, data in (("a.b.txt", b"Text."), ("c.html", b"<p>x"), ("d.csv", b"text\nx\n"), ("e.jsonl", b'{"text": "x"}')):
            (tmp_path / f"{name}.{ending}").write_bytes(compress(data))
        text, html, row, line = read(tmp_path)
        assert [article(text).id, page(html).id, article(row).id, article(line).id] == ["a.b", "c", "d:1", "e:1"]

    @compressions
    def test_whatever_the_ending_says(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        (tmp_path / "a.jsonl").write_bytes(compress(ROWS))
        (tmp_path / f"b.jsonl.{ending}").write_bytes(ROWS)
        assert len([article(found) for found in read(tmp_path)]) == 80

    @compressions
    def test_cut_off_files_give_what_is_whole(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        data = compress(ROWS[: len(ROWS) // 2]) + compress(ROWS[len(ROWS) // 2 :])
        half = len(compress(ROWS[: len(ROWS) // 2]))
        for at in range(len(data)):
            (tmp_path / f"in.jsonl.{ending}").write_bytes(data[:at])
            *found, last = read(tmp_path / f"in.jsonl.{ending}")
            if at == half:
                continue
            assert "cut off" in rejected(last).error
            assert [article(one).id for one in found] == [f"a{number}" for number in range(len(found))]
            assert len(found) >= (20 if at > half else 0)
        assert len(found) >= 20

    @compressions
    def test_a_table_that_is_cut_off_gives_its_whole_rows(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        (tmp_path / f"in.csv.{ending}").write_bytes(compress(b"id,text\na,x\nb,y\n") + compress(b"c,z\n" * 9)[:-9])
        *found, last = read(tmp_path / f"in.csv.{ending}")
        assert [article(one).id for one in found][:2] == ["a", "b"]
        assert f"cut off; {len(found)} rows before that were read" in rejected(last).error

    @compressions
    def test_a_text_that_is_cut_off_is_no_article(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        for at in range(len(compress(b"Text. " * 9))):
            (tmp_path / f"a.txt.{ending}").write_bytes(compress(b"Text. " * 9)[:at])
            (found,) = read(tmp_path)
            assert "cut off" in rejected(found).error

    @compressions
    def test_damaged_files_give_what_came_before(self, tmp_path: Path, ending: str, compress: Compress) -> None:
        lines = ROWS.splitlines(keepends=True)
        noise = [json.dumps({"id": f"n{number}", "text": shake_256(b"%d" % number).hexdigest(9000)}) for number in range(3)]
        data = b"".join(compress(line) for line in lines) + b"".join(compress(row.encode() + b"\n") for row in noise)
        (tmp_path / f"in.jsonl.{ending}").write_bytes(data + compress(b"{}")[:4] + b"\xff" * 50)
        *found, last = read(tmp_path / f"in.jsonl.{ending}", limit=100_000)
        assert [article(one).id for one in found][:40] == [f"a{number}" for number in range(40)]
        assert "damaged" in rejected(last).error
        assert "lines before that were read" in rejected(last).error

    def test_without_zstandard_the_error_says_what_to_install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a.jsonl.zst").write_bytes(zstd.compress(ROWS))
        monkeypatch.setitem(sys.modules, "backports.zstd", None)
        monkeypatch.setitem(sys.modules, "compression.zstd", None)
        (found,) = read(tmp_path)
        assert rejected(found).hint == "Install it with: pip install 'newsclean[zstd]'"


class TestChunks:
    @pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
    @pytest.mark.parametrize("size", [0, 1, 3, 70_000, 3 << 20])
    def test_members_follow_each_other(self, compress: Compress, size: int) -> None:
        data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
        assert b"".join(chunks_of(compress(data) + compress(b"") + compress(b"y"))) == data + b"y"

    @pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
    def test_a_bomb_is_read_in_chunks(self, compress: Compress) -> None:
        sizes = [len(chunk) for chunk in chunks_of(compress(bytes(100 << 20)))]
        assert (sum(sizes), max(sizes)) == (100 << 20, CHUNK)

    def test_what_is_plain_stays(self) -> None:
        for data in (b"", b"x", b"\x1f", b"plain text", bytes(3 << 20)):
            assert b"".join(chunks_of(data)) == data

    def test_zeros_behind_the_end_are_no_data(self) -> None:
        assert chunks_of(gzip.compress(b"x") + bytes(1 << 16)) == [b"x"]

    def test_all_that_comes_before_damage_is_given(self) -> None:
        packer = zlib.compressobj(wbits=31)
        data = packer.compress(b"0123456789" * 99) + packer.flush(zlib.Z_FULL_FLUSH) + b"\xff" * 100  # no kind of block
        given: list[bytes] = []
        with pytest.raises(InputError, match="damaged"):
            given.extend(read_chunks(io.BytesIO(data), "in"))
        assert b"".join(given) == b"0123456789" * 99

    def test_a_wrong_checksum_is_said_after_the_data(self) -> None:
        data = gzip.compress(b"text")
        chunks = read_chunks(io.BytesIO(data[:-8] + bytes([data[-8] ^ 1]) + data[-7:]), "in")
        given: list[bytes] = []
        with pytest.raises(InputError, match="damaged"):
            given.extend(chunks)
        assert b"".join(given) == b"text"

    def test_what_follows_gzip_must_be_gzip(self) -> None:
        with pytest.raises(InputError, match="damaged"):
            chunks_of(gzip.compress(b"x") + b"and more")

    @pytest.mark.parametrize("wbits", [-15, 15])
    def test_other_deflate_is_no_gzip(self, wbits: int) -> None:
        packer = zlib.compressobj(wbits=wbits)
        data = packer.compress(b"x" * 99) + packer.flush()
        assert b"".join(chunks_of(data)) == data
