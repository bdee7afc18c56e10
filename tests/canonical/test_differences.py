"""Wordings of one sentence compared: made-up pairs of every kind, several wordings at once, and what is hard to read."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain

import pytest

from difference_cases import CASES, Case
from newsclean.canonical.wordings import Difference, DifferenceKind, Grade, Wording, differences

ALL = [pytest.param(case, id=f"{kind}-{number}") for kind, cases in CASES.items() for number, case in enumerate(cases)]
WEDNESDAY, THURSDAY, FRIDAY = (datetime(2015, 9, day, tzinfo=UTC) for day in (23, 24, 25))


def between(one: str, other: str, *published: datetime | None) -> tuple[Difference, ...]:
    days = published or (None, None)
    return differences(Wording(one, days[0]), [Wording(other, days[1])])


def graded(found: tuple[Difference, ...]) -> set[tuple[str, str]]:
    return {(difference.kind.value, difference.grade.value) for difference in found}


def flagged(found: tuple[Difference, ...]) -> set[tuple[str, str]]:
    return {(kind, grade) for kind, grade in graded(found) if grade != Grade.FORM}


class TestTable:
    def test_there_are_enough(self) -> None:
        assert len(list(chain(*CASES.values()))) >= 200

    @pytest.mark.parametrize("case", ALL)
    def test_flags_what_differs_and_nothing_else(self, case: Case) -> None:
        assert flagged(between(case.one, case.other)) == case.flagged

    @pytest.mark.parametrize("case", ALL)
    def test_lists_what_differs_in_form(self, case: Case) -> None:
        assert case.listed <= graded(between(case.one, case.other))

    @pytest.mark.parametrize("case", ALL)
    def test_either_way_round(self, case: Case) -> None:
        assert graded(between(case.one, case.other)) == graded(between(case.other, case.one))


class TestDaysOfPublication:
    FRAME = "The council met {} to vote."

    @pytest.mark.parametrize(
        ("one", "other", "published", "expected"),
        [
            ("on Thursday", "today", (THURSDAY, THURSDAY), ("date", "form")),
            ("yesterday", "on Wednesday", (THURSDAY, THURSDAY), ("date", "form")),
            ("today", "yesterday", (THURSDAY, FRIDAY), ("date", "form")),
            ("on September 24", "today", (None, THURSDAY), ("date", "precision")),
            ("on September 24, 2015", "today", (None, THURSDAY), ("date", "form")),
            ("on September 24", "on Thursday", (THURSDAY, FRIDAY), ("date", "form")),
            ("on Wednesday", "today", (THURSDAY, THURSDAY), ("date", "contradiction")),
            ("today", "yesterday", (THURSDAY, THURSDAY), ("date", "contradiction")),
            ("today", "this morning", (THURSDAY, THURSDAY), ("date", "precision")),
            ("last month", "today", (THURSDAY, THURSDAY), ("date", "contradiction")),
            ("this week", "on Wednesday", (THURSDAY, THURSDAY), ("date", "precision")),
            ("today", "on Thursday", (THURSDAY, None), ("date", "precision")),
        ],
    )
    def test_tell_which_day_is_meant(
        self, one: str, other: str, published: tuple[datetime | None, datetime | None], expected: tuple[str, str]
    ) -> None:
        found = between(self.FRAME.format(one), self.FRAME.format(other), *published)
        assert expected in graded(found)
        assert flagged(found) <= {expected}

    def test_a_weekday_is_the_last_one_unless_it_is_to_come(self) -> None:
        (past,) = (d for d in between("They met on Friday.", "They met on Monday.", THURSDAY, THURSDAY))
        assert [side.value for side in past.sides] == ["2015-09-18", "2015-09-21"]
        (coming,) = (d for d in between("They will meet on Friday.", "They will meet on Monday.", THURSDAY, THURSDAY))
        assert [side.value for side in coming.sides] == ["2015-09-25", "2015-09-28"]


class TestSides:
    def test_spans_hold_the_whole_fact(self) -> None:
        one, other = "Some 1.2 million people left on September 30, 2015.", "Some 1.2 billion people left on September 29, 2015."
        number, day = between(one, other)
        assert [side.spans[0].of(text) for side, text in zip(number.sides, (one, other), strict=True)] == [
            "Some 1.2 million",
            "Some 1.2 billion",
        ]
        assert [side.value for side in number.sides] == ["~1200000", "~1200000000"]
        assert [side.value for side in day.sides] == ["2015-09-30", "2015-09-29"]

    def test_a_side_that_has_nothing(self) -> None:
        (found,) = between("The mayor spoke on Monday of it.", "The mayor spoke of it.")[:1]
        assert found.kind is DifferenceKind.DATE
        assert found.sides[1].spans == ()
        assert found.sides[1].value == ""

    def test_each_mark_that_differs_has_its_place(self) -> None:
        one, other = "The town’s mayor left at last", "The town's mayor left, at last."
        shown = [
            [[span.of(text) for span in side.spans] for side, text in zip(d.sides, (one, other), strict=True)]
            for d in between(one, other)
        ]
        assert shown == [[["’s"], ["'s"]], [[], [","]], [[], ["."]]]

    def test_facts_in_another_order(self) -> None:
        """They contradict only where the words beside them are the same."""
        moved = between("A loss of $12 million came on sales of $5 million.", "On sales of $5 million it had a $12 million loss.")
        swapped = between("The bank lent Doe money and Roe bread.", "The bank lent Roe money and Doe bread.")
        assert ("number", "precision") in graded(moved)
        assert ("number", "contradiction") not in graded(moved)
        assert ("name", "contradiction") in graded(swapped)

    def test_equal_wordings(self) -> None:
        wording = Wording("The mayor spoke on Monday.")
        assert differences(wording, [wording, Wording(wording.text, THURSDAY)]) == ()
        assert differences(wording, []) == ()

    def test_several_wordings_meet_in_one_difference(self) -> None:
        texts = [
            "The storm hurt 12 people on Monday.",
            "The storm hurt twelve people.",
            "The storm hurt 13 people.",
            "A storm hurt 12 people on Monday.",
        ]
        found = differences(Wording(texts[0]), [Wording(text) for text in texts[1:]])
        by_kind = {(d.kind, d.grade): [side.wording for side in d.sides] for d in found}
        assert by_kind[DifferenceKind.DATE, Grade.ABSENCE] == [0, 1, 2]
        assert by_kind[DifferenceKind.NUMBER, Grade.CONTRADICTION] == [0, 2]
        assert by_kind[DifferenceKind.SPELLING, Grade.FORM] == [0, 1]
        assert by_kind[DifferenceKind.WORDING, Grade.FORM] == [0, 3]

    def test_the_gravest_grade_counts(self) -> None:
        texts = ["More than 600 came.", "Some 612 came.", "Only 40 came."]
        (number,) = (d for d in differences(Wording(texts[0]), list(map(Wording, texts[1:]))) if d.kind is DifferenceKind.NUMBER)
        assert number.grade is Grade.CONTRADICTION
        assert [side.value for side in number.sides] == [">600", "~612", "40"]

    def test_in_the_order_of_the_leading_text(self) -> None:
        one = "On Monday 12 men met Jane Doe, police said."
        starts = [d.sides[0].spans[0].start for d in between(one, "On Friday 13 men met John Roe, doctors said.")]
        assert starts == sorted(starts)
        assert len(starts) == 4


class TestHardToRead:
    @pytest.mark.parametrize("one", ["", " ", "...", "\x00", "“", '"', "-", "½", "$", "\u0301", "1,", "U.S."])
    @pytest.mark.parametrize("other", ["", "12", "The mayor left.", "“Go,” he said."])
    def test_anything_may_be_compared(self, one: str, other: str) -> None:
        assert bool(between(one, other)) is (one != other)

    def test_entities_and_double_readings(self) -> None:
        one, other = "Smith &amp; Sons hurt 12 people.", "Smith & Sons hurt 13 people."
        found = between(one, other)
        assert ("number", "contradiction") in graded(found)
        (number,) = (d for d in found if d.kind is DifferenceKind.NUMBER)
        assert number.sides[0].spans[0].of(one) == "12"
        assert graded(between("Smith &amp; Sons left.", "Smith & Sons left.")) == {("spelling", "form")}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("said ", "told "),
            ("12, ", "13, "),
            ("Doe, ", "Roe, "),
            ("Doe ", "Roe "),
            ("U. S. ", "U.S. "),
            ("“a” ", '"b" '),
            ("not ", "never "),
            ("Monday of ", "Friday of "),
            ("a senior official ", "another official said "),
            ("a b ", "a x b "),
        ],
    )
    def test_long_repetitions_end_soon(self, one: str, other: str) -> None:
        """A cost that grew with the square of the length would not end at all."""
        assert between(one * 10_000, other * 10_000)

    def test_languages_without_lists_fall_back_to_numbers_and_form(self) -> None:
        assert flagged(between("Мэр сказал, что погибли 12 человек.", "Мэр сказал, что погибли 13 человек.")) == {
            ("number", "contradiction")
        }
        assert graded(between("市長は昨日辞任した。", "市長は今日辞任した。")) == {("wording", "form")}
