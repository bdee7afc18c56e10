"""What always holds of an index: whatever came and went, it holds what a batch finds among the articles that are left."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from index_changes import Step, assert_as_a_batch, corpora, few_leaders, histories
from newsclean import Article, Background, find_duplicates
from newsclean.index import Index
from newsclean.index.sketching import Weights, wording, wordings
from newsclean.neardup.fingerprints import shingle_hashes
from newsclean.words import words
from strategies import dirty_texts, wild_text

ALL = 40  # as many leaders as no history has articles: nothing is crowded


def done(index: Index, step: Step, articles: list[Article], *, crowded: bool) -> None:
    """One step of a history."""
    some = [articles[number] for number in step.articles]
    if step.kind == "add":
        found = index.query(some[0])
        added = index.add(some[0])
        assert [(pair.ids, pair.evidence) for pair in found.pairs] == [(pair.ids, pair.evidence) for pair in added.pairs]
        # Where buckets are crowded, others may lose a pair by it, and no longer be round-ups for that.
        assert found.pairs == added.pairs or crowded
        assert added.pairs == tuple(index.pairs(some[0].id))
        assert added.story == index.version(some[0].id)
    elif step.kind == "add_many":
        assert index.add_many(some) == len(some)
    elif step.kind == "remove":
        before = index.version(some[0].id)
        removed = index.remove(some[0].id)
        assert all(story == index.version(story.id) for story in removed.stories)
        # Where buckets are crowded, others come to meet by it.
        assert crowded or sum(story.articles for story in removed.stories) == before.articles - 1
        assert crowded or all(story.version == before.version + 1 for story in removed.stories)
    else:
        index.add(evolve(some[0], text=some[1].text), replace=True)


@settings(max_examples=settings.get_profile(settings.get_current_profile_name()).max_examples // 2)  # each has many steps
@given(st.data(), corpora(), st.sampled_from([1, 2, 3, ALL]), st.sampled_from([1, 8]))
def test_it_holds_what_a_batch_finds(data: st.DataObject, articles: list[Article], leaders: int, scale: int) -> None:
    with few_leaders(leaders), TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        index = Index.open(path, background=Background(scale=scale))
        for step in data.draw(histories(len(articles))):
            if step.kind == "reopen":
                index.close()
                index = Index.open(path)
            else:
                done(index, step, articles, crowded=leaders < ALL)
                assert_as_a_batch(index)
        index.close()


@given(st.data(), corpora(), st.integers(1, 8))
def test_a_background_counts(data: st.DataObject, articles: list[Article], leaders: int) -> None:
    """What carries no weight joins nothing and counts in no figure."""
    hashes = shingle_hashes(words(data.draw(st.sampled_from(articles)).text).keys)
    begin = data.draw(st.integers(0, len(hashes)))
    background = Background(common_shingles=frozenset(hashes[begin : begin + 40]))
    with (
        few_leaders(leaders),
        TemporaryDirectory() as folder,
        Index.open(Path(folder) / "news.db", background=background) as index,
    ):
        for article in articles:
            index.add(article)
        assert_as_a_batch(index)
        told = [(p.evidence.shared, p.evidence.narrated, p.evidence.differences) for p in index.pairs()]
        expected = find_duplicates([index.article(id) for id in index], background=background)
        assert told == [(p.evidence.shared, p.evidence.narrated, p.evidence.differences) for p in expected.pairs]


@given(corpora(), st.integers(1, 8))
def test_many_at_once_are_as_one_by_one(articles: list[Article], leaders: int) -> None:
    with few_leaders(leaders), TemporaryDirectory() as folder, Index.open(Path(folder) / "one.db") as one:
        for article in articles:
            one.add(article)
        with Index.open(Path(folder) / "many.db") as many:
            many.add_many(articles)
            assert tuple(many.pairs()) == tuple(one.pairs())
            assert tuple(many.clusters()) == tuple(one.clusters())
            assert many.check() == one.check() == ()


@given(st.lists(dirty_texts() | wild_text, min_size=2, max_size=4), st.sampled_from([1, 2, 8]))
def test_a_text_alone_is_sketched_as_among_others(texts: list[str], scale: int) -> None:
    weights = Weights.of(Background(scale=scale))
    fields = ("digest", "words", "shingles", "scale", "samples", "bands", "signature")
    alone = [wording(text, weights) for text in texts]
    assert [[getattr(w, name) for name in fields] for w in alone] == [
        [getattr(w, name) for name in fields] for w in wordings(texts, weights)
    ]


@given(corpora(), st.integers(1, 8))
def test_compacted_it_holds_what_a_batch_finds_with_what_it_teaches(articles: list[Article], leaders: int) -> None:
    with few_leaders(leaders), TemporaryDirectory() as folder, Index.open(Path(folder) / "news.db") as index:
        index.add_many(articles)
        before = {pair.ids for pair in index.pairs()}, {cluster.articles for cluster in index.clusters()}
        compacted = index.compact()
        assert index.background == compacted.background
        assert index.background.common_shingles == find_duplicates([index.article(id) for id in index]).background.common_shingles
        assert_as_a_batch(index)
        now = {pair.ids for pair in index.pairs()}, {cluster.articles for cluster in index.clusters()}
        assert ({*compacted.pairs}, {*compacted.gone_pairs}) == (now[0] - before[0], before[0] - now[0])
        assert {story.id for story in compacted.stories} == {articles[0] for articles in now[1] - before[1]}
        assert all(story == index.version(story.id) for story in compacted.stories)
