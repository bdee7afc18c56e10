"""Stories and what becomes of them on other sites: light copies, cut and updated versions, excerpts in other articles."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

import numpy as np
from attrs import frozen

from pipeline_language import FIRST_NAMES, WORDS, Language

MEAN, SPREAD = 2850, 0.55  # characters of an article, log-normal: the spread lies between those of fnc1 and article-bias-dev
SHORTEST, LONGEST = 400, 20_000
SENTENCE = 118  # characters of a made sentence, with its share of quotations
QUOTED = 0.25  # share of sentences that somebody says
DATELINE = 0.15
# A quarter of the sentences of real news is said by somebody; where the name stands, differs.
SPEECH = (
    "“{said},” {who} said.",
    "“{said},” said {who}.",
    "“{said},” {who} told reporters.",
    "“{said},” {who} added.",
    "{who} said: “{said}.”",
    "“{said},” {who} said on {weekday}.",
    "“{said}.”",
)
ROLES = (
    "a spokesman for the ministry,a spokeswoman for the company,the mayor,who leads the committee,a professor of law,"
    "the union's president,a former minister,an analyst in London,who has lived here for decades,the chief executive,"
    "a resident,the party's candidate,a police officer,the head teacher,a senior official,who wrote the report,"
    "an economist,the team's coach,a lawyer for the family,a doctor at the hospital,the governor's adviser,"
    "a member of the council,who watched from a window,the group's director"
).split(",")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PLACES = (
    "WASHINGTON LONDON PARIS BEIJING MOSCOW CHICAGO NAIROBI DELHI SYDNEY CAIRO BERLIN TOKYO BOSTON TORONTO LAGOS GENEVA".split()
)
AGENCIES = "(AP)", "(Reuters)", "(AFP)", "(UPI)"
GROUPED = 0.3  # share of articles that stand in a story with others
ONE_MORE = 1 - 1 / 2.12  # copies of a story as in syndication-20k: 2.12 on average
BIG, BIG_SIZES = 0.01, (8, 50)  # share of stories with copies that many sites take over, and their copies
HUGE, HUGE_SIZES = 1e-4, (100, 400)  # the same for what everybody takes over
KINDS = {"copy": 0.4, "cut": 0.22, "version": 0.26, "excerpt": 0.12}
CHANGED_WORDS = 0.02  # the most that a light copy changes
FIGURE = re.compile(r"\d+")


@frozen
class Draft:
    """An article before a site publishes it: whose story it tells, how it was made from it, and its paragraphs."""

    story: int
    kind: str
    title: str
    paragraphs: list[str]
    byline: str
    minute: int


def mean_of_group() -> float:
    """Articles of a story that has copies, on average."""

    def mean_of(sizes: tuple[int, int]) -> float:
        return (sizes[1] - sizes[0]) / log(sizes[1] / sizes[0])

    return 1 + (1 - BIG - HUGE) / (1 - ONE_MORE) + BIG * mean_of(BIG_SIZES) + HUGE * mean_of(HUGE_SIZES)


class Newsroom:
    """Stories with their copies, the same ones each time for the same seed."""

    def __init__(self, folder: Path, seed: int, minutes: int, words: int = WORDS) -> None:
        self.chance = random.Random(seed)  # noqa: S311  repeatable is what it must be
        self._language = Language(folder, words)
        self._sentences = self._language.sentences(np.random.default_rng(seed))
        self._minutes = minutes
        self._edits = {"copy": self._retold, "cut": self._cut, "version": self._version}
        self._with_copies = GROUPED / (mean_of_group() * (1 - GROUPED) + GROUPED)

    def drafts(self) -> Iterator[Draft]:
        """Stories without end, each followed by its copies."""
        chance, number = self.chance, 0
        while True:
            story = self._story(number, chance.randrange(self._minutes))
            yield story
            if chance.random() < self._with_copies:
                for _ in range(self._copies()):
                    yield self._copy(story)
            number += 1

    def name(self) -> str:
        """Somebody's first name and surname."""
        return f"{self.chance.choice(FIRST_NAMES)} {self.chance.choice(self._language.surnames)}"

    def title(self) -> str:
        """A headline: the beginning of a sentence."""
        return " ".join(next(self._sentences).split(" ", 12)[: self.chance.randint(6, 12)]).rstrip(".,;:!?- ")

    def _copies(self) -> int:
        chance = self.chance
        drawn = chance.random()
        for share, (least, most) in ((HUGE, HUGE_SIZES), (BIG, BIG_SIZES)):
            if drawn < share:
                return round(least * exp(log(most / least) * chance.random()))
            drawn -= share
        copies = 1
        while chance.random() < ONE_MORE:
            copies += 1
        return copies

    def _story(self, number: int, minute: int) -> Draft:
        drawn = self.chance.lognormvariate(log(MEAN) - SPREAD**2 / 2, SPREAD)
        sentences = round(min(max(drawn, SHORTEST), LONGEST) / SENTENCE)
        paragraphs = self._paragraphs(sentences)
        if self.chance.random() < DATELINE:
            paragraphs[0] = f"{self.chance.choice(PLACES)} {self.chance.choice(AGENCIES)} — {paragraphs[0]}"
        return Draft(number, "orig", self.title(), paragraphs, self.name(), minute)

    def _paragraphs(self, sentences: int) -> list[str]:
        """New sentences, by one to three in a paragraph. A few people speak in them, introduced and then by their surname."""
        chance, found = self.chance, []
        people: list[str] = []
        while sentences > 0:
            size = min(sentences, chance.randint(1, 3))
            sentences -= size
            found.append(" ".join(self._said(people) if chance.random() < QUOTED else next(self._sentences) for _ in range(size)))
        return found

    def _said(self, people: list[str]) -> str:
        chance = self.chance
        if not people or (len(people) < 4 and chance.random() < 0.2):
            who = self.name()
            people.append(who.split(" ")[1])
            if chance.random() < 0.7:
                who = f"{who}, {chance.choice(ROLES)},"
        else:
            who = chance.choice(people)
        said = next(self._sentences)[:-1]
        form = chance.choice(SPEECH)
        who = who.rstrip(",") if form.endswith("{who}.") else who
        return form.format(said=said, who=who, weekday=chance.choice(WEEKDAYS))

    def _copy(self, story: Draft) -> Draft:
        chance = self.chance
        kind = chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]
        minute = story.minute + chance.randrange(3 * 24 * 60)
        if kind == "excerpt":
            return self._excerpt(story, minute)
        title = story.title if chance.random() < 0.5 else self.title()
        byline = story.byline if chance.random() < 0.5 else self.name()
        paragraphs = self._edits[kind](story.paragraphs)
        return Draft(story.story, kind, title, paragraphs, byline, minute)

    def _excerpt(self, story: Draft, minute: int) -> Draft:
        own, size = self._story(story.story, minute), self.chance.randint(2, 4)
        first = self.chance.randint(0, max(0, len(story.paragraphs) - size))
        place = self.chance.randint(1, len(own.paragraphs))
        taken = story.paragraphs[first : first + size]
        paragraphs = [*own.paragraphs[:place], *taken, *own.paragraphs[place:]]
        return Draft(story.story, "excerpt", own.title, paragraphs, own.byline, minute)

    def _light(self, paragraphs: list[str]) -> list[str]:
        """The paragraphs with a few words changed, at most one in fifty."""
        chance, share = self.chance, self.chance.random() * CHANGED_WORDS
        found = list(paragraphs)
        words = sum(map(len, paragraphs)) / 6
        for _ in range(round(words * share)):
            place = chance.randrange(len(found))
            of_place = found[place].split(" ")
            of_place[chance.randrange(len(of_place))] = chance.choice(self._language.common)
            found[place] = " ".join(of_place)
        return found

    def _retold(self, paragraphs: list[str]) -> list[str]:
        chance = self.chance
        found = self._light(paragraphs) if chance.random() < 0.6 else list(paragraphs)
        return [*self._paragraphs(1), *found[1:]] if chance.random() < 0.25 else found

    def _cut(self, paragraphs: list[str]) -> list[str]:
        kept = paragraphs[: max(2, round(len(paragraphs) * self.chance.uniform(0.3, 0.8)))]
        return self._light(kept) if self.chance.random() < 0.3 else kept

    def _version(self, paragraphs: list[str]) -> list[str]:
        """A new beginning, new paragraphs, new figures, and at times a paragraph less."""
        chance = self.chance
        found = self._light(paragraphs)
        for place in chance.sample(range(len(found)), min(3, len(found))):
            found[place] = FIGURE.sub(lambda figure: str(int(figure[0][:9]) + chance.randint(1, 9)), found[place], count=1)
        if len(found) > 4 and chance.random() < 0.5:
            del found[chance.randrange(1, len(found))]
        for _ in range(chance.randint(1, 3)):
            found.insert(chance.randint(1, len(found)), self._paragraphs(chance.randint(1, 3))[0])
        return [*self._paragraphs(chance.randint(1, 2)), *found[1:]]
