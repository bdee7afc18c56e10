"""Stories as Markdown: the text, with footnotes where its sources differ, and links back to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from newsclean.canonical import Conflict, ConflictReading, Dangling, Omitted, Reading, Segment, Status, Story, UnitKind, Variation
from newsclean.formats.markdown_text import inline, link, opening
from newsclean.formats.shown import GRADES, paragraphs
from newsclean.formats.text_fragments import Links
from newsclean.text import Span

RULE = "\n---\n\n"
MAX_NAMED = 5  # witnesses that are named in one place; of more, the number of the others is told
MAX_PLACES = 3  # other words in more places than these are shown as the whole other sentence


def markdown(story: Story, prefix: str = "") -> str:
    """A story as a Markdown document.

    Its text has a footnote wherever a sentence stands in one source only, has other words in some, states something else,
    or leans on words that are not there. What is left out and the sources follow.

    Args:
        story: to show.
        prefix: of the names of the footnotes, where several documents are put together.
    """
    return _Document(story, prefix).text()


class _Document:
    """The work of one story."""

    def __init__(self, story: Story, prefix: str) -> None:
        self.story = story
        self.prefix = prefix
        self.links = Links(story)
        self.labels = _labels(story)
        self.footnotes: list[str] = []
        self.linked: set[str] = set()  # the witnesses linked in the footnote or line at hand, where once is enough
        self.conflicts: defaultdict[int, list[Conflict]] = defaultdict(list)  # by the number of the passage
        for conflict in story.conflicts:
            number = conflict.segment if conflict.segment is not None else len(story.segments) + (conflict.omitted or 0)
            self.conflicts[number].append(conflict)
        self.dangling: defaultdict[int, list[Dangling]] = defaultdict(list)
        for dangling in story.dangling:
            self.dangling[dangling.segment].append(dangling)

    def text(self) -> str:
        blocks = [*self._blocks(), *self._left_out(), "## Sources", "\n".join(self._sources())]
        return "\n\n".join([*blocks, *self.footnotes]) + "\n"

    def _blocks(self) -> Iterator[str]:
        shown = paragraphs(self.story)
        if self.story.title and not (shown and shown[0][0][1].kind is UnitKind.HEADLINE):
            yield f"# {inline(self.story.title).strip()}"
        for paragraph in shown:
            kind = paragraph[0][1].kind
            if kind is UnitKind.SENTENCE:
                yield "".join(self._run(paragraph))
            else:
                yield f"{'#' if kind is UnitKind.HEADLINE else '##'} {''.join(self._run(paragraph))}"

    def _run(self, paragraph: Sequence[tuple[int, Segment]]) -> Iterator[str]:
        for place, (number, segment) in enumerate(paragraph):
            if place and paragraph[place - 1][1].end < segment.start:
                yield " "
            yield inline(segment.chosen.text) if place else opening(segment.chosen.text)
            yield self._mark(self._said_of(number, segment))

    def _mark(self, said: Iterable[str]) -> str:
        """The mark of a footnote, which is put with the others; none where there is nothing to say."""
        self.linked.clear()
        note = " ".join(said)
        self.linked.clear()
        if not note:
            return ""
        name = f"[^{self.prefix}{len(self.footnotes) + 1}]"
        self.footnotes.append(f"{name}: {note}")
        return name

    def _said_of(self, number: int, segment: Segment) -> Iterator[str]:
        if segment.status is Status.UNIQUE and len(self.story.witnesses) > 1:
            yield f"Only in {self._named(segment.readings)}."
        yield from self._differences(number, segment, segment.chosen)
        for dangling in self.dangling[number]:
            yield f"May be misread: {_quoted(dangling.text)} ({inline(dangling.reason)})."

    def _differences(self, number: int, passage: Segment | Omitted, leading: Reading) -> Iterator[str]:
        if passage.status is Status.VARIANT:
            found = passage.variations
            is_rewritten = any(variation.end - variation.start == len(leading.text) for variation in found)
            if len(found) <= MAX_PLACES and not is_rewritten:
                others = [self._variation(variation, leading.text, passage.readings) for variation in found]
            else:
                others = list(self._wordings(leading.text, passage.readings))
            if others:
                yield f"Other words: {'; '.join(others)}."
        for conflict in self.conflicts[number]:
            sides = ", ".join(map(self._side, conflict.readings))
            latest = "" if conflict.latest is None else f"; {self.labels[conflict.latest]} is the latest"
            yield f"Differs in {conflict.kind} ({GRADES[conflict.grade]}): {sides}{latest}."

    def _variation(self, variation: Variation, leading: str, readings: Sequence[Reading]) -> str:
        here = leading[variation.start : variation.end]
        said = []
        for other in variation.readings:
            words = _quoted(other.text) if other.text.strip() else "nothing"
            said.append(f"{words} in {self._named([r for r in readings if r.article in other.articles])}")
        if here.strip():
            return f"for {_quoted(here)}: {', '.join(said)}"
        before = leading[: variation.start].split()
        return f"{f'after {_quoted(before[-1])}' if before else 'at the start'}: {', '.join(said)}"

    def _wordings(self, leading: str, readings: Sequence[Reading]) -> Iterator[str]:
        wordings: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            wordings[reading.text].append(reading)
        for wording, own in wordings.items():
            if wording != leading:
                yield f"{_quoted(wording)} in {self._named(own)}"

    def _side(self, side: ConflictReading) -> str:
        words = _quoted(side.text) if side.text else "nothing"
        return f"{words} in {self._link(side.article, (side.span,))}"

    def _named(self, readings: Sequence[Reading]) -> str:
        """The witnesses of readings, each with its link."""
        named = [self._link(reading.article, reading.pieces) for reading in readings[:MAX_NAMED]]
        others = len(readings) - len(named)
        return ", ".join(named) + (f" and {others:,} more" if others else "")

    def _link(self, article: str, pieces: Sequence[Span]) -> str:
        if article in self.linked:
            return self.labels[article]
        self.linked.add(article)
        return link(self.labels[article], self.links.pieces(article, pieces))

    def _left_out(self) -> Iterator[str]:
        if self.story.omitted:
            yield "## Left out"
            yield "\n".join(self._omitted())

    def _omitted(self) -> Iterator[str]:
        for number, omitted in enumerate(self.story.omitted, start=len(self.story.segments)):
            leading = omitted.leading
            mark = self._mark(self._differences(number, omitted, leading))
            yield f"- {_quoted(leading.text)} ({inline(omitted.reason)}): in {self._named(omitted.readings)}{mark}"

    def _sources(self) -> Iterator[str]:
        lineage = {descent.article: descent for descent in self.story.lineage}
        for witness in self.story.witnesses:
            label = self.labels[witness.article]
            title = opening(witness.title).strip() if witness.title and witness.title.strip() else ""
            facts = [link(title or label, self.links.addresses[witness.article]), *([label] if title else [])]
            facts += [inline(witness.published).strip()] if witness.published else []
            facts += [f"by {', '.join(map(inline, witness.authors))}"] if witness.authors else []
            facts += [f"the base: {inline(self.story.base_reason)}"] if witness.article == self.story.base else []
            descent = lineage.get(witness.article)
            if descent is not None and descent.parent is not None:
                facts.append(f"{descent.derivation} of {self.labels[descent.parent]} ({inline(descent.reason)})")
            yield f"- {', '.join(facts)}"


def _quoted(text: str) -> str:
    return f"“{inline(text).strip()}”"


def _labels(story: Story) -> dict[str, str]:
    """What each witness is called, as Markdown: its publisher, with its id where that has several, or else its id."""
    publishers = Counter(witness.publisher for witness in story.witnesses)
    labels = {}
    for witness in story.witnesses:
        name = inline(witness.article)
        if witness.publisher and witness.publisher.strip():
            own = opening(witness.publisher).strip()
            name = own if publishers[witness.publisher] == 1 else f"{own} ({name})"
        labels[witness.article] = name.strip() if witness.publisher else opening(witness.article).strip()
    return labels
