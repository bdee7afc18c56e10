"""What always holds of near-duplicate detection."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import made_up
from newsclean import Article, Background, CleanArticle, Duplicates, clean, find_duplicates
from newsclean.neardup import STORY, Relation, comparing, matching, narration, shingle_store, word_batch
from newsclean.neardup.fingerprints import shingle_hashes
from newsclean.words import words
from plain_evidence import counted, plain_evidence
from strategies import BOILERPLATE, paragraphs, syndications

READ = ("narration", "narrated", "narrated_passages", "quoted", "matched_figures", "replaced_figures", "replaced_names")
Told = dict[tuple[str, str], tuple[Relation, str, dict[str, Any]]]


def told(found: Duplicates) -> Told:
    """All that is said of each pair, with its evidence, and what is read in the texts."""
    return {
        pair.ids: (
            pair.relation,
            pair.reason,
            counted(pair.evidence) | {name: getattr(pair.evidence, name) for name in READ},
        )
        for pair in found.pairs
    }


@st.composite
def corpora(draw: st.DrawFn) -> list[Article]:
    """Versions of some stories, and articles that repeat a paragraph of one of them; some of the same words."""
    groups = draw(st.lists(syndications(max_copies=3), min_size=1, max_size=3))
    texts = [article.text for group in groups for article in group]
    for text in draw(st.lists(st.sampled_from(texts), max_size=2)):
        own = draw(st.lists(paragraphs, max_size=3))
        texts.append("\n\n".join([*own, text, *own]) if draw(st.booleans()) else text)
    return [Article(f"v{number:02}", text) for number, text in enumerate(texts)]


@st.composite
def cut_corpora(draw: st.DrawFn) -> list[CleanArticle]:
    """Cleaned versions of a story, out of which lines were cut."""
    articles = draw(syndications())
    cleaned = []
    for article in articles:
        lines = article.text.split("\n")
        for _ in range(draw(st.integers(0, 2))):
            lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(BOILERPLATE)))
        cleaned.append(clean(Article(article.id, "\n".join(lines))))
    return cleaned


@st.composite
def commonplaces(draw: st.DrawFn, articles: list[Article]) -> frozenset[int]:
    """The shingles of some passages of the articles."""
    found: set[int] = set()
    for _ in range(draw(st.integers(1, 4))):
        hashes = shingle_hashes(words(draw(st.sampled_from(articles)).text).keys)
        begin = draw(st.integers(0, len(hashes)))
        found.update(hashes[begin : begin + draw(st.integers(1, 20))])
    return frozenset(found)


def assert_exact(articles: list[CleanArticle], found: Duplicates) -> None:
    by_id = {article.id: article for article in articles}
    for pair in found.pairs:
        assert pair.a < pair.b
        expected = plain_evidence(by_id[pair.a], by_id[pair.b], found.background.common_shingles)
        assert counted(pair.evidence) in expected
        assert pair.evidence.replaced_figures <= pair.evidence.gap_words
        assert pair.evidence.replaced_names <= pair.evidence.name_gaps <= pair.evidence.small_gaps
        for run in pair.evidence.shared:
            one, other = (words(span.of(by_id[id].article.text)) for span, id in ((run.a, pair.a), (run.b, pair.b)))
            assert one.keys == other.keys


@given(corpora())
def test_evidence_is_exact(articles: list[Article]) -> None:
    assert_exact([CleanArticle.untouched(article) for article in articles], find_duplicates(articles))


@given(cut_corpora())
def test_evidence_is_exact_around_cuts(articles: list[CleanArticle]) -> None:
    assert_exact(articles, find_duplicates(articles))


@given(st.data())
def test_evidence_is_exact_where_some_passages_have_no_weight(data: st.DataObject) -> None:
    articles = data.draw(corpora())
    background = Background(common_shingles=data.draw(commonplaces(articles)))
    found = find_duplicates(articles, background=background)
    assert found.background is background
    assert_exact([CleanArticle.untouched(article) for article in articles], found)


@st.composite
def noted_corpora(draw: st.DrawFn) -> list[Article]:
    """Versions of stories, many of them with a notice that stands in more stories than one tells."""
    articles = [*draw(corpora()), *(Article(f"n{n:02}", made_up(f"story{n}x", 30)) for n in range(draw(st.integers(6, 12))))]
    notice = made_up("notice", draw(st.integers(5, 30)))
    return [Article(a.id, f"{a.text}\n\n{notice}") if draw(st.integers(0, 9)) else a for a in articles]


@given(noted_corpora())
def test_what_is_learned_gives_the_same_pairs_when_it_is_given(articles: list[Article]) -> None:
    found = find_duplicates(articles)
    again = find_duplicates(articles, background=found.background)
    assert again == found
    assert told(again) == told(found)


@given(corpora(), st.integers(1, 6), st.data())
def test_articles_about_other_things_change_no_pair(articles: list[Article], others: int, data: st.DataObject) -> None:
    """Given a background: what shares no shingle with two articles has no say in whether they are a pair."""
    background = Background(common_shingles=data.draw(commonplaces(articles)), scale=data.draw(st.sampled_from([1, 8])))
    more = [Article(f"{data.draw(st.sampled_from('az'))}{n}", made_up(f"other{n % 4}x", 40 + n)) for n in range(others)]
    found, among_more = (find_duplicates(given, background=background) for given in (articles, [*articles, *more]))
    ids = {article.id for article in articles}
    assert {pair: each for pair, each in told(among_more).items() if ids.issuperset(pair)} == told(found)


@given(corpora())
def test_articles_with_much_in_common_are_a_pair(articles: list[Article]) -> None:
    """Of a few articles none is overlooked that shares a paragraph; those of the same words stand for each other."""
    pairs = {pair.ids for pair in find_duplicates(articles).pairs}
    first = {words(article.text).keys: article for article in sorted(articles, key=lambda a: (a.text, a.id), reverse=True)}
    for one, other in combinations(sorted(first.values(), key=lambda article: article.id), 2):
        (expected, *_) = plain_evidence(CleanArticle.untouched(one), CleanArticle.untouched(other))
        if expected["bridged"] >= 0.5 and expected["longest_passage"] >= 20:
            assert (one.id, other.id) in pairs


@given(corpora(), st.randoms())
def test_order_does_not_matter(articles: list[Article], random: st.DataObject) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found, again = find_duplicates(articles), find_duplicates(shuffled)
    assert again == found
    assert told(again) == told(found)


@given(corpora(), st.integers(1, 200))
def test_the_size_of_batches_does_not_matter(articles: list[Article], size: int) -> None:
    found = find_duplicates(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "BLOCK_SHINGLES", size)
        patch.setattr(matching, "PORTION", size)
        patch.setattr(shingle_store, "IN_MEMORY", 1)
        patch.setattr(word_batch, "BATCH", size % 3 + 1)
        patch.setattr(word_batch, "BLOCK", size % 5 + 1)
        patch.setattr(narration, "BATCH", size % 3 + 1)
        again = find_duplicates(articles)
        assert told(again) == told(found)
    assert again == found


@given(corpora(), st.data())
def test_a_copy_under_another_id_changes_no_other_pair(articles: list[Article], data: st.DataObject) -> None:
    """Whether the copy comes before the original or after it, and so stands for it or not."""
    named = [Article(f"{article.id}m", article.text) for article in articles]
    copied, suffix = data.draw(st.sampled_from(named)), data.draw(st.sampled_from("az"))
    copy = Article(copied.id[:-1] + suffix, copied.text)
    before, after = (
        {(a[:-1], b[:-1]): each for (a, b), each in told(find_duplicates(given)).items() if a[:-1] != b[:-1]}
        for given in (named, [*named, copy])
    )
    assert after == before


@given(corpora())
def test_every_article_is_in_one_cluster_and_ties_stay_inside(articles: list[Article]) -> None:
    found = find_duplicates(articles)
    assert sorted(id for cluster in found.clusters for id in cluster.articles) == sorted(a.id for a in articles)
    home = {id: cluster.id for cluster in found.clusters for id in cluster.articles}
    for cluster in found.clusters:
        assert cluster.id == min(cluster.articles)
        assert cluster.representative in cluster.articles
        for member in cluster.members(cluster.articles[-1]):
            assert member.tied_to is None or member.tied_to in cluster.articles
    assert all(home[pair.a] == home[pair.b] for pair in found.pairs if pair.relation in STORY)
    assert found.droppable().isdisjoint(cluster.representative for cluster in found.clusters)


@settings(max_examples=50)
@given(syndications(max_copies=2), syndications(max_copies=2))
def test_names_of_articles_do_not_matter(one: list[Article], other: list[Article]) -> None:
    """Symmetric: with ids that turn the order around, the same pairs are found with the same evidence."""
    texts = [a.text for a in (*one, *other)]
    plain = told(find_duplicates(Article(f"{n:02}", text) for n, text in enumerate(texts)))
    turned = told(find_duplicates(Article(f"{99 - n:02}", text) for n, text in enumerate(texts)))
    renamed = {(f"{99 - int(b):02}", f"{99 - int(a):02}"): each for (a, b), each in turned.items()}
    if len(set(texts)) < len(texts):
        return  # of identical texts, the one that stands for them is chosen by its id
    assert renamed.keys() == plain.keys()
    for ids, (relation, reason, evidence) in plain.items():
        back = dict(renamed[ids][2])
        back["containment_a"], back["containment_b"] = back["containment_b"], back["containment_a"]
        back["shared"] = sorted((*run[2:], *run[:2]) for run in back["shared"])
        assert (renamed[ids][0], renamed[ids][1], back) == (relation, reason, evidence)
