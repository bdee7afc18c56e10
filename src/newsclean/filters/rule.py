"""A rule: one pattern with the place, the size and the company in which it is boilerplate."""

from __future__ import annotations

from typing import Literal

import regex
from attrs import field, frozen
from attrs.validators import and_, gt, in_, max_len, min_len

Match = Literal["line", "start", "end", "inline"]
Place = Literal["head", "tail", "last", "anywhere"]


@frozen
class Rule:
    """What one rule removes, and where.

    Attributes:
        id: unique among the rules loaded together; named in every removal.
        kind: the kind of boilerplate, one word.
        pattern: searched by the ``regex`` module, verbose mode off, case as written.
        reason: one readable line, shown with every removal.
        match: ``line``: the pattern is a whole line; ``start`` / ``end``: it is cut off a line's start / end, and the
            rest stays; ``inline``: it is cut out wherever it stands in a line.
        place: ``head``: the article's first lines; ``tail``: its last third; ``last``: nothing follows but what is
            removed; ``anywhere``.
        min_length: the least that the hit has, in code points; shorter lines are not even searched.
        max_length: the most that it may have.
        lifts: names of groups of the pattern whose text moves to metadata.
        before: the kind of what stands before the hit on its line, if that goes too (a caption before its credit).
        above: the kind of the short line directly above the hit in the same block, if that goes too.
        below: the kind of the lines under the hit that are no sentences, if they go too (the links under "More news").
        hits: real texts in which the rule must find something; at least one.
        misses: real texts in which it must find nothing; at least one.
    """

    id: str = field(validator=min_len(1))
    kind: str = field(validator=and_(min_len(1), max_len(40)))
    pattern: regex.Pattern[str]
    reason: str = field(validator=min_len(1))
    hits: tuple[str, ...] = field(validator=min_len(1))
    misses: tuple[str, ...] = field(validator=min_len(1))
    match: Match = field(default="line", validator=in_(("line", "start", "end", "inline")))
    place: Place = field(default="anywhere", validator=in_(("head", "tail", "last", "anywhere")))
    min_length: int = field(default=3, validator=gt(0))
    max_length: int = field(default=200, validator=gt(0))
    lifts: tuple[str, ...] = ()
    before: str = ""
    above: str = ""
    below: str = ""
