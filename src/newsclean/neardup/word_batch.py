"""The hashes of the words of whole batches of texts, and where these words stand.

`word_hash` says in plain Python what the hash of a word is; `hash_words` gives the same values many times faster and
looks at no word by itself, but for the few whose key depends on how its characters meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, islice
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclean.neardup.arrays import NO_HASHES, NO_NUMBERS, Hashes, Numbers
from newsclean.neardup.word_bytes import WordBytes, is_plain, plain_word_bytes, word_bytes
from newsclean.words import stand_ins, word_key

Number = TypeVar("Number", np.int64, np.uint64)

BITS_64 = 2**64 - 1
# Odd numbers without a pattern: the golden ratio (Knuth 1973) and the second prime of xxHash64 (Collet 2012).
GATHER, SPREAD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
HALF = np.uint64(32)
# Of each byte of eight, one bit.
EACH_FIRST_BIT, EACH_SIXTH_BIT, EACH_EIGHTH_BIT = (np.uint64(0x0101010101010101 << bit) for bit in (0, 5, 7))

BATCH = 128  # texts; more of them leave the cache, fewer cost more calls (measured, 32 to 256 texts of 2.5 KB)
BLOCK = 1024  # texts held at a time
LONGEST = 64  # bytes; the few longer words are hashed one by one


def word_hash(key: str) -> int:
    """The 64-bit hash of a comparison key.

    The key's UTF-8, ended by a zero byte, is read as little-endian numbers of eight bytes, the last filled up with
    zeros. Each is added to the value so far, which is multiplied and folded (x ^ x >> 32); so keys of up to seven
    bytes never share a hash.
    """
    spelled = key.encode()
    value = 0
    for start in range(0, len(spelled) + 1, 8):
        value = (value + int.from_bytes(spelled[start : start + 8], "little")) * GATHER & BITS_64
        value ^= value >> 32
    return value * SPREAD & BITS_64


@frozen(eq=False)
class WordBatch:
    """The words of a batch of texts.

    Attributes:
        hashes: the hash of each word, texts one after the other, uint64, shape (words,).
        bounds: the words of text ``i`` are ``bounds[i]:bounds[i + 1]``, int64, shape (texts + 1,).
    """

    hashes: Hashes
    bounds: Numbers


def hash_words(texts: Sequence[str]) -> WordBatch:
    """The words of some texts: for each text, the `word_hash` of each key that `newsclean.words.words` gives."""
    return WordBatch(*by_batches(texts, lambda batch: (batch.hashes, batch.bounds)))


def batches(texts: Iterable[str]) -> Iterator[tuple[Numbers, WordBatch]]:
    """(numbers of texts, their words) for any number of texts, which are read `BLOCK` at a time.

    Texts of plain ASCII go in batches of their own, since the others cost more: the numbers ascend in a batch only.
    """
    remaining, begin = iter(texts), 0
    while block := list(islice(remaining, BLOCK)):
        plain = np.fromiter(map(is_plain, block), dtype=bool, count=len(block))
        for kind in (True, False):
            numbers = np.flatnonzero(plain == kind)
            for start in range(0, len(numbers), BATCH):
                some = numbers[start : start + BATCH]
                yield begin + some, _hashed([block[number] for number in some.tolist()], plain=kind)
        begin += len(block)


def by_batches(texts: Sequence[str], function: Callable[[WordBatch], tuple[Hashes, Numbers]]) -> tuple[Hashes, Numbers]:
    """The values and bounds that a function gives for batches of texts, joined in the order of the texts.

    Texts of plain ASCII go in batches of their own, since the others cost more.
    """
    plain = np.fromiter(map(is_plain, texts), dtype=bool, count=len(texts))
    joined = {kind: _joined(list(compress(texts, plain == kind)), function, plain=kind) for kind in (True, False)}
    counts = np.empty(len(texts), dtype=np.int64)
    for kind, (_, bounds) in joined.items():
        counts[plain == kind] = np.diff(bounds)
    plain_value = np.repeat(plain, counts)
    values = np.empty(len(plain_value), dtype=np.uint64)
    for kind, (part, _) in joined.items():
        values[plain_value == kind] = part
    return values, np.cumsum(np.concatenate([[0], counts]))


def _joined(
    texts: Sequence[str], function: Callable[[WordBatch], tuple[Hashes, Numbers]], *, plain: bool
) -> tuple[Hashes, Numbers]:
    parts = [function(_hashed(texts[start : start + BATCH], plain=plain)) for start in range(0, len(texts), BATCH)]
    counts = [np.zeros(1, dtype=np.int64), *(np.diff(bounds) for _, bounds in parts)]
    return np.concatenate([NO_HASHES, *(values for values, _ in parts)]), np.cumsum(np.concatenate(counts))


def _hashed(texts: Sequence[str], *, plain: bool) -> WordBatch:
    spelled = (plain_word_bytes(texts) if plain else None) or word_bytes(texts)
    words = spelled.starts
    hashes = _hashed_runs(spelled.data, words, plain=spelled.plain)
    if len(spelled.hard):
        numbers, values, keyless = _hard_words(spelled)
        hashes[numbers] = values
        if len(keyless):
            words, hashes = np.delete(words, keyless), np.delete(hashes, keyless)
    bounds = np.searchsorted(words, spelled.offsets - 1)
    if len(spelled.apart):
        characters = _hashed_characters(spelled.apart_keys, spelled.apart_points)
        hashes = _merged(hashes, characters, _are_apart(words, spelled.apart))
        bounds = bounds + np.searchsorted(spelled.apart, spelled.offsets)
    return WordBatch(hashes, bounds)


def _hashed_runs(data: NDArray[np.uint8], starts: Numbers, *, plain: bool) -> Hashes:
    """The hashes of the keys that begin one byte after each position and end before a zero byte."""
    eight: Hashes = np.ndarray((len(data) - 8,), dtype="<u8", buffer=data, offset=1, strides=(1,))
    values = eight[starts]
    longer = np.flatnonzero(_cut(values, plain=plain))
    _fold(values)
    at = starts[longer]
    for _ in range(8, LONGEST, 8):
        if not len(longer):
            break
        at += 8
        piece = eight[at]
        whole = _cut(piece, plain=plain)
        piece += values[longer]
        values[longer] = _fold(piece)
        longer, at = longer[whole], at[whole]
    values *= np.uint64(SPREAD)
    if len(longer):
        spelled = data.tobytes()
        for number, start in zip(longer.tolist(), (starts[longer] + 1).tolist(), strict=True):
            values[number] = word_hash(spelled[start : spelled.index(0, start)].decode())
    return values


def _cut(values: Hashes, *, plain: bool) -> NDArray[np.bool_]:
    """Zeroes what comes after the first zero byte of each value, and says which have none."""
    if plain:  # letters and digits have the sixth bit set
        mark = values & EACH_SIXTH_BIT
        mark ^= EACH_SIXTH_BIT
    else:  # the lowest bit that this leaves is the highest of the first zero byte (Mycroft 1987)
        mark = values - EACH_FIRST_BIT
        mark &= ~values
        mark &= EACH_EIGHTH_BIT
    below = np.negative(mark)
    below &= mark
    below -= np.uint64(1)
    values &= below
    whole: NDArray[np.bool_] = mark == 0
    return whole


def _fold(values: Hashes) -> Hashes:
    values *= np.uint64(GATHER)
    values ^= values >> HALF
    return values


def _hard_words(spelled: WordBytes) -> tuple[Numbers, Hashes, Numbers]:
    """The numbers of the words that need a look at the text, their hashes, and the numbers of those without a key."""
    numbers = np.unique(np.searchsorted(spelled.starts, spelled.hard) - 1)
    starts = spelled.in_raw(spelled.starts[numbers] + 1).tolist()
    ends = (spelled.in_raw(spelled.ends[numbers]) + 1).tolist()
    found = [spelled.raw[start:end] for start, end in zip(starts, ends, strict=True)]
    keys = {raw: word_key(raw.decode()) for raw in set(found)}
    known = {raw: word_hash(key) for raw, key in keys.items()}
    values = np.fromiter(map(known.__getitem__, found), dtype=np.uint64, count=len(found))
    if all(keys.values()):
        return numbers, values, NO_NUMBERS
    return numbers, values, numbers[[not keys[raw] for raw in found]]


def _hashed_characters(keys: NDArray[np.uint32], points: Numbers) -> Hashes:
    """The hashes of characters that are words by themselves."""
    hashes = _fold(keys.astype(np.uint64))
    hashes *= np.uint64(SPREAD)
    long = np.flatnonzero(keys == 0)
    known = {point: word_hash(word_key(chr(point))) for point in np.unique(points[long]).tolist()}
    hashes[long] = [known[point] for point in points[long].tolist()]
    return hashes


def _are_apart(words: Numbers, apart: Numbers) -> NDArray[np.bool_]:
    """Which of all words in order are those apart, by the positions of both."""
    few, many = (apart, words) if len(apart) < len(words) else (words, apart)
    is_few = np.zeros(len(words) + len(apart), dtype=bool)
    is_few[np.searchsorted(many, few) + np.arange(len(few))] = True
    return is_few if few is apart else ~is_few


def _merged(rest: NDArray[Number], apart: NDArray[Number], are_apart: NDArray[np.bool_]) -> NDArray[Number]:
    merged = np.empty(len(are_apart), dtype=rest.dtype)
    merged[are_apart] = apart
    merged[~are_apart] = rest
    return merged


def all_places(texts: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Where the words of some texts stand, as `newsclean.words.words` has it.

    Returns:
        Starts and ends in code points of each text, shape (words,), and the bounds: the words of text ``i`` are
        ``bounds[i]:bounds[i + 1]``, shape (texts + 1,).
    """
    spelled = word_bytes(texts)
    starts, ends = spelled.starts + 1, spelled.ends
    if len(spelled.hard):
        keyless = _hard_words(spelled)[2]
        starts, ends = np.delete(starts, keyless), np.delete(ends, keyless)
    if len(spelled.apart):
        are_apart = _are_apart(starts, spelled.apart)
        starts, ends = _merged(starts, spelled.apart, are_apart), _merged(ends, spelled.apart, are_apart)
    bounds = np.searchsorted(starts, spelled.offsets)
    first, last = spelled.in_points(starts), spelled.in_points(ends)
    begin = np.repeat(spelled.in_points(spelled.offsets[:-1] - 1) + 1, np.diff(bounds))
    return *_in_sources(texts, first - begin, last - begin, bounds), bounds


def _in_sources(texts: Sequence[str], first: Numbers, last: Numbers, bounds: Numbers) -> tuple[Numbers, Numbers]:
    """Starts and ends in the texts, of words whose first and last characters are numbered in the decoded texts."""
    starts, ends = first, last + 1
    for number, text in enumerate(texts):
        if found := stand_ins(text):
            here = slice(bounds[number], bounds[number + 1])
            starts[here] = _undecoded(found, first[here])[0]
            ends[here] = _undecoded(found, last[here])[1]
    return starts, ends


def _undecoded(found: list[tuple[int, int, str]], positions: Numbers) -> tuple[Numbers, Numbers]:
    """The starts and ends in a text of what characters of the decoded text stand for."""
    start, end = (np.array(column) for column in list(zip(*found, strict=True))[:2])
    length = np.array([len(character) for _, _, character in found])
    shift = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(end - start - length)])
    new_start = start - shift[:-1]
    number = np.searchsorted(new_start + length, positions, side="right")  # of the first stand-in that is not wholly before
    inside = number < len(found)
    inside[inside] = new_start[number[inside]] <= positions[inside]
    starts = positions + shift[number]
    ends = starts + 1
    starts[inside], ends[inside] = start[number[inside]], end[number[inside]]
    return starts, ends
