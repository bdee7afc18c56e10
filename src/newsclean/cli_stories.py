"""The command that merges articles into stories, and the options that say how."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from newsclean.cli_parts import SOME_REJECTED, inputs_argument, map_option, max_characters_option, note, write_json


def story_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say how to merge."""
    for option in (
        click.option("--mode", type=click.Choice(["union", "edition", "majority"]), default="union", show_default=True,
                     help="Every source's sentences; the base's; what most independent lineages have."),
        click.option("--base", type=click.Choice(["most_complete", "latest", "earliest", "most_central"]),
                     default="most_complete", show_default=True, help="Which source leads."),
        click.option("--prefer", multiple=True, metavar="PUBLISHER",
                     help="A publisher or host whose articles lead before others; may be given again, the best first."),
    ):  # fmt: skip
        command = option(command)
    return command


def merging(options: dict[str, Any]) -> dict[str, Any]:
    """The options of `story_options` as the library's functions take them; others stay as they are."""
    from newsclean.canonical import PreferredPublishers

    prefer = options.pop("prefer", ())
    return options | {"base": PreferredPublishers(prefer, options["base"])} if prefer else options


@click.command()
@inputs_argument
@click.option(
    "--clusters",
    "clusters_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Which articles are one story: what newsclean duplicates wrote.  [default: all of them]",
)
@story_options
@max_characters_option
@map_option
def canonicalize(inputs: tuple[Path, ...], clusters_file: Path | None, **options: Any) -> None:
    """Merge articles into one text a story; one JSON object a line on standard output, with all of its sources.

    The texts are taken as they are: run `newsclean clean` first, whose output this command reads. With --clusters, an
    article that is in none of them is a story of its own.
    """
    from newsclean.formats import read_clusters, story_line
    from newsclean.stages import stories_of

    given = {name: value for name, value in options.items() if value is not None}
    clusters = None if clusters_file is None else read_clusters(clusters_file)
    stories, rejected = stories_of(inputs, clusters=clusters, **merging(given))
    write_json()
    for story in stories:
        click.echo(story_line(story))
    for line in rejected:
        note(f"rejected: {line}")
    if rejected:
        sys.exit(SOME_REJECTED)
