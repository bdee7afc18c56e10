"""TEI P5 by parallel segmentation: one text whose every place lists what each witness has there.

After chapter 12, "Critical Apparatus", of the TEI Guidelines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

import regex

from newsclean.canonical import Conflict, Omitted, Segment, Story, UnitKind, Variation, Witness
from newsclean.formats.shown import PICTURES, paragraphs
from newsclean.formats.text_fragments import linkable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.tei-c.org/ns/1.0"
CORPUS = (
    f'{DECLARATION}<teiCorpus xmlns="{NAMESPACE}">\n<teiHeader>\n<fileDesc>\n<titleStmt><title>Stories</title></titleStmt>\n'
    "<publicationStmt><p>Merged by newsclean</p></publicationStmt>\n"
    "<sourceDesc><p>The witnesses of each story, listed there</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n"
)
# What XML 1.0 cannot hold at all (section 2.2), and what a parser would change (2.11) or should not be given raw.
ILLEGAL = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
CHANGED = regex.compile(r"[\r\x7f-\x9f]")
LANGUAGE = regex.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def tei_document(story: Story) -> str:
    """A story as an XML document."""
    return DECLARATION + _Edition(story, "").element()


def tei_corpus(stories: Iterable[Story]) -> Iterator[str]:
    """Stories as the parts of one XML document, a ``teiCorpus``; of none there is nothing, since a corpus holds a text."""
    number = 0
    for number, story in enumerate(stories, start=1):
        yield (CORPUS if number == 1 else "") + _Edition(story, f"t{number}.").element()
    if number:
        yield "</teiCorpus>\n"


class _Edition:
    """The work of one story; ``prefix`` begins all its ``xml:id``, which may occur once in a document."""

    def __init__(self, story: Story, prefix: str) -> None:
        self.story = story
        self.prefix = prefix
        self.sigla = {witness.article: f"{prefix}w{number}" for number, witness in enumerate(story.witnesses, start=1)}
        self.unwritable: set[str] = set()

    def element(self) -> str:
        body, back = self._body(), self._back()
        title = self._text(self.story.title or self.story.id)
        merged = f"Merged by newsclean; story <idno>{self._text(self.story.id)}</idno>"
        witnesses = "".join(self._witness(witness) for witness in self.story.witnesses)
        # After all that is written, since only now it is known which characters XML cannot hold.
        characters = "".join(
            f'<char xml:id="{self._id_of(character)}"><localProp name="code-point" value="U+{ord(character):04X}"/></char>'
            for character in sorted(self.unwritable)
        )
        return (
            f'<TEI xmlns="{NAMESPACE}">\n<teiHeader>\n<fileDesc>\n<titleStmt><title>{title}</title></titleStmt>\n'
            f"<publicationStmt><p>{merged}</p></publicationStmt>\n"
            f"<sourceDesc>\n<listWit>\n{witnesses}</listWit>\n</sourceDesc>\n</fileDesc>\n"
            '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>'
            f"{f'<charDecl>{characters}</charDecl>' if characters else ''}</encodingDesc>\n"
            f"</teiHeader>\n<text>\n<body>\n{body}</body>\n{back}</text>\n</TEI>\n"
        )

    def _witness(self, witness: Witness) -> str:
        facts = [f'<idno type="article">{self._text(witness.article)}</idno>']
        for name, value in (("title", witness.title), ("publisher", witness.publisher), ("date", witness.published)):
            facts += [f"<{name}>{self._text(value)}</{name}>"] if value else []
        facts += [f"<author>{self._text(author)}</author>" for author in witness.authors]
        if witness.language and LANGUAGE.fullmatch(witness.language):
            facts.append(f'<textLang mainLang="{witness.language}"/>')
        if witness.url:
            facts.append(f'<idno type="url">{self._text(witness.url)}</idno>')
        if address := linkable(witness.url):
            facts.append(f'<ptr target="{escape(address)}"/>')
        base = ' n="base"' if witness.article == self.story.base else ""
        return f'<witness xml:id="{self.sigla[witness.article]}"{base}><bibl>{"".join(facts)}</bibl></witness>\n'

    def _body(self) -> str:
        parts = ["<div>\n"]
        is_inside = False  # a division of its own below a subhead
        for number, paragraph in enumerate(paragraphs(self.story)):
            kind = paragraph[0][1].kind
            if kind is UnitKind.SENTENCE:
                parts.append(f"<p>{self._run(paragraph)}</p>\n")
                continue
            if number:
                parts.append("</div>\n<div>\n" if is_inside else "<div>\n")
                is_inside = True
            parts.append(f"<head>{self._run(paragraph)}</head>\n")
        return "".join([*parts, "</div>\n" if is_inside else "", "</div>\n"])

    def _run(self, paragraph: Sequence[tuple[int, Segment]]) -> str:
        parts = []
        for place, (number, segment) in enumerate(paragraph):
            before = paragraph[place - 1][1].end if place else segment.start
            parts += [self._text(self.story.text[before : segment.start]), self._segment(number, segment)]
        return "".join(parts)

    def _segment(self, number: int, segment: Segment) -> str:
        sentence = self._sentence(f"s{number + 1}", segment, segment.chosen.text)
        holders = [reading.article for reading in segment.readings]
        others = [article for article in self.sigla if article not in set(holders)]
        if not others:
            return sentence
        return f"<app><lem{self._wit(holders)}>{sentence}</lem><rdg{self._wit(others)}/></app>"

    def _sentence(self, name: str, passage: Segment | Omitted, leading: str) -> str:
        """The leading reading, with an entry wherever witnesses that have the passage have other characters."""
        holders = [reading.article for reading in passage.readings]
        parts, position = [f'<s xml:id="{self.prefix}{name}">'], 0
        for variation in passage.variations:
            parts += [self._text(leading[position : variation.start]), self._entry(variation, leading, holders)]
            position = variation.end
        return "".join([*parts, self._text(leading[position:]), "</s>"])

    def _entry(self, variation: Variation, leading: str, holders: Sequence[str]) -> str:
        others = {article for reading in variation.readings for article in reading.articles}
        agreeing = [article for article in holders if article not in others]
        lemma = f"<lem{self._wit(agreeing)}>{self._text(leading[variation.start : variation.end])}</lem>"
        readings = (f"<rdg{self._wit(r.articles)}>{self._text(r.text)}</rdg>" for r in variation.readings)
        return f"<app>{lemma}{''.join(readings)}</app>"

    def _back(self) -> str:
        parts = []
        if self.story.omitted:
            parts.append('<div type="omitted">\n')
            for number, omitted in enumerate(self.story.omitted):
                sentence = self._sentence(f"o{number + 1}", omitted, omitted.leading.text)
                holders = [reading.article for reading in omitted.readings]
                reading = f"<lem/><rdg{self._wit(holders)}>{sentence}</rdg><note>{self._text(omitted.reason)}</note>"
                parts.append(f"<p><app>{reading}</app></p>\n")
            parts.append("</div>\n")
        if self.story.conflicts:
            notes = "".join(self._conflict(conflict) for conflict in self.story.conflicts)
            parts.append(f'<div type="conflicts">\n{notes}</div>\n')
        return f"<back>\n{''.join(parts)}</back>\n" if parts else ""

    def _conflict(self, conflict: Conflict) -> str:
        place = f"s{conflict.segment + 1}" if conflict.segment is not None else f"o{(conflict.omitted or 0) + 1}"
        sides = "".join(
            f'<quote source="#{self.sigla[side.article]}">{self._text(side.text)}</quote>' for side in conflict.readings
        )
        kinds = f'type="conflict" subtype="{conflict.grade}" n="{conflict.kind}"'
        return f'<note {kinds} target="#{self.prefix}{place}">{sides}</note>\n'

    def _wit(self, articles: Iterable[str]) -> str:
        return f' wit="{" ".join(f"#{self.sigla[article]}" for article in articles)}"'

    def _text(self, text: str) -> str:
        """Characters as XML; those that XML cannot hold as ``g``, which names them and shows their symbol."""
        written = CHANGED.sub(lambda match: f"&#x{ord(match.group()):X};", escape(text))
        return ILLEGAL.sub(lambda match: self._unwritable(match.group()), written)

    def _unwritable(self, character: str) -> str:
        self.unwritable.add(character)
        return f'<g ref="#{self._id_of(character)}">{PICTURES[ord(character)]}</g>'

    def _id_of(self, character: str) -> str:
        return f"{self.prefix}c{ord(character):04X}"
