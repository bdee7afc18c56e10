"""Web Annotations: every selector finds its words, by position and by quotation."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from made_up_stories import stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.formats.exports import export
from newsclean.formats.names import urn
from newsclean.formats.text_fragments import linkable

TEXT = {
    "type": "object",
    "required": ["type", "purpose", "format", "value"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextualBody"},
        "purpose": {"enum": ["describing", "tagging"]},
        "format": {"const": "text/plain"},
        "value": {"type": "string", "minLength": 1},
    },
}
NUMBER = {"type": "integer", "minimum": 0}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "additionalProperties": False,
    "properties": {"type": {"const": "TextPositionSelector"}, "start": NUMBER, "end": NUMBER},
}
QUOTE = {
    "type": "object",
    "required": ["type", "exact", "prefix", "suffix"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string", "maxLength": 32},
        "suffix": {"type": "string", "maxLength": 32},
    },
}
FRAGMENT = {
    "type": "object",
    "required": ["type", "conformsTo", "value"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "FragmentSelector"},
        "conformsTo": {"const": "https://wicg.github.io/scroll-to-text-fragment/"},
        "value": {"pattern": ":~:text=."},
    },
}
URI = {"type": "string", "pattern": "^(urn:newsclean:|[hH][tT][tT][pP][sS]?://)[!-~]+$"}
RESOURCE = {
    "type": "object",
    "required": ["type", "source", "selector"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "SpecificResource"},
        "purpose": {"const": "linking"},
        "source": URI,
        "state": {"properties": {"type": {"const": "TimeState"}, "cached": URI}, "required": ["type", "cached"]},
        "selector": {"anyOf": [POSITION, {"type": "array", "items": {"anyOf": [POSITION, QUOTE, FRAGMENT]}, "minItems": 1}]},
    },
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "additionalProperties": False,
    "properties": {
        "id": URI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["linking", "assessing"]},
        "body": {"type": "array", "items": {"anyOf": [TEXT, RESOURCE]}, "minItems": 1},
        "target": {"type": "array", "items": RESOURCE, "minItems": 1},
    },
}
# The parts of the Web Annotation Data Model that are written, as its sections 3 to 5 define them.
COLLECTION = Draft202012Validator(
    {
        "type": "object",
        "required": ["@context", "id", "type", "total", "first"],
        "properties": {
            "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
            "id": URI,
            "type": {"const": "AnnotationCollection"},
            "total": NUMBER,
            "first": {
                "required": ["id", "type", "startIndex", "items"],
                "properties": {"id": URI, "type": {"const": "AnnotationPage"}, "items": {"type": "array", "items": ANNOTATION}},
            },
        },
    }
)


def annotated(story: Story) -> list[dict[str, Any]]:
    line = export(story, "webannotation")
    assert line.count("\n") == 1
    collection = json.loads(line)
    assert list(COLLECTION.iter_errors(collection)) == []
    items: list[dict[str, Any]] = collection["first"]["items"]
    assert len({item["id"] for item in items}) == len(items) == collection["total"]
    return items


def selected(target: dict[str, Any], texts: dict[str, str]) -> tuple[str, int, int]:
    """The name of a target's text, and where its selectors find it there; they agree."""
    name = target.get("state", {"cached": target["source"]})["cached"]
    by_type = {selector["type"]: selector for selector in target["selector"]}
    start, end = by_type["TextPositionSelector"]["start"], by_type["TextPositionSelector"]["end"]
    quote = by_type.get("TextQuoteSelector", {"exact": "", "prefix": "", "suffix": ""})
    assert quote["exact"] == texts[name][start:end]
    if quote["exact"]:
        assert texts[name][:start].endswith(quote["prefix"])
        assert texts[name][end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)
    return name, start, end


@given(stories)
def test_every_reading_and_every_conflict_is_found_where_it_stands(story: Story) -> None:
    items = annotated(story)
    texts = {urn("article", w.article): story.reconstruct(w.article) for w in story.witnesses}
    readings = [reading for passage in story.passages for reading in passage.readings]
    for reading, item in zip(readings, items, strict=False):
        places = [(urn("article", reading.article), piece.start, piece.end) for piece in reading.pieces]
        assert [selected(target, texts) for target in item["target"]] == places
    for conflict, item in zip(story.conflicts, items[len(readings) :], strict=True):
        assert [body["value"] for body in item["body"] if body.get("purpose") == "tagging"] == [conflict.kind, conflict.grade]
        sides = [(urn("article", side.article), side.span.start, side.span.end) for side in conflict.readings]
        assert [selected(target, texts) for target in item["target"]] == sides
    for item in items:
        for body in item["body"]:
            if body["type"] == "SpecificResource":
                assert 0 <= body["selector"]["start"] <= body["selector"]["end"] <= len(story.text)


@given(stories)
def test_the_source_is_the_address_where_there_is_one(story: Story) -> None:
    links = {urn("article", w.article): linkable(w.url) for w in story.witnesses}
    for item in annotated(story):
        for target in item["target"]:
            name = target.get("state", {"cached": target["source"]})["cached"]
            assert target["source"] == links[name] or name
            assert ("state" in target) == (links[name] is not None)


def test_positions_are_code_points() -> None:
    (item,) = annotated(canonicalize([Article("a", "\U0001f600\U0001f600\n\nThe mayor left.")]))[1:]
    position, quote = item["target"][0]["selector"]
    assert (position["start"], position["end"]) == (4, 19)
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == ("The mayor left.", "\U0001f600\U0001f600\n\n", "")


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    story = canonicalize([clean_seeds[name] for name in ("000", "001", "002")])
    items = annotated(story)
    assert len(items) == sum(len(passage.readings) for passage in story.passages) + len(story.conflicts)
    assert items[0]["body"][0]["value"].startswith("segment 0, headline, unique: the reading shown, because ")
