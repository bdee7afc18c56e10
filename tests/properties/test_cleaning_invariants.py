"""What always holds of cleaning, with the filters that ship."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import assume, given

from newsclean import Article, CleanArticle, Edit, clean
from newsclean.filters import default_filters
from strategies import dirty_texts


def cut_last_letter_of_edges(article: CleanArticle) -> Iterable[Edit]:
    """A filter that has nothing to do with any other: it cuts a word that no rule knows."""
    at = article.text.find(" bridge")
    return [Edit(at, at + 7, kind="own", rule="own")] if at >= 0 else []


@given(dirty_texts())
def test_kept_and_removed_spans_tile_the_source(text: str) -> None:
    cleaned = clean(Article("a", text))
    tiles = sorted([*cleaned.edited.kept, *(edit.span for edit in cleaned.removals)])
    assert "".join(tile.of(text) for tile in tiles) == text
    assert "".join(span.of(text) for span in cleaned.edited.kept) == cleaned.text


@given(dirty_texts())
def test_cleaning_is_idempotent(text: str) -> None:
    once = clean(Article("a", text))
    twice = clean(Article("a", once.text))
    assert twice.text == once.text
    assert clean(once) == once or once.notes


@given(dirty_texts())
def test_every_removal_names_its_rule_kind_and_reason(text: str) -> None:
    for removal in clean(Article("a", text)).removals:
        assert removal.rule
        assert removal.kind
        assert removal.reason
        assert removal.kind != "whitespace" or not removal.span.of(text).strip("\ufeff\u200b \t\r\n\u00a0")


@given(dirty_texts())
def test_an_unrelated_filter_commutes(text: str) -> None:
    before = clean(Article("a", text), [cut_last_letter_of_edges, *default_filters()], max_removed=1.0)
    after = clean(Article("a", text), [*default_filters(), cut_last_letter_of_edges], max_removed=1.0)
    # To cut a word out of one of two copies is related to finding copies.
    assume(not any(edit.rule.startswith("repeats.") for edit in (*before.removals, *after.removals)))
    assert before.text == after.text
    assert set(before.removals) == set(after.removals)


@given(dirty_texts())
def test_no_filter_empties_an_article(text: str) -> None:
    cleaned = clean(Article("a", text))
    assert cleaned.text.strip()
    assert cleaned.text != text or cleaned.notes or not cleaned.removals
