"""Which wordings are worth comparing: the rule of `newsclean.neardup.candidates`, for some wordings at a time, from tables."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from newsclean.index.contents import marks, portions
from newsclean.index.sketching import Weights, Wording, agreement
from newsclean.neardup import candidates

TABLES: Mapping[str, Callable[[Wording], list[int]]] = {
    "sample": lambda wording: wording.samples,
    "band": lambda wording: wording.bands,
}
# Rows that are asked for at once, of the members of several buckets. Where there are more, some bucket is crowded, and each is
# asked for by itself.
ROWS_A_KEY, ROWS_BESIDES = 4, 400


class Buckets:
    """The tables of samples and bands; one of these is made for each change, and remembers what it has read after that.

    Members of a bucket are read in the order of their digests: the first `LEADERS` are its leaders, which meet all others; the
    others meet only them.
    """

    def __init__(self, db: sqlite3.Connection, weights: Weights) -> None:
        self._db = db
        self._weights = weights
        self._read: dict[str, dict[int, list[int]]] = {table: {} for table in TABLES}

    def insert(self, wordings: Iterable[Wording]) -> None:
        """Adds wordings to their buckets; in the order of the keys, which makes many at once fast."""
        for table, rows in self._rows(wordings):
            self._db.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608

    def delete(self, wordings: Iterable[Wording]) -> None:
        """Takes wordings out of their buckets."""
        for table, rows in self._rows(wordings):
            self._db.executemany(f"DELETE FROM {table} WHERE key = ? AND wording = ?", rows)  # noqa: S608

    def candidates(self, wordings: Sequence[Wording]) -> Iterator[set[int]]:
        """For each of the wordings, in the buckets or not, the digests of those that it is to be compared with."""
        samples = self._members("sample", {key for wording in wordings for key in wording.samples})
        bands = self._members("band", {key for wording in wordings for key in wording.bands})
        for wording in wordings:
            times: defaultdict[int, int] = defaultdict(int)
            alone = [wording.digest]
            for key in wording.samples:
                if (members := samples[key]) and members != alone:
                    for other in self._met("sample", key, members, wording.digest):
                        times[other] += 1
            banded = {other for key in wording.bands for other in self._met("band", key, bands[key], wording.digest)}
            times.pop(wording.digest, None)
            yield self._enough(wording, times, banded - {wording.digest})

    def shifted(self, come: Collection[Wording], gone: Collection[Wording]) -> set[int]:
        """The digests of the wordings that lead a bucket now and did not before, or did and do not any more.

        Args:
            come: the wordings that were inserted.
            gone: those that were deleted.
        """
        found: set[int] = set()
        new, old = {wording.digest for wording in come}, {wording.digest for wording in gone}
        most = candidates.LEADERS + 2 + len(new)
        for table, keys_of in TABLES.items():
            gone_from: defaultdict[int, set[int]] = defaultdict(set)
            for wording in gone:
                for key in keys_of(wording):
                    gone_from[key].add(wording.digest)
            keys = {key for wording in come for key in keys_of(wording)}.union(gone_from)
            members = self._members(table, keys, most)
            for key in keys:
                now = members[key]
                # Where all but one are leaders, all meet all.
                if len(now) + len(gone_from.get(key, ())) > candidates.LEADERS + 1:
                    before = sorted({other for other in now if other not in new}.union(gone_from.get(key, ())))
                    found.update({*now[: candidates.LEADERS]} ^ {*before[: candidates.LEADERS]})
        return found - new - old

    def _met(self, table: str, key: int, members: Sequence[int], own: int) -> Sequence[int]:
        """The wordings that one of that digest meets in a bucket, of which the first members are given; itself, maybe."""
        leaders = candidates.LEADERS
        if len(members) <= leaders:
            return members
        others = [other for other in members if other != own]
        if len(others) <= leaders:
            return others
        return others[:leaders] if own > others[leaders - 1] else self._bucket(table, key, own, -1)

    def _enough(self, wording: Wording, times: Mapping[int, int], banded: Collection[int]) -> set[int]:
        least = min(candidates.FEW_SAMPLES, candidates.MIN_SAMPLES)
        asked = {other for other, count in times.items() if count >= least}.union(banded)
        found = set()
        for some in portions(sorted(asked)):
            rows = self._db.execute(f"SELECT digest, shingles, signature FROM wording WHERE digest IN {marks(some)}", some)  # noqa: S608
            for digest, shingles, signature in rows:
                alike = digest in banded and agreement(wording.signature, signature) >= candidates.AGREEMENT
                if alike or self._share_enough(times.get(digest, 0), wording, shingles):
                    found.add(digest)
        return found

    def _share_enough(self, times: int, wording: Wording, shingles: int) -> bool:
        """What `candidates.share_enough` says of one pair."""
        estimate = times * max(wording.scale, self._weights.scale_of(shingles))
        if times >= candidates.MIN_SAMPLES and estimate >= candidates.MIN_SHARED:
            return True
        return times >= candidates.FEW_SAMPLES and estimate / min(wording.shingles, shingles) >= candidates.MOST

    def _members(self, table: str, keys: AbstractSet[int], most: int = 0) -> Mapping[int, list[int]]:
        """By key, for those that have any, the first wordings in the bucket: at least ``most`` where there are so many."""
        most = max(most, candidates.LEADERS + 2)
        found = self._read[table]
        for some in portions(sorted(keys - found.keys())):
            limit = ROWS_A_KEY * len(some) + ROWS_BESIDES
            asked = f"SELECT key, wording FROM {table} WHERE key IN {marks(some)} ORDER BY key, wording LIMIT {limit}"  # noqa: S608
            rows = self._db.execute(asked, some).fetchall()
            if len(rows) < limit:
                found |= {key: [] for key in some}
                for key, digest in rows:
                    found[key].append(digest)
            else:
                found |= {key: self._bucket(table, key, None, most) for key in some}
        return found

    def _bucket(self, table: str, key: int, own: int | None, most: int) -> list[int]:
        asked = f"SELECT wording FROM {table} WHERE key = ? AND wording IS NOT ? ORDER BY wording LIMIT ?"  # noqa: S608
        return [digest for (digest,) in self._db.execute(asked, (key, own, most))]

    def _rows(self, wordings: Iterable[Wording]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        several = list(wordings)
        for table, keys_of in TABLES.items():
            yield table, sorted((key, wording.digest) for wording in several for key in keys_of(wording))
