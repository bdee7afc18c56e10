"""Readings of one sentence and where their words differ."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, canonicalize
from newsclean.canonical import Reading, VariantReading, Variation
from newsclean.canonical.readings import variations
from newsclean.text import Span
from strategies import sentences, syndications, wild_text


def reading(article: str, text: str) -> Reading:
    return Reading(article, (Span(0, len(text)),), text, text)


def told(*texts: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """(the leading words, [(other words, whose)]) for each variation among texts of witnesses ``0``, ``1``, ..."""
    readings = [reading(str(number), text) for number, text in enumerate(texts)]
    return [
        (texts[0][found.start : found.end], [(other.text, "".join(other.articles)) for other in found.readings])
        for found in variations(readings[0], readings)
    ]


class TestVariations:
    def test_words_that_differ(self) -> None:
        assert told("He met two men.", "He met three men.") == [("two", [("three", "1")])]
        assert told("The men left.", "The two men left.") == [("", [("two ", "1")])]
        assert told("The two men left.", "The men left.") == [("two ", [("", "1")])]

    def test_equal_readings_have_none(self) -> None:
        assert told("He met two men.", "He met two men.") == []

    def test_typography_differs_too_so_that_each_text_can_be_put_together(self) -> None:
        assert told("“Yes,” he said.", '"Yes," he said.') == [("“", [('"', "1")]), ("”", [('"', "1")])]

    def test_witnesses_with_the_same_words_stand_together(self) -> None:
        assert told("He met two men.", "He met ten men.", "He met ten men.") == [("two", [("ten", "12")])]

    def test_places_that_overlap_are_one_for_all(self) -> None:
        found = told("He met two old men there.", "He met ten old men there.", "He met ten young men there.")
        assert found == [("two", [("ten", "12")]), ("old", [("young", "2")])]
        found = told("He met two old men there.", "He met ten, men there.", "He met two young men there.")
        assert found == [("two old", [("ten,", "1"), ("two young", "2")])]

    def test_a_sentence_of_mostly_other_words_is_one_variation(self) -> None:
        one, other = "The mayor of the town left on Monday.", "Nobody had seen him leave the office then."
        assert told(one, other) == [(one, [(other, "1")])]

    def test_segments_have_them(self) -> None:
        story = canonicalize([Article("a", "The mayor met three men."), Article("b", "The mayor met ten men.")])
        assert story.segments[0].variations == (Variation(14, 17, (VariantReading("three", ("a",)),)),)

    @given(st.lists(sentences() | wild_text, min_size=2, max_size=4))
    def test_put_in_place_they_give_each_text(self, texts: list[str]) -> None:
        readings = [reading(str(number), text) for number, text in enumerate(texts)]
        found = variations(readings[0], readings)
        assert all(one.end < other.start for one, other in pairwise(found))
        for own in readings:
            assert rebuilt(readings[0].text, found, own.article) == own.text

    @given(syndications())
    def test_put_in_place_they_give_every_reading_of_a_story(self, articles: list[Article]) -> None:
        for segment in canonicalize(articles).segments:
            for own in segment.readings:
                assert rebuilt(segment.chosen.text, segment.variations, own.article) == own.text


def rebuilt(leading: str, found: tuple[Variation, ...], article: str) -> str:
    """The text of one witness from the leading one and the variations."""
    parts, position = [], 0
    for variation in found:
        own = next((r.text for r in variation.readings if article in r.articles), leading[variation.start : variation.end])
        parts += [leading[position : variation.start], own]
        position = variation.end
    return "".join([*parts, leading[position:]])


class TestPart:
    def test_a_part_over_a_cut_has_two_pieces(self) -> None:
        own = Reading("a", (Span(3, 6), Span(9, 12)), "abcdef", "abcdef")
        assert own.part(1, 5) == (Span(4, 6), Span(9, 11))
        assert own.part(0, 3) == (Span(3, 6),)

    def test_where_a_filter_replaced_something_all_pieces_are_named(self) -> None:
        own = Reading("a", (Span(3, 6),), "a&b", "axb")
        assert own.part(0, 1) == (Span(3, 6),)


@pytest.mark.parametrize("length", [20_000])
def test_a_long_line_is_compared_in_a_moment(length: int) -> None:
    """Words in other places throughout, which is the worst case."""
    one, other = ("w " * length, "w v " * (length // 2))
    assert told(one, other)
