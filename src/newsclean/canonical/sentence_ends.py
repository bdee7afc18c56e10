"""Where the sentences of one line end.

Every run of closing punctuation is looked at once: what stands before it, and what begins behind it. No language is
guessed; what differs between languages is told by the punctuation, the script and short lists of abbreviations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsclean.canonical import abbreviations as known
from newsclean.canonical.full_stops import Place, abbreviates, closes_an_abbreviation, is_plain, last_word
from newsclean.lines import INVISIBLE

# Of scripts written with spaces: Latin and its kin, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer, Burmese.
STOPS = ".!?…‽⁇⁈⁉؟۔।॥։።፧។၊။"
NATIVE_STOPS = "؟۔।॥։።?!"  # behind which a site may lose the space in scripts without capitals
WIDE_STOPS = "。！？｡"  # Chinese and Japanese put no space behind them
CLOSERS = "\"'”’“‘»«›‹)]}」』”）】〉》〕］*†‡\x92\x94"  # the last two are quotation marks of Windows-1252 read as Latin-1
FOOTNOTE = r"\[\d{1,3}\]"
CLOSING_ENTITY = "&(?:quot|#39|#34|apos|rdquo|rsquo|raquo|#8217|#8221);"  # quotation marks that a site escaped twice
OPENING_ENTITY = "&(?:quot|#39|#34|apos|ldquo|lsquo|laquo|#8216|#8220);"
SIGNS = "$€£¥₹@#©®%&+~<>"  # which can begin a sentence
SPACE = re.escape(INVISIBLE)
# A run of stops, also spaced ("end. . ."), what closes with it, and the space behind. French closes with a space before
# the mark. Possessive, so that dotted lines and rows of quotation marks cost linear time. It begins with a single set, which
# `re` searches a line for several times as fast as for alternatives; a semicolon is no run.
STOP = re.compile(
    rf"(?P<stop>[{STOPS}{WIDE_STOPS};](?:(?<!;)[ \xa0]?[{STOPS}{WIDE_STOPS}])*+)"
    rf"(?P<close>(?:[{re.escape(CLOSERS)}]++|{FOOTNOTE}|{CLOSING_ENTITY}|[ \xa0\u202f][»”)\]](?![\w(]))*+)(?P<gap>[{SPACE}]*+)"
)
OPENING = re.compile(rf"(?:{OPENING_ENTITY}|[\"'“”‘’\x91\x93«»„‚‹›(\[{{¿¡「『（【《〈–—―‒•●▪■►▶→✓*{SPACE}-]){{0,12}}+")
# What a writer of Chinese or Japanese puts behind a quotation that has its own full stop, in one sentence with it.
SPEAKER = re.compile(r"[\u3400-\u9fff·]{0,8}?(?:说|說|问|問|表示|称|稱|指出|写道|寫道|回答|道)[。，]|と|って|など|という|との")
NAMED_SPEAKER = re.compile(rf"(?:[^\W\d_][\w.'’-]{{0,30}},? ){{1,4}}(?:{known.REPORTING})\b")
MAC = re.compile("Ma?c[A-Z][a-z]+")
DOMAIN = re.compile(r"[\w-]{1,60}(?:[@/]|\.[a-z]{2,4}\b)")


def sentence_ends(line: str) -> Iterator[tuple[int, int]]:
    """For each end of a sentence inside a line: where it ends, and where the next begins, in code points.

    The end of the line is none of them. Between the two there is nothing but white space and invisible characters.
    """
    start = 0
    marks = _Marks(line)
    for match in STOP.finditer(line):
        if match.end() == len(line):
            return
        place = _plain(line, start, match) or _boundary(line, start, match, marks)
        if place is not None:
            start = place[1]
            yield place


class _Marks:
    """The straight quotation marks of a line; asked from left to right."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.parted: tuple[int, bool] = (-1, False)  # the last mark without a space on either side, and whether it opens

    def opens(self, at: int) -> bool:
        """Whether the mark here, between two sentences without a space, opens: the one before it does not."""
        line = self.line
        last = line.rfind('"', 0, at)
        if last == self.parted[0]:
            within = self.parted[1]
        else:  # to count them all would not do: each paragraph of a long quotation has one that opens, and none that closes
            within = last >= 0 and not line[last + 1].isspace() and (last == 0 or not line[last - 1].isalnum())
            within = within and (last == 0 or line[last - 1] not in ".,?!…")
        self.parted = (at, not within)
        return not within


def _plain(line: str, start: int, match: re.Match[str]) -> tuple[int, int] | None:
    """What `_boundary` says of most stops, at a fifth of the cost: a word, a full stop, a space, a capital; None of others."""
    at, behind = match.span()
    end = match.start("gap")
    if line[at] != "." or end == behind or not "A" <= line[behind] <= "Z":
        return None
    if end > at + 1 and (end > at + 2 or line[at + 1] not in '"”’'):
        return None
    return (end, behind) if is_plain(last_word(line, start, at)) else None


def _boundary(line: str, start: int, match: re.Match[str], marks: _Marks) -> tuple[int, int] | None:
    """(end, next start) if a sentence that begins at ``start`` ends with this stop."""
    stop, close = match["stop"], match["close"]
    end, behind = match.span("gap")
    if stop[-1] in WIDE_STOPS:
        return None if close and SPEAKER.match(line, behind) else (end, behind)
    if end == behind:
        return None if stop == ";" else _without_space(line, start, match, marks)
    opening = OPENING.match(line, behind)
    first = opening.end() if opening else behind
    if stop == ";":
        return (end, behind) if _is_greek_question(line, match.start(), first) else None
    if first == len(line):
        return end, behind
    if not _can_begin(line, first):
        return None
    place = Place(line, start, match.start(), behind, first)
    return None if place.leads or _goes_on(place, stop, close) else (end, behind)


def _can_begin(line: str, at: int) -> bool:
    """Whether what stands here can begin a sentence: no small letter, unless a name is written with one (iPhone)."""
    character = line[at]
    if character.islower():
        return line[at + 1 : at + 2].isupper()
    return character.isalnum() or character in SIGNS or unicodedata.category(character) in ("So", "Sc", "Lm", "Mn")


def _goes_on(place: Place, stop: str, close: str) -> bool:
    """Whether the sentence goes on behind a stop and a space, in front of what could begin another."""
    if not place.token:
        return False
    if stop == ".":
        return closes_an_abbreviation(place) if close[:1] in (")", "]") else abbreviates(place)
    if place.opens:
        return False
    if stop == "!" and place.token in known.EXCLAIMED:  # "Yahoo! Inc."
        return True
    if stop[-1] in "!?":  # “Why?” Harlow asked.
        return bool(close) and NAMED_SPEAKER.match(place.line, place.first) is not None
    # An ellipsis that stands free, in front of a name, is a pause or a gap in a quotation.
    return stop[0] in ".…" and place.line[place.at - 1].isspace() and not close


def _without_space(line: str, start: int, match: re.Match[str], marks: _Marks) -> tuple[int, int] | None:
    """A sentence that ends where the site lost the space: "the end.Next", 'he said."The', "he said.“The"."""
    at, end, close = match.start(), match.end("close"), match["close"]
    first = line[end]
    if first.isalpha() and unicodedata.category(first) == "Lo":
        native = match["stop"] in NATIVE_STOPS and at > start and line[at - 1].isalpha() and not line[at - 1].isascii()
        return (end, end) if native else None
    if not first.isupper() or at - start < 2:
        return None
    place = Place(line, start, at, end, end)
    word, token = place.following, place.token.lstrip("\"'“‘«„([")
    is_word = word[1:].islower() or (word in ("I", "A") and line[end + 1 : end + 2].isspace()) or MAC.fullmatch(word)
    is_domain = word.casefold() in known.TOP_DOMAINS and not close and not place.opens
    if not is_word or is_domain or "." in word or DOMAIN.match(line, end):
        return None
    if len(token) < 2 or any(mark in place.token for mark in ("/", "@", "www")):
        return None
    # Without a quotation mark between, only "end.Next" is sure; of names, those of months are ("Monday.The"), not "Dr.The".
    small = token.islower() or (len(token) > 3 and token[-2:].islower() and place.opens)
    return _parted(match, marks) if close or small else None


def _parted(match: re.Match[str], marks: _Marks) -> tuple[int, int]:
    """Where quotation marks between two sentences without a space belong: to the one before, or the one behind."""
    end, close = match.end("close"), match["close"]
    opening = close[-1:] in ("“", "‘", "«", "„") or close[-2:] == '""' or (close == '"' and marks.opens(end - 1))
    return (end - 1, end - 1) if opening else (end, end)


def _is_greek_question(line: str, at: int, first: int) -> bool:
    """The Greek question mark looks like a semicolon; Greek writes its own semicolon as a raised dot."""
    return at > 0 and "\u0370" <= line[at - 1] <= "\u03ff" and line[first : first + 1].isupper()
