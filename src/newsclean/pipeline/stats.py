"""How long the stages of a run take, and what it counts."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from attrs import define, field

logger = logging.getLogger("newsclean")


@define
class Stats:
    """What is counted while a run goes on.

    Attributes:
        seconds: how long each stage took, in the order of the stages.
        removed: how many characters were removed, by kind.
    """

    seconds: dict[str, float] = field(factory=dict)
    removed: dict[str, int] = field(factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Counts the time inside to a stage."""
        logger.info("%s: begins", stage)
        begun = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - begun
        logger.info("%s: done in %.1f s", stage, self.seconds[stage])

    def remove(self, kinds: Mapping[str, int]) -> None:
        """Adds removed characters by kind."""
        for kind, count in kinds.items():
            self.removed[kind] = self.removed.get(kind, 0) + count
