"""The shared index: beside datasketch alone, in memory and on a real Redis server, with several at it and when things fail."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import ArticleError, OptionError, SharedIndexError
from newsclean.neardup import SharedLsh, redis_server, shared_lsh
from newsclean.neardup.fingerprints import shingle_hashes
from newsclean.neardup.signatures import Signature, signatures
from newsclean.words import words as words_of
from redis_process import Server
from redis_process import redis_server as running

Opening = Callable[..., SharedLsh]
WORDS = "mayor bridge council vote river harbour strike budget school police minister market storm train court".split()


def text(*seeds: int, words: int = 60) -> str:
    """A text of one part of its own for each seed; texts that have seeds in common have parts in common."""
    return " ".join(" ".join(np.random.default_rng(seed).choice(WORDS, words)) for seed in seeds)


def by_datasketch(text: str) -> MinHash:
    sketch = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=lambda value: value)
    hashes = shingle_hashes(words_of(text).keys)
    if hashes:
        sketch.update_batch([value >> 32 for value in hashes])
    return sketch


TEXTS = (
    [text(n, n + 1, n + 2) for n in range(40)] + [text(n, n + 1, 99) for n in range(0, 40, 3)] + [text(7, 8, 9), "Vote.", "", ""]
)
IDS = [f"article {n}" for n in range(len(TEXTS))]
VALUES: Signature = signatures(
    np.random.default_rng(5).integers(0, 40, 10 * 30, dtype=np.uint64) << np.uint64(32), np.arange(0, 301, 30), 128, 1
)
NAMES = (f"index {n}" for n in count())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("redis")) as started:
        yield started


@pytest.fixture(params=["in memory", "on redis"])
def opened(request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Opens indexes, each of its own name; all are closed in the end."""
    opening = []
    address = request.getfixturevalue("server").address if request.param == "on redis" else None

    def open_one(**settings: Any) -> SharedLsh:
        chosen = {"redis": address, "threshold": None if "params" in settings else 0.5, **settings}
        opening.append(SharedLsh(**{"basename": next(NAMES), **chosen}))
        return opening[-1]

    yield open_one
    for index in opening:
        index.close()


class TestInMemoryAndOnRedis:
    @pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8])
    def test_candidates_are_those_of_datasketch(self, opened: Opening, threshold: float) -> None:
        alone = MinHashLSH(threshold=threshold, num_perm=128)
        for id, each in zip(IDS, TEXTS, strict=True):
            if each:
                alone.insert(id, by_datasketch(each))
        expected = [tuple(sorted(alone.query(by_datasketch(each)))) for each in TEXTS]
        index = opened(threshold=threshold)
        assert index.insert(IDS, TEXTS) == len(IDS) == len(index)
        assert index.query(TEXTS) == expected
        assert max(map(len, expected)) > 1

    def test_signatures_are_taken_as_texts_are(self, opened: Opening) -> None:
        values = np.array([by_datasketch(each).hashvalues for each in TEXTS])
        one, other = opened(), opened()
        one.insert(IDS, TEXTS)
        other.insert(IDS, values)
        assert one.query(values) == other.query(TEXTS)

    def test_the_size_of_batches_makes_no_difference(self, opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = opened(), opened()
        one.insert(IDS, TEXTS)
        monkeypatch.setattr(shared_lsh, "AT_ONCE", 7)
        other.insert(IDS, TEXTS)
        assert one.query(TEXTS) == other.query(TEXTS)
        assert other.remove(IDS) == len(IDS)

    def test_an_empty_index_has_no_candidates(self, opened: Opening) -> None:
        index = opened()
        assert index.query(["", *TEXTS[:2]]) == [()] * 3
        assert index.query([]) == []
        assert index.insert([], []) == len(index) == index.remove([]) == 0

    def test_texts_without_words_are_known_and_nobodys_candidates(self, opened: Opening) -> None:
        index = opened()
        index.insert(["a", "b", "c"], ["", " \n\u200b", "..."])
        assert index.query(["", "..."]) == [(), ()]
        assert "b" in index
        assert index.remove(["a", "b"]) == 2
        assert "b" not in index

    def test_ids_may_be_any_text(self, opened: Opening) -> None:
        ids = ["", " ", "a b\tc\n", "Zürich – 東京 🗞", "\0", "\ud800", "x" * 300, "index_keys", "1", "{}*?[a]", "é", "e\u0301"]
        index = opened()
        assert index.insert(ids, TEXTS[: len(ids)]) == len(ids)
        assert [id for id, found in zip(ids, index.query(TEXTS[: len(ids)]), strict=True) if id not in found] == []
        assert all(id in index for id in ids)
        assert index.remove(ids) == len(ids)
        assert len(index) == 0

    def test_removed_articles_are_no_candidates_and_may_come_again(self, opened: Opening) -> None:
        index, reference = opened(), opened()
        index.insert(IDS, TEXTS)
        reference.insert(IDS[20:], TEXTS[20:])
        assert index.remove([*IDS[:20], IDS[0], "unknown"]) == 20
        assert index.query(TEXTS) == reference.query(TEXTS)
        assert (IDS[0] in index, IDS[20] in index, len(index)) == (False, True, len(IDS) - 20)
        assert index.insert(IDS[:1], [TEXTS[30]]) == 1
        assert IDS[0] in index.query([TEXTS[30]])[0]

    def test_inserting_again_changes_nothing(self, opened: Opening) -> None:
        index = opened()
        assert index.insert(["a", "b", "a"], [TEXTS[0], TEXTS[1], TEXTS[0]]) == 2
        assert index.insert(["b", "c"], [TEXTS[1], TEXTS[2]]) == 1
        assert index.remove(["b"]) == 1
        assert "b" not in index.query([TEXTS[1]])[0]

    def test_an_id_cannot_have_two_texts(self, opened: Opening) -> None:
        index = opened()
        index.insert(["a"], TEXTS[:1])
        for ids in (["b", "a"], ["b", "b"]):
            with pytest.raises(ArticleError, match=f"{ids[1]!r} is in the index with another text. Remove it first"):
                index.insert(ids, TEXTS[1:3])
        assert "b" not in index

    def test_what_cannot_be_inserted_is_named(self, opened: Opening) -> None:
        index = opened()
        with pytest.raises(OptionError, match="2 ids for 1 articles"):
            index.insert(["a", "b"], TEXTS[:1])
        with pytest.raises(ArticleError, match="the id is int"):
            index.insert([1], TEXTS[:1])  # type: ignore[list-item]
        with pytest.raises(OptionError, match=r"float64 of shape \(1, 128\) holds no signatures"):
            index.query(np.zeros((1, 128)))  # type: ignore[arg-type]
        with pytest.raises(OptionError, match=r"\(2, 64\)"):
            index.query(np.zeros((2, 64), dtype=np.uint32))
        assert 1 not in index


@given(st.lists(st.tuples(st.sampled_from("ir"), st.integers(0, 9)), max_size=30))
def test_any_order_of_inserting_and_removing_leaves_what_is_in(steps: list[tuple[str, int]]) -> None:
    index, held = SharedLsh(params=(32, 4)), set()
    for step, number in steps:
        if step == "i":
            assert index.insert([IDS[number]], VALUES[number : number + 1]) == (number not in held)
            held.add(number)
        else:
            assert index.remove([IDS[number]]) == (number in held)
            held.discard(number)
    fresh = SharedLsh(params=(32, 4))
    fresh.insert([IDS[number] for number in sorted(held)], VALUES[sorted(held)])
    assert index.query(VALUES) == fresh.query(VALUES)


class TestParameters:
    @pytest.mark.parametrize("settings", [{}, {"threshold": 0.5, "params": (25, 5)}])
    def test_either_a_threshold_or_params(self, settings: dict[str, Any]) -> None:
        with pytest.raises(OptionError, match="one of them"):
            SharedLsh(**settings)

    @pytest.mark.parametrize("params", [(1, 5), (2, 0), (64, 3)])
    def test_impossible_params(self, params: tuple[int, int]) -> None:
        with pytest.raises(OptionError, match=f"{params[0]} bands of {params[1]} rows"):
            SharedLsh(params=params)

    def test_a_threshold_of_zero_is_one(self) -> None:
        assert SharedLsh(threshold=0.0).params == (128, 1)


class TestSharing:
    def test_datasketch_alone_reads_and_writes_the_same_index(self, server: Server) -> None:
        port = server.client.connection_pool.connection_kwargs["port"]
        storage = {"type": "redis", "basename": b"with datasketch", "redis": {"host": "127.0.0.1", "port": port}}
        with SharedLsh("with datasketch", threshold=0.5, redis=server.address) as index:
            index.insert(IDS, TEXTS)
            alone = MinHashLSH(threshold=0.5, num_perm=128, storage_config=storage)
            assert [tuple(sorted(alone.query(by_datasketch(each)))) for each in TEXTS] == index.query(TEXTS)
            assert IDS[0] in alone
            alone.insert("theirs", by_datasketch(TEXTS[4]))
            alone.remove(IDS[5])
            assert "theirs" in index.query([TEXTS[4]])[0]
            assert IDS[5] not in index.query([TEXTS[5]])[0]
            assert "theirs" in index
            assert index.remove(["theirs"]) == 1
            assert "theirs" not in alone
        for storage_of_a_band in [alone.keys, *alone.hashtables]:
            storage_of_a_band._redis.close()

    def test_processes_that_write_at_once_lose_nothing(self, server: Server) -> None:
        """Each inserts its own, removes some of them, and some that both have, in small batches so that they meet."""
        script = (
            "import sys; from test_shared_lsh import *; shared_lsh.AT_ONCE = 3; mine = slice(int(sys.argv[2]), None, 2)\n"
            "with SharedLsh('at once', threshold=.2, redis=sys.argv[1]) as index:\n"
            "    print(flush=True); sys.stdin.readline()\n"
            "    for n in range(5):\n"
            "        index.insert(IDS[mine], TEXTS[mine]); index.insert(['both'], ['A text of both of them, word for word.'])\n"
            "        index.remove(IDS[mine][:9])\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
        command = [sys.executable, "-c", script, server.address]
        pipe = subprocess.PIPE
        with ExitStack() as stack:
            writers = [
                stack.enter_context(
                    subprocess.Popen([*command, part], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment)
                )
                for part in ("0", "1")
            ]
            for writer in writers:  # both are ready
                assert writer.stdout is not None
                writer.stdout.readline()
            for writer in writers:
                assert writer.stdin is not None
                writer.stdin.write("go\n")
                writer.stdin.flush()
            said = [writer.communicate(timeout=120)[1] for writer in writers]
        assert said == ["", ""]
        left = [n for part in (0, 1) for n in range(part, len(IDS), 2)[9:]]
        with SharedLsh("at once", threshold=0.2, redis=server.address) as index, SharedLsh(threshold=0.2) as reference:
            reference.insert([IDS[n] for n in left], [TEXTS[n] for n in left])
            assert index.remove(["both"]) == 1
            assert len(index) == len(left)
            assert index.query(TEXTS) == reference.query(TEXTS)
            assert index.remove(IDS) == len(left)
        assert server.client.keys("at once*") == [b"at once_newsclean"]

    def test_what_was_inserted_is_there_when_the_index_is_opened_again(self, server: Server) -> None:
        with SharedLsh("again", threshold=0.5, redis=server.address) as index:
            index.insert(IDS, TEXTS)
            expected = index.query(TEXTS)
        port = server.client.connection_pool.connection_kwargs["port"]
        with SharedLsh("again", params=(25, 5), redis={"host": "127.0.0.1", "port": port, "decode_responses": True}) as index:
            assert index.query(TEXTS) == expected
            assert len(index) == len(IDS)

    def test_removing_leaves_nothing_behind(self, server: Server) -> None:
        with SharedLsh("left", threshold=0.5, redis=server.address) as index:
            index.insert(IDS, TEXTS)
            index.remove(IDS)
        assert server.client.keys("left*") == [b"left_newsclean"]

    def test_what_was_broken_off_is_completed_by_inserting_again(self, server: Server) -> None:
        with SharedLsh("broken off", threshold=0.5, redis=server.address) as index:
            index.insert(IDS, TEXTS)
            expected = index.query(TEXTS)
            for key in server.client.keys("broken off_bucket_*"):
                server.client.delete(key)
            assert index.query(TEXTS) != expected
            assert index.insert(IDS, TEXTS) == 0
            assert index.query(TEXTS) == expected

    def test_two_that_insert_one_article_at_the_same_moment(self, server: Server) -> None:
        """Both see that it is not there, and write."""
        with SharedLsh("the same moment", threshold=0.5, redis=server.address) as index, SharedLsh(threshold=0.5) as other:
            index.insert(["a"], TEXTS[:1])
            other.insert(["a"], TEXTS[:1])
            for key in other._lsh.keys:
                index._lsh.keys.insert(key, *other._lsh.keys.get(key))
            assert index.insert(["a"], TEXTS[:1]) == 0
            assert index.remove(["a"]) == 1
        assert server.client.keys("the same moment*") == [b"the same moment_newsclean"]

    def test_an_index_needs_one_connection(self, server: Server) -> None:
        before = len(server.client.client_list())
        with SharedLsh("one connection", threshold=0.5, redis=server.address) as index:
            index.insert(IDS, TEXTS)
            index.query(TEXTS)
            assert len(server.client.client_list()) == before + 1

    def test_ten_thousand_at_once(self, server: Server, record_property: Callable[[str, object], None]) -> None:
        """What docs/sharing.md says of memory holds."""
        hashes = np.random.default_rng(6).integers(0, 2**64, 10_000 * 20, dtype=np.uint64)
        values = signatures(hashes, np.arange(0, len(hashes) + 1, 20))
        ids = [f"article-{n:05}" for n in range(len(values))]
        with SharedLsh("many", threshold=0.9, redis=server.address) as index:
            before, start = server.client.info("memory")["used_memory"], time.monotonic()
            assert index.insert(ids, values) == len(ids)
            record_property("seconds", time.monotonic() - start)
            per_article = (server.client.info("memory")["used_memory"] - before) / len(ids)
            record_property("bytes of memory per article", per_article)
            assert 3000 < per_article < 5000
            assert index.query(values) == [(id,) for id in ids]

    def test_the_example_of_the_page(self, server: Server, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        page = (root / "docs" / "sharing.md").read_text(encoding="utf-8")
        code = page.partition("```python\n")[2].partition("```")[0]
        assert "redis://localhost:6379/0" in code
        exec(code.replace("redis://localhost:6379/0", server.address), {})  # noqa: S102 - it is our own
        assert capsys.readouterr().out == "[('a', 'b')]\n"


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
