"""The names in an article, and which of them another article of the same form replaces by others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import regex
from attrs import frozen

from newsclean.neardup.narration import WordPlaces
from newsclean.neardup.runs import Gap

SENTENCE_START = regex.compile(r"""(?:^|(?<=[.!?:])["”’']*\s|\n\s*\n)[^\p{L}\p{N}]*""")
# Dates are no names, though English writes them like ones.
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
# Share of words that begin with a capital inside sentences above which capitals say nothing, as in German; of 800 news articles
# in English 95 of 100 have less than .23.
MOST_CAPITALS = 0.3
# Words between two shared runs in which one name can stand for another; more is a sentence of its own.
MAX_NAME_GAP = 20
FULL_NAME = 2  # words; a single one is as often another word for the same ("U.S.", "American")


@frozen
class Name:
    """A word of a name.

    Attributes:
        key: the word's comparison key.
        at: the number of the word in its text.
    """

    key: str
    at: int


def names(text: str, words: WordPlaces, keys: Sequence[str]) -> tuple[Name, ...]:
    """The words with a capital inside a sentence, and those at the head of one that are names elsewhere; in order.

    A text with more than `MOST_CAPITALS` of them has none that could be told.

    Args:
        text: in which they stand.
        words: of the text.
        keys: of these words.
    """
    heads = {bisect_left(words.starts, match.end()) for match in SENTENCE_START.finditer(text)}
    capitals = [n for n, start in enumerate(words.starts) if text[start].isupper() and keys[n] not in DATES]
    inside = {keys[n] for n in capitals if n not in heads}
    found = tuple(Name(keys[n], n) for n in capitals if keys[n] in inside)
    return found if len(found) <= MOST_CAPITALS * len(words) else ()


def replaced_names(
    a: Sequence[Name], b: Sequence[Name], others: tuple[frozenset[str], frozenset[str]], gaps: Iterable[Gap]
) -> Iterator[tuple[list[Name], list[Name]]]:
    """The full names of both texts that stand in the place of each other, and which the other text never has.

    "Lockheed Corp's Lockheed Missiles and Space Co Inc is being awarded a 304 mln dlr Air Force contract" is another contract
    than "The Grumman Space Systems division of Grumman Corp is being awarded a 303.9 mln dlr Air Force contract".

    Args:
        a: the names of the one text.
        b: those of the other.
        others: every word of the one, and of the other text.
        gaps: between the same two shared runs in both texts; names are compared where these are small.
    """
    for begin, end, other_begin, other_end in gaps:
        ours = _own(a, begin, end, others[1])
        theirs = _own(b, other_begin, other_end, others[0])
        if all(len({name.key for name in own}) >= FULL_NAME for own in (ours, theirs)):
            yield ours, theirs


def name_gaps(text: str, words: WordPlaces, other: str, other_words: WordPlaces, gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps that have enough capitals in both texts for a full name: all that `replaced_names` looks into, and quick."""
    return [
        (begin, end, other_begin, other_end)
        for begin, end, other_begin, other_end in gaps
        if _capitals(text, words, begin, end) >= FULL_NAME and _capitals(other, other_words, other_begin, other_end) >= FULL_NAME
    ]


def _capitals(text: str, words: WordPlaces, begin: int, end: int) -> int:
    if not FULL_NAME <= end - begin <= MAX_NAME_GAP:
        return 0
    return sum(text[start].isupper() for start in words.starts[begin:end])


def has_own_capitals(text: str, words: WordPlaces, keys: Sequence[str], begin: int, end: int, others: frozenset[str]) -> bool:
    """Whether a gap has enough capitals for a full name that the other text never has.

    Args:
        text: in which the gap is.
        words: of the text.
        keys: of these words.
        begin: the gap's first word.
        end: the word after its last one.
        others: every word of the other text.
    """
    return len({keys[n] for n in range(begin, end) if text[words.starts[n]].isupper() and keys[n] not in others}) >= FULL_NAME


def _own(names: Sequence[Name], begin: int, end: int, others: frozenset[str]) -> list[Name]:
    """The names in a small gap that the other text never uses."""
    if not 0 < end - begin <= MAX_NAME_GAP:
        return []
    return [name for name in names if begin <= name.at < end and name.key not in others]
