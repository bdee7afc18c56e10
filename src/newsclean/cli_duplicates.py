"""The command that finds near duplicates among articles that are clean already."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli_parts import SOME_REJECTED, inputs_argument, map_option, max_characters_option, note, write_json

if TYPE_CHECKING:
    from newsclean.article import Article
    from newsclean.neardup import Duplicates

VIEWS = ("clusters", "pairs", "kept")


def _a_number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """Turns away what compares with no bound, so that a range lets it pass."""
    if value is not None and math.isnan(value):
        raise click.BadParameter(f"{value} is not in the range 0<x<1.")
    return value


@click.command()
@inputs_argument
@click.option(
    "--show",
    type=click.Choice(VIEWS),
    default="clusters",
    show_default=True,
    help="clusters: those of two and more; pairs: with evidence; kept: the articles without the duplicates.",
)
@click.option(
    "--overlap/--no-overlap", default=True, show_default=True, help="Whether articles that only overlap are in one cluster."
)
@click.option(
    "--keep",
    type=click.Choice(["most_complete", "earliest"]),
    default="most_complete",
    show_default=True,
    help="Which article represents a cluster.",
)
@click.option(
    "--prefer",
    multiple=True,
    metavar="PUBLISHER",
    help="A publisher or host whose articles represent before others; may be given again, the best first.",
)
@click.option(
    "--background",
    "background_of",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of an earlier run, whose boilerplate counts as boilerplate here.",
)
@click.option(
    "--method",
    type=click.Choice(["two-pass", "minhash-lsh"]),
    default="two-pass",
    show_default=True,
    help="How candidates are found.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=None,
    callback=_a_number,
    help="Jaccard that minhash-lsh aims at; with no other method.  [default: 0.5]",
)
@max_characters_option
@map_option
def duplicates(inputs: tuple[Path, ...], show: str, background_of: Path | None, method: str, **others: Any) -> None:
    """Find which articles are copies or versions of one another; one JSON object a line on standard output.

    The texts are compared as they are: run `newsclean clean` first, whose output this command reads.
    """
    from newsclean.formats import json_line, read_background
    from newsclean.stages import duplicates_among

    options = {"method": method} | {name: value for name, value in others.items() if value is not None}
    if "threshold" in options and method != "minhash-lsh":
        raise click.UsageError("--threshold is for minhash-lsh: add --method minhash-lsh, or leave --threshold out.")
    if background_of is not None:
        options["background"] = read_background(background_of)
    articles, found, rejected = duplicates_among(inputs, **options)
    write_json()
    for record in _records(show, articles, found):
        click.echo(json_line(record))
    bridges = (f"{id_} carries several stories; its ties to them are cut" for id_ in found.round_ups)
    for line in [*found.notes, *bridges, *(f"rejected: {line}" for line in rejected)]:
        note(line)
    if rejected:
        sys.exit(SOME_REJECTED)


def _records(show: str, articles: Sequence[Article], found: Duplicates) -> Iterator[dict[str, Any]]:
    from newsclean.formats import cluster_record, input_record, pair_record, unstructured

    if show == "pairs":
        yield from (unstructured(pair_record(pair)) for pair in found.pairs)
    elif show == "clusters":
        yield from (unstructured(cluster_record(cluster)) for cluster in found.clusters if len(cluster.articles) > 1)
    else:
        dropped = found.droppable()
        yield from (input_record(article, article.text) for article in articles if article.id not in dropped)
