"""An index as Parquet tables, and an index made of them."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from index_changes import corpora, histories
from made_up import made_up
from newsclean import Article, Background, Index, extract, load_rules
from newsclean.background import Template
from newsclean.errors import InputError, OptionError, OutputError, StoredIndexError
from newsclean.formats import pair_record
from newsclean.index.moment import moment
from newsclean.index.parquet import export_parquet, import_parquet
from newsclean.index.parquet_tables import schemas

NAMES = ("articles.parquet", "pairs.parquet", "stories.parquet", "background.json")
ODD = Article(
    "ä\u2028x",
    f"\ufeff{made_up('one', 20)}\r\n\u00a0{made_up('two', 20)}\n\nADVERTISEMENT",
    "https://example.com",
    "A title",
    "P",
    "2020-01-02",
    ("A", "B"),
    "en",
    {"n": 1, "l": [None, {"x": "ÿ"}], "half": "\ud83d"},
)
PAGE = "<html><body><article><h1>T</h1>" + "".join(f"<p>{made_up(c, 30)}.</p>" for c in "abcd") + "</article></body></html>"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index.open(tmp_path / "news.db", background=Background(scale=2))
    index.add_many([ODD, extract(PAGE, id="page"), Article("b", made_up("one", 80)), Article("c", made_up("one", 90))])
    return index


def assert_the_same(one: Index, other: Index) -> None:
    assert list(one) == list(other)
    assert [one.article(id) for id in one] == [other.article(id) for id in other]
    assert tuple(one.pairs()) == tuple(other.pairs())
    assert tuple(one.clusters()) == tuple(other.clusters())
    with moment(one) as now, moment(other) as then:
        assert list(now.stories()) == list(then.stories())
        assert (now.background, now.cleaning) == (then.background, then.cleaning)
    assert other.check() == ()


@settings(max_examples=settings.get_profile(settings.get_current_profile_name()).max_examples // 5)  # each is two indexes
@given(st.data(), corpora(), st.sampled_from([1, 8]))
def test_an_index_of_the_tables_holds_the_same(data: st.DataObject, articles: list[Article], scale: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Index.open(folder / "one.db", background=Background(scale=scale)) as one:
            for step in data.draw(histories(len(articles))):
                some = [articles[number] for number in step.articles]
                if step.kind == "replace":
                    one.add(evolve(some[0], text=some[1].text), replace=True)
                elif step.kind == "remove":
                    one.remove(some[0].id)
                else:
                    one.add_many(some)
            export_parquet(one, folder / "tables")
            import_parquet(folder / "tables", folder / "other.db")
            with Index.open(folder / "other.db") as other:
                assert_the_same(one, other)


class TestThereAndBack:
    def test_all_of_an_article_is_kept(self, index: Index, tmp_path: Path) -> None:
        assert index.article(ODD.id).removals
        assert index.article("page").article.blocks
        export_parquet(index, tmp_path / "out")
        import_parquet(tmp_path / "out", tmp_path / "again.db")
        with Index.open(tmp_path / "again.db") as again:
            assert_the_same(index, again)

    def test_half_a_surrogate_pair_is_not(self, index: Index, tmp_path: Path) -> None:
        index.add(Article("h", made_up("h", 20), title="half a \ud83d"))
        export_parquet(index, tmp_path / "out")
        import_parquet(tmp_path / "out", tmp_path / "again.db")
        with Index.open(tmp_path / "again.db") as again:
            assert again.article("h").article.title == "half a \ufffd"

    def test_so_are_background_and_cleaning(self, tmp_path: Path) -> None:
        background = Background(7, 4, frozenset([1, 2**64 - 1]), {"example.com": (Template("more", 5, "tail"),)})
        with Index.open(tmp_path / "news.db", background=background, preset="strict", keep={"photo_credit"}) as index:
            export_parquet(index, tmp_path / "out")
            import_parquet(tmp_path / "out", tmp_path / "again.db")
            with Index.open(tmp_path / "again.db", preset="strict", keep={"photo_credit"}) as again:
                assert again.background == background
                assert_the_same(index, again)

    def test_own_rules_are_given_again(self, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        path.write_text(
            '[[rule]]\nid = "own.zine"\nkind = "newsletter"\npattern = "Read our zine"\nreason = "house advertisement"\n'
            'hits = ["Read our zine"]\nmisses = ["He read our zines aloud"]\n',
            encoding="utf-8",
        )
        rules = load_rules(path)
        with Index.open(tmp_path / "news.db", rules=rules) as index:
            export_parquet(index, tmp_path / "out")
        with pytest.raises(OptionError, match="other rules of its own"):
            import_parquet(tmp_path / "out", tmp_path / "again.db")
        assert not (tmp_path / "again.db").exists()
        import_parquet(tmp_path / "out", tmp_path / "again.db", rules=rules)
        Index.open(tmp_path / "again.db", rules=rules).close()

    def test_what_is_written_again_takes_its_place(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        index.remove("b")
        export_parquet(index, tmp_path / "out")
        assert pq.read_table(tmp_path / "out" / "articles.parquet").column("id").to_pylist() == ["c", "page", ODD.id]
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(NAMES)

    def test_stories_of_other_articles_go_on_from_the_highest_version(self, index: Index, tmp_path: Path) -> None:
        """As where another version of newsclean finds that b and c are two stories, or that a third one is of theirs."""
        export_parquet(index, tmp_path / "out")
        rows = [{"id": "b", "version": 8, "articles": ["b", "page"]}, {"id": "c", "version": 5, "articles": ["c"]}]
        table = pa.Table.from_pylist(rows, schemas()["stories.parquet"])
        pq.write_table(table, tmp_path / "out" / "stories.parquet")
        import_parquet(tmp_path / "out", tmp_path / "again.db")
        with Index.open(tmp_path / "again.db") as again:
            assert [again.version(id).version for id in ("b", "c", "page", ODD.id)] == [9, 9, 9, 1]


class TestTables:
    def test_they_have_the_schemas_that_are_stated(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        for name, schema in schemas().items():
            assert pq.read_schema(tmp_path / "out" / name).equals(schema), name

    def test_an_index_of_nothing(self, tmp_path: Path) -> None:
        with Index.open(tmp_path / "news.db") as index:
            export_parquet(index, tmp_path / "out")
            import_parquet(tmp_path / "out", tmp_path / "again.db")
            with Index.open(tmp_path / "again.db") as again:
                assert_the_same(index, again)

    def test_pairs_are_those_of_a_run(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        rows = pq.read_table(tmp_path / "out" / "pairs.parquet").to_pylist()
        assert len(rows) == index.stats().pairs > 0
        for row, record in zip(rows, map(pair_record, index.pairs()), strict=True):
            shared = [(run["a_start"], run["a_end"], run["b_start"], run["b_end"]) for run in row.pop("shared")]
            assert shared == [(*run.a, *run.b) for run in record.shared]
            assert row == {name: getattr(record, name) for name in row}

    def test_articles_say_what_was_removed(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        rows = {row["id"]: row for row in pq.read_table(tmp_path / "out" / "articles.parquet").to_pylist()}
        row = rows[ODD.id]
        assert (row["source"], row["text"]) == (ODD.text, index.article(ODD.id).text)
        assert "ad" in {removal["kind"] for removal in json.loads(row["removals"])}

    def test_row_groups_are_small(self, tmp_path: Path) -> None:
        with Index.open(tmp_path / "news.db") as index:
            index.add_many([Article(str(n), "x" * 1_900_000 + str(n)) for n in range(5)])
            export_parquet(index, tmp_path / "out")
        assert pq.ParquetFile(tmp_path / "out" / "articles.parquet").num_row_groups == 2


class TestWrongUse:
    @pytest.mark.parametrize("name", ["articles.parquet", "stories.parquet", "background.json"])
    @pytest.mark.parametrize("damage", ["missing", "cut", "other"])
    def test_what_is_damaged_is_named(self, index: Index, tmp_path: Path, name: str, damage: str) -> None:
        export_parquet(index, tmp_path / "out")
        path = tmp_path / "out" / name
        content = path.read_bytes()
        path.unlink()
        if damage == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif damage == "other" and name == "background.json":
            path.write_text("[]", encoding="utf-8")
        elif damage == "other":
            pq.write_table(pa.table({"id": [1]}), path)
        with pytest.raises(InputError, match=name):
            import_parquet(tmp_path / "out", tmp_path / "again.db")
        assert not [path for path in tmp_path.iterdir() if "again" in path.name]

    @pytest.mark.parametrize(
        ("column", "value", "problem"),
        [
            ("id", "c", "already"),
            ("id", "", "damaged"),
            ("text", "another", "do not give its text"),
            ("removals", "[{}]", "damaged"),
            ("removals", '[{"start": 9, "end": 5}]', "damaged"),
            ("removals", "7", "damaged"),
            ("blocks", "{", "damaged"),
            ("blocks", "[7]", "damaged"),
            ("extra", "[", "damaged"),
        ],
    )
    def test_rows_that_do_not_fit_are_named(self, index: Index, tmp_path: Path, column: str, value: str, problem: str) -> None:
        export_parquet(index, tmp_path / "out")
        path = tmp_path / "out" / "articles.parquet"
        rows = pq.read_table(path).to_pylist()
        rows[0][column] = value
        pq.write_table(pa.Table.from_pylist(rows, schemas()[path.name]), path)
        with pytest.raises(InputError, match=problem):
            import_parquet(tmp_path / "out", tmp_path / "again.db")

    def test_a_file_that_is_there_stays(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        (tmp_path / "again.db").write_text("mine", encoding="utf-8")
        with pytest.raises(StoredIndexError, match="already"):
            import_parquet(tmp_path / "out", tmp_path / "again.db")
        assert (tmp_path / "again.db").read_text(encoding="utf-8") == "mine"

    def test_a_folder_that_cannot_be(self, index: Index, tmp_path: Path) -> None:
        export_parquet(index, tmp_path / "out")
        with pytest.raises(StoredIndexError, match="cannot be made"):
            import_parquet(tmp_path / "out", tmp_path / "nowhere" / "again.db")
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="cannot be made"):
            export_parquet(index, tmp_path / "file")
        (tmp_path / "taken" / "pairs.parquet").mkdir(parents=True)
        with pytest.raises(OutputError, match=r"pairs\.parquet cannot be written"):
            export_parquet(index, tmp_path / "taken")
        assert sorted(path.name for path in (tmp_path / "taken").iterdir()) == ["articles.parquet", "pairs.parquet"]

    def test_without_pyarrow(self, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        with pytest.raises(InputError, match=r"pip install 'newsclean\[parquet\]'"):
            export_parquet(index, tmp_path / "out")
        assert not (tmp_path / "out").exists()
