"""From articles to pairs and clusters: the detection stage as a whole."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import numpy as np
from attrs import evolve, frozen

from newsclean.article import Article, CleanArticle, in_order
from newsclean.background import VERSION, Background
from newsclean.errors import OptionError
from newsclean.neardup.arrays import NO_HASHES, Hashes, Numbers
from newsclean.neardup.article_facts import FactsByNumber
from newsclean.neardup.boilerplate import learned
from newsclean.neardup.candidates import CROWD, LEADERS, Candidates, find_candidates, lsh_candidates, ranked
from newsclean.neardup.clusters import Cluster, Pair, cluster
from newsclean.neardup.comparing import Comparison, compare
from newsclean.neardup.evidence import weighed
from newsclean.neardup.joining import changes
from newsclean.neardup.relations import DUPLICATE, STORY, Relation, decide
from newsclean.neardup.representative import Keep, Preference
from newsclean.neardup.shingle_store import ShingleStore
from newsclean.neardup.signatures import PERMUTATIONS, lsh_parameters
from newsclean.neardup.sketches import Sketches, sketch

# Words of the longest passage that two articles must share before they count as related at all; less is a set phrase
# ("spoke on condition of anonymity because he was not authorized to").
MIN_REUSE = 12
# Of few articles all shingles are joined, so that short borrowed passages are found too; of many, one in eight.
FEW, ALL_SHINGLES, SAMPLED = 1000, 1, 8


Method = Literal["two-pass", "minhash-lsh"]
THRESHOLD = 0.5  # the usual one of MinHash tools


@frozen
class Duplicates:
    """What was found among some articles.

    Attributes:
        pairs: the verified pairs of any relation, in the order of their ids. Of articles with the same words, all are
            compared through one of them; of a big story, each with a few of the others.
        clusters: every article is in exactly one; in the order of their ids.
        background: what carried no weight: the one passed in, or the one learned from these articles.
        round_ups: the ids of articles that carry several stories, and whose ties to these were therefore cut.
        notes: what was left out of the comparison, in a sentence each; empty where everything was looked at.
    """

    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]
    background: Background
    round_ups: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def droppable(self) -> frozenset[str]:
        """The ids of the articles that a corpus can do without when it keeps each cluster's representative.

        A version may have sentences of its own, which go with it; an article that only overlaps stays, and so do its copies.
        """
        several = (cluster for cluster in self.clusters if len(cluster.articles) > 1)
        members = (member for cluster in several for member in cluster.members(cluster.representative))
        return frozenset(member.id for member in members if member.duplicate)


def find_duplicates(
    articles: Iterable[Article | CleanArticle],
    *,
    background: Background | None = None,
    overlap: bool = True,
    keep: Keep = "most_complete",
    prefer: Sequence[str] = (),
    method: Method = "two-pass",
    threshold: float = THRESHOLD,
) -> Duplicates:
    """The pairs of articles that share text, how they are related, and the clusters of one story each.

    The result does not depend on the order of the articles. Boilerplate should be gone before (`newsclean.clean`).

    Args:
        articles: with ids that differ.
        background: what an earlier corpus taught; by default it is learned from these articles.
        overlap: whether articles that only overlap are of one story; their pairs are reported in any case.
        keep: which article represents a cluster: the ``"most_complete"``, or the ``"earliest"`` by its date.
        prefer: publishers or hosts whose articles represent a cluster before others, the best first.
        method: how candidates are found. ``"two-pass"`` is MinHash LSH and a join of sampled shingles; ``"minhash-lsh"`` is
            MinHash LSH alone, with datasketch's own bands.
        threshold: for ``"minhash-lsh"``, the Jaccard (0-1) from which datasketch's own choice of bands finds most pairs.

    Raises:
        ArticleError: if two articles have one id.
        OptionError: if the background is of another version, there is no such method, threshold or rule, or ``prefer`` is
            a single text.
        OutputError: if the folder for temporary files is full.
    """
    if background is not None and background.version != VERSION:
        problem = f"the background is of version {background.version}, not {VERSION}"
        raise OptionError(problem, "Learn it again from its articles with this version", option="background")
    if method not in ("two-pass", "minhash-lsh"):
        raise OptionError(f"there is no method {method!r}", "Choose two-pass or minhash-lsh", option="method")
    preference = Preference(keep, prefer)
    bands = lsh_parameters(threshold) if method == "minhash-lsh" else None
    cleaned = in_order(articles)
    known = None if background is None else np.array(sorted(background.common_shingles), dtype=np.uint64)
    if background is None:
        background = Background(articles=len(cleaned), scale=ALL_SHINGLES if len(cleaned) <= FEW else SAMPLED)
    with collection_paused():
        found = _compared(cleaned, background.scale, known, bands)

        def represented(group: Sequence[int]) -> tuple[str, str]:
            return preference.choose([cleaned[place] for place in group], [found.words[place] for place in group])

        ids = [article.id for article in cleaned]
        pairs, clusters, round_ups = cluster(ids, found.pairs, represented, STORY if overlap else DUPLICATE)
    if known is None:
        background = evolve(background, common_shingles=frozenset(found.common.tolist()))
    return Duplicates(pairs, clusters, background, round_ups, _notes(*found.crowded))


@frozen(eq=False)
class _Compared:
    """The verified pairs of articles, the shingles without weight, how many words each article has, what was crowded."""

    pairs: list[Pair]
    common: Hashes
    words: list[int]
    crowded: tuple[int, int]


def _compared(articles: Sequence[CleanArticle], scale: int, known: Hashes | None, bands: tuple[int, int] | None) -> _Compared:
    """Candidates found and compared: by MinHash LSH alone where ``bands`` say how, or else in both passes."""
    with ShingleStore() as store:
        sketches = _sketched(articles, store, scale, bands)
        facts = FactsByNumber([articles[number] for number in sketches.order.tolist()])
        heads, others = _same_words(sketches, facts)
        candidates, common = _proposed(sketches, heads, store, known, bands)
        sketches = sketches.without_samples()  # most of their memory
        pairs = np.concatenate([candidates.pairs, others])
        near = np.concatenate([candidates.near, np.ones(len(others), dtype=bool)])
        compared = compare(pairs[:, 0], pairs[:, 1], near, sketches, store, common)
        found = [pair for figures in compared for pair in related(figures, facts, sketches.order)]
    words = np.empty(len(articles), dtype=np.int64)
    words[sketches.order] = sketches.words
    return _Compared(found, common, words.tolist(), candidates.crowded)


def _sketched(articles: Sequence[CleanArticle], store: ShingleStore, scale: int, bands: tuple[int, int] | None) -> Sketches:
    texts = (article.text for article in articles)
    return sketch(texts, store, scale) if bands is None else sketch(texts, store, scale, PERMUTATIONS, whole=True)


def _proposed(
    sketches: Sketches, heads: Numbers, store: ShingleStore, known: Hashes | None, bands: tuple[int, int] | None
) -> tuple[Candidates, Hashes]:
    """The candidates among some articles, and the shingles without weight: those that are known, or else learned."""
    if bands is not None:
        return lsh_candidates(sketches, heads, *bands), NO_HASHES if known is None else known
    articles = ranked(sketches, heads)
    common = learned(articles, sketches.words.astype(np.int64), store) if known is None else known
    return find_candidates(articles, common), common


def _notes(crowded: int, most: int) -> tuple[str, ...]:
    """What is said about keys that so many articles have that most of these were not joined with each other."""
    if not crowded:
        return ()
    how = f"each of their articles was joined with {LEADERS} of the others"
    return (f"{crowded:,} keys are those of more than {CROWD} articles, the most common one of {most:,}: {how}",)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keeps Python from looking for cycles among the many small values that are made here, of which none is in one.

    It would walk through all of them over and over: a fifth of the time among 80,000 articles, and more among more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _same_words(sketches: Sketches, facts: FactsByNumber) -> tuple[Numbers, Numbers]:
    """One article for each sequence of words, by number, and the pairs of it and each other one that has the same.

    Which one stands for the others is said by the texts before the ids.
    """
    order = np.argsort(sketches.digests, kind="stable")
    edges = np.flatnonzero(changes(sketches.digests[order]))
    sizes = np.diff(np.append(edges, len(order)))
    heads, pairs = order[edges], [np.zeros((0, 2), dtype=np.int64)]
    for group in np.flatnonzero(sizes > 1).tolist():
        members = order[edges[group] : edges[group] + sizes[group]].tolist()
        head, *others = sorted(members, key=lambda number: (facts.article(number).text, sketches.order[number]))
        heads[group] = head
        if sketches.words[head]:
            pairs.append(np.array([(head, other) for other in others]))
    return np.sort(heads), np.concatenate(pairs)


def related(found: Comparison, facts: FactsByNumber, rank: Numbers) -> Iterator[Pair]:
    """The pairs of a comparison that share at least one run, and enough of it, with their evidence."""
    for evidence in weighed(found, facts, rank):
        if not evidence.passages and not evidence.same_words:
            continue
        relation, reason = decide(evidence)
        if relation is not Relation.REUSE or evidence.longest_passage >= MIN_REUSE:
            a, b = evidence.texts.by_id
            yield Pair(a.id, b.id, relation, reason, evidence)
