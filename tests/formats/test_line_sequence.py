"""The lines of a file as a sequence."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError, OutputError
from newsclean.formats.line_sequence import Lines
from newsclean.formats.records import ArticleRecord, record_of
from newsclean.formats.run_articles import RunArticles

blank = st.sampled_from([b"\n", b" \r\n", b"\t\n"])


def in_json(line: bytes) -> Any:
    try:
        return json.loads(line.decode())
    except ValueError as error:
        raise InputError("the line is no JSON") from error


def written(folder: str | Path, content: bytes) -> Lines[Any]:
    path = Path(folder) / "articles.jsonl"
    path.write_bytes(content)
    return Lines.of(path, in_json)


@given(st.data())
def test_lines_are_a_sequence_of_their_values(data: st.DataObject) -> None:
    """Whatever stands between them, and whether the last one has a line end."""
    values = data.draw(st.lists(st.integers() | st.text(max_size=5), max_size=8))
    content = data.draw(st.sampled_from([b"", "\ufeff".encode()])) + b"".join(data.draw(st.lists(blank, max_size=2)))
    for value in values:
        content += json.dumps(value, ensure_ascii=False).encode() + b"\n" + b"".join(data.draw(st.lists(blank, max_size=1)))
    with TemporaryDirectory() as folder:
        lines = written(folder, content if data.draw(st.booleans()) else content.rstrip())
        assert len(lines) == len(values)
        assert list(lines) == values
        assert [lines[n] for n in range(-len(values), len(values))] == values + values
        part = data.draw(st.slices(len(values)))
        assert list(lines[part]) == values[part]
        assert list(reversed(lines)) == values[::-1]
        assert lines == values
        assert tuple(values) == lines
        assert hash(lines) == hash(tuple(values))
        assert lines != [*values, 0]
        assert not values or lines != [*values[:-1], None]


def test_lines_are_no_text(tmp_path: Path) -> None:
    assert written(tmp_path, b'"a"\n') != "a"


def test_there_is_no_line_beyond_the_last(tmp_path: Path) -> None:
    lines = written(tmp_path, b"1\n2\n")
    for place in (2, -3):
        with pytest.raises(IndexError):
            lines[place]


def test_a_damaged_line_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    lines = written(tmp_path, b"1\n\n{\n3\n")
    assert [lines[0], lines[2]] == [1, 3]
    for read in (lambda: lines[1], lambda: list(lines[::-1]), lambda: list(lines)):
        with pytest.raises(OutputError, match=r"line 3 of .*articles\.jsonl is damaged: the line is no JSON"):
            read()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"holds no pairs\.jsonl"):
        Lines.of(tmp_path / "pairs.jsonl", in_json)


def test_a_file_that_went_away(tmp_path: Path) -> None:
    lines = written(tmp_path, b"1\n")
    lines.path.unlink()
    for read in (lambda: lines[0], lambda: list(lines)):
        with pytest.raises(OutputError, match="cannot be read"):
            read()


def test_a_file_that_was_cut_short_is_damaged(tmp_path: Path) -> None:
    lines = written(tmp_path, b"1\n2\n")
    lines.path.write_bytes(b"1\n")
    with pytest.raises(OutputError, match="line 2 of"):
        lines[1]


def test_articles_by_their_ids(tmp_path: Path) -> None:
    line = '{{"id":"{}","story":null,"text":"A text.","removals":[],"lifted":{{}},"title":null,"url":null,"publisher":null,'
    line += '"published":null,"authors":[],"language":null,"extra":{{}},"notes":[]}}'
    (tmp_path / "articles.jsonl").write_text(f"{line.format('b')}\n\n{line.format('a')}\n", encoding="utf-8")
    articles = RunArticles(tmp_path)
    assert list(articles) == ["b", "a"]
    assert articles["a"] == record_of(line.format("a").encode(), ArticleRecord)
    assert "c" not in articles


@pytest.mark.parametrize(
    ("second", "problem"), [('{"id":"a"}', "'a' is the id of another article"), ("{}", "or no id"), ("{", "no JSON")]
)
def test_a_line_that_is_no_article_of_its_own(tmp_path: Path, second: str, problem: str) -> None:
    (tmp_path / "articles.jsonl").write_text(f'{{"id":"a"}}\n{second}\n', encoding="utf-8")
    with pytest.raises(OutputError, match=f"line 2 of .*{problem}"):
        RunArticles(tmp_path)
