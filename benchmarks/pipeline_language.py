"""New sentences in the language of real articles, as many as are wanted, without repeating what those articles say.

A million articles cannot be put together from the sentences of some fifteen thousand: each would stand in dozens of articles, and
what does is boilerplate. So sentences are made word by word, by a Markov chain over the real ones: from a word the chain goes to
any other place where the same two words stand, and takes the next word there. Two words that stand in few places would lead
back to the real sentence; there the chain looks at one word alone, and of a rare word only at its form (capital, figures, ending,
the mark behind it). The sentences mean nothing, and have the lengths, words, names and figures of real ones.
"""

from __future__ import annotations

import re
import string
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neardup_corpus import SENTENCE_END, articles

SOURCES = ("fnc1", "basil", "article-bias-dev")  # whose language is taken; the items of 1987 have one of their own
WORDS = 4_000_000  # of the sources that are read: more make no text more varied, and take longer to read
LENGTHS = range(5, 51)  # words of a sentence; of a longer one the chain lets go
CHOICES = 48  # places below which two words lead back to the real sentence too often
RARE = 60  # occurrences below which of a word only the form counts
LANES = 1 << 14  # sentences that are made at once
END = 0  # the token between two sentences
MARKS = str.maketrans("‘’", "''", '"“”„«»()[]{}*_')  # one for the apostrophe, and none of those that a chain would not close
SPOKEN = re.compile(r"[A-Z0-9].*[.!?]")
# What a scraper left in the sources ("Hide Caption 26 of 28"): in the chain it would mark every eighth article as a gallery.
RESIDUE = re.compile(
    r"\b(?:Captions?|Photos?|Click|Subscribe|Advertisement|Getty|Continued|Copyright|Read More|READ MORE|Watch)\b|https?:"
)
FIRST_NAMES = (
    "Aaron Alice Amanda Amy Andrew Angela Anna Anthony Barbara Benjamin Brian Carlos Carol Catherine Charles Christine "
    "Daniel David Deborah Diana Edward Elena Elizabeth Emily Eric Eva Fatima Frank Gary George Grace Hannah Helen Henry "
    "Ibrahim Irene Jack James Jane Jason Jennifer Jessica Joan John Jonathan Jose Joseph Julia Karen Kevin Laura Linda "
    "Lisa Maria Mark Martin Mary Matthew Michael Mohammed Nancy Nicole Oliver Patricia Paul Peter Rachel Rebecca Richard "
    "Robert Ruth Samuel Sandra Sarah Sean Stephen Susan Thomas Victoria Walter William"
).split()


class Language:
    """What the chain knows of the real sentences, and the sentences that it makes.

    Attributes:
        common: frequent words without marks, as often as they stand there; for edits that put another word in.
        surnames: what stands after a first name, each once, in the order of the sources.
    """

    def __init__(self, folder: Path, words: int = WORDS) -> None:
        numbers: dict[str, int] = {"": END}
        tokens = array("i", [END])
        for sentence in _real_sentences(folder):
            tokens.extend(numbers.setdefault(word, len(numbers)) for word in sentence)
            tokens.append(END)
            if len(tokens) > words:
                break
        self._vocabulary = list(numbers)
        self._tokens = np.array(tokens, dtype=np.int32)
        self._starts = (np.flatnonzero(self._tokens[:-1] == END) + 1).astype(np.int32)
        self._places, self._following = self._chain()
        self.surnames = self._after(FIRST_NAMES)
        stride = self._tokens[:: max(1, len(self._tokens) // 50_000)].tolist()
        self.common = [word for word in map(self._vocabulary.__getitem__, stride) if word.isalpha() and word.islower()]

    def _chain(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """For each place its word, where its choices begin and how many they are; and the choices, as the places that follow.

        The three stand side by side, since every look at a place is one at memory that is in no cache.
        """
        forms = self._forms()[self._tokens]
        pairs = np.concatenate([[0], forms[:-1]]).astype(np.int64) * (int(forms.max()) + 1) + forms
        by_pair, by_form = np.argsort(pairs, kind="stable"), np.argsort(forms, kind="stable")
        begin, size = _runs(pairs, by_pair)
        begin_of_form, size_of_form = _runs(forms, by_form)
        few = size < CHOICES
        begin[few], size[few] = begin_of_form[few] + len(forms), size_of_form[few]
        following = np.concatenate([by_pair, by_form]).astype(np.int32) + 1
        following[following == len(forms)] = 0  # behind the last token nothing follows; the first is an end as well
        return np.stack([self._tokens, begin, size], axis=1).astype(np.int32), following

    def _forms(self) -> NDArray[np.int64]:
        """A number for what the chain sees of each word: the word, or its form where it is rare or a figure."""
        counts = np.bincount(self._tokens, minlength=len(self._vocabulary)).tolist()
        keys: list[str | tuple[str, ...]] = [
            word if count >= RARE and not _has_digit(word) else _form(word)
            for word, count in zip(self._vocabulary, counts, strict=True)
        ]
        seen: Counter[str | tuple[str, ...]] = Counter()
        for key, count in zip(keys, counts, strict=True):
            seen[key] += count
        numbers: dict[str | tuple[str, ...], int] = {"": END}
        return np.array([numbers.setdefault(key if seen[key] >= RARE else key[:2], len(numbers)) for key in keys], dtype=np.int64)

    def _after(self, first: list[str]) -> list[str]:
        """The capitalized words that stand behind one of these."""
        numbers = {word: number for number, word in enumerate(self._vocabulary)}
        wanted = np.array([numbers[word] for word in first if word in numbers], dtype=np.int32)
        places = np.flatnonzero(np.isin(self._tokens[:-1], wanted)) + 1
        words = (self._vocabulary[token].rstrip(".,;:") for token in self._tokens[places].tolist())
        return list(dict.fromkeys(word for word in words if word.istitle() and word.isalpha() and len(word) > 3))

    def sentences(self, chance: np.random.Generator) -> Iterator[str]:
        """Sentences without end, the same ones for the same state of chance."""
        while True:
            yield from self._made(chance)

    def _made(self, chance: np.random.Generator) -> Iterator[str]:
        places = self._starts[chance.integers(len(self._starts), size=LANES)]
        lanes = np.arange(LANES)
        found = np.zeros((LENGTHS.stop, LANES), dtype=np.int32)
        for step in range(LENGTHS.stop):
            words, begins, sizes = self._places.take(places, axis=0).T
            going = words != END
            if not going.all():
                lanes, words, begins, sizes = lanes[going], words[going], begins[going], sizes[going]
            found[step, lanes] = words
            places = self._following[begins + (chance.random(len(begins)) * sizes).astype(np.int32)]
        lengths = np.count_nonzero(found, axis=0)
        wanted = np.flatnonzero((lengths >= LENGTHS.start) & (lengths < LENGTHS.stop))
        rows = found.T[wanted]
        words_of_all = list(map(self._vocabulary.__getitem__, rows[rows != END].tolist()))
        begin = 0
        for end in np.cumsum(lengths[wanted]).tolist():
            yield " ".join(words_of_all[begin:end])
            begin = end


def _real_sentences(folder: Path) -> Iterator[list[str]]:
    """The sentences of the sources as words, each sentence once, without what comes in pairs."""
    seen: set[str] = set()
    for name in SOURCES:
        for article in articles(folder / f"{name}.jsonl.gz"):
            for sentence in SENTENCE_END.split(article.text):
                words = sentence.translate(MARKS).split()
                plain = " ".join(words)
                if len(words) in LENGTHS and plain not in seen and plain.isprintable() and SPOKEN.fullmatch(plain):
                    seen.add(plain)
                    if not RESIDUE.search(plain):
                        yield words


def _runs(keys: NDArray[np.int64], order: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each place, where its key begins in this order, and how often it is there."""
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.append(begins, len(keys)))
    begin, size = np.empty_like(order), np.empty_like(order)
    begin[order], size[order] = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    return begin, size


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _form(word: str) -> tuple[str, ...]:
    """What a rare word looks like; its first two parts are what is left where even its look is rare."""
    letters = word.strip(string.punctuation)
    kind = "figure" if _has_digit(word) else "name" if word[:1].isupper() else "word"
    return kind, word[len(word.rstrip(string.punctuation)) :][:1], letters[-3:].lower() if kind == "word" else letters[:0]
