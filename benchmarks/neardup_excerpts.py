"""Which paragraphs of an excerpt of syndication-20k come from another article, and whether a pair shows them.

An article of the kind `excerpt` is a story of its own, of which no other article tells, with some consecutive paragraphs of
another story pasted in one place, and a few words as its first line. Its `cluster` is that of the other story. Which version of
that story they come from is not recorded, so each version that holds a pasted paragraph counts as its source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from neardup_corpus import Known
from neardup_peers import SIZE, WORD, shingles
from newsclean import Pair, Span

PARAGRAPH = re.compile(r"[^\n]+")
HELD = 0.5  # share of a paragraph's 5-grams that an article must have to hold it; words are edited, paragraphs joined and parted
Sources = dict[str, list[Span]]
"""The ids of the articles that an excerpt has paragraphs of, each with where these stand in the excerpt."""


def sources(known: Sequence[Known]) -> dict[str, Sources]:
    """Where each excerpt's pasted paragraphs come from, by its id."""
    stories: defaultdict[int, list[Known]] = defaultdict(list)
    excerpts = [article for article in known if article.kind == "excerpt"]
    wanted = {article.cluster for article in excerpts}
    for article in known:
        if article.kind != "excerpt" and article.cluster in wanted:
            stories[article.cluster].append(article)
    grams = {article.id: frozenset(shingles(article.text)) for group in stories.values() for article in group}
    found = {}
    for excerpt in excerpts:
        own = [
            (Span(match.start(), match.end()), shingles(match.group()))
            for match in PARAGRAPH.finditer(excerpt.text)
            if len(WORD.findall(match.group())) >= SIZE
        ]
        held = {
            article.id: [
                span for span, paragraph in own if sum(gram in grams[article.id] for gram in paragraph) >= HELD * len(paragraph)
            ]
            for article in stories[excerpt.cluster]
        }
        found[excerpt.id] = {id: spans for id, spans in held.items() if spans}
    return found


def in_clusters(excerpts: Mapping[str, Sources], label_of: Mapping[str, int]) -> float:
    """The share of excerpts that are in one cluster with a source, of those that have one."""
    traced = [(id, held) for id, held in excerpts.items() if held]
    return sum(any(label_of[id] == label_of[source] for source in held) for id, held in traced) / max(1, len(traced))


def _shown(spans: Sequence[Span], runs: Iterable[Span]) -> int:
    """How many characters of some paragraphs lie in shared runs, which do not overlap."""
    return sum(max(0, min(span.end, run.end) - max(span.start, run.start)) for run in runs for span in spans)


def in_pairs(excerpts: Mapping[str, Sources], pairs: Iterable[Pair]) -> dict[str, Any]:
    """How many excerpts are in a pair with a source, whatever its relation, and whether its shared runs show the paste.

    Returns:
        The number of `excerpts`, and of those `without_source`; as shares of the rest: `found`, those of which some pair with a
        source shares a run that lies mostly in pasted paragraphs; `elsewhere`, those in pairs with sources that share other
        runs only; `shown`, the mean share of pasted characters that lie in shared runs of the pair that shows most of them
        (0 for those not found); and how many of the found have which `relations` in that pair.
    """
    best: dict[str, tuple[float, str]] = {}
    paired = set()
    for pair in pairs:
        for excerpt, source in (pair.ids, pair.ids[::-1]):
            spans = excerpts.get(excerpt, {}).get(source)
            if spans:
                paired.add(excerpt)
                runs = [run.a if excerpt == pair.a else run.b for run in pair.evidence.shared]
                if any(2 * _shown(spans, [run]) > len(run) for run in runs):
                    shown = _shown(spans, runs) / sum(map(len, spans))
                    best[excerpt] = max(best.get(excerpt, (0.0, "")), (shown, str(pair.relation)))
    traced = sum(bool(held) for held in excerpts.values())
    return {
        "excerpts": len(excerpts),
        "without_source": len(excerpts) - traced,
        "found": len(best) / max(1, traced),
        "elsewhere": len(paired - best.keys()) / max(1, traced),
        "shown": sum(shown for shown, _ in best.values()) / max(1, traced),
        "relations": dict(Counter(relation for _, relation in best.values()).most_common()),
    }
