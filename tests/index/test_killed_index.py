"""An index whose process is killed while it adds: nothing that was acknowledged is lost, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean import find_duplicates
from newsclean.index import Index

KILLS = 50 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 4
PROGRAM = """
import sys
from made_up import made_up
from newsclean import Article
from newsclean.index import Index

path, synchronous, first, many = sys.argv[1:]
number = int(first)
with Index.open(path, synchronous=synchronous) as index:
    while True:
        some = [
            Article(f"{n:05}", f"{made_up('story' + chr(97 + n % 26), 90)} {made_up(chr(97 + n % 26), 20, n)}")
            for n in range(number, number + (7 if many == "True" else 1))
        ]
        index.add_many(some) if many == "True" else index.add(some[0])
        number += len(some)
        print(number, flush=True)
"""


@pytest.mark.parametrize(("synchronous", "many"), [("normal", False), ("off", False), ("full", True)])
def test_nothing_acknowledged_is_lost(tmp_path: Path, synchronous: str, *, many: bool) -> None:
    path = tmp_path / "news.db"
    chance = random.Random(synchronous)  # noqa: S311  # when to kill, no secret
    there = 0
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    for _ in range(max(1, KILLS // 3)):
        command = [sys.executable, "-c", PROGRAM, str(path), synchronous, str(there), str(many)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout is not None
            lines = chance.randrange(1, 12)
            acknowledged = [int(process.stdout.readline()) for _ in range(lines)]
            for _ in range(chance.randrange(20_000)):  # somewhere in the next one
                pass
            process.send_signal(signal.SIGKILL)
            acknowledged += map(int, process.stdout.read().split())
        with Index.open(path) as index:
            there = len(index)
            assert acknowledged[-1] <= there
            assert list(index) == [f"{number:05}" for number in range(there)]
            assert there % (7 if many else 1) == 0
            assert index.check() == ()
            found = find_duplicates([index.article(id) for id in index], background=index.background)
            assert (tuple(index.pairs()), tuple(index.clusters())) == (found.pairs, found.clusters)
