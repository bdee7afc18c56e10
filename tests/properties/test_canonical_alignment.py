"""What always holds of the alignment: it finds what the slow and obvious version finds, and what it is known to have found."""

from __future__ import annotations

from itertools import groupby
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.canonical import alignment
from newsclean.canonical.alignment import align
from newsclean.canonical.sentences import Unit, UnitKind, units
from newsclean.text import Span
from plain_alignment import all_pairs, plain_mutual_best
from syndication import MEDIUM, Syndication, syndicate, syndicated_stories

Texts = list[tuple[Unit, ...]]


@st.composite
def alike(draw: st.DrawFn) -> Texts:
    """Texts whose sentences are one of two, with a word or two replaced: many are alike, equally alike, or the same."""
    kinds = st.sampled_from([UnitKind.SENTENCE, UnitKind.SENTENCE, UnitKind.SENTENCE, UnitKind.SUBHEAD])

    @st.composite
    def unit(draw: st.DrawFn) -> Unit:
        keys = draw(st.sampled_from(["abcdefg", "abchijk", "abc", ""]))
        for word in draw(st.lists(st.sampled_from(keys or "-"), max_size=3)):
            keys = keys.replace(word, draw(st.sampled_from("xyz")), 1)
        return Unit(Span(0, 0), draw(kinds), 0, tuple(keys))

    return draw(st.lists(st.lists(unit(), max_size=6).map(tuple), min_size=1, max_size=4))


def split(known: Syndication) -> Texts:
    return [units(text) for text in dict.fromkeys(article.text for article in known.articles)]


@given(alike() | syndicated_stories(max_articles=4, max_sentences=12).map(split))
def test_the_index_finds_what_comparing_all_pairs_finds(texts: Texts) -> None:
    with patch.object(alignment, "proposed", all_pairs):
        expected = align(texts)
    assert align(texts) == expected


@given(alike() | syndicated_stories(max_articles=4, max_sentences=12).map(split))
def test_the_best_matches_are_those_of_the_texts_one_by_one(texts: Texts) -> None:
    with patch.object(alignment, "_mutual_best", plain_mutual_best):
        expected = align(texts)
    assert align(texts) == expected


@example(split(syndicate(596, MEDIUM, articles=6, sentences=19)))  # two splits side by side
@given(alike() | syndicated_stories(max_articles=4, max_sentences=12).map(split))
def test_every_unit_is_in_one_group_with_at_most_two_neighbours_of_one_text(texts: Texts) -> None:
    groups = align(texts)
    assert sorted(place for group in groups for place in group) == [
        (text, number) for text, found in enumerate(texts) for number in range(len(found))
    ]
    for group in groups:
        for text, own in groupby(group, key=lambda place: place[0]):
            numbers = [number for _, number in own]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            assert len(numbers) == 1 or (len(numbers) == 2 and len({t for t, _ in group}) > 1), text
