"""How long the stages of a run take."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import field, frozen

logger = logging.getLogger("newsclean.run")


@frozen
class Seconds:
    """A clock for the stages of a run, which are logged as they begin and end.

    Attributes:
        stages: the seconds that each stage took, in the order of the stages.
    """

    stages: dict[str, float] = field(factory=dict)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Counts the time inside to a stage."""
        logger.info("%s begins", stage)
        begun = time.perf_counter()
        yield
        self.stages[stage] = time.perf_counter() - begun
        logger.info("%s is done after %.1f s", stage, self.stages[stage])
