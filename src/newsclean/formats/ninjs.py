"""Stories as IPTC ninjs 3 ("News in JSON"): one item, with its sources as associated items."""

from __future__ import annotations

from typing import Any

from newsclean.canonical import Story, UnitKind, Witness
from newsclean.formats.metadata import exact, first_and_last, known, language, published
from newsclean.formats.names import urn
from newsclean.formats.text_fragments import linkable

# The latest version that was in use when this was written; the item is valid against 3.3 too.
STANDARD = {"name": "ninjs", "version": "3.2", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#"}


def ninjs(story: Story) -> dict[str, Any]:
    """A story as a ninjs item.

    The merged text has no publisher, author or rights of its own, so that the item names none; its sources do. ninjs
    knows no dates without a time and a zone: such dates are left out.
    """
    headline, body = _parts(story)
    first = first_and_last(story)
    headlines = [{"role": "main", "value": headline}] if headline else []
    headlines += [
        {"role": "alternate", "value": omitted.leading.text} for omitted in story.omitted if omitted.kind is UnitKind.HEADLINE
    ]
    counts = {"charCount": len(body), "wordCount": len(body.split())}
    return known(
        {
            "standard": STANDARD,
            "uri": urn("story", story.id),
            "type": "text",
            "representationType": "full",
            "contentCreated": exact(first[0]) if first else None,
            "language": language(story),
            "title": story.title,
            "headlines": headlines,
            "bodies": [{"role": "main", "contentType": "text/plain", **counts, "value": body}],
            "edNote": f"Merged by newsclean from {len(story.witnesses):,} articles, with {len(story.conflicts):,} conflicts",
            "altIds": [{"role": "newsclean-story", "value": story.id}],
            "infoSources": [{"name": name} for name in dict.fromkeys(w.publisher for w in story.witnesses if w.publisher)],
            "associations": [_source(witness, story) for witness in story.witnesses],
        }
    )


def _parts(story: Story) -> tuple[str | None, str]:
    """The headline, and the text without it."""
    first = story.segments[0] if story.segments else None
    if first is None or first.kind is not UnitKind.HEADLINE:
        return story.title, story.text
    return first.chosen.text, story.text[first.end :].lstrip()


def _source(witness: Witness, story: Story) -> dict[str, Any]:
    address = linkable(witness.url)
    return known(
        {
            "name": witness.title or witness.article,
            "rel": "base" if witness.article == story.base else "source",
            "uri": urn("article", witness.article),
            "type": "text",
            "representationType": "partial",
            "contentCreated": exact(published(witness)),
            "language": witness.language,
            "by": ", ".join(witness.authors),
            "headlines": [{"role": "main", "value": witness.title}] if witness.title else [],
            "infoSources": [{"role": "publisher", "name": witness.publisher}] if witness.publisher else [],
            "renditions": [{"name": "web", "href": address, "contentType": "text/html"}] if address else [],
            "altIds": [{"role": "newsclean-article", "value": witness.article}],
        }
    )
