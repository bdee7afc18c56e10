"""Witnesses made of real sentences, of which it is known which sentence each was made from.

The same number always gives the same texts, and the first ten of a thousand are the ten.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TypeAlias

from attrs import evolve

from canonical_corpus import Job, Made, Sentence, split
from neardup_corpus import CHANGED_WORDS, articles
from newsclean.words import words

SEED = 5
STORY_WORDS = range(950, 1051)  # of the agency's first version: with what is cut and added, witnesses have 900 on average
SENTENCE_WORDS = range(8, 61)
WHOLE = re.compile(r"""[A-Z"“].*[a-z]{3}[.!?]["”]?""")  # begins and ends as a sentence does wherever it is put
PLAIN = re.compile(r"[a-z]{2,}")  # a word whose change moves no sentence's end
# How often an outlet does what to a story: the shares of syndication-20k, and quotation marks and moved paragraphs besides.
EDITS = {"cut": 0.34, "drop": 0.26, "insert": 0.31, "lead": 0.3, "move": 0.15, "words": 0.36, "quotes": 0.3}
VERSIONS = 4  # of the agency, each made from the one before
BACKGROUND = 60  # paragraphs that several outlets insert
EDITED = 0.3  # share of the sentences edited in the second of two long texts
AGENCY_EDITED = 0.1  # in a version of the agency

Paragraphs: TypeAlias = list[list[Sentence]]


class Newsroom:
    """Real paragraphs in a shuffled order, each sentence once and under a number of its own, and what is done to them."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(SEED)  # noqa: S311  repeatable is what it must be
        texts = [article.text for article in articles(folder / "fnc1.jsonl.gz")]
        self._vocabulary = [word for text in texts[:400] for word in text.split() if PLAIN.fullmatch(word)]
        self._labels = count()
        self._seen: set[str] = set()
        self.chance.shuffle(texts)
        self._texts = iter(texts)
        self._ahead: Paragraphs = []

    def story(self) -> Paragraphs:
        """The paragraphs of one real article, and only the sentences that end wherever they are put."""
        return next(s for s in map(self._paragraphs, self._texts) if sum(map(_length, s)) in STORY_WORDS and len(s) >= 10)

    def more(self, number: int) -> Paragraphs:
        """The next so many paragraphs of other articles."""
        while len(self._ahead) < number:
            self._ahead += self._paragraphs(next(self._texts))
        taken, self._ahead = self._ahead[:number], self._ahead[number:]
        return taken

    def _paragraphs(self, text: str) -> Paragraphs:
        found: Paragraphs = []
        end = 0
        for s in split(text):
            if WHOLE.fullmatch(s.text) and len(s.text.split()) in SENTENCE_WORDS and s.text not in self._seen:
                self._seen.add(s.text)
                if not found or "\n" in text[end : s.start] or len(found[-1]) == 3:
                    found.append([])
                found[-1].append(Sentence(s.text, next(self._labels)))
                end = s.start + len(s.text)
        return found

    def versions(self) -> list[Paragraphs]:
        """What an agency sends: a story, and then again with more, and with sentences edited."""
        found = [self.story()]
        for _ in range(VERSIONS - 1):
            more = self._insert(self._drop(found[-1]))
            found.append([[self.reworded(s) if self.chance.random() < AGENCY_EDITED else s for s in part] for part in more])
        return found

    def published(self, version: Paragraphs, background: Paragraphs) -> Paragraphs:
        """What an outlet makes of it."""
        for name in [name for name, share in EDITS.items() if self.chance.random() < share]:
            if name == "insert" and self.chance.random() < 0.5:
                version = self._put(version, [self.chance.choice(background)])
            else:
                version = getattr(self, f"_{name}")(version)
        return version

    def reworded(self, sentence: Sentence) -> Sentence:
        """The sentence with a word changed, added or left out."""
        parts = sentence.text.split(" ")
        inner = range(1, len(parts) - 1)
        at = self.chance.choice([n for n in inner if all(map(PLAIN.fullmatch, parts[n - 1 : n + 2]))] or inner)
        parts[at : at + 1] = self.chance.choice([[], [parts[at], self._other()], [self._other()], [self._other()]])
        return evolve(sentence, text=" ".join(parts))

    def edited_copy(self, story: Paragraphs) -> Paragraphs:
        """A second version of a long text: sentences edited, paragraphs moved, left out and put in."""
        copy = list(story)
        for _ in range(max(1, len(copy) // 30)):
            copy = self._move(self._insert(self._drop(copy)))
        return [[self.reworded(s) if self.chance.random() < EDITED else s for s in part] for part in copy]

    def _other(self) -> str:
        return self.chance.choice(self._vocabulary)

    def _put(self, story: Paragraphs, more: Paragraphs) -> Paragraphs:
        place = self.chance.randint(1, len(story))
        return [*story[:place], *more, *story[place:]]

    def _cut(self, story: Paragraphs) -> Paragraphs:
        return story[: max(2, round(len(story) * self.chance.uniform(0.3, 0.9)))]

    def _drop(self, story: Paragraphs) -> Paragraphs:
        place = self.chance.randrange(len(story))
        return [*story[:place], *story[place + 1 :]] or story

    def _insert(self, story: Paragraphs) -> Paragraphs:
        return self._put(story, self.more(self.chance.randint(1, 3)))

    def _lead(self, story: Paragraphs) -> Paragraphs:
        return [*self.more(1), *story[1:]]

    def _move(self, story: Paragraphs) -> Paragraphs:
        place = self.chance.randrange(len(story))
        return self._put([*story[:place], *story[place + 1 :]] or story, [story[place]]) if len(story) > 1 else story

    def _words(self, story: Paragraphs) -> Paragraphs:
        return [[self._changed(s) for s in part] for part in story]

    def _changed(self, sentence: Sentence) -> Sentence:
        for _ in range(sum(self.chance.random() < CHANGED_WORDS for _ in sentence.text.split())):
            sentence = self.reworded(sentence)
        return sentence

    def _quotes(self, story: Paragraphs) -> Paragraphs:
        straight = str.maketrans("“”‘’", "\"\"''")
        return [[evolve(s, text=s.text.translate(straight)) for s in part] for part in story]


def syndication(room: Newsroom) -> Iterator[Paragraphs]:
    """What outlets make of an agency's versions: most cut or lightly edited, a few as they came."""
    versions, background = room.versions(), room.more(BACKGROUND)
    while True:
        yield room.published(versions[room.chance.randrange(VERSIONS)], background)


def edited(room: Newsroom) -> Iterator[Paragraphs]:
    """Every sentence of every witness lightly edited, so that no two wordings are equal."""
    story = room.story()
    seen: set[tuple[str, ...]] = set()
    while True:
        yield [[_unseen(s, room, seen) for s in part] for part in story]


def byline(room: Newsroom) -> Iterator[Paragraphs]:
    """The same text, each time under another name: all texts differ, in one line at the end."""
    story = room.story()
    for number in count():
        name = "".join("bdfgklmnrs"[int(digit)] + "aeiou"[int(digit) // 2] for digit in f"{number:04}").title()
        yield [*story, [Sentence(f"Reporting by {name}; editing by the desk.")]]


def _unseen(sentence: Sentence, room: Newsroom, seen: set[tuple[str, ...]]) -> Sentence:
    other = room.reworded(sentence)
    for _ in range(100):
        keys = words(other.text).keys
        if keys not in seen:
            break
        other = room.reworded(other)
    seen.add(keys)
    return other


PROFILES: dict[str, Callable[[Newsroom], Iterator[Paragraphs]]] = {"syndication": syndication, "edited": edited, "byline": byline}


def witnesses(profile: str, number: int, folder: Path) -> Job:
    """So many witnesses of one story."""
    return _job(list(islice(PROFILES[profile](Newsroom(folder)), number)))


def two_of_length(characters: int, folder: Path) -> Job:
    """A text of so many characters, and an edited copy of it."""
    room = Newsroom(folder)
    long: Paragraphs = []
    size = 0
    while size < characters:
        long += room.more(1)
        size += sum(len(s.text) + 1 for s in long[-1])
    return _job([long, room.edited_copy(long)])


def _job(stories: Sequence[Paragraphs]) -> Job:
    made = [_made(f"{number:04}", story) for number, story in enumerate(stories)]
    return Job(tuple(made), tuple(((text.id, s.place), s.label) for text in made for s in text.sentences if s.label is not None))


def _made(id: str, story: Paragraphs) -> Made:
    position = 0
    found = []
    for part in story:
        for s in part:
            found.append(evolve(s, start=position, place=position))
            position += len(s.text) + 1
        position += 1
    return Made(id, "\n\n".join(" ".join(s.text for s in part) for part in story), tuple(found))


def _length(part: Sequence[Sentence]) -> int:
    return sum(len(s.text.split()) for s in part)
