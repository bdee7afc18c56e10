"""The command that finds near duplicates, as users run it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from commands import newsclean
from newsclean import Article, find_duplicates
from newsclean.formats import ClusterRecord, PairRecord, cluster_record, pair_record, unstructured
from newsclean.formats.pair_records import DifferenceRecord, MemberRecord, SharedRecord

STORY = [
    "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of heated debate.",
    "Two members of the opposition left the chamber before the vote and complained that nobody had read the annex.",
    "The bridge will carry four lanes of traffic and a tramway that links the old town with the northern suburbs.",
    "Engineers found cracks in the present one three years ago and have closed it to heavy lorries ever since.",
]
OTHER = "A court in the capital acquitted the former minister of taking bribes from a maker of school furniture."
NOTICE = "This article was first published in the morning edition of our newspaper and may not be reproduced without permission."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": "\n\n".join(STORY[:3]), "publisher": "AP", "published": "2015-09-30", "url": "https://ap.org/1"},
    {"id": "b", "text": "\n\n".join(STORY), "publisher": "Reuters", "published": "2015-10-01", "section": {"name": "world"}},
    {"id": "c", "text": "\n\n".join([*STORY, "It rained."]), "authors": ["Jane Doe"]},
    {"id": "d", "text": OTHER},
]


def records(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    (tmp_path / "in.jsonl").write_bytes(lines(*ROWS))
    return tmp_path / "in.jsonl"


class TestViews:
    def test_clusters_of_two_and_more(self, inputs: Path) -> None:
        done = newsclean("duplicates", inputs)
        assert (done.returncode, done.stderr) == (0, "")
        (cluster,) = records(done.stdout)
        assert list(cluster) == names(ClusterRecord)
        assert (cluster["id"], cluster["representative"], cluster["reason"]) == ("a", "c", "the most complete, with 80 words")
        assert all(list(member) == names(MemberRecord) for member in cluster["members"])
        assert [(m["id"], m["relation"], m["tied_to"], m["duplicate"]) for m in cluster["members"]] == [
            ("a", "version", "c", True),
            ("b", "copy", "c", True),
            ("c", "representative", None, False),
        ]

    def test_pairs_with_their_evidence(self, inputs: Path) -> None:
        done = newsclean("duplicates", inputs, "--show", "pairs")
        assert done.returncode == 0
        pairs = records(done.stdout)
        text = {row["id"]: row["text"] for row in ROWS}
        assert [(pair["a"], pair["b"]) for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
        for pair in pairs:
            assert list(pair) == names(PairRecord)
            assert all(list(run) == names(SharedRecord) for run in pair["shared"])
            assert all(list(each) == names(DifferenceRecord) for each in pair["differences"])
            for run in pair["shared"]:
                (a, b), (c, d) = run["a"], run["b"]
                assert text[pair["a"]][a:b].split() == text[pair["b"]][c:d].split()

    def test_what_is_kept_goes_on_as_it_came(self, inputs: Path) -> None:
        done = newsclean("duplicates", inputs, "--show", "kept")
        assert done.returncode == 0
        assert records(done.stdout) == [ROWS[2], ROWS[3]]

    def test_it_says_what_the_library_says(self, inputs: Path) -> None:
        found = find_duplicates(Article(row["id"], row["text"]) for row in ROWS)
        pairs = [unstructured(pair_record(pair)) for pair in found.pairs]
        clusters = [unstructured(cluster_record(each)) for each in found.clusters if len(each.articles) > 1]
        plain = json.loads(json.dumps([pairs, clusters]))
        assert records(newsclean("duplicates", inputs, "--show", "pairs").stdout) == plain[0]
        assert records(newsclean("duplicates", inputs).stdout) == plain[1]

    def test_the_same_whatever_the_order_of_lines(self, inputs: Path) -> None:
        for show in ("clusters", "pairs", "kept"):
            turned = newsclean("duplicates", "-", "--show", show, input=lines(*reversed(ROWS)))
            assert turned.stdout == newsclean("duplicates", inputs, "--show", show).stdout


class TestPipeline:
    def test_it_reads_what_clean_writes(self, root: Path) -> None:
        cleaned = newsclean("clean", root / "seeds")
        done = newsclean("duplicates", "-", input=cleaned.stdout.encode())
        (cluster,) = records(done.stdout)
        assert [(m["id"][:3], m["relation"]) for m in cluster["members"]] == [
            ("000", "version"),
            ("001", "representative"),
            ("002", "overlap"),
        ]

    def test_what_is_kept_can_be_cleaned_and_run(self, root: Path, tmp_path: Path) -> None:
        cleaned = newsclean("clean", root / "seeds")
        kept = newsclean("duplicates", "-", "--show", "kept", input=cleaned.stdout.encode())
        assert [row["id"][:3] for row in records(kept.stdout)] == ["001", "002", "003", "004"]
        done = newsclean("run", "-", "--out", tmp_path / "out", input=kept.stdout.encode())
        assert done.returncode == 0
        rows = records((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8"))
        assert [row["id"] for row in rows] == [row["id"] for row in records(kept.stdout)]

    def test_what_is_kept_has_nothing_left_to_drop(self, inputs: Path) -> None:
        kept = newsclean("duplicates", inputs, "--show", "kept").stdout
        again = newsclean("duplicates", "-", "--show", "kept", input=kept.encode())
        assert again.stdout == kept

    def test_text_and_pages_are_read_as_everywhere(self, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text("\n\n".join(STORY), encoding="utf-8")
        page = "".join(f"<p>{sentence}</p>" for sentence in STORY)
        (tmp_path / "two.html").write_text(f"<html><body><article>{page}</article></body></html>", encoding="utf-8")
        (cluster,) = records(newsclean("duplicates", tmp_path).stdout)
        assert [member["id"] for member in cluster["members"]] == ["one", "two"]


class TestOptions:
    def test_overlaps_can_be_left_out(self, root: Path) -> None:
        cleaned = newsclean("clean", root / "seeds").stdout.encode()
        (cluster,) = records(newsclean("duplicates", "-", "--no-overlap", input=cleaned).stdout)
        assert [member["id"][:3] for member in cluster["members"]] == ["000", "001"]
        pairs = records(newsclean("duplicates", "-", "--no-overlap", "--show", "pairs", input=cleaned).stdout)
        assert "overlap" in {pair["relation"] for pair in pairs}

    def test_the_earliest(self, inputs: Path) -> None:
        (cluster,) = records(newsclean("duplicates", inputs, "--keep", "earliest").stdout)
        assert (cluster["representative"], cluster["reason"]) == ("a", "the earliest, of 2015-09-30")
        kept = records(newsclean("duplicates", inputs, "--keep", "earliest", "--show", "kept").stdout)
        assert {"a", "d"} <= {row["id"] for row in kept}

    @pytest.mark.parametrize(
        ("preferred", "representative"),
        [(["AFP", "reuters", "AP"], "b"), (["ap", "Reuters"], "a"), (["ap.org"], "a"), (["AFP"], "c")],
    )
    def test_preferred_publishers(self, inputs: Path, preferred: list[str], representative: str) -> None:
        options = [part for name in preferred for part in ("--prefer", name)]
        (cluster,) = records(newsclean("duplicates", inputs, *options).stdout)
        assert cluster["representative"] == representative

    def test_the_boilerplate_of_an_earlier_run(self, tmp_path: Path) -> None:
        earlier = [
            {"id": str(n), "text": " ".join(f"w{n}x{m}" for m in range(40)) + f". Then {NOTICE} Afterwards."} for n in range(12)
        ]
        assert newsclean("run", "-", "--out", tmp_path / "out", input=lines(*earlier)).returncode == 0
        two = lines({"id": "a", "text": f"{STORY[0]} {NOTICE}"}, {"id": "b", "text": f"{OTHER} {NOTICE}"})
        assert len(records(newsclean("duplicates", "-", "--show", "pairs", input=two).stdout)) == 1
        done = newsclean("duplicates", "-", "--show", "pairs", "--background", tmp_path / "out", input=two)
        assert (done.returncode, done.stdout) == (0, "")

    def test_minhash_lsh(self, root: Path) -> None:
        cleaned = newsclean("clean", root / "seeds").stdout.encode()
        options = ("--method", "minhash-lsh", "--threshold")
        (cluster,) = records(newsclean("duplicates", "-", *options, "0.1", input=cleaned).stdout)
        assert [member["id"][:3] for member in cluster["members"]] == ["000", "001", "002"]
        assert newsclean("duplicates", "-", *options, "0.8", input=cleaned).stdout == ""

    @pytest.mark.parametrize(
        ("options", "named"),
        [
            (["--show", "all"], "'clusters', 'pairs', 'kept'"),
            (["--keep", "latest"], "'most_complete', 'earliest'"),
            (["--method", "lsh"], "'two-pass', 'minhash-lsh'"),
            (["--threshold", "0"], "0<x<1"),
            (["--threshold", "1.5"], "0<x<1"),
            (["--threshold", "much"], "not a valid float"),
            (["--method", "minhash-lsh", "--threshold", "0.99"], "no bands for a threshold of 0.99"),
            (["--background", "/nowhere"], "does not exist"),
            (["--max-characters", "0"], "x>=1"),
            (["--nothing"], "No such option"),
        ],
    )
    def test_wrong_values(self, inputs: Path, options: list[str], named: str) -> None:
        done = newsclean("duplicates", inputs, *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert named in done.stderr
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.parametrize("value", ["nan", "-nan", "NaN"])
    @pytest.mark.parametrize("method", ["two-pass", "minhash-lsh"])
    def test_what_is_no_number_is_no_threshold(self, inputs: Path, method: str, value: str) -> None:
        done = newsclean("duplicates", inputs, "--method", method, "--threshold", value)
        assert (done.returncode, done.stdout) == (2, "")
        assert "'--threshold': nan is not in the range 0<x<1. Try: newsclean duplicates --help" in done.stderr

    @pytest.mark.parametrize("options", [[], ["--method", "two-pass"]])
    def test_a_threshold_that_would_not_be_used(self, inputs: Path, options: list[str]) -> None:
        done = newsclean("duplicates", inputs, *options, "--threshold", "0.5")
        assert (done.returncode, done.stdout) == (2, "")
        assert "add --method minhash-lsh, or leave --threshold out" in done.stderr

    def test_the_usual_threshold(self, inputs: Path) -> None:
        usual, half, high = (
            newsclean("duplicates", inputs, "--show", "pairs", "--method", "minhash-lsh", *threshold).stdout
            for threshold in ([], ["--threshold", "0.5"], ["--threshold", "0.95"])
        )
        assert usual == half != high

    def test_a_background_that_is_none(self, inputs: Path, tmp_path: Path) -> None:
        done = newsclean("duplicates", inputs, "--background", tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "holds no background" in done.stderr


class TestInputs:
    def test_a_rejected_record_is_told_and_the_others_go_on(self) -> None:
        given = lines(*ROWS) + b'\n{"id": "x"}\nno json\n'
        done = newsclean("duplicates", "-", input=given)
        assert done.returncode == 1
        assert [cluster["id"] for cluster in records(done.stdout)] == ["a"]
        told = done.stderr.splitlines()
        assert [line.startswith("newsclean: rejected: ") for line in told] == [True, True]
        assert "neither text nor html" in told[0]
        assert "no JSON" in told[1]

    def test_an_id_that_comes_twice_is_rejected(self) -> None:
        done = newsclean("duplicates", "-", input=lines(*ROWS, ROWS[0]))
        assert done.returncode == 1
        assert "rejected" in done.stderr
        assert len(records(done.stdout)) == 1

    def test_too_long_texts_are_rejected(self, inputs: Path) -> None:
        done = newsclean("duplicates", inputs, "--max-characters", "300")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("rejected") == 3

    @pytest.mark.parametrize("given", [b"", b"\n \n"])
    def test_no_records_at_all(self, given: bytes) -> None:
        done = newsclean("duplicates", "-", input=given)
        assert (done.returncode, done.stdout) == (1, "")
        assert "there are no records" in done.stderr

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        done = newsclean("duplicates", tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "holds nothing to read" in done.stderr

    def test_articles_that_have_nothing_in_common(self) -> None:
        given = lines(ROWS[0], ROWS[3])
        assert newsclean("duplicates", "-", input=given).stdout == ""
        assert newsclean("duplicates", "-", "--show", "pairs", input=given).stdout == ""
        assert records(newsclean("duplicates", "-", "--show", "kept", input=given).stdout) == [ROWS[0], ROWS[3]]

    @pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
    def test_any_characters(self, locale: str) -> None:
        ids = ["\u2028 line", "Zürich – 東京 🗞", 'quo"te\\', "tab\tand\nline", "\x1b[31mred", "é", "e\u0301", "{}"]
        rows = [{"id": id, "text": "\n\n".join(STORY) + "\u2028 \x85 🗞 end", "note": "half a pair: \ud800"} for id in ids]
        environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}
        printed = {
            show: newsclean("duplicates", "-", "--show", show, input=lines(*rows), env=environment)
            for show in ("clusters", "pairs", "kept")
        }
        assert {done.returncode for done in printed.values()} == {0}
        # JSON lines end in line feeds only; other line ends may stand inside.
        read = {show: [json.loads(line) for line in done.stdout.split("\n")[:-1]] for show, done in printed.items()}
        (cluster,) = read["clusters"]
        assert {member["id"] for member in cluster["members"]} == set(ids)
        assert len(read["pairs"]) == len(ids) - 1
        (kept,) = read["kept"]
        assert kept in rows
