"""The command line: parses, calls, prints. Results go to stdout, messages and progress to stderr."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli_duplicates import duplicates
from newsclean.cli_export import export
from newsclean.cli_index import index
from newsclean.cli_parts import (
    SOME_REJECTED,
    inputs_argument,
    map_option,
    max_characters_option,
    note,
    open_streams,
    write_json,
)
from newsclean.cli_progress import shown_progress, write_stats
from newsclean.cli_rules import check_kinds, evaluate, file_argument, own_rules, rules
from newsclean.cli_stories import canonicalize, merging, story_options
from newsclean.cli_watch import watch
from newsclean.errors import NewscleanError

if TYPE_CHECKING:
    from newsclean.pipeline import Result

DONE, USAGE = 0, 2


def cleaning_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how to clean."""
    for option in (
        click.option("--preset", type=click.Choice(["body", "strict", "corpus"]), default="body", show_default=True,
                     help="body: the article's own sentences; strict: all that the newsroom wrote; corpus: training text."),
        click.option("--keep", multiple=True, metavar="KIND", help="A kind of boilerplate that stays; may be given again."),
        click.option("--rules", "rule_files", multiple=True, metavar="FILE", type=file_argument,
                     help="Your own rules (TOML), tried before the others; may be given again."),
        click.option("--max-removed", type=click.FloatRange(0, 1), default=None,
                     help="Largest share of an article's words that may go.  [default: 0.35; corpus: 0.6]"),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsclean", message="newsclean %(version)s")
def commands() -> None:
    """Clean news text, find its copies and versions, and merge each story into one text with its sources.

    INPUT is a file or a folder of text, HTML, JSON lines, CSV, Parquet or WARC, also as .gz and .zst, or - for JSON lines on
    standard input.

    Exit codes: 0 done, 1 some inputs were rejected, 2 wrong usage.
    """


@commands.command()
@inputs_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder for the results.")
@story_options
@click.option(
    "--overlap/--no-overlap",
    default=True,
    show_default=True,
    help="Whether articles that only overlap are one story.",
)
@cleaning_options
@max_characters_option
@map_option
@click.option("--jobs", type=click.IntRange(1), default=None, metavar="N",
              help="Processes that share the work.  [default: one for each core; 1 for few articles]")  # fmt: skip
@click.option("--resume/--no-resume", default=True, show_default=True,
              help="Whether a run that was interrupted in DIR goes on, or begins anew.")  # fmt: skip
@click.option("--stats", "stats_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write counts, and the seconds of each stage, as JSON.")  # fmt: skip
def run(
    inputs: tuple[Path, ...], out: Path, jobs: int | None, *, resume: bool, stats_file: Path | None, **options: object
) -> None:
    """Do the whole line: clean, find versions, merge stories, write the files and the report.

    Interrupted or killed, the same command goes on where it stopped.
    """
    from newsclean.pipeline import run as run_pipeline
    from newsclean.pipeline import suitable_jobs

    with shown_progress() as progress:
        how = merging(given_options(options))
        result = run_pipeline(inputs, out=out, jobs=jobs or suitable_jobs(inputs), resume=resume, progress=progress, **how)
    if stats_file is not None:
        write_stats(stats_file, result)
    _print_summary(result, out)
    if rejected := result.counts["rejected"]:
        note(f"{rejected} rejected, see {out / 'rejected.jsonl'}; the first: {result.rejected[0]}")
        sys.exit(SOME_REJECTED)


@commands.command()
@inputs_argument
@cleaning_options
@max_characters_option
@map_option
@click.option("--explain", is_flag=True, help="Show each text with its removals marked instead of writing JSON.")
def clean(inputs: tuple[Path, ...], *, explain: bool, **options: object) -> None:
    """Clean articles; one JSON object a line on standard output, with every removal."""
    from newsclean.explanation import marked, printable
    from newsclean.formats import article_record, json_line, unstructured
    from newsclean.stages import clean_inputs

    articles, rejected = clean_inputs(inputs, **given_options(options))
    write_json()
    for article in articles:
        record = article_record(article, story=None)
        if explain:
            click.echo(f"=== {printable(article.id)}" + "".join(f"\n    {printable(note)}" for note in article.notes))
            click.echo(f"{marked(record, color=sys.stdout.isatty())}\n")
        else:
            print(json_line(unstructured(record)))
    for line in rejected:
        note(f"rejected: {line}")
    if rejected:
        sys.exit(SOME_REJECTED)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("article_id", metavar="ID")
def explain(folder: Path, article_id: str) -> None:
    """Show an article of a finished run with its removals marked, and why it is in its story."""
    from newsclean.explanation import explained

    for line in explained(folder, article_id, color=sys.stdout.isatty()):
        click.echo(line)


commands.add_command(canonicalize)
commands.add_command(duplicates)
commands.add_command(evaluate)
commands.add_command(export)
commands.add_command(index)
commands.add_command(rules)
commands.add_command(watch)


def main() -> None:
    """The console script: every foreseen error is one line on stderr and exit code 2."""
    # trafilatura and its helpers log what they meet on broken pages; the run says it in rejected.jsonl.
    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    try:
        open_streams()
        sys.exit(commands.main(standalone_mode=False) or DONE)
    except click.exceptions.Abort:
        note("interrupted; no file was written half, and the same command goes on where it stopped")
        sys.exit(130)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        note(f"error: {error.format_message()}" + (f" Try: {context.command_path} --help" if context else ""))
        sys.exit(USAGE)
    except (NewscleanError, OSError) as error:  # such as a full disk behind standard output
        note(f"error: {error}")
        sys.exit(USAGE)


def given_options(options: Mapping[str, object]) -> dict[str, Any]:
    """Those options that were given, as the library's functions call them; rule files are loaded.

    Raises:
        OptionError: if a kind to keep is none.
        RuleError: if one of the rule files is faulty.
    """
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    given["rules"] = own_rules(given.pop("rule_files", ()))
    check_kinds(given.get("keep", ()), given["rules"])
    return given


def _print_summary(result: Result, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(f"newsclean: {out / 'report.html'}"), title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    counts = result.counts
    table.add_row("articles", f"{counts['articles']:,}")
    table.add_row("removed characters", f"{counts['removed_characters']:,}")
    for kind, count in result.removed.items():
        table.add_row(f"  {kind}", f"{count:,}")
    table.add_row("clusters of two and more", f"{counts['merged']:,}")
    table.add_row("stories", f"{counts['stories']:,}")
    table.add_row("conflicts", f"{counts['conflicts']:,}")
    table.add_row("rejected", f"{counts['rejected']:,}")
    table.add_row("seconds", f"{sum(result.seconds.values()):.2f}")
    Console().print(table)
