"""Fingerprints of batches: pinned values, extremes, and real texts against the plain reference."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest

from fingerprint_checks import assert_as_reference
from newsclean.neardup.fingerprints import shingle, shingle_hashes
from newsclean.neardup.word_batch import all_places, hash_words, word_hash
from newsclean.words import words

NOTED = "The mayor resigned on Monday after a long debate."


class TestValues:
    """Saved fingerprints are compared with new ones, so none may ever change."""

    def test_words(self) -> None:
        assert word_hash("mayor") == 0xE613CF26DF9EF28D
        assert word_hash("resigned") == 0xA161C0EC69CE4686
        assert word_hash("straßenbahnhaltestelle") == 0xF47083DFFDC9F61E
        assert word_hash("市") == 0xB5FDC66EAB7811EA

    def test_shingles(self) -> None:
        assert shingle_hashes(words(NOTED).keys)[0] == 0xA3AC2BD7B1F875DB
        assert shingle_hashes(["mayor", "resigned"]) == [0x324C1B185F21C6F3]
        assert shingle(hash_words([NOTED]))[0][0] == 0xA3AC2BD7B1F875DB

    def test_order_counts(self) -> None:
        assert shingle_hashes("one two three four five".split()) != shingle_hashes("five four three two one".split())

    def test_every_part_of_a_hash_is_spread_evenly(self) -> None:
        # Numbers are the worst words: they differ in few bits. 65,536 of 256 values: a share of each of 256 +- 5 sigma.
        texts = [" ".join(map(str, range(start, start + 260))) for start in range(0, 2**16, 256)]
        hashes = shingle(hash_words(texts))[0]
        for shift in range(0, 64, 8):
            counts = np.bincount((hashes >> np.uint64(shift) & np.uint64(255)).astype(np.int64), minlength=256)
            assert counts.min() > 256 - 80
            assert counts.max() < 256 + 80


class TestExtremes:
    @pytest.mark.parametrize(
        "texts",
        [
            [],
            [""],
            ["", "", ""],
            [" \n\t .,;—“”"],
            ["'`’\u00ad\u200b"],
            ["\0", "a\0b", "\x01a\x01'b\x01"],
            ["\U0010ffff", "a\U0010ffffb"],
            ["𝐀𝐁 𝐜", "𠀀𠀀b", "\U0001f600 word"],
            ["one", "two words", "", "three of them", "and these are four", "but here are just five"],
            ["12345678", "1234567 12345678 123456789", "x" * 15, "x" * 16, "x" * 17, "x" * 64, "x" * 65, "х" * 200],
            ["a text", "with\x7fa\x7fdelete", "beside plain ones"],
            ["ʼ", "a ʼ b", "ʼʼ漢ʼ"],
            ["\ud800 half a pair \udc00x"],
        ],
        ids=str,
    )
    def test_small(self, texts: list[str]) -> None:
        assert_as_reference(texts)

    def test_a_long_text(self) -> None:
        assert_as_reference([("The mayor’s man didn't resign — “é” 漢字 " * 60_000)[:2_000_000], "after it"])

    def test_a_long_word(self) -> None:
        assert_as_reference(["before it", "a" * 1_000_000, "after it", "é'" * 300_000])

    def test_many_marks(self) -> None:
        assert_as_reference(["\u0301" * 50_000, "a" + "\u0301\u0323" * 2_000, "- " + "\u094d\u093f" * 20_000])


class TestPlaces:
    def test_as_they_stand_in_each_text(self) -> None:
        texts = ["Don&#39;t stop", "« Où ? » donâ€™t", "", "漢字 a"]
        starts, ends, bounds = all_places(texts)
        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
        found = [[text[begin:end] for begin, end in spans[slice(*of)]] for text, of in zip(texts, pairwise(bounds), strict=True)]
        assert found == [["Don&#39;t", "stop"], ["Où", "donâ€™t"], [], ["漢", "字", "a"]]

    def test_of_none(self) -> None:
        assert [column.tolist() for column in all_places([])] == [[], [], [0]]

    def test_as_words_has_them(self) -> None:
        text = "“It’s over,” said Zoë Müller &amp; left—for good… आज की बात"
        found = words(text)
        starts, ends, _ = all_places([text])
        assert (tuple(starts), tuple(ends)) == (found.starts, found.ends)


def some_texts(path: Path, count: int) -> Sequence[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]


@pytest.mark.data
@pytest.mark.parametrize("name", ["article-bias-dev", "basil", "fnc1", "reuters21578", "syndication-20k"])
def test_real_texts(data: Path, name: str) -> None:
    assert_as_reference(some_texts(data / "neardup" / f"{name}.jsonl.gz", 300))
