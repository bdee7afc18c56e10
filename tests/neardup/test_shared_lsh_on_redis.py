"""The shared index on a real Redis server: with datasketch and several processes at it, and what it leaves there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from datasketch import MinHashLSH

from indexed_texts import IDS, TEXTS, by_datasketch
from newsclean.neardup import SharedLsh
from newsclean.neardup.signatures import signatures
from redis_process import Server


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
            "import sys; from indexed_texts import IDS, TEXTS; from newsclean.neardup import SharedLsh, shared_lsh\n"
            "shared_lsh.AT_ONCE = 3; mine = slice(int(sys.argv[2]), None, 2)\n"
            "with SharedLsh('at once', threshold=.2, redis=sys.argv[1]) as index:\n"
            "    print(flush=True); sys.stdin.readline()\n"
            "    for n in range(5):\n"
            "        index.insert(IDS[mine], TEXTS[mine]); index.insert(['both'], ['A text of both of them, word for word.'])\n"
            "        index.remove(IDS[mine][:9])\n"
        )
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
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
