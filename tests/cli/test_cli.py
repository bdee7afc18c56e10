"""The command line, as users run it."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from commands import BODY, NEWSCLEAN, newsclean
from warc_records import response


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "out"
    done = newsclean("run", root / "seeds", "--out", folder)
    assert done.returncode == 0
    return folder


class TestRun:
    def test_the_table(self, root: Path, tmp_path: Path) -> None:
        done = newsclean("run", root / "seeds", "--out", tmp_path / "out")
        assert done.returncode == 0
        table = {
            cells[0].strip(): cells[1].strip()
            for line in done.stdout.splitlines()
            if len(cells := line.strip("│ ").split("│")) == 2
        }
        assert (table["articles"], table["stories"], table["clusters of two and more"], table["rejected"]) == ("5", "3", "1", "0")
        assert table["engagement_question"] == "69"
        assert float(table["seconds"]) > 0

    def test_no_progress_bar_in_a_pipe(self, root: Path, tmp_path: Path) -> None:
        done = newsclean("run", root / "seeds", "--out", tmp_path / "out")
        assert done.stderr == ""
        assert "\x1b" not in done.stdout

    def test_a_progress_bar_on_a_terminal(self, root: Path, tmp_path: Path) -> None:
        ours, theirs = os.openpty()
        command = [NEWSCLEAN, "run", str(root / "seeds"), "--out", str(tmp_path / "out")]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs) as process:
            os.close(theirs)
            shown = b""
            with contextlib.suppress(OSError):  # what Linux says at the end of a terminal
                while part := os.read(ours, 4096):
                    shown += part
            printed, _ = process.communicate(timeout=120)
        os.close(ours)
        assert process.returncode == 0
        assert b"canonicalize" in shown
        assert b"\x1b" not in printed

    def test_json_lines_from_standard_input(self, tmp_path: Path) -> None:
        rows = "\n".join(json.dumps({"id": id, "text": BODY}) for id in "ab")
        done = newsclean("run", "-", "--out", tmp_path / "out", input=rows.encode())
        assert done.returncode == 0
        (story,) = [json.loads(line) for line in (tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [member["relation"] for member in story["members"]] == ["base", "identical"]

    def test_the_hash_seed_does_not_matter(self, root: Path, tmp_path: Path) -> None:
        results = []
        for seed in ("1", "2"):
            newsclean("run", root / "seeds", "--out", tmp_path / seed, env={**os.environ, "PYTHONHASHSEED": seed})
            results.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir() if path.name != "report.html"})
        assert results[0] == results[1]

    def test_overlaps_can_be_kept_apart(self, root: Path, tmp_path: Path) -> None:
        newsclean("run", root / "seeds", "--out", tmp_path / "out", "--no-overlap")
        assert len((tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8").splitlines()) == 4

    def test_an_edition_of_the_earliest(self, tmp_path: Path) -> None:
        rows = [
            {"id": "a", "text": BODY, "published": "2015-09-30"},
            {"id": "b", "text": BODY + "\n\nHer party was relieved.", "published": "2015-10-01"},
        ]
        (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--mode", "edition", "--base", "earliest")
        story = json.loads((tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8"))
        assert (story["base"], story["mode"], len(story["omitted"])) == ("a", "edition", 1)


class TestBadInput:
    def check_rest_is_processed(self, tmp_path: Path, *inputs: Path) -> str:
        """Runs the inputs beside a good article; gives the one line on stderr."""
        good = tmp_path / "good.txt"
        good.write_text(BODY, encoding="utf-8")
        done = newsclean("run", good, *inputs, "--out", tmp_path / "out")
        assert done.returncode == 1
        articles = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [article["id"] for article in articles] == ["good"]
        assert (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8")
        assert len(done.stderr.splitlines()) == 1
        return done.stderr

    @pytest.mark.parametrize(
        ("name", "data", "message"),
        [
            ("empty.txt", b"", "empty"),
            ("empty.jsonl", b"", "no records"),
            ("binary.txt", b"\x89PNG\x00\x00", "binary"),
            ("broken.txt", "Größe, Höhe".encode() + b"\xe9.", "iconv"),
            ("list.jsonl", b"[1]\n", "no JSON object"),
            ("missing.jsonl", b'{"id": "x"}\n', "neither text nor html"),
            ("same.jsonl", json.dumps({"id": "good", "text": "Other."}).encode(), "taken already"),
            ("big.txt", b"word " * 4_000_000, "longer than 2,000,000"),
            ("big.jsonl", b'{"id": "x", "text": "' + b"word " * 4_000_000 + b'"}\n', "longer than 2,000,000"),
            ("page.html", b"<html><body></body></html>", "no article text"),
            ("cut.jsonl.gz", gzip.compress(b'{"id": "x", "text": "y"}', mtime=0)[:-9], "cut off"),
            ("cut.warc", response("https://a.example/1")[:-50], "cut off"),
            ("broken.parquet", b"PAR1" * 9, "no Parquet, or damaged"),
            ("table.csv", b"id,body\nx,y\n", "--map text=COLUMN"),
        ],
    )
    def test_it_is_in_rejected_and_the_others_are_processed(self, tmp_path: Path, name: str, data: bytes, message: str) -> None:
        (tmp_path / name).write_bytes(data)
        assert message in self.check_rest_is_processed(tmp_path, tmp_path / name)

    def test_an_unreadable_folder(self, tmp_path: Path) -> None:
        (tmp_path / "closed").mkdir(mode=0o000)
        (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
        prefix: list[str] = []
        if os.geteuid() == 0:  # root reads every folder, unless these two rights are taken from it
            if which("setpriv") is None:
                pytest.skip("root can read every folder, and setpriv is missing: run the tests as a user")
            prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        command = [*prefix, NEWSCLEAN, "run", "good.txt", "closed", "--out", "out"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert done.returncode == 1
        assert "closed: the folder cannot be read" in done.stderr
        assert json.loads((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8"))["id"] == "good"

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["run"], "Missing argument"),
            (["run", "."], "Missing option '--out'"),
            (["run", "nowhere.txt", "--out", "out"], "'nowhere.txt' does not exist"),
            (["run", ".", "--out", "."], "both an input and the folder for the results"),
            (["run", ".", "--out", "file.txt"], "is a file, not a folder"),
            (["run", ".", "--out", "out", "--mode", "both"], "'both' is not one of"),
            (["explain", ".", "a"], "holds no articles.jsonl"),
            (["explode"], "No such command"),
        ],
    )
    def test_wrong_usage_is_one_line_that_says_what_to_do(self, tmp_path: Path, arguments: list[str], message: str) -> None:
        (tmp_path / "file.txt").write_text("x", encoding="utf-8")
        done = newsclean(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert message in line


class TestStreams:
    def test_a_closed_standard_input(self, tmp_path: Path) -> None:
        command = f'"{NEWSCLEAN}" run - --out out <&-'
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=120)  # noqa: S607
        assert done.returncode == 1
        assert "standard input is closed" in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
    def test_a_full_disk_behind_standard_output(self, root: Path, tmp_path: Path) -> None:
        for command in (f'clean "{root / "seeds"}"', f'run "{root / "seeds"}" --out out'):
            line = f'"{NEWSCLEAN}" {command} > /dev/full'
            done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=120)  # noqa: S607
            assert done.returncode == 2
            assert "No space left on device" in done.stderr
            assert "Traceback" not in done.stderr

    def test_any_encoding_of_the_terminal(self, root: Path) -> None:
        done = newsclean("clean", root / "seeds", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
        assert done.returncode == 0
        assert "Russia’s" in done.stdout

    def test_an_encoding_that_lacks_a_character_gets_its_escape(self) -> None:
        command, env = [NEWSCLEAN, "rules", "show", "zh.wire-dateline"], {**os.environ, "PYTHONIOENCODING": "latin-1"}
        done = subprocess.run(command, env=env, capture_output=True, encoding="latin-1", timeout=120)
        assert done.returncode == 0
        assert "\\u65b0\\u534e\\u793e" in done.stdout

    @pytest.mark.parametrize("stream", [1, 2])
    def test_closed_output(self, out: Path, tmp_path: Path, stream: int) -> None:
        (tmp_path / "in.txt").write_text(BODY, encoding="utf-8")
        for command in (f'explain "{out}" 000_16819764812afc88', "clean in.txt --explain", "run in.txt --out out"):
            line = f'"{NEWSCLEAN}" {command} {stream}>&-'
            done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, timeout=120)  # noqa: S607
            assert (done.returncode, done.stderr) == (0, "")

    def test_file_names_cannot_speak_to_the_terminal(self, tmp_path: Path) -> None:
        (tmp_path / "esc\x1b[31mred.xyz").write_bytes(b"x")
        (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text("Text.", encoding="utf-8")
        done = newsclean("run", tmp_path, "--out", tmp_path / "o[/b]ut")
        assert done.returncode == 1
        assert "\x1b" not in done.stderr
        assert len((tmp_path / "o[/b]ut" / "rejected.jsonl").read_text(encoding="utf-8").splitlines()) == 2


class TestClean:
    def test_one_json_object_a_line(self, root: Path) -> None:
        done = newsclean("clean", root / "seeds")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0
        assert [row["id"][:3] for row in rows] == ["000", "001", "002", "003", "004"]
        assert rows[1]["lifted"] == {"dateline": ["Washington"], "agency": ["CNN"]}
        assert rows[1]["story"] is None

    def test_rejected_records_are_told_on_stderr(self, tmp_path: Path) -> None:
        (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "One."}\n[]\n', encoding="utf-8")
        done = newsclean("clean", tmp_path)
        assert done.returncode == 1
        assert json.loads(done.stdout)["id"] == "a"
        assert "in.jsonl, record 2: the line is no JSON object" in done.stderr


class TestExplain:
    def test_removals_are_marked_and_the_story_explained(self, out: Path) -> None:
        done = newsclean("explain", out, "002_009428f2213d99f4")
        assert done.returncode == 0
        assert "[-ChatButton-]{template_residue, all.widget-label}" in done.stdout
        assert "overlap, tied to 000_16819764812afc88" in done.stdout
        assert "Russia launched first air strikes against ISIS in Syria" in done.stdout

    def test_lifted_facts_are_told(self, out: Path) -> None:
        done = newsclean("explain", out, "001_436e58f3d59ab926")
        assert "agency     CNN" in done.stdout
        assert "the base of its story: the most complete" in done.stdout

    def test_a_damaged_run_is_named(self, out: Path, tmp_path: Path) -> None:
        for name in ("articles.jsonl", "pairs.jsonl", "stories.jsonl"):
            (tmp_path / name).write_bytes((out / name).read_bytes())
        (tmp_path / "stories.jsonl").write_bytes(b"")
        done = newsclean("explain", tmp_path, "003_0b4a55eedf8a1c32")
        assert done.returncode == 2
        assert "has no story with '003_0b4a55eedf8a1c32'" in done.stderr
        (tmp_path / "articles.jsonl").write_bytes(b'{"id": "a"\n')
        done = newsclean("explain", tmp_path, "a")
        assert "line 1 of" in done.stderr
        assert "articles.jsonl is damaged" in done.stderr

    def test_an_unknown_article_names_close_ones(self, out: Path) -> None:
        done = newsclean("explain", out, "002_009428")
        assert done.returncode == 2
        assert "Close to it: 002_009428f2213d99f4" in done.stderr

    def test_an_article_cannot_speak_to_the_terminal(self, tmp_path: Path) -> None:
        text = f"Bad \x1b[31mred\x1b]0;title\x07 text \u202e reversed.\n\n{BODY}"
        (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": text, "title": "t\x1b[2J"}), encoding="utf-8")
        newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "out")
        done = newsclean("explain", tmp_path / "out", "a")
        assert done.returncode == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


class TestCleaningOptions:
    TEXT = f"NEW YORK (AP) — {BODY}\n\nAdvertisement\n\nBuy now: shoes"

    @pytest.fixture
    def inputs(self, tmp_path: Path) -> Path:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.txt").write_text(self.TEXT, encoding="utf-8")
        return tmp_path / "in"

    @pytest.fixture
    def rules(self, tmp_path: Path) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(
            "[[rule]]\nid = 'mine.shoes'\nkind = 'ad'\npattern = 'Buy now: .{3,20}'\nreason = 'sells shoes'\ncues = ['buy']\n"
            "hits = ['Buy now: shoes']\nmisses = ['He bought shoes.']\n",
            encoding="utf-8",
        )
        return path

    def test_kinds_are_kept(self, inputs: Path) -> None:
        done = newsclean("clean", inputs, "--keep", "dateline", "--keep", "ad")
        assert json.loads(done.stdout)["text"] == self.TEXT

    def test_a_misspelt_kind_is_named_with_close_ones(self, inputs: Path, rules: Path) -> None:
        done = newsclean("clean", inputs, "--keep", "datelines")
        assert (done.returncode, done.stdout) == (2, "")
        assert "there is no kind 'datelines' to keep. Close to it: dateline" in done.stderr
        rules.write_text(rules.read_text(encoding="utf-8").replace("kind = 'ad'", "kind = 'shoe_ad'"), encoding="utf-8")
        done = newsclean("clean", inputs, "--rules", rules, "--keep", "shoe_ad")
        assert json.loads(done.stdout)["text"].endswith("Buy now: shoes")

    def test_what_is_no_share_is_no_limit(self, inputs: Path) -> None:
        for value in ("nan", "1.1", "-1"):
            done = newsclean("clean", inputs, "--max-removed", value)
            assert (done.returncode, done.stdout) == (2, "")

    def test_rules_need_ids_of_their_own(self, inputs: Path, rules: Path) -> None:
        done = newsclean("clean", inputs, "--rules", rules, "--rules", rules)
        assert done.returncode == 2
        assert "mine.shoes: the id is used twice" in done.stderr
        rules.write_text(rules.read_text(encoding="utf-8").replace("mine.shoes", "en.ad-label"), encoding="utf-8")
        for command in (("clean", inputs), ("run", inputs, "--out", inputs.parent / "out")):
            done = newsclean(*command, "--rules", rules)
            assert (done.returncode, done.stdout) == (2, "")
            assert "en.ad-label: a rule that ships has this id" in done.stderr

    def test_presets(self, inputs: Path) -> None:
        assert json.loads(newsclean("clean", inputs, "--preset", "strict").stdout)["text"].startswith("NEW YORK (AP)")
        assert newsclean("clean", inputs, "--preset", "harsh").returncode == 2

    def test_own_rules(self, inputs: Path, rules: Path) -> None:
        row = json.loads(newsclean("clean", inputs, "--rules", rules).stdout)
        assert row["text"] == BODY
        assert "mine.shoes" in [removal["rule"] for removal in row["removals"]]

    def test_faulty_rules_are_one_line_that_names_the_fault(self, inputs: Path, rules: Path) -> None:
        rules.write_text(rules.read_text(encoding="utf-8").replace("He bought", "Buy now:"), encoding="utf-8")
        done = newsclean("clean", inputs, "--rules", rules)
        assert (done.returncode, done.stdout) == (2, "")
        assert "mine.shoes: must not hit its example 'Buy now: shoes.'" in done.stderr

    def test_removals_are_shown_in_their_text(self, inputs: Path, rules: Path) -> None:
        done = newsclean("clean", inputs, "--rules", rules, "--explain")
        assert done.stdout.startswith("=== a\n[-NEW YORK (AP) —-]{dateline, en.dateline-with-agency} The mayor resigned")
        assert "[-Buy now: shoes-]{ad, mine.shoes}" in done.stdout

    def test_the_whole_line_takes_them_too(self, inputs: Path, rules: Path, tmp_path: Path) -> None:
        assert newsclean("run", inputs, "--out", tmp_path / "out", "--rules", rules, "--keep", "ad").returncode == 0
        row = json.loads((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8"))
        assert row["text"] == f"{BODY}\n\nAdvertisement\n\nBuy now: shoes"

    def test_what_a_site_prints_everywhere_is_learned_and_kept(self, tmp_path: Path) -> None:
        days = ["on Monday after the storm", "in March without a vote", "for good, to the joy of pupils"]
        texts = [f"The council closed school {n} {day}.\n\nThe end.\n\nFair and fast since 1901" for n, day in enumerate(days)]
        rows = [{"id": str(n), "publisher": "The Example", "text": text} for n, text in enumerate(texts)]
        (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        assert newsclean("run", tmp_path / "in.jsonl", "--out", tmp_path / "out").returncode == 0
        articles = [json.loads(line) for line in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [a["removals"][-1]["reason"] for a in articles] == ["stands in 3 articles of the example"] * 3
        background = json.loads((tmp_path / "out" / "background.jsonl").read_text(encoding="utf-8"))
        assert background["site_templates"] == {
            "the example": [{"line": "fair and fast since 0", "articles": 3, "place": "tail"}]
        }


def test_help_and_version() -> None:
    assert "Exit codes: 0 done" in newsclean("--help").stdout
    assert newsclean("--version").stdout.startswith("newsclean 0.")
