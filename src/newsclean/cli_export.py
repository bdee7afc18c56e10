"""The command that writes the stories of a finished run in the formats of others."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli_parts import write_json
from newsclean.errors import OutputError

if TYPE_CHECKING:
    from newsclean.canonical import Story

# As `newsclean.formats.exports.FORMATS`, which is not loaded for --help.
FORMATS = ("jsonl", "markdown", "tei", "webannotation", "prov", "ninjs", "schemaorg")


@click.command()
@click.argument("folder", metavar="DIR", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), help="What to write; jsonl loses nothing.")
@click.option("--story", "ids", multiple=True, metavar="ID", help="A story to write; may be given again.  [default: all]")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FOLDER", help="One file for each story there, not standard output."
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the lines of jsonl, and nothing else.")
def export(folder: Path | None, format_: str | None, ids: tuple[str, ...], out: Path | None, *, schema: bool) -> None:
    """Write the stories of a finished run for other programs and for readers.

    Standard output gets one JSON object a line, Markdown documents parted by a rule, or one TEI corpus.
    """
    write_json()
    if schema:
        from newsclean.formats import story_schema

        click.echo(story_schema(), nl=False)
        return
    if folder is None or format_ is None:
        raise click.UsageError("Name the folder of a finished run and a --format, or give --schema.")
    from newsclean.formats import read_run_stories
    from newsclean.formats.exports import documents

    stories = read_run_stories(folder, ids)
    if out is None:
        for part in documents(stories, format_):
            click.echo(part, nl=False)
    else:
        _write_files(stories, format_, _folder(out, folder))


def _write_files(stories: Iterable[Story], format_: str, out: Path) -> None:
    from newsclean.formats import write_whole
    from newsclean.formats.exports import export, file_name

    for story in stories:
        write_whole(out / file_name(story.id, format_), [export(story, format_)])


def _folder(out: Path, source: Path) -> Path:
    """The folder for the files, made if missing; never that of a run, whose own files could be overwritten."""
    from newsclean.formats import is_run

    if is_run(out) or os.path.realpath(out) == os.path.realpath(source):
        raise OutputError(f"{out} holds the results of a run", "Choose another --out", path=str(out))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder {out} cannot be made ({error.strerror or error})"
        raise OutputError(problem, "Choose another --out", path=str(out)) from error
    return Path(os.path.realpath(out))
