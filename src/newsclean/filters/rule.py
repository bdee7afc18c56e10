"""A rule: one pattern with the place, the size and the company in which it is boilerplate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, get_args

import regex
from attrs import field, frozen
from attrs.validators import and_, gt, in_, max_len, min_len

Match = Literal["line", "start", "end", "inline"]
Place = Literal["head", "first", "inside", "tail", "last", "anywhere"]
Shape = Literal["any", "open", "capitals", "word"]


@frozen
class Rule:
    r"""What one rule removes, and where.

    Attributes:
        id: unique among the rules loaded together; named in every removal.
        kind: the kind of boilerplate, one word.
        pattern: searched by the ``regex`` module in its version 1 mode, case as written; it sees one line, without the
            white space around it.
        reason: one readable line, shown with every removal.
        match: ``line``: the pattern is a whole line; ``start`` / ``end``: it is cut off a line's start / end, and the
            rest stays; ``inline``: it is cut out wherever it stands in a line.
        cues: words or parts of words of which a line must hold one, in any case, before the pattern is tried on it; with
            none the pattern is tried on every line of its length. The words of a cue are whole words ("photo", "read
            more", "(c)"), except in scripts without spaces, and in Korean, where a cue may stand anywhere.
        also: of these, too, a line must hold one: single whole words, or signs and words with signs (":", ", 20"), which may
            stand anywhere.
        shape: of the line, seen before the pattern is tried: ``open``: it does not end as a sentence does, with a full stop
            behind a small letter or a digit; ``capitals``: it has no small letter; ``word``: it has no space.
        place: ``head``: the article's first lines; ``first``: nothing precedes but what is removed; ``inside``: not the
            first line; ``tail``: the last third; ``last``: nothing follows but what is removed; ``anywhere``.
        language: the commonest words of the rule's language; with some, the rule is not tried on a text of some length that
            has hardly any of them. For a file of rules it is given once, at its top.
        publishers: names of which one must be in the article's publisher or in its url's host, in any case; with none
            the rule holds everywhere. For what is a link in one house and a subhead in another.
        run: the least number of lines, one under the other, that the rule must hit to count.
        min_length: the least that the hit has, in code points; shorter lines are not even searched.
        max_length: the most that it may have.
        certain: whether the guard does not count what the rule takes: for patterns that no prose can match, such as the
            captions of a gallery with their counters, which can be longer than the article.
        lifts: names of groups of the pattern whose text moves to metadata.
        before: the kind of what stands before the hit on its line, if that goes too (a caption before its credit).
        above: the kind of the short line directly above the hit in the same block, if that goes too.
        below: the kind of the lines under the hit that are no sentences, if they go too (the links under "More news").
        hits: real texts in which the rule must find something; at least one.
        misses: real texts in which it must find nothing; at least one.
        lists: the word lists that the pattern may use as ``\L<name>``.
    """

    id: str = field(validator=min_len(1))
    kind: str = field(validator=and_(min_len(1), max_len(40)))
    pattern: str = field(validator=min_len(1))
    reason: str = field(validator=min_len(1))
    hits: tuple[str, ...] = field(validator=min_len(1))
    misses: tuple[str, ...] = field(validator=min_len(1))
    match: Match = field(default="line", validator=in_(get_args(Match)))
    cues: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    shape: Shape = field(default="any", validator=in_(get_args(Shape)))
    place: Place = field(default="anywhere", validator=in_(get_args(Place)))
    language: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    run: int = field(default=1, validator=gt(0))
    min_length: int = field(default=3, validator=gt(0))
    max_length: int = field(default=200, validator=gt(0))
    certain: bool = False
    lifts: tuple[str, ...] = ()
    before: str = ""
    above: str = ""
    below: str = ""
    lists: Mapping[str, list[str]] = field(factory=dict, repr=False, eq=False)

    @cached_property
    def search(self) -> regex.Pattern[str]:
        """The pattern, compiled when it is first needed, since most rules meet no line with one of their cues.

        Raises:
            regex.error: if the pattern is none.
        """
        return regex.compile(self.pattern, regex.V1, ignore_unused=True, **self.lists)  # type: ignore[arg-type]  # stubs lack lists
