"""Merging the articles of one story into its canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import frozen

from newsclean.article import Article, CleanArticle, in_order
from newsclean.canonical.alignment import align
from newsclean.canonical.base import BasePolicy, choose_base
from newsclean.canonical.conflicts import conflicts
from newsclean.canonical.order import arrange, moved
from newsclean.canonical.readings import Reading
from newsclean.canonical.sentences import Unit, UnitKind, units
from newsclean.canonical.story import Omitted, Segment, Status, Story, Stretch, Witness
from newsclean.errors import ArticleError, OptionError
from newsclean.text import Span
from newsclean.words import typographic_key

Mode = Literal["union", "edition"]

PARAGRAPH, SPACE = "\n\n", " "


def canonicalize(
    articles: Iterable[Article | CleanArticle], *, mode: Mode = "union", base: BasePolicy = "most_complete"
) -> Story:
    """One text for the articles of one story, every sentence with its readings in all of them.

    The result does not depend on the order of the articles. No sentence is composed from two witnesses: each is shown
    as one of them has it.

    Args:
        articles: the witnesses, with ids that differ; at least one. An `Article` is taken as it is, with nothing
            removed.
        mode: ``union`` shows every witness's sentences, each once, in place; ``edition`` shows the base's, with the
            others in ``omitted``.
        base: the policy that chooses the witness whose order and wording lead.

    Raises:
        ArticleError: if there is no article, or two have one id.
        OptionError: if the mode or the base policy is unknown, or the policy's function returns no witness.
    """
    check_mode(mode)
    witnesses = [_text(article) for article in in_order(articles)]
    if not witnesses:
        raise ArticleError("a story needs at least one article", "Pass the articles of one cluster")
    chosen, reason = choose_base([w.article for w in witnesses], base)
    first = next(n for n, w in enumerate(witnesses) if w.article.id == chosen)
    # The base first, then those with most text: where two witnesses have something at one place, the fuller goes first.
    # Texts come before ids, so that a copy under another name changes nothing.
    ranked = sorted(
        range(len(witnesses)),
        key=lambda n: (n != first, -witnesses[n].length, witnesses[n].article.text, witnesses[n].article.id),
    )
    return _Merger([witnesses[n] for n in ranked], mode).story(reason)


def check_mode(mode: Mode) -> None:
    """Raises an `OptionError` if a mode is not known."""
    if mode not in ("union", "edition"):
        raise OptionError(f"there is no mode {mode!r}", "Use union or edition", option="mode")


@frozen(eq=False)
class _Text:
    """A witness with its units."""

    article: CleanArticle
    units: tuple[Unit, ...]
    pieces: tuple[tuple[Span, ...], ...]  # of each unit, in the source text

    @property
    def length(self) -> int:
        return sum(len(unit.keys) for unit in self.units)


def _text(article: CleanArticle) -> _Text:
    found = units(article.text, article.article.title)
    pieces: list[tuple[Span, ...]] = []
    position = 0
    for unit in found:
        # A replacement that holds the end of one unit and the start of the next counts for the first of them.
        own = [Span(max(p.start, position), max(p.end, position)) for p in article.edited.pieces(unit.span.start, unit.span.end)]
        pieces.append(tuple(piece for piece in own if piece) or (own[-1],))
        position = pieces[-1][-1].end
    return _Text(article, found, tuple(pieces))


class _Merger:
    """The work of one merge: witnesses in rank order, the base first, and their aligned groups."""

    def __init__(self, witnesses: Sequence[_Text], mode: Mode) -> None:
        self.witnesses = witnesses
        self.mode = mode
        # Byte-identical texts are aligned once, so that copies neither cost nor count.
        distinct = list(dict.fromkeys(w.article.text for w in witnesses))
        first = {text: next(w.units for w in witnesses if w.article.text == text) for text in distinct}
        owners: dict[str, list[int]] = {text: [] for text in distinct}
        for number, witness in enumerate(witnesses):
            owners[witness.article.text].append(number)
        groups = align([first[text] for text in distinct])
        self.groups = [[(w, unit) for text, unit in group for w in owners[distinct[text]]] for group in groups]
        self.sequences: list[list[int]] = [[-1] * len(w.units) for w in witnesses]
        for number, group in enumerate(self.groups):
            for owner, unit in group:
                self.sequences[owner][unit] = number

    def story(self, base_reason: str) -> Story:
        base = self.witnesses[0].article
        headline = self._headline()
        headlines = {n for n in range(len(self.groups)) if self._kind(n) is UnitKind.HEADLINE}
        order, leads = self._arranged(headlines)
        if headline is not None:
            order = (headline, *order)
        readings = self._readings(order)
        text, segments = self._text(order, readings)
        title = base.article.title or (None if headline is None else segments[0].chosen.text)
        shown = set(order)
        left_out = [n for n in range(len(self.groups)) if n not in shown]
        left_out.sort(key=lambda n: (self.groups[n][0][0], self.groups[n][0][1]))
        omitted = tuple(
            Omitted(self._kind(n), self._status(readings[n]), readings[n], self._omission(n, headlines, leads)) for n in left_out
        )
        found = [c for n, s in enumerate(segments) for c in conflicts(s.readings, segment=n)]
        found += [c for n, o in enumerate(omitted) for c in conflicts(o.readings, omitted=n)]
        by_id = sorted(range(len(self.witnesses)), key=lambda n: self.witnesses[n].article.id)
        return Story(
            id=self.witnesses[by_id[0]].article.id,
            title=title,
            text=text,
            base=base.id,
            base_reason=base_reason,
            mode=self.mode,
            segments=tuple(segments),
            conflicts=tuple(found),
            forms=(),
            omitted=omitted,
            witnesses=tuple(self._witness(n) for n in by_id),
            lineage=(),
            dangling=(),
        )

    def _kind(self, group: int) -> UnitKind:
        witness, unit = self.groups[group][0]
        return self.witnesses[witness].units[unit].kind

    def _headline(self) -> int | None:
        """The group shown as headline: the base's, or where it has no title of its own, the one that fits its lead best."""
        candidates = [n for n in range(len(self.groups)) if self._kind(n) is UnitKind.HEADLINE]
        own = [n for n in candidates if self.groups[n][0][0] == 0]
        if own or not candidates or self.mode == "edition" or self.witnesses[0].article.article.title:
            return own[0] if own else None
        lead = set(self.witnesses[0].units[0].keys)

        def fit(group: int) -> tuple[float, int]:
            witness, unit = self.groups[group][0]
            keys = set(self.witnesses[witness].units[unit].keys)
            return len(keys & lead) / max(1, len(keys)), -witness

        return max(candidates, key=fit)

    def _arranged(self, skipped: set[int]) -> tuple[tuple[int, ...], frozenset[int]]:
        others = self.sequences[1:] if self.mode == "union" else ()
        arrangement = arrange(self.sequences[0], others, skipped.__contains__)
        return arrangement.order, frozenset(arrangement.leads)

    def _omission(self, group: int, headlines: set[int], leads: frozenset[int]) -> str:
        if group in headlines:
            return "alternate headline"
        return "alternate lead" if group in leads else "not in the base of the edition"

    def _readings(self, order: Sequence[int]) -> list[tuple[Reading, ...]]:
        """The readings of every group; of those in the order, one is chosen and inversions are marked."""
        place = {group: position for position, group in enumerate(order)}
        out_of_order = set()
        for witness, sequence in enumerate(self.sequences):
            shown = [unit for unit, group in enumerate(sequence) if group in place]
            out_of_order |= {(witness, shown[n]) for n in moved([place[sequence[unit]] for unit in shown])}
        result = []
        for number, group in enumerate(self.groups):
            readings = []
            for witness, unit in group:
                article = self.witnesses[witness].article
                pieces = self.witnesses[witness].pieces[unit]
                source = "".join(piece.of(article.article.text) for piece in pieces)
                text = self.witnesses[witness].units[unit].span.of(article.text)
                is_chosen = number in place and (witness, unit) == group[0]
                readings.append(Reading(article.id, pieces, source, text, is_chosen, (witness, unit) in out_of_order))
            result.append(tuple(sorted(readings, key=lambda r: r.article)))
        return result

    @staticmethod
    def _status(readings: Sequence[Reading]) -> Status:
        if len(readings) == 1:
            return Status.UNIQUE
        return Status.AGREED if len({typographic_key(r.text) for r in readings}) == 1 else Status.VARIANT

    def _text(self, order: Sequence[int], readings: Sequence[tuple[Reading, ...]]) -> tuple[str, list[Segment]]:
        parts: list[str] = []
        segments: list[Segment] = []
        position = 0
        for number, group in enumerate(order):
            separator = self._separator(order[number - 1], group) if number else ""
            chosen = next(reading for reading in readings[group] if reading.chosen)
            start = position + len(separator)
            position = start + len(chosen.text)
            parts += (separator, chosen.text)
            reason = "the base has it" if self.groups[group][0][0] == 0 else "the fullest of the witnesses that have it"
            status = self._status(readings[group])
            segments.append(Segment(start, position, self._kind(group), status, readings[group], reason, ""))
        return "".join(parts), segments

    def _separator(self, before: int, after: int) -> str:
        """As in the witness shown, where it has both sentences next to each other; else a new paragraph."""
        witness, unit = self.groups[after][0]
        if unit and self.sequences[witness][unit - 1] == before:
            one, other = self.witnesses[witness].units[unit - 1 : unit + 1]
            if one.line == other.line:
                return SPACE if one.span.end < other.span.start else ""
        return PARAGRAPH

    def _witness(self, number: int) -> Witness:
        article = self.witnesses[number].article.article
        taken = [piece for pieces in self.witnesses[number].pieces for piece in pieces]
        return Witness(
            article.id,
            tuple(_between(article.text, taken)),
            article.url,
            article.title,
            article.publisher,
            article.published,
            article.authors,
            article.language,
        )


def _between(source: str, taken: Sequence[Span]) -> Iterator[Stretch]:
    """What of a source lies outside the spans taken, which are in order."""
    position = 0
    for span in (*taken, Span(len(source), len(source))):
        if position < span.start:
            yield Stretch(position, source[position : span.start])
        position = span.end
