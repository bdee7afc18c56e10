"""Edits that sentences meet on their way from one newsroom to the next, each with a name and on one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from attrs import evolve

from news_prose import FACTS, MARK, Part, Phrase, Sentence
from news_words import (
    ACTORS,
    ADJECTIVES,
    ADVERBS,
    BODIES,
    MODALS,
    NOUNS,
    NUMBER_WORDS,
    VERBS,
    date,
    number,
    past,
    person,
    place,
    source,
)

Edit = Callable[[Sentence, Random], Sentence | None]
"""The sentence with an edit made on it, or None where there is nothing to make it on."""

WORDS = {"noun": NOUNS, "adjective": ADJECTIVES, "verb": VERBS, "past": [*map(past, VERBS)], "adverb": ADVERBS, "actor": ACTORS}


def word(sentence: Sentence, random: Random) -> Sentence | None:
    """Another word of the same class."""
    return _replaced("word", sentence, random, list(WORDS), lambda part: random.choice(WORDS[part.kind]))


def article(sentence: Sentence, random: Random) -> Sentence | None:
    """Another article or possessive, or none."""
    return _replaced("article", sentence, random, ["article"], lambda part: random.choice(["the", "a", "this", "its", ""]))


def insertion(sentence: Sentence, random: Random) -> Sentence | None:
    """An adjective in front of a noun or an actor, or an adverb in front of a verb."""

    def longer(part: Part) -> str:
        return f"{random.choice(ADVERBS if part.kind == 'past' else ADJECTIVES)} {part.text}"

    return _replaced("insertion", sentence, random, ["noun", "actor", "past"], longer)


def deletion(sentence: Sentence, random: Random) -> Sentence | None:
    """An adjective or an adverb less."""
    return _replaced("deletion", sentence, random, ["adjective", "adverb"], lambda part: "")


def tail(sentence: Sentence, random: Random) -> Sentence | None:
    """One loose phrase less, such as the place, the day or a clause that begins with "after"."""
    loose = [n for n, phrase in enumerate(sentence.phrases) if phrase.loose]
    if not loose:
        return None
    cut = random.choice(loose)
    return sentence.changed("tail", [phrase for n, phrase in enumerate(sentence.phrases) if n != cut])


def figures(sentence: Sentence, random: Random) -> Sentence | None:
    """The same number in another form: "twelve" for "12", "3000" for "3,000"."""

    def other(part: Part) -> str:
        return NUMBER_WORDS.get(part.text, part.text.replace(",", ""))

    return _replaced("figures", sentence, random, ["number"], other)


def capitals(sentence: Sentence, random: Random) -> Sentence | None:
    """A word with a capital, or in capitals."""
    return _replaced(
        "capitals", sentence, random, ["noun", "actor"], lambda part: random.choice([str.title, str.upper])(part.text)
    )


def fact(kind: str) -> Edit:
    """The edit that states something else of one kind of `FACTS`."""

    def other(part: Part, random: Random) -> str:
        if kind == "number":
            return number(random)
        if kind == "date":
            return date(random)
        if kind == "negation":
            return "" if part.text else "not"
        if kind == "modality":
            return random.choice(MODALS)
        if kind == "attribution":
            return source(random)
        return _other_name(part.text, random)

    def edit(sentence: Sentence, random: Random) -> Sentence | None:
        return _replaced(kind, sentence, random, [kind], lambda part: other(part, random))

    return edit


FACT_EDITS: tuple[Edit, ...] = tuple(map(fact, FACTS))
WORD_EDITS: tuple[Edit, ...] = (word, article, insertion, deletion, tail, figures, capitals)


def split(sentence: Sentence) -> tuple[Sentence, Sentence] | None:
    """ "A, and B." as "A. B."; None where there are no two clauses, or text inside quotation marks."""
    joint = next((n for n, phrase in enumerate(sentence.phrases) if phrase.joint), None)
    if joint is None or len(sentence.origins) != 2:
        return None
    one, other = (*sentence.phrases[:joint], MARK["."]), sentence.phrases[joint + 1 :]
    edits = (*sentence.edits, "split")
    return Sentence(one, sentence.origins[:1], edits), Sentence(other, sentence.origins[1:], edits)


def merge(one: Sentence, other: Sentence) -> Sentence | None:
    """ "A. B." as "A, and B."; None where either is a heading, a quotation, more than one statement or very short."""
    for sentence in (one, other):
        if sentence.role != "sentence" or len(sentence.origins) > 1 or "“" in sentence.text or sentence.quotation:
            return None
        if sentence.phrases[-1] != MARK["."]:
            return None
    joint = Phrase((Part(","), Part("and")), joint=True)
    edits = (*one.edits, *other.edits, "merge")
    return Sentence((*one.phrases[:-1], joint, *other.phrases), (*one.origins, *other.origins), edits)


def cut_short(quotation: Sequence[Sentence], length: int) -> list[Sentence]:
    """The first sentences of a quotation, fewer than there are, with the closing mark and the speaker of its last one."""
    *kept, last = quotation[:length]
    closing = quotation[-1].phrases.index(MARK[",”"])
    cut = last.changed("cut quotation", [*last.phrases[:-1], *quotation[-1].phrases[closing:]])
    return [*kept, evolve(cut, edits=(*cut.edits, *quotation[-1].edits))]


def _other_name(name: str, random: Random) -> str:
    """The name of another of the same sort: an authority, a person with or without a title, or one word."""
    words = name.split()
    if words[-1] in BODIES:
        return f"{place(random)} {words[-1]}"
    return " ".join([*words[:-2], person(random)]) if len(words) > 1 else person(random).split()[-1]


def _replaced(
    name: str, sentence: Sentence, random: Random, kinds: Sequence[str], other: Callable[[Part], str]
) -> Sentence | None:
    """The sentence with another text for one of its parts of some kinds; None if there is none, or nothing else came up."""
    places = [(p, n) for p, phrase in enumerate(sentence.phrases) for n, part in enumerate(phrase.parts) if part.kind in kinds]
    if not places:
        return None
    phrase, at = random.choice(places)
    parts = list(sentence.phrases[phrase].parts)
    changed = evolve(parts[at], text=other(parts[at]))
    if changed.text.casefold() == parts[at].text.casefold() and name != "capitals":
        return None
    parts[at] = changed
    phrases = list(sentence.phrases)
    phrases[phrase] = evolve(phrases[phrase], parts=tuple(parts))
    return sentence.changed(name, phrases)
