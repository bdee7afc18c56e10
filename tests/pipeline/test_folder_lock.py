"""One run at a time in a folder, whatever becomes of the one before."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import pytest

from newsclean.errors import OutputError
from newsclean.pipeline import folder_lock
from newsclean.pipeline.folder_lock import locked

PATIENCE = 60  # seconds; only a hang takes so long

PROGRAM = """
import sys
sys.path[:] = {path}
from pathlib import Path
from newsclean.pipeline.folder_lock import locked
with locked(Path({folder!r})):
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_run(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock of the folder until its input ends."""
    program = PROGRAM.format(path=sys.path, folder=str(folder))
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"locked\n"
        yield run


def test_a_second_run_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    with another_run(tmp_path) as first:
        with pytest.raises(OutputError) as refused, locked(tmp_path):
            pytest.fail("two runs are in one folder")
        told = (
            rf"another run is working in {tmp_path} \(process {first.pid}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d\)"
        )
        assert re.fullmatch(told, refused.value.problem)
        assert refused.value.hint
        assert refused.value.path == str(tmp_path)
        first.kill()
        first.wait(PATIENCE)
        assert [path.name for path in tmp_path.iterdir()] == [folder_lock.NAME]
    with locked(tmp_path), pytest.raises(OutputError, match=f"process {os.getpid()}, since"), locked(tmp_path):
        pytest.fail("two runs are in one folder")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_ends_leaves_the_folder_to_the_next(tmp_path: Path) -> None:
    with another_run(tmp_path) as first:
        first.communicate(timeout=PATIENCE)
        assert first.returncode == 0
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    with another_run(tmp_path):
        pass


def test_folders_have_their_own_locks(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    with another_run(inner), locked(tmp_path):
        pass


def test_a_lock_whose_file_its_holder_has_just_removed_locks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is opened, then the holder removes it and ends, and a third run makes it anew: all before it is locked here."""
    path = tmp_path / folder_lock.NAME
    path.write_text("")
    lock = folder_lock._try_to_lock
    with ExitStack() as third:

        def too_late(file: IO[bytes]) -> bool:
            monkeypatch.setattr(folder_lock, "_try_to_lock", lock)
            path.unlink()
            third.enter_context(another_run(tmp_path))
            return lock(file)

        monkeypatch.setattr(folder_lock, "_try_to_lock", too_late)
        with pytest.raises(OutputError, match="another run is working"), locked(tmp_path):
            pytest.fail("two runs are in one folder")


@pytest.mark.parametrize("written", [b"", b"process ", b"\xff" * 10, b"x" * 1_000_000])
def test_a_file_that_says_nothing_useful_is_not_quoted(tmp_path: Path, written: bytes) -> None:
    with another_run(tmp_path):
        (tmp_path / folder_lock.NAME).write_bytes(written)
        with pytest.raises(OutputError) as refused, locked(tmp_path):
            pytest.fail("two runs are in one folder")
    assert refused.value.problem.removesuffix(" (process )") == f"another run is working in {tmp_path}"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("")], ids=["missing", "file"])
def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path, make: object) -> None:
    folder = tmp_path / "folder"
    make(folder)  # type: ignore[operator]
    with pytest.raises(OutputError, match="cannot be locked for this run") as raised, locked(folder):
        pytest.fail("it is no folder")
    assert raised.value.path == str(folder)
