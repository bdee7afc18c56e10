"""The indexes that are measured, each behind the same few calls.

newsclean's holds the articles, their verified pairs and their stories in a file. datasketch's hold band keys and ids: what it
finds are candidates, and neither texts nor signatures can be had back. In memory it is kept by pickling it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from datasketch_lsh import memory_lsh, redis_lsh, sketches

if TYPE_CHECKING:
    from newsclean import Article, CleanArticle

NEWSCLEAN, MEMORY, REDIS = "newsclean", "datasketch, memory", "datasketch, Redis"
SESSION = 10_000  # articles of one insertion session
Record = dict[str, Any]


class Tool(Protocol):
    """An index that is open."""

    def prepared(self, record: Record) -> Any:
        """What is made of an article before it is looked up: cleaned, or as its signature."""

    def load(self, records: Iterable[Record]) -> None:
        """Add many."""

    def add(self, prepared: Any) -> int:
        """Add one; how many others it is found to be like."""

    def query(self, prepared: Any) -> int:
        """How many articles one is found to be like."""

    def remove(self, id: str) -> None:
        """Take one out."""

    def text_bytes(self) -> int:
        """Bytes of the texts that it holds."""

    def close(self) -> None:
        """Let go of it, so that it can be opened again."""


class Ours:
    """newsclean's index."""

    def __init__(self, path: Path, background: Path | None) -> None:
        from newsclean import Article, clean
        from newsclean.filters import Filter, SiteTemplates, preset_named
        from newsclean.formats import read_background
        from newsclean.index import Index

        # A new index gets the background; an old one has it.
        new = None if background is None else read_background(background)
        self._index = Index.open(path, background=new)
        filters: list[Filter] = [*preset_named("body").filters(), SiteTemplates(self._index.background.site_templates)]
        self._article: Callable[[Record], Article] = lambda record: Article(**record)
        self._clean: Callable[[Article], CleanArticle] = lambda article: clean(article, filters=filters)

    def prepared(self, record: Record) -> Any:
        """The article, cleaned as the index would."""
        return self._clean(self._article(record))

    def load(self, records: Iterable[Record]) -> None:
        """Add many."""
        self._index.add_many(map(self._article, records))

    def add(self, prepared: Any) -> int:
        """Add one; its story is up to date then."""
        return len(self._index.add(prepared).pairs)

    def query(self, prepared: Any) -> int:
        """Its verified pairs."""
        return len(self._index.query(prepared).pairs)

    def remove(self, id: str) -> None:
        """Take one out; its story is up to date then."""
        self._index.remove(id)

    def text_bytes(self) -> int:
        """Bytes of the texts as published."""
        return self._index.stats().text_bytes

    def close(self) -> None:
        """Close the file."""
        self._index.close()


class Lsh:
    """datasketch's index."""

    def __init__(self, index: Any, close: Callable[[Any], None]) -> None:
        self._index, self._close = index, close

    def prepared(self, record: Record) -> Any:
        """Its id and signature."""
        return record["id"], next(sketches([record["text"]]))

    def load(self, records: Iterable[Record]) -> None:
        """Add many, by the bulk path and in sessions."""
        for some in portions(records, SESSION):
            with self._index.insertion_session() as session:
                for record, sketch in zip(some, sketches(record["text"] for record in some), strict=True):
                    session.insert(record["id"], sketch)

    def add(self, prepared: Any) -> int:
        """Add one, and look it up before."""
        id, sketch = prepared
        found = self._index.query(sketch)
        self._index.insert(id, sketch)
        return len(found)

    def query(self, prepared: Any) -> int:
        """Its candidates."""
        return len(self._index.query(prepared[1]))

    def remove(self, id: str) -> None:
        """Take one out."""
        self._index.remove(id)

    def text_bytes(self) -> int:
        """It holds none."""
        return 0

    def close(self) -> None:
        """Keep it, where it does not keep itself."""
        self._close(self._index)


def portions(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """The records, so many at a time."""
    rest = iter(records)
    while some := list(islice(rest, size)):
        yield some


def opened(name: str, path: Path, *, background: Path | None = None, port: int = 0) -> Tool:
    """An index by its name: newsclean's file, datasketch's pickle, or the server on a port of this machine."""
    if name == NEWSCLEAN:
        return Ours(path, background)
    if name == MEMORY:
        return Lsh(_unpickled(path) if path.is_file() else memory_lsh(), lambda index: _pickle(index, path))
    import redis

    return Lsh(redis_lsh(redis.Redis(host="127.0.0.1", port=port)), lambda _: None)


def _unpickled(path: Path) -> Any:
    with path.open("rb") as stream:
        return pickle.load(stream)  # noqa: S301  this program wrote it


def _pickle(index: Any, path: Path) -> None:
    with path.open("wb") as stream:
        pickle.dump(index, stream, protocol=pickle.HIGHEST_PROTOCOL)
