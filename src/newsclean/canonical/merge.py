"""Merging the articles of one story into its canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import evolve

from newsclean.article import Article, CleanArticle, in_order
from newsclean.canonical.alone import story_of_one
from newsclean.canonical.base import BasePolicy, centrality, check_policy, choose_base, needs_centrality
from newsclean.canonical.conflict import Conflict
from newsclean.canonical.conflicts import WrittenSmall, conflicts
from newsclean.canonical.dangling import Dangling
from newsclean.canonical.kinship import Version
from newsclean.canonical.lineage import Descent, descents, lineages
from newsclean.canonical.order import moved
from newsclean.canonical.people import Sentence
from newsclean.canonical.plan import Mode, Plan, check_mode, plan
from newsclean.canonical.readings import Reading
from newsclean.canonical.references import Shown, dangling_references
from newsclean.canonical.sentences import UnitKind
from newsclean.canonical.story import Omitted, Segment, Status, Story
from newsclean.canonical.votes import Votes
from newsclean.canonical.witnesses import PARAGRAPH, Member, aligned
from newsclean.canonical.wordings import Grade
from newsclean.errors import ArticleError
from newsclean.text import Span
from newsclean.words import typographic_key

MANY = 50  # texts that are enough to know which words are written with a small letter


def canonicalize(
    articles: Iterable[Article | CleanArticle], *, mode: Mode = "union", base: BasePolicy = "most_complete"
) -> Story:
    """One text for the articles of one story, every sentence with its readings in all of them.

    The result does not depend on the order of the articles. No sentence is composed from two witnesses: each is shown
    as one of them has it.

    Args:
        articles: the witnesses, with ids that differ; at least one. An `Article` is taken as it is, with nothing
            removed.
        mode: ``union`` shows every witness's sentences, each once, in place; ``edition`` shows the base's; ``majority``
            what more than half of the independent lineages have, in the wording that most of them have. Whatever is
            not shown is in ``omitted``.
        base: the policy that chooses the witness whose order and wording lead.

    Raises:
        ArticleError: if there is no article, or two have one id.
        OptionError: if the mode or the base policy is unknown, or the policy's function returns no witness.
    """
    check_mode(mode)
    check_policy(base)
    witnesses = in_order(articles)
    if not witnesses:
        raise ArticleError("a story needs at least one article", "Pass the articles of one cluster")
    return story_of_one(witnesses[0], mode) if len(witnesses) == 1 else _Merger(witnesses, base, mode).story()


class _Merger:
    """The work of one merge, from aligned witnesses and a base to the story."""

    def __init__(self, witnesses: Sequence[CleanArticle], base: BasePolicy, mode: Mode) -> None:
        self.mode = mode
        self.found = aligned(witnesses)
        self.members: list[dict[int, Member]] = [{} for _ in witnesses]  # of each witness, by their groups
        for number, group in enumerate(self.found.groups):
            for member in group:
                self.members[member.witness][number] = member
        self.keys: dict[str, str] = {}
        self.wordings = self._wordings()
        words = [self._words(group) for group in self.found.groups]
        self.descents = descents(list(self._versions()), words)
        lineage_of = lineages(self.descents)
        central = None
        if needs_centrality(base):
            own = {w.id: course.groups for w, course in zip(self.found.witnesses, self.found.courses, strict=True)}
            central = centrality(own, words, lineage_of)
        chosen, self.base_reason = choose_base(witnesses, base, central)
        self.base = next(number for number, witness in enumerate(self.found.witnesses) if witness.id == chosen)
        # The base first, then those with most text: where two witnesses have something at one place, the fuller goes first.
        self.groups = [sorted(group, key=lambda member: member.witness != self.base) for group in self.found.groups]
        votes = Votes(self.found, lineage_of, self.wordings.__getitem__)
        self.plan: Plan = plan(self.found, self.groups, self.base, mode, votes)
        self.place = {group: position for position, group in enumerate(self.plan.order)}
        self.taken: list[list[tuple[Span, ...]]] = [[] for _ in witnesses]  # the pieces of each witness's readings

    def story(self) -> Story:
        base = self.found.witnesses[self.base].article
        readings = self._readings()
        text, segments = self._text(readings)
        omitted = tuple(
            Omitted(self.plan.kinds[group], self._status(group), readings[group], reason)
            for group, reason in self.plan.omitted.items()
        )
        found = list(self._conflicts(segments, omitted))
        headline = segments[0].chosen.text if segments and self.plan.has_headline else None
        for pieces in self.taken:
            pieces.sort(key=lambda own: own[0].start)
        by_id = sorted(range(len(self.found.witnesses)), key=lambda number: self.found.witnesses[number].id)
        return Story(
            id=self.found.witnesses[by_id[0]].id,
            title=base.article.title or headline,
            text=text,
            base=base.id,
            base_reason=self.base_reason,
            mode=self.mode,
            segments=tuple(segments),
            conflicts=tuple(conflict for conflict in found if conflict.grade is not Grade.FORM),
            forms=tuple(conflict for conflict in found if conflict.grade is Grade.FORM),
            omitted=omitted,
            witnesses=tuple(self.found.witnesses[n].witness(self.taken[n]) for n in by_id),
            lineage=self._lineage(),
            dangling=self._dangling(segments),
        )

    def _readings(self) -> list[tuple[Reading, ...]]:
        """The readings of every group; of those in the order, one is chosen and inversions are marked."""
        out_of_order = set()
        for number, course in enumerate(self.found.courses):
            shown = [group for group in course.groups if group in self.place]
            out_of_order |= {(number, shown[n]) for n in moved([self.place[group] for group in shown])}
        result = []
        for number, group in enumerate(self.groups):
            chosen = self.plan.chosen.get(number)
            made = []
            for member in group:
                is_moved = bool(out_of_order) and (member.witness, number) in out_of_order
                reading = self.found.witnesses[member.witness].reading(
                    member.unit, member.count, chosen=member is chosen, moved=is_moved
                )
                self.taken[member.witness].append(reading.pieces)
                made.append(reading)
            made.sort(key=lambda reading: reading.article)
            result.append(tuple(made))
        return result

    def _key(self, text: str) -> str:
        """The typographic key of a text, which many witnesses may have."""
        key = self.keys.get(text)
        if key is None:
            key = self.keys[text] = typographic_key(text)
        return key

    def _wordings(self) -> dict[Member, str]:
        """The typographic key of each member's text."""
        members = chain.from_iterable(self.found.groups)
        return {m: self._key(self.found.witnesses[m.witness].text(m.unit, m.count)) for m in members}

    def _words(self, group: Sequence[Member]) -> int:
        """How many words a group has, as the fullest of its witnesses has it."""
        member = group[0]
        units = self.found.witnesses[member.witness].units[member.unit : member.unit + member.count]
        return sum(len(unit.keys) for unit in units)

    def _versions(self) -> Iterator[Version]:
        for witness, own in zip(self.found.witnesses, self.members, strict=True):
            wordings = {group: self.wordings[member] for group, member in own.items()}
            yield Version(witness.id, witness.article.text, witness.article.article.published_at, wordings)

    def _conflicts(self, segments: Sequence[Segment], omitted: Sequence[Omitted]) -> Iterator[Conflict]:
        dated = ((witness.id, witness.article.article.published_at) for witness in self.found.witnesses)
        published = {id_: date for id_, date in dated if date}
        texts = [self.found.witnesses[number].article.text for number in (self.base, *self.plan.others)]
        common = WrittenSmall(texts[:MANY])
        for number, segment in enumerate(segments):
            if segment.status is Status.VARIANT:
                yield from conflicts(segment.leading, segment.readings, published, self._key, common, segment=number)
        for number, left_out in enumerate(omitted):
            if left_out.status is Status.VARIANT:
                yield from conflicts(left_out.leading, left_out.readings, published, self._key, common, omitted=number)

    def _dangling(self, segments: Sequence[Segment]) -> tuple[Dangling, ...]:
        """What hangs in the air; in the text of one witness, nothing does that was not so before."""
        if len(set(self.found.text_of)) == 1:
            return ()
        rows = {}
        places: dict[tuple[int, int], int] = {}
        for witness in (self.base, *self.plan.others):
            row = []
            own, said = self.members[witness], self.found.witnesses[witness]
            for place, group in enumerate(self.found.courses[witness].groups):
                places[witness, group] = place
                text = said.text(own[group].unit, own[group].count)
                row.append(Sentence(text, self.place.get(group), self.plan.kinds[group] is not UnitKind.SENTENCE))
            rows[said.id] = row
        shown = []
        for number, (group, segment) in enumerate(zip(self.plan.order, segments, strict=True)):
            place = places[self.plan.chosen[group].witness, group]
            is_heading = segment.kind is not UnitKind.SENTENCE
            shown.append(Shown(number, segment.start, segment.chosen.text, segment.chosen.article, place, is_heading))
        return dangling_references(shown, rows)

    def _lineage(self) -> tuple[Descent, ...]:
        """The descents, with passages by the numbers that they have in the story."""
        numbers = {group: number for number, group in enumerate((*self.plan.order, *self.plan.omitted))}

        def renumbered(groups: Sequence[int]) -> tuple[int, ...]:
            return tuple(sorted(numbers[group] for group in groups))

        return tuple(
            evolve(d, added=renumbered(d.added), dropped=renumbered(d.dropped), changed=renumbered(d.changed))
            for d in self.descents
        )

    def _status(self, group: int) -> Status:
        members = self.groups[group]
        if len(members) == 1 or len({self.found.text_of[member.witness] for member in members}) == 1:
            return Status.UNIQUE
        return Status.AGREED if len({self.wordings[member] for member in members}) == 1 else Status.VARIANT

    def _text(self, readings: Sequence[tuple[Reading, ...]]) -> tuple[str, list[Segment]]:
        parts: list[str] = []
        segments: list[Segment] = []
        position = 0
        for number, group in enumerate(self.plan.order):
            separator = self._separator(self.plan.order[number - 1], group) if number else ""
            chosen = next(reading for reading in readings[group] if reading.chosen)
            start = position + len(separator)
            position = start + len(chosen.text)
            parts += (separator, chosen.text)
            status = self._status(group)
            reason, place = self.plan.reasons[group], self.plan.places[group]
            segments.append(Segment(start, position, self.plan.kinds[group], status, readings[group], reason, place))
        return "".join(parts), segments

    def _separator(self, before: int, after: int) -> str:
        """As in the witness shown, where it has both sentences next to each other; else a new paragraph."""
        member = self.plan.chosen[after]
        if member.unit and self.found.group_of[member.witness][member.unit - 1] == before:
            return self.found.witnesses[member.witness].separator(member.unit - 1)
        return PARAGRAPH
