"""Reading JSON lines: what a line may hold, and what becomes of those that hold something else."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from newsclean import Article
from newsclean.errors import Rejected
from newsclean.formats import Page, Source
from newsclean.formats.json_lines import read_articles
from newsclean.formats.line_cutting import TooLong, cut_lines
from read_records import LIMIT, article, page, parsed, read, rejected


def cut(*rows: object) -> list[Source | Rejected]:
    data = b"".join(row + b"\n" if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)
    return list(read_articles([data], "in.jsonl", "in", LIMIT, {}))


def lines(*rows: object) -> list[Article | Page | Rejected]:
    return [parsed(found) for found in cut(*rows)]


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
        assert page(found).known["title"] == "t"

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
        assert page(found).html == "<p>x"

    def test_blank_lines_are_passed_over_and_lines_counted(self) -> None:
        assert [source.record for source in cut(b"", {"id": "a", "text": "x"}, b"  ", {"id": "b", "text": "x"})] == [2, 4]

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

    def test_records_travel_between_processes_unparsed(self) -> None:
        (found,) = cut({"id": "a", "text": "x"})
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own
        assert article(parsed(found)).id == "a"


class TestLineCutting:
    DATA = b'one\n\ntwo "quoted"\r\n' + b'"long"' * 9 + b"\nlast"

    @pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 1000])
    def test_lines_do_not_depend_on_the_chunks(self, size: int) -> None:
        chunks = [self.DATA[at : at + size] for at in range(0, len(self.DATA), size)]
        assert list(cut_lines(chunks, 20)) == [b"one", b"", b'two "quoted"\r', TooLong(quotes=18), b"last"]

    def test_a_line_may_be_as_long_as_it_may(self) -> None:
        assert list(cut_lines([b"x" * 5, b"\n" + b"y" * 6], 5)) == [b"x" * 5, TooLong(0)]
