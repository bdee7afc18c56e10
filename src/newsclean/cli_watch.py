"""The command that keeps an index in step with a folder."""

from __future__ import annotations

import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from newsclean.cli_index import opened, opening_options, print_line
from newsclean.cli_parts import SOME_REJECTED, map_option, max_characters_option, note, write_json
from newsclean.errors import Rejected

DAY = 86_400


def _seconds(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not 0 < value <= DAY:  # nor NaN, which a range lets pass
        raise click.BadParameter(f"{value} is not in the range 0<x<={DAY}.")
    return value


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--index", "db", required=True, metavar="DB", type=click.Path(dir_okay=False, path_type=Path),
              help="The index, made if it is missing.")  # fmt: skip
@click.option("--every", type=float, callback=_seconds, default=2.0, show_default=True, metavar="SECONDS",
              help="How long to wait between two looks.")  # fmt: skip
@click.option("--once", is_flag=True, help="Take what is there, and end.")
@opening_options
@max_characters_option
@map_option
def watch(folder: Path, db: Path, every: float, *, once: bool, **options: Any) -> None:
    """Add the articles of the files in DIR, and of those that come, to an index; one JSON object an article, at once.

    A file is read when it has stopped growing between two looks, and only once: which ones were read is remembered in the index.
    Names that begin with a dot are passed over. Ctrl-C, or SIGTERM, ends it after the article that is being added.
    """
    from newsclean.watching import event_record
    from newsclean.watching import watch as events

    reading = {name: value for name in ("max_characters", "columns") if (value := options.pop(name)) is not None}
    write_json()
    added = rejected = 0
    with asked_to_end() as waited, opened(db, **options) as store:
        for event in events(store, folder, pause=lambda: waited(every), ended=lambda: waited(0), once=once, **reading):
            print_line(event_record(event))
            rejected += isinstance(event, Rejected)
            added += not isinstance(event, Rejected)
    note(f"ended; {added} added, {rejected} rejected")
    if once and rejected:
        sys.exit(SOME_REJECTED)


@contextmanager
def asked_to_end() -> Iterator[Callable[[float], bool]]:
    """A function that waits some seconds, or until SIGINT or SIGTERM has come, and says whether one has.

    The signal is a byte on a socket: an event with a lock would lock for ever if it came in the moment in which it is asked for.
    """
    heard, said = socket.socketpair()
    said.settimeout(0)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def handle(*_: object) -> None:
        with suppress(BlockingIOError):  # so many have come that it is full
            said.send(b"!")

    def waited(seconds: float) -> bool:
        return bool(select.select([heard], [], [], seconds)[0])

    with heard, said:
        for number in before:
            signal.signal(number, handle)
        try:
            yield waited
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
