"""From articles to pairs and clusters: the detection stage as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from newsclean.article import Article, CleanArticle, in_order
from newsclean.background import VERSION, Background
from newsclean.errors import OptionError
from newsclean.neardup.candidates import Candidates, find_candidates
from newsclean.neardup.clusters import Cluster, Pair, cluster
from newsclean.neardup.evidence import compare
from newsclean.neardup.relations import DUPLICATE, STORY, Relation, decide
from newsclean.neardup.shingles import ShingledArticle, Shingler

# Words of the longest passage that two articles must share before they count as related at all; less is a set phrase
# ("spoke on condition of anonymity because he was not authorized to").
MIN_REUSE = 12


@frozen
class Duplicates:
    """What was found among some articles.

    Attributes:
        pairs: the verified pairs of any relation, in the order of their ids. Of articles with the same words, all are
            compared through one of them; of a big group of near copies, each with a few.
        clusters: every article is in exactly one; in the order of their ids.
        background: what carried no weight: the one passed in, or the one learned from these articles.
    """

    pairs: tuple[Pair, ...]
    clusters: tuple[Cluster, ...]
    background: Background


def find_duplicates(
    articles: Iterable[Article | CleanArticle], *, background: Background | None = None, overlap: bool = True
) -> Duplicates:
    """The pairs of articles that share text, how they are related, and the clusters of one story each.

    The result does not depend on the order of the articles. Boilerplate should be gone before (`newsclean.clean`).

    Args:
        articles: with ids that differ.
        background: what an earlier corpus taught; by default it is learned from these articles.
        overlap: whether articles that only overlap are of one story; their pairs are reported in any case.

    Raises:
        ArticleError: if two articles have one id.
        OptionError: if the background is of another version.
    """
    if background is not None and background.version != VERSION:
        problem = f"the background is of version {background.version}, not {VERSION}"
        raise OptionError(problem, "Learn it again from its articles with this version", option="background")
    shingler = Shingler()
    shingled = [shingler(article) for article in in_order(articles)]
    by_text: defaultdict[bytes, list[ShingledArticle]] = defaultdict(list)
    for article in shingled:
        by_text[b"\0".join(key.encode() for key in article.words.keys)].append(article)
    # Articles of the same words are compared through one of them: all others would repeat its evidence. Which one is said
    # by the texts, not by the ids.
    for group in by_text.values():
        group.sort(key=lambda a: (a.article.text, a.id))
    distinct = sorted((group[0] for group in by_text.values()), key=lambda a: a.article.text)
    candidates = find_candidates(distinct, background)
    pairs = list(_verified(((distinct[a], distinct[b]) for a, b in sorted(candidates.pairs)), candidates))
    for group in by_text.values():
        pairs += _verified(((group[0], other) for other in group[1:] if len(other.words)), candidates)
    telling = {article.id: article.telling for article in shingled}
    found, clusters = cluster(telling, pairs, STORY if overlap else DUPLICATE)
    learned = Background(articles=len(shingled), common_shingles=frozenset(candidates.common.tolist()))
    return Duplicates(found, clusters, learned if background is None else background)


def _verified(proposed: Iterable[tuple[ShingledArticle, ShingledArticle]], candidates: Candidates) -> Iterable[Pair]:
    """The proposed pairs that share at least one run, with their evidence."""
    for pair in proposed:
        a, b = sorted(pair, key=lambda x: x.id)
        evidence = compare(a, b, candidates.common)
        if not evidence.shared and not evidence.same_words:
            continue
        relation, reason = decide(evidence)
        if relation is not Relation.REUSE or evidence.longest_passage >= MIN_REUSE:
            yield Pair(a.id, b.id, relation, reason, evidence)
