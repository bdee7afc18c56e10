"""The commands of an index: articles added, asked for and removed one by one, and what it holds written out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsclean.cli_parts import SOME_REJECTED, inputs_argument, map_option, max_characters_option, note, write_json
from newsclean.cli_rules import check_kinds, file_argument, own_rules
from newsclean.errors import Rejected, StoredIndexError

if TYPE_CHECKING:
    from newsclean.index import Index

T = TypeVar("T")
PROBLEMS = 1
folder_argument = click.Path(exists=True, file_okay=False, path_type=Path)
index_argument = click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
rules_option = click.option("--rules", "rule_files", multiple=True, metavar="FILE", type=file_argument,
                            help="Your own rules, with which the index was or is made; may be given again.")  # fmt: skip
synchronous_option = click.option(
    "--synchronous", type=click.Choice(["normal", "full", "off"]), default="normal", show_default=True,
    help="full: what was added survives a power loss; normal: the last ones may be lost; off: the file may be damaged.",
)  # fmt: skip


def opening_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of an index that is written; those of a new one must agree with an old one if they are given."""
    for option in (
        synchronous_option,
        click.option("--background", "background_of", metavar="DIR", type=folder_argument,
                     help="Of a new index: the folder of an earlier run, whose boilerplate counts as boilerplate here."),
        rules_option,
        click.option("--keep", multiple=True, metavar="KIND",
                     help="Of a new index: a kind of boilerplate that stays; may be given again."),
        click.option("--preset", type=click.Choice(["body", "strict", "corpus"]), default=None,
                     help="Of a new index: how its articles are cleaned.  [default: body]"),
    ):  # fmt: skip
        command = option(command)
    return command


def opened(
    db: Path,
    *,
    preset: str | None,
    keep: tuple[str, ...],
    rule_files: tuple[Path, ...],
    background_of: Path | None,
    synchronous: Any,
) -> Index:
    """The index that the `opening_options` name, for writing; made if it is missing."""
    from newsclean.formats import read_background
    from newsclean.index import Index

    rules = own_rules(rule_files)
    check_kinds(keep, rules)
    background = None if background_of is None else read_background(background_of)
    return Index.open(db, background=background, preset=preset, keep=keep or None, rules=rules, synchronous=synchronous)


@click.group()
def index() -> None:
    """Keep articles, their pairs and stories in one file, one article at a time.

    DB is the file. There is one writer at a time, and any number of readers.
    """


@index.command()
@index_argument
@inputs_argument
@opening_options
@click.option("--replace", is_flag=True, help="Whether an article takes the place of one of its id.")
@click.option("--bulk", is_flag=True, help="Add many at a time, in about half of the time, and print only how many they were.")
@max_characters_option
@map_option
def add(db: Path, inputs: tuple[Path, ...], *, replace: bool, bulk: bool, **options: Any) -> None:
    """Clean articles and add them, and make DB if it is missing; one JSON object an article on standard output.

    It tells the story that the article is in now, its pairs, and the ids of stories that are no more.
    """
    from newsclean.adding import add_each, add_together, read_articles
    from newsclean.index.records import added_record

    reading = {name: value for name in ("max_characters", "columns") if (value := options.pop(name)) is not None}
    write_json()
    with opened(db, **options) as store:
        found = read_articles(inputs, **reading)
        if bulk:
            rejected = _print_counts(add_together(store, found, replace=replace))
        else:
            rejected = _print_each(add_each(store, found, replace=replace), added_record)
    if rejected:
        sys.exit(SOME_REJECTED)


@index.command()
@index_argument
@inputs_argument
@rules_option
@max_characters_option
@map_option
def query(db: Path, inputs: tuple[Path, ...], rule_files: tuple[Path, ...], **options: Any) -> None:
    """Say what articles would have in common with those of DB, and add nothing; one JSON object an article."""
    from newsclean.adding import ask_each, read_articles
    from newsclean.index.records import found_record

    reading = {name: value for name, value in options.items() if value is not None}
    with _reading(db, rule_files) as store:
        rejected = _print_each(ask_each(store, read_articles(inputs, **reading)), found_record)
    if rejected:
        sys.exit(SOME_REJECTED)


@index.command()
@index_argument
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@synchronous_option
def remove(db: Path, ids: tuple[str, ...], synchronous: Any) -> None:
    """Take articles out; one JSON object an article, with the stories that are others now."""
    from newsclean.index.records import removed_record

    missing = False
    with _writing(db, synchronous) as store:
        for id in ids:
            try:
                print_line(removed_record(store.remove(id)))
            except KeyError:
                missing = True
                note(f"there is no article {id!r} in {db}")
    if missing:
        sys.exit(SOME_REJECTED)


@index.command()
@index_argument
def stats(db: Path) -> None:
    """Say how many articles, wordings, pairs and stories there are, and how large DB is, in bytes."""
    from newsclean.index.records import stats_record

    with _reading(db) as store:
        print_line(stats_record(store.stats()))


@index.command()
@index_argument
def check(db: Path) -> None:
    """Look whether everything in DB agrees; one line for each problem, and exit code 1 if there are any."""
    with _reading(db) as store:
        problems = store.check()
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(PROBLEMS)


@index.command()
@index_argument
def compact(db: Path) -> None:
    """Learn from all articles what is everybody's boilerplate, and compare them again; a JSON object with what changed."""
    from newsclean.index.records import compacted_record

    with _writing(db, "normal") as store:
        print_line(compacted_record(store.compact()))


@index.command()
@index_argument
def stories(db: Path) -> None:
    """List the stories as they stand: one JSON object each with id, version and the ids of the articles."""
    from newsclean.index.moment import moment

    with _reading(db) as store, moment(store) as now:
        for version, ids in now.stories():
            print_line({"id": ids[0], "version": version, "articles": ids})


@index.command()
@index_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder for the files.")
@click.option("--format", "format_", type=click.Choice(["run", "parquet"]), default="run", show_default=True,
              help="run: the files of `newsclean run`; parquet: tables, from which the index can be made again.")  # fmt: skip
def export(db: Path, out: Path, format_: str) -> None:
    """Write all that DB holds into files, each of which appears whole or not at all."""
    from newsclean.index.parquet import export_parquet
    from newsclean.index.run_files import export_run, prepare
    from newsclean.pipeline.folder_lock import locked

    with _reading(db) as store:
        prepare(out)
        with locked(out):
            (export_run if format_ == "run" else export_parquet)(store, out)


@index.command("import")
@click.argument("folder", metavar="DIR", type=folder_argument)
@index_argument
@rules_option
def import_(folder: Path, db: Path, rule_files: tuple[Path, ...]) -> None:
    """Make an index DB of the tables that `newsclean index export --format parquet` wrote into DIR."""
    from newsclean.index.parquet import import_parquet

    import_parquet(folder, db, rules=own_rules(rule_files))


def _print_each(results: Iterable[T | Rejected], record: Callable[[T], dict[str, Any]]) -> int:
    """Prints a line for each article, and a message for each that could not be used; says how many these were."""
    rejected = 0
    for result in results:
        if isinstance(result, Rejected):
            rejected += 1
            note(f"rejected: {result}")
        else:
            print_line(record(result))
    return rejected


def _print_counts(results: Iterable[int | Rejected]) -> int:
    """Prints how many articles were added, and a message for each that was not; says how many these were."""
    added = rejected = 0
    for result in results:
        if isinstance(result, int):
            added += result
        else:
            rejected += 1
            note(f"rejected: {result}")
    print_line({"added": added, "rejected": rejected})
    return rejected


def print_line(record: dict[str, Any]) -> None:
    """A line of JSON on standard output, at once."""
    from newsclean.formats import json_line

    click.echo(json_line(record))


@contextmanager
def _reading(db: Path, rule_files: Iterable[Path] = ()) -> Iterator[Index]:
    from newsclean.index import Index

    _see_to_it_that_there_is(db)
    write_json()
    with Index.open(db, rules=own_rules(rule_files), readonly=True) as store:
        yield store


@contextmanager
def _writing(db: Path, synchronous: Any) -> Iterator[Index]:
    """An index that must be there already; nothing that is only written needs the rules it was made with."""
    from newsclean.index import Index

    _see_to_it_that_there_is(db)
    write_json()
    with Index.open(db, synchronous=synchronous) as store:
        yield store


def _see_to_it_that_there_is(db: Path) -> None:
    if not db.is_file() or not db.stat().st_size:
        raise StoredIndexError(f"there is no index {db}", f"Make it: newsclean index add {db} INPUT...", path=str(db))
