"""Shingles: every five consecutive words of an article, as 64-bit hashes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from newsclean.article import CleanArticle
from newsclean.neardup.facts import Figure, figures, telling_words
from newsclean.neardup.names import Name, names
from newsclean.neardup.speech import speech
from newsclean.words import Words, words

SHINGLE_SIZE = 5  # words; shorter ones meet by chance, longer ones miss edited text
Hashes = NDArray[np.uint64]

# Odd multipliers, one for each place in a shingle, so that the order of the words counts (digits of the golden ratio).
PLACES = np.array([0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 for n in range(SHINGLE_SIZE)], dtype=np.uint64)


@frozen(eq=False)
class ShingledArticle:
    """An article with what near-duplicate detection knows of it.

    Attributes:
        article: the cleaned article.
        words: its words; offsets into the cleaned text.
        sequence: the hash of each shingle in the order of the text, shape (shingles,).
        shingles: the distinct hashes, sorted.
    """

    article: CleanArticle
    words: Words
    sequence: Hashes = field(repr=False)
    shingles: Hashes = field(repr=False)

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    # What only compared articles need is worked out once, when it is asked for.

    @cached_property
    def told(self) -> bytes:
        """1 for each word that is narration, 0 for speech."""
        return bytes(1 - flag for flag in speech(self.article.text, self.words))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers and months in the text, in order."""
        return figures(self.article.text, self.words)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The words of names in the text, in order."""
        return names(self.article.text, self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text, once."""
        return frozenset(self.words.keys)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that say what the article is about."""
        return telling_words(self.words.keys)


class Shingler:
    """Turns articles into shingles; remembers the hashes of words it has seen."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def __call__(self, article: CleanArticle) -> ShingledArticle:
        """The article with its shingles. A text of fewer than five words is one shingle; one without words has none."""
        found = words(article.text)
        sequence = self._hashes(found.keys)
        return ShingledArticle(article, found, sequence, np.unique(sequence))

    def _hashes(self, keys: Sequence[str]) -> Hashes:
        known = self._known
        for key in keys:
            if key not in known:
                known[key] = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
        each = np.fromiter((known[key] for key in keys), dtype=np.uint64, count=len(keys))
        size = min(SHINGLE_SIZE, len(keys))
        if size == 0:
            return each
        windows = np.lib.stride_tricks.sliding_window_view(each, size)
        return _mixed((windows * PLACES[:size]).sum(axis=1, dtype=np.uint64))


def _mixed(values: Hashes) -> Hashes:
    """The finalizer of SplitMix64 (Steele, Lea, Flood 2014), so that every bit of a sum spreads over the whole hash."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
