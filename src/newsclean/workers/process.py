"""One worker process: how a run starts it, speaks with it and ends it, and what it does itself.

The run and the worker hold the two ends of a pipe. The worker says `started`, is given the work, says `ready`, and then
answers each sequence of items with a result or an error. What it logs comes through the same pipe.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.reduction import ForkingPickler
from typing import Literal

from newsclean.errors import OptionError

if sys.platform == "linux":
    import fcntl

Kind = Literal["started", "ready", "unloadable", "log", "result", "error"]

PATIENCE = 5.0  # seconds for a worker that has closed its pipe to end; what it ends with is worth waiting for


class WorkerProcess:
    """A worker, from the side of the run: its ``connection``, and its ``sentinel``, which is ready when it has ended."""

    def __init__(self) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), name="newsclean worker", daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()
        self.sentinel = self._process.sentinel

    def exit_code(self) -> int:
        """What it ended with: below 0 a signal; it is ended if it has not."""
        self._process.join(PATIENCE)
        self.kill()
        return self._process.exitcode or 0

    def kill(self) -> None:
        """Ends it now, whatever it is doing."""
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()

    def close(self) -> None:
        """Ends it and lets go of all that belongs to it."""
        self.kill()
        self.connection.close()
        self._process.close()


def _context() -> ForkServerContext | SpawnContext:
    # A plain fork would copy the locks of this process's threads, and the pipes of the workers before it.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # What this process has loaded, its workers need too; the server loads it once, and they share it.
    context.set_forkserver_preload(sorted(name for name in sys.modules if name.split(".")[0] == "newsclean"))
    return context


def ended(exit_code: int) -> str:
    """How a process ended, for messages: "was killed by signal 9 (SIGKILL)", "ended with exit code 3"."""
    if exit_code >= 0:
        return f"ended with exit code {exit_code}"
    try:
        return f"was killed by signal {-exit_code} ({signal.Signals(-exit_code).name})"
    except ValueError:  # a real-time signal
        return f"was killed by signal {-exit_code}"


def pickled(name: str, value: object) -> memoryview:
    """A value as bytes for a worker.

    Raises:
        OptionError: if it cannot leave this process.
    """
    try:
        return ForkingPickler.dumps(value)
    except Exception as error:  # an object's own __reduce__ may raise anything
        raise unusable(name, error) from error


def unusable(name: str, error: object) -> OptionError:
    """That something cannot be handed to worker processes, and what to do about it."""
    problem = f"{name} cannot be handed to worker processes ({error})"
    return OptionError(problem, "Pass functions and classes that a module defines, not lambdas, or use one job", option="jobs")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the end of the block, and never reaches a process that is started in it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def log_levels() -> dict[str, int]:
    """The levels that were set in this process, by the names of the loggers; the root's is the empty one."""
    named = {name: logger.level for name, logger in logging.root.manager.loggerDict.items() if isinstance(logger, logging.Logger)}
    return {"": logging.root.level} | {name: level for name, level in named.items() if level}


def serve(connection: Connection) -> None:
    """What a worker does: one sequence of items after the other, until its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then ends its workers
    _end_with_parent()
    voice = _Voice(connection)
    with suppress(EOFError, ConnectionError):  # the run is over
        voice.say(_message("started"))
        introduction = connection.recv_bytes()
        try:
            levels, work = ForkingPickler.loads(introduction)
        except Exception as error:  # whatever the import of its module raises
            voice.say(_message("unloadable", f"{type(error).__name__}: {error}"))
            return
        _log_through(voice, levels)
        voice.say(_message("ready"))
        while True:
            items = connection.recv_bytes()
            try:
                answer = _message("result", work(ForkingPickler.loads(items)))
            except Exception as error:
                answer = _message("error", _portable(error))
            voice.say(answer)


def _message(kind: Kind, value: object = None) -> memoryview:
    return ForkingPickler.dumps((kind, value))


class _Voice:
    """The worker's end of the pipe; messages of its threads do not mix."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def say(self, message: memoryview) -> None:
        with self._lock:
            self._connection.send_bytes(message)

    def put_nowait(self, record: logging.LogRecord) -> None:
        self.say(_message("log", record))


def _log_through(voice: _Voice, levels: Mapping[str, int]) -> None:
    """All that is logged here, and Python's warnings, go to the run, which knows who listens."""
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.root.addHandler(QueueHandler(voice))  # type: ignore[arg-type]  # a handler only puts
    logging.captureWarnings(True)  # noqa: FBT003  # its one parameter


def _portable(error: Exception) -> Exception:
    """The error, with the worker's traceback as a note; a RuntimeError that quotes it where its type cannot be pickled."""
    told = "".join(traceback.format_exception(error))
    error.add_note(f"In a worker process:\n{told}")
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301  # our own bytes
            return error
    except Exception as failure:
        told += f"This error cannot be pickled: {failure}\n"
    return RuntimeError(told)


def _end_with_parent() -> None:
    """Ends this process when the run is gone, whatever it is doing then; a killed run cannot do it itself."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # When the pipe that tells of the parent closes, the kernel sends SIGIO. That ends even a process that is inside a
        # regular expression and would not let a thread of Python run.
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)
        if not parent.is_alive():  # it went before the kernel was asked
            os._exit(1)
    else:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
