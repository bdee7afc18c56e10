"""The LSH indexes of datasketch as the benchmarks set them up: in memory, and on a Redis server of their own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import frozen

from neardup_peers import PERMUTATIONS, shingles

THRESHOLD = 0.5
BATCH = 1000  # articles of one call of its bulk path
PATIENCE = 60  # seconds after which a server that does not answer is given up


def sketches(texts: Iterable[str]) -> Iterator[Any]:
    """The MinHash of each text, by datasketch's bulk path."""
    from datasketch import MinHash

    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        tokens = ([shingle.encode() for shingle in set(shingles(text))] for text in batch)
        yield from MinHash.bulk(tokens, num_perm=PERMUTATIONS)


def memory_lsh() -> Any:
    """An index in this process."""
    from datasketch import MinHashLSH

    return MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)


@frozen
class Redis:
    """A running server.

    Attributes:
        client: for looking at what it holds.
        process: its process, to be ended with nothing else.
        port: on this machine.
    """

    client: Any
    process: subprocess.Popen[bytes]
    port: int


def redis_lsh(client: Any) -> Any:
    """An index on the server of this client; opened a second time, the same one. All bands share one connection."""
    from datasketch import MinHashLSH

    storage = {"type": "redis", "basename": b"benchmark", "redis": {"connection_pool": client.connection_pool}}
    return MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, storage_config=storage)


@contextmanager
def on_redis(folder: Path) -> Iterator[Redis]:
    """A server on a free port of this machine, in memory, that runs until the block ends."""
    import redis

    program = shutil.which("redis-server")
    if program is None:
        raise ImportError("redis-server (apt-get install redis-server)")
    process, port = None, 0
    while process is None:  # another program may take the port in between
        port = _free_port()
        options = f"--bind 127.0.0.1 --port {port} --daemonize no --appendonly no --dir {folder} --save".split()
        started = subprocess.Popen([program, *options, ""], stdout=subprocess.DEVNULL)
        client = redis.Redis(host="127.0.0.1", port=port)
        process = started if _answers(client, started) else None
    try:
        yield Redis(client, process, port)
    finally:
        client.close()
        process.terminate()
        process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(client: Any, process: subprocess.Popen[bytes]) -> bool:
    """Whether this very process answers; it ends where it could not have the port."""
    import redis

    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            return bool(client.info("server")["process_id"] == process.pid)
        except redis.ConnectionError:  # not yet
            time.sleep(0.02)
    client.close()
    process.terminate()
    process.wait(timeout=PATIENCE)
    return False
