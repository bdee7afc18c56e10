"""schema.org: a NewsArticle that names its sources, and claims nothing that is theirs."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from made_up_stories import stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.formats.exports import export
from newsclean.formats.text_fragments import Links, linkable

OF_AN_ARTICLE = {"@type", "@id", "identifier", "url", "headline", "inLanguage", "datePublished", "author", "publisher"}
OF_A_STORY = {"@context", "articleBody", "dateModified", "isBasedOn", "citation"} | OF_AN_ARTICLE - {"url", "author", "publisher"}


def article(story: Story) -> dict[str, Any]:
    line = export(story, "schemaorg")
    assert line.count("\n") == 1
    found: dict[str, Any] = json.loads(line)
    assert set(found) <= OF_A_STORY
    assert (found["@context"], found["@type"]) == ("https://schema.org", "NewsArticle")
    return found


@given(stories)
def test_it_is_based_on_its_witnesses_and_cites_them(story: Story) -> None:
    found = article(story)
    assert found["articleBody"] == story.text
    assert [source["identifier"] for source in found["isBasedOn"]] == [witness.article for witness in story.witnesses]
    for witness, source in zip(story.witnesses, found["isBasedOn"], strict=True):
        assert set(source) <= OF_AN_ARTICLE
        assert source.get("url") == linkable(witness.url)
        assert source.get("publisher", {}).get("name") == (witness.publisher or None)
    links = Links(story)
    chosen = [segment.chosen for segment in story.segments]
    cited = [(reading.text, links.reading(reading)) for reading in chosen if links.addresses[reading.article]]
    assert [(one["text"], one["url"]) for one in found.get("citation", [])] == cited
    assert {one["isPartOf"]["@id"] for one in found.get("citation", [])} <= {source["@id"] for source in found["isBasedOn"]}


def test_dates_are_those_of_the_first_and_the_last() -> None:
    dates = {"a": "2015-10-02", "b": "2015-10-01T13:00:00+02:00", "c": "yesterday"}
    found = article(canonicalize(Article(id, "The mayor left.", published=date) for id, date in dates.items()))
    assert (found["datePublished"], found["dateModified"]) == ("2015-10-01T13:00:00+02:00", "2015-10-02")
    assert [source.get("datePublished") for source in found["isBasedOn"]] == ["2015-10-02", "2015-10-01T13:00:00+02:00", None]


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    found = article(canonicalize([clean_seeds[name] for name in ("000", "001", "002")]))
    assert found["headline"] == "Russia launched first air strikes against ISIS in Syria"
    assert found["isBasedOn"][0]["@id"] == "urn:newsclean:article:000_16819764812afc88"
    assert "publisher" not in found
