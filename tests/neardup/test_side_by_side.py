"""What is worked out for a pair, beside the same without any short cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, Duplicates, find_duplicates
from newsclean.neardup import Evidence
from newsclean.neardup.names import Name, replaced_names
from newsclean.neardup.side_by_side import SideBySide
from strategies import syndications

DIVIDEND = "The firm {} said its board declared an initial annual dividend of {} cents per share, its first payout to holders."


def read(evidence: Evidence) -> tuple[object, ...]:
    return evidence.shared, evidence.differences, evidence.quoted, evidence.narration, evidence.replaced_names


def plain_names(texts: SideBySide) -> list[tuple[list[Name], list[Name]]]:
    vocabularies = texts.short.vocabulary, texts.long.vocabulary
    return list(replaced_names(texts.short.names, texts.long.names, vocabularies, texts.gaps))


@given(syndications())
def test_texts_read_together_say_what_each_says_alone(articles: list[Article]) -> None:
    together, alone = find_duplicates(articles), find_duplicates(articles)
    SideBySide.read_together([pair.evidence.texts for pair in together.pairs])
    assert [read(pair.evidence) for pair in together.pairs] == [read(pair.evidence) for pair in alone.pairs]


@given(syndications())
def test_what_was_read_is_read_again_after_it_was_forgotten(articles: list[Article]) -> None:
    found = find_duplicates(articles)
    for pair in found.pairs:
        before = pair.evidence.shared, pair.evidence.differences
        for article in SideBySide.read_together([pair.evidence.texts]):
            article.forget()
        assert (pair.evidence.shared, pair.evidence.differences) == before


names = st.sampled_from(["Porex Technologies", "Medco Containment", "Porex", "Jane Doe of Medco", "", "U.S. Steel"])
amounts = st.sampled_from(["ten", "12", "in May 14"])


@given(st.lists(st.tuples(names, amounts), min_size=2, max_size=4))
def test_names_are_looked_for_wherever_one_is_replaced(told: list[tuple[str, str]]) -> None:
    tail = "Holders of Porex are paid in spring. It had told Medco so before."
    texts = [f"{DIVIDEND.format(*both)} {tail if number % 2 else ''}" for number, both in enumerate(told)]
    found = find_duplicates(Article(str(number), text) for number, text in enumerate(texts))
    for pair in found.pairs:
        plain = plain_names(pair.evidence.texts)
        assert pair.evidence.replaced_names == len(plain)
        assert sum(difference.kind == "name" for difference in pair.evidence.differences) == len(plain)


def two(one: str, other: str) -> Duplicates:
    return find_duplicates([Article("a", one), Article("b", other)])


def test_a_replaced_name_and_a_replaced_figure_are_both_told() -> None:
    (pair,) = two(DIVIDEND.format("Porex Technologies", "12"), DIVIDEND.format("Medco Containment", "14")).pairs
    assert [difference.kind for difference in pair.evidence.differences] == ["name", "number"]


def test_speech_is_not_looked_for_again_where_it_is_known() -> None:
    (pair,) = two(DIVIDEND.format("Porex", "12") * 2, DIVIDEND.format("Porex", "12")).pairs
    texts = pair.evidence.texts
    assert not texts.knows_narration
    assert texts.narration.words
    assert texts.knows_narration
