"""Fingerprints of batches are those of the plain reference, whatever the texts and however they are put together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerprint_checks import assert_as_reference, by_text
from newsclean.neardup.fingerprints import sample, shingle
from newsclean.neardup.word_batch import batches, hash_words
from strategies import dirty_texts, wild_text

# Characters of which each does something else to a word, more often than chance would bring them together.
LETTERS = "aBßÉéİıſøçЖжйΣςάΆٱمعאבकखดñ"
LONGER_OR_SHORTER = "ﬁﬀŀ²½ⅷℌ𝐀𝟗ⓐΐᾳŉǆﷺＡ９ﾊﾞ"
MARKS = "\u064e\u0301\u0308\u0323\u0345\u0327\u064b\u0651\u05b4\u05bc\u093c\u093f\u094d\u0903\u3099\ufe0f\u20dd"
HANGUL = "가각\u1100\u1161\u11a8\uffbb힣"
UNSPACED = "漢字かがｶﾞァーไทำ๑ຳខ្မမြ〇々ヿ𠀀\U0002f800"
SILENT = "'’‘ʼ＇`´\u00ad\u200b\u200c\u200d\u2060\ufeff"
SEPARATORS = " \n-–—_.,;&“”«»\0\x01\x7f\x80\xa0\u2028€★\ud7ff\ue000\U0001f600\U0010ffff"
STAND_INS = ["&amp;", "&#39;", "&shy;", "&#x301;", "&#0;", "&#1;", "&nbsp", "&eacute;", "â€™", "â€œ", "Ã©", "Â\xad", "Â´", "â€"]

PIECES = [*(LETTERS + LONGER_OR_SHORTER + MARKS + HANGUL + UNSPACED + SILENT + SEPARATORS), *STAND_INS]
PIECES += ["abcdefg", "abcdefgh", "жжжж", "don't", "क़ानून", "e\u0301te\u0301", "\u0301a", "م\u0651\u064b"]

awkward_text = st.lists(st.sampled_from(PIECES), min_size=10, max_size=60).map("".join)
any_text = st.text(st.characters(codec="utf-8"), max_size=60)
texts = st.lists(st.one_of(awkward_text, any_text, wild_text, dirty_texts()), max_size=6)


@pytest.mark.parametrize(("before", "after"), [("", ""), ("a", "b"), ("а\u0651", "é"), ("'", "漢")])
def test_equal_to_the_reference_for_all_pairs(before: str, after: str) -> None:
    assert_as_reference(["-".join(before + one + other + after for other in PIECES) for one in PIECES])


@given(texts)
def test_equal_to_the_reference(batch: list[str]) -> None:
    assert_as_reference(batch)


@given(awkward_text)
def test_equal_to_the_reference_where_characters_meet(text: str) -> None:
    assert_as_reference([text])


@given(texts, st.data())
def test_independent_of_the_batch(batch: list[str], data: st.DataObject) -> None:
    together = hash_words(batch)
    cut = data.draw(st.integers(0, len(batch)))
    parts = [hash_words(batch[:cut]), hash_words(batch[cut:]), *(hash_words([text]) for text in batch)]
    whole = by_text(together.hashes, together.bounds)
    assert [row for part in parts[:2] for row in by_text(part.hashes, part.bounds)] == whole
    assert [row for part in parts[2:] for row in by_text(part.hashes, part.bounds)] == whole
    alone = [by_text(*shingle(part))[0] for part in parts[2:]]
    assert by_text(*shingle(together)) == alone


@given(st.lists(st.sampled_from(["", "one two", "It’s the mayor’s own house again", "a b c d e", "漢字"]), max_size=200))
def test_batches_hold_each_text_once_plain_ones_apart(texts: list[str]) -> None:
    seen = []
    for numbers, batch in batches(iter(texts)):
        some = [texts[number] for number in numbers.tolist()]
        assert len({text.isascii() for text in some}) == 1
        alone = hash_words(some)
        assert np.array_equal(batch.hashes, alone.hashes)
        assert np.array_equal(batch.bounds, alone.bounds)
        seen += numbers.tolist()
    assert sorted(seen) == list(range(len(texts)))


@given(st.lists(st.tuples(st.sampled_from(["", "one two", "a b c d e f g h i j"]), st.sampled_from([1, 2, 8])), max_size=20))
def test_each_text_is_sampled_by_its_own_scale(rows: list[tuple[str, int]]) -> None:
    hashes, bounds = shingle(hash_words([text for text, _ in rows]))
    kept = [
        [value for value in row if value * scale < 2**64] for row, (_, scale) in zip(by_text(hashes, bounds), rows, strict=True)
    ]
    assert by_text(*sample(hashes, bounds, np.array([scale for _, scale in rows], dtype=np.int32))) == kept
