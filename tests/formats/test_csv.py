"""Reading CSV and TSV: dialects, encodings, and what is wrong with rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from newsclean import Article
from newsclean.errors import Rejected
from newsclean.formats import Page
from read_records import LIMIT, article, page, read, rejected


def table(tmp_path: Path, data: str | bytes, name: str = "in.csv", **columns: str) -> list[Article | Page | Rejected]:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read(tmp_path / name, columns=columns)


class TestTables:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_dialects_are_told_by_the_header(self, tmp_path: Path, delimiter: str, end: str, mark: str) -> None:
        rows = [["id", "title", "text", "a,b"], ["7", "T; x", f'Two "lines",{end}one | text', ""], ["8", "", "Text.", "z"]]
        shown = [delimiter.join('"' + value.replace('"', '""') + '"' for value in row) for row in rows]
        first, second = table(tmp_path, mark + end.join([*shown, ""]))
        assert article(first) == Article("7", f'Two "lines",{end}one | text', title="T; x", extra={"a,b": ""})
        assert article(second) == Article("8", "Text.", extra={"a,b": "z"})

    def test_tsv_is_parted_by_tabs(self, tmp_path: Path) -> None:
        (found,) = table(tmp_path, "text\tid,url\nOne, two.\t5\n", "in.tsv")
        assert (article(found).text, article(found).extra) == ("One, two.", {"id,url": "5"})

    def test_columns_are_mapped_and_may_serve_twice(self, tmp_path: Path) -> None:
        (found,) = table(tmp_path, "url,body\nu,Text.\n", text="body", id="url")
        assert article(found) == Article("u", "Text.", url="u")

    def test_rows_without_an_id_are_called_by_their_number(self, tmp_path: Path) -> None:
        found = table(tmp_path, "\ntext,\n\nOne.,\n , \nTwo.,x")
        assert [article(row).id for row in found] == ["in:1", "in:2"]
        assert article(found[1]).extra == {"column 2": "x"}

    def test_pages(self, tmp_path: Path) -> None:
        assert page(*table(tmp_path, "id,html\na,<p>x\n")).html == "<p>x"

    @pytest.mark.parametrize("name", ["windows-1252", "utf-16-le", "shift_jis"])
    def test_the_encoding_is_that_of_a_text(self, tmp_path: Path, name: str) -> None:
        text = (
            "市長は月曜日、橋は春まで開通しないと述べた。"
            if name == "shift_jis"
            else "Größe über alles, sagte er – „früher geht es nicht“."
        )
        mark = "\ufeff" if name == "utf-16-le" else ""
        (found,) = table(tmp_path, f'{mark}id,text\na,"{text}"\n'.encode(name))
        assert (article(found).text, article(found).extra) == (text, {"encoding": name})


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b"\n\n", "no column 'text'"),
            (b"id,body\na,x\n", "--map text=COLUMN"),
            (b"id,text\n", "no rows"),
            (b"text,text\na,b\n", "'text' is there twice"),
            (b"text,\x00\na,b\n", "NUL"),
            (b"x" * LIMIT * 100 + b"\n", "too long for a header"),
        ],
    )
    def test_a_table_that_is_none(self, tmp_path: Path, data: bytes, said: str) -> None:
        (found,) = table(tmp_path, data)
        assert rejected(found).record is None
        assert said in str(rejected(found))

    def test_a_column_that_is_not_there(self, tmp_path: Path) -> None:
        (found,) = table(tmp_path, "id,content\na,x\n", text="body")
        assert str(rejected(found)).endswith("there is no column 'body' for the text. The columns are id, content")

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (b"x", "1 fields, the header 2"),
            (b"x,y,z", "3 fields, the header 2"),
            (b"a,", "the text is empty"),
            (b"a,x\x00y", "NUL"),
            ("a,é, ".encode() + b"\xe9", "byte 6 of a line is not UTF-8"),
            (b"a,x\ry", "cannot be read"),
            (b'a,"' + b"x" * LIMIT + b'y"', "longer than 1,000 characters"),
            (b'a,"' + b"x" * LIMIT * 11 + b'"', "longer than 10,000 characters"),
            (b'a,"' + b"x, y\n" * LIMIT * 10 + b'"', "longer than 10,000 characters"),
            (b'a,"' + b'""x, y\n' * LIMIT * 10 + b'"', "longer than 10,000 characters"),
            (b'a,"' + b"x\n" + b'""x,y' * LIMIT * 20 + b'\nx,y"', "longer than 10,000 characters"),
        ],
    )
    def test_a_bad_row_is_rejected_by_its_number_and_the_next_one_read(self, tmp_path: Path, row: bytes, said: str) -> None:
        first, bad, last = table(tmp_path, b"id,text\nb,x\n" + row + b"\nc,x\n")
        assert (article(first).id, article(last).id) == ("b", "c")
        assert said in rejected(bad).error
        assert rejected(bad).record == 2

    def test_a_quotation_mark_that_is_never_closed(self, tmp_path: Path) -> None:
        first, second = table(tmp_path, 'id,text\na,x\nb,"y\nc,z\n')
        assert article(first).id == "a"
        assert "never closed" in rejected(second).error

    def test_the_limit_of_other_readers_stays(self, tmp_path: Path) -> None:
        before = csv.field_size_limit(12_345)
        table(tmp_path, "id,text\na,x\n")
        assert csv.field_size_limit(before) == 12_345
