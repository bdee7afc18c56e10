"""The same records in every format give the same articles; a file that is cut gives no others."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article
from newsclean.errors import Rejected
from newsclean.formats import Page
from read_records import read
from warc_records import compressed, response

# Characters that mean something to one of the formats, and some that mean nothing to any.
TEXTS = st.text(st.sampled_from("abc é日😀\n\r\t,;|\"'\\{}<&#\ufeff\x85\u2028\x1a"), max_size=40).map("x".__add__)
RECORDS = st.lists(st.fixed_dictionaries({"text": TEXTS, "title": TEXTS, "kind": TEXTS}), min_size=1, max_size=8)
Rows = list[dict[str, str]]


def numbered(rows: Rows) -> Rows:
    return [row | {"id": f"id{number}"} for number, row in enumerate(rows)]


def as_json_lines(rows: Rows) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def as_csv(rows: Rows, **options: object) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), **options)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def as_parquet(rows: Rows) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream, row_group_size=3)
    return stream.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "jsonl": as_json_lines,
    "jsonl.gz": lambda rows: gzip.compress(as_json_lines(rows)),
    "jsonl.zst": lambda rows: zstd.compress(as_json_lines(rows)),
    "csv": as_csv,
    "tsv": lambda rows: as_csv(rows, delimiter="\t"),
    "csv.gz": lambda rows: gzip.compress(as_csv(rows, quoting=csv.QUOTE_ALL, delimiter=";")),
    "parquet": as_parquet,
}


def found(data: bytes, name: str) -> list[Article | Page | Rejected]:
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        return read(Path(folder) / name)


@given(RECORDS)
def test_every_format_gives_the_same_articles(rows: Rows) -> None:
    wanted = [Article(row["id"], row["text"], title=row["title"], extra={"kind": row["kind"]}) for row in numbered(rows)]
    for name, write in FORMATS.items():
        assert found(write(numbered(rows)), f"in.{name}") == wanted, name


@pytest.mark.parametrize("name", FORMATS)
@given(RECORDS, st.data())
def test_a_cut_file_invents_nothing(name: str, rows: Rows, data: st.DataObject) -> None:
    """Only what CSV has last in its last row may be shorter: nothing says there that it was cut."""
    rows = numbered(rows)
    whole = FORMATS[name](rows)
    cut = found(whole[: data.draw(st.integers(0, len(whole) - 1))], f"in.{name}")
    articles = [one for one in cut if isinstance(one, Article)]
    assert [(one.text, one.title) for one in articles] == [(row["text"], row["title"]) for row in rows[: len(articles)]]
    ids = [one.id for one in articles]
    assert all(row["id"].startswith(id) or id.startswith("in:") for row, id in zip(rows, ids, strict=False))
    # Cut at the end of a record, a file that has no end of its own is whole.
    has_end = name.endswith(("gz", "zst", "parquet"))
    assert isinstance(cut[-1], Rejected) or (len(articles) == len(cut) and not has_end)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.booleans(), st.data())
def test_a_cut_warc_invents_nothing(texts: list[str], is_compressed: bool, data: st.DataObject) -> None:  # noqa: FBT001
    records = [response(f"https://a.example/{number}", f"<p>{text}") for number, text in enumerate(texts)]
    whole = compressed(records) if is_compressed else b"".join(records)
    *_, name = ("in.warc", "in.warc.gz")[: 1 + is_compressed]
    pages = [f"<p>{text}" for text in texts]
    assert [one.html for one in found(whole, name) if isinstance(one, Page)] == pages
    cut = [one.html for one in found(whole[: data.draw(st.integers(0, len(whole) - 1))], name) if isinstance(one, Page)]
    assert cut == pages[: len(cut)]


@pytest.mark.parametrize("name", [*FORMATS, "txt", "html", "warc", "warc.gz", "txt.gz"])
@given(st.data())
def test_no_bytes_raise(name: str, data: st.DataObject) -> None:
    junk = st.binary(max_size=60) | st.builds(
        lambda start, rest: start + rest,
        st.sampled_from(
            [b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"PAR1", b"WARC/1.0\r\n", b"\xff\xfe", b'text,"', b'{"text":']
        ),
        st.binary(max_size=60),
    )
    for one in found(data.draw(junk), f"in.{name}"):
        assert isinstance(one, Article | Page | Rejected)
