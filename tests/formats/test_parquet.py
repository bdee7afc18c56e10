"""Reading Parquet: plain values, row groups, and damaged files."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import Article
from newsclean.errors import Rejected
from newsclean.formats import Page, parquet_file
from read_records import article, page, read, rejected


def write(path: Path, rows: list[dict[str, object]], **options: object) -> None:
    pq.write_table(pa.Table.from_pylist(rows), path, **options)


def table(tmp_path: Path, rows: list[dict[str, object]], **columns: str) -> list[Article | Page | Rejected]:
    write(tmp_path / "in.parquet", rows)
    return read(tmp_path / "in.parquet", columns=columns)


def test_fields_are_those_of_json_lines(tmp_path: Path) -> None:
    row = {"id": 7, "text": "Text.\r\n", "authors": ["x", "y"], "title": "t", "language": None, "section": "z"}
    (found,) = table(tmp_path, [row])
    assert article(found) == Article("7", "Text.\r\n", authors=("x", "y"), title="t", extra={"section": "z"})


def test_columns_are_mapped_also_inside_of_others(tmp_path: Path) -> None:
    (found,) = table(tmp_path, [{"content": {"body": "Text.", "words": 1}, "url": "u"}], text="content.body", id="url")
    assert article(found) == Article("u", "Text.", url="u", extra={"content": {"words": 1}})


def test_values_become_plain(tmp_path: Path) -> None:
    moment = datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    row = {"published": moment, "text": "x", "d": date(2024, 1, 2), "t": time(3, 4), "n": Decimal("1.50"), "l": [{"a": moment}]}
    found = article(*table(tmp_path, [row | {"b": b"bytes", "c": b"\xff", "s": timedelta(minutes=1)}]))
    assert found.published == "2024-01-02T03:04:05.678901+00:00"
    plain = {"d": "2024-01-02", "t": "03:04:00", "n": "1.50", "l": [{"a": found.published}], "b": "bytes", "c": "/w==", "s": 60.0}
    assert found.extra == plain


def test_nanoseconds_are_cut(tmp_path: Path) -> None:
    times = pa.array([1_704_164_645_123_456_789], pa.timestamp("ns"))
    pq.write_table(pa.table({"text": ["x"], "published": times}), tmp_path / "in.parquet")
    assert article(*read(tmp_path / "in.parquet")).published == "2024-01-02T03:04:05.123456"


def test_pages_and_bad_rows(tmp_path: Path) -> None:
    found = table(tmp_path, [{"id": "a", "html": "<p>x"}, {"id": "b", "html": None}, {"id": None, "html": "<p>y"}])
    assert (page(found[0]).id, page(found[2]).id) == ("a", "in:3")
    assert (rejected(found[1]).record, "neither text nor html" in rejected(found[1]).error) == (2, True)


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ([{"body": "x"}], {}, "--map text=COLUMN"),
        ([{"body": "x"}], {"text": "content"}, "The columns are body"),
        ([], {}, "no column 'text'"),
    ],
)
def test_a_table_without_what_is_needed(
    tmp_path: Path, rows: list[dict[str, object]], columns: dict[str, str], said: str
) -> None:
    assert said in str(rejected(*table(tmp_path, rows, **columns)))


def test_row_groups_before_and_after_a_damaged_one_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    write(path, [{"text": f"Text {number} of many."} for number in range(300)], row_group_size=100, use_dictionary=False)
    chunk = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    data[chunk.data_page_offset : chunk.data_page_offset + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(data)
    *found, bad = sorted(read(path), key=lambda found: isinstance(found, Rejected))
    assert [article(one).text for one in found] == [f"Text {number} of many." for number in (*range(100), *range(200, 300))]
    assert [article(one).id for one in found] == [f"in:{number}" for number in (*range(1, 101), *range(201, 301))]
    assert "row group 2 of 3 is damaged from row 101 on" in rejected(bad).error


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no Parquet at all", b"PAR1" + b"\x00" * 100 + b"PAR1"])
def test_what_is_no_parquet(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.parquet").write_bytes(data)
    assert "no Parquet, or damaged" in rejected(*read(tmp_path / "in.parquet")).error


def test_compressed_parquet_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "in.parquet.gz").write_bytes(b"\x1f\x8b")
    assert "Decompress it" in rejected(*read(tmp_path)).hint


def test_without_pyarrow_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in.parquet", [{"text": "x"}])
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert rejected(*read(tmp_path / "in.parquet")).hint == "Install it with: pip install 'newsclean[parquet]'"


def test_rows_are_read_batch_by_batch(tmp_path: Path) -> None:
    write(tmp_path / "in.parquet", [{"text": "x"} for _ in range(1000)])
    rows = parquet_file.read_parquet(tmp_path / "in.parquet", "in.parquet", "in", {})
    assert [found.record for found in rows] == list(range(1, 1001))
