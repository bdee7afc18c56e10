"""A Redis server of the tests' own: on a free port of this machine, in memory, gone when they are."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

PATIENCE = 60  # seconds after which a server that does not answer is given up


@frozen
class Server:
    """A running server: its address, a client for looking at what it holds, and its process."""

    address: str
    client: Any
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


@contextmanager
def redis_server(folder: Path, port: int | None = None) -> Iterator[Server]:
    """A server that runs until the block ends."""
    program = shutil.which("redis-server")
    redis = pytest.importorskip("redis", reason="shared indexes need redis-py: pip install 'newsclean[redis]'")
    if program is None:
        pytest.skip("shared indexes are tested on a Redis server of the tests' own: apt-get install redis-server")
    server = None
    while server is None:  # another program may take the port in between
        server = _started(redis, program, folder, port or _free_port())
    try:
        yield server
    finally:
        server.client.close()
        server.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _started(redis: Any, program: str, folder: Path, port: int) -> Server | None:
    options = f"--bind 127.0.0.1 --port {port} --daemonize no --appendonly no --dir {folder} --save".split()
    process = subprocess.Popen([program, *options, ""], stdout=subprocess.DEVNULL)
    server = Server(f"redis://127.0.0.1:{port}/0", redis.Redis(host="127.0.0.1", port=port), process)
    end = time.monotonic() + PATIENCE
    while process.poll() is None:
        try:
            if server.client.info("server")["process_id"] == process.pid:
                return server
        except redis.ConnectionError:  # not yet
            time.sleep(0.02)
        if time.monotonic() > end:
            break
    server.client.close()
    server.stop()
    if time.monotonic() > end:
        pytest.fail("redis-server does not answer")
    return None
