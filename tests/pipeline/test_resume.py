"""A run that is killed, or runs out of room, and is started again ends in the same bytes as one that was not."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

from news_versions import MEDIUM
from newsclean import run
from newsclean.errors import OutputError
from newsclean.formats import input_record, json_line
from newsclean.pipeline.folder_lock import locked
from syndication import syndicate

# Kills the process at the n-th time that it opens, renames or removes a file below its folder, and else says how often it did.
KILLED = """
import os, signal, sys
from newsclean import run
source, folder, jobs, at = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
seen = 0
def hook(event, args):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir") and str(args[0]).startswith(folder):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    sys.addaudithook(hook)
    run([source], out=folder, jobs=jobs)
    print(seen)
"""
KILLS = 50 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 8


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some two hundred articles of fifty stories, one record that is none, and one that repeats an id."""
    path = tmp_path_factory.mktemp("in") / "articles.jsonl"
    stories = ((seed, syndicate(seed, MEDIUM)) for seed in range(50))
    articles = [evolve(article, id=f"{seed}-{article.id}") for seed, story in stories for article in story.articles]
    lines = [json_line(input_record(article, article.text)) for article in articles]
    path.write_text("\n".join([*lines[:9], "[]", *lines[8:]]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    run([source], out=folder)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def killed(source: Path, folder: Path, jobs: int, at: int, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(source), str(folder), str(jobs), str(at)]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_killed_again_and_again(source: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    steps = int(killed(source, tmp_path / "counted", 1, 0).stdout)
    chance = random.Random(0)  # noqa: S311  # moments to be killed at, no secrets
    kills = 0
    while kills < KILLS:
        folder = tmp_path / f"out{kills}"
        for _ in range(3):
            done = killed(source, folder, 1, chance.randint(1, steps))
            kills += 1
            if done.returncode == 0:
                break
            assert done.returncode == -signal.SIGKILL, done.stderr
        run([source], out=folder)
        assert contents(folder) == undisturbed


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_killed_with_workers(source: Path, undisturbed: dict[str, bytes], tmp_path: Path, share: float) -> None:
    steps = int(killed(source, tmp_path / "counted", 2, 0).stdout)
    assert contents(tmp_path / "counted") == undisturbed
    done = killed(source, tmp_path / "out", 2, max(1, int(share * steps)))
    assert done.returncode == -signal.SIGKILL, done.stderr
    run([source], out=tmp_path / "out", jobs=2)
    assert contents(tmp_path / "out") == undisturbed


def test_what_is_finished_is_not_done_again(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("newsclean.pipeline.running.write", failing)
        run([source], out=tmp_path)
    for work in ("reading.article_of", "cleaning.clean", "merging.canonicalize", "detection.related"):
        monkeypatch.setattr(f"newsclean.pipeline.{work}", failing)
    run([source], out=tmp_path)
    with pytest.raises(RuntimeError):
        run([source], out=tmp_path)  # the work is gone with the end of a run


def test_other_options_are_done_anew(source: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert killed(source, tmp_path / "one", 1, 60).returncode == -signal.SIGKILL
    run([source], out=tmp_path / "one", preset="strict")
    run([source], out=tmp_path / "two", preset="strict")
    assert contents(tmp_path / "one") == contents(tmp_path / "two") != undisturbed


def test_begun_anew_on_demand(source: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert killed(source, tmp_path, 1, 60).returncode == -signal.SIGKILL
    assert list((tmp_path / ".newsclean").iterdir())
    run([source], out=tmp_path, resume=False)
    assert contents(tmp_path) == undisturbed


def test_damaged_work_is_done_again(source: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert killed(source, tmp_path, 1, 60).returncode == -signal.SIGKILL
    chance = random.Random(1)  # noqa: S311
    for path in (tmp_path / ".newsclean").iterdir():
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1
        path.write_bytes(data)
    run([source], out=tmp_path)
    assert contents(tmp_path) == undisturbed


def test_a_full_disk_is_told_and_gone_on_from(source: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    """No file may grow beyond a limit, which the system says as it says that a disk is full."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = killed(source, tmp_path, 1, 0, preexec_fn=limited)
    assert done.returncode == 1
    assert "OutputError" in done.stderr
    assert "cannot be written" in done.stderr
    run([source], out=tmp_path)
    assert contents(tmp_path) == undisturbed


def test_two_runs_in_one_folder_are_refused(source: Path, tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(OutputError, match="another run is working in"):
        run([source], out=tmp_path)
