"""Stories as schema.org ``NewsArticle`` in JSON-LD, with the articles that they are based on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsclean.canonical import Story, UnitKind, Witness
from newsclean.formats.metadata import first_and_last, known, language, published
from newsclean.formats.names import article_uri, urn
from newsclean.formats.text_fragments import Links, linkable


def schema_org(story: Story) -> dict[str, Any]:
    """A story as a ``NewsArticle``.

    ``isBasedOn`` lists the witnesses, ``citation`` each sentence whose article has an address of the web, with a link to
    its words there. The merged text has no publisher and no author of its own, so that it names none; its sources do.
    """
    dates = first_and_last(story)
    headline = next((s.chosen.text for s in story.segments if s.kind is UnitKind.HEADLINE), None) or story.title
    return known(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": urn("story", story.id),
            "identifier": story.id,
            "headline": headline,
            "articleBody": story.text,
            "inLanguage": language(story),
            "datePublished": dates[0].isoformat() if dates else None,
            "dateModified": dates[1].isoformat() if dates else None,
            "isBasedOn": [_source(witness) for witness in story.witnesses],
            "citation": list(_citations(story)),
        }
    )


def _source(witness: Witness) -> dict[str, Any]:
    moment = published(witness)
    return known(
        {
            "@type": "NewsArticle",
            "@id": article_uri(witness.article, witness.url),
            "identifier": witness.article,
            "url": linkable(witness.url),
            "headline": witness.title,
            "inLanguage": witness.language,
            "datePublished": moment.isoformat() if moment else None,
            "author": [{"@type": "Person", "name": name} for name in witness.authors],
            "publisher": {"@type": "Organization", "name": witness.publisher} if witness.publisher else None,
        }
    )


def _citations(story: Story) -> Iterator[dict[str, Any]]:
    links = Links(story)
    urls = {witness.article: witness.url for witness in story.witnesses}
    for segment in story.segments:
        reading = segment.chosen
        if link := links.reading(reading):
            source = {"@id": article_uri(reading.article, urls[reading.article])}
            yield {"@type": "Quotation", "text": reading.text, "url": link, "isPartOf": source}
