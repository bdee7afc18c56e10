"""The whole line over any number of articles: in batches, on all cores, and resumed where it was killed."""

from newsclean.pipeline.jobs import suitable_jobs
from newsclean.pipeline.options import MAX_CHARACTERS, Cleaning
from newsclean.pipeline.result import Result
from newsclean.pipeline.running import run

__all__ = ["MAX_CHARACTERS", "Cleaning", "Result", "run", "suitable_jobs"]
