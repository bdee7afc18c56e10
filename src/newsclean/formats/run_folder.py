"""The folder of a finished run: which files it holds, and the background that it was decided with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cattrs import BaseValidationError, structure, unstructure

from newsclean.background import Background
from newsclean.errors import InputError, OutputError
from newsclean.formats.json_lines import read_lines

LINES = ("articles.jsonl", "pairs.jsonl", "stories.jsonl", "rejected.jsonl", "background.jsonl")
FILES = (*LINES, "report.html")
AGAIN = "Make it again: newsclean run INPUT... --out DIR"


def is_run(folder: Path) -> bool:
    """Whether a folder holds the files of a run."""
    return all((folder / name).is_file() for name in LINES)


def background_record(background: Background) -> dict[str, Any]:
    """The line for a background, in ``background.jsonl``."""
    return {**unstructure(background), "common_shingles": sorted(background.common_shingles)}


def read_background(folder: Path) -> Background:
    """The background that a finished run was decided with, to decide other articles the same way.

    Raises:
        OutputError: if the folder has none, or it is damaged.
    """
    path = folder / "background.jsonl"
    try:
        return structure(next(read_lines(path))[1], Background)
    except (OSError, StopIteration, InputError, BaseValidationError) as error:
        raise OutputError(f"{path} holds no background", f"Name the folder of a finished run. {AGAIN}", path=str(path)) from error
