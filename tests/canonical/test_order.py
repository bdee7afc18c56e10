"""The order of a story's sentences."""

from __future__ import annotations

from newsclean.canonical.order import Arrangement, Course, Placement, arrange, moved


def arranged(*courses: str, lead: int = 0, skip: str = "") -> str:
    """The order of courses in which each letter is a group, and ``-`` ties two in one quotation."""
    return "".join(map(chr, found(*courses, lead=lead, skip=skip).order))


def found(*courses: str, lead: int = 0, skip: str = "") -> Arrangement:
    base, *others = map(course, courses)
    return arrange(base, others, lambda group: chr(group) in skip, lead=lead)


def course(text: str) -> Course:
    groups = [n for n, letter in enumerate(text) if letter != "-"]
    return Course(tuple(ord(text[n]) for n in groups), tuple(text[n + 1 : n + 2] == "-" for n in groups))


class TestArrange:
    def test_a_foreign_run_goes_after_its_predecessor(self) -> None:
        assert arranged("abcd", "abxyc") == "abxycd"

    def test_of_two_at_one_place_the_earlier_witness_goes_first(self) -> None:
        assert arranged("ab", "axb", "ayb") == "axyb"

    def test_a_run_goes_in_front_of_its_successor_where_that_is_foreign_too(self) -> None:
        assert arranged("ac", "abc", "axb") == "axbc"

    def test_a_moved_sentence_ties_no_knot(self) -> None:
        assert arranged("abcd", "dxabc") == "abcdx"

    def test_what_comes_before_the_first_shared_sentence(self) -> None:
        assert arranged("abc", "xb") == "axbc"
        assert arranged("abc", "xa") == "axbc"
        assert arranged("abc", "xyz") == "abcxyz"

    def test_leads_are_left_out(self) -> None:
        result = found("abc", "wxyzb", lead=3)
        assert "".join(map(chr, result.order)) == "azbc"
        assert sorted(map(chr, result.leads)) == ["w", "x", "y"]

    def test_a_lead_that_another_witness_has_later_is_no_lead(self) -> None:
        assert arranged("abc", "xbc", "abx", lead=3) == "abxc"

    def test_each_placement_says_by_which_rule(self) -> None:
        assert found("ab", "axb", "yb", "z").placements == {
            ord("a"): Placement("base", 0),
            ord("b"): Placement("base", 0),
            ord("x"): Placement("after", 1),
            ord("y"): Placement("before", 2),
            ord("z"): Placement("end", 3),
        }

    def test_an_empty_base(self) -> None:
        assert arranged("ab", "acb", "cd", skip="ab") == "cd"


class TestQuotations:
    def test_nothing_goes_into_a_quotation(self) -> None:
        assert arranged("a-b-cd", "axb") == "abcxd"
        assert arranged("ea-bd", "xb") == "exabd"

    def test_a_foreign_quotation_is_whole(self) -> None:
        assert arranged("ad", "ab-cd", "abxc") == "abcxd"

    def test_a_part_of_a_quotation_that_is_shown_otherwise_is_left_out(self) -> None:
        result = found("abc", "a-xb")
        assert "".join(map(chr, result.order)) == "abc"
        assert result.torn == {ord("x")}

    def test_unless_another_witness_has_it_by_itself(self) -> None:
        result = found("abc", "a-xb", "axb")
        assert "".join(map(chr, result.order)) == "axbc"
        assert result.torn == frozenset()

    def test_a_quotation_of_which_a_part_is_skipped_is_left_out(self) -> None:
        result = found("ab-cd", skip="b")
        assert "".join(map(chr, result.order)) == "ad"
        assert result.torn == {ord("c")}

    def test_nobody_else_places_what_the_base_has_in_such_a_quotation(self) -> None:
        """It could stand elsewhere there, and the order of the base would be lost."""
        assert arranged("ab-cd", "cad", skip="b") == "ad"

    def test_a_quotation_in_a_lead_is_whole(self) -> None:
        result = found("abc", "wxy-zb", lead=3)
        assert sorted(map(chr, result.leads)) == ["w", "x", "y", "z"]


def test_moved() -> None:
    assert moved([0, 1, 2]) == frozenset()
    assert moved([2, 0, 1]) == {0}
    assert moved([]) == frozenset()
