"""What texts state and are about."""

from __future__ import annotations

import pytest

from newsclean.neardup.facts import Figure, compare_figures, figures, figures_apart, figures_in_runs, matched
from newsclean.neardup.narration import word_places
from newsclean.neardup.runs import Gap, Run, shared_runs
from newsclean.words import words
from plain_evidence import small_gaps


def found(text: str) -> list[Figure]:
    return figures(text, word_places([text])[0])


class TestFigures:
    def test_figures_are_scaled(self) -> None:
        values = [figure.value for figure in found("It paid 1.2\nmillion for 3,000 shares, 1,200,000 in all, or $2bn.")]
        assert values == [1_200_000, 3000, 1_200_000, 2e9]

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("trading at 6-1/16 pct", [6.0625]),
            ("a crop of 1986/87", [198687]),
            ("two billion dlrs", [2e9]),
            ("one of them, or one billion dlrs", [1e9]),
            ("the record date is Feb 27", [2, 27]),
            ("on March 16, in May 1987", [3, 16, 5, 1987]),
            ("They march. You may.", []),
            ("Version 2.0.1, in 1,5 of cases", [2.0, 1, 1, 5]),
        ],
    )
    def test_what_is_a_figure(self, text: str, values: list[float]) -> None:
        assert [figure.value for figure in found(text)] == pytest.approx(values)

    @pytest.mark.parametrize(
        ("one", "other", "agree"),
        [
            ("1.46 billion dlrs", "1,459,193,000 dlrs", True),
            ("304 mln dlrs", "303.9 mln dlrs", True),
            ("1.2 million", "1.3 million", False),
            ("two billion dlrs", "1.5 billion dlrs", False),  # one digit rounds nothing
            ("5 days", "in June", False),
        ],
    )
    def test_the_finer_rounds_to_the_coarser(self, one: str, other: str, *, agree: bool) -> None:
        (a,), (b,) = found(one), found(other)
        assert (a.agrees(b), b.agrees(a)) == (agree, agree)


class TestMatched:
    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [
            ("4 and 5", "4 and 5", 2),
            ("4 and 5", "5 and 4", 1),  # tables carry last month's figures along, in another place
            ("4 and 5", "4, 6 and 5", 2),
            ("4", "5", 0),
            ("", "5", 0),
        ],
    )
    def test_figures_agree_in_order(self, one: str, other: str, count: int) -> None:
        assert matched(found(one), found(other)) == matched(found(other), found(one)) == count


class TestCompareFigures:
    def between(self, one: str, other: str) -> tuple[list[Run], list[Gap]]:
        """The shared runs and the gaps between them."""
        a, b = words(one), words(other)
        runs = shared_runs(a.keys, b.keys)
        return runs, small_gaps(runs, len(a), len(b))

    def compared(self, one: str, other: str) -> tuple[int, int]:
        """(how many agree, how many stand in the place of another), those inside runs among the first."""
        a, b = word_places([one, other])
        runs, gaps = self.between(one, other)
        agreed, replaced = compare_figures(one, a, other, b, gaps)
        return agreed + figures_in_runs(one, a, runs), replaced

    FED = "The Federal Reserve arranged {} billion dlrs of repurchase agreements as federal funds were trading at {} pct."

    @pytest.mark.parametrize(
        ("one", "other", "counts"),
        [
            (("1.5", "6-1/16"), ("1.5", "6-1/16"), (2, 0)),
            (("1.5", "6-1/16"), ("1.5", "6-1/4"), (1, 1)),
            (("1.5", "6-1/16"), ("two", "six"), (0, 2)),
        ],
    )
    def test_what_stands_in_the_same_place_is_compared(
        self, one: tuple[str, str], other: tuple[str, str], counts: tuple[int, int]
    ) -> None:
        assert self.compared(self.FED.format(*one), self.FED.format(*other)) == counts

    def test_paragraphs_of_ones_own_contradict_nothing(self) -> None:
        shared = "The council approved the budget for the new bridge late on Monday after a heated debate."
        added = "Engineers found 12 cracks in the present one 3 years ago and closed it."
        longer = " ".join(["Only 5 of 90 members had read the annex, which nobody in the city thought a good sign."] * 3)
        assert self.compared(f"{added} {shared}", f"{shared} {longer}") == (0, 0)

    def test_what_differs_is_named(self) -> None:
        one, other = self.FED.format("1.5", "6-1/16"), self.FED.format("two", "6-1/16")
        apart = list(figures_apart(one, word_places([one])[0], other, word_places([other])[0], self.between(one, other)[1]))
        assert [[[figure.value for figure in own] for own in both] for both in apart] == [[[1.5e9], [2e9]]]

    @pytest.mark.parametrize("text", ["On May 5 about 1,200 of 3-1/2 million left in 1986/87, said two of the 12.", "1", ""])
    def test_a_part_of_a_text_has_the_figures_with_a_word_there(self, text: str) -> None:
        (places,) = word_places([text])
        whole = figures(text, places)
        for begin in range(len(places)):
            for end in range(begin, len(places) + 1):
                expected = [figure for figure in whole if begin <= figure.last and figure.first < end]
                assert figures(text, places, begin, end) == expected
