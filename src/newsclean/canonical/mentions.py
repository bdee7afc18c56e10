"""Mentions: where English news prose names a person, in full, with a title, or by the surname alone.

No model and no list of names decides here, but what stands around a name: a title, a role, a verb of saying. Other languages
have no such marks, so that nothing is found in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import regex
from attrs import frozen


class Form(Enum):
    """How a person is named."""

    FULL = 1  # "Sergey Ivanov"
    TITLED = 2  # "President Obama"
    HONORIFIC = 3  # "Mr. Ivanov", of somebody who has been introduced
    ALONE = 4  # "Ivanov"


@frozen
class Mention:
    """A person named in a sentence.

    Attributes:
        surname: what `surname_key` makes of the last word of the name.
        names: all parts of the name, as keys.
        start, end: the name with its honorific, in code points of the sentence.
        form: how the person is named.
        speaks: whether the name is the subject of a verb of saying.
        person: whether what stands around it shows that it is a person's.
    """

    surname: str
    names: frozenset[str]
    start: int
    end: int
    form: Form
    speaks: bool
    person: bool


SAYING = """
said says told tells added adds noted notes wrote writes tweeted explained recalled insisted argued warned testified replied
    asked claimed claims denied denies admitted declined acknowledged stressed vowed pledged continued concluded stated
    responded joked suggested conceded complained remembered confirmed urged believes"""
SAID = rf"(?:{'|'.join(SAYING.split())})"
HONORIFICS = frozenset("mr mrs ms miss".split())
TITLES = HONORIFICS | frozenset(
    """president vice premier minister secretary senator sen rep congressman congresswoman governor gov general gen lt lieutenant
    col colonel maj major capt captain sgt sergeant cpl officer detective det sheriff deputy chief commissioner commander judge
    justice attorney chairman chairwoman ceo director speaker ambassador envoy mayor councilman councilwoman king queen prince
    princess duke duchess pope archbishop bishop cardinal father sister brother rev reverend imam sheikh rabbi dr doctor prof
    professor lord lady sir dame staff spokesman spokeswoman spokesperson coach analyst editor correspondent reporter journalist
    actor actress singer agent mp inspector superintendent administrator representative chancellor""".split()
)
ROLES = TITLES | frozenset(
    """resident neighbor neighbour lawyer photographer owner founder manager executive expert researcher scientist leader activist
    militant jihadist hostage suspect victim witness wife husband son daughter mother boyfriend girlfriend partner friend uncle
    aunt cousin widow student teacher pilot soldier player host anchor comedian rapper star blogger writer author artist
    politician lawmaker candidate veteran engineer designer dancer model""".split()
)
# Capitalised like names, and none.
NO_NAME = frozenset(
    """the a an and but or yet so if as at by for from in into of on to with after before during since until when while where why
    how who what which that this these those there here he she it they we you i his her its their our your my not no yes now
    then also even just still only perhaps maybe however meanwhile earlier later last next one two three four five six seven
    eight nine ten some many most more all both each every other another such several few according because although though
    despite like unlike under over about against between among through throughout asked speaking monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november december police
    officials authorities locals sources investigators prosecutors lawyers witnesses reports experts scientists researchers
    doctors critics residents neighbors friends others people republicans democrats lawmakers reuters bloomberg twitter facebook
    google apple microsoft amazon youtube instagram internet english british american russian chinese german french israeli
    syrian iraqi iranian turkish european african asian mexican canadian australian saudi islamist islamic muslim christian
    jewish kurdish sunni shiite god congress parliament kremlin pentagon""".split()
)
# A name with one of these is an institution's or a place's.
INSTITUTIONS = frozenset(
    """state states house times post news department ministry agency council party university press journal court committee group
    bank army force forces service services center centre institute association company inc corp office street city county york
    korea arabia kingdom nations union republic east west north south avenue road park hospital school college church
    international national federal navy club team league world today mail telegraph guardian mirror daily sun herald tribune
    observer magazine channel network radio television tv media airlines airways airport island islands river lake mount san los
    las new great capitol senate district high supreme security defense defence foreign interior treasury board bureau
    foundation society front brigade militia movement ebola windows watch phone square hall hotel mall zealand jersey hampshire
    mexico orleans angeles francisco diego vegas carolina dakota virginia africa america europe asia britain england co plc
    limited llc ltd holdings entertainment studios pictures records motors systems technologies labs""".split()
)
CAPITAL = r"(?:(?:al|el|Al|El)[-‐])?\p{Lu}[\p{L}\p{M}]*(?:['’‐-]\p{L}[\p{L}\p{M}]*)*"
ABBREVIATED = r"(?:Gen|Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Lt|Col|Maj|Sgt|Capt|Cpl|Det|Prof|Rev|\p{Lu})\."
PARTICLES = frozenset("de da di du van von der den bin ibn al el ben la le ter dos".split())
RUN = regex.compile(
    rf"(?:{ABBREVIATED}|{CAPITAL})(?: (?:(?:{'|'.join(sorted(PARTICLES))}) ){{0,2}}(?:{ABBREVIATED}|{CAPITAL}))*+"
)
BEFORE_A_NAME = ROLES | PARTICLES  # in small letters
ADVERBS = frozenset("also later then has had further previously reportedly".split())
SPEAKS = regex.compile(rf",? (?:(?:{'|'.join(sorted(ADVERBS))}) )?{SAID}\b")
# Words in front of or behind which a surname may stand alone, as they are split off by white space.
SIGNS = frozenset(word + mark for word in SAYING.split() for mark in ("", ",", ".", ":", ";")) | frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss".split()
)
DESCRIBED = regex.compile(r", (?:\d\d?\b|who\b|whose\b)")
SAID_BEFORE = regex.compile(r"[,.?!]['\"’”]* (?:said|says|added) $")  # "... he won,” said Ivanov"
NAME_PART = regex.compile(r"\p{Lu}[\p{L}\p{M}]+")
ASCII_NAME_PART = re.compile("[A-Z][a-zA-Z]+")  # the same in texts of ASCII alone, at a third of the cost
LOWER_PART = regex.compile(r"\p{L}[-‐]\p{Ll}{4}")
POSSESSIVE = ("'s", "’s")
NOT_LETTERS = regex.compile(r"[^\p{L}'’]+")


def mentions(sentence: str) -> tuple[Mention, ...]:
    """The persons named in a sentence, in its order, and what else is written like a name."""
    return tuple(mention for match in RUN.finditer(sentence) if (mention := _mention(match, sentence)))


def names_alone(sentence: str) -> Iterator[str]:
    """The surnames that may stand by themselves with an honorific or a verb of saying; a quick look before `mentions`."""
    words = sentence.split()
    if SIGNS.isdisjoint(words):
        return
    for number, word in enumerate(words):
        if word not in SIGNS:
            continue
        following = words[number + 1] if number + 1 < len(words) else ""
        if following[:1].isupper():
            yield surname_key(following)
        elif word[0] == "M":
            yield ""
        at = number - 1 - (words[number - 1] in ADVERBS)
        if at >= 0 and _is_part_of_name(words[at].rstrip(",")) and not (at and _is_part_of_name(words[at - 1])):
            yield surname_key(words[at])


def may_introduce(sentence: str, surname: str) -> bool:
    """Whether a sentence can name somebody in full or with a title; a quick look before `mentions`."""
    at = sentence.find(surname)
    while at >= 0:
        before = sentence[:at].split()
        if before and (sentence[at - 1] != " " or before[-1][0].isupper() or before[-1] in BEFORE_A_NAME):
            return True
        at = sentence.find(surname, at + 1)
    return False


def _is_part_of_name(word: str) -> bool:
    return word[:1].isupper() and word[-1] not in ",;:" and word.casefold() not in NO_NAME and word[-2:] not in POSSESSIVE


def name_parts(text: str) -> list[str]:
    """The capitalised words of a text, in its order."""
    return (ASCII_NAME_PART if text.isascii() else NAME_PART).findall(text)


def surname_key(name: str) -> str:
    """The part of a surname that stands for it: ``Assad`` of ``al-Assad``, ``Reilly`` of ``O’Reilly``."""
    parts = name_parts(name)
    return parts[-1] if parts else name


def _word_before(sentence: str, start: int) -> str:
    """The word in front of a name, folded; empty where none stands there, but for a comma."""
    before = sentence[max(0, start - 20) : start]
    word = before[:-1].removesuffix(",").rpartition(" ")[2] if before.endswith(" ") else ""
    return word.casefold() if word.isalpha() else "".join(NOT_LETTERS.split(word)[-1:]).casefold()


def _mention(match: regex.Match[str], sentence: str) -> Mention | None:
    words = match[0].split(" ")
    start, end = match.span()
    possessive = words[-1][-2:] in POSSESSIVE
    if possessive:
        words[-1], end = words[-1][:-2], end - 2
    surname = words[-1]
    last = surname.casefold().rstrip(".")
    if surname.isupper() or last in NO_NAME or last in TITLES:
        return None
    keys = [*(word.casefold().rstrip(".") for word in words[:-1]), last]
    # What stands before the name itself: titles, and words that only begin the sentence or the run.
    first = 1 + max(
        (n for n, key in enumerate(keys[:-1]) if key in TITLES or key in NO_NAME or words[n][-2:] in POSSESSIVE), default=-1
    )
    if not INSTITUTIONS.isdisjoint(keys[first:]):
        return None
    title = keys[first - 1] if first and keys[first - 1] in TITLES else ""
    word = _word_before(sentence, start)
    if not title and (word == "the" or (first and keys[first - 1] == "the")):  # "the Obama administration", "the Post"
        return None
    if sentence[start - 1 : start] == ";" or any(
        LOWER_PART.search(name) for name in words[first:]
    ):  # "O&#39;Gara", "Coffee-loving"
        return None
    is_full = len(words) - first > 1
    speaks = not possessive and (
        SPEAKS.match(sentence, end) is not None
        or (first == 0 and SAID_BEFORE.search(sentence, max(0, start - 10), start) is not None)
    )
    described = not possessive and DESCRIBED.match(sentence, end) is not None
    # One word that speaks may be anybody: "Locals said", "Iran said".
    person = bool(title) or word in ROLES or described or (speaks and is_full)
    if title in HONORIFICS and not is_full:
        form = Form.HONORIFIC
    else:
        form = Form.FULL if is_full else Form.TITLED if title or word in ROLES else Form.ALONE
    at = start + sum(len(word) + 1 for word in words[: first - (form is Form.HONORIFIC)])
    return Mention(surname_key(surname), frozenset(map(surname_key, words[first:])), at, end, form, speaks, person)
