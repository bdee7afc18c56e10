"""Opening an index: made where there is none, and checked against what it is opened with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import frozen

from newsclean.background import Background
from newsclean.errors import OptionError, StoredIndexError
from newsclean.filters import Rule
from newsclean.index.connection import Connection
from newsclean.index.schema import SYNCHRONOUS, create
from newsclean.index.settings import (
    DEFAULT,
    Cleaning,
    check_background,
    check_parameters,
    read_background,
    read_cleaning,
    write_settings,
)


@frozen
class Opened:
    """An index that is open, and how its articles are cleaned; ``rules`` is None where it has own ones that are not given."""

    connection: Connection
    preset: str
    keep: frozenset[str]
    rules: tuple[Rule, ...] | None


def opened(
    path: str,
    background: Background | None,
    preset: str | None,
    keep: Collection[str] | None,
    rules: Sequence[Rule],
    *,
    readonly: bool,
    synchronous: str,
) -> Opened:
    """The index in a file; see `Index.open`."""
    if synchronous not in SYNCHRONOUS:
        problem, hint = f"there is no synchronous {synchronous!r}", f"Choose {', '.join(SYNCHRONOUS)}"
        raise OptionError(problem, hint, option="synchronous")
    if background is not None:
        check_background(background)
    given = Cleaning.of("body" if preset is None else preset, () if keep is None else keep, rules)
    connection = Connection(path, readonly=readonly, synchronous=synchronous)
    try:
        if connection.empty:
            _make(connection, given, DEFAULT if background is None else background)
        with connection.transaction() as db:
            check_parameters(db, path)
            stored = read_cleaning(db)
            _same(path, "preset", preset, stored.preset)
            _same(path, "keep", None if keep is None else given.keep, stored.keep)
            if rules and given.rules != stored.rules:
                problem = f"{path} was made with other rules of its own, or with none"
                raise OptionError(problem, "Open it with the same ones, or make another index", option="rules")
            if background is not None and background != read_background(db):
                problem = f"{path} was made with another background, or has learned its own"
                raise OptionError(problem, "Leave the option out, or make another index", option="background")
        return Opened(connection, stored.preset, stored.keep, None if stored.rules and not rules else tuple(rules))
    except BaseException:
        connection.close()
        raise


def _make(connection: Connection, cleaning: Cleaning, background: Background) -> None:
    if connection.readonly:
        problem = f"{connection.path} is empty"
        raise StoredIndexError(problem, "Open it without readonly=True to make an index of it", path=connection.path)
    with connection.transaction("IMMEDIATE") as db:
        create(db)
        write_settings(db, cleaning, background)


def _same(path: str, option: str, given: object, stored: object) -> None:
    if given is not None and given != stored:
        shown = sorted(stored) if isinstance(stored, frozenset) else repr(stored)
        problem = f"{path} was made with {option} {shown}"
        raise OptionError(problem, "Leave the option out, or make another index", option=option)
