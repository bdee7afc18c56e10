"""The commands that show, try and score rules."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from commands import BODY, NEWSCLEAN, newsclean
from newsclean.filters import shipped_rules


class TestRules:
    def test_are_listed(self) -> None:
        done = newsclean("rules", "list", "--kind", "ad", "--language", "en")
        assert "en.ad-label" in done.stdout
        assert all(line.startswith("en.") and line.split()[1] == "ad" for line in done.stdout.splitlines())

    def test_where_there_are_none_the_names_are_told(self) -> None:
        done = newsclean("rules", "list", "--language", "xx")
        assert (done.returncode, done.stdout) == (2, "")
        assert "share_prompt" in done.stderr
        assert "pt, ru" in done.stderr

    def test_are_shown(self) -> None:
        done = newsclean("rules", "show", "en.ad-label")
        assert "marks a place for an advertisement" in done.stdout
        assert '"Advertisement"' in done.stdout

    def test_a_run_is_shown(self) -> None:
        rule = next(rule for rule in shipped_rules() if rule.run > 1)
        assert f"at least {rule.run} lines, one under the other" in newsclean("rules", "show", rule.id).stdout
        assert "run" not in {line.split(" ")[0] for line in newsclean("rules", "show", "en.ad-label").stdout.splitlines()}

    def test_an_unknown_rule_names_close_ones(self) -> None:
        done = newsclean("rules", "show", "en.ad-labels")
        assert done.returncode == 2
        assert "close to it: en.ad-label" in done.stderr

    def test_are_tried_on_their_examples(self, tmp_path: Path) -> None:
        assert newsclean("rules", "test").stdout == f"{len(shipped_rules())} rules keep their examples\n"
        (tmp_path / "mine.toml").write_text("[[rule]]\nid = 'x'\n", encoding="utf-8")
        done = newsclean("rules", "test", tmp_path / "mine.toml")
        assert done.returncode == 1
        assert "x: kind, pattern, reason, hits, misses missing" in done.stderr


class TestEvaluate:
    GOLD = '{"id": "a", "spans": [{"start": 0, "end": 13, "kind": "ad"}], "text": "%s"}\n' % (
        "Advertisement\\n\\n" + BODY.replace("\n", "\\n")
    )

    @pytest.fixture
    def gold(self, tmp_path: Path) -> Path:
        (tmp_path / "gold.jsonl").write_text(self.GOLD, encoding="utf-8")
        return tmp_path / "gold.jsonl"

    def test_cleans_the_labelled_texts_itself(self, gold: Path) -> None:
        done = newsclean("evaluate", gold)
        assert done.returncode == 0
        assert "precision    1.0000" in done.stdout
        assert "en.ad-label" in done.stdout

    def test_cleans_them_by_a_preset(self, gold: Path) -> None:
        text = f"NEW YORK (AP) — {BODY}"
        gold.write_text(
            json.dumps({"id": "a", "spans": [{"start": 0, "end": 15, "kind": "dateline"}], "text": text}), encoding="utf-8"
        )
        for preset, found in (("body", 1), ("strict", 0)):
            scores = json.loads(newsclean("evaluate", gold, "--preset", preset, "--json").stdout)
            assert scores["kinds"]["dateline"] == [found, 1]

    def test_json_is_utf_8_whatever_the_locale(self, gold: Path) -> None:
        gold.write_text(json.dumps({"id": "a", "spans": [{"start": 0, "end": 3, "kind": "überschrift"}], "text": BODY}))
        environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
        assert json.loads(newsclean("evaluate", gold, "--json", env=environment).stdout)["kinds"] == {"überschrift": [0, 1]}

    def test_texts_may_stand_in_a_file_of_their_own(self, gold: Path, tmp_path: Path) -> None:
        end = len("Advertisement")
        spans = [{"start": 0, "end": end, "kind": "ad"}, {"start": end + 2, "end": end + 2 + len(BODY), "kind": "legal_notice"}]
        gold.write_text("\n".join(json.dumps({"id": id, "spans": spans}) for id in "ab"), encoding="utf-8")
        rows = [{"id": id, "text": f"Advertisement\n\n{BODY}"} for id in "bc"]
        (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        scores = json.loads(newsclean("evaluate", gold, "--texts", tmp_path / "texts.jsonl", "--json").stdout)
        assert (scores["articles"], scores["labelled"], scores["kinds"]["ad"]) == (1, 2, [1, 1])

    def test_reads_what_was_removed(self, gold: Path, tmp_path: Path) -> None:
        (tmp_path / "out.jsonl").write_text(newsclean("clean", gold).stdout, encoding="utf-8")
        scores = json.loads(newsclean("evaluate", gold, tmp_path / "out.jsonl", "--json").stdout)
        assert (scores["precision"], scores["recall"], scores["f1"]) == (1, 1, 1)

    def test_lines_of_another_system_are_read(self, gold: Path) -> None:
        gold.write_bytes(b"\xef\xbb\xbf" + self.GOLD.strip().encode() + b"\r\n\r\n")
        assert newsclean("evaluate", gold).returncode == 0

    def test_what_was_removed_may_come_from_a_pipe(self, gold: Path, tmp_path: Path) -> None:
        line = f'"{NEWSCLEAN}" clean "{gold}" | "{NEWSCLEAN}" evaluate "{gold}" /dev/stdin --json'
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, timeout=120)  # noqa: S607
        assert json.loads(done.stdout)["labelled"] == 1

    def test_what_was_removed_already_takes_no_rules(self, gold: Path) -> None:
        for option in (("--preset", "body"), ("--texts", gold), ("--rules", gold)):
            done = newsclean("evaluate", gold, gold, *option)
            assert done.returncode == 2
            assert "PREDICTED is scored as it is" in done.stderr

    @pytest.mark.parametrize(
        "removal", [{"start": 0, "end": 9000}, {"start": 9000, "end": 9013}, {"start": -13, "end": 0}, {"start": 13, "end": 0}]
    )
    def test_removals_that_do_not_fit_are_damage(self, gold: Path, tmp_path: Path, removal: dict[str, int]) -> None:
        row = json.loads(newsclean("clean", gold).stdout)
        row["removals"] = [row["removals"][0] | removal]
        (tmp_path / "out.jsonl").write_text(json.dumps(row), encoding="utf-8")
        done = newsclean("evaluate", gold, tmp_path / "out.jsonl")
        assert done.returncode == 2
        assert "out.jsonl is damaged" in done.stderr
        assert "does not fit the text" in done.stderr

    def test_an_article_is_scored_once(self, gold: Path, tmp_path: Path) -> None:
        (tmp_path / "out.jsonl").write_text(newsclean("clean", gold).stdout * 2, encoding="utf-8")
        done = newsclean("evaluate", gold, tmp_path / "out.jsonl")
        assert done.returncode == 2
        assert "has the id 'a' twice" in done.stderr

    def test_labels_past_the_text_are_named(self, gold: Path) -> None:
        gold.write_text(self.GOLD.replace('"end": 13', '"end": 1300'), encoding="utf-8")
        done = newsclean("evaluate", gold)
        assert done.returncode == 2
        assert "the labels of 'a' end at 1300, past its text" in done.stderr

    def test_labels_without_any_text_say_what_to_name(self, gold: Path) -> None:
        gold.write_text('{"id": "a", "spans": []}\n', encoding="utf-8")
        done = newsclean("evaluate", gold)
        assert done.returncode == 2
        assert "--texts" in done.stderr
