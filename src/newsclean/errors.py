"""The errors of the library: one base class, typed fields, and what to try next.

Every error tells what happened and, in ``hint``, what to do about it; ``str(error)`` is both on one line.
A run turns an error about one record into a line of ``rejected.jsonl`` and goes on.
"""

from __future__ import annotations

from attrs import frozen


class NewscleanError(Exception):
    """Base of every error raised on purpose by newsclean.

    Args:
        problem: what happened, without a final full stop.
        hint: what to try next; empty where nothing useful can be said.
    """

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem}. {self.hint}" if self.hint else self.problem

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are pickled as a call of their type with `args`, which knows nothing of fields that are keywords.
        return _unpickled, (type(self), *self.args), self.__dict__


def _unpickled(kind: type[NewscleanError], *args: object) -> NewscleanError:
    return kind.__new__(kind, *args)


class TextError(NewscleanError):
    """A span or an edit does not fit the text that it is stated on."""


class ArticleError(NewscleanError):
    """A value cannot be an article: no id, no text, or text that no file can hold."""

    def __init__(self, problem: str, hint: str = "", *, field: str = "") -> None:
        super().__init__(problem, hint)
        self.field = field


class OptionError(NewscleanError):
    """An option has a value that it cannot have; ``option`` is its name."""

    def __init__(self, problem: str, hint: str = "", *, option: str) -> None:
        super().__init__(problem, hint)
        self.option = option


class InputError(NewscleanError):
    """A file, or a record in it, cannot be read.

    ``source`` is the path (or ``-``), ``record`` the 1-based line or record number, if there is one.
    """

    def __init__(self, problem: str, hint: str = "", *, source: str = "", record: int | None = None) -> None:
        super().__init__(problem, hint)
        self.source = source
        self.record = record

    def __str__(self) -> str:
        said = super().__str__()
        return said if self.record is None else f"{place(self.source, self.record)}: {said}"


class ExtractionError(NewscleanError):
    """A page holds no article that could be extracted."""

    def __init__(self, problem: str, hint: str = "", *, url: str | None = None) -> None:
        super().__init__(problem, hint)
        self.url = url


class RuleError(NewscleanError):
    """A rule file is wrong; ``problems`` lists every fault found in it, each with the id of its rule."""

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        listed = "; ".join(problems)
        super().__init__(f"{source}: {listed}", "Mend the rules named and load the file again")
        self.source = source
        self.problems = problems


class FilterError(NewscleanError):
    """A filter raised, or returned edits that do not fit the text."""

    def __init__(self, problem: str, hint: str = "", *, filter_name: str, article: str) -> None:
        super().__init__(problem, hint)
        self.filter_name = filter_name
        self.article = article


class OutputError(NewscleanError):
    """The output folder cannot be written, or is not the result of a run."""

    def __init__(self, problem: str, hint: str = "", *, path: str) -> None:
        super().__init__(problem, hint)
        self.path = path


class WorkerError(NewscleanError):
    """A part of a run's work cannot be done: its process died, or something failed that no input may make fail."""


class SharedIndexError(NewscleanError):
    """The server of a shared index cannot be used; ``server`` is its address, empty where none was reached for."""

    def __init__(self, problem: str, hint: str = "", *, server: str = "") -> None:
        super().__init__(problem, hint)
        self.server = server


class StoredIndexError(NewscleanError):
    """A stored index cannot be used: it is none, damaged, of another version, or in use; ``path`` is its file."""

    def __init__(self, problem: str, hint: str = "", *, path: str) -> None:
        super().__init__(problem, hint)
        self.path = path


def place(source: str, record: int | None) -> str:
    """An input, and the record in it if there is one, as messages name them."""
    return source if record is None else f"{source}, record {record}"


@frozen
class Rejected:
    """An input, or a record in it, that a run could not use; a line of ``rejected.jsonl``.

    Attributes:
        input: the path as given, or ``-``; for articles passed in, their id.
        record: the 1-based number of the line or record in it; None where the whole input is meant.
        error: what is wrong.
        hint: what to do about it.
    """

    input: str
    record: int | None
    error: str
    hint: str

    @classmethod
    def because(cls, error: NewscleanError, source: str, record: int | None = None) -> Rejected:
        """The line for an error met in an input."""
        return cls(source, record, error.problem, error.hint)

    def __str__(self) -> str:
        return f"{place(self.input, self.record)}: {self.error}. {self.hint}"
