"""Whether a full stop in front of a space ends a sentence, or an abbreviation, initial or number in the middle of one."""

from __future__ import annotations

import re
from functools import cached_property

from attrs import frozen

from newsclean.canonical import abbreviations as known

CONTEXT = 48  # code points before a stop that decide on it
GERMAN_CONTEXT = 300  # code points on either side that tell whether a number with a stop may be a German ordinal

WORD = re.compile(r"[^\W\d_][\w'’-]{0,40}(?:\.[^\W\d_]{1,2}(?![^\W\d_])){0,4}")
PARTED = re.compile('[-–—:/,“”"]')
SPELLED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")  # U.S., a.m., N.H., Ph.D.
FIRST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5}|[a-zA-Z])")
ORDINAL = re.compile(r"(?:^|\s)(\w{2,12}) \d{1,3}$")
DAY_AND_MONTH = re.compile(r"\d{1,2}\.(?!\d)")  # "am 3. 5."
ASIDES = "([<–—-"
ABBREVIATIONS = known.BEFORE_A_NAME | known.BEFORE_A_NUMBER | known.TIME | known.COMPANY | known.DOUBTFUL


def last_word(line: str, start: int, at: int) -> str:
    """What stands in front of a stop at ``at`` without a space, in a sentence that begins at ``start``; may be empty."""
    if start < at - CONTEXT:
        start = at - CONTEXT
    return "".join(line[start:at].rsplit(None, 1)[-1:])


def is_plain(token: str) -> bool:
    """Whether a word is one of two and more English letters, and none that `abbreviates` needs to look at."""
    if len(token) < 2 or not token.isalpha() or not token.isascii() or token.isupper():
        return False
    return token not in ABBREVIATIONS and token.lower() not in ABBREVIATIONS


@frozen(slots=False)
class Place:
    """A stop with white space behind it, in front of what could begin a sentence.

    Attributes:
        line: the line that it stands in.
        start: where the sentence at hand begins.
        at: where the stop stands.
        behind: where the white space behind the stop, and behind what closes with it, ends.
        first: where the first letter, digit or sign behind it stands; what opens with it (a quotation mark) is passed over.
    """

    line: str
    start: int
    at: int
    behind: int
    first: int

    @cached_property
    def before(self) -> str:
        """The sentence so far, or the end of it."""
        return self.line[max(self.start, self.at - CONTEXT) : self.at]

    @cached_property
    def token(self) -> str:
        """What stands in front of the stop without a space, with brackets and quotation marks; may be empty."""
        return last_word(self.line, self.start, self.at)

    @cached_property
    def following(self) -> str:
        """The word that follows; empty where a number or sign does."""
        word = WORD.match(self.line, self.first)
        return word.group().rstrip("-'’") if word else ""

    @cached_property
    def opens(self) -> bool:
        """Whether the word that follows usually begins a sentence."""
        return opens_a_sentence(self.line, self.first, self.following)

    @property
    def numbered(self) -> bool:
        """Whether a number follows."""
        return self.line[self.first].isdigit()

    @property
    def aside(self) -> bool:
        """Whether a bracket or dash follows, behind which a sentence goes on."""
        return self.line[self.behind] in ASIDES

    @property
    def leads(self) -> bool:
        """Whether nothing of the sentence stands in front of the stop."""
        return self.at - self.start < CONTEXT and not self.before.strip("\"'“‘«„([- ")


def opens_a_sentence(line: str, at: int, word: str) -> bool:
    """Whether a word usually begins a sentence; an initial does not, though "A" and "I" are words too."""
    if not word or (len(word) == 1 and line[at + 1 : at + 2] == "."):
        return False
    folded = word.casefold().replace("’", "'")
    return folded in known.OPENERS or folded in known.FOREIGN_OPENERS


def abbreviates(place: Place) -> bool:
    """Whether a single full stop belongs to an abbreviation, initial or number in the middle of a sentence."""
    if len(place.before) < CONTEXT and FIRST_NUMBER.fullmatch(place.before):
        return True  # "1. First", "B. Second"
    token = place.token.lstrip("\"'“‘«„»([<")
    if token.isdigit():
        return len(token) <= 3 and (DAY_AND_MONTH.match(place.line, place.first) is not None or _is_ordinal(place))
    token = PARTED.split(token)[-1] or token  # "then-Rep.", "post-Sept.", "R-N.H.", "More:St."
    if len(token) == 1 and token not in known.BEFORE_A_NAME:
        return (place.numbered and token in known.BEFORE_A_NUMBER) or _is_initial(token, place)
    names = [token]
    if not token.isupper():  # the same abbreviation at the start of a sentence
        names.append(token.lower())
    elif place.following.isupper():  # and in a line of capitals, though "the SEC. The" is none
        names.append(token.title())
    return any(_is_abbreviation(name, place) for name in names)


def closes_an_abbreviation(place: Place) -> bool:
    """Whether the stop belongs to an abbreviation that a bracket holds: "Montgomery County (Md.) Police Chief"."""
    inside = place.token[1:]
    return place.token[:1] in ("(", "[") and ("." in inside or inside in known.DOUBTFUL or inside in known.BEFORE_A_NAME)


def _is_abbreviation(name: str, place: Place) -> bool:
    if name in known.BEFORE_A_NAME or (place.numbered and name in known.BEFORE_A_NUMBER):
        return True
    if name in known.TIME:
        # "5 p.m. Monday", "9 a.m. London time"
        in_time = place.following in known.BEHIND_A_TIME or " time" in place.line[place.first : place.first + 24]
        return in_time or place.numbered or place.aside
    if name in known.COMPANY:
        return place.following in known.BEHIND_A_COMPANY or place.aside
    if name == "D.C":
        return place.following in known.BEHIND_DC or place.aside
    if name in known.DOUBTFUL or SPELLED.fullmatch(name):
        return place.aside or not place.opens
    return is_thai(name[-1:])


def _is_initial(letter: str, place: Place) -> bool:
    """Whether a single letter goes on: an initial, a letter of "z. B.", a one-letter abbreviation."""
    if not (letter.isupper() or letter.islower()):  # scripts without case, whose words have more letters
        return "\u0590" <= letter <= "\u0dff" or is_thai(letter)
    opens = place.opens and place.following.casefold() not in known.NAMES_TOO
    words = place.before.split()
    previous = words[-2] if len(words) > 1 else ""
    if len(previous) == 2 and previous[1] == ".":  # "z. B. Berlin", "J. A. Smith"; Russian "т. д." ends a list
        return (letter.isupper() or letter.isascii()) and not opens
    if letter.islower():
        return letter in known.LETTERS and not opens
    if place.numbered or previous.casefold() in known.LETTERED:  # "plan B."
        return False
    if letter == "I" and previous[:1].islower():  # "better than I."
        return False
    return not opens


def _is_ordinal(place: Place) -> bool:
    if place.following in known.MONTHS:
        return True
    match = ORDINAL.search(place.before)
    if match is None or match[1] not in known.BEFORE_AN_ORDINAL or not place.following:
        return False
    around = place.line[max(0, place.at - GERMAN_CONTEXT) : place.at + GERMAN_CONTEXT]
    return len(known.GERMAN.intersection(around.split())) >= 2 and place.following.casefold() not in known.FOREIGN_OPENERS


def is_thai(letter: str) -> bool:
    """Thai and Lao end no sentence with a full stop; with one they abbreviate."""
    return "\u0e00" <= letter <= "\u0eff"
