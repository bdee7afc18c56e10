"""Applying rules to the lines of an article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import regex
from attrs import field, frozen

from newsclean.article import CleanArticle
from newsclean.filters.cue_tables import FIRST, LAST, PARTS
from newsclean.filters.cues import HEAD_LINES, Cues, KnownLine, tail_of
from newsclean.filters.headline import says_the_title
from newsclean.filters.rule import Rule
from newsclean.filters.searching import Hit, hits
from newsclean.lines import INVISIBLE
from newsclean.text import Edit

MAX_CAPTION = 400  # code points; a longer line with a credit at its end is a paragraph of the article
# A caption names whom it shows; who "he" is only the paragraph before can say, and a quotation is no caption either. Then the
# credit of the next picture was glued to a paragraph of the article: "He added that he hardly knew them.  Jane Doe / Agency".
NO_CAPTION = regex.compile(
    r"""["“„«‘‹](?!\p{Lu}[\p{L}’' ]{1,40}["”“»’›])"""
    r"|(?:He|She|They|It|We|But|And|Er|Sie|Es|Aber|Und|Elle|Ils|Elles|Mais|Él|Ella|Ellos|Pero|Ele|Ela|Eles|Lui|Lei|Hij|Zij|Maar"
    r"|Han|Hon|Hän|Mutta|Он|Она|Они|Но)\s"
)
MAX_LINK = 140  # code points of a headline in a list of links
MAX_LINKS = 12
NEAR = 50  # lines; an article is typed in one way throughout
# Ends as a sentence does; a headline may ask or exclaim but is not closed by a full stop or a quotation's end.
SENTENCE_END = regex.compile(r"""[.!?…。！？।؟]["'”’»)\]]*$""")
CLOSED = regex.compile(r"""[.…。।:;,]["'”’»)\]]*$|[.!?,]["”’]$""")


def _in_a_tuple(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@frozen
class RuleFilter:
    """A filter that applies rules in their order; where two rules want the same characters, the first has them.

    Attributes:
        rules: the rules.
        prove: called with each rule before it is first used, for the rules that ship, whose examples were not checked when
            they were loaded: compiling hundreds of patterns takes a second, and most texts need few of them.
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
        known = self._cues.lines(article)
        work = _Work(article, known, self.rules, self._cues, self._proved if self.prove else None)
        for number, rows in self._cues.rows(article, known).items():
            work.apply(number, rows)
        work.peel_the_edges()
        for edits in work.taken.values():
            yield from edits

    def _proved(self, number: int) -> None:
        if self.prove is not None and number not in self._proven:
            self.prove(self.rules[number])
            self._proven.add(number)


class _Work:
    """The lines of one text, and what the rules take of them.

    Attributes:
        prove: called with the number of a rule before it is searched for; None for rules that were proven when loaded.
        taken: the edits by the row that they are in.
    """

    def __init__(
        self,
        article: CleanArticle,
        known: Sequence[KnownLine],
        rules: Sequence[Rule],
        cues: Cues,
        prove: Callable[[int], None] | None,
    ) -> None:
        self.article, self.known, self.rules, self.cues, self.prove = article, known, rules, cues, prove
        self.text, self.rows = article.text, article.edited.lines
        self.house = cues.house(article)
        self.taken: dict[int, list[Edit]] = {}

    def apply(self, number: int, rows: Iterable[int]) -> None:
        """Takes what a rule hits on the rows it may hit."""
        rule = self.rules[number]
        found = {row: hits for row in rows if (hits := self.hits(number, row, self.known[row]))}
        for row, hits in found.items():
            if rule.run == 1 or self.run(row, found) >= rule.run:
                self.take(rule, hits, row)

    def peel_the_edges(self) -> None:
        """Takes what stands first and last, which is only known once all else is gone; and each may lay the next one open."""
        before, waiting = -1, dict[tuple[int, int], list[int]]()
        while before < (count := sum(map(len, self.taken.values()))):
            before, number = count, -1
            while True:
                edges = self.edge(FIRST), self.edge(LAST)
                if edges not in waiting:
                    waiting[edges] = self.waiting(edges)
                number = next((later for later in waiting[edges] if later > number), -1)
                if number < 0:
                    break
                self.peel(number)

    def waiting(self, edges: tuple[int, int]) -> list[int]:
        """The rules for what stands first or last that may hit the first and the last row left, in order."""
        found = [line.candidates for row, part in zip(edges, (FIRST, LAST), strict=True) if (line := self.at_edge(row, part))]
        return self.cues.holding(self.article, self.known, set[int]().union(*found))

    def edge(self, part: int) -> int:
        """The first or the last row of which something is left; -1 where nothing is."""
        return next((row for row in self.from_edge(part) if not self.gone(row)), -1)

    def from_edge(self, part: int) -> Iterable[int]:
        """All rows, from that edge on."""
        rows = range(len(self.rows))
        return rows if part == FIRST else reversed(rows)

    def at_edge(self, row: int, part: int) -> KnownLine | None:
        """What is known of a row for rules of that edge; None if it is too far away from it to be looked at in this round."""
        if row < 0 or (row >= HEAD_LINES if part == FIRST else row < tail_of(len(self.rows))):
            return None
        start, end, _ = self.rows[row]
        return self.cues.edge(self.text[start:end], part | self.house)

    def peel(self, number: int) -> None:
        """Takes what a rule for the first or last line hits, from that end on for as long as all of every row is gone."""
        rule = self.rules[number]
        part = PARTS[rule.place]
        for row in self.from_edge(part):
            if self.gone(row):
                continue
            if (known := self.at_edge(row, part)) is not None:
                self.take(rule, self.hits(number, row, known), row)
            if not self.gone(row):
                break

    def hits(self, number: int, row: int, known: KnownLine) -> tuple[Hit, ...]:
        """What a rule hits on a row; each line is searched once for each rule, however often it is looked at."""
        found = known.hits.get(number, ())
        if not found and number in known.candidates:
            if self.prove is not None:
                self.prove(number)
            start, end, _ = self.rows[row]
            found = hits(self.rules[number], self.text[start:end], trusted=self.prove is not None)
            if found:
                known.hits[number] = found
            else:
                known.candidates.remove(number)
        return found

    def gone(self, row: int) -> bool:
        """Whether all of a row has been taken."""
        if row not in self.taken:
            return False
        line = self.rows[row]
        return sum(edit.end - edit.start for edit in self.taken[row]) >= line.end - line.start

    def run(self, row: int, found: Collection[int]) -> int:
        """How many rows, one under the other and this one among them, are hit or have been taken."""

        def counts(number: int) -> bool:
            return number in found or (0 <= number < len(self.rows) and self.gone(number))

        first = last = row
        while counts(first - 1):
            first -= 1
        while counts(last + 1):
            last += 1
        return last - first + 1

    def take(self, rule: Rule, hits: Iterable[Hit], row: int) -> None:
        """Takes hits and what goes with them, unless another rule was first."""
        for number, edit in self.with_company(rule, hits, row):
            edits = self.taken.setdefault(number, [])
            if all(edit.end <= other.start or other.end <= edit.start for other in edits):
                edits.append(edit)

    def with_company(self, rule: Rule, hits: Iterable[Hit], number: int) -> Iterator[tuple[int, Edit]]:
        """(row, edit) for each hit of the rule on a row, and for the lines and words that go with it."""
        text, rows = self.text, self.rows
        line = rows[number]
        for hit in hits:
            start = line.start + hit.start
            yield number, _edit(rule, start, line.start + hit.end, rule.kind, hit.lifted)
            rest = line.start + len(text[line.start : start].rstrip(INVISIBLE))
            if rule.before and line.start < rest <= line.start + MAX_CAPTION and not NO_CAPTION.match(text, line.start, rest):
                yield number, _edit(rule, line.start, rest, rule.before)
                rest = line.start
            if rule.above and rest == line.start and number and self.belongs(number):
                yield number - 1, _edit(rule, rows[number - 1].start, rows[number - 1].end, rule.above)
        if rule.below:
            for below in range(number + 1, min(number + 1 + MAX_LINKS, len(rows))):
                link = rows[below]
                # A link stands no further from its heading than from the next one, and nothing of it is open.
                apart = link.gap > rows[number + 1].gap
                if apart or link.end - link.start > MAX_LINK or CLOSED.search(text, link.start, link.end):
                    break
                yield below, _edit(rule, link.start, link.end, rule.below)

    def belongs(self, number: int) -> bool:
        """Whether the line above a caption is its title: closer to it than paragraphs are to each other, or the same words."""
        text, rows = self.text, self.rows
        above, below = rows[number - 1], rows[number]
        title = text[above.start : above.end]
        if len(title) > MAX_LINK or SENTENCE_END.search(title) or says_the_title(title, self.article.article.title):
            return False
        # Paragraphs are parted by blank lines where one of the lines around is.
        parted = any(row.gap > 1 for row in rows[max(0, number - NEAR) : number + NEAR])
        return (parted and below.gap == 1) or text.startswith(title, below.start, below.end)


def _edit(rule: Rule, start: int, end: int, kind: str, lifted: Mapping[str, str] | None = None) -> Edit:
    return Edit(start, end, kind=kind, rule=rule.id, reason=rule.reason, lifted=lifted or {})
