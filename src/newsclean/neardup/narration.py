"""Which words of an article are narration, and which are somebody's speech: quoted, or said in the first person."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen

from newsclean.neardup.arrays import Numbers
from newsclean.neardup.word_batch import BATCH, all_places, hash_words, word_hash

# "I" and its kin mark speech where agencies drop the quotation marks (Reuters of 1987 often does).
FIRST_PERSON = np.array(
    [word_hash(key) for key in "i we my our me us im ive weve mine ours myself ourselves".split()], dtype=np.uint64
)
COUNTRY = "US"  # "The US army left the town" is nobody's speech
CLOSING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"', "‘": "’", "'": "'"}
QUOTATION_MARK = re.compile("[“”„«»「」『』\"‘’']")
MARK_OR_LINE_END = re.compile("[“”„«»「」『』\"‘’'\n]")
# What may stand before a single quotation mark that opens, beside white space; others are apostrophes ("the ’90s" is one all
# the same).
BEFORE_OPENING = "(:,"
ENDS_SENTENCE = '.!?"”’'
# A sentence ends where a capital follows; an empty line ends it too.
SENTENCE_END = re.compile("[.!?][\"”’']*\\s+|\n\\s*\n")
OPENING = "\"“‘'("
SENTENCE = 200  # characters; most sentences have fewer


@frozen(eq=False)
class WordPlaces:
    """The words of a text.

    Attributes:
        starts, ends: where each stands, in code points.
    """

    starts: array[int]
    ends: array[int]

    def __len__(self) -> int:
        return len(self.starts)


def word_places(texts: Sequence[str]) -> list[WordPlaces]:
    """For each text where its words stand."""
    return [places for start in range(0, len(texts), BATCH) for places in _placed(texts[start : start + BATCH])]


def _placed(texts: Sequence[str]) -> Iterator[WordPlaces]:
    starts, ends, bounds = all_places(texts)
    for begin, end in pairwise(bounds.tolist()):
        yield WordPlaces(_compact(starts[begin:end]), _compact(ends[begin:end]))


def narrated(texts: Sequence[str], places: Sequence[WordPlaces]) -> list[bytes]:
    """For each text which of its words are narration: 1 for those, 0 for speech.

    Speech stands inside quotation marks, or in a sentence with "I", "we" and the like. A quotation left open ends with its
    paragraph, as printers leave it when the next one goes on.

    Args:
        texts: the texts.
        places: where their words stand.
    """
    found = []
    for start in range(0, len(texts), BATCH):
        some = texts[start : start + BATCH]
        for text, words, said in zip(some, places[start : start + BATCH], _first_person(some), strict=True):
            flags = bytearray(b"\1" * len(words))
            if QUOTATION_MARK.search(text):
                _take_quotations(flags, text, words.starts)
            _take_first_person(flags, text, words.starts, said)
            found.append(bytes(flags))
    return found


def _first_person(texts: Sequence[str]) -> list[list[int]]:
    """The numbers of the words of each text that are in the first person."""
    batch = hash_words(texts)
    said = np.flatnonzero(np.isin(batch.hashes, FIRST_PERSON))
    edges = np.searchsorted(said, batch.bounds)
    words = (said - np.repeat(batch.bounds[:-1], np.diff(edges))).tolist()
    return [words[begin:end] for begin, end in pairwise(edges.tolist())]


def _compact(places: Numbers) -> array[int]:
    """Four bytes a number; a list takes thirty-six."""
    return array("i", places.astype(np.int32).tobytes())


def _take_quotations(flags: bytearray, text: str, starts: Sequence[int]) -> None:
    opened, begin = "", 0
    for match in MARK_OR_LINE_END.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if not opened or not _ends_paragraph(text, at):
                continue
            closes = True
        elif mark in "‘’'" and not _is_quotation_mark(text, at):
            continue
        elif opened:
            closes = mark in CLOSING[opened]
        else:
            if mark in CLOSING:
                opened, begin = mark, at
            continue
        if closes:
            _take(flags, bisect_left(starts, begin), bisect_left(starts, at))
            opened = ""
    if opened:
        _take(flags, bisect_left(starts, begin), len(starts))


def _ends_paragraph(text: str, at: int) -> bool:
    """Whether the line that ends there ends a sentence, or an empty line follows."""
    before = at - 2 if text[at - 1 : at] == "\r" else at - 1
    while before > 0 and text[before] in " \t":
        before -= 1
    if before >= 0 and text[before] in ENDS_SENTENCE:
        return True
    after = at + 1
    while after < len(text) and text[after].isspace():
        if text[after] == "\n":
            return True
        after += 1
    return False


def _is_quotation_mark(text: str, at: int) -> bool:
    """Whether a single mark opens or closes a quotation; an apostrophe inside a word does neither."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    in_word = after.isalnum() or after == "_"
    if text[at] in "‘'" and in_word:
        return not before or before.isspace() or before in BEFORE_OPENING
    return text[at] in "’'" and not in_word


def _take_first_person(flags: bytearray, text: str, starts: Sequence[int], said: Sequence[int]) -> None:
    done = 0
    for word in said:
        if word >= done and not text.startswith(COUNTRY, starts[word]):
            begin = bisect_left(starts, _sentence_start(text, starts[word]))
            done = bisect_left(starts, _sentence_end(text, starts[word]))
            _take(flags, begin, done)


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that a word stands in; looked for further and further back."""
    reach = SENTENCE
    while True:
        begin = max(0, at - reach)
        gaps = [gap.end() for gap in SENTENCE_END.finditer(text, begin, at) if _begins_sentence(text, gap)]
        if gaps or not begin:
            return gaps[-1] if gaps else 0
        reach *= 4


def _sentence_end(text: str, at: int) -> int:
    gaps = (gap.end() for gap in SENTENCE_END.finditer(text, at) if _begins_sentence(text, gap))
    return next(gaps, len(text))


def _begins_sentence(text: str, gap: re.Match[str]) -> bool:
    """Whether a sentence begins after a gap: it has an empty line, or a capital follows, perhaps behind an opening mark."""
    at = gap.end()
    first = text[at : at + 1]
    return gap.group().count("\n") > 1 or first.isupper() or (first in OPENING and text[at + 1 : at + 2].isupper())


def _take(flags: bytearray, begin: int, end: int) -> None:
    flags[begin:end] = bytes(end - begin)
