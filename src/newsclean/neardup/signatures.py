"""MinHash signatures and their LSH index, by datasketch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.neardup.shingles import Hashes

PERMUTATIONS = 128
SCHEME = "affine32"
SEED = 1
# 64 bands of two rows: at Jaccard .3 a pair is proposed with probability .998, at .1 with .47. datasketch's own choice
# for a threshold of .12; what lies lower is the sample join's.
BANDS, ROWS = 64, 2
MAX_COLLISIONS = 50

Signature = NDArray[np.uint32]


def signature(shingles: Hashes) -> Signature:
    """The MinHash signature of a set of shingles: `PERMUTATIONS` values, those of datasketch for the same 32-bit hashes.

    The 32-bit hash of a shingle is the upper half of its 64-bit one.
    """
    from datasketch import MinHash  # imports much of SciPy: over half a second, for those who compare articles

    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme=SCHEME, hashfunc=int)
    if len(shingles):
        sketch.update_batch((shingles >> np.uint64(32)).tolist())
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def banded_pairs(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """The pairs (i, j), i < j, of signatures that agree in at least one band; for each j the first `MAX_COLLISIONS`.

    An article that has more near copies is tied to its story by the first of them.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    for number, values in enumerate(signatures):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme=SCHEME, hashvalues=values)
        for earlier in sorted(index.query(sketch))[:MAX_COLLISIONS]:
            yield earlier, number
        index.insert(number, sketch, check_duplication=False)
