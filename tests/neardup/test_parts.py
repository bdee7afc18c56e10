"""The parts of detection against slow, obvious references."""

from __future__ import annotations

import numpy as np
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle
from newsclean.neardup.runs import Run, bridged, shared_runs
from newsclean.neardup.shingles import SHINGLE_SIZE, ShingledArticle, Shingler
from newsclean.neardup.signatures import signature
from newsclean.words import words
from strategies import dirty_texts

letters = st.lists(st.sampled_from("abcd"), max_size=30)


def shingled(text: str, shingler: Shingler | None = None) -> ShingledArticle:
    return (shingler or Shingler())(CleanArticle.untouched(Article("a", text)))


class TestShingles:
    @given(dirty_texts(), dirty_texts())
    def test_equal_hashes_are_equal_words(self, one: str, other: str) -> None:
        shingler = Shingler()
        hashes: dict[int, tuple[str, ...]] = {}
        for text in (one, other):
            keys = words(text).keys
            size = min(SHINGLE_SIZE, len(keys))
            grams = [keys[n : n + size] for n in range(len(keys) - size + 1)]
            article = shingled(text, shingler)
            assert len(article.sequence) == len(grams)
            for number, gram in zip(article.sequence.tolist(), grams, strict=True):
                assert hashes.setdefault(number, gram) == gram
            assert sorted(set(article.sequence.tolist())) == article.shingles.tolist()

    def test_hashes_are_the_same_on_every_machine_and_whatever_was_seen_before(self) -> None:
        used = Shingler()
        shingled("Something else altogether was said before.", used)
        text = "The mayor resigned on Monday after a long debate."
        assert shingled(text, used).shingles.tolist() == shingled(text).shingles.tolist()
        assert shingled(text).sequence[0] == 0x28806F7DDE8D13B1

    def test_order_counts(self) -> None:
        one, other = shingled("one two three four five"), shingled("five four three two one")
        assert one.shingles.tolist() != other.shingles.tolist()


def test_signatures_are_those_of_datasketch() -> None:
    hashes = np.unique(np.random.default_rng(1).integers(0, 2**64, 300, dtype=np.uint64))
    reference = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=lambda value: value)
    for value in hashes.tolist():
        reference.update(value >> 32)
    assert signature(hashes).tolist() == reference.hashvalues.tolist()


class TestRuns:
    @given(letters, letters)
    def test_runs_are_equal_words_and_use_each_word_once(self, a: list[str], b: list[str]) -> None:
        runs = shared_runs(a, b, shortest=3)
        for run in runs:
            assert run.length >= 3
            assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
        for side in ("a", "b"):
            used = [n for run in runs for n in range(getattr(run, side), getattr(run, side) + run.length)]
            assert len(used) == len(set(used))

    @given(letters, letters)
    def test_the_longest_common_run_is_found(self, a: list[str], b: list[str]) -> None:
        longest = max(
            (
                n
                for n in range(len(a) + 1)
                for i in range(len(a) - n + 1)
                if any(a[i : i + n] == b[j : j + n] for j in range(len(b)))
            ),
            default=0,
        )
        found = max((run.length for run in shared_runs(a, b, shortest=3)), default=0)
        assert found == (longest if longest >= 3 else 0)

    def test_a_text_shares_all_with_itself(self) -> None:
        text = "the mayor resigned on monday and the mayor resigned on tuesday".split()
        assert shared_runs(text, text) == [Run(0, 0, len(text))]

    def test_passages_bridge_small_edits_only(self) -> None:
        runs = [Run(0, 0, 5), Run(7, 6, 5), Run(40, 20, 5)]
        assert [len(passage) for passage in bridged(runs)] == [2, 1]
