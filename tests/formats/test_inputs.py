"""Reading what users name: files and folders; and saying what could not be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import Article, run
from newsclean.formats import read_inputs
from read_records import LIMIT, article, page, read, rejected


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
            ("Größe, Höhe und L".encode() + b"\xc3 ", "byte 20 is not UTF-8 (0xc3)"),
            (b"\xff\xfea\x00b", "byte 4 is not UTF-16-LE"),
            (b"\x89PNG\r\n\x1a\n", "binary"),
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
        first, second, third, fourth = read(tmp_path)
        assert [article(found).id for found in (first, second, fourth)] == ["a", "b", "c"]
        assert page(third).id == "page"

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

    def test_inputs_may_be_any_iterable_and_are_read_one_by_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")

        def inputs() -> Iterator[Path]:
            yield tmp_path / "a.txt"
            pytest.fail("the second input was asked for before the first was used")

        assert next(read_inputs(inputs(), max_characters=LIMIT)).input == str(tmp_path / "a.txt")

    def test_folders_of_finished_runs_are_no_inputs(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
        run([tmp_path], out=tmp_path / "out")
        assert [article(source).id for source in read(tmp_path)] == ["a"]

    def test_the_folder_of_the_results_is_left_out(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "articles.jsonl").write_text('{"id": "a", "text": "old"}\n', encoding="utf-8")
        (tmp_path / "b.txt").write_text("Text.", encoding="utf-8")
        found = list(read_inputs([tmp_path], max_characters=LIMIT, leave_out=tmp_path / "out"))
        assert [source.input for source in found] == [str(tmp_path / "b.txt")]
