"""What each Unicode character is to the comparison key, as tables that numpy can look up.

Nothing is listed here: what a character is comes from asking `newsclean.words` about it, a page of 256 at a time
when a text first holds one of them.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsclean.words import NOT_IN_KEY, SILENT, WORD, word_key

PAGE = 256
ALL = 0x110000  # code points
TAKEN_OUT = 1  # what stands for the bytes of a silent character; all control characters are separators, so it is free


class Kind(IntEnum):
    """What a character is in a text; the order is used, see the properties of `Looked`."""

    UNKNOWN = 0  # its page has not been asked for yet
    SEPARATOR = 1
    LETTER = 2  # its key has as many bytes of UTF-8 as itself, whatever its neighbours
    SILENT = 3
    UNSPACED = 4  # a word of its own, with a key of up to four bytes
    UNSPACED_LONG = 5  # the same with a longer key
    HARD_LETTER = 6  # its key depends on its neighbours, or is shorter or longer than itself
    HARD_MARK = 7  # the same, but cannot begin a word
    ORDERED_MARK = 8  # goes into no other character, but changes places with others of its kind
    MARK = 9  # stands in the key as it is


class CodePoints:
    """Tables by code point, filled as far as they were asked for.

    Attributes:
        kinds: the `Kind` of each, shape (0x110000,).
        keys: the bytes of UTF-8 that stand for it in its word, the first one lowest, 0 after the last. Those of its key,
            but its own where its kind is hard; `TAKEN_OUT` for each of its own if it is silent; 0 if it is a separator,
            or its key is too long.
    """

    def __init__(self) -> None:
        # Pages that are never touched take no memory.
        self.kinds: NDArray[np.uint8] = np.zeros(ALL, dtype=np.uint8)
        self.keys: NDArray[np.uint32] = np.zeros(ALL, dtype=np.uint32)

    def look_up(self, points: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
        """The kinds and keys of code points, two arrays of the same shape as theirs."""
        kinds = self.kinds[points]
        if not kinds.all():
            for page in np.unique(points[kinds == Kind.UNKNOWN] // PAGE).tolist():
                self._fill(page * PAGE)
            kinds = self.kinds[points]
        return kinds, self.keys[points]

    def _fill(self, first: int) -> None:
        page = _characters(first, first + PAGE)
        here = slice(first, first + PAGE)
        rows = [(Kind.SEPARATOR, b"")] * PAGE
        if not NOT_IN_KEY.fullmatch(page) or not set(SILENT).isdisjoint(page):
            rows = [_asked(character) for character in page]
        self.keys[here] = [int.from_bytes(key, "little") for _, key in rows]
        self.kinds[here] = [kind for kind, _ in rows]


@cache
def code_points() -> CodePoints:
    """The tables, shared by all who look characters up."""
    return CodePoints()


def _asked(character: str) -> tuple[Kind, bytes]:
    own = character.encode(errors="surrogatepass")
    begins = WORD.fullmatch(character) is not None
    goes_on = WORD.fullmatch("a" + character) is not None
    if not begins and not goes_on:
        return (Kind.SILENT, bytes([TAKEN_OUT]) * len(own)) if character in SILENT else (Kind.SEPARATOR, b"")
    key = word_key(character)
    spelled = key.encode()
    if not goes_on:
        return (Kind.UNSPACED, spelled) if len(spelled) <= 4 else (Kind.UNSPACED_LONG, b"")
    hard = len(spelled) != len(own) or not _composes().isdisjoint(key)
    ordered = any(map(unicodedata.combining, key))
    if begins:
        return (Kind.HARD_LETTER, own) if hard or ordered else (Kind.LETTER, spelled)
    if hard or key != character:
        return Kind.HARD_MARK, own
    return (Kind.ORDERED_MARK if ordered else Kind.MARK), own


@cache
def _composes() -> frozenset[str]:
    """The characters that can melt into one with what stands before them: marks, and the later letters of Hangul syllables."""
    found: set[str] = set()
    everything = _characters(0, ALL)
    for first in range(0, ALL, PAGE):
        page = everything[first : first + PAGE]
        if not unicodedata.is_normalized("NFD", page):
            found.update(later for character in page for later in unicodedata.normalize("NFD", character)[1:])
    return frozenset(found)


def _characters(first: int, end: int) -> str:
    return np.arange(first, end, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
