"""What the commands read: mapped columns, compressed standard input, folders of many formats."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from backports import zstd

from commands import BODY, newsclean
from warc_records import compressed, response

ROW = {"headline": "t", "meta": {"link": "https://a.example/1"}, "body": BODY, "section": "s"}


@pytest.mark.parametrize("command", ["run", "clean", "duplicates", "canonicalize"])
def test_every_command_maps_columns(tmp_path: Path, command: str) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    arguments: list[str | Path] = [command, tmp_path / "in.jsonl", "--map", "text=body,id=meta.link", "--map", "title=headline"]
    if command == "run":
        arguments += ["--out", tmp_path / "out"]
    done = newsclean(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    if command == "run":
        (line,) = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        article = json.loads(line)
        assert (article["id"], article["title"]) == ("https://a.example/1", "t")
        assert article["extra"] == {"meta": {}, "section": "s"}


@pytest.mark.parametrize(("given", "said"), [("txt=body", "Did you mean text?"), ("body", "no field and its column")])
def test_a_wrong_map_is_wrong_usage(tmp_path: Path, given: str, said: str) -> None:
    done = newsclean("clean", tmp_path, "--map", given)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("compress", [bytes, gzip.compress, zstd.compress])
def test_standard_input_may_be_compressed(compress: type[bytes]) -> None:
    done = newsclean("clean", "-", input=compress(json.dumps({"id": "a", "text": BODY}).encode()))
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "a")


def test_compressed_standard_input_that_is_cut_off_gives_what_is_whole() -> None:
    rows = "".join(json.dumps({"id": id, "text": f"{BODY} {id}"}) + "\n" for id in "ab")
    done = newsclean("clean", "-", input=gzip.compress(rows.encode())[:-5])
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 2)
    assert "cut off; 2 lines before that were read" in done.stderr


def test_a_folder_may_hold_all_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{BODY} One.", encoding="utf-8")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(f'id;text\nb;"{BODY} Two."\n'.encode()))
    html = "".join(f"<p>{BODY} This is paragraph {number} of the page, and it goes on for a while.</p>" for number in range(9))
    (tmp_path / "c.warc.gz").write_bytes(compressed([response("https://a.example/c", f"<html><body>{html}")]))
    done = newsclean("clean", tmp_path)
    assert done.stderr == ""
    found = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert sorted(found) == ["a", "b", "https://a.example/c"]
    assert found["https://a.example/c"]["extra"]["warc"]["offset"] == 0
