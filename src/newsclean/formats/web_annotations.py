"""Stories as W3C Web Annotations: each reading and each conflict as a note on the places of its articles.

After the "Web Annotation Data Model" (W3C Recommendation, 2017), which counts positions in Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from newsclean.canonical import Conflict, Omitted, Reading, Segment, Story
from newsclean.formats.names import article_uri, urn
from newsclean.formats.shown import GRADES
from newsclean.formats.text_fragments import Links
from newsclean.text import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TEXT_FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
AROUND = 32  # code points of the prefix and the suffix of a quotation


def web_annotations(story: Story) -> dict[str, Any]:
    """The annotations of a story, as one ``AnnotationCollection`` with a single page.

    The bodies of an annotation say what is there and name the place in the story's text; its targets are the places in
    the articles: one for each piece of a reading, one for each side of a conflict.
    """
    return _Annotations(story).collection()


class _Annotations:
    """The work of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.links = Links(story)
        self.urls = {witness.article: witness.url for witness in story.witnesses}

    def collection(self) -> dict[str, Any]:
        items = []
        for number, item in enumerate((*self._readings(), *self._conflicts()), start=1):
            items.append({"id": self._name("annotation", number), "type": "Annotation", **item})
        page = {"id": self._name("annotations", "page"), "type": "AnnotationPage", "startIndex": 0, "items": items}
        return {
            "@context": CONTEXT,
            "id": self._name("annotations"),
            "type": "AnnotationCollection",
            **({"label": self.story.title} if self.story.title else {}),
            "total": len(items),
            **({"first": page} if items else {}),
        }

    def _name(self, *parts: str | int) -> str:
        return urn("story", self.story.id, *parts)

    def _readings(self) -> Iterator[dict[str, Any]]:
        for number, passage in enumerate(self.story.passages):
            for reading in passage.readings:
                says = f"{self._place(number)}, {passage.kind}, {passage.status}: {_said_of(passage, reading)}"
                bodies = [_text("describing", says), *self._shown(passage)]
                yield {"motivation": "linking", "body": bodies, "target": self._target(reading.article, reading.pieces)}

    def _conflicts(self) -> Iterator[dict[str, Any]]:
        for conflict in self.story.conflicts:
            number = conflict.segment if conflict.segment is not None else len(self.story.segments) + (conflict.omitted or 0)
            says = f"{self._place(number)} differs in {conflict.kind} ({GRADES[conflict.grade]}): {_sides(conflict)}"
            tags = [_text("tagging", conflict.kind), _text("tagging", conflict.grade)]
            bodies = [_text("describing", says), *tags, *self._shown(self.story.passages[number])]
            targets = [target for side in conflict.readings for target in self._target(side.article, (side.span,))]
            yield {"motivation": "assessing", "body": bodies, "target": targets}

    def _place(self, number: int) -> str:
        shown = len(self.story.segments)
        return f"segment {number}" if number < shown else f"omitted sentence {number - shown}"

    def _shown(self, passage: Segment | Omitted) -> Iterator[dict[str, Any]]:
        """The place of a segment in the story's text."""
        if isinstance(passage, Segment):
            selector = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
            yield {"type": "SpecificResource", "purpose": "linking", "source": self._name("text"), "selector": selector}

    def _target(self, article: str, pieces: Sequence[Span]) -> list[dict[str, Any]]:
        return [self._piece(article, piece) for piece in pieces]

    def _piece(self, article: str, piece: Span) -> dict[str, Any]:
        uri, text = article_uri(article, self.urls[article]), self.links.sources[article]
        # Positions are those of the text as it was read, which the page of that address is not: the state names that text.
        read = urn("article", article)
        state = {} if uri == read else {"state": {"type": "TimeState", "cached": read}}
        selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": piece.start, "end": piece.end}]
        if piece:
            around = {"prefix": text[max(0, piece.start - AROUND) : piece.start], "suffix": text[piece.end : piece.end + AROUND]}
            selectors.append({"type": "TextQuoteSelector", "exact": piece.of(text), **around})
        fragment = (self.links.pieces(article, (piece,)) or "").partition("#")[2]
        if ":~:" in fragment:
            selectors.append({"type": "FragmentSelector", "conformsTo": TEXT_FRAGMENTS, "value": fragment})
        return {"type": "SpecificResource", "source": uri, **state, "selector": selectors}


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": str(value)}


def _said_of(passage: Segment | Omitted, reading: Reading) -> str:
    if isinstance(passage, Omitted):
        return passage.reason
    where = ", in another place" if reading.moved else ""
    return f"the reading shown, because {passage.reason}{where}" if reading.chosen else f"another reading{where}"


def _sides(conflict: Conflict) -> str:
    return " / ".join(f"“{side.text}”" if side.text else "nothing" for side in conflict.readings)
