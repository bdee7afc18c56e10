"""Which wordings are worth comparing: the rule of `newsclean.neardup.candidates`, for one wording at a time, from tables."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from newsclean.index.sketching import Weights, Wording, agreement
from newsclean.neardup import candidates

# Rows that are asked for at once. Where there are more, some key is crowded, and each is asked for by itself.
AT_ONCE = 600
KEYS_AT_ONCE = 900  # of the variables that SQLite lets a statement have


class Buckets:
    """The tables of samples and bands.

    Members of a bucket are read in the order of their digests: the first `LEADERS` are its leaders, which meet all others; the
    others meet only them.
    """

    def __init__(self, db: sqlite3.Connection, weights: Weights) -> None:
        self._db = db
        self._weights = weights

    def insert(self, wording: Wording) -> None:
        """Adds a wording to its buckets."""
        self._db.executemany("INSERT INTO sample VALUES (?, ?)", [(key, wording.digest) for key in wording.samples])
        self._db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, wording.digest) for key in wording.bands])

    def delete(self, wording: Wording) -> None:
        """Takes a wording out of its buckets."""
        self._db.executemany("DELETE FROM sample WHERE key = ? AND wording = ?", [(k, wording.digest) for k in wording.samples])
        self._db.executemany("DELETE FROM band WHERE key = ? AND wording = ?", [(k, wording.digest) for k in wording.bands])

    def candidates(self, wording: Wording, without: Collection[int] = ()) -> set[int]:
        """The digests of the wordings that this one is to be compared with, whether or not it is in the buckets itself."""
        times: defaultdict[int, int] = defaultdict(int)
        for others in self._met("sample", wording.samples, wording.digest):
            for other in others:
                times[other] += 1
        banded = {other for others in self._met("band", wording.bands, wording.digest) for other in others}
        least = min(candidates.FEW_SAMPLES, candidates.MIN_SAMPLES)
        asked = sorted(banded.union(other for other, count in times.items() if count >= least).difference(without))
        found = set()
        for digest, shingles, signature in self._wordings(asked):
            alike = digest in banded and agreement(wording.signature, signature) >= candidates.AGREEMENT
            if alike or _enough(times.get(digest, 0), wording, shingles, self._weights.scale_of(shingles)):
                found.add(digest)
        return found

    def overtaken(self, wording: Wording) -> set[int]:
        """The digests of the wordings that lead a bucket only without this one, where others do not lead it anyway."""
        found = set()
        for table, keys in (("sample", wording.samples), ("band", wording.bands)):
            for members in self._members(table, keys, wording.digest, candidates.LEADERS + 1):
                if len(members) > candidates.LEADERS and members[candidates.LEADERS - 1] > wording.digest:
                    found.add(members[candidates.LEADERS - 1])
        return found

    def _met(self, table: str, keys: Sequence[int], own: int) -> Iterator[Sequence[int]]:
        """For each key the wordings that one of that digest meets in its bucket."""
        leaders = candidates.LEADERS
        for key, members in zip(keys, self._members(table, keys, own, leaders + 1), strict=True):
            if len(members) > leaders:
                if own < members[leaders - 1]:
                    yield self._bucket(table, key, own, -1)
                else:
                    yield members[:leaders]
            else:
                yield members

    def _members(self, table: str, keys: Sequence[int], own: int, most: int) -> Iterator[Sequence[int]]:
        """For each key the first wordings in its bucket, so many at least where there are so many; that of the digest left out."""
        for start in range(0, len(keys), KEYS_AT_ONCE):
            some = keys[start : start + KEYS_AT_ONCE]
            marks = ",".join("?" * len(some))
            asked = f"SELECT key, wording FROM {table} WHERE key IN ({marks}) ORDER BY key, wording LIMIT {AT_ONCE}"  # noqa: S608
            rows = self._db.execute(asked, some).fetchall()
            if len(rows) < AT_ONCE:
                by_key = {key: [row[1] for row in group if row[1] != own] for key, group in groupby(rows, itemgetter(0))}
                yield from (by_key.get(key, ()) for key in some)
            else:
                yield from (self._bucket(table, key, own, most) for key in some)

    def _bucket(self, table: str, key: int, own: int, most: int) -> list[int]:
        asked = f"SELECT wording FROM {table} WHERE key = ? AND wording <> ? ORDER BY wording LIMIT ?"  # noqa: S608
        return [digest for (digest,) in self._db.execute(asked, (key, own, most))]

    def _wordings(self, digests: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        for start in range(0, len(digests), KEYS_AT_ONCE):
            some = digests[start : start + KEYS_AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._db.execute(f"SELECT digest, shingles, signature FROM wording WHERE digest IN ({marks})", some)  # noqa: S608


def _enough(times: int, wording: Wording, shingles: int, other_scale: int) -> bool:
    """Whether so many samples in common stand for enough shingles."""
    estimate = times * max(wording.scale, other_scale)
    if times >= candidates.MIN_SAMPLES and estimate >= candidates.MIN_SHARED:
        return True
    return times >= candidates.FEW_SAMPLES and estimate / min(wording.shingles, shingles) >= candidates.MOST
