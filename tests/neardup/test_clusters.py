"""Clusters: what ties articles, and which of them carry several stories."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from made_up import made_up
from newsclean import Article, Cluster, Pair, Relation, find_duplicates
from newsclean.neardup.round_ups import _common_length, _merged
from newsclean.text import Span

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda row: Span(row[0], sum(row))), max_size=8)


def part(name: str, begin: int, end: int) -> str:
    """Some words of a text that has nothing in common with those of other names."""
    return made_up(name, end - begin, begin)


def clusters(**texts: str) -> list[tuple[str, ...]]:
    return [cluster.articles for cluster in find_duplicates(Article(id, text) for id, text in texts.items()).clusters]


class TestRoundUps:
    def test_of_two_stories(self) -> None:
        both = f"{part('one', 0, 100)} {part('other', 0, 100)}"
        found = find_duplicates([Article("a", part("one", 0, 150)), Article("b", part("other", 0, 150)), Article("r", both)])
        assert (found.round_ups, len(found.clusters)) == (("r",), 3)

    def test_what_overlaps_in_it_is_of_one_story(self) -> None:
        """The two have too few words in common to be a pair, and too short ones to tell a subject."""
        two = {"a": part("i", 10, 54), "b": part("i", 46, 90)}
        assert clusters(**two) == [("a",), ("b",)]
        assert clusters(**two, r=part("i", 10, 90)) == [("a", "b", "r")]

    def test_what_a_third_one_ties_is_of_one_story(self) -> None:
        """The first and the last have nothing in common; each has a part of the long one, and of the second."""
        parts = part("i", 10, 70), part("j", 10, 70), part("k", 10, 70)
        left, right = part("l", 10, 30), part("r", 10, 30)
        three = {"a": f"{parts[0]} {left}", "b": f"{left} {parts[1]} {right}", "c": f"{right} {parts[2]}"}
        assert clusters(**three) == [("a",), ("b",), ("c",)]
        assert clusters(**three, r=" ".join(parts)) == [("a", "b", "c", "r")]

    def test_an_article_that_is_nearly_all_of_it_is_a_copy_of_it(self) -> None:
        both = f"{part('one', 0, 100)} {part('other', 0, 100)}"
        longer = f"{both} {part('more', 0, 40)}"
        assert clusters(a=part("one", 0, 150), b=part("other", 0, 150), r=both, s=longer) == [("a",), ("b",), ("r", "s")]


def test_of_equally_close_ways_to_the_base_the_first_by_id_counts() -> None:
    (copies,) = find_duplicates([Article("a", part("one", 0, 60)), Article("b", part("one", 0, 60))]).pairs

    def pair(a: str, b: str, relation: Relation) -> Pair:
        return evolve(copies, a=a, b=b, relation=relation)

    ties = (
        pair("base", "x", Relation.VERSION),
        pair("base", "y", Relation.COPY),
        pair("x", "z", Relation.VERSION),
        pair("y", "z", Relation.VERSION),
    )
    assert Cluster("base", ("base", "x", "y", "z"), ties).members("base")[3].tied_to == "x"


def characters(some: list[Span]) -> set[int]:
    return {place for span in some for place in range(span.start, span.end)}


@given(spans, spans)
def test_merged_spans_hold_each_character_once(one: list[Span], other: list[Span]) -> None:
    assert sum(map(len, _merged(one))) == len(characters(one))
    assert characters(_merged(one)) == characters(one)
    assert _common_length(_merged(one), _merged(other)) == len(characters(one) & characters(other))
