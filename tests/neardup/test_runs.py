"""Shared runs and passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsclean.neardup.runs import Run, bridged, shared_runs

letters = st.lists(st.sampled_from("abcd"), max_size=30)


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
