"""An original article of made-up news, and versions of it: edited, rearranged, cut and added to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from attrs import evolve, frozen

from news_edits import FACT_EDITS, WORD_EDITS, cut_short, merge, split
from news_prose import Newsroom, Sentence


@frozen
class Strength:
    """How much a version differs from the original.

    Attributes:
        name: ``light``, ``medium``, ``heavy``.
        edited: share of the sentences that are edited.
        most_edits: how many edits one sentence gets at most.
        rearranged: share of the paragraphs that are moved, dropped or followed by something new, each on its own.
    """

    name: str
    edited: float
    most_edits: int
    rearranged: float


LIGHT = Strength("light", 0.08, 1, 0.03)
MEDIUM = Strength("medium", 0.3, 2, 0.08)
HEAVY = Strength("heavy", 0.7, 5, 0.2)
STRENGTHS = (LIGHT, MEDIUM, HEAVY)


Draft = list[list[Sentence]]
"""The paragraphs of an article; a heading is a paragraph of its own, the headline the first."""


class Editor:
    """Writes the original or changes it into a version, with a source of randomness of its own."""

    def __init__(self, seed: int, task: str, strength: Strength) -> None:
        self.random, self.strength = Random(f"{seed} {task}"), strength  # noqa: S311
        self.room = Newsroom(f"{seed}")
        self.seed, self.task, self.written = seed, task, 0

    def chance(self, share: float) -> bool:
        """True with a probability."""
        return self.random.random() < share

    def new_id(self, prefix: str = "s") -> str:
        self.written += 1
        return f"{prefix}{self.written}"

    def original(self, length: int) -> Draft:
        """An article of so many sentences; in most cases with a headline, in some with subheads and repeated sentences."""
        draft: Draft = [[self.heading("headline")]] if self.chance(0.8) else []
        seeds: list[str] = []
        known: set[str] = set()
        while length > 0:
            if len(draft) > 2 and self.chance(0.06):
                draft.append([self.heading("subhead")])
            size = min(length, self.random.choice([1, 2, 2, 3, 3, 4]))
            length -= size
            if size > 1 and self.chance(0.12):
                draft.append(self.room.quotation(self.new_seed(), [self.new_id() for _ in range(size)]))
                continue
            paragraph: list[Sentence] = []
            for _ in range(size):
                if seeds and self.chance(0.03):
                    paragraph.append(self.room.sentence(self.random.choice(seeds), self.new_id()))
                    paragraph[-1] = evolve(paragraph[-1], edits=("repeated",))
                    continue
                seed, id = self.new_seed(), self.new_id()
                while (sentence := self.room.sentence(seed, id)).text in known:
                    seed += "'"
                known.add(sentence.text)
                seeds.append(seed)
                paragraph.append(sentence)
            draft.append(paragraph)
        return draft

    def new_seed(self) -> str:
        return f"{self.seed} {self.task} {self.random.randrange(2**32)}"

    def heading(self, role: str, prefix: str = "s") -> Sentence:
        return self.room.heading(self.new_seed(), self.new_id(prefix), role)

    def version(self, original: Draft, id: str) -> Draft:
        """The original as another newsroom prints it; what is new in it has ids that begin with ``id``."""
        draft = [[self.edited(sentence) for sentence in paragraph] for paragraph in original]
        draft = [list(self.resplit(self.quoted(paragraph))) for paragraph in draft]
        self.rearrange(draft)
        self.add(draft, id)
        if draft[0][0].role == "headline" and self.chance(3 * self.strength.rearranged):
            draft[:1] = [[self.heading("headline", f"{id}-")]] if self.chance(0.7) else []
        return draft or original[-1:]

    def edited(self, sentence: Sentence) -> Sentence:
        if not self.chance(self.strength.edited):
            return sentence
        for _ in range(self.random.randint(1, self.strength.most_edits)):
            # A fact that is stated otherwise is half of all edits, though one in many in the news: it is what is tested.
            edits = FACT_EDITS if self.chance(0.5) and sentence.role == "sentence" else WORD_EDITS
            tried = (edit(sentence, self.random) for edit in self.random.sample(edits, len(edits)))
            sentence = next((changed for changed in tried if changed is not None), sentence)
        return sentence

    def quoted(self, paragraph: list[Sentence]) -> list[Sentence]:
        """The paragraph, or if it is a quotation, now and then its first sentences only."""
        if len(paragraph) > 1 and paragraph[0].quotation and self.chance(2 * self.strength.rearranged):
            return cut_short(paragraph, self.random.randrange(1, len(paragraph)))
        return paragraph

    def resplit(self, paragraph: Sequence[Sentence]) -> Iterator[Sentence]:
        """The sentences of a paragraph, one or another split, or merged with the next."""
        waiting: Sentence | None = None
        for sentence in paragraph:
            if waiting is not None:
                if (merged := merge(waiting, sentence)) is not None and self.chance(self.strength.rearranged):
                    waiting = merged
                    continue
                yield waiting
            waiting = sentence
            if len(sentence.origins) > 1 and self.chance(self.strength.rearranged) and (halves := split(sentence)):
                yield halves[0]
                waiting = halves[1]
        if waiting is not None:
            yield waiting

    def rearrange(self, draft: Draft) -> None:
        """Paragraphs and sentences moved and dropped, and the rest of the text cut off."""
        share, first = self.strength.rearranged, 1 if draft[0][0].role == "headline" else 0
        for at in reversed(range(first, len(draft))):
            if len(draft) - first > 2 and self.chance(share):
                del draft[at]
            elif self.chance(share / 2):
                paragraph = [evolve(sentence, edits=(*sentence.edits, "moved")) for sentence in draft.pop(at)]
                draft.insert(self.random.randrange(first, len(draft) + 1), paragraph)
            elif len(draft[at]) > 1 and not draft[at][0].quotation and self.chance(share / 2):
                sentence = draft[at].pop(self.random.randrange(len(draft[at])))
                others = [n for n in range(first, len(draft)) if not draft[n][0].quotation and draft[n][0].role == "sentence"]
                if others and self.chance(0.5):
                    target = draft[self.random.choice(others)]
                    moved = evolve(sentence, edits=(*sentence.edits, "moved"))
                    target.insert(self.random.randrange(len(target) + 1), moved)
        if len(draft) - first > 3 and self.chance(2 * share):
            del draft[self.random.randrange(first + 2, len(draft)) :]
        if self.chance(share):
            draft[first:] = [paragraph for paragraph in draft[first:] if paragraph[0].role == "sentence"] or draft[first:]

    def add(self, draft: Draft, id: str) -> None:
        """Sentences of the version's own, in paragraphs of their own or among the others, and a lead of its own."""
        first = 1 if draft[0][0].role == "headline" else 0
        for at in reversed(range(first, len(draft))):
            if self.chance(self.strength.rearranged):
                own = [self.own(id) for _ in range(self.random.choice([1, 1, 2, 3]))]
                if self.chance(0.5) or draft[at][0].quotation or draft[at][0].role != "sentence":
                    draft.insert(at + 1, own)
                else:
                    place = self.random.randrange(len(draft[at]) + 1)
                    draft[at][place:place] = own
        if self.chance(2 * self.strength.rearranged):
            lead = [[self.own(id)] for _ in range(self.random.choice([1, 1, 2, 5]))]
            draft[first : first + self.random.randrange(2)] = lead

    def own(self, id: str) -> Sentence:
        sentence = self.room.sentence(self.new_seed(), self.new_id(f"{id}-"))
        return evolve(sentence, edits=("own",))
