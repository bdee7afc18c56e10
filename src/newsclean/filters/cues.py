"""Which rules to try on which lines: only those of which a line holds a cue, found in one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex
from attrs import field, frozen

from newsclean.filters.rule import Rule
from newsclean.lines import Line

WORD = re.compile(r"\w+")
# A cue in these scripts, which are written without spaces, stands inside a run of letters.
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def folded(text: str) -> str:
    """The text in one case, in which Turkish capitals are those of their small letters too ("İLGİLİ", "ilgili")."""
    return text.casefold() if text.isascii() else text.casefold().replace("\u0307", "").replace("ı", "i")


@frozen
class Cues:
    """An index of rules by their cues.

    Attributes:
        rules: the rules, in their order.
    """

    rules: Sequence[Rule]
    _words: dict[str, list[int]] = field(init=False, factory=dict)
    _parts: dict[str, list[int]] = field(init=False, factory=dict)
    _always: list[int] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for cue in map(folded, rule.cues):
                whole = WORD.fullmatch(cue) and not UNSPACED.search(cue)
                (self._words if whole else self._parts).setdefault(cue, []).append(number)
            if not rule.cues:
                self._always.append(number)

    def rows(self, text: str, lines: Sequence[Line]) -> dict[int, list[int]]:
        """The lines that each rule is to be tried on: rule number to line numbers, both in order."""
        found: dict[int, list[int]] = {}
        # A part that the whole text lacks need not be looked for in its lines; most texts have none of them.
        whole = folded(text)
        parts = [(part, numbers) for part, numbers in self._parts.items() if part in whole]
        known = self._words.keys()
        for row, (start, end, _) in enumerate(lines):
            line = folded(text[start:end])
            rules = set(self._always)
            for word in known & set(WORD.findall(line)):
                rules.update(self._words[word])
            for part, numbers in parts:
                if part in line:
                    rules.update(numbers)
            for number in rules:
                rule = self.rules[number]
                if rule.min_length <= end - start and (rule.match != "line" or end - start <= rule.max_length):
                    found.setdefault(number, []).append(row)
        return dict(sorted(found.items()))
