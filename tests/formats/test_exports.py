"""Exports of one story and of many, and the names of their files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_stories import ids, stories
from newsclean import Article, canonicalize
from newsclean.cli_export import FORMATS as OFFERED
from newsclean.errors import OptionError
from newsclean.formats.exports import FORMATS, documents, export, file_name

STORIES = [canonicalize([Article(id, f"The mayor of {id} left.")]) for id in ("Ayton", "Beeford")]
any_id = ids | st.text(max_size=5) | st.text("aA/.-", min_size=1, max_size=3) | st.text(min_size=90, max_size=120)


@given(stories, st.sampled_from(FORMATS))
def test_every_format_writes_any_story_and_always_the_same(story: object, format: str) -> None:
    document = export(story, format)  # type: ignore[arg-type]
    assert document.endswith("\n")
    assert export(story, format) == document  # type: ignore[arg-type]


def test_the_command_offers_all_formats() -> None:
    assert OFFERED == FORMATS


@pytest.mark.parametrize("format", ["jsonl", "webannotation", "prov", "ninjs", "schemaorg"])
def test_json_is_one_object_a_line(format: str) -> None:
    lines = "".join(documents(STORIES, format)).splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(export(story, format)) for story in STORIES]


def test_stories_are_taken_one_at_a_time() -> None:
    for format in FORMATS:
        given_out = []
        stream = documents((given_out.append(story.id) or story for story in STORIES), format)  # type: ignore[func-returns-value]
        part = next(part for part in stream if "The mayor of Ayton" in part)
        assert ("Beeford" in part, given_out) == (False, ["Ayton"])


def test_an_unknown_format_is_told() -> None:
    for call in (lambda: export(STORIES[0], "docx"), lambda: list(documents(STORIES, "docx")), lambda: file_name("a", "docx")):
        with pytest.raises(OptionError, match=r"there is no format 'docx'\. Use one of jsonl, markdown"):
            call()


class TestFileNames:
    def test_a_plain_id_is_its_name(self) -> None:
        assert file_name("000_16819764812afc88", "tei") == "000_16819764812afc88.xml"
        assert file_name("a.b-c", "markdown") == "a.b-c.md"

    @given(any_id)
    def test_it_is_safe_everywhere(self, id: str) -> None:
        name = file_name(id, "jsonl")
        assert name == name.lower()
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-.")
        assert 0 < len(name) <= 120
        assert name[0] not in ".-"
        assert name.partition(".")[0] not in ("con", "nul", "aux", "prn", "com1", "lpt9")
        assert Path("folder", name).resolve().parent == Path("folder").resolve()

    @given(any_id, any_id)
    def test_different_ids_get_different_names(self, one: str, other: str) -> None:
        assert (file_name(one, "jsonl") == file_name(other, "jsonl")) == (one == other)

    def test_no_id_can_take_the_name_made_for_another(self) -> None:
        made = file_name("a/b", "tei").removesuffix(".xml")
        assert file_name(made, "tei") != f"{made}.xml"

    def test_half_a_surrogate_pair(self) -> None:
        assert file_name("\ud800", "tei") != file_name("\ud801", "tei")


def test_no_heavy_package_is_loaded_before_it_is_used() -> None:
    code = "import sys, newsclean.formats.exports; print([n for n in ('prov', 'lxml', 'jinja2') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
