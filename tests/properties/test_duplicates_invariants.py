"""What always holds of near-duplicate detection."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Article, find_duplicates
from newsclean.neardup import STORY
from newsclean.words import words
from strategies import syndications


def grams(text: str, size: int = 5) -> set[tuple[str, ...]]:
    keys = words(text).keys
    size = min(size, len(keys))
    return {keys[n : n + size] for n in range(len(keys) - size + 1)}


@given(syndications(), st.randoms())
def test_order_does_not_matter(articles: list[Article], random: st.DataObject) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_duplicates(shuffled) == find_duplicates(articles)


@given(syndications())
def test_evidence_is_exact(articles: list[Article]) -> None:
    by_id = {article.id: article.text for article in articles}
    for pair in find_duplicates(articles).pairs:
        assert pair.a < pair.b
        a, b = grams(by_id[pair.a]), grams(by_id[pair.b])
        assert pair.evidence.jaccard == len(a & b) / len(a | b)
        assert pair.evidence.containment_a == len(a & b) / len(a)
        assert pair.evidence.containment_b == len(a & b) / len(b)
        for run in pair.evidence.shared:
            assert words(run.a.of(by_id[pair.a])).keys == words(run.b.of(by_id[pair.b])).keys


@given(syndications())
def test_every_article_is_in_one_cluster_and_ties_stay_inside(articles: list[Article]) -> None:
    found = find_duplicates(articles)
    assert sorted(id for cluster in found.clusters for id in cluster.articles) == sorted(a.id for a in articles)
    home = {id: cluster.id for cluster in found.clusters for id in cluster.articles}
    for cluster in found.clusters:
        assert cluster.id == min(cluster.articles)
        for member in cluster.members(cluster.articles[-1]):
            assert member.tied_to is None or member.tied_to in cluster.articles
    assert all(home[pair.a] == home[pair.b] for pair in found.pairs if pair.relation in STORY)


@settings(max_examples=25)
@given(syndications(max_copies=2), syndications(max_copies=2))
def test_names_of_articles_do_not_matter(one: list[Article], other: list[Article]) -> None:
    """Symmetric: with ids that turn the order around, the same pairs are found with the same relations."""
    texts = [a.text for a in (*one, *other)]
    plain = find_duplicates(Article(f"{n:02}", text) for n, text in enumerate(texts)).pairs
    turned = find_duplicates(Article(f"{99 - n:02}", text) for n, text in enumerate(texts)).pairs
    renamed = {(f"{99 - int(p.b):02}", f"{99 - int(p.a):02}"): p for p in turned}
    if len(set(texts)) < len(texts):
        return  # of identical texts, the one that stands for them is chosen by its id
    assert renamed.keys() == {pair.ids for pair in plain}
    for pair in plain:
        assert renamed[pair.ids].relation is pair.relation
        assert renamed[pair.ids].evidence.narrated == pair.evidence.narrated
