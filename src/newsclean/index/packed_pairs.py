"""A pair with its evidence as bytes, and back."""

from __future__ import annotations

import struct

import numpy as np
from attrs import frozen

from newsclean.neardup import Evidence, Pair, Relation
from newsclean.neardup.article_facts import ArticleFacts
from newsclean.neardup.clusters import RANK
from newsclean.neardup.links import is_whole
from newsclean.neardup.relations import STORY
from newsclean.neardup.side_by_side import Columns, SideBySide

# The relation, whether `SideBySide` is turned, and same_words; six shares; seven counts; the sizes of what follows.
HEAD = struct.Struct("<BB6d7iHII")
RELATIONS = tuple(Relation)
SHARES = ("jaccard", "containment_a", "containment_b", "bridged", "longer_bridged", "longer_shared")
COUNTS = ("shorter", "longer", "passages", "longest_passage", "own_story", "gap_words", "small_gaps")
WIDE = 1 << 16  # from this many words on, places take four bytes
# How close a pair ties its articles: not into one story; into one; nearly whole, so that a round-up's tie holds too.
APART, TIED, WHOLE = range(3)


def closeness(pair: Pair) -> int:
    """How close the pair, as it was compared, ties its articles."""
    if pair.relation not in STORY:
        return APART
    return WHOLE if is_whole(pair.relation, pair.evidence) else TIED


def pack(pair: Pair) -> bytes:
    """All of the pair but its articles."""
    evidence, texts = pair.evidence, pair.evidence.texts
    runs = [number for column in texts.columns.runs_of(texts.pair)[:3] for number in column]
    passages = texts.columns.runs_of(texts.pair)[3]
    gaps = [number for column in zip(*texts.gaps, strict=True) for number in column]
    places = [*runs, *(passage - passages[0] for passage in passages), *gaps]
    wide = any(place >= WIDE for place in places)
    reason = pair.reason.encode()
    head = HEAD.pack(
        RANK[pair.relation],
        texts.turned | evidence.same_words << 1 | wide << 2,
        *(getattr(evidence, name) for name in SHARES),
        *(getattr(evidence, name) for name in COUNTS),
        len(reason),
        len(passages),
        len(texts.gaps),
    )
    return head + reason + struct.pack(f"<{len(places)}{'I' if wide else 'H'}", *places)


@frozen
class PackedPair:
    """A pair as it is stored: its relation and reason at once, its evidence when the facts of its articles are given."""

    relation: Relation
    reason: str
    packed: bytes

    @classmethod
    def of(cls, packed: bytes) -> PackedPair:
        """What the bytes say."""
        relation, *_, length, _, _ = HEAD.unpack_from(packed)
        return cls(RELATIONS[relation], packed[HEAD.size : HEAD.size + length].decode(), packed)

    def pair(self, a: ArticleFacts, b: ArticleFacts) -> Pair:
        """The pair of two articles, the one with the smaller id first."""
        _, flags, *figures, length, runs, gaps = HEAD.unpack_from(self.packed)
        shares, counts = figures[: len(SHARES)], figures[len(SHARES) :]
        wide, turned = bool(flags & 4), bool(flags & 1)
        places = np.frombuffer(self.packed, dtype="<u4" if wide else "<u2", offset=HEAD.size + length).astype(np.int32)
        columns = Columns(places[: 4 * runs].reshape(4, runs), _all(runs), places[4 * runs :].reshape(4, gaps), _all(gaps))
        short, long = (b, a) if turned else (a, b)
        texts = SideBySide(short, long, columns, 0, turned)
        named = dict(zip(SHARES, shares, strict=True)) | dict(zip(COUNTS, counts, strict=True))
        return Pair(a.id, b.id, self.relation, self.reason, Evidence(**named, same_words=bool(flags & 2), texts=texts))


def _all(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([0, count], dtype=np.int64)
