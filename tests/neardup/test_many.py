"""Many articles at once: what is found, and that nothing grows with the square of their number. Nothing here is timed."""

from __future__ import annotations

import pytest

from made_up import made_up, numbered
from newsclean import Article, Background, Relation, find_duplicates
from newsclean.neardup.candidates import LEADERS

MANY = 3000
LINE = "This article was first published in the morning edition and may not be reproduced without written permission."


def test_near_copies_are_one_cluster_of_a_number_of_pairs_that_grows_with_it() -> None:
    story = made_up("word", 120).split()
    copies = [Article(f"n{n:04}", " ".join([*story[: n % 120], numbered("own", n), *story[n % 120 + 1 :]])) for n in range(MANY)]
    found = find_duplicates(copies)
    assert [len(cluster.articles) for cluster in found.clusters] == [MANY]
    # In a bucket that a leader is not in, the next one leads: so more articles lead somewhere than in each.
    assert MANY - 1 <= len(found.pairs) <= 3 * LEADERS * MANY
    assert len(found.droppable()) == MANY - 1


def test_identical_articles_are_one_cluster_of_as_many_pairs() -> None:
    found = find_duplicates(Article(f"n{n:04}", made_up("word", 60)) for n in range(MANY))
    assert [len(cluster.articles) for cluster in found.clusters] == [MANY]
    assert {pair.relation for pair in found.pairs} == {Relation.IDENTICAL}
    assert len(found.pairs) == MANY - 1


@pytest.fixture(scope="module")
def with_one_line() -> list[Article]:
    return [
        Article(f"n{n:04}", f"{made_up(name, 60)}. {LINE} {made_up(name, 40, 60)}.")
        for n in range(MANY)
        for name in (numbered("story", n),)
    ]


def test_articles_that_share_a_line_are_alone(with_one_line: list[Article]) -> None:
    found = find_duplicates(with_one_line)
    assert found.pairs == ()
    assert len(found.clusters) == MANY
    assert found.background.common_shingles


def test_a_line_that_no_background_knows_ties_nothing_and_costs_no_square(with_one_line: list[Article]) -> None:
    found = find_duplicates(with_one_line, background=Background(scale=8))
    assert len(found.clusters) == MANY
    assert {pair.relation for pair in found.pairs} == {Relation.REUSE}
    assert len(found.pairs) <= LEADERS * MANY
    assert any(f"{MANY:,}" in note for note in found.notes)
