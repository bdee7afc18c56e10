"""Worker processes: order, what is lost when one dies, what comes back of it, and that none is left behind."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen

from failing_work import (
    Await,
    Babble,
    Bytes,
    Counted,
    Exit,
    Fragile,
    Hang,
    HangInC,
    Kill,
    NotThere,
    Raise,
    RaiseForeign,
    Release,
    Say,
    SystemExits,
    Warn,
    act,
    doubled,
    where,
)
from newsclean import errors
from newsclean.errors import NewscleanError, OptionError
from newsclean.workers import Lost, cores, in_order
from newsclean.workers.pool import WorkerPool
from newsclean.workers.process import pickled

PATIENCE = 60  # seconds; only a hang takes so long

KILLED = "its worker process was killed by signal 9 (SIGKILL)"
EACH_ERROR = [
    errors.TextError("no span", "Take another"),
    errors.ArticleError("no text", "Give some", field="text"),
    errors.OptionError("no such mode", "Use union", option="mode"),
    errors.InputError("no JSON", "Mend it", source="a.jsonl", record=3),
    errors.ExtractionError("no article", url="http://example.org/"),
    errors.RuleError("own.toml", ("ad-1: no pattern", "ad-2: no kind")),
    errors.FilterError("it raised", filter_name="own", article="a1"),
    errors.OutputError("full", "Make room", path="out"),
    errors.SharedIndexError("no server", server="redis://localhost"),
    errors.StoredIndexError("no index", "Name another", path="index.db"),
    errors.WorkerError("it was killed", "Give fewer jobs"),
]


def gone(process: int) -> bool:
    """Whether there is no such process; one that was ended is waited for before it is called so."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def parts(results: Iterable[object]) -> list[object]:
    """The items of the parts that went well, and those lost, in their order."""
    return [item for result in results for item in (result if isinstance(result, list) else [result])]


@frozen
class Taken:
    """Batches that count how many have been taken."""

    batches: Sequence[Sequence[object]]
    taken: list[object] = field(factory=list)

    def __iter__(self) -> Iterator[Sequence[object]]:
        for batch in self.batches:
            self.taken.append(batch)
            yield batch


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_batches(jobs: int) -> None:
    batches = [range(n, n + n % 4) for n in range(30)]
    assert list(in_order(doubled, batches, jobs=jobs)) == [[[2 * item for item in batch]] for batch in batches]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_batches_give_nothing(jobs: int) -> None:
    assert list(in_order(doubled, [], jobs=jobs)) == []


def test_one_job_is_this_process_and_takes_a_batch_only_when_it_is_asked_for() -> None:
    batches = Taken([[1], [2], [3]])
    for number, results in enumerate(in_order(where, batches, jobs=1), start=1):
        assert results == [os.getpid()]
        assert len(batches.taken) == number


def test_two_jobs_are_two_other_processes_that_are_kept(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # The first two are with two workers at once, or the first would never end.
    acted = list(in_order(act, [[Await(pipe)], [Release(pipe)]], jobs=2))
    assert acted == [[[Await(pipe)]], [[Release(pipe)]]]
    processes = {process for [process] in in_order(where, [[n] for n in range(50)], jobs=2)}
    assert len(processes) <= 2
    assert os.getpid() not in processes


def test_a_slow_batch_holds_up_the_order_and_no_more_than_two_beyond_the_jobs_are_taken(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    batches = Taken([[Await(pipe)], ["b"], ["c"], [Release(pipe)], *([n] for n in range(20))])
    for given, results in enumerate(in_order(act, batches, jobs=2)):
        assert parts(results) == batches.batches[given]
        assert len(batches.taken) <= given + 4
        if given == 0:  # the fourth has been taken, as it ends the waiting of the first
            assert len(batches.taken) == 4


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (Kill(), KILLED),
        (Exit(3), "its worker process ended with exit code 3"),
        (Exit(0), "its worker process ended with exit code 0"),
        (SystemExits(4), "its worker process ended with exit code 4"),
        (Hang(), "it took longer than 1 s"),
        (HangInC(), "it took longer than 1 s"),
        (Babble(), "it took longer than 1 s"),
    ],
    ids=str,
)
def test_what_ends_its_worker_is_lost_alone(item: object, problem: str) -> None:
    batches: list[list[object]] = [["a", "b"], ["c", item], ["d", "e"]]
    found = [parts(results) for results in in_order(act, batches, jobs=2, seconds=1)]
    assert found == [["a", "b"], ["c", Lost(item, problem)], ["d", "e"]]


def test_what_is_lost_stands_in_the_order_of_the_items_between_the_parts_that_went_well() -> None:
    batch = ["a", "b", "c", Kill(), "d", "e", Exit(3), "f"]
    [results] = in_order(act, [batch], jobs=2)
    exited = Lost(Exit(3), "its worker process ended with exit code 3")
    assert results == [["a", "b"], ["c"], Lost(Kill(), KILLED), ["d", "e"], exited, ["f"]]


@pytest.mark.parametrize("size", [1, 3])
def test_a_batch_of_which_nothing_goes_well(size: int) -> None:
    assert list(in_order(act, [size * [Kill()]], jobs=2)) == [size * [Lost(Kill(), KILLED)]]


def test_what_dies_of_what_was_there_before_it_is_not_lost() -> None:
    batches: list[list[object]] = [["a", Fragile()], [1], [2], [3], [Fragile()], [Fragile()], [Fragile()]]
    assert [parts(results) for results in in_order(act, batches, jobs=2)] == batches


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("error", [*EACH_ERROR, ValueError("no number"), KeyError("a")], ids=lambda error: type(error).__name__)
def test_an_error_comes_back_whole_after_the_batches_before_it(jobs: int, error: Exception) -> None:
    results = in_order(act, [["a"], ["b", Raise(error)], ["c"]], jobs=jobs)
    assert next(results) == [["a"]]
    with pytest.raises(type(error)) as raised:
        next(results)
    back = raised.value
    assert (back.args, str(back)) == (error.args, str(error))
    fields = {name: value for name, value in vars(back).items() if name != "__notes__"}
    assert fields == vars(error)
    if jobs > 1:
        assert "in _act" in back.__notes__[0]


def test_each_error_of_the_library_is_among_those() -> None:
    named = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, NewscleanError)}
    assert {type(error) for error in EACH_ERROR} == named - {NewscleanError}


def test_an_error_that_cannot_be_pickled_is_told_in_words() -> None:
    with pytest.raises(RuntimeError, match="ForeignError: this"):
        list(in_order(act, [[RaiseForeign()]], jobs=2))


@pytest.mark.parametrize("how", ["closed", "left", "work", "batches"])
def test_no_worker_is_left(how: str) -> None:
    """Also where one of them is at work that never ends."""

    def batches() -> Iterator[list[object]]:
        for number in range(4):
            yield [number]
        if how == "work":
            yield [Raise(ValueError("work"))]
        if how == "batches":
            raise ValueError("batches")
        yield [Hang()]

    processes = set()

    def consume() -> None:
        results = in_order(where, batches(), jobs=2)
        for number, [process] in enumerate(results):
            assert isinstance(process, int)
            assert not gone(process)
            processes.add(process)
            if number == 3 and how == "closed":
                results.close()
            if number == 3 and how == "left":
                break

    if how in ("work", "batches"):
        with pytest.raises(ValueError, match=how):
            consume()
    else:
        consume()
    assert processes
    assert all(gone(process) for process in processes)


def test_a_worker_that_dies_with_nothing_to_do_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with WorkerPool(pickled("the work", ({}, where)), 2, None) as pool:

        def done(*batches: list[object]) -> list[object]:
            accepted = [pool.accept(items) for items in batches]
            while not all(batch.done for batch in accepted):
                pool.attend(block=True)
            return [process for batch in accepted for process in batch.results()]

        [first] = done(["a"])
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        pool.attend(block=True)
        [second] = done(["b"])
        assert second != first
    assert caplog.records == []


@pytest.mark.parametrize("size", [50_000_000])
def test_large_items_and_results_pass(size: int) -> None:
    batches: list[list[object]] = [[Bytes(size), bytes(size)], [Bytes(size)], [Bytes(1)]]
    assert [[len(given) for given in parts(results)] for results in in_order(act, batches, jobs=2)] == [[size, size], [size], [1]]  # type: ignore[arg-type]


def test_work_is_pickled_once_and_loaded_once_by_each_worker() -> None:
    before = Counted.pickled
    results = list(in_order(Counted(), [[n] for n in range(20)], jobs=2))
    assert Counted.pickled == before + 1
    assert results == 20 * [[1]]


@pytest.mark.parametrize(
    ("work", "items", "said"),
    [
        (lambda items: items, [1], "the work cannot be handed to worker processes"),
        (NotThere(), [1], "the work cannot be handed to worker processes .ImportError: no such thing here"),
        (act, [lambda: 1], "an item cannot be handed to worker processes"),
    ],
    ids=["lambda", "not there", "item"],
)
def test_what_cannot_be_pickled_is_named(work: Callable[[Sequence[Any]], Any], items: list[object], said: str) -> None:
    with pytest.raises(OptionError, match=f"{said}.*Pass functions") as raised:
        list(in_order(work, [items], jobs=2))
    assert raised.value.option == "jobs"


@pytest.mark.parametrize(("option", "given"), [("jobs", {"jobs": 0}), ("seconds", {"jobs": 2, "seconds": 0.0})])
def test_options_out_of_range(option: str, given: dict[str, Any]) -> None:
    with pytest.raises(OptionError) as raised:
        in_order(act, [], **given)
    assert raised.value.option == option


def test_what_workers_log_is_logged_here(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """Once, also if its batch is tried again; at the levels that are set here; and nothing is printed there."""
    caplog.set_level(logging.INFO, "newsclean.failing_work")
    said: list[object] = [Say(logging.DEBUG, "too fine"), Say(logging.INFO, "an aside"), Warn("old name"), Kill()]
    [results] = in_order(act, [said], jobs=2)
    assert parts(results) == [*said[:3], Lost(Kill(), KILLED)]
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("newsclean.failing_work", "INFO"),
        ("py.warnings", "WARNING"),
    ]
    assert caplog.records[0].getMessage() == "an aside"
    assert "UserWarning: old name" in caplog.records[1].getMessage()
    assert capfd.readouterr() == ("", "")


def test_where_there_is_no_fork_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    batches: list[list[object]] = [["a"], ["b", Kill()]]
    assert [parts(results) for results in in_order(act, batches, jobs=2)] == [["a"], ["b", Lost(Kill(), KILLED)]]


SCRIPT = """
import sys
from failing_work import *
from newsclean.workers import in_order

def batches():
    yield [1]
    yield [2]
    for n in range(20):
        yield [HANG]

def go():
    for results in in_order(act, batches(), jobs=2):
        print(*results, flush=True)
"""


@contextmanager
def started(folder: Path, program: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program with the same places to import from, in a process group of its own; none of it outlives a test that fails."""
    path = folder / "program.py"
    path.write_text(f"import sys\nsys.path[:] = {sys.path}\n{program}", encoding="utf-8")
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    command = [sys.executable, str(path)]
    with subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=pipe, start_new_session=True) as run:
        try:
            yield run
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)


@pytest.mark.parametrize("hang", ["Hang()", "HangInC()"])
@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_a_run_that_is_killed(tmp_path: Path, hang: str, signal_: signal.Signals) -> None:
    guarded = 'if __name__ == "__main__":\n    go()\n'
    with started(tmp_path, SCRIPT.replace("HANG", hang) + guarded) as run:
        assert run.stdout is not None
        assert [run.stdout.readline(), run.stdout.readline()] == [b"[1]\n", b"[2]\n"]
        run.send_signal(signal_)
        # The output ends when the last process that could write to it is gone.
        assert run.communicate(timeout=PATIENCE) == (b"", b"")
        assert run.returncode == -signal_


def test_an_interrupt_is_told_once_and_ends_all(tmp_path: Path) -> None:
    """Ctrl-C is sent to all processes of the terminal."""
    guarded = 'if __name__ == "__main__":\n    go()\n'
    with started(tmp_path, SCRIPT.replace("HANG", "HangInC()") + guarded) as run:
        assert run.stdout is not None
        assert [run.stdout.readline(), run.stdout.readline()] == [b"[1]\n", b"[2]\n"]
        os.killpg(run.pid, signal.SIGINT)
        out, said = run.communicate(timeout=PATIENCE)
    assert (out, said.count(b"Traceback"), said.count(b"KeyboardInterrupt")) == (b"", 1, 1)


def test_a_script_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    with started(tmp_path, SCRIPT.replace("HANG", "3") + "go()\n") as run:
        _, said = run.communicate(timeout=PATIENCE)
    assert b"OptionError: a worker process ended with exit code 1 before it could begin" in said
    assert b'with its calls below `if __name__ == "__main__":`' in said
    assert run.returncode == 1


def test_work_that_no_module_has_is_told_what_to_do() -> None:
    program = f"import sys; sys.path[:] = {sys.path}\nfrom newsclean.workers import in_order\ndef work(items): ...\n"
    program += "list(in_order(work, [[1]], jobs=2))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE)
    assert "OptionError: the work cannot be handed to worker processes (AttributeError" in done.stderr


def test_in_a_thread() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(in_order(doubled, [[1], [2]], jobs=2)))
    thread.start()
    thread.join(PATIENCE)
    assert found == [[[2]], [[4]]]


def test_cores_are_those_this_process_may_use(tmp_path: Path) -> None:
    own = tmp_path / "cgroup"
    own.write_text("1:cpu:/elsewhere\n0::/outer/inner\n")
    inner = tmp_path / "groups" / "outer" / "inner"
    inner.mkdir(parents=True)
    free = cores(tmp_path / "groups", own)
    assert 1 <= free <= (os.cpu_count() or 1)
    (inner / "cpu.max").write_text("max 100000\n")
    assert cores(tmp_path / "groups", own) == free
    (inner.parent / "cpu.max").write_text("50000 100000\n")
    assert cores(tmp_path / "groups", own) == 1
    assert cores() <= free
