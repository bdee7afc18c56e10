"""Which column each field is taken from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsclean.errors import OptionError
from newsclean.formats import input_record, read_inputs
from newsclean.formats.columns import columns_from
from read_records import article, read, rejected


class TestMap:
    def test_may_be_given_again_and_have_commas_in_names(self) -> None:
        given = ["text=body, id=url", "title=Title, in full"]
        assert columns_from(given) == {"text": "body", "id": "url", "title": "Title, in full"}

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("txt=body", "Did you mean text?"),
            ("quux=body", "The fields are id, text"),
            ("text", "no field and its column"),
            ("text=", "no field and its column"),
            ("", "no field and its column"),
            ("text=a,text=b", "mapped twice"),
        ],
    )
    def test_what_is_wrong_is_said(self, given: str, said: str) -> None:
        with pytest.raises(OptionError) as raised:
            columns_from([given])
        assert said in str(raised.value)

    def test_a_wrong_field_is_told_before_anything_is_read(self) -> None:
        with pytest.raises(OptionError, match="publisher"):
            read_inputs([], max_characters=10, columns={"publsher": "site"})


class TestJsonLines:
    def found(self, tmp_path: Path, row: object, **columns: str) -> object:
        (tmp_path / "in.jsonl").write_text(json.dumps(row), encoding="utf-8")
        (found,) = read(tmp_path / "in.jsonl", columns=columns)
        return found

    def test_fields_are_taken_from_where_they_are_mapped(self, tmp_path: Path) -> None:
        row = {"body": "Text.", "url": "u", "n": {"date": "2024", "x": [1]}, "id": 5, "section": "z"}
        found = article(self.found(tmp_path, row, text="body", id="url", published="n.date"))
        assert (found.id, found.url, found.text, found.published) == ("u", "u", "Text.", "2024")
        assert found.extra == {"n": {"x": [1]}, "id": 5, "section": "z"}
        assert input_record(found, found.text)["id"] == "u"

    def test_a_name_with_a_dot_goes_before_a_path(self, tmp_path: Path) -> None:
        found = article(self.found(tmp_path, {"a.b": "Text.", "a": {"b": "other"}}, text="a.b"))
        assert (found.text, found.extra) == ("Text.", {"a": {"b": "other"}})

    @pytest.mark.parametrize("row", [{"text": "x"}, {"a": "x"}, {"a": {"c": "x"}}, {"a": ["b"]}])
    def test_a_record_without_the_text_is_rejected(self, tmp_path: Path, row: object) -> None:
        assert "has no 'a.b'" in rejected(self.found(tmp_path, row, text="a.b")).error
