"""Nothing is lost in a merge: from every cluster among real articles, and among copies made of them, each text is had back."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from newsclean import Article, CleanArticle, Story, canonicalize, clean, find_duplicates

pytestmark = pytest.mark.data

# Every k-th cluster, so that the test stays short; each of them under the profile that looks for what is new.
EVERY = {"syndication-20k": 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 4}
CLUSTERS = {"fnc1": 150, "reuters21578": 700, "syndication-20k": 2500}  # of two and more; fewer would be another fault
WINDOWS = 12  # parts of a story whose origin is asked for besides that of the whole


def articles(path: Path) -> dict[str, Article]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        found = (Article(str(record["id"]), record["text"]) for record in map(json.loads, lines))
        return {article.id: article for article in found}


def faults(story: Story, witnesses: Sequence[Article | CleanArticle]) -> Iterator[str]:
    """What is wrong with a story, in words; nothing where all is well."""
    sources = {article.id: article.article.text if isinstance(article, CleanArticle) else article.text for article in witnesses}
    if [witness.article for witness in story.witnesses] != sorted(sources):
        yield "other witnesses than were given"
    yield from (f"{id} is not rebuilt" for id, text in sources.items() if story.reconstruct(id) != text)
    for number in range(WINDOWS):
        low, high = (len(story.text) * edge // WINDOWS for edge in (number, number + 1))
        yield from untraced(story, low, high, sources)
    yield from untraced(story, 0, len(story.text), sources)
    order = [reading.start for segment in story.segments for reading in segment.readings if reading.article == story.base]
    if order != sorted(order):
        yield f"the order of the base {story.base} is not kept"


def untraced(story: Story, start: int, end: int, sources: dict[str, str]) -> Iterator[str]:
    """Characters of a range that come from nowhere but are no white space, or do not stand where they are said to."""
    replaced = {s.start: s.chosen.source for s in story.segments if not s.chosen.is_verbatim}
    position = start
    for origin in story.trace(start, end):
        if story.text[position : origin.start].strip():
            yield f"{story.text[position : origin.start]!r} comes from nowhere"
        expected = replaced.get(origin.start, story.text[origin.start : origin.end])
        if "".join(piece.of(sources[origin.article]) for piece in origin.pieces) != expected:
            yield f"{expected!r} does not stand in {origin.article} where it is said to"
        position = max(position, origin.end)
    if story.text[position:end].strip():
        yield f"{story.text[position:end]!r} comes from nowhere"


@pytest.mark.parametrize("name", CLUSTERS)
def test_every_cluster_gives_its_texts_back(name: str, data: Path) -> None:
    """As they are and cleaned, so that what was removed or replaced is had back too."""
    known = articles(data / "neardup" / f"{name}.jsonl.gz")
    clusters = [cluster.articles for cluster in find_duplicates(known.values()).clusters if len(cluster.articles) > 1]
    assert len(clusters) >= CLUSTERS[name]
    found = {}
    for members in clusters[:: EVERY.get(name, 1)]:
        plain = [known[id] for id in members]
        cleaned = [clean(article) for article in plain]
        given: tuple[Sequence[Article | CleanArticle], ...] = (plain, cleaned)
        wrong = [fault for witnesses in given for fault in faults(canonicalize(witnesses), witnesses)]
        if wrong:
            found[members[0]] = wrong
    assert found == {}
