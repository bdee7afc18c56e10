"""People: who is named in the sentences of a story, and whom a pronoun after them can mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import regex
from attrs import frozen

from newsclean.canonical.mentions import Form, Mention, mentions, name_parts

# Who can be meant by "he" and "she", besides those who are named. Of relatives there are often several in a story, so that they
# only cast doubt.
HE = "man boy gunman spokesman salesman businessman father dad husband son brother boyfriend uncle"
SHE = "woman girl spokeswoman businesswoman mother mom mum wife daughter sister girlfriend aunt"
OFFICES = """official spokesman spokeswoman spokesperson officer lawyer attorney prosecutor detective doctor researcher author
president minister senator judge mayor"""
OTHERS = "man woman boy girl teenager suspect witness student teacher driver pilot soldier victim gunman hostage"
RELATIVES = f"""{HE} {SHE} parent friend partner child baby kid teen youth couple person patient worker expert reporter
journalist owner neighbor neighbour fan user customer"""
OTHER_SEX = {"he": frozenset(SHE.split()), "she": frozenset(HE.split())}
# "A senior U.S. official" is somebody new; "the official" may be whoever was named before.
NEW = regex.compile(
    rf"\b(?:[Aa]n?|[Aa]nother|one)(?: [\p{{L}}\p{{M}}.’'-]+){{0,4}}? ({'|'.join((OFFICES + ' ' + OTHERS).split())})\b"
)
DOUBTFUL = regex.compile(rf"\b(?:{'|'.join((OFFICES + ' ' + OTHERS + ' ' + RELATIVES).split())})\b")
OPENING = r"(?:(?:But|And|Yet|So|Then|Still|Later|Also|However|Meanwhile|Earlier|Now|Instead|Afterwards?),? )?"
SUBJECT = regex.compile(rf"^{OPENING}(?:(?<he>[Hh]e|[Hh]is)|(?<she>[Ss]he|[Hh]er))\b")
FIRST_PERSON = regex.compile(r"\b(?:I|I['’]m|my|me|we|our)\b")
QUOTATION = regex.compile(r"[“\"„«][^”\"“»]*+(?:[”\"“»]|$)|(?<!\p{L})[‘'](?:[^’']|(?<=\p{L})[’'](?=\p{L}))*+(?:[’']|$)")


@frozen
class Sentence:
    """A sentence of a witness, or a heading.

    Attributes:
        text: as the witness has it.
        segment: the number of the story's segment that shows it, in whatever words; None where it is omitted.
        heading: whether it is a heading, which takes and gives no reference.
    """

    text: str
    segment: int | None
    heading: bool = False


@frozen
class Persons:
    """The persons of one sentence.

    Attributes:
        mentions: all that is written like a person's name, in order.
        introduced: the parts of the names of those named in full, or with a title.
        certain: surnames of those who are persons by what stands around the name.
        full: the first full name for each surname.
    """

    mentions: tuple[Mention, ...]
    introduced: frozenset[str]
    certain: frozenset[str]
    full: Mapping[str, str]


@frozen
class Named:
    """Whom a pronoun after a sentence can mean.

    Attributes:
        names: the surnames of those named.
        new: what those are who are only described, and have not been spoken of before.
        anybody: these, the other parts of the names, and all others who cast doubt.
    """

    names: frozenset[str]
    new: frozenset[str]
    anybody: frozenset[str]


class People:
    """Who is named where in the witnesses of a story; found out only where it is asked.

    Args:
        sentences: of each witness, all its sentences and headings, in its order.
    """

    def __init__(self, sentences: Mapping[str, Sequence[Sentence]]) -> None:
        self._sentences = sentences
        self._persons: dict[str, Persons] = {}
        self._certain: dict[str, bool] = {}
        self._capitalised: dict[str, Mapping[str, None]] = {}

    def persons(self, text: str) -> Persons:
        """The persons of a sentence."""
        if text not in self._persons:
            found = mentions(text)
            self._persons[text] = Persons(
                found,
                frozenset(name for m in found if m.form in (Form.FULL, Form.TITLED) for name in m.names),
                frozenset(m.surname for m in found if m.person),
                {m.surname: text[m.start : m.end] for m in reversed(found) if m.form is Form.FULL},
            )
        return self._persons[text]

    def named(self, text: str, pronoun: str = "") -> Named | None:
        """Who is named or described in a sentence, outside quotations; None where nobody is whom the pronoun can mean.

        A sentence that itself begins with the pronoun goes on about the same person, whomever it names further on.
        """
        text = outside_quotations(text)
        subject = SUBJECT.match(text)
        if FIRST_PERSON.search(text) or (subject and pronoun and subject[pronoun]):  # the first: out of a longer quotation
            return None
        found = [m for m in self.persons(text).mentions if m.speaks or self.is_person(m.surname)]
        names = {mention.surname for mention in found if self.is_person(mention.surname)}
        new = set(NEW.findall(text))
        anybody = names | new | set(DOUBTFUL.findall(text)) | {name for mention in found for name in mention.names}
        other = OTHER_SEX.get(pronoun, frozenset())
        return Named(*(frozenset(who - other) for who in (names, new, anybody))) if anybody - other else None

    def is_person(self, surname: str) -> bool:
        """Whether any witness has a name in a way that only a person's is used."""
        if surname not in self._certain:
            texts = (self._sentences[witness][place].text for witness, place in self.sentences_with(surname))
            self._certain[surname] = any(surname in self.persons(text).certain for text in texts)
        return self._certain[surname]

    def sentences_with(self, name: str) -> Sequence[tuple[str, int]]:
        """The sentences that have a capitalised word, as (witness, place in it)."""
        return self._places.get(name, ())

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for witness, own in self._sentences.items():
            for place, sentence in enumerate(own):
                for name in self.capitalised(sentence.text):
                    found[name].append((witness, place))
        return found

    def capitalised(self, text: str) -> Iterable[str]:
        """The capitalised words of a sentence, each once; most sentences are those of several witnesses."""
        if text not in self._capitalised:
            self._capitalised[text] = dict.fromkeys(name_parts(text))
        return self._capitalised[text]


def outside_quotations(text: str) -> str:
    """A sentence with its quotations blanked out; one that is not closed goes to the end."""
    return QUOTATION.sub(lambda match: " " * len(match[0]), text)
