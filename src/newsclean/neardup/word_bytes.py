"""A batch of texts as one array of bytes that holds the comparison keys of its words, one after the other.

The texts are joined as UTF-8 and changed in place: letters become their keys, separators zero bytes, silent characters
are taken out. What is left between two zero bytes is the key of a word. Silent characters may go wherever they stand:
between letters they are part of the word (`WORD` in `newsclean.words`), and at its edges they leave the separator
beyond them, or the edge itself, where it was.

Two kinds of words cannot be told from the array alone and are listed beside it: those that hold a character whose key
depends on its neighbours or has another length than itself, and the characters of scripts written without spaces,
each of which is a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclean.neardup.arrays import NO_NUMBERS, Numbers
from newsclean.neardup.code_points import TAKEN_OUT, Kind, code_points
from newsclean.words import decoded_text, stand_ins

PAD = 16  # zero bytes after the last text, so that eight bytes can be read from any place
TEXT_END = "\x7f"  # hardly ever in a text


@frozen(eq=False)
class WordBytes:
    """The keys of a batch of texts as bytes.

    Attributes:
        data: uint8; keys parted by zero bytes, one zero byte at its beginning and `PAD` at its end.
        offsets: where each text begins in ``data``, and the end of the last; each has a zero byte before it.
        raw: the bytes of the texts before they were changed, with the same zero byte and padding.
        taken_out: the positions in ``raw`` that have no counterpart in ``data``, in order.
        hard: positions in ``data`` inside words whose key must be worked out from the text.
        apart: positions in ``data`` of the words that are one unspaced character; there are zero bytes in their place.
        apart_keys: the bytes of their keys, the first one lowest; 0 for those with keys of more than four bytes.
        apart_points: their code points.
        plain: whether all bytes are ASCII.
    """

    data: NDArray[np.uint8]
    offsets: Numbers
    raw: bytes = field(repr=False)
    taken_out: Numbers
    hard: Numbers
    apart: Numbers
    apart_keys: NDArray[np.uint32]
    apart_points: Numbers
    plain: bool = False

    @cached_property
    def starts(self) -> Numbers:
        """Where words start, as the position *before* their first byte; those apart left out."""
        filled = self.data != 0
        return np.flatnonzero(filled[1:] > filled[:-1])

    @cached_property
    def ends(self) -> Numbers:
        """The positions of the last bytes of the words that `starts` gives."""
        filled = self.data != 0
        return np.flatnonzero(filled[1:] < filled[:-1])

    def in_raw(self, positions: Numbers) -> Numbers:
        """The positions in ``raw`` that positions in ``data`` come from."""
        if not len(self.taken_out):
            return positions
        kept_before = self.taken_out - np.arange(len(self.taken_out))
        return positions + np.searchsorted(kept_before, positions, side="right")

    def in_points(self, positions: Numbers) -> Numbers:
        """The numbers, in ``raw`` as text, of the characters that positions in ``data`` lie in."""
        first = np.frombuffer(self.raw, dtype=np.int8) >= -0x40  # the others, 0x80 to 0xBF, continue a character
        return np.cumsum(first)[self.in_raw(positions)] - 1


BEYOND = np.array([0, 0, 0xFFFF0000, 0xFF000000, 0], dtype=np.uint32)  # by size of a character, what of four bytes is not its own


def word_bytes(texts: Sequence[str]) -> WordBytes:
    """The keys of any texts as bytes."""
    encoded = [_encoded(decoded_text(text)) for text in texts]
    raw = b"\0".join([b"", *encoded, bytes(PAD - 1)])
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    return _changed(raw, np.cumsum(np.concatenate([[1], lengths + 1])))


def plain_word_bytes(texts: Sequence[str]) -> WordBytes | None:
    """The same for texts that `is_plain` holds for, without the way back; None if one of them has the `TEXT_END` in it."""
    joined = bytearray(TEXT_END.join(["", *texts, "\0" * (PAD - 1)]).encode())
    letters = joined.translate(_table(keep=TEXT_END), _silent())
    end = TEXT_END.encode()
    offsets = []
    at = letters.find(end)
    while at >= 0:
        offsets.append(at + 1)
        at = letters.find(end, at + 1)
    if len(offsets) != len(texts) + 1:
        return None
    data = np.frombuffer(letters, dtype=np.uint8)
    bounds = np.array(offsets)
    data[bounds - 1] = 0
    return WordBytes(data, bounds, b"", NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, NO_NUMBERS.astype(np.uint32), NO_NUMBERS, plain=True)


def is_plain(text: str) -> bool:
    """Whether a text is ASCII without entities, as most English texts are."""
    return text.isascii() and ("&" not in text or not stand_ins(text))


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, as JSON lets through; it is a separator like any other symbol
        return text.encode(errors="surrogatepass")


@cache
def _table(keep: str = "") -> bytes:
    """What `bytes.translate` makes of each byte."""
    keys = code_points().look_up(np.arange(128))[1]
    for character in keep:
        keys[ord(character)] = ord(character)
    return bytes(keys.astype(np.uint8)) + bytes(range(128, 256))


@cache
def _silent() -> bytes:
    return bytes(byte for byte in range(128) if _table()[byte] == TAKEN_OUT)


def _changed(raw: bytes, offsets: Numbers) -> WordBytes:
    letters = bytearray(raw.translate(_table()))
    data = np.frombuffer(letters, dtype=np.uint8)
    leads = np.flatnonzero(data >= 0xC0)
    points, sizes = _decoded(_fours(data)[leads])
    kinds, keys = code_points().look_up(points)

    apart = np.flatnonzero((kinds == Kind.UNSPACED) | (kinds == Kind.UNSPACED_LONG))
    apart_keys = keys[apart]
    keys[apart] = 0
    _write(data, leads, sizes, keys)

    taken_out = np.flatnonzero(data == TAKEN_OUT)
    at = leads
    if len(taken_out):
        data = np.frombuffer(letters.replace(bytes([TAKEN_OUT]), b""), dtype=np.uint8)
        at = leads - np.searchsorted(taken_out, leads)
        offsets = offsets - np.searchsorted(taken_out, offsets)

    hard = at[(kinds == Kind.HARD_LETTER) | (kinds == Kind.HARD_MARK)]
    marks = np.flatnonzero(kinds >= Kind.HARD_MARK)
    if len(marks):
        swapped = _settle_marks(data, at[marks], sizes[marks], kinds[marks])
        hard = np.concatenate([hard, at[marks[swapped]]])
        hard = hard[data[hard] != 0]
    return WordBytes(data, offsets, raw, taken_out, hard, at[apart], apart_keys, points[apart])


def _fours(data: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The four bytes that begin at each byte, as numbers."""
    return np.ndarray((len(data) - 3,), dtype="<u4", buffer=data, strides=(1,))


def _decoded(fours: NDArray[np.uint32]) -> tuple[Numbers, NDArray[np.uint8]]:
    """The code points whose UTF-8 begins each of some fours of bytes, and how many bytes each takes."""
    first = fours.astype(np.uint8)
    points = (fours & 0x1F) << 6 | fours >> 8 & 0x3F
    sizes = np.full(len(fours), 2, dtype=np.uint8)
    for size, least in ((3, 0xE0), (4, 0xF0)):
        longer = first >= least
        if not longer.any():
            break
        points = np.where(longer, points << 6 | fours >> 8 * (size - 1) & 0x3F, points)
        sizes += longer
    points &= 0x1FFFFF  # without the bit of the first byte that says that there are four
    return points.astype(np.int64), sizes


def _write(data: NDArray[np.uint8], at: Numbers, sizes: NDArray[np.uint8], values: NDArray[np.uint32] | int) -> None:
    """Puts the first ``sizes`` bytes of values at some positions, which are in order."""
    fours = _fours(data)
    # The bytes after a character are written back as they were read; where they are of one that changes too, it comes next.
    fours[at] = fours[at] & BEYOND[sizes] | values


def _settle_marks(data: NDArray[np.uint8], at: Numbers, sizes: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Takes marks out that follow no letter, and says which marks may change places with the one before them."""
    follows = np.zeros(len(at), dtype=bool)
    follows[1:] = at[1:] == at[:-1] + sizes[:-1]
    ordered = kinds == Kind.ORDERED_MARK
    swaps = np.zeros(len(at), dtype=bool)
    swaps[1:] = follows[1:] & ordered[1:] & ordered[:-1]
    # A mark that begins a run of marks follows a letter, or is taken out with its whole run.
    firsts = np.flatnonzero(~follows)
    is_loose = data[at[firsts] - 1] == 0
    if is_loose.any():
        loose = np.flatnonzero(is_loose[np.cumsum(~follows) - 1])
        _write(data, at[loose], sizes[loose], 0)
    return swaps
