"""An LSH index that several processes and machines share: datasketch's MinHashLSH, on Redis."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Self

import numpy as np

from newsclean.errors import ArticleError, NewscleanError, OptionError, SharedIndexError
from newsclean.neardup.arrays import Hashes, Numbers
from newsclean.neardup.fingerprints import SHINGLE_SIZE, shingle
from newsclean.neardup.redis_server import RedisServer, Settings
from newsclean.neardup.signatures import (
    EMPTY,
    PERMUTATIONS,
    SCHEME,
    SEED,
    Signature,
    band_keys,
    lsh_parameters,
    signatures,
)
from newsclean.neardup.word_batch import by_batches

AT_ONCE = 1000  # articles that go to the server together; a query of a tenth as many is slower, ten times as many are no faster
# Its signature stands for how a text is read: where words or shingles are told otherwise, it is another.
SAMPLE = "The mayor said on Monday that the 19th-century bridge wouldn't reopen before spring."


class SharedLsh:
    """Signatures of articles in datasketch's MinHashLSH, which every process that opens it by its name reads and writes.

    Articles are given as cleaned texts, or as their `signatures` (then nothing is read twice). Answers are candidates,
    proposed by equal bands and never verified. ``datasketch.MinHashLSH`` opened with the same basename, on the same
    server, with the same threshold or params, gives the same answers; ids are strings there too.

    One object is for one thread. Use it as a context manager, or `close` it.

    Args:
        basename: names the index; the keys of all it stores begin with it. Without Redis it names nothing.
        threshold: the Jaccard similarity (0-1) that datasketch chooses bands and rows for; see `lsh_parameters`.
        params: (bands, rows) instead of a threshold.
        redis: the server's address, ``redis://HOST:PORT/DB``, or the arguments of ``redis.Redis``; by default the index is
            in memory and not shared.

    Raises:
        OptionError: if the parameters are impossible, or others than those that the index was made with.
        SharedIndexError: if the server cannot be reached, here and in every method.
    """

    def __init__(
        self,
        basename: str = "newsclean",
        *,
        threshold: float | None = None,
        params: tuple[int, int] | None = None,
        redis: Settings | None = None,
    ) -> None:
        self.basename = basename
        self.params = _chosen(threshold, params)
        self._made = _made(*self.params)
        self._server = None if redis is None else RedisServer(redis)
        try:
            self._agree()
        except NewscleanError:
            self.close()
            raise
        self._lsh = self._opened()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was inserted stays on the server."""
        if self._server is not None:
            self._server.close()

    def __len__(self) -> int:
        """How many articles are in the index."""
        with self._told():
            return int(self._lsh.keys.size())

    def __contains__(self, id: object) -> bool:
        with self._told():
            return isinstance(id, str) and bool(self._lsh.keys.has_key(_key(id)))

    def insert(self, ids: Sequence[str], articles: Sequence[str] | Signature) -> int:
        """Put articles into the index, a thousand at a time; how many were not in it before.

        Doing the same again does no harm, and completes what was broken off.

        Args:
            ids: of the articles; any strings.
            articles: their texts, or their signatures (shape (articles, `PERMUTATIONS`), seed `SEED`).

        Raises:
            ArticleError: if an id is in the index with another text. Earlier thousands are in the index then, later ones not.
        """
        if len(ids) != len(articles):
            raise OptionError(f"there are {len(ids)} ids for {len(articles)} articles", "Give an id for each", option="ids")
        return sum(self._insert(list(map(_key, ids[some])), _signed(articles[some])) for some in _parts(len(ids)))

    def query(self, articles: Sequence[str] | Signature) -> list[tuple[str, ...]]:
        """The ids of the candidates of each article, sorted: all that agree with it in a band, itself included if it is in.

        A text without words has none. datasketch's own query buffer gives what *all* queries of a batch have in common,
        hence this goes through its hash tables: one round trip for each band and a thousand articles.
        """
        return [found for some in _parts(len(articles)) for found in self._query(_signed(articles[some]))]

    def remove(self, ids: Sequence[str]) -> int:
        """Take articles out of the index; how many were in it."""
        keys = list(dict.fromkeys(map(_key, ids)))
        with self._told():
            if self._server is not None:
                parts = (keys[some] for some in _parts(len(keys)))
                return sum(self._server.remove(self._lsh.keys, self._lsh.hashtables, part) for part in parts)
            held = [key for key in keys if self._lsh.keys.has_key(key)]
            for key in held:
                self._forget(key)
            return len(held)

    def _insert(self, keys: list[bytes], values: Signature) -> int:
        from datasketch import LeanMinHash

        self._agree()  # since it was opened, the server may have lost it all, and another may have made it anew
        buckets = self._buckets(values)
        with self._told():
            held = dict(zip(keys, self._lsh.keys.getmany(*keys), strict=True))
        first: dict[bytes, int] = {}
        for number, (key, mine) in enumerate(zip(keys, buckets, strict=True)):
            first.setdefault(key, number)
            there = held[key] or buckets[first[key]]
            # Two processes that inserted one id at the same moment have both written down its buckets: there are twice as many.
            if any(there[n : n + len(mine)] != mine for n in range(0, len(there), len(mine))):
                problem = f"the id {_id(key)!r} is in the index with another text"
                raise ArticleError(problem, "Remove it first, or give the new text an id of its own", field="id")
        wordless = (values == EMPTY).all(axis=1)
        try:
            with self._told(), self._lsh.insertion_session() as session:
                for key, number in first.items():
                    if wordless[number]:  # known, and nobody's candidate: these would all be candidates of each other
                        if not held[key]:
                            self._lsh.keys.insert(key, *buckets[number], buffer=True)
                    elif held[key]:  # perhaps the insertion was broken off before it came to every band
                        for bucket, hashtable in zip(buckets[number], self._lsh.hashtables, strict=True):
                            hashtable.insert(bucket, key, buffer=True)
                    else:
                        sketch = LeanMinHash(seed=SEED, hashvalues=values[number], scheme=SCHEME)
                        session.insert(key, sketch, check_duplication=False)
        except SharedIndexError:
            self._lsh = self._opened()  # drops what has not been sent: it must not go out with the next articles
            raise
        return sum(not held[key] for key in first)

    def _query(self, values: Signature) -> Iterator[tuple[str, ...]]:
        asked = np.flatnonzero((values != EMPTY).any(axis=1)).tolist()
        found: list[set[bytes]] = [set() for _ in values]
        buckets = self._buckets(values[asked])
        with self._told():
            for hashtable, wanted in zip(self._lsh.hashtables, zip(*buckets, strict=True), strict=False):
                for number, keys in zip(asked, hashtable.getmany(*wanted), strict=True):
                    found[number] |= keys
        ids = {key: _id(key) for key in set().union(*found)}
        yield from (tuple(sorted(ids[key] for key in keys)) for keys in found)

    def _forget(self, key: bytes) -> None:
        """Take an id that is there out of an index in memory."""
        for bucket, hashtable in zip(self._lsh.keys.get(key), self._lsh.hashtables, strict=True):
            if key in hashtable.get(bucket):
                hashtable.remove_val(bucket, key)
                if not hashtable.get(bucket):
                    hashtable.remove(bucket)
        self._lsh.keys.remove(key)

    def _buckets(self, values: Signature) -> list[list[bytes]]:
        """For each signature its key in each of datasketch's hash tables: the values of the band, big-endian."""
        bands, rows = self.params
        written = values[:, : bands * rows].astype(">u4").tobytes()
        size = 4 * rows
        each = [written[start : start + size] for start in range(0, len(written), size)]
        return [each[start : start + bands] for start in range(0, len(each), bands)]

    def _opened(self) -> Any:
        from datasketch import MinHashLSH

        storage = {"type": "dict"} if self._server is None else self._server.storage
        config = {**storage, "basename": self.basename.encode()}
        # datasketch would pickle ids by the default of the Python that it runs on, and unpickle whatever it finds.
        return MinHashLSH(num_perm=PERMUTATIONS, params=self.params, storage_config=config, prepickle=False)

    def _agree(self) -> None:
        if self._server is not None:
            self._server.agree(self.basename.encode(), self._made)

    def _told(self) -> AbstractContextManager[None]:
        return nullcontext() if self._server is None else self._server.told()


def _chosen(threshold: float | None, params: tuple[int, int] | None) -> tuple[int, int]:
    if (threshold is None) == (params is None):
        raise OptionError(
            "an index needs a threshold or params, one of them", "Give threshold=.5 for instance", option="threshold"
        )
    if params is None:
        return lsh_parameters(threshold or 0.0)
    bands, rows = params
    if bands < 2 or rows < 1 or bands * rows > PERMUTATIONS:
        problem = f"{bands} bands of {rows} rows cannot be made of {PERMUTATIONS} values"
        raise OptionError(problem, "Give two bands or more, whose rows are no more than that together", option="params")
    return bands, rows


def _made(bands: int, rows: int) -> dict[str, Any]:
    """What all who open an index must have in common."""
    sample = band_keys(signatures(*_shingled([SAMPLE])), 1, PERMUTATIONS)[0, 0]
    return {
        "bands": bands,
        "permutations": PERMUTATIONS,
        "rows": rows,
        "sample": f"{sample:016x}",
        "scheme": SCHEME,
        "seed": SEED,
        "shingle_words": SHINGLE_SIZE,
    }


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, start + AT_ONCE) for start in range(0, count, AT_ONCE))


def _signed(articles: Sequence[str] | Signature) -> Signature:
    if not isinstance(articles, np.ndarray):
        return signatures(*_shingled(articles))
    if articles.dtype != np.uint32 or articles.shape[1:] != (PERMUTATIONS,):
        problem = f"an array of {articles.dtype} of shape {articles.shape} holds no signatures"
        raise OptionError(problem, f"Give 32-bit numbers of shape (articles, {PERMUTATIONS}), by `signatures`", option="articles")
    return articles


def _shingled(texts: Sequence[str]) -> tuple[Hashes, Numbers]:
    """The shingle hashes of texts, one text after the other, and the bounds between them."""
    return by_batches(texts, shingle)


def _key(id: str) -> bytes:
    """An id as datasketch writes it by default, up to Python 3.13; the same on every Python here."""
    if not isinstance(id, str):
        raise ArticleError(f"the id is {type(id).__name__}, not text", "Give the id as a string", field="id")
    return pickle.dumps(id, protocol=4)


def _id(key: bytes) -> str:
    try:
        id = _Id(io.BytesIO(key)).load()
    except (pickle.UnpicklingError, EOFError):
        id = None
    if not isinstance(id, str):
        hint = "Insert strings alone when you write to the index through datasketch, or choose another basename"
        raise SharedIndexError(f"the index holds something that is no article's id ({key[:40]!r})", hint)
    return id


class _Id(pickle.Unpickler):
    """Reads a pickled string; whoever can write to the server must not be able to run code here."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")
