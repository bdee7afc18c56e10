"""Where the sentences of one line end.

Every run of closing punctuation is looked at once: what stands before it (an abbreviation, an initial, a number), and
what begins behind it. No language is guessed, but for German ordinals; what differs between languages is told by
the punctuation, the script and short lists of abbreviations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsclean.canonical import abbreviations as known
from newsclean.lines import INVISIBLE

CONTEXT = 48  # code points on either side of a full stop that decide whether a sentence ends there

# Full stops of scripts written with spaces: Latin and its kin, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer, Burmese.
STOPS = ".!?…‽⁇⁈⁉؟۔।॥։።፧។၊။"
WIDE_STOPS = "。！？｡"  # Chinese and Japanese put no space behind them
CLOSERS = "\"'”’“‘»«›‹)]}」』”）】〉》〕］"
CLOSING_ENTITY = "&(?:quot|#39|#34|apos|rdquo|rsquo|raquo|#8217|#8221);"  # quotation marks that a site escaped twice
OPENING_ENTITY = "&(?:quot|#39|#34|apos|ldquo|lsquo|laquo|#8216|#8220);"
SPACE = re.escape(INVISIBLE)
# A run of stops, also spaced ("end. . ."), what closes with it, and the space behind. French closes with a space before
# the mark. Possessive, so that dotted lines and rows of quotation marks cost linear time.
STOP = re.compile(
    rf"(?P<stop>[{STOPS}{WIDE_STOPS}](?:[ \xa0]?[{STOPS}{WIDE_STOPS}])*+|;)"
    rf"(?P<close>(?:[{re.escape(CLOSERS)}]++|{CLOSING_ENTITY}|[ \xa0\u202f][»”)\]](?![\w(]))*+)(?P<gap>[{SPACE}]*+)"
)
OPENING = re.compile(rf"(?:{OPENING_ENTITY}|[\"'“”‘’«»„‚‹›(\[{{¿¡「『（【《〈–—―‒•●▪■►▶→✓*{SPACE}-]){{0,12}}+")
WORD = re.compile(r"[^\W\d_](?:[\w'’-]{0,40})(?:\.[^\W\d_]{1,2}(?![^\W\d_])){0,4}")
SIGNS = "$€£¥₹@#©®%&+~<>"
# What a writer of Chinese or Japanese puts behind a quotation that has its own full stop, in one sentence with it.
SPEAKER = re.compile(r"[\u3400-\u9fff·]{0,8}?(?:说|說|问|問|表示|称|稱|指出|写道|寫道|回答|道)[。，]|と|って|など|という|との")
NAMED_SPEAKER = re.compile(rf"(?:[^\W\d_][\w.'’-]{{0,30}},? ){{1,4}}(?:{known.REPORTING})\b")
PARTED = re.compile("[-–—:/]")
ORDINAL = re.compile(r"(?:^|\s)([\w]{2,12}) \d{1,3}$")
DAY_AND_MONTH = re.compile(r"\d{1,2}\.(?!\d)")  # "am 3. 5."
FIRST_NUMBER = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5}|[a-zA-Z])$")
TLD = re.compile(r"[\w-]{1,60}(?:[@/]|\.[a-z]{2,4}\b)")


def sentence_ends(line: str) -> Iterator[tuple[int, int]]:
    """For each end of a sentence inside a line: where it ends, and where the next begins, in code points.

    The end of the line is none of them. Between the two there is nothing but white space and invisible characters.
    """
    judge = _Judge(line)
    for match in STOP.finditer(line):
        place = judge.boundary(match)
        if place is not None:
            judge.start = place[1]
            yield place


class _Judge:
    """The decisions about one line, from left to right; ``start`` is where the sentence at hand begins."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.start = 0
        self._german: bool | None = None
        self._marks = (0, 0)  # (up to where straight quotation marks were counted, how many)

    def boundary(self, match: re.Match[str]) -> tuple[int, int] | None:
        line, stop = self.line, match["stop"]
        end, behind = match.span("gap")
        if behind == len(line):
            return None
        if stop[-1] in WIDE_STOPS:
            return None if match["close"] and SPEAKER.match(line, behind) else (end, behind)
        if stop == ";":
            return (end, behind) if self._greek_question(match.start(), end, behind) else None
        if end == behind:
            return self._without_space(match)
        opening = OPENING.match(line, behind)
        first = opening.end() if opening else behind
        if first == len(line):
            return (end, behind)
        if not self._begins(line, first):
            return None
        return None if self._goes_on(match, behind, first) else (end, behind)

    @staticmethod
    def _begins(line: str, at: int) -> bool:
        """Whether what stands here can begin a sentence: no small letter, unless a name is written with one (iPhone)."""
        character = line[at]
        if character.islower():
            return line[at + 1 : at + 2].isupper()
        return character.isalnum() or character in SIGNS or unicodedata.category(character) in ("So", "Sc", "Lm", "Mn")

    def _goes_on(self, match: re.Match[str], behind: int, first: int) -> bool:
        """Whether the sentence goes on behind a stop and a space, in front of what could begin another."""
        stop, start = match["stop"], match.start()
        before = self.line[max(self.start, start - CONTEXT) : start]
        token = before.rsplit(None, 1)[-1] if before.strip() else ""
        word = WORD.match(self.line, first)
        following = word.group() if word else ""
        if not self.line[self.start : start].strip("\"'“‘«„([- ") if start - self.start < CONTEXT else False:
            return True  # a stop alone is no sentence: "... Next", "(?) Next"
        if stop != ".":
            return self._exclamation_goes_on(match, token, following, first)
        if token[0] in "([" and match["close"][:1] in ")]" and match["close"]:
            return "." in token or token[1:] in known.DOUBTFUL  # "Montgomery County (Md.) Police Chief"
        return self._abbreviation_goes_on(token.lstrip("\"'“‘«„»(["), before, following, behind, first)

    def _exclamation_goes_on(self, match: re.Match[str], token: str, following: str, first: int) -> bool:
        stop = match["stop"]
        if stop == "!" and token in known.EXCLAIMED:
            return not _opens(following, self.line, first)
        if stop[-1] in "!?" and match["close"].strip():
            return not _opens(following, self.line, first) and bool(NAMED_SPEAKER.match(self.line, first))
        # An ellipsis that stands free, in front of a name, is a gap in a quotation.
        return stop[0] in ".…" and stop[-1] in ".…" and self.line[match.start() - 1].isspace() and not match["close"] and (
            not _opens(following, self.line, first)
        )

    def _abbreviation_goes_on(self, token: str, before: str, following: str, behind: int, first: int) -> bool:  # noqa: C901
        line = self.line
        numbered = line[first].isdigit()
        opens = _opens(following, line, first)
        aside = line[behind] in "([<–—-"
        if len(before) < CONTEXT and FIRST_NUMBER.fullmatch(before):
            return True  # "1. First", "B. Second"
        if token.isdigit():
            return len(token) <= 3 and (self._ordinal(before, following) or DAY_AND_MONTH.match(line, first) is not None)
        token = PARTED.split(token)[-1] or token  # "then-Rep.", "post-Sept.", "R-N.H.", "More:St."
        # In capitals throughout, or with a capital at the start of a sentence, it is the same abbreviation.
        names = (token, token.title() if token.isupper() else token.lower()) if len(token) > 1 else (token,)
        if any(name in known.BEFORE_A_NAME for name in names):
            return True
        if numbered and any(name in known.BEFORE_A_NUMBER for name in names):
            return True
        if token in known.TIME:
            return following in known.BEHIND_A_TIME or numbered or aside or " time" in line[first : first + 24]
        if any(name in known.COMPANY for name in names):
            return following in known.BEHIND_A_COMPANY or aside
        if token == "D.C":
            return following in known.BEHIND_DC or aside
        if len(token) == 1 and token.isalpha():
            opens = opens and following.casefold() not in known.NAMES_TOO
            return self._initial_goes_on(token, before, numbered=numbered, opens=opens)
        spelled = "." in token and all(0 < len(part) <= 2 for part in re.split("[.-]", token))  # U.S., R-N.H., Ph.D.
        if not (spelled or any(name in known.DOUBTFUL for name in names)):
            return _thai(token[-1:])
        return aside or not opens

    def _initial_goes_on(self, letter: str, before: str, *, numbered: bool, opens: bool) -> bool:
        if not (letter.isupper() or letter.islower()):  # scripts without case write no one-letter words before a full stop
            return "\u0590" <= letter <= "\u0dff" or _thai(letter)
        words = before.split()
        previous = words[-2] if len(words) > 1 else ""
        if previous[-1:] == "." and len(previous) == 2:  # "z. B. Berlin", "J. A. Smith"
            return (letter.isupper() or letter.isascii()) and not opens
        if letter.islower():
            return letter in "zdusoiгвсроп" and not opens
        if previous.casefold() in known.LETTERED or numbered:
            return False
        if letter == "I" and previous[:1].islower():  # "than I. Obama said"
            return False
        return not opens

    def _ordinal(self, before: str, following: str) -> bool:
        if following in known.MONTHS:
            return True
        match = ORDINAL.search(before)
        if match is None or match[1] not in known.BEFORE_AN_ORDINAL or not following:
            return False
        if self._german is None:
            self._german = len(known.GERMAN.intersection(self.line.split())) >= 2
        return self._german and following.casefold() not in known.FOREIGN_OPENERS

    def _without_space(self, match: re.Match[str]) -> tuple[int, int] | None:
        """A sentence that ends where the site lost the space: "the end.Next", 'he said."The', "he said.“The"."""
        line, start, end = self.line, match.start(), match.end("close")
        first = line[end]
        if first.isalpha() and not (first.isupper() or first.islower() or first.istitle()):  # Arabic, Hindi, Chinese
            native = match["stop"][-1] in "؟۔।॥։።?!" and len(match["stop"]) == 1
            return (end, end) if native and start > self.start and line[start - 1].isalpha() and not line[start - 1].isascii() else None
        if not first.isupper() or start - self.start < 2:
            return None
        word = WORD.match(line, end)
        following = word.group() if word else ""
        clear = following[1:].islower() or following in ("I", "A") and line[end + 1 : end + 2].isspace()
        if not clear or "." in following or TLD.match(line, end) or following.casefold() in known.TOP_DOMAINS:
            return None
        close = match["close"]
        if not close and match["stop"][-1] not in ".!?…":
            return None
        before = line[max(self.start, start - CONTEXT) : start]
        token = before.rsplit(None, 1)[-1] if before.strip() else ""
        if "/" in token or "@" in token or "www" in token or len(token) < 2:
            return None
        letters = token.lstrip("\"'“‘«„([")
        if not close and not letters[-2:].islower():
            return None
        if not close and not letters.islower() and (len(letters) < 4 or not _opens(following, line, end)):
            return None
        return self._parted(match, close)

    def _parted(self, match: re.Match[str], close: str) -> tuple[int, int]:
        """Where quotation marks between two sentences without a space belong: to the one before, or the one behind."""
        end = match.end("close")
        opening = close[-1:] in "“‘«„" or (close == '"' and not self._within_marks(match.start()))
        opening = opening or (len(close) > 1 and close[-1] == '"' and close[-2] == '"')
        return (end - 1, end - 1) if opening and close else (end, end)

    def _within_marks(self, at: int) -> bool:
        """Whether an odd number of straight quotation marks stand before a place in the line."""
        counted, number = self._marks
        number += self.line.count('"', counted, at)
        self._marks = (at, number)
        return number % 2 == 1

    def _greek_question(self, at: int, end: int, behind: int) -> bool:
        """The Greek question mark looks like a semicolon; Greek writes its own semicolon as a raised dot."""
        line = self.line
        if end == behind or not at or not "\u0370" <= line[at - 1] <= "\u03ff":
            return False
        opening = OPENING.match(line, behind)
        first = opening.end() if opening else behind
        return line[first : first + 1].isupper()


def _opens(word: str, line: str, at: int) -> bool:
    """Whether a word usually begins a sentence; an initial does not, though "A" and "I" are words too."""
    if not word or (len(word) == 1 and line[at + 1 : at + 2] == "."):
        return False
    folded = word.casefold().replace("’", "'")
    return folded in known.OPENERS or folded in known.FOREIGN_OPENERS


def _thai(letter: str) -> bool:
    """Thai and Lao end no sentence with a full stop; with one they abbreviate."""
    return "\u0e00" <= letter <= "\u0eff"
