"""Reading what users name: files, folders, JSON lines; and saying what could not be read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from newsclean import Article, run
from newsclean.errors import Rejected
from newsclean.formats import Page, Source, read_inputs
from newsclean.formats.json_lines import read_articles

LIMIT = 1000


def read(*inputs: Path) -> list[Source | Rejected]:
    return list(read_inputs(inputs, max_characters=LIMIT))


def lines(*rows: object) -> list[Source | Rejected]:
    data = b"".join(row + b"\n" if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)
    return list(read_articles(io.BytesIO(data), "in.jsonl", "in", LIMIT))


def article(found: Source | Rejected) -> Article:
    assert isinstance(found, Source)
    assert isinstance(found.content, Article)
    return found.content


def rejected(found: Source | Rejected) -> Rejected:
    assert isinstance(found, Rejected)
    assert found.hint
    return found


class TestTextFiles:
    def test_text_is_exactly_as_in_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.b.txt").write_bytes("\ufeffOne.\r\n\r\nTwo.\r".encode())
        (found,) = read(tmp_path / "a.b.txt")
        assert article(found) == Article("a.b", "\ufeffOne.\r\n\r\nTwo.\r")

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", "empty"),
            (b" \n\t", "the text is empty"),
            (b"caf\xe9 au lait", "byte 3 is not UTF-8 (0xe9)"),
            ("text".encode("utf-16"), "UTF-16"),
            (b"PK\x03\x04\x00\x00", "binary"),
            (b"x" * (LIMIT * 4 + 1), "longer than 1,000 characters"),
        ],
    )
    def test_what_is_no_text_is_rejected_with_a_way_out(self, tmp_path: Path, data: bytes, error: str) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(data)
        (found,) = read(path)
        assert error in rejected(found).error
        assert rejected(found).input == str(path)

    def test_a_missing_file_is_rejected(self, tmp_path: Path) -> None:
        (found,) = read(tmp_path / "none.txt")
        assert "no such file" in rejected(found).error


class TestFolders:
    def test_all_known_files_in_the_order_of_names(self, tmp_path: Path) -> None:
        (tmp_path / "sub").mkdir()
        for name in ("b.txt", "a.TXT", "sub/c.text", ".hidden.txt"):
            (tmp_path / name).write_text("Text.", encoding="utf-8")
        (tmp_path / "page.html").write_text("<p>Text.", encoding="utf-8")
        found = read(tmp_path)
        contents = [source.content for source in found if isinstance(source, Source)]
        assert [content.id for content in contents] == ["a", "b", "page", "c"]
        assert isinstance(contents[2], Page)

    def test_unknown_formats_and_special_files_are_rejected(self, tmp_path: Path) -> None:
        (tmp_path / "a.docx").write_bytes(b"PK")
        (tmp_path / "noending").write_bytes(b"text")
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
        errors = {Path(rejected(found).input).name: rejected(found).error for found in read(tmp_path)}
        assert ".docx is not known" in errors["a.docx"]
        assert "without an ending" in errors["noending"]
        assert "no regular file" in errors["pipe.txt"]
        assert "loop.txt" in errors

    def test_a_link_to_a_folder_is_not_passed_over_in_silence(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "real").mkdir()
        (tmp_path / "in" / "link").symlink_to(tmp_path / "real")
        (found,) = read(tmp_path / "in")
        assert "a link to a folder" in rejected(found).error

    def test_nothing_to_read_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "blank.jsonl").write_bytes(b"\n \n")
        (tmp_path / "empty.jsonl").write_bytes(b"")
        for name, error in (("empty", "nothing to read"), ("blank.jsonl", "no records"), ("empty.jsonl", "no records")):
            (found,) = read(tmp_path / name)
            assert error in rejected(found).error

    def test_a_file_named_twice_is_read_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
        assert [article(source).id for source in read(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt")] == ["a"]

    def test_folders_of_finished_runs_are_no_inputs(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
        run([tmp_path], out=tmp_path / "out")
        assert [article(source).id for source in read(tmp_path)] == ["a"]

    def test_the_folder_of_the_results_is_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "articles.jsonl").write_text('{"id": "a", "text": "old"}\n', encoding="utf-8")
        (tmp_path / "b.txt").write_text("Text.", encoding="utf-8")
        found = list(read_inputs([tmp_path], max_characters=LIMIT, leave_out=tmp_path / "out"))
        assert [article(source).id for source in found] == ["b"]


class TestJsonLines:
    def test_all_fields(self) -> None:
        known = {"url": "u", "title": "t", "publisher": "p", "published": "2015", "language": "en"}
        (found,) = lines({"id": "a", "text": "Text.\r\n", "authors": ["x", "y"], "section": "z", **known})
        assert article(found) == Article("a", "Text.\r\n", authors=("x", "y"), extra={"section": "z"}, blocks=(), **known)

    def test_the_id_may_be_a_number_the_url_or_the_line(self) -> None:
        found = lines({"id": 7, "text": "x"}, {"url": "https://a.example", "text": "x"}, {"text": "x"})
        assert [article(source).id for source in found] == ["7", "https://a.example", "in:3"]

    def test_nan_is_what_is_missing(self) -> None:
        assert article(*lines(b'{"id": "a", "text": "x", "title": NaN, "score": NaN}')).extra == {"score": None}

    def test_html_is_a_page_with_what_is_known(self) -> None:
        (found,) = lines({"id": "a", "html": "<p>x", "title": "t"})
        assert isinstance(found, Source)
        assert isinstance(found.content, Page)
        assert found.content.known["title"] == "t"

    def test_a_byte_order_mark_costs_nothing(self) -> None:
        first, _ = lines(b'\xef\xbb\xbf{"id": "a", "text": "x"}', {"id": "b", "text": "x"})
        assert article(first).id == "a"

    @pytest.mark.parametrize("data", ['{"id": "a"}\n{"id": "b"}\n'.encode("utf-16"), b"\x00\x01\n\x00\n\x00\n"])
    def test_what_is_no_text_is_rejected_once(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.jsonl").write_bytes(data)
        (found,) = read(tmp_path / "a.jsonl")
        assert rejected(found).record is None

    def test_an_empty_text_beside_a_page_is_no_text(self) -> None:
        (found,) = lines({"id": "a", "text": "", "html": "<p>x"})
        assert isinstance(found, Source)
        assert isinstance(found.content, Page)

    def test_blank_lines_are_passed_over_and_lines_counted(self) -> None:
        assert [source.record for source in lines(b"", {"id": "a", "text": "x"}, b"  ", {"id": "b", "text": "x"})] == [2, 4]

    @pytest.mark.parametrize(
        ("row", "error"),
        [
            (b"{broken", "no JSON"),
            ([1, 2], "no JSON object but list"),
            ("text", "no JSON object but str"),
            ({"id": "a"}, "neither text nor html"),
            ({"id": "a", "text": None}, "neither text nor html"),
            ({"id": "a", "text": ""}, "the text is empty"),
            ({"id": "a", "text": 5}, "the text is int"),
            ({"id": ["a"], "text": "x"}, "the id is list"),
            (b'{"id": 1e400, "text": "x"}', "the id is float"),
            ({"id": "a", "text": "x", "title": {}}, "the title is dict"),
            ({"id": "a", "text": "x", "authors": {"a": 1}}, "the authors are no list"),
            ({"id": "a", "html": 5}, "the html is int"),
            (b'{"id": "a", "text": "\\ud800"}', "surrogate"),
            (b'{"id": "a", "text": "\xff"}', "not UTF-8"),
            (b"[" * 20_000, "no JSON"),
            (b'{"id": "a", "text": "x", "y": ' + b"[" * 500 + b"]" * 500 + b"}", "nested more than 100 deep"),
            ({"id": "a", "text": "x" * (LIMIT + 1)}, "longer than"),
            (b'{"id": "a", "text": "' + b"x" * LIMIT * 30 + b'"}', "longer than"),
        ],
    )
    def test_a_bad_line_is_rejected_with_its_number_and_the_next_one_read(self, row: object, error: str) -> None:
        first, second = lines(row, {"id": "b", "text": "x"})
        assert error in rejected(first).error
        assert rejected(first).record == 1
        assert article(second).id == "b"
