"""What `newsclean duplicates` makes of input and surroundings that are against it: no traceback, no hang, no silent loss."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from commands import NEWSCLEAN, newsclean

STORY = (
    "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of heated debate. "
    "Two members of the opposition left the chamber before the vote and complained that nobody had read the annex."
)


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def accounted(given: bytes, *options: str) -> tuple[list[str], list[str]]:
    """The ids that are kept, and what is rejected; each record is in exactly one of them, save those that are dropped."""
    done = newsclean("duplicates", "-", "--show", "kept", *options, input=given)
    told = done.stderr.splitlines()
    assert all(line.startswith("newsclean: rejected: ") for line in told)
    assert done.returncode == bool(told)
    return [json.loads(line)["id"] for line in done.stdout.split("\n")[:-1]], told


class TestRecords:
    def test_ids_that_are_no_text(self) -> None:
        ids = [1, 1.5, -0.0, 10**400, True, None, [1], {"a": 1}, "1", ""]
        kept, told = accounted(lines(*({"id": id, "text": f"Text {number}."} for number, id in enumerate(ids))))
        assert sorted(kept) == sorted(["1", "1.5", "-0.0", str(10**400), "stdin:6", "stdin:10"])
        said = ["bool, not text", "list, not text", "dict, not text", "the id '1' is taken"]
        assert [each in line for each, line in zip(said, told, strict=True)] == [True] * 4

    def test_numbers_that_json_does_not_hold(self) -> None:
        endless = b'{"id": 1e999, "text": "One."}\n{"id": NaN, "text": "Two."}\n{"id": ' + b"9" * 5000 + b', "text": "Three."}\n'
        kept, told = accounted(endless)
        assert kept == ["stdin:2"]
        assert ["record 1: the id is float" in told[0], "record 3: the line is no JSON" in told[1]] == [True, True]

    def test_huge_ids(self) -> None:
        huge = ["x" * 1_000_000, "y" * 1_000_000]
        done = newsclean("duplicates", "-", input=lines(*({"id": id, "text": STORY} for id in huge)))
        assert [member["id"] for member in json.loads(done.stdout)["members"]] == huge

    def test_nul_and_half_a_surrogate_pair(self) -> None:
        rows = lines(
            {"id": "a\0b", "text": f"{STORY}\0"},
            {"id": "half\ud800", "text": STORY},
            {"id": "b", "text": f"{STORY}\udc00"},
            {"id": "c", "text": "Fine.", "title": "\ud800", "note": ["\udc00"]},
        )
        kept, told = accounted(rows + b'{"id": "raw", "text": "x\0y"}\n')
        assert kept == ["a\0b", "c"]
        said = ["the id has half a surrogate pair", "the text has half a surrogate pair", "binary"]
        assert [each in line for each, line in zip(said, told, strict=True)] == [True] * 3

    def test_a_text_of_five_megabytes_on_one_line(self) -> None:
        text = " ".join(f"w{number}" for number in range(660_000))
        assert len(text) > 5_000_000
        rows = lines({"id": "a", "text": text}, {"id": "b", "text": f"Again {text}"}, {"id": "c", "text": STORY})
        kept, told = accounted(rows)
        assert (kept, len(told)) == (["c"], 2)
        assert "longer than 2,000,000 characters. Split it into articles, or raise --max-characters" in told[0]
        assert accounted(rows, "--max-characters", "6000000") == (["b", "c"], [])

    def test_ten_thousand_empty_texts(self) -> None:
        kept, told = accounted(lines(*({"id": str(number), "text": ""} for number in range(10_000)), {"id": "b", "text": "B"}))
        assert (kept, len(told)) == (["b"], 10_000)
        assert told[-1].endswith("record 10000: the text is empty. Leave the record out, or give it a text")

    def test_ten_thousand_texts_without_words(self) -> None:
        """They have nothing in common that could be compared, so that all stay."""
        kept, told = accounted(lines(*({"id": str(number), "text": "..."} for number in range(10_000))))
        assert (len(kept), told) == (10_000, [])

    @pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("end", [b"\n", b"\r\n"])
    def test_a_byte_order_mark_and_line_ends(self, start: bytes, end: bytes) -> None:
        rows = lines({"id": "a", "text": f"{STORY}\r\nMore."}, {"id": "b", "text": STORY}, {"id": "c", "text": "Other."})
        assert accounted(start + rows.replace(b"\n", end)) == (["a", "c"], [])

    def test_what_is_no_utf_8_or_broken_off(self) -> None:
        rows = lines({"id": "a", "text": STORY}) + '{"id": "b", "text": "Café"}\n'.encode("latin-1") + b'{"id": "c", "te'
        kept, told = accounted(rows)
        assert kept == ["a"]
        assert ["byte 24 is not UTF-8 (0xe9)" in told[0], "record 3: the line is no JSON" in told[1]] == [True, True]

    def test_depth_without_end(self) -> None:
        deep = b'{"id": "a", "text": "Deep.", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
        kept, told = accounted(deep + lines({"id": "b", "text": STORY}))
        assert (kept, len(told)) == (["b"], 1)

    @pytest.mark.parametrize("limit", [sys.maxsize, 10**30])
    def test_a_limit_beyond_all_texts(self, limit: int) -> None:
        assert accounted(lines({"id": "a", "text": STORY}), "--max-characters", str(limit)) == (["a"], [])


class TestSurroundings:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        done = newsclean("duplicates", tmp_path / "missing.jsonl")
        assert (done.returncode, done.stdout) == (2, "")
        assert "does not exist" in done.stderr

    def test_standard_input_named_twice_is_read_once(self) -> None:
        done = newsclean("duplicates", "-", "-", "--show", "kept", input=lines({"id": "a", "text": STORY}))
        assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 1, "")

    def test_a_reader_that_has_seen_enough(self) -> None:
        given = lines(*({"id": str(number), "text": "..."} for number in range(20_000)))
        with subprocess.Popen(
            [NEWSCLEAN, "duplicates", "-", "--show", "kept"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdin.write(given)
            process.stdin.close()
            assert json.loads(process.stdout.readline())["id"] == "0"
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=120) == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_nowhere_to_write(self, tmp_path: Path) -> None:
        (tmp_path / "in.jsonl").write_bytes(lines({"id": "a", "text": STORY}))
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [NEWSCLEAN, "duplicates", tmp_path / "in.jsonl", "--show", "kept"],
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=120,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.decode().startswith("newsclean: error: ")
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.skipif(os.name == "nt", reason="descriptors are closed by a shell")
    @pytest.mark.parametrize(
        ("closed", "code", "said"), [("<&-", 1, "standard input is closed"), (">&-", 0, ""), ("2>&-", 0, "")]
    )
    def test_closed_descriptors(self, tmp_path: Path, closed: str, code: int, said: str) -> None:
        (tmp_path / "in.jsonl").write_bytes(lines({"id": "a", "text": STORY}))
        given = "-" if closed == "<&-" else tmp_path / "in.jsonl"
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" "$@" {closed}', NEWSCLEAN, "duplicates", given],
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == code
        assert (said in done.stderr.decode(), b"Traceback" in done.stderr) == (True, False)

    @pytest.mark.parametrize("options", [["--background"], ["--background", "none"]])
    def test_a_background_that_is_missing(self, tmp_path: Path, options: Sequence[str]) -> None:
        done = newsclean("duplicates", "-", *options, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.parametrize("content", [b"", b"{", b"\0", b"[]", b'{"common_shingles": 3}', b'{"version": 99}', b"\xff"])
    def test_a_background_that_is_damaged(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "background.jsonl").write_bytes(content)
        done = newsclean("duplicates", "-", "--background", tmp_path, input=lines({"id": "a", "text": STORY}))
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
