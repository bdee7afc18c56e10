"""The parts of detection against slow, obvious references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsclean.neardup.shingles import SHINGLE_SIZE, ShingledArticle, Shingler

from newsclean import Article, CleanArticle
from newsclean.neardup.facts import Number, number_agreement, numbers, subject_clash
from newsclean.neardup.runs import Run, bridged, shared_runs
from newsclean.neardup.speech import speech
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


class TestFacts:
    def test_numbers_are_scaled(self) -> None:
        found = numbers("It paid 1.2 million for 3,000 shares, 1,200,000 in all.")
        assert [number.value for number in found] == [1_200_000, 3000, 1_200_000]
        assert found[0].agrees(Number(1_234_567, 1))
        assert not found[0].agrees(Number(1_300_000, 1))

    @pytest.mark.parametrize(("one", "other", "own"), [("4 and 5", "5 and 4", 0), ("4 and 5", "4 and 6", 1), ("4", "4 and 6", 0)])
    def test_agreement_counts_what_each_has_for_itself(self, one: str, other: str, own: int) -> None:
        assert number_agreement(numbers(one), numbers(other))[1] == own

    def test_subjects_clash_when_each_names_what_the_other_never_does(self) -> None:
        crop = "{0} output fell as {0} growers in {1} lost land and {1} exports ended".split
        one, other = (" ".join(crop()).format(*names).split() for names in (("wheat", "ukraine"), ("coffee", "brazil")))
        assert subject_clash(one, other)
        assert not subject_clash(one, one)


class TestSpeech:
    @pytest.mark.parametrize(
        ("text", "spoken"),
        [
            ("He said: “No more of it.” Then he left.", "no more of it"),
            ('He said: "No more of it." Then he left.', "no more of it"),
            ("“No more of it,\n\nHe then left.", "no more of it"),
            ("“The ‘old’ one is gone,” he said.", "the old one is gone"),
            ("I will not go. The door closed.", "i will not go"),
            ("The mayor’s house in ‘Upper Town’ burnt.", "upper town"),
        ],
    )
    def test_what_is_quoted_or_in_the_first_person(self, text: str, spoken: str) -> None:
        found = words(text)
        flagged = [key for key, flag in zip(found.keys, speech(text, found), strict=True) if flag]
        assert " ".join(flagged) == spoken
