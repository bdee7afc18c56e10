"""The shared index where it is refused, or where the server fails."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexed_texts import IDS, TEXTS
from newsclean.errors import OptionError, SharedIndexError
from newsclean.neardup import SharedLsh, redis_server, shared_lsh
from redis_process import Server
from redis_process import redis_server as running


class Call:
    """Whoever unpickles it calls a function."""

    def __reduce__(self) -> tuple[object, ...]:
        return str, ("b",)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("name", "value", "named"),
        [
            ("SCHEME", "affine64", "scheme affine32, and is opened with scheme affine64"),
            ("SEED", 2, "seed 1, and is opened with seed 2"),
            ("SHINGLE_SIZE", 4, "shingle_words 5, and is opened with shingle_words 4"),
            ("SAMPLE", "Another way to read.", "sample [0-9a-f]{16}, and is opened with sample [0-9a-f]{16}"),
        ],
    )
    def test_an_index_of_other_values(
        self, server: Server, monkeypatch: pytest.MonkeyPatch, name: str, value: object, named: str
    ) -> None:
        SharedLsh("of other values", threshold=0.5, redis=server.address).close()
        monkeypatch.setattr(shared_lsh, name, value)
        with pytest.raises(OptionError, match=f"'of other values' is made with {named}. Open it as it was made"):
            SharedLsh("of other values", threshold=0.5, redis=server.address)

    def test_an_index_of_another_threshold(self, server: Server) -> None:
        SharedLsh("of another threshold", threshold=0.5, redis=server.address).close()
        with pytest.raises(OptionError, match="made with bands 25, rows 5, and is opened with bands 9, rows 13") as caught:
            SharedLsh("of another threshold", threshold=0.8, redis=server.address)
        assert caught.value.option == "bands"

    def test_an_index_made_without_newsclean(self, server: Server) -> None:
        server.client.hset("foreign_keys", "a", "b")
        with pytest.raises(OptionError, match=r"'foreign' was made without newsclean.*Choose another basename"):
            SharedLsh("foreign", threshold=0.5, redis=server.address)

    def test_stored_code_is_not_run(self, server: Server) -> None:
        """datasketch alone would unpickle, and run, whatever stands in a bucket."""
        with SharedLsh("unsafe", threshold=0.5, redis=server.address) as index:
            index.insert(["a"], TEXTS[:1])
            bucket = next(iter(server.client.hvals(b"unsafe_bucket_\0\0")))
            for stored in (pickle.dumps(Call()), pickle.dumps(7), b"", b"no pickle"):
                server.client.sadd(bucket, stored)
                with pytest.raises(SharedIndexError, match="no article's id"):
                    index.query(TEXTS[:1])
                server.client.srem(bucket, stored)
            assert index.query(TEXTS[:1]) == [("a",)]


class TestFailures:
    @pytest.fixture(autouse=True)
    def _soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(redis_server, "RETRIES", 1)

    def test_a_server_that_goes_and_comes_back(self, tmp_path: Path) -> None:
        with running(tmp_path) as server:
            port = server.client.connection_pool.connection_kwargs["port"]
            index = SharedLsh("gone", threshold=0.5, redis=server.address)
            index.insert(IDS[:5], TEXTS[:5])
        calls: list[Callable[[], object]] = [
            lambda: index.insert(IDS[5:9], TEXTS[5:9]),
            lambda: index.query(TEXTS[:5]),
            lambda: index.remove(IDS[:5]),
            lambda: len(index),
            lambda: "a" in index,
            lambda: SharedLsh("gone", threshold=0.5, redis=server.address),
        ]
        for call in calls:
            with pytest.raises(SharedIndexError, match=rf"127\.0\.0\.1:{port} failed.*See that it runs") as caught:
                call()
            assert caught.value.server == f"127.0.0.1:{port}"
        with running(tmp_path, port), index:
            assert index.insert(IDS[9:12], TEXTS[9:12]) == 3
            assert {id for found in index.query(TEXTS) for id in found} == set(IDS[9:12])
            SharedLsh("gone", threshold=0.5, redis=server.address).close()

    def test_what_failed_does_not_come_in_later(self, server: Server) -> None:
        with SharedLsh("later", threshold=0.5, redis=server.address) as index:
            server.client.set("later_keys", "no hash")
            with pytest.raises(SharedIndexError, match=r"WRONGTYPE.*do the same again"):
                index.insert(IDS[:5], TEXTS[:5])
            server.client.delete("later_keys")
            index.insert(IDS[9:12], TEXTS[9:12])
            assert {id for found in index.query(TEXTS) for id in found} == set(IDS[9:12])

    def test_a_password(self, tmp_path: Path) -> None:
        with running(tmp_path) as server:
            server.client.config_set("requirepass", "secret")
            with pytest.raises(SharedIndexError, match=r"failed.*Give a username and password"):
                SharedLsh(threshold=0.5, redis=server.address)
            with pytest.raises(SharedIndexError, match="Give a username and password") as caught:
                SharedLsh(threshold=0.5, redis=server.address.replace("//", "//:wrong-word@"))
            assert "wrong-word" not in str(caught.value)
            with SharedLsh(threshold=0.5, redis=server.address.replace("//", "//:secret@")) as index:
                assert index.insert(IDS, TEXTS) == len(IDS)

    def test_a_full_server(self, tmp_path: Path) -> None:
        with running(tmp_path) as server, SharedLsh(threshold=0.5, redis=server.address) as index:
            server.client.config_set("maxmemory", 1)
            with pytest.raises(SharedIndexError, match=r"failed.*Give it more memory"):
                index.insert(IDS, TEXTS)
            server.client.config_set("maxmemory", 0)
            assert index.insert(IDS, TEXTS) == len(IDS)

    def test_a_server_of_something_else_under_the_name(self, server: Server) -> None:
        server.client.rpush("something else_newsclean", "a")
        with pytest.raises(SharedIndexError, match=r"WRONGTYPE.*Its own words say why"):
            SharedLsh("something else", threshold=0.5, redis=server.address)

    def test_without_redis_py(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "redis", None)
        with pytest.raises(SharedIndexError, match=r"Type: pip install 'newsclean\[redis\]'"):
            SharedLsh(threshold=0.5, redis="redis://localhost")

    @pytest.mark.parametrize("settings", ["localhost:6379", {"hots": "localhost"}])
    def test_settings_that_are_none(self, settings: Any) -> None:
        pytest.importorskip("redis", reason="shared indexes need redis-py: pip install 'newsclean[redis]'")
        with pytest.raises(OptionError, match=r"these are no settings for Redis.*Give an address"):
            SharedLsh(threshold=0.5, redis=settings)
