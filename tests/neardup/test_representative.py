"""Which article of a cluster is kept, and why."""

from __future__ import annotations

import pytest

from newsclean import Article, CleanArticle, find_duplicates
from newsclean.errors import OptionError
from newsclean.neardup.representative import Preference

LONG = "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of heated debate."
SHORT = LONG.removesuffix(" of heated debate.") + "."


def clean(id: str, text: str = LONG, **known: str) -> CleanArticle:
    return CleanArticle.untouched(Article(id, text, **known))  # type: ignore[arg-type]


def chosen(preference: Preference, *articles: CleanArticle) -> tuple[str, str]:
    return preference.choose(articles, [len(article.text.split()) for article in articles])


def test_the_most_complete_has_the_most_words() -> None:
    assert chosen(Preference(), clean("a", SHORT), clean("b")) == ("b", "the most complete, with 20 words")


def test_of_equally_long_ones_the_text_decides_and_then_the_id() -> None:
    assert chosen(Preference(), clean("z", LONG), clean("a", LONG.replace("The", "This"))) == (
        "z",
        "the most complete, with 20 words",
    )
    assert chosen(Preference(), clean("b"), clean("a"))[0] == "a"


def test_the_earliest_passes_over_articles_without_a_date() -> None:
    articles = clean("a"), clean("b", SHORT, published="2015-09-30T12:00:00Z"), clean("c", published="2015-09-30T16:00:00+02:00")
    assert chosen(Preference("earliest"), *articles) == ("b", "the earliest, of 2015-09-30T12:00:00Z")
    assert chosen(Preference("earliest"), clean("a", SHORT), clean("b")) == (
        "b",
        "no date tells the earliest; the most complete, with 20 words",
    )


def test_of_equally_early_ones_the_text_decides_and_then_the_id() -> None:
    day = "2015-09-30"
    articles = clean("c", LONG.replace("The", "This"), published=day), clean("b", published=day), clean("a", published=day)
    assert chosen(Preference("earliest"), *articles)[0] == "a"
    assert chosen(Preference("earliest"), *articles[:2])[0] == "b"


def test_a_preferred_publisher_comes_first_by_name_or_host() -> None:
    articles = clean("a"), clean("b", SHORT, publisher="AP"), clean("c", SHORT, url="https://www.afp.com/x")
    assert chosen(Preference(publishers=["Reuters", "ap", "www.afp.com"]), *articles) == (
        "b",
        "published by ap; the most complete, with 17 words",
    )
    assert chosen(Preference(publishers=["www.afp.com"]), *articles)[0] == "c"
    assert chosen(Preference(publishers=["Reuters"]), *articles)[0] == "a"


def test_wrong_rules_are_refused() -> None:
    with pytest.raises(OptionError, match="most_complete or earliest"):
        Preference("newest")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"\['AP'\]"):
        Preference(publishers="AP")


def test_clusters_name_theirs() -> None:
    found = find_duplicates([Article("a", SHORT), Article("b", LONG), Article("c", "Something else was said here.")])
    assert [(c.representative, c.representative_reason) for c in found.clusters] == [
        ("b", "the most complete, with 20 words"),
        ("c", "the only article"),
    ]
    earliest = find_duplicates(
        [Article("a", SHORT, published="2020-01-01"), Article("b", LONG, published="2020-01-02")], keep="earliest"
    )
    assert earliest.clusters[0].representative == "a"
    assert (
        find_duplicates([Article("a", SHORT, publisher="AP"), Article("b", LONG)], prefer=["AP"]).clusters[0].representative
        == "a"
    )
