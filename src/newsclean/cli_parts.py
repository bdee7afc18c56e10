"""What several commands have in common: their arguments, and how they write to the terminal and into pipes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

SOME_REJECTED = 1

inputs_argument = click.argument(
    "inputs", nargs=-1, required=True, type=click.Path(exists=True, readable=False, allow_dash=True, path_type=Path)
)
max_characters_option = click.option(
    "--max-characters", type=click.IntRange(1), default=None, help="Longest text taken, in characters.  [default: 2000000]"
)


def _columns(_context: click.Context, _parameter: click.Parameter, given: Sequence[str]) -> dict[str, str] | None:
    from newsclean.formats.columns import columns_from

    return columns_from(given) if given else None


map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="What the input calls a field, such as text=body,id=url; may be given again.",
)


def open_streams() -> None:
    """Gives output somewhere to go: nowhere where it is closed, as an escape where the terminal lacks a character."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # open until the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_json() -> None:
    """Makes standard output UTF-8, as JSON is whatever the locale, and half a surrogate pair its escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def note(message: str) -> None:
    """A message on one line of standard error, without what would speak to the terminal."""
    from newsclean.explanation import printable

    click.echo(f"newsclean: {printable(' '.join(message.split()))}", err=True)
