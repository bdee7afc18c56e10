"""Applying rules to the lines of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import regex
from attrs import field, frozen

from newsclean.article import CleanArticle
from newsclean.errors import FilterError
from newsclean.filters.cues import Cues
from newsclean.filters.rule import Rule
from newsclean.lines import INVISIBLE, Line
from newsclean.text import Edit

MAX_CAPTION = 400  # code points; a longer line with a credit at its end is a paragraph of the article
MAX_LINK = 140  # code points of a headline in a list of links
MAX_LINKS = 12
NEAR = 50  # lines; an article is typed in one way throughout
# Ends as a sentence does; a headline may ask or exclaim but is not closed by a full stop or a quotation's end.
SENTENCE_END = regex.compile(r"""[.!?…。！？।؟]["'”’»)\]]*$""")
CLOSED = regex.compile(r"""[.…。।:;,]["'”’»)\]]*$|[.!?,]["”’]$""")
AHEAD = 100  # code points that a rule for the start of a line may look ahead
# Long enough for any rule on any line within its length; a pattern that takes longer is at fault.
SECONDS = 1.0


def _in_a_tuple(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@frozen
class RuleFilter:
    """A filter that applies rules in their order; where two rules want the same characters, the first has them.

    Attributes:
        rules: the rules.
        prove: called with each rule before it is first used, for those whose examples were not checked when they were
            loaded: compiling hundreds of patterns takes a second, and most texts need few of them.
    """

    rules: Sequence[Rule] = field(converter=_in_a_tuple)
    prove: Callable[[Rule], None] | None = None
    _proven: set[int] = field(init=False, factory=set, eq=False, repr=False)

    @cached_property
    def certain(self) -> frozenset[str]:
        """The ids of the rules whose removals the guard does not count."""
        return frozenset(rule.id for rule in self.rules if rule.certain)

    @cached_property
    def _cues(self) -> Cues:
        return Cues(self.rules)

    def __call__(self, article: CleanArticle) -> Iterator[Edit]:
        """The edits that the rules ask for, stated on the article's current text."""
        text, rows = article.text, article.edited.lines
        taken: dict[int, list[Edit]] = {}
        waiting: list[tuple[Rule, list[int]]] = []
        for number, candidates in self._cues.rows(article).items():
            rule = self.rules[number]
            if self.prove is not None and number not in self._proven:
                self.prove(rule)
                self._proven.add(number)
            if rule.place in ("first", "last"):
                waiting.append((rule, candidates))
            else:
                _apply(rule, candidates, text, rows, taken)
        # What stands first and last is only known once all else is; and each may lay the next one open.
        before = -1
        while waiting and before < (count := sum(map(len, taken.values()))):
            before = count
            for rule, candidates in waiting:
                _peel(rule, candidates, text, rows, taken)
        for edits in taken.values():
            yield from edits


def _apply(rule: Rule, candidates: Sequence[int], text: str, rows: Sequence[Line], taken: dict[int, list[Edit]]) -> None:
    found = {row: hits for row in candidates if (hits := _hits(rule, text, rows[row]))}
    for row, hits in found.items():
        if rule.run == 1 or _run(row, found, rows, taken) >= rule.run:
            _take(rule, hits, text, rows, row, taken)


def _peel(rule: Rule, candidates: Sequence[int], text: str, rows: Sequence[Line], taken: dict[int, list[Edit]]) -> None:
    """A rule for the first or last line, applied from that end on for as long as all of every row has been taken."""
    for row in range(len(rows)) if rule.place == "first" else reversed(range(len(rows))):
        if _gone(rows[row], taken.get(row, ())):
            continue
        if row in candidates:
            _take(rule, _hits(rule, text, rows[row]), text, rows, row, taken)
        if not _gone(rows[row], taken.get(row, ())):
            break


def _gone(row: Line, edits: Iterable[Edit]) -> bool:
    """Whether the edits take all of a row."""
    return sum(edit.end - edit.start for edit in edits) >= row.end - row.start


def _run(row: int, found: dict[int, Sequence[regex.Match[str]]], rows: Sequence[Line], taken: dict[int, list[Edit]]) -> int:
    """How many rows in a row, this one included, the rule hits or other rules have taken."""

    def counts(number: int) -> bool:
        return number in found or (0 <= number < len(rows) and _gone(rows[number], taken.get(number, ())))

    first = last = row
    while counts(first - 1):
        first -= 1
    while counts(last + 1):
        last += 1
    return last - first + 1


def _take(
    rule: Rule,
    hits: Iterable[regex.Match[str]],
    text: str,
    rows: Sequence[Line],
    row: int,
    taken: dict[int, list[Edit]],
) -> None:
    for number, edit in _with_company(rule, hits, text, rows, row):
        edits = taken.setdefault(number, [])
        if all(edit.end <= other.start or other.end <= edit.start for other in edits):
            edits.append(edit)


def _with_company(
    rule: Rule, hits: Iterable[regex.Match[str]], text: str, rows: Sequence[Line], number: int
) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for each hit of the rule on a row, and for the lines and words that go with it."""
    line = rows[number]
    for hit in hits:
        lifted = {name: value.strip() for name in rule.lifts if (value := hit.group(name))}
        yield number, _edit(rule, hit.start(), hit.end(), rule.kind, lifted)
        rest = line.start + len(text[line.start : hit.start()].rstrip(INVISIBLE))
        if rule.before and line.start < rest <= line.start + MAX_CAPTION:
            yield number, _edit(rule, line.start, rest, rule.before)
            rest = line.start
        if rule.above and rest == line.start and number and _belongs(text, rows, number):
            yield number - 1, _edit(rule, rows[number - 1].start, rows[number - 1].end, rule.above)
    if rule.below:
        for below in range(number + 1, min(number + 1 + MAX_LINKS, len(rows))):
            link = rows[below]
            # A link stands no further from its heading than from the next one, and nothing of it is open.
            apart = link.gap > rows[number + 1].gap
            if apart or link.end - link.start > MAX_LINK or CLOSED.search(text, link.start, link.end):
                break
            yield below, _edit(rule, link.start, link.end, rule.below)


def _hits(rule: Rule, text: str, line: Line) -> Sequence[regex.Match[str]]:
    """The rule's hits on a line; the window keeps every search within the rule's length.

    Raises:
        FilterError: if the pattern takes longer than `SECONDS`; it names the rule.
    """
    start, end, search = line.start, line.end, rule.search
    try:
        if rule.match == "line":
            match = search.fullmatch(text, start, end, timeout=SECONDS)
            return () if match is None else (match,)
        if rule.match == "start":
            found = iter([search.match(text, start, min(end, start + rule.max_length + AHEAD), timeout=SECONDS)])
        elif rule.match == "end":
            found = search.finditer(text, max(start, end - rule.max_length), end, timeout=SECONDS)
        else:
            found = search.finditer(text, start, end, timeout=SECONDS)
        hits = [match for match in found if match and rule.min_length <= match.end() - match.start() <= rule.max_length]
        return [match for match in hits if match.end() == end] if rule.match == "end" else hits
    except TimeoutError:
        problem = f"rule {rule.id} took longer than {SECONDS:.0f} s on one line"
        raise FilterError(problem, "Make its pattern simpler", filter_name=rule.id, article="") from None


def _belongs(text: str, rows: Sequence[Line], number: int) -> bool:
    """Whether the line above a caption is its title: closer to it than paragraphs are to each other, or the same words."""
    above, below = rows[number - 1], rows[number]
    title = text[above.start : above.end]
    if len(title) > MAX_LINK or SENTENCE_END.search(title):
        return False
    # Paragraphs are parted by blank lines where one of the lines around is.
    parted = any(row.gap > 1 for row in rows[max(0, number - NEAR) : number + NEAR])
    return (parted and below.gap == 1) or text.startswith(title, below.start, below.end)


def _edit(rule: Rule, start: int, end: int, kind: str, lifted: dict[str, str] | None = None) -> Edit:
    return Edit(start, end, kind=kind, rule=rule.id, reason=rule.reason, lifted=lifted or {})
