"""Searching one line for one rule's pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from newsclean.errors import FilterError
from newsclean.filters.rule import Rule

AHEAD = 100  # code points that a rule for the start of a line may look ahead
# Long enough for any rule on any line within its length; a pattern that takes longer is at fault.
SECONDS = 1.0
# Code points up to which a pattern that ships is searched without a time limit, which costs more than most searches do; a
# test tries those patterns on lines made to keep them busy.
SHORT = 200


class Hit(NamedTuple):
    """Where a rule's pattern was found in a line, in code points of the line, and what it lifts."""

    start: int
    end: int
    lifted: Mapping[str, str]


def hits(rule: Rule, line: str, *, trusted: bool = False) -> tuple[Hit, ...]:
    """The rule's hits on a line; the window keeps every search within the rule's length.

    Args:
        rule: the rule.
        line: the line, without the white space around it.
        trusted: whether the pattern ships with the library and needs no time limit on short lines.

    Raises:
        FilterError: if the pattern takes longer than `SECONDS`; it names the rule.
    """
    size, search = len(line), rule.search
    seconds = None if trusted and size <= SHORT else SECONDS
    try:
        if rule.match in ("line", "start"):  # most rules, of which most find nothing
            stop = size if rule.match == "line" else min(size, rule.max_length + AHEAD)
            one = (search.fullmatch if rule.match == "line" else search.match)(line, 0, stop, timeout=seconds)
            found = [one] if one else []
        elif rule.match == "end":
            found = [m for m in search.finditer(line, max(0, size - rule.max_length), timeout=seconds) if m.end() == size]
        else:
            found = [*search.finditer(line, timeout=seconds)]
    except TimeoutError:
        problem = f"rule {rule.id} took longer than {SECONDS:.0f} s on one line"
        raise FilterError(problem, "Make its pattern simpler", filter_name=rule.id, article="") from None
    if not found:
        return ()
    return tuple(
        Hit(*match.span(), {name: value for name in rule.lifts if (value := (match.group(name) or "").strip())})
        for match in found
        if rule.min_length <= match.end() - match.start() <= rule.max_length
    )
