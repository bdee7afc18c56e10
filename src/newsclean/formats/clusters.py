"""Reading the clusters that ``newsclean duplicates`` wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclean.errors import InputError
from newsclean.formats.json_lines import read_lines

SHAPE = "Give what newsclean duplicates writes: {id, members: [{id}, ...]}, an object a line"


def read_clusters(path: Path) -> Iterator[list[str]]:
    """The ids of the members of each cluster.

    Raises:
        InputError: if the file cannot be read, or a line is no cluster; it names the line.
    """
    try:
        for number, line in read_lines(path):
            yield _members(line, str(path), number)
    except OSError as error:
        problem = f"the clusters cannot be read ({error.strerror or error})"
        raise InputError(problem, SHAPE, source=str(path)) from error


def _members(line: dict[str, Any], source: str, number: int) -> list[str]:
    members = line.get("members")
    ids = [member.get("id") if isinstance(member, dict) else None for member in members] if isinstance(members, list) else []
    if not ids or not all(isinstance(id_, str) for id_ in ids):
        raise InputError("the line is no cluster", SHAPE, source=source, record=number)
    return list(map(str, ids))
