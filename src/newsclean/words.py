"""The one comparison key: what counts as the same words, with the way back to the text.

Two texts say the same words here when they differ only in case, Unicode form, quotation marks, dashes, hyphens,
apostrophes, punctuation, spacing, invisible characters, HTML entities that were left in, or UTF-8 that was once
read as Windows-1252 ("donâ€™t"). Shingles, alignment and the words shown as shared all use this key, so that
stages never disagree on it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex
from attrs import frozen

from newsclean.text import Edit, EditedText

# An apostrophe inside a word is part of it and carries no weight ("don't", "don’t", "dont"); so are the soft hyphen and
# the zero-width characters, which show nothing. A hyphen parts words, as writers do not agree on it ("air-strike").
SILENT = "'\u2019\u2018\u02bc\uff07`\u00b4\u00ad\u200b\u200c\u200d\u2060\ufeff"
WITHOUT_SILENT = dict.fromkeys(map(ord, SILENT))
# Scripts written without spaces: each character is a word, so that shingles are character n-grams there.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
WORD = regex.compile(
    rf"[{UNSPACED}&&[\p{{L}}\p{{M}}\p{{N}}]]"
    rf"|[\p{{L}}\p{{N}}--[{UNSPACED}]](?:[{SILENT}]*[\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]])*+",
    regex.V1,
)
ASCII_WORD = re.compile("[a-zA-Z0-9]+(?:'+[a-zA-Z0-9]+)*")  # the same for what `_in_ascii` gives, at a fraction of the cost
ASCII_KEYS: dict[int, str | None] = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
ASCII_KEYS |= {ord("'"): None, ord("`"): None}
NOT_IN_KEY = regex.compile(r"[^\p{L}\p{M}\p{N}]+")

# What stands for another character: an entity, or the bytes of one UTF-8 character each read as Windows-1252. Of the
# possible double readings only those are undone that no language spells: "â€" + one more, "Â" + a symbol, "Ã" + what is
# no quotation mark or dash, which may well follow a capital Ã in Portuguese ("IRMÃ”").
STAND_IN = regex.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});"
    r"|â€[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    r"|Â[\xa0-\xbf]"
    r"|Ã[\x80-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]"
)
LEADS = ("&", "Ã", "Â", "â€")  # what a stand-in begins with
# What `TYPOGRAPHY` and NFKC make of the typography of English; most text is in ASCII then.
COMMON_TYPOGRAPHY = (
    *((c, "'") for c in "\u2019\u2018`"),
    *((c, '"') for c in "\u201c\u201d"),
    *((c, "-") for c in "\u2013\u2014"),
    ("\u2026", "..."),
    ("\u00a0", " "),
)
TYPED = (("\u2019", "'"), ("\u2018", "'"), ("`", "'"), *((c, " ") for c in "\u201c\u201d\u2013\u2014\u2026\u00a0"))
TYPOGRAPHY: dict[int, str | None] = {ord(c): "'" for c in "\u2019\u2018\u02bc\uff07`\u00b4\u201a\u201b"}
TYPOGRAPHY |= {ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"}
TYPOGRAPHY |= {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
TYPOGRAPHY |= {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}


@frozen
class Words:
    """The words of a text as three columns of one length.

    Attributes:
        keys: the comparison key of each word.
        starts, ends: where each word stands in the text, in code points.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)


def words(text: str) -> Words:
    """The words of a text in order, each with its comparison key and its place."""
    plain = decoded(text)
    shown = _in_ascii(plain.text)
    if shown.isascii():
        found = [match.span() for match in ASCII_WORD.finditer(shown)]
        lower = shown.lower()
        keys = [lower[start:end] for start, end in found]
        if "'" in lower:
            keys = [key.replace("'", "") for key in keys]
    else:
        found = [match.span() for match in WORD.finditer(plain.text)]
        keys = [word_key(plain.text[start:end]) for start, end in found]
    places = list(_places(plain, found)) if plain.edits else found
    if not all(keys):
        shown_ones = [number for number, key in enumerate(keys) if key]
        keys, places = [keys[number] for number in shown_ones], [places[number] for number in shown_ones]
    starts, ends = zip(*places, strict=True) if places else ((), ())
    return Words(tuple(keys), starts, ends)


def word_keys(text: str) -> tuple[str, ...]:
    """The keys of `words` without the places, at a fraction of the cost."""
    plain = _in_ascii(decoded_text(text))
    if plain.isascii():
        return tuple(plain.translate(ASCII_KEYS).split())
    keys: list[str] = []
    for part in plain.split():  # no word goes over white space, and most have no letter beyond ASCII
        if part.isascii():
            keys += part.translate(ASCII_KEYS).split()
        else:
            keys += filter(None, map(word_key, WORD.findall(part)))
    return tuple(keys)


def _in_ascii(text: str) -> str:
    """The text with the punctuation that English has beyond ASCII in ASCII, place for place; a grave is an apostrophe."""
    if text.isascii():
        return text.replace("`", "'")
    for character, plain in TYPED:
        text = text.replace(character, plain)
    return text


def count_words(text: str) -> int:
    """How many words a text has, for a fraction of the cost of `words`."""
    plain, others = _in_ascii(decoded_text(text)), 0
    if not plain.isascii():
        parts = plain.split()
        others = sum(len(WORD.findall(part)) for part in parts if not part.isascii())
        plain = " ".join([part for part in parts if part.isascii()])
    return others + len(plain.translate(ASCII_KEYS).split())


def word_key(word: str) -> str:
    """The comparison key of a single word: NFKC, case folded, without apostrophes and invisible characters."""
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    # Silent characters go first: NFKC would turn the acute accent that some type for an apostrophe into a combining one.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word.translate(WITHOUT_SILENT)).casefold())
    return NOT_IN_KEY.sub("", folded)


def typographic_key(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe, dash and space, and without invisible characters.

    Two sentences with one typographic key say the same in the same spelling and punctuation.
    """
    plain = decoded_text(text)
    if plain.isascii():
        return " ".join(plain.replace("`", "'").split())
    for character, typed in COMMON_TYPOGRAPHY:
        plain = plain.replace(character, typed)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain.translate(TYPOGRAPHY))
    return " ".join(plain.split())


def decoded(text: str) -> EditedText:
    """The text with entities and double readings of UTF-8 replaced by the characters that they stand for."""
    edits = (
        Edit(start, end, replacement=character, kind="encoding_residue", rule="words.decoded")
        for start, end, character in stand_ins(text)
    )
    return EditedText(text, edits)


def decoded_text(text: str) -> str:
    """The text of `decoded` without the way back, for a fraction of the cost."""
    parts: list[str] = []
    position = 0
    for start, end, character in stand_ins(text):
        parts += (text[position:start], character)
        position = end
    return "".join([*parts, text[position:]]) if parts else text


def stand_ins(text: str) -> list[tuple[int, int, str]]:
    """Where entities and double readings of UTF-8 stand, in order, each with the character that it stands for."""
    leads = [lead for lead in (LEADS[:1] if text.isascii() else LEADS) if lead in text]
    if not leads:
        return []
    # None holds the beginning of another further on, so that each kind can be looked for by itself.
    found = sorted(at for lead in leads for at in positions(text, lead))
    matches = [match for at in found if (match := STAND_IN.match(text, at))]
    return [(*match.span(), character) for match in matches if (character := _stood_for(match[0])) != match[0]]


def positions(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, in order; places may overlap."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@lru_cache(4096)
def _stood_for(token: str) -> str:
    return html.unescape(token) if token[0] == "&" else _read_as_utf8(token)


def _read_as_utf8(token: str) -> str:
    # Windows-1252 leaves five bytes undefined; readers pass them on as the control characters of the same number.
    data = b"".join(c.encode("latin-1") if ord(c) < 0x100 else c.encode("cp1252") for c in token)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return token


def _places(plain: EditedText, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in found:
        span = plain.to_source(start, end)
        yield span.start, span.end
