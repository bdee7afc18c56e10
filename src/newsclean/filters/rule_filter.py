"""Applying rules to the lines of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex
from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.errors import FilterError
from newsclean.filters.rule import Rule
from newsclean.text import NEWLINE, Edit, Span, lines, stripped

HEAD_LINES = 3
TAIL_SHARE = 1 / 3
TAIL_LINES = 8  # a short article's tail is more than a third of it
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


@frozen
class Line:
    """A line that shows something: its place without the white space around it, and the line ends above it."""

    span: Span
    gap: int


class RuleFilter:
    """A filter that applies rules in their order; where two rules want the same characters, the first has them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: Sequence[Rule] = tuple(rules)

    def __call__(self, article: CleanArticle) -> Iterator[Edit]:
        """The edits that the rules ask for, stated on the article's current text."""
        text = article.text
        rows = _rows(text)
        taken: dict[int, list[Edit]] = {}
        for rule in self.rules:
            for number in _numbers(rule, rows, taken):
                hits = _hits(rule, text, rows[number].span)
                for row, edit in _with_company(rule, hits, text, rows, number) if hits else ():
                    edits = taken.setdefault(row, [])
                    if all(edit.end <= other.start or other.end <= edit.start for other in edits):
                        edits.append(edit)
        for edits in taken.values():
            yield from edits


def _rows(text: str) -> list[Line]:
    rows: list[Line] = []
    position = 0
    for line in lines(text):
        content = stripped(text, line)
        if content:
            rows.append(Line(content, len(NEWLINE.findall(text, position, content.start))))
            position = content.end
    return rows


def _numbers(rule: Rule, rows: Sequence[Line], taken: dict[int, list[Edit]]) -> Iterator[int]:
    """The rows at which the rule may match.

    For ``last`` it is asked from the bottom up, and goes on for as long as all of the row has been taken.
    """
    if rule.place == "head":
        yield from range(min(HEAD_LINES, len(rows)))
    elif rule.place == "tail":
        yield from range(max(0, min(len(rows) - TAIL_LINES, int(len(rows) * (1 - TAIL_SHARE)))), len(rows))
    elif rule.place == "last":
        for number in reversed(range(len(rows))):
            yield number
            if sum(edit.end - edit.start for edit in taken.get(number, ())) < len(rows[number].span):
                break
    else:
        yield from range(len(rows))


def _with_company(
    rule: Rule, hits: Iterable[regex.Match[str]], text: str, rows: Sequence[Line], number: int
) -> Iterator[tuple[int, Edit]]:
    """(row, edit) for each hit of the rule on a row, and for the lines and words that go with it."""
    line = rows[number].span
    for hit in hits:
        span = Span(*hit.span())
        lifted = {name: value.strip() for name in rule.lifts if (value := hit.group(name))}
        yield number, _edit(rule, span, rule.kind, lifted)
        rest = stripped(text, Span(line.start, span.start))
        if rule.before and rest and len(rest) <= MAX_CAPTION:
            yield number, _edit(rule, rest, rule.before)
            rest = Span(line.start, line.start)
        if rule.above and not rest and number and _belongs(text, rows, number):
            yield number - 1, _edit(rule, rows[number - 1].span, rule.above)
    if rule.below:
        for below in range(number + 1, min(number + 1 + MAX_LINKS, len(rows))):
            link = rows[below].span
            # A link stands no further from its heading than from the next one, and nothing of it is open.
            apart = rows[below].gap > rows[number + 1].gap
            if apart or len(link) > MAX_LINK or CLOSED.search(link.of(text)):
                break
            yield below, _edit(rule, link, rule.below)


def _hits(rule: Rule, text: str, line: Span) -> Sequence[regex.Match[str]]:
    """The rule's hits on a line; the window keeps every search within the rule's length.

    Raises:
        FilterError: if the pattern takes longer than `SECONDS`; it names the rule.
    """
    start, end, search = line.start, line.end, rule.pattern
    if end - start < rule.min_length or (rule.match == "line" and end - start > rule.max_length):
        return ()
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
        hits = [match for match in found if match and rule.min_length <= len(match.group()) <= rule.max_length]
        return [match for match in hits if match.end() == end] if rule.match == "end" else hits
    except TimeoutError:
        problem = f"rule {rule.id} took longer than {SECONDS:.0f} s on one line"
        raise FilterError(problem, "Make its pattern simpler", filter_name=rule.id, article="") from None


def _belongs(text: str, rows: Sequence[Line], number: int) -> bool:
    """Whether the line above a caption is its title: closer to it than paragraphs are to each other, or the same words."""
    above, below = rows[number - 1].span.of(text), rows[number].span.of(text)
    if len(above) > MAX_LINK or SENTENCE_END.search(above):
        return False
    # Paragraphs are parted by blank lines where one of the lines around is.
    parted = any(row.gap > 1 for row in rows[max(0, number - NEAR) : number + NEAR])
    return (parted and rows[number].gap == 1) or below.startswith(above)


def _edit(rule: Rule, span: Span, kind: str, lifted: dict[str, str] | None = None) -> Edit:
    return Edit(span.start, span.end, kind=kind, rule=rule.id, reason=rule.reason, lifted=lifted or {})
