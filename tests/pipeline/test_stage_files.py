"""Files of a run's stages: given back as they were written, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from numpy.typing import NDArray

from newsclean.errors import OutputError
from newsclean.pipeline import stage_files
from newsclean.pipeline.stage_files import ALIGNMENT, TRAILER, StageFiles, payload

CONTENT: list[bytes | memoryview] = [b"one ", b"", memoryview(b"two "), memoryview(np.arange(3).tobytes()).cast("q")]
EXPECTED = b"one two " + np.arange(3).tobytes()


@pytest.fixture
def files(tmp_path: Path) -> StageFiles:
    return StageFiles(tmp_path / "stages")


def again(files: StageFiles) -> StageFiles:
    """As another process finds them: nothing is remembered."""
    return StageFiles(files.folder)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_found_in_one_process_and_the_next(files: StageFiles) -> None:
    assert files.path("a") is None
    written = files.write("a", CONTENT)
    assert files.path("a") == again(files).path("a") == written == files.folder / "a"
    assert payload(written) == EXPECTED
    assert payload(written).readonly
    assert names(files.folder) == ["a"]


def test_an_empty_file_is_a_file(files: StageFiles) -> None:
    assert bytes(payload(files.write("a", []))) == b""
    assert again(files).path("a") == files.folder / "a"


def test_it_is_larger_than_what_is_read_at_once(files: StageFiles) -> None:
    content = os.urandom(3_000_000)
    files.write("a", [content[:1], content[1:]])
    found = again(files).path("a")
    assert found is not None
    assert payload(found) == content


@given(content=st.binary(max_size=200), place=st.integers(0), bit=st.integers(0, 7))
def test_a_file_with_one_other_bit_is_missing(content: bytes, place: int, bit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = StageFiles(Path(folder))
        path = files.write("a", [content])
        changed = bytearray(path.read_bytes())
        changed[place % len(changed)] ^= 1 << bit
        path.write_bytes(changed)
        assert again(files).path("a") is None


@given(content=st.binary(max_size=200), cut=st.integers(1), more=st.binary(min_size=1, max_size=100))
def test_a_file_that_is_cut_off_or_longer_is_missing(content: bytes, cut: int, more: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = StageFiles(Path(folder))
        path = files.write("a", [content])
        whole = path.read_bytes()
        path.write_bytes(whole[: cut % len(whole)])
        assert again(files).path("a") is None
        path.write_bytes(whole + more)
        assert again(files).path("a") is None
        path.write_bytes(whole)
        assert again(files).path("a") == path


@pytest.mark.parametrize("foreign", [b"", b"x", b"x" * TRAILER.size, b"x" * 1000, b"\0" * 1000])
def test_what_something_else_has_written_is_missing(files: StageFiles, foreign: bytes) -> None:
    files.folder.mkdir()
    (files.folder / "a").write_bytes(foreign)
    (files.folder / "folder").mkdir()
    assert files.path("a") is None
    assert files.arrays("a") is None
    assert files.path("folder") is None


def test_a_file_is_read_once_in_a_process_and_again_when_it_has_changed(
    files: StageFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    is_whole = stage_files._is_whole

    def counted(stream: IO[bytes], size: int) -> bool:
        read.append(size)
        return is_whole(stream, size)

    monkeypatch.setattr(stage_files, "_is_whole", counted)
    path = files.write("a", CONTENT)
    assert files.path("a") == path
    assert len(read) == 0
    other = again(files)
    assert other.path("a") == other.path("a") == path
    assert len(read) == 1
    path.write_bytes(path.read_bytes()[:-1])
    assert files.path("a") is other.path("a") is None


def test_a_file_that_cannot_be_finished_leaves_what_was_there(files: StageFiles) -> None:
    files.write("a", [b"before"])

    def broken() -> Iterator[bytes]:
        yield b"after"
        raise FileNotFoundError("an input is gone")

    with pytest.raises(FileNotFoundError):  # not ours to explain
        files.write("a", broken())
    assert bytes(payload(files.folder / "a")) == b"before"
    assert names(files.folder) == ["a"]


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can become longer than 100,000 bytes; what is written says so as it would on a full disk."""
    resource = pytest.importorskip("resource", reason="the size of files can only be limited on Unix")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("parts", [[bytes(200_000)], 200 * [bytes(1000)], [bytes(100_000 - TRAILER.size + 1)]])
def test_a_full_disk_is_told_and_leaves_nothing_half(files: StageFiles, parts: list[bytes]) -> None:
    files.write("a", [b"before"])
    with full_disk(), pytest.raises(OutputError, match=r"a cannot be written \(File too large\)") as raised:
        files.write("a", parts)
    assert raised.value.path == str(files.folder / "a")
    assert bytes(payload(files.folder / "a")) == b"before"
    assert names(files.folder) == ["a"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        StageFiles(tmp_path / "file" / "stages").write("a", [])


def test_what_a_killed_process_was_writing_is_missing_and_written_over(files: StageFiles) -> None:
    program = f"""
import os, signal, sys
sys.path[:] = {sys.path}
from pathlib import Path
from newsclean.pipeline.stage_files import StageFiles

def parts():
    yield bytes(1_000_000)
    os.kill(os.getpid(), signal.SIGKILL)

StageFiles(Path({str(files.folder)!r})).write("a", parts())
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == -signal.SIGKILL
    assert len(names(files.folder)) == 1
    assert files.path("a") is None
    files.write("a", CONTENT)
    assert names(files.folder) == ["a"]


SHAPES = arrays_of.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
TYPES = st.one_of(
    arrays_of.boolean_dtypes(),
    arrays_of.integer_dtypes(),
    arrays_of.unsigned_integer_dtypes(),
    arrays_of.floating_dtypes(),
    arrays_of.complex_number_dtypes(),
    arrays_of.datetime64_dtypes(),
    arrays_of.byte_string_dtypes(min_len=1),
    arrays_of.unicode_string_dtypes(min_len=1),
)


@given(
    given_arrays=st.dictionaries(st.text(), arrays_of.arrays(TYPES, SHAPES), max_size=4),
    transposed=st.booleans(),
)
def test_arrays_come_back_as_they_were(given_arrays: dict[str, NDArray[Any]], transposed: bool) -> None:  # noqa: FBT001
    if transposed:
        given_arrays = {name: array.T for name, array in given_arrays.items()}
    with tempfile.TemporaryDirectory() as folder:
        StageFiles(Path(folder)).write_arrays("a", **given_arrays)
        found = StageFiles(Path(folder)).arrays("a")
        assert found is not None
        assert list(found) == list(given_arrays)
        for name, array in given_arrays.items():
            assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
            assert found[name].tobytes() == array.tobytes()


def test_arrays_are_aligned_read_only_and_not_copied(files: StageFiles) -> None:
    files.write_arrays("a", small=np.arange(3, dtype=np.uint8), large=np.arange(10_000), name=np.array(1.5))
    found = files.arrays("a")
    assert found is not None
    for array in found.values():
        assert array.ctypes.data % ALIGNMENT == 0
        assert not array.flags.writeable
        assert not array.flags.owndata
    (files.folder / "a").unlink()
    assert found["large"].sum() == sum(range(10_000))  # mapped for as long as the array is held


def test_other_files_are_no_arrays(files: StageFiles) -> None:
    files.write("a", CONTENT)
    assert files.arrays("a") is None
    assert files.arrays("b") is None


@pytest.mark.parametrize("array", [np.array([None]), np.zeros(2, dtype=[("a", "u8")])], ids=["objects", "records"])
def test_objects_and_records_are_refused(files: StageFiles, array: NDArray[Any]) -> None:
    with pytest.raises(TypeError, match="bad has the type"):
        files.write_arrays("a", bad=array)
    assert files.path("a") is None
