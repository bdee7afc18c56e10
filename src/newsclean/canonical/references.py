"""References left hanging: words of a merged text whose antecedent another witness's sentence has cut off.

A sentence that was written after one sentence is shown after another. Where its "he", "the official" or bare surname then
points to nobody, or to somebody else, it is flagged, and nothing is changed. Only English prose is looked at. A false alarm
is worse than silence: what a reader can still resolve, and what is open to doubt, is not flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import regex
from attrs import frozen

from newsclean.canonical.dangling import Dangling, ReferenceKind
from newsclean.canonical.mentions import SAID, Form, may_introduce, names_alone
from newsclean.canonical.people import OFFICES, OPENING, People, Sentence, outside_quotations

LOOK_BACK = 4  # sentences; a writer does not expect more of a reader's memory


@frozen
class Shown:
    """A segment as the story shows it.

    Attributes:
        segment: its number; its place in the order of the story.
        start: where it begins in the story's text, in code points.
        text: its text.
        witness: the id of the witness that it is taken from.
        place: the index of its sentence among those of the witness.
        heading: whether it is a heading.
    """

    segment: int
    start: int
    text: str
    witness: str
    place: int
    heading: bool = False


# What "the official" and the like stand for; people whom a story is about ("the man", "the girl") need no sentence next to them.
PAPERS = "statement report study letter video document lawsuit complaint article survey poll newspaper magazine"
NOUN = rf"(?:{'|'.join((OFFICES + ' ' + PAPERS).split())})"
ANOTHER = r"\b(?:[Aa]n?|[Aa]nother|one|second|third|other|different)(?: [\p{L}\p{M}.’'-]+){0,4}? "
QUOTED = r"[,.?!]['\"’”]+ "
PRONOUN = regex.compile(rf"^{OPENING}(?<word>[Hh]e|[Ss]he)(?:['’](?:s|d|ll))? [a-z]|{QUOTED}(?<word>he|she) {SAID}\b")
DESCRIPTION = regex.compile(rf"(?:^{OPENING}|{QUOTED})(?<word>[Tt]he (?<noun>{NOUN})) (?:also |later |then |has |had )?{SAID}\b")


def dangling_references(shown: Sequence[Shown], sentences: Mapping[str, Sequence[Sentence]]) -> tuple[Dangling, ...]:
    """What dangles in a story, in the order of its text.

    Three kinds are looked for, each by what the witness had in the places where the story has something else:

    - a surname alone, with a verb of saying or after Mr or Mrs, of somebody whom a witness names in full or with a title, and
      no segment before it does; flagged once for each name;
    - "he" or "she", at the beginning or after a quotation, where those last named before it in the story are not those last
      named before it in its witness. A sentence put in between that names nobody takes no reference, and does no harm; nor
      does one that goes on with "he" itself, or may speak of the same person ("the official", a relative);
    - "the official" and the like with a verb of saying, where its witness has an official before it, and the story has none
      near, or another one.

    A sentence that follows in the story what it follows in its witness is left alone, edited or not.

    Args:
        shown: the segments, in the order of the story.
        sentences: of each witness, all its sentences and headings, in its order. Of several witnesses that introduce a
            name, the reason tells the first.
    """
    return tuple(_Story(shown, sentences).dangling())


class _Story:
    """The story and its witnesses."""

    def __init__(self, shown: Sequence[Shown], sentences: Mapping[str, Sequence[Sentence]]) -> None:
        self.shown = shown
        self.sentences = sentences
        self.people = People(sentences)

    def dangling(self) -> Iterator[Dangling]:
        used: set[str] = set()
        before: list[Shown] = []  # the last sentences, headings passed over
        for segment in self.shown:
            if segment.heading:
                continue
            # A line that goes on in the midst of a sentence was broken for its width, and cannot be judged by itself.
            if not segment.text[:1].islower():
                found = [] if used.issuperset(names_alone(segment.text)) else list(self._surnames(segment, used))
                if before and not self._follows(segment, before[-1]):
                    found += self._pronouns(segment, before)
                    found += self._descriptions(segment, before)
                yield from sorted(found, key=lambda dangling: dangling.start)
            before = [*before[1 - LOOK_BACK :], segment]

    def _follows(self, segment: Shown, previous: Shown) -> bool:
        own = next(self._before(segment), None)
        return own is None or own.segment == previous.segment

    def _before(self, segment: Shown) -> Iterator[Sentence]:
        """What its witness has before a segment, the nearest first, without headings."""
        own = self.sentences[segment.witness]
        found = 0
        for place in range(segment.place - 1, -1, -1):
            if not own[place].heading:
                yield own[place]
                found += 1
                if found == LOOK_BACK:
                    return

    def _surnames(self, segment: Shown, used: set[str]) -> Iterator[Dangling]:
        for mention in self.people.persons(segment.text).mentions:
            if mention.surname in used or not (mention.form is Form.HONORIFIC or (mention.form is Form.ALONE and mention.speaks)):
                continue
            used.add(mention.surname)
            if mention.start == 0 and self._ends_in_a_name(segment):
                continue
            if self._is_introduced(mention.surname, segment):
                continue
            reason = self._introduction(mention.surname, segment)
            if reason:
                yield _dangling(segment, mention.start, mention.end, ReferenceKind.SURNAME, reason)

    def _ends_in_a_name(self, segment: Shown) -> bool:
        """Whether the line before a segment breaks off at a capitalised word: "... spokesman Allen" / "Zack said"."""
        line = self.sentences[segment.witness][segment.place - 1].text if segment.place else ""
        return line[-1:].isalpha() and line.split()[-1][0].isupper()

    def _is_introduced(self, surname: str, segment: Shown) -> bool:
        """Whether the story shows the name in full, or with a title, up to a segment."""
        for shown in self._shown_with.get(surname, ()):
            if shown.segment > segment.segment:
                return False
            if may_introduce(shown.text, surname) and surname in self.people.persons(shown.text).introduced:
                return True
        return False

    def _introduction(self, surname: str, segment: Shown) -> str:
        """Where a witness has the full name; empty where none has, or where its own witness names it in full only later."""
        found: dict[str, tuple[int, str]] = {}
        for witness, place in self.people.sentences_with(surname):
            text = self.sentences[witness][place].text
            name = self.people.persons(text).full.get(surname) if may_introduce(text, surname) else None
            if name is not None:
                found.setdefault(witness, (place, name))
        if segment.witness in found:
            place, name = found[segment.witness]
            if place >= segment.place:
                return ""
            at = self.sentences[segment.witness][place].segment
            shown = "is not shown" if at is None else f"is shown only as segment {at}, and in other words"
            if at is not None and at > segment.segment:
                shown = f"stands only further on, as segment {at}"
            return f"the sentence of {segment.witness} that introduces “{name}” {shown}"
        if not found:
            return ""
        witness, (_, name) = next(iter(found.items()))
        return f"{segment.witness} does not introduce the name; {witness} has “{name}”"

    def _pronouns(self, segment: Shown, before: Sequence[Shown]) -> Iterator[Dangling]:
        match = PRONOUN.search(segment.text)
        if match is None:
            return
        start, end = match.span("word")
        pronoun = match["word"].casefold()
        outside, whole = outside_quotations(segment.text), segment.text
        own = [m for m in self.people.persons(outside).mentions if self.people.is_person(m.surname)]
        own += [m for m in self.people.persons(whole).mentions if m.speaks]
        if any(mention.end <= start for mention in own):
            return
        meant = next(filter(None, (self.people.named(sentence.text, pronoun) for sentence in self._before(segment))), None)
        if meant is None or not meant.names | meant.new:
            return
        near = ((shown.segment, self.people.named(shown.text, pronoun)) for shown in reversed(before))
        number, last = next(((number, named) for number, named in near if named), (0, None))
        if last is None:
            here = "here nobody is named before it"
        else:
            # "A student" who is named in the next sentence is the same person.
            others = last.names | last.new if meant.names else last.new
            if not others or last.anybody & meant.anybody:
                return
            here = f"here it is {_listed(others)}, in segment {number}"
        reason = f"the last person named before it in {segment.witness} is {_listed(meant.names | meant.new)}; {here}"
        yield _dangling(segment, start, end, ReferenceKind.PRONOUN, reason)

    def _descriptions(self, segment: Shown, before: Sequence[Shown]) -> Iterator[Dangling]:
        match = DESCRIPTION.search(segment.text)
        if match is None:
            return
        noun = match["noun"]
        whole = regex.compile(rf"\b{noun}\b")
        meant = next((sentence for sentence in self._before(segment) if whole.search(outside_quotations(sentence.text))), None)
        if meant is None:
            return
        last = next((shown for shown in reversed(before) if whole.search(shown.text)), None)
        if last is None:
            named = self.people.named(meant.text)
            if named and any((other := self.people.named(shown.text)) and named.anybody & other.anybody for shown in before):
                return
            here = "here nothing before it speaks of one"
        elif last.segment != meant.segment and regex.search(ANOTHER + noun, last.text):
            here = f"here another one is in segment {last.segment}"
        else:
            return
        where = "is not shown" if meant.segment is None else f"is segment {meant.segment}"
        reason = f"the sentence of {segment.witness} that tells which {noun} {where}; {here}"
        yield _dangling(segment, *match.span("word"), ReferenceKind.DESCRIPTION, reason)

    @cached_property
    def _shown_with(self) -> dict[str, list[Shown]]:
        """The segments that have a capitalised word, in their order."""
        found: defaultdict[str, list[Shown]] = defaultdict(list)
        for shown in self.shown:
            for name in self.people.capitalised(shown.text):
                found[name].append(shown)
        return found


def _dangling(segment: Shown, start: int, end: int, kind: ReferenceKind, reason: str) -> Dangling:
    return Dangling(segment.segment, segment.start + start, segment.start + end, segment.text[start:end], kind, reason)


def _listed(names: Iterable[str]) -> str:
    return " or ".join(sorted(names))
