"""`newsclean export`, as users run it, and with ids and folders that are against it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from commands import BODY, NEWSCLEAN, newsclean
from newsclean import run
from newsclean.formats import read_run_stories, read_stories

FORMATS = ["jsonl", "markdown", "tei", "webannotation", "prov", "ninjs", "schemaorg"]
IDS = ["../escape", "a/b", "A", "a", "con", ".", "..", "-", "--out", "\\x", "*", "~", "$(id)", "ü", "x" * 300, "\n"]
IDS += ["a\u202eb", "\x1b[31m"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    run([root / "seeds"], out=folder)
    return folder


@pytest.fixture
def damaged(out: Path, tmp_path: Path) -> Path:
    """A copy of the folder, to be damaged."""
    return Path(shutil.copytree(out, tmp_path / "damaged"))


def changed(path: Path, number: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Rewrites a line of a file, from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[number - 1])
    change(record)
    lines[number - 1] = json.dumps(record)
    path.write_text("\n".join(lines), encoding="utf-8")


class TestStandardOutput:
    @pytest.mark.parametrize("format", ["jsonl", "webannotation", "prov", "ninjs", "schemaorg"])
    def test_json_formats_are_one_object_a_line(self, out: Path, format: str) -> None:
        done = newsclean("export", out, "--format", format)
        assert (done.returncode, done.stderr) == (0, "")
        assert [type(json.loads(line)) for line in done.stdout.splitlines()] == [dict] * 3

    def test_markdown_is_parted_by_rules(self, out: Path) -> None:
        done = newsclean("export", out, "--format", "markdown")
        documents = done.stdout.split("\n\n---\n\n")
        assert [document.startswith("# ") for document in documents] == [True] * 3
        assert "[^1-1]:" in documents[0]

    def test_tei_is_one_corpus(self, out: Path) -> None:
        done = newsclean("export", out, "--format", "tei")
        assert len(etree.fromstring(done.stdout.encode()).findall("{*}TEI")) == 3

    def test_what_is_read_back_is_what_the_run_had(self, out: Path, tmp_path: Path) -> None:
        (tmp_path / "stories.jsonl").write_text(newsclean("export", out, "--format", "jsonl").stdout, encoding="utf-8")
        assert list(read_stories(tmp_path / "stories.jsonl")) == list(read_run_stories(out))

    def test_some_stories(self, out: Path) -> None:
        wanted = ["004_4e7ccc9cad03257e", "003_0b4a55eedf8a1c32"]
        done = newsclean("export", out, "--format", "ninjs", "--story", wanted[0], "--story", wanted[1])
        assert sorted(json.loads(line)["altIds"][0]["value"] for line in done.stdout.splitlines()) == sorted(wanted)

    def test_the_schema(self, out: Path) -> None:
        schema = json.loads(newsclean("export", "--schema").stdout)
        for line in newsclean("export", out, "--format", "jsonl").stdout.splitlines():
            Draft202012Validator(schema).validate(json.loads(line))

    @pytest.mark.parametrize("format", FORMATS)
    def test_the_hash_seed_does_not_matter(self, out: Path, format: str) -> None:
        texts = [newsclean("export", out, "--format", format, env={**os.environ, "PYTHONHASHSEED": seed}) for seed in "12"]
        assert texts[0].stdout == texts[1].stdout != ""

    def test_a_locale_without_utf_8(self, out: Path) -> None:
        done = newsclean("export", out, "--format", "tei", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
        assert "“" in done.stdout

    def test_a_reader_that_has_seen_enough(self, out: Path) -> None:
        command = [NEWSCLEAN, "export", str(out), "--format", "webannotation"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=120) == 1


class TestFiles:
    @pytest.mark.parametrize("format", FORMATS)
    def test_one_for_each_story(self, out: Path, tmp_path: Path, format: str) -> None:
        done = newsclean("export", out, "--format", format, "--out", tmp_path / "new" / "folder")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        files = sorted((tmp_path / "new" / "folder").iterdir())
        assert [path.name[:3] for path in files] == ["000", "003", "004"]
        one = newsclean("export", out, "--format", format, "--story", "003_0b4a55eedf8a1c32").stdout
        if format not in ("markdown", "tei"):
            assert files[1].read_text(encoding="utf-8") == one

    def test_hostile_ids(self, tmp_path: Path) -> None:
        rows = [
            {"id": id, "text": f"{word} went home on Monday."} for id, word in zip(IDS, "ABCDEFGHIJKLMNOPQRSTUV", strict=False)
        ]
        (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        assert newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "run").returncode in (0, 1)
        told = [story.id for story in read_run_stories(tmp_path / "run")]
        assert len(told) == len(IDS) - 1  # an id of white space is rejected
        before = sorted(path.name for path in tmp_path.iterdir())
        for format in FORMATS:
            done = newsclean("export", tmp_path / "run", "--format", format, "--out", tmp_path / "out" / format)
            assert (done.returncode, done.stderr) == (0, "")
            assert len(list((tmp_path / "out" / format).iterdir())) == len(told)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "out"])
        wanted = [f"--story={id_}" for id_ in told]
        done = newsclean("export", tmp_path / "run", "--format", "jsonl", *wanted)
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == told

    def test_half_a_surrogate_pair_in_a_title(self, tmp_path: Path) -> None:
        row = {"id": "a", "text": BODY, "title": "\ud83d", "url": "https://a.example/\ud83d", "publisher": "\udc00"}
        (tmp_path / "in.jsonl").write_text(json.dumps(row), encoding="utf-8")
        assert newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "run").returncode == 0
        for format in FORMATS:
            done = newsclean("export", tmp_path / "run", "--format", format)
            written = newsclean("export", tmp_path / "run", "--format", format, "--out", tmp_path / format)
            assert (done.returncode, written.returncode, done.stderr) == (0, 0, "")
            (path,) = (tmp_path / format).iterdir()
            assert path.read_bytes().decode()
        assert list(read_stories(tmp_path / "jsonl" / "a.jsonl")) == list(read_run_stories(tmp_path / "run"))

    def test_never_into_the_folder_of_a_run(self, out: Path, damaged: Path) -> None:
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        (damaged / "rejected.jsonl").unlink()
        for source, folder in ((out, out), (out, out / ".." / "out"), (damaged, damaged)):
            done = newsclean("export", source, "--format", "jsonl", "--out", folder)
            assert (done.returncode, done.stdout) == (2, "")
            assert "Choose another --out" in done.stderr
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before

    def test_a_file_in_the_place_of_the_folder(self, out: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        for target in (tmp_path / "file", tmp_path / "file" / "inside"):
            done = newsclean("export", out, "--format", "ninjs", "--out", target)
            assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
            assert "Choose another --out" in done.stderr


class TestWrongUse:
    def check(self, *arguments: str | Path) -> str:
        done = newsclean("export", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    def test_of_the_command(self, out: Path, tmp_path: Path) -> None:
        assert "--format" in self.check(out)
        assert "--format" in self.check("--format", "tei")
        assert "'docx' is not one of" in self.check(out, "--format", "docx")
        assert "does not exist" in self.check(tmp_path / "none", "--format", "tei")
        assert "holds no" in self.check(tmp_path, "--format", "tei")

    def test_an_unknown_story_is_told_before_anything_is_written(self, out: Path) -> None:
        said = self.check(out, "--format", "ninjs", "--story", "003_0b4a55eedf8a1c32", "--story", "004_4e7ccc9cad03257")
        assert "there is no story '004_4e7ccc9cad03257'" in said
        assert "Close to it: 004_4e7ccc9cad03257e" in said


def first_reading(record: dict[str, Any]) -> dict[str, Any]:
    reading: dict[str, Any] = record["segments"][0]["readings"][0]
    return reading


class TestDamagedFolders:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (lambda r: first_reading(r).update(end=10**6), "is not in the source text"),
            (lambda r: first_reading(r).update(start=-1), "a span cannot run from -1"),
            (lambda r: first_reading(r).update(start=50, end=3), "a span cannot run from 50 to 3"),
            (lambda r: first_reading(r).update(article="nobody"), "'nobody' of a reading is no member"),
            (lambda r: first_reading(r).update(pieces=[[0, 9], [5, 12]]), "do not run from"),
            (lambda r: first_reading(r).update(chosen=False), "no chosen reading"),
            (lambda r: r["segments"][1].update(readings=r["segments"][0]["readings"]), "segment 1"),
            (lambda r: r["segments"][0].update(kind="poem"), "'poem' is not a valid UnitKind"),
            (lambda r: r["segments"][0].pop("place"), "required field missing @ $.segments[0].place"),
            (lambda r: r["members"].append({"id": "nobody", "relation": "copy", "tied_to": None, "duplicate": True}), "'nobody'"),
            (lambda r: r["members"].clear(), "no member"),
            (lambda r: r.update(base="nobody"), "the base 'nobody' is no witness"),
            (lambda r: r.update(text=r["text"] + " And more."), "text after the last segment"),
            (lambda r: r.update(segments="none"), "$.segments"),
        ],
    )
    def test_a_story_is_named_by_its_line(self, damaged: Path, change: Callable[[dict[str, Any]], object], problem: str) -> None:
        changed(damaged / "stories.jsonl", 2, change)
        done = newsclean("export", damaged, "--format", "schemaorg")
        assert done.returncode == 2
        assert len(done.stdout.splitlines()) == 1  # the story before it
        (said,) = done.stderr.splitlines()
        assert f"line 2 of {damaged / 'stories.jsonl'} is damaged" in said
        assert problem in said
        assert "newsclean run INPUT... --out DIR" in said

    @pytest.mark.parametrize(
        "change",
        [
            lambda r: r.pop("text"),
            lambda r: r.update(id="other"),
            lambda r: r.update(text="Too short."),
            lambda r: r.update(id=5),
            lambda r: r.update(id="000_16819764812afc88"),
        ],
    )
    def test_an_article(self, damaged: Path, change: Callable[[dict[str, Any]], object]) -> None:
        changed(damaged / "articles.jsonl", 2, change)
        done = newsclean("export", damaged, "--format", "tei", "--out", damaged.parent / "files")
        assert done.returncode == 2
        (said,) = done.stderr.splitlines()
        assert "is damaged" in said
        assert "line" in said

    @pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"id": NaN}', b"[" * 100_000])
    @pytest.mark.parametrize("name", ["articles.jsonl", "stories.jsonl"])
    def test_a_file(self, damaged: Path, name: str, content: bytes) -> None:
        (damaged / name).write_bytes(content)
        done = newsclean("export", damaged, "--format", "markdown")
        if name == "stories.jsonl" and not content:
            assert (done.returncode, done.stdout) == (0, "")
        else:
            assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)

    def test_a_missing_file(self, damaged: Path) -> None:
        (damaged / "articles.jsonl").unlink()
        done = newsclean("export", damaged, "--format", "jsonl")
        assert (done.returncode, done.stdout) == (2, "")
        assert "holds no articles.jsonl" in done.stderr


def test_an_edition_with_links_and_dates(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": BODY, "url": "https://a.example/1", "publisher": "Daily", "published": "2015-09-30"},
        {"id": "b", "text": BODY + "\n\nHer party was relieved.", "url": "javascript:alert(1)", "published": "2015-10-01"},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--mode", "edition", "--base", "earliest")
    done = newsclean("export", tmp_path / "out", "--format", "markdown")
    assert "## Left out\n\n- “Her party was relieved.” (not in the base of the edition): in b\n" in done.stdout
    assert "[Daily](<https://a.example/1>)" in done.stdout
    assert "javascript" not in done.stdout
