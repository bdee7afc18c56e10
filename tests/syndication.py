"""Syndicated stories whose truth is known: versions of one made-up article, with every edit that made them.

`syndicate` makes a story from a seed; `syndicated_stories` is the Hypothesis strategy that draws its arguments, so that
figures measured over a fixed corpus speak of what the property tests see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from news_prose import FACTS, Sentence
from news_versions import HEAVY, LIGHT, MEDIUM, STRENGTHS, Draft, Editor, Strength
from news_words import NUMBER_WORDS
from newsclean import Article
from strategies import BOILERPLATE

__all__ = [
    "FACTS",
    "HEAVY",
    "LIGHT",
    "MEDIUM",
    "STRENGTHS",
    "Fact",
    "KnownSentence",
    "PlantedConflict",
    "Strength",
    "Syndication",
    "syndicate",
    "syndicated_stories",
]


@frozen
class Fact:
    """What a sentence states at one place of the original: ``value`` differs where versions contradict each other."""

    slot: str
    kind: str
    value: str


@frozen
class KnownSentence:
    """A sentence of one of the articles, with what is known of it.

    Attributes:
        article: the id of the article.
        start, end: where it stands in the article's text, in code points; a dateline in front of it is left out.
        role: ``sentence``, ``headline``, ``subhead`` or ``boilerplate``.
        origins: what it says, by ids that are shared with other articles; two where it is made of two clauses or of two
            sentences, and those of one sentence only are of one that was split. Empty for boilerplate.
        facts: what it states, in order.
        edits: the names of the edits made on it, in order.
        quotation: id of the quotation over several sentences that it is a part of; empty if it is of none.
    """

    article: str
    start: int
    end: int
    role: str
    origins: frozenset[str]
    facts: tuple[Fact, ...] = ()
    edits: tuple[str, ...] = ()
    quotation: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """(id of the article, start, end)."""
        return self.article, self.start, self.end

    def says_the_same(self, other: KnownSentence) -> bool:
        """Whether both come from one sentence of the original, in whole or in part."""
        return not self.origins.isdisjoint(other.origins)


@frozen
class PlantedConflict:
    """Two sentences of two articles that say the same, but for a fact of a kind of `news_prose.FACTS`."""

    kind: str
    one: KnownSentence
    other: KnownSentence


@frozen(repr=False)
class Syndication:
    """The articles of one story, in any order, and the truth about them.

    Attributes:
        articles: versions of one article, some of them byte-identical copies of another, in no order.
        sentences: all their sentences, headings and boilerplate lines: article by article, each in the order of its text.
        copies: id of each byte-identical copy -> id of the article that it is a copy of.
        made_by: the call that makes it; it is shown instead of the texts.
    """

    articles: tuple[Article, ...]
    sentences: tuple[KnownSentence, ...]
    copies: dict[str, str] = field(factory=dict, hash=False)
    made_by: str = ""

    def __repr__(self) -> str:
        return self.made_by or f"{type(self).__name__} of {len(self.articles)} articles"

    def _repr_pretty_(self, printer: Any, _: object) -> None:  # Hypothesis would show all fields
        printer.text(repr(self))

    @cached_property
    def groups(self) -> tuple[tuple[KnownSentence, ...], ...]:
        """The sentences in groups of one each, tied by what they say; of one article there are two where one was split."""
        by_origin: dict[str, int] = {}
        groups: dict[int, list[KnownSentence]] = {}
        for number, sentence in enumerate(self.sentences):
            joined = [sentence]
            for old in {by_origin[origin] for origin in sentence.origins if origin in by_origin}:
                joined = groups.pop(old) + joined
            groups[number] = joined
            by_origin |= dict.fromkeys((origin for member in joined for origin in member.origins), number)
        return tuple(tuple(group) for group in groups.values())

    @cached_property
    def conflicts(self) -> tuple[PlantedConflict, ...]:
        """Every two sentences of different articles that state something else at one place, by kind."""
        stated: defaultdict[str, list[tuple[Fact, KnownSentence]]] = defaultdict(list)
        for sentence in self.sentences:
            for fact in sentence.facts:
                stated[fact.slot].append((fact, sentence))
        return tuple(
            PlantedConflict(fact.kind, one, other)
            for at_one_place in stated.values()
            for (fact, one), (differing, other) in combinations(at_one_place, 2)
            if fact.value != differing.value and one.article != other.article
        )

    @property
    def moved(self) -> tuple[KnownSentence, ...]:
        """The sentences that were moved, alone or with their paragraph."""
        return tuple(sentence for sentence in self.sentences if "moved" in sentence.edits)

    @property
    def splits(self) -> tuple[KnownSentence, ...]:
        """The sentences that are one of two into which one was split, or were made of two."""
        return tuple(sentence for sentence in self.sentences if {"split", "merge"} & {*sentence.edits})


def syndicated_stories(
    strengths: Sequence[Strength] = STRENGTHS, *, max_articles: int = 6, max_sentences: int = 40, boilerplate: bool = True
) -> st.SearchStrategy[Syndication]:
    """Syndications of one to ``max_articles`` articles, of an original of five to ``max_sentences`` sentences.

    A failing example is shown as the call of `syndicate` that makes it, and shrinks towards few articles, few sentences and
    light edits. One that has fewer articles has the same ones, and one that has fewer sentences has the same ones first.
    """
    return st.builds(
        syndicate,
        st.integers(0, 2**32 - 1),
        st.sampled_from(strengths),
        articles=st.integers(1, max_articles),
        sentences=st.integers(5, max_sentences),
        boilerplate=st.booleans() if boilerplate else st.just(value=False),
    )


def syndicate(
    seed: int, strength: Strength = MEDIUM, *, articles: int = 4, sentences: int = 20, boilerplate: bool = False
) -> Syndication:
    """A story of made-up news: the same from the same arguments, on every machine.

    Args:
        seed: decides everything that the other arguments leave open.
        strength: how much the articles differ from the original. One in four is the original itself, and one in seven of
            those after the first is a byte-identical copy of an earlier one.
        articles: how many there are.
        sentences: how many the original has, headings not counted.
        boilerplate: whether some articles have lines of boilerplate between their paragraphs.
    """
    original = Editor(seed, "original", strength).original(sentences)
    found: list[Article] = []
    known: list[KnownSentence] = []
    copies: dict[str, str] = {}
    for number in range(articles):
        editor = Editor(seed, f"version {number}", strength)
        id = f"{editor.random.choice('abcdefgh')}{number}"  # so that the first is not always first in the order of ids
        if found and editor.chance(0.15):
            copied = editor.random.choice(found)
            found.append(evolve(copied, id=id))
            known += [evolve(sentence, article=id) for sentence in known if sentence.article == copied.id]
            copies[id] = copies.get(copied.id, copied.id)
            continue
        version = editor.version(original, id) if editor.chance(0.75) else original
        article, told = _Composing(editor, id, boilerplate=boilerplate and editor.chance(0.5)).written(version)
        found.append(article)
        known += told
    call = f"syndicate({seed}, {strength.name.upper()}, {articles=}, {sentences=}, {boilerplate=})"
    return Syndication(tuple(found), tuple(known), copies, call)


# How versions write quotation marks and apostrophes; entities that nobody decoded are rarer than either kind of mark.
QUOTATION_MARKS: tuple[dict[str, str], ...] = (*({},) * 5, *({"“": '"', "”": '"'},) * 4, {"“": "«", "”": "»"})
QUOTATION_MARKS += ({"“": "&quot;", "”": "&quot;"},)
APOSTROPHES: tuple[dict[str, str], ...] = ({}, {}, {"'": "’"}, {"'": "’"}, {"'": "&#8217;"})


class _Composing:
    """Puts one version on the page: its typography, its white space and its boilerplate."""

    def __init__(self, editor: Editor, id: str, *, boilerplate: bool) -> None:
        self.id, self.editor, self.random = id, editor, editor.random
        self.boilerplate = [line for line in BOILERPLATE if editor.chance(0.1)] if boilerplate else []
        self.gap = self.random.choice(["\n\n", "\n", "\r\n\r\n", "\n \n", "\n\n\u00a0\n\n", "  \n\n\n"])
        self.between = self.random.choice([" ", " ", " ", "  ", "\u00a0"])
        self.style = self.random.choice(QUOTATION_MARKS) | self.random.choice(APOSTROPHES)
        self.hard_spaces = editor.chance(0.1)
        self.dateline = editor.room.dateline(editor.new_seed()) if editor.chance(0.4) else ""
        self.text = self.random.choice(["", "", "", "\n", "\ufeff", " "])
        self.known: list[KnownSentence] = []

    def written(self, draft: Draft) -> tuple[Article, list[KnownSentence]]:
        lines = list(draft)
        gaps = [self.random.randrange(1, len(draft) + 1) for _ in self.boilerplate]
        title = draft[0][0].text if draft[0][0].role == "headline" and self.editor.chance(0.3) else None
        for number, paragraph in enumerate(lines):
            for line, gap in zip(self.boilerplate, gaps, strict=True):
                if gap == number:
                    self.put(line, KnownSentence(self.id, 0, 0, "boilerplate", frozenset()))
                    self.text += self.gap
            for position, sentence in enumerate(paragraph):
                if sentence.role == "sentence" and self.dateline:
                    self.text += self.dateline
                    self.dateline = ""
                self.text += self.between if position else ""
                self.put(self.styled(sentence.text), self.told(sentence))
            self.text += self.gap
        return Article(self.id, self.text, title=title), self.known

    def put(self, text: str, known: KnownSentence) -> None:
        self.known.append(evolve(known, start=len(self.text), end=len(self.text) + len(text)))
        self.text += text

    def styled(self, text: str) -> str:
        for plain, other in self.style.items():
            text = text.replace(plain, other)
        return text.replace(" ", "\u00a0", 2) if self.hard_spaces else text

    def told(self, sentence: Sentence) -> KnownSentence:
        facts = tuple(Fact(p.slot, p.kind, _value(p.text)) for p in sentence.parts if p.kind in FACTS and p.slot)
        origins = frozenset(sentence.origins)
        return KnownSentence(self.id, 0, 0, sentence.role, origins, facts, sentence.edits, sentence.quotation)


def _value(text: str) -> str:
    return NUMBER_WORDS.get(text, text.replace(",", "")).casefold()
