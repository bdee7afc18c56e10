"""A folder whose files go into an index as they come."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import evolve, frozen

from newsclean.adding import Read, add, read_articles
from newsclean.errors import Rejected
from newsclean.formats import is_run
from newsclean.index import Added, Index
from newsclean.index.records import related_records, story_version_record
from newsclean.index.taken import FileState, TakenFiles
from newsclean.pipeline import MAX_CHARACTERS

Kind = Literal["new", "joined", "merged"]
UNREAD = "See to it that it is there, and that you may read it; it is looked at again"
OTHER_FILE = "Give each article an id of its own, or replace it: newsclean index add --replace"


@frozen
class Event:
    """What came of an article.

    Attributes:
        kind: ``new`` if it is a story of its own, ``joined`` if it is of one that there was, ``merged`` if it made
            one of several.
        read: the article, and where it stood.
        added: what the index says.
    """

    kind: Kind
    read: Read
    added: Added


def watch(
    index: Index,
    folder: Path,
    *,
    pause: Callable[[], bool],
    ended: Callable[[], bool],
    once: bool = False,
    max_characters: int = MAX_CHARACTERS,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Event | Rejected]:
    """Adds the articles of the files in a folder and its subfolders, and of those that come or are replaced.

    A file is read when it has the size and the time of writing that it had at the look before, so that none is read half
    written. Which ones were read is remembered in the index. An article that is there already and the same gives no event. One
    of an id that is there is replaced if it is from the same file, and rejected if it is not. Articles stay when their file goes.

    Args:
        index: that is open for writing.
        folder: with the files. Hidden ones, the folders of finished runs, and the index itself are passed over.
        pause: called between two looks; waits, and says whether to end.
        ended: called between two articles; says whether to end.
        once: whether to take what is there, without a second look, and end.
        max_characters: as for `run`.
        columns: as for `run`.

    Raises:
        StoredIndexError: if the index cannot be written.
    """
    taken, own = TakenFiles(index), os.path.realpath(index.path)
    before: dict[Path, FileState] = {}
    done: dict[Path, FileState] = {}
    unread: set[str] = set()
    while True:
        now, errors = _look(folder, own)
        yield from (error for error in errors if error.input not in unread)
        unread = {error.input for error in errors}
        for path, state in now.items():
            if done.get(path) == state or not (once or before.get(path) == state):
                continue
            if taken.state(path) != state:
                for read in read_articles([path], max_characters=max_characters, columns=columns):
                    if ended():
                        return
                    yield from _added(index, taken, path, read)
                taken.take(path, state)
            done[path] = state
        if once or pause():
            return
        before = now


def event_record(event: Event | Rejected) -> dict[str, Any]:
    """An event as plain values for JSON."""
    if isinstance(event, Rejected):
        told = {"error": event.error, "hint": event.hint}
        return {"event": "rejected", "article": None, "input": event.input, "record": event.record} | told
    added = event.added
    return {
        "event": event.kind,
        "article": added.article.id,
        "input": event.read.input,
        "record": event.read.record,
        "story": story_version_record(added.story),
        "pairs": related_records(added.pairs),
        "gone": list(added.gone),
    }


def _look(folder: Path, own: str) -> tuple[dict[Path, FileState], list[Rejected]]:
    """The files of a folder, in the order of their names, and the folders that cannot be read.

    What goes while it is looked at is passed over.

    Args:
        folder: that is looked at.
        own: the path of the index, whose further files are called after it.
    """
    found: dict[Path, FileState] = {}
    errors: list[OSError] = []
    for here, subfolders, names in os.walk(folder, onerror=errors.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and not is_run(Path(here, name)))
        for name in sorted(names):
            path = Path(here, name)
            if name.startswith(".") or f"{os.path.realpath(path)}-".startswith(f"{own}-"):
                continue
            try:
                state = path.stat()
            except OSError:
                continue
            found[path] = FileState(state.st_size, state.st_mtime_ns)
    unread = [error for error in errors if not isinstance(error, FileNotFoundError) or error.filename == str(folder)]
    return found, [
        Rejected(str(error.filename), None, f"the folder cannot be read ({error.strerror})", UNREAD) for error in unread
    ]


def _added(index: Index, taken: TakenFiles, path: Path, read: Read | Rejected) -> Iterator[Event | Rejected]:
    if isinstance(read, Rejected):
        yield read
        return
    id = read.article.id
    if id in index and _same(index, read):
        return
    if not taken.claim(path, id):
        problem = f"there is an article {id!r} in the index already, from elsewhere"
        yield Rejected(read.input, read.record, problem, OTHER_FILE)
        return
    added = add(index, read, replace=True)
    yield added if isinstance(added, Rejected) else Event(_kind(added), read, added)


def _same(index: Index, read: Read) -> bool:
    """Whether the article of that id is the same as published; where its lines stood on a page does not count."""
    there = index.article(read.article.id).article
    return evolve(there, blocks=()) == evolve(read.article, blocks=())


def _kind(added: Added) -> Kind:
    """What became of the stories: those that there were are no more, or have the id of the article's story now."""
    if added.story.articles == 1:
        return "new"
    return "merged" if len({*added.gone, added.story.id} - {added.article.id}) > 1 else "joined"
