"""An index as Parquet tables, for those who work on many articles at once, and an index made of such tables."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cattrs import BaseValidationError, structure, unstructure

from newsclean.background import Background
from newsclean.errors import ArticleError, InputError, OptionError, StoredIndexError
from newsclean.filters import Rule
from newsclean.formats import background_record, json_line, write_whole
from newsclean.index.index import Index
from newsclean.index.moment import moment
from newsclean.index.parquet_tables import AGAIN, arrow, article_of, article_row, pair_row, read_table, write_table
from newsclean.index.reader import Reader
from newsclean.index.run_files import prepare
from newsclean.index.settings import Cleaning

BACKGROUND = "background.json"


def export_parquet(index: Reader, folder: Path) -> None:
    """Writes what an index holds as ``articles.parquet``, ``pairs.parquet``, ``stories.parquet`` and ``background.json``.

    `newsclean.index.parquet_tables.schemas` has the columns. Each file appears whole or not at all; ``background.json``, which
    also says how the articles are cleaned, comes last, so that a folder where it is missing is none to import.

    Not kept are what stands in the place of something else in two texts (``differences`` in ``pairs.jsonl``), half surrogate
    pairs in titles and the like, which become U+FFFD, and which files a folder that is watched has given.

    Args:
        index: that is read, as it is now.
        folder: for the files, made if missing.

    Raises:
        InputError: if pyarrow is not installed.
        OutputError: if a file cannot be written.
        StoredIndexError: if the index cannot be read.
    """
    arrow()
    with moment(index) as now:
        prepare(folder, BACKGROUND)
        write_table(folder / "articles.parquet", (article_row(article) for article, _ in now.articles()))
        write_table(folder / "pairs.parquet", map(pair_row, now.pairs()))
        stories = ({"id": ids[0], "version": version, "articles": list(ids)} for version, ids in now.stories())
        write_table(folder / "stories.parquet", stories)
        cleaning = unstructure(now.cleaning) | {"keep": sorted(now.cleaning.keep)}
        write_whole(folder / BACKGROUND, [json_line({"cleaning": cleaning, "background": background_record(now.background)})])


def import_parquet(folder: Path, path: str | os.PathLike[str], *, rules: Iterable[Rule] = ()) -> None:
    """Makes an index of what `export_parquet` wrote: with the same articles, background, pairs and clusters.

    Pairs are not read but found again, which gives the same ones. Stories go on with the versions that they had; one that is of
    other articles now, because another version of newsclean compares otherwise, has one more than any of those it had a part of.
    The index appears whole or not at all.

    Args:
        folder: with the tables.
        path: of the index; there must be no file of that name.
        rules: own rules, the same ones as the index had that was exported.

    Raises:
        InputError: if a table is missing or damaged, or pyarrow is not installed.
        OptionError: if the index was made with other rules of its own, or the background is of another version.
        StoredIndexError: if there is a file of that name, or it cannot be written.
    """
    arrow()
    target, own = Path(os.path.realpath(path)), tuple(rules)
    if target.exists():
        raise StoredIndexError(f"there is a file {path} already", "Name another one; it is left as it is", path=str(path))
    cleaning, background = _settings(folder / BACKGROUND)
    if Cleaning.of(cleaning.preset, cleaning.keep, own) != cleaning:
        had = "other rules of its own" if cleaning.rules else "no rules of its own"
        problem = f"the index that {folder} was written from had {had}"
        raise OptionError(problem, "Give the same ones", option="rules")
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        problem = f"{path} cannot be made ({error.strerror or error})"
        raise StoredIndexError(problem, "See to it that its folder is there and can be written", path=str(path)) from error
    try:
        new = beside / target.name
        options: Any = {"preset": cleaning.preset, "keep": cleaning.keep, "rules": own}
        with Index.open(new, background=background, **options) as index:
            try:
                index.add_many(map(article_of, read_table(folder / "articles.parquet")))
            except ArticleError as error:
                raise InputError(f"{folder / 'articles.parquet'} is damaged: {error.problem}", AGAIN) from error
            _keep_versions(index, folder / "stories.parquet")
        new.replace(target)  # the last one who closes a file of SQLite leaves no log
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _settings(path: Path) -> tuple[Cleaning, Background]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return structure(told["cleaning"], Cleaning), structure(told["background"], Background)
    except (OSError, ValueError, KeyError, TypeError, BaseValidationError) as error:
        raise InputError(f"{path} is not there, or damaged", AGAIN, source=str(path)) from error


def _keep_versions(index: Index, path: Path) -> None:
    with index._writing() as db:
        for row in read_table(path):
            stories = _stories_of(db, row["articles"])
            same = len(stories) == 1 and _articles(db, *stories) == len(row["articles"])
            version = row["version"] + (not same)
            for story in stories:
                db.execute("UPDATE story SET version = max(?, version) WHERE number = ?", (version, story))


def _stories_of(db: sqlite3.Connection, ids: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for id in ids:
        row = db.execute("SELECT story FROM article WHERE id = ?", (id,)).fetchone()
        found.update(row or ())
    return found


def _articles(db: sqlite3.Connection, story: int) -> int:
    count: int = db.execute("SELECT articles FROM story WHERE number = ?", (story,)).fetchone()[0]
    return count
