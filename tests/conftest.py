"""What several tests share: the example articles, a Redis server, and how hard Hypothesis tries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from newsclean import Article, CleanArticle, clean
from redis_process import Server, redis_server

ROOT = Path(__file__).parent.parent

# `ci` repeats the same examples, so that a red run can be looked into, and `brief` some of them; `nightly` looks for new ones.
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("brief", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> dict[str, Article]:
    """The five example articles by the first three digits of their names."""
    return {path.name[:3]: Article(path.stem, path.read_bytes().decode()) for path in sorted((ROOT / "seeds").iterdir())}


@pytest.fixture(scope="session")
def clean_seeds(seeds: dict[str, Article]) -> dict[str, CleanArticle]:
    """The five example articles, cleaned with the default filters."""
    return {name: clean(article) for name, article in seeds.items()}


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real articles that NEWSCLEAN_DATA names."""
    folder = os.environ.get("NEWSCLEAN_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("these tests read real articles, which are not in the repository: set NEWSCLEAN_DATA to their folder")
    return Path(folder)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Redis server of the tests' own."""
    with redis_server(tmp_path_factory.mktemp("redis")) as started:
        yield started
