"""Applying rules to the lines of an article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import regex
from attrs import field, frozen

from newsclean.article import CleanArticle
from newsclean.filters.cues import Cues, KnownLine
from newsclean.filters.headline import says_the_title
from newsclean.filters.rule import Rule
from newsclean.filters.searching import Hit, hits
from newsclean.lines import INVISIBLE, Line
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
        work = _Work(article.text, article.edited.lines, known, article.article.title, self.prove is not None)
        waiting: list[tuple[int, Rule, set[int]]] = []
        for number, rows in self._cues.rows(article, known).items():
            rule = self.rules[number]
            if self.prove is not None and number not in self._proven:
                self.prove(rule)
                self._proven.add(number)
            if rule.place in ("first", "last"):
                waiting.append((number, rule, set(rows)))
            else:
                work.apply(number, rule, rows)
        # What stands first and last is only known once all else is; and each may lay the next one open.
        before = -1
        while waiting and before < (count := sum(map(len, work.taken.values()))):
            before = count
            for number, rule, candidates in waiting:
                work.peel(number, rule, candidates)
        for edits in work.taken.values():
            yield from edits


@frozen
class _Work:
    """The lines of one text, and what the rules take of them."""

    text: str
    rows: Sequence[Line]
    known: Sequence[KnownLine]
    title: str | None
    trusted: bool
    taken: dict[int, list[Edit]] = field(factory=dict)

    def apply(self, number: int, rule: Rule, rows: Iterable[int]) -> None:
        """Takes what a rule hits on the rows it may hit."""
        found = {row: hits for row in rows if (hits := self.hits(number, rule, row))}
        for row, hits in found.items():
            if rule.run == 1 or self.run(row, found) >= rule.run:
                self.take(rule, hits, row)

    def peel(self, number: int, rule: Rule, candidates: Collection[int]) -> None:
        """Takes what a rule for the first or last line hits, from that end on for as long as all of every row is gone."""
        for row in range(len(self.rows)) if rule.place == "first" else reversed(range(len(self.rows))):
            if self.gone(row):
                continue
            if row in candidates:
                self.take(rule, self.hits(number, rule, row), row)
            if not self.gone(row):
                break

    def hits(self, number: int, rule: Rule, row: int) -> tuple[Hit, ...]:
        """What a rule hits on a row; each line is searched once for each rule, however often it is looked at."""
        known = self.known[row]
        found = known.hits.get(number, ())
        if not found and number in known.candidates:
            line = self.rows[row]
            found = hits(rule, self.text[line.start : line.end], trusted=self.trusted)
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
        if len(title) > MAX_LINK or SENTENCE_END.search(title) or says_the_title(title, self.title):
            return False
        # Paragraphs are parted by blank lines where one of the lines around is.
        parted = any(row.gap > 1 for row in rows[max(0, number - NEAR) : number + NEAR])
        return (parted and below.gap == 1) or text.startswith(title, below.start, below.end)


def _edit(rule: Rule, start: int, end: int, kind: str, lifted: Mapping[str, str] | None = None) -> Edit:
    return Edit(start, end, kind=kind, rule=rule.id, reason=rule.reason, lifted=lifted or {})
