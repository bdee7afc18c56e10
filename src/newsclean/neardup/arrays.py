"""The arrays that near-duplicate detection passes around."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
"""Counts, places, numbers of articles. *Bounds* of n sets that lie one after the other are n + 1 of them, from 0."""
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]

NO_HASHES = np.zeros(0, dtype=np.uint64)
NO_NUMBERS = np.zeros(0, dtype=np.int64)
