"""The made-up syndications are what they say: the truth about them is true, and they look like news."""

from __future__ import annotations

from itertools import combinations
from statistics import quantiles

import pytest
from hypothesis import given

from news_words import NUMBER_WORDS
from newsclean.canonical.likeness import similarity
from newsclean.words import decoded_text, words
from syndication import FACTS, HEAVY, LIGHT, MEDIUM, KnownSentence, Strength, Syndication, syndicate, syndicated_stories


def written(known: Syndication, sentence: KnownSentence) -> str:
    return next(article.text for article in known.articles if article.id == sentence.article)[sentence.start : sentence.end]


@given(syndicated_stories())
def test_sentences_stand_where_they_are_said_to(known: Syndication) -> None:
    position = {article.id: 0 for article in known.articles}
    for sentence in known.sentences:
        assert position[sentence.article] <= sentence.start < sentence.end
        position[sentence.article] = sentence.end
        text = decoded_text(written(known, sentence))
        assert text == text.strip()
        told = " ".join(words(text).keys)
        for fact in sentence.facts:
            spelled = [fact.value, *(word for word, figures in NUMBER_WORDS.items() if figures == fact.value)]
            plain = [" ".join(words(value).keys) for value in spelled]
            assert any(value in told or value.replace(" ", "") in told.replace(" ", "") for value in plain), (fact, text)


@given(syndicated_stories())
def test_what_was_not_edited_has_the_same_words(known: Syndication) -> None:
    for group in known.groups:
        untouched = [s for s in group if not {*s.edits} - {"moved", "own", "repeated"}]
        assert len({(s.origins, words(written(known, s)).keys) for s in untouched}) == len({s.origins for s in untouched})


@given(syndicated_stories())
def test_facts_differ_only_where_they_were_edited(known: Syndication) -> None:
    for conflict in known.conflicts:
        assert conflict.kind in FACTS
        assert conflict.kind in (*conflict.one.edits, *conflict.other.edits)
        assert conflict.one.article != conflict.other.article


@given(syndicated_stories())
def test_origins_are_in_one_sentence_of_an_article(known: Syndication) -> None:
    """So that a group has one sentence of an article, unless another article says in one what it says in two."""
    for article in known.articles:
        origins = [origin for s in known.sentences if s.article == article.id for origin in s.origins]
        assert len(origins) == len(set(origins))
    for group in known.groups:
        for one, other in combinations(group, 2):
            assert one.article != other.article or known.splits or any(len(sentence.origins) > 1 for sentence in group)


@given(syndicated_stories())
def test_copies_are_identical(known: Syndication) -> None:
    texts = {article.id: article.text for article in known.articles}
    assert all(texts[copy] == texts[original] and original not in known.copies for copy, original in known.copies.items())


def test_fewer_articles_and_sentences_are_the_first_of_more() -> None:
    few, more = (syndicate(7, HEAVY, articles=number, sentences=12) for number in (2, 5))
    assert more.articles[:2] == few.articles
    short, long = (syndicate(7, LIGHT, articles=1, sentences=number) for number in (6, 40))
    first = [[words(written(known, s)).keys for s in known.sentences if s.role == "sentence"] for known in (short, long)]
    assert first[1][:4] == first[0][:4]


@pytest.mark.parametrize("strength", [LIGHT, MEDIUM, HEAVY], ids=lambda strength: strength.name)
def test_every_kind_of_edit_is_made(strength: Strength) -> None:
    known = [syndicate(number, strength, articles=5, sentences=40) for number in range(30)]
    made = {edit for story in known for sentence in story.sentences for edit in sentence.edits}
    kinds = "word article insertion deletion tail figures capitals split merge moved own repeated".split()
    assert made >= {*FACTS, *kinds}
    assert made == {*FACTS, *kinds, "cut quotation"} or strength is LIGHT
    assert any(story.copies for story in known)
    assert all(story.groups for story in known)


def test_different_sentences_are_as_much_alike_as_in_the_news() -> None:
    """In fnc1 the most similar other sentence has a similarity of .18 in the median and .27 in the ninth decile."""
    closest = []
    for number in range(60):
        known = syndicate(number, LIGHT, articles=1, sentences=22)
        keys = list(dict.fromkeys(words(written(known, s)).keys for s in known.sentences if s.role == "sentence"))
        long = [key for key in keys if len(key) >= 6]
        closest += [max(similarity(one, other) for other in long if other != one) for one in long]
    deciles = quantiles(closest, n=10)
    assert 0.15 < deciles[4] < 0.21
    assert 0.24 < deciles[8] < 0.3
