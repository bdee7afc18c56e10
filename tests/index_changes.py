"""Articles that come and go: what the tests of an index are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from attrs import frozen
from hypothesis import strategies as st

from made_up import made_up, numbered
from newsclean import Article, find_duplicates
from newsclean.index import Index
from newsclean.neardup import candidates, search
from syndication import syndicated_stories

QUOTATION_MARKS = str.maketrans("“”\"'", '""\'’')  # other texts of the same words


@contextmanager
def few_leaders(leaders: int) -> Iterator[None]:
    """Buckets are crowded from so many members on, so that few articles show what many do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "LEADERS", leaders)
        for name in ("ranked", "find_candidates"):
            patch.setattr(search, name, partial(getattr(candidates, name), leaders=leaders))
        yield


@st.composite
def corpora(draw: st.DrawFn) -> list[Article]:
    """Syndicated stories, other texts of the same words, articles in one another, and round-ups of several stories."""
    stories = draw(st.lists(syndicated_stories(max_articles=5, max_sentences=16), min_size=1, max_size=2))
    texts = [article.text for story in stories for article in story.articles]
    texts += [text.translate(QUOTATION_MARKS) for text in draw(st.lists(st.sampled_from(texts), max_size=2))]
    texts += ["\n\n".join(some) for some in draw(st.lists(st.lists(st.sampled_from(texts), min_size=1, max_size=2), max_size=2))]
    texts += draw(round_ups())
    texts += ["!!!", "One word"] if draw(st.booleans()) else []
    ids = draw(st.permutations([f"{letter}{number}" for number in range(7) for letter in "abcd"]))
    return [Article(id, text) for id, text in zip(ids, texts, strict=False)]


@st.composite
def round_ups(draw: st.DrawFn) -> list[str]:
    """Stories that have nothing in common, versions of some, and an article or two with the beginnings of several."""
    count = draw(st.integers(0, 3))
    names = [numbered("story", number) for number in range(count)]
    texts = [made_up(name, 150) for name in names]
    texts += (
        [f"{made_up(name, 110)} {made_up('own' + name, 30)}" for name in draw(st.lists(st.sampled_from(names), max_size=2))]
        if names
        else []
    )
    if count > 1:
        texts += [
            " ".join(made_up(name, 100) for name in names[:several])
            for several in draw(st.lists(st.integers(2, count), max_size=2))
        ]
    return texts


@frozen
class Step:
    """What is done to an index with some articles by number; ``kind`` is a method, or ``reopen``."""

    kind: str
    articles: tuple[int, ...] = ()


@st.composite
def histories(draw: st.DrawFn, articles: int) -> list[Step]:
    """Each article is added, alone or with others; some are removed, added again, or replaced; the index is opened again."""
    left, there, steps = draw(st.permutations(range(articles))), list[int](), list[Step]()
    for _ in range(draw(st.integers(1, 2 * articles))):
        kinds = ["add", "add", "add_many"] * bool(left) + ["remove", "replace", "reopen"] * bool(there)
        kind = draw(st.sampled_from(kinds))
        if kind == "reopen":
            steps.append(Step(kind))
            continue
        if kind in ("add", "add_many"):
            count = 1 if kind == "add" else draw(st.integers(1, len(left)))
            some, left = left[:count], left[count:]
            there += some
        elif kind == "remove":
            some = [there.pop(draw(st.integers(0, len(there) - 1)))]
            left = [*left, *some]
        else:
            some = [draw(st.sampled_from(there)), draw(st.integers(0, articles - 1))]
        steps.append(Step(kind, tuple(some)))
    return steps


def assert_as_a_batch(index: Index) -> None:
    """The index holds what a batch finds among its articles, and nothing in it is wrong."""
    articles = [index.article(id) for id in index]
    expected = find_duplicates(articles, background=index.background)
    assert tuple(index.pairs()) == expected.pairs
    assert tuple(index.clusters()) == expected.clusters
    assert index.check() == ()
    assert len(index) == len(articles)


def article(id: str, name: str = "one", words: int = 80, more: str = "") -> Article:
    """An article of made-up words."""
    return Article(id, f"{made_up(name, words)} {more}".rstrip())


def story_ids(index: Index) -> list[tuple[str, ...]]:
    """The articles of each story."""
    return [cluster.articles for cluster in index.clusters()]
