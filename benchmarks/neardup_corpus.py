"""The articles that the benchmarks of near-duplicate detection run on: read, or made from the sentences of those read.

    python benchmarks/neardup_corpus.py growth 320000 articles.jsonl

writes as many made articles as asked for, always the same ones; `identical` and `line` make the two hard cases of
benchmarks/neardup_speed.py. Of made articles, 30 % are copies of others, as in syndication-20k.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from attrs import frozen

HERE = Path(__file__).parent
SEED = 20_000
SOURCES = ("article-bias-dev", "fnc1", "basil", "reuters21578")  # whose sentences the made articles consist of
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
SENTENCE_WORDS = range(8, 61)
# The shares of syndication-20k: 2,829 of its 14,000 stories have copies, 2.12 each on average; 739 of 6,000 copies are excerpts.
COPIED, MORE_COPIES, EXCERPTS = 2829 / 14000, 1 - 1 / 2.12, 739 / 6000
EDITS = {"lead": 0.51, "trunc": 0.34, "drop": 0.26, "insert": 0.31, "words": 0.36}  # its other copies' kinds, each counted alone
CHANGED_WORDS = 0.03
REUSED, REMEMBERED = 0.3, 20_000  # share of sentences that stood in an unrelated article before, and how many are kept for that
HOUSES, CLOSING = 40, 0.2  # publishers, and the share of articles that end with their publisher's line
APART = 20_000  # articles among which a copy is placed at random
HOT_LINE_WORDS = 25


@frozen
class Known:
    """An article, the number of the story it tells, and how it was made from it ("orig" for the story itself)."""

    id: str
    text: str
    cluster: int = -1
    kind: str = ""


def data_folder(given: str | None = None) -> Path:
    """Where the articles are; the program ends with 2 if they are not there."""
    folder = Path(given or os.environ.get("NEWSCLEAN_DATA") or HERE.parent.parent / "shared" / "data") / "neardup"
    missing = [name for name in ("syndication-20k", *SOURCES) if not (folder / f"{name}.jsonl.gz").is_file()]
    if missing:
        print(f"There is no {missing[0]}.jsonl.gz in {folder}.", file=sys.stderr)
        print("Set NEWSCLEAN_DATA to the folder that holds neardup/, or pass --data FOLDER.", file=sys.stderr)
        raise SystemExit(2)
    return folder


def articles(path: Path) -> Iterator[Known]:
    """The articles of a file of JSON lines, gzipped or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for record in map(json.loads, stream):
            yield Known(str(record["id"]), record["text"], record.get("cluster", -1), record.get("kind", ""))


class Sentences:
    """Sentences of real articles in an order of their own, without end.

    Each comes once as it is. When all are used up they come again with every fourth word another one, so that no run of five
    words is left: a corpus ten times as large must not share ten times as much between articles that have nothing to do with
    each other. What such articles do share, single sentences, is a matter of `reused`, and so the same at any size.

    Attributes:
        reused: the share of sentences that were already given once, among the last 20,000; those as they were.
        words: words as frequent as in the sentences.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        texts = (article.text for name in SOURCES for article in articles(folder / f"{name}.jsonl.gz"))
        found = (sentence.strip() for text in texts for sentence in SENTENCE_END.split(text))
        self._all = list(dict.fromkeys(sentence for sentence in found if len(sentence.split()) in SENTENCE_WORDS))
        self._chance = chance
        self._chance.shuffle(self._all)
        self.words = [word for sentence in self._all[:20_000] for word in sentence.split()]
        self._stream = self._endless()
        self._given: list[str] = []
        self.reused = 0.0

    def _endless(self) -> Iterator[str]:
        yield from self._all
        while True:
            for sentence in self._all:
                words = sentence.split()
                for place in range(self._chance.randrange(4), len(words), 4):
                    words[place] = self._chance.choice(self.words)
                yield " ".join(words)

    def take(self, number: int) -> list[str]:
        """The next sentences."""
        if not self.reused:
            return list(islice(self._stream, number))
        return [self._again() if self._given and self._chance.random() < self.reused else self._new() for _ in range(number)]

    def _again(self) -> str:
        return self._chance.choice(self._given)

    def _new(self) -> str:
        sentence = next(self._stream)
        if len(self._given) < REMEMBERED:
            self._given.append(sentence)
        else:
            self._given[self._chance.randrange(REMEMBERED)] = sentence
        return sentence

    def paragraphs(self, sentences: int) -> list[str]:
        """The next sentences, by one to three in a paragraph."""
        rest, found = self.take(sentences), []
        while rest:
            size = self._chance.randint(1, 3)
            found.append(" ".join(rest[:size]))
            rest = rest[size:]
        return found


class Maker:
    """Stories and their copies, the same ones each time."""

    def __init__(self, folder: Path) -> None:
        self._chance = random.Random(SEED)  # noqa: S311  repeatable is what it must be
        self.sentences = Sentences(folder, self._chance)
        self._lines = self.sentences.take(HOUSES)

    def story(self) -> list[str]:
        """The paragraphs of a new story."""
        return self.sentences.paragraphs(self._chance.randint(8, 32))

    def copy(self, story: list[str]) -> tuple[list[str], str]:
        """The paragraphs of a copy and its kind; of an excerpt, those of another story with two to four of this one inside."""
        chance = self._chance
        if chance.random() < EXCERPTS:
            own, size = self.story(), chance.randint(2, 4)
            first, place = chance.randint(0, max(0, len(story) - size)), chance.randint(1, len(own))
            return [*own[:place], *story[first : first + size], *own[place:]], "excerpt"
        edits = [edit for edit, share in EDITS.items() if chance.random() < share]
        copy = list(story)
        for edit in edits:
            copy = getattr(self, f"_{edit}")(copy)
        return copy, "+".join(edits) or "none"

    def _lead(self, copy: list[str]) -> list[str]:
        return [*self.sentences.take(1), *copy[1:]]

    def _trunc(self, copy: list[str]) -> list[str]:
        return copy[: max(1, round(len(copy) * self._chance.uniform(0.3, 0.8)))]

    def _drop(self, copy: list[str]) -> list[str]:
        dropped = self._chance.randrange(len(copy))
        return [*copy[:dropped], *copy[dropped + 1 :]] or copy

    def _insert(self, copy: list[str]) -> list[str]:
        place = self._chance.randint(0, len(copy))
        return [*copy[:place], *self.sentences.paragraphs(self._chance.randint(1, 5)), *copy[place:]]

    def _words(self, copy: list[str]) -> list[str]:
        chance, others = self._chance, self.sentences.words
        changed = (
            [chance.choice(others) if chance.random() < CHANGED_WORDS else word for word in paragraph.split()]
            for paragraph in copy
        )
        return [" ".join(words) for words in changed]

    def published(self, paragraphs: list[str]) -> str:
        """The paragraphs as a text, at times with the line that its publisher puts under its articles."""
        line = [self._chance.choice(self._lines)] if self._chance.random() < CLOSING else []
        return "\n\n".join([*paragraphs, *line])

    def growth(self) -> Iterator[Known]:
        """Stories, each followed by its copies, without end. As in syndication-20k, unrelated ones share single sentences."""
        self.sentences.reused = REUSED
        number = 0
        while True:
            story = self.story()
            yield Known("", self.published(story), number, "orig")
            more = self._chance.random() < COPIED
            while more:
                copy, kind = self.copy(story)
                yield Known("", self.published(copy), number, kind)
                more = self._chance.random() < MORE_COPIES
            number += 1

    def mixed(self, found: Iterable[Known]) -> Iterator[Known]:
        """The same articles with the copies away from their stories, without holding them all."""
        held: list[Known] = []
        for article in found:
            held.append(article)
            if len(held) > APART:
                place = self._chance.randrange(len(held))
                held[place], held[-1] = held[-1], held[place]
                yield held.pop()
        self._chance.shuffle(held)
        yield from held

    def identical(self) -> Iterator[Known]:
        """Copies of one story, each with another word changed."""
        words = "\n\n".join(self.sentences.paragraphs(20)).split(" ")
        for other in self.sentences.words:
            for place in range(len(words)):
                yield Known("", " ".join([*words[:place], other, *words[place + 1 :]]), 0, "words")

    def line(self) -> Iterator[Known]:
        """Short stories that have nothing in common but their last line."""
        shared = " ".join(" ".join(self.sentences.take(10)).split()[:HOT_LINE_WORDS])
        number = 0
        while True:
            paragraphs = self.sentences.paragraphs(self._chance.randint(5, 9))
            yield Known("", "\n\n".join([*paragraphs, shared]), number, "orig")
            number += 1


MADE: dict[str, Callable[[Maker], Iterator[Known]]] = {"growth": Maker.growth, "identical": Maker.identical, "line": Maker.line}


def write(what: str, number: int, target: Path, folder: Path) -> None:
    """Make so many articles and write them as JSON lines, never holding more than a small part of them."""
    maker = Maker(folder)
    with target.open("w", encoding="utf-8", newline="") as lines:
        for place, article in enumerate(maker.mixed(islice(MADE[what](maker), number))):
            record = {"id": str(place), "text": article.text, "cluster": article.cluster, "kind": article.kind}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Write made articles to a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=MADE)
    parser.add_argument("number", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    options = parser.parse_args()
    write(options.what, options.number, options.target, data_folder(options.data))


if __name__ == "__main__":
    main()
