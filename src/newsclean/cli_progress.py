"""How far a command is, on the terminal; and what a run counted, in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from newsclean.pipeline import Result
    from newsclean.progress import Progress


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """A bar for each stage, with its rate and the time left, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, rate="")
            task = bars.tasks[tasks[stage]]
            rate = f"{done / task.elapsed:,.0f}/s" if task.elapsed else ""
            bars.update(tasks[stage], completed=done, total=total, rate=rate)

        yield tell


def write_stats(path: Path, result: Result) -> None:
    """What a run counted, and how long each stage took, as JSON.

    Raises:
        OSError: if the file cannot be written.
    """
    stages = {stage: {"seconds": round(seconds, 3)} for stage, seconds in result.seconds.items()}
    told = {"stages": stages, "counts": dict(result.counts), "removed": dict(result.removed)}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
