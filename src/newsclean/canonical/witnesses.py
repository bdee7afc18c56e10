"""The witnesses of one merge: their sentences with their places in the sources, and which sentences are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.canonical.alignment import align
from newsclean.canonical.nodes import Place
from newsclean.canonical.order import Course
from newsclean.canonical.quotations import open_quotations
from newsclean.canonical.readings import Joint, Reading
from newsclean.canonical.sentences import Splitter, Unit, UnitKind
from newsclean.canonical.story import Witness, rest_of
from newsclean.text import Span

PARAGRAPH, SPACE = "\n\n", " "


@frozen(eq=False)
class WitnessText:
    """A witness with its units and where each stands in the source text."""

    article: CleanArticle
    units: tuple[Unit, ...]
    said: tuple[str, ...]  # what each unit says
    pieces: tuple[tuple[Span, ...], ...]
    goes_on: tuple[bool, ...]  # of each unit, whether a quotation goes on from it to the next

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def length(self) -> int:
        """How many words the units have."""
        return sum(len(unit.keys) for unit in self.units)

    def separator(self, unit: int) -> str:
        """The typed separator between a unit and the one after it: a space or nothing in a line, else a new paragraph."""
        one, other = self.units[unit], self.units[unit + 1]
        if one.line != other.line:
            return PARAGRAPH
        return SPACE if one.span.end < other.span.start else ""

    def text(self, unit: int, count: int) -> str:
        """What so many units from one on say, with typed separators between them."""
        text = self.said[unit]
        for number in range(unit + 1, unit + count):
            text += self.separator(number - 1) + self.said[number]
        return text

    def reading(self, unit: int, count: int, *, chosen: bool, moved: bool) -> Reading:
        """The reading of so many units from one on."""
        article = self.article.article
        text, pieces = self.text(unit, count), self.pieces[unit]
        joints: tuple[Joint, ...] = ()
        if count > 1 or self.units[unit].breaks:
            pieces = tuple(chain.from_iterable(self.pieces[unit : unit + count]))
            joints = tuple(self._joints(unit, count))
        if not joints and not self.article.removals:
            source = text
        elif len(pieces) == 1:
            source = pieces[0].of(article.text)
        else:
            source = "".join([piece.of(article.text) for piece in pieces])
        return Reading(article.id, pieces, source, text, chosen, moved, joints)

    def _joints(self, unit: int, count: int) -> Iterator[Joint]:
        position = 0
        for number in range(unit, unit + count):
            *wrapped, last = self.units[number].stretches
            for stretch in wrapped:
                position += len(stretch)
                yield Joint(position, SPACE, ends_sentence=False)
                position += len(SPACE)
            position += len(last)
            if number < unit + count - 1:
                yield Joint(position, self.separator(number))
                position += len(self.separator(number))

    def witness(self, readings: Sequence[tuple[Span, ...]]) -> Witness:
        """The witness as a source of the story; ``readings`` are the pieces of its readings, in its own order."""
        article = self.article.article
        return Witness(
            article=article.id,
            rest=tuple(rest_of(article.text, chain.from_iterable(readings))),
            url=article.url,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            authors=article.authors,
            language=article.language,
        )


@frozen(eq=False)
class Member:
    """One witness's share in a group: the number of the witness, of its first unit, and how many units there are."""

    witness: int
    unit: int
    count: int = 1


@frozen(eq=False)
class Aligned:
    """Witnesses and their sentences as groups.

    Attributes:
        witnesses: the fuller first; witnesses of one text stand together, by their ids.
        text_of: of each witness, the number of its text; copies have one.
        groups: one sentence each, over all witnesses.
        group_of: the group of each unit of each witness.
        courses: the groups of each witness, in its order; one that holds two of its units stands there once.
    """

    witnesses: tuple[WitnessText, ...]
    text_of: tuple[int, ...]
    groups: tuple[tuple[Member, ...], ...]
    group_of: tuple[tuple[int, ...], ...]
    courses: tuple[Course, ...]

    def in_quotation(self, member: Member) -> bool:
        """Whether a member stands in a quotation that goes over several units of its witness."""
        goes_on = self.witnesses[member.witness].goes_on
        return goes_on[member.unit + member.count - 1] or (member.unit > 0 and goes_on[member.unit - 1])


def aligned(articles: Sequence[CleanArticle]) -> Aligned:
    """The articles' sentences as groups.

    Identical texts are aligned once, and texts come before ids in every order, so that a copy under another name changes
    nothing but the list of witnesses.
    """
    splitter = Splitter()
    split = [witness_text(article, splitter) for article in articles]
    split.sort(key=lambda witness: (-witness.length, witness.article.text, witness.id))
    owners: dict[tuple[str, bool], list[int]] = {}
    for number, witness in enumerate(split):
        # Titles are no part of the text, but tell whether its first line is a headline.
        has_headline = bool(witness.units) and witness.units[0].kind is UnitKind.HEADLINE
        owners.setdefault((witness.article.text, has_headline), []).append(number)
    distinct = [split[own[0]] for own in owners.values()]
    numbers = list(owners.values())
    found = align([witness.units for witness in distinct])
    groups = [
        tuple(Member(owner, unit, count) for text, unit, count in _runs(group) for owner in numbers[text]) for group in found
    ]
    rows = [[-1] * len(witness.units) for witness in split]
    for number, group in enumerate(groups):
        for member in group:
            rows[member.witness][member.unit : member.unit + member.count] = [number] * member.count
    text_of = {owner: number for number, own in enumerate(numbers) for owner in own}
    return Aligned(
        witnesses=tuple(split),
        text_of=tuple(text_of[number] for number in range(len(split))),
        groups=tuple(groups),
        group_of=tuple(map(tuple, rows)),
        courses=tuple(_course(row, witness.goes_on) for row, witness in zip(rows, split, strict=True)),
    )


def _course(row: Sequence[int], goes_on: Sequence[bool]) -> Course:
    """The groups of a witness from those of its units."""
    last = [number for number in range(len(row)) if row[number : number + 1] != row[number + 1 : number + 2]]
    return Course(tuple(row[number] for number in last), tuple(goes_on[number] for number in last))


def _runs(group: Sequence[Place]) -> Iterator[tuple[int, int, int]]:
    """(text, first unit, how many) for the places of a group, which are in order."""
    position = 0
    while position < len(group):
        text, unit = group[position]
        count = 1
        while position + count < len(group) and group[position + count] == (text, unit + count):
            count += 1
        yield text, unit, count
        position += count


def witness_text(article: CleanArticle, splitter: Splitter) -> WitnessText:
    """The article as a witness."""
    found = splitter(article.text, article.article.title)
    text = article.text
    said = tuple([unit.of(text) for unit in found])
    goes_on = open_quotations(text, found)
    if not article.removals:
        return WitnessText(article, found, said, tuple([unit.stretches for unit in found]), goes_on)
    pieces: list[tuple[Span, ...]] = []
    position = 0
    kept = _kept(article)
    low, high, shift = next(kept)
    for unit in found:
        start, end = unit.span.start, unit.span.end
        while high <= start:
            low, high, shift = next(kept)
        if low <= start and end <= high and not unit.breaks:
            pieces.append((Span(start + shift, end + shift),))
            position = end + shift
            continue
        whole = chain.from_iterable(article.edited.pieces(stretch.start, stretch.end) for stretch in unit.stretches)
        # A replacement that holds the end of one unit and the start of the next counts for the first of them.
        own = [Span(max(piece.start, position), max(piece.end, position)) for piece in whole]
        pieces.append(tuple(piece for piece in own if piece) or (own[-1],))
        position = pieces[-1][-1].end
    return WitnessText(article, found, said, tuple(pieces), goes_on)


def _kept(article: CleanArticle) -> Iterator[tuple[int, int, int]]:
    """(start, end) in the text of what was kept of the source, in order, and how much further on it stands in the source.

    The last goes on beyond the end of the text.
    """
    at = position = 0  # in the text and in the source
    for edit in article.removals:
        kept = edit.start - position
        yield at, at + kept, position - at
        at += kept + len(edit.replacement)
        position = edit.end
    yield at, len(article.article.text) + at + 1, position - at
