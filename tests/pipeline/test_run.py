"""The whole line through Python: results, files, and what happens to bad input."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Article, Background, CleanArticle, Edit, run
from newsclean.errors import InputError, OptionError, OutputError, RuleError
from newsclean.filters import shipped_rules, whitespace
from newsclean.formats import ArticleRecord, PairRecord, StoryRecord, read_background, read_records, unstructured
from newsclean.stages import clean_inputs
from strategies import dirty_texts

FILES = ["articles.jsonl", "background.jsonl", "pairs.jsonl", "rejected.jsonl", "report.html", "stories.jsonl"]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The files of a run over the five example articles."""
    folder = tmp_path_factory.mktemp("run") / "out"
    run([root / "seeds"], out=folder)
    return folder


class TestFiles:
    def test_these_and_no_others(self, out: Path) -> None:
        assert sorted(path.name for path in out.iterdir()) == FILES

    def test_five_articles_in_three_stories_out(self, out: Path) -> None:
        assert [(row["id"][:3], row["story"][:3]) for row in rows(out / "articles.jsonl")] == [
            ("000", "000"),
            ("001", "000"),
            ("002", "000"),
            ("003", "003"),
            ("004", "004"),
        ]
        assert [row["id"][:3] for row in rows(out / "stories.jsonl")] == ["000", "003", "004"]
        assert rows(out / "rejected.jsonl") == []

    def test_sources_are_rebuilt_from_text_and_removals(self, out: Path, seeds: dict[str, Article]) -> None:
        for record in read_records(out, "articles.jsonl", ArticleRecord):
            assert "".join(text for text, _ in record.source()) == seeds[record.id[:3]].text
            for removal in record.removals:
                assert seeds[record.id[:3]].text[removal.start : removal.end] == removal.text

    def test_every_reading_is_the_source_slice(self, out: Path, seeds: dict[str, Article]) -> None:
        for story in rows(out / "stories.jsonl"):
            for segment in story["segments"]:
                for reading in segment["readings"]:
                    pieces = reading.get("pieces", [[reading["start"], reading["end"]]])
                    text = "".join(seeds[reading["article"][:3]].text[start:end] for start, end in pieces)
                    if reading["chosen"]:
                        assert text == story["text"][segment["start"] : segment["end"]]

    def test_pairs_have_their_fields(self, out: Path) -> None:
        pair = rows(out / "pairs.jsonl")[0]
        figures = ["jaccard", "containment_a", "containment_b", "quoted"]
        assert list(pair) == ["a", "b", "relation", "reason", *figures, "shared", "differences"]
        assert pair["a"] < pair["b"]
        assert all(0 <= pair[figure] <= 1 for figure in figures)
        assert list(pair["shared"][0]) == ["a", "b"]

    def test_members_have_their_relation_to_the_base(self, out: Path) -> None:
        members = rows(out / "stories.jsonl")[0]["members"]
        assert [(m["id"][:3], m["relation"], (m["tied_to"] or "")[:3], m["duplicate"]) for m in members] == [
            ("000", "version", "001", True),
            ("001", "base", "", False),
            ("002", "overlap", "000", False),
        ]

    def test_records_come_back_as_they_were_written(self, out: Path) -> None:
        kinds: dict[str, Any] = {"articles.jsonl": ArticleRecord, "pairs.jsonl": PairRecord, "stories.jsonl": StoryRecord}
        for name, kind in kinds.items():
            again = [json.loads(json.dumps(unstructured(record))) for record in read_records(out, name, kind)]
            assert again == rows(out / name)

    def test_a_replacement_is_in_the_record_and_undone_by_it(self, tmp_path: Path) -> None:
        def repair(article: CleanArticle) -> list[Edit]:
            at = article.text.find("â€™")
            return [Edit(at, at + 3, "’", kind="encoding_residue", rule="repair")] if at >= 0 else []

        source = "It isnâ€™t over.\n\n\n\nNobody left, and it wonâ€™t be.  "
        run([Article("a", source)], out=tmp_path, filters=[repair, whitespace])
        (record,) = read_records(tmp_path, "articles.jsonl", ArticleRecord)
        assert record.text == "It isn’t over.\n\nNobody left, and it won’t be."
        assert [removal.replacement for removal in record.removals] == ["’", "", "’", ""]
        assert "".join(text for text, _ in record.source()) == source

    def test_a_damaged_file_is_named_with_its_line(self, out: Path, tmp_path: Path) -> None:
        lines = (out / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
        for damage in ('{"a": "x"}', '{"a": "x', "[]"):
            (tmp_path / "pairs.jsonl").write_text("\n".join([lines[0], damage]), encoding="utf-8")
            with pytest.raises(OutputError, match=r"line 2 of .*pairs.jsonl is damaged"):
                list(read_records(tmp_path, "pairs.jsonl", PairRecord))

    def test_the_background_comes_back(self, tmp_path: Path) -> None:
        background = Background(articles=7, common_shingles=frozenset({3, 2**64 - 1}))
        run([], out=tmp_path, background=background)
        assert read_background(tmp_path) == background
        (tmp_path / "background.jsonl").write_bytes(b"")
        with pytest.raises(OutputError, match="holds no background"):
            read_background(tmp_path)

    def test_a_run_that_fails_leaves_the_results_before_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run([Article("a", "One."), Article("a", "Again.")], out=tmp_path)
        assert rows(tmp_path / "rejected.jsonl")
        before = {name: (tmp_path / name).read_bytes() for name in FILES}
        monkeypatch.setattr("newsclean.pipeline.whole_line.detect", None)
        with pytest.raises(TypeError):
            run([Article("b", "Two.")], out=tmp_path)
        assert {name: (tmp_path / name).read_bytes() for name in FILES} == before


class TestOrderOfInputs:
    def test_shuffled_inputs_give_the_same_bytes(self, out: Path, root: Path, tmp_path: Path) -> None:
        paths = sorted((root / "seeds").iterdir())
        run([paths[3], paths[0], paths[4], paths[2], paths[1]], out=tmp_path / "out")
        for name in FILES:
            assert (tmp_path / "out" / name).read_bytes() == (out / name).read_bytes()

    @settings(max_examples=20)
    @given(st.lists(dirty_texts(), min_size=1, max_size=5), st.data())
    def test_articles_in_any_order_even_with_ids_in_common(self, texts: list[str], data: st.DataObject) -> None:
        articles = [Article(f"a{n % 3}", text) for n, text in enumerate(texts)]
        result = run(articles)
        assert run(data.draw(st.permutations(articles))) == result
        assert len(result.articles) + len(result.rejected) == len(articles)


class TestBadInput:
    def test_one_bad_record_never_stops_the_others(self, tmp_path: Path) -> None:
        (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "One."}\n[]\n{"id": "b", "text": "Two."}\n', encoding="utf-8")
        (tmp_path / "bad.txt").write_bytes(b"\0\1")
        (tmp_path / "page.html").write_text("<html></html>", encoding="utf-8")
        result = run([tmp_path], out=tmp_path / "out")
        assert [article.id for article in result.articles] == ["a", "b"]
        assert [(Path(r.input).name, r.record) for r in result.rejected] == [
            ("bad.txt", None),
            ("in.jsonl", 2),
            ("page.html", None),
        ]
        assert [row["error"] for row in rows(tmp_path / "out" / "rejected.jsonl")] == [r.error for r in result.rejected]

    def test_the_second_of_one_id_is_rejected_with_the_place_of_the_first(self, tmp_path: Path) -> None:
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.txt").write_text(f"Text {folder}.", encoding="utf-8")
        for inputs in (["one", "two"], ["two", "one"]):
            result = run([tmp_path / name for name in inputs])
            assert [article.text for article in result.articles] == ["Text one."]
            assert "taken already, by" in result.rejected[0].error
            assert str(tmp_path / "one" / "a.txt") in result.rejected[0].error

    def test_too_long_articles_are_rejected(self) -> None:
        result = run([Article("a", "x" * 101), Article("b", "x" * 100)], max_characters=100)
        assert [article.id for article in result.articles] == ["b"]
        assert "--max-characters" in result.rejected[0].hint

    def test_an_article_that_a_filter_fails_on_is_rejected(self) -> None:
        def picky(article: Any) -> list[Any]:
            return [] if article.id == "a" else [1 / 0]

        result = run([Article("a", "One."), Article("b", "Two.")], filters=[picky])
        assert [article.id for article in result.articles] == ["a"]
        assert "picky failed on article 'b'" in result.rejected[0].error

    def test_no_articles_at_all_still_leave_all_files(self, tmp_path: Path) -> None:
        run([], out=tmp_path / "out")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES

    def test_the_first_of_one_id_and_text_does_not_depend_on_the_order(self) -> None:
        one, other = Article("a", "One.", title="one"), Article("a", "One.", title="two")
        assert run([one, other]) == run([other, one])

    def test_results_never_overwrite_an_input(self, tmp_path: Path) -> None:
        path = tmp_path / "articles.jsonl"
        path.write_text('{"id": "a", "text": "One."}\n', encoding="utf-8")
        with pytest.raises(InputError, match="would be overwritten"):
            run([path], out=tmp_path)
        assert path.read_text(encoding="utf-8").startswith('{"id": "a"')

    def test_values_that_json_does_not_know_become_text(self, tmp_path: Path) -> None:
        run([Article("a", "One.", extra={"day": date(2015, 9, 30)})], out=tmp_path)
        (record,) = read_records(tmp_path, "articles.jsonl", ArticleRecord)
        assert record.extra == {"day": "2015-09-30"}

    def test_unknown_options_are_told_before_the_work(self) -> None:
        with pytest.raises(OptionError, match="newest"):
            run([Article("a", "One.")], base="newest")  # type: ignore[arg-type]
        with pytest.raises(OptionError, match="keep is a single text"):
            run([], keep="ad")
        with pytest.raises(OptionError, match="max_removed is nan"):
            run([], max_removed=float("nan"))
        with pytest.raises(RuleError, match="a rule that ships has this id"):
            run([], rules=[shipped_rules()[0]])
        with pytest.raises(OptionError, match="both"):
            run([], mode="both")  # type: ignore[arg-type]

    def test_half_a_surrogate_pair_outside_the_text_is_kept(self, tmp_path: Path) -> None:
        run([Article("a", "One.", title="half \ud83d", extra={"x": "\udc80"})], out=tmp_path)
        (record,) = read_records(tmp_path, "articles.jsonl", ArticleRecord)
        assert (record.title, record.extra) == ("half \ud83d", {"x": "\udc80"})

    def test_a_single_path_is_not_taken_for_a_list(self) -> None:
        with pytest.raises(InputError, match="single path"):
            run("seeds")

    def test_out_must_be_a_folder_and_no_input(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        with pytest.raises(OutputError, match="is a file"):
            run([], out=tmp_path / "file")
        with pytest.raises(OutputError, match="cannot be made"):
            run([], out=tmp_path / "file" / "below")
        with pytest.raises(InputError, match="both an input and"):
            run([tmp_path], out=tmp_path)


def test_progress_is_told_stage_by_stage(root: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    run([root / "seeds"], progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["read", "clean", "duplicates", "canonicalize", "write"]
    assert ("clean", 5, 5) in told


def test_clean_inputs_is_the_first_stage_alone(root: Path) -> None:
    articles, rejected = clean_inputs([root / "seeds", root / "pyproject.toml"])
    assert len(articles) == 5
    assert ".toml is not known" in rejected[0].error
