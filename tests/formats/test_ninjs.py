"""ninjs: an item that fits the standard, and says of the merged text only what is true."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from made_up_stories import stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.formats.exports import export
from newsclean.formats.text_fragments import linkable

STRING = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$"}
TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}


def listed(required: list[str], **properties: Any) -> dict[str, Any]:
    item = {"type": "object", "required": required, "properties": properties, "additionalProperties": False}
    return {"type": "array", "items": item, "minItems": 1}


# The properties of ninjs 3.2 that are written, as the standard defines them; all its objects are closed.
ITEM: dict[str, Any] = {
    "uri": URI,
    "type": {"enum": ["text"]},
    "representationType": {"enum": ["full", "partial"]},
    "contentCreated": TIME,
    "language": STRING,
    "title": STRING,
    "by": STRING,
    "edNote": STRING,
    "headlines": listed(["value"], role=STRING, value={"type": "string"}),
    "bodies": listed(
        ["value"],
        role=STRING,
        contentType=STRING,
        charCount={"type": "integer"},
        wordCount={"type": "integer"},
        value={"type": "string"},
    ),
    "altIds": listed([], role=STRING, value=STRING),
    "infoSources": listed([], name=STRING, role=STRING),
    "renditions": listed(["name"], name=STRING, href=URI, contentType=STRING),
}
STANDARD = {
    "name": {"const": "ninjs"},
    "version": {"const": "3.2"},
    "schema": {"const": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#"},
}
SUBSET = Draft202012Validator(
    {
        "type": "object",
        "required": ["uri"],
        "additionalProperties": False,
        "properties": {
            **ITEM,
            "standard": {"properties": STANDARD, "additionalProperties": False},
            "associations": listed(["uri", "name"], **ITEM, name=STRING, rel=STRING),
        },
    },
    format_checker=FormatChecker(),
)


def item(story: Story) -> dict[str, Any]:
    line = export(story, "ninjs")
    assert line.count("\n") == 1
    found: dict[str, Any] = json.loads(line)
    assert list(SUBSET.iter_errors(found)) == []
    return found


@given(stories)
def test_it_fits_the_standard_and_lists_the_sources(story: Story) -> None:
    found = item(story)
    sources = found["associations"]
    assert [source["altIds"][0]["value"] for source in sources] == [witness.article for witness in story.witnesses]
    assert [source["rel"] for source in sources].count("base") == 1
    for witness, source in zip(story.witnesses, sources, strict=True):
        links = [rendition["href"] for rendition in source.get("renditions", [])]
        assert links == ([linkable(witness.url)] if linkable(witness.url) else [])
    (body,) = found["bodies"]
    assert story.text.endswith(body["value"])
    assert body["charCount"] == len(body["value"])
    assert "by" not in found


def test_the_headline_is_not_in_the_body_and_the_alternates_are_listed() -> None:
    text = "Mayor resigns\n\nThe mayor left on Monday.\n\nShe smiled."
    found = item(canonicalize([Article("a", text), Article("b", "Mayor out\n\nThe mayor left on Monday.")]))
    assert found["headlines"] == [{"role": "main", "value": "Mayor resigns"}, {"role": "alternate", "value": "Mayor out"}]
    assert found["bodies"][0]["value"] == "The mayor left on Monday.\n\nShe smiled."


def test_only_full_times_are_dates_and_the_earliest_counts() -> None:
    texts = {"a": "2015-10-01T12:00:00Z", "b": "2015-10-01T13:00:00+02:00", "c": "2015-10-02", "d": "yesterday"}
    found = item(canonicalize(Article(id, "The mayor left.", published=time) for id, time in texts.items()))
    assert datetime.fromisoformat(found["contentCreated"]) == datetime.fromisoformat("2015-10-01T11:00:00+00:00")
    assert ["contentCreated" in source for source in found["associations"]] == [True, True, False, False]


def test_the_language_is_told_where_all_agree() -> None:
    def language(*languages: str | None) -> str | None:
        story = canonicalize(Article(str(n), "The mayor left.", language=one) for n, one in enumerate(languages))
        return item(story).get("language")

    assert (language("en", None, "en"), language("en", "de"), language(None)) == ("en", None, None)


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    found = item(canonicalize([clean_seeds[name] for name in ("000", "001", "002")]))
    assert found["headlines"][0]["value"] == "Russia launched first air strikes against ISIS in Syria"
    assert found["bodies"][0]["value"].startswith("Claiming to target ISIS, ")
