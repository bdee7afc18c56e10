"""The comparison key: what counts as the same words."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given

from newsclean.words import count_words, typographic_key, word_key, words
from strategies import dirty_texts, wild_text

SAME = [
    ("Russia’s", "Russia's"),
    ("don’t", "donʼt"),
    ("don’t", "don´t"),
    ("don’t", "donâ€™t"),
    ("don’t", "don&#8217;t"),
    ("don’t", "don&rsquo;t"),
    ("été", "Ã©tÃ©"),
    ("café", "cafe\u0301"),
    ("Straße", "STRASSE"),
    ("de-confliction", "de–confliction"),
    ("co\u00adoperation", "cooperation"),
    ("zero\u200bwidth", "zerowidth"),
    ("ﬁne", "fine"),
    ("１２", "12"),
    ("“quoted” — so", '"quoted" - so'),
    ("AT&amp;T", "AT&T"),
    ("a b", "a\u00a0b"),
    ("Привет", "ПРИВЕТ"),
]
DIFFERENT = [("can", "can not"), ("ano", "año"), ("IRMÃ”", "irmô"), ("12", "13"), ("3.5", "35")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words(one: str, other: str) -> None:
    assert words(one).keys == words(other).keys


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words(one: str, other: str) -> None:
    assert words(one).keys != words(other).keys


def test_scripts_without_spaces_are_taken_by_characters() -> None:
    assert words("中文字 ok ภาษา").keys == ("中", "文", "字", "ok", "ภ", "า", "ษ", "า")


def test_spans_lead_back_through_entities_and_mojibake() -> None:
    text = "He donâ€™t &amp; can&#8217;t"
    found = words(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == ["He", "donâ€™t", "can&#8217;t"]


def test_typography_is_no_difference_but_case_and_commas_are() -> None:
    assert typographic_key("“It’s—so”\u00a0he said") == typographic_key('"It\'s-so" he said')
    assert typographic_key("Parliament") != typographic_key("parliament")
    assert typographic_key("strikes, he") != typographic_key("strikes he")


@given(wild_text)
def test_spans_are_in_order_and_hold_the_word(text: str) -> None:
    found = words(text)
    position = 0
    for key, start, end in zip(found.keys, found.starts, found.ends, strict=True):
        assert position <= start < end <= len(text)
        assert word_key(html.unescape(text[start:end])) == key or "Ã" in text or "Â" in text or "â€" in text
        position = end


@given(wild_text | dirty_texts())
def test_plain_text_has_the_words_that_it_has_beside_other_scripts(text: str) -> None:
    """Text in ASCII takes a faster way, which an accent somewhere in it shuts."""
    alone, beside = words(text), words(f"{text}\né")
    assert (alone.keys, alone.starts, alone.ends) == (beside.keys[:-1], beside.starts[:-1], beside.ends[:-1])


@given(dirty_texts())
def test_unicode_forms_case_and_escaping_are_no_difference(text: str) -> None:
    keys = words(text).keys
    assert words(unicodedata.normalize("NFD", text)).keys == keys
    assert words(text.upper()).keys == keys
    assert words(html.escape(text)).keys == keys
    assert count_words(text) == len(keys)
