"""Block quotations: what an article hands over to somebody else's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from newsclean.neardup.narration import WordPlaces
from newsclean.neardup.runs import BRIDGE

# The end of a line that hands over to somebody else's text: "nearly all the initial reports of it stemmed from an article
# published by the Australian news site NT News:". Shorter lines are a page's own ("Read more:", "Photos and video:").
HANDS_OVER = regex.compile(r":[^\w\n:]*\n")
INTRODUCTION_WORDS = 4
PARAGRAPH_END = regex.compile(r"\s*\n\s*")
# Words of its own that a text may have inside a block altogether: who quotes cuts and adds "[sic]", but does not write. The
# "bogus article" of a fact check has a sentence of 22 words that the copy beside it lacks.
BLOCK_OWN = 40


def block_quotations(text: str, words: WordPlaces, runs: Sequence[tuple[int, int]]) -> list[bool]:
    """For each shared run, whether this text quotes it as a block: an introduction with a colon ends the line before it.

    The markup that sets a block quotation off is lost in plain text. A block goes on until a whole paragraph of the text's
    own, or more than `BLOCK_OWN` words of its own, stand between its runs.

    Args:
        text: the text that may quote.
        words: where its words stand.
        runs: (first word, number of words) of each run, in the order of the text.
    """
    flags: list[bool] = []
    end = own = 0
    for first, length in runs:
        own += first - end
        between = text[words.ends[end - 1] if end else 0 : words.starts[first]]
        goes_on = bool(flags) and flags[-1] and own <= BLOCK_OWN and len(PARAGRAPH_END.findall(between)) < 2
        if not goes_on and (goes_on := _introduced(text, words, first)):
            own = 0
        flags.append(goes_on)
        end = first + length
    return flags


def _introduced(text: str, words: WordPlaces, first: int) -> bool:
    """Whether a line that hands over ends at most `BRIDGE` words before a run."""
    begin = words.ends[first - BRIDGE - 1] if first > BRIDGE else 0
    colon = HANDS_OVER.search(text, begin, words.starts[first])
    if colon is None:
        return False
    line = text.rfind("\n", 0, colon.start()) + 1
    return bisect_left(words.starts, colon.start()) - bisect_left(words.starts, line) >= INTRODUCTION_WORDS
