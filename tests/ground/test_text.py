"""Spans, edits, and text that remembers its source."""

from __future__ import annotations

from itertools import accumulate, groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import TextError
from newsclean.text import Edit, EditedText, Span, lines, stripped
from strategies import edits_of, wild_text


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The slow, obvious way: from the last edit to the first."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


class TestSpan:
    def test_of_gives_the_characters(self) -> None:
        assert Span(1, 3).of("abcd") == "bc"

    def test_length(self) -> None:
        assert len(Span(2, 7)) == 5

    @pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 2)])
    def test_impossible_spans_are_refused(self, start: int, end: int) -> None:
        with pytest.raises(TextError, match=f"{start} to {end}"):
            Span(start, end)


class TestEdit:
    def test_an_edit_takes_out_at_least_one_character(self) -> None:
        with pytest.raises(TextError, match="at least one character"):
            Edit(3, 3, "inserted")


class TestEditedText:
    def test_overlapping_edits_are_refused(self) -> None:
        with pytest.raises(TextError, match="overlaps"):
            EditedText("abcdef", (Edit(0, 3), Edit(2, 4)))

    def test_edits_past_the_end_are_refused(self) -> None:
        with pytest.raises(TextError, match="past the end"):
            EditedText("abc", (Edit(1, 4),))

    def test_ranges_outside_are_refused(self) -> None:
        edited = EditedText("abc", (Edit(0, 1),))
        with pytest.raises(TextError, match="edited text"):
            edited.to_source(0, 3)
        with pytest.raises(TextError, match="source"):
            edited.to_text(0, 4)

    def test_a_cut_between_kept_text_gives_two_pieces(self) -> None:
        edited = EditedText("one AD two", (Edit(3, 6),))
        assert edited.text == "one two"
        assert edited.pieces(0, 7) == (Span(0, 3), Span(6, 10))
        assert edited.to_source(0, 7) == Span(0, 10)

    def test_what_was_removed_maps_to_nothing(self) -> None:
        assert EditedText("one AD two", (Edit(3, 6),)).to_text(4, 6) == Span(3, 3)

    def test_an_earlier_removal_inside_a_later_one_keeps_its_record(self) -> None:
        once = EditedText("abcXdef", (Edit(3, 4, kind="first"),))
        twice = once.edit([Edit(2, 4, kind="second")])  # "cd" of "abcdef"
        assert [(e.start, e.end, e.kind) for e in twice.edits] == [(2, 3, "second"), (3, 4, "first"), (4, 5, "second")]

    def test_a_replacement_cut_whole_becomes_part_of_the_later_removal(self) -> None:
        once = EditedText("a&amp;b!", (Edit(1, 6, "&", kind="entity"),))
        twice = once.edit([Edit(0, 3, kind="ad")])
        assert [(e.start, e.end, e.kind) for e in twice.edits] == [(0, 7, "ad")]

    def test_a_replacement_cut_in_part_keeps_the_rest(self) -> None:
        once = EditedText("a....b", (Edit(1, 5, "xyz", kind="first"),))
        twice = once.edit([Edit(2, 3, kind="second")])
        assert twice.text == "axzb"
        assert [(e.kind, e.replacement) for e in twice.edits] == [("first", "xz")]

    @given(st.data())
    def test_text_is_the_edits_applied(self, data: st.DataObject) -> None:
        source = data.draw(wild_text)
        edits = data.draw(edits_of(len(source)))
        assert EditedText(source, edits).text == applied(source, edits)

    @given(st.data())
    def test_kept_and_edited_spans_tile_the_source(self, data: st.DataObject) -> None:
        source = data.draw(wild_text)
        edited = EditedText(source, data.draw(edits_of(len(source))))
        tiles = sorted([*edited.kept, *(edit.span for edit in edited.edits)])
        assert "".join(tile.of(source) for tile in tiles) == source

    @given(st.data())
    def test_edits_on_the_current_text_compose_onto_the_source(self, data: st.DataObject) -> None:
        edited = EditedText(data.draw(wild_text))
        for _ in range(3):
            edits = data.draw(edits_of(len(edited.text)))
            after = edited.edit(edits)
            assert after.source == edited.source
            assert after.text == applied(edited.text, edits)
            edited = after

    @given(st.data())
    def test_a_removed_character_stays_with_the_edit_that_took_it(self, data: st.DataObject) -> None:
        edited = EditedText(data.draw(wild_text))
        owners = [""] * len(edited.source)
        for turn in range(3):
            edits = [
                Edit(edit.start, edit.end, kind=f"{turn}.{number}")
                for number, edit in enumerate(data.draw(edits_of(len(edited.text))))
            ]
            left = [place for place, owner in enumerate(owners) if not owner]
            for edit in edits:
                for place in left[edit.start : edit.end]:
                    owners[place] = edit.kind
            edited = edited.edit(edits)
        runs = [(kind, len(list(run))) for kind, run in groupby(owners)]
        ends = list(accumulate(size for _, size in runs))
        expected = [(end - size, end, kind) for (kind, size), end in zip(runs, ends, strict=True) if kind]
        assert [(edit.start, edit.end, edit.kind) for edit in edited.edits] == expected

    @given(st.data())
    def test_every_position_maps_to_the_source_and_back(self, data: st.DataObject) -> None:
        source = data.draw(wild_text)
        edited = EditedText(source, data.draw(edits_of(len(source))))
        start = data.draw(st.integers(0, len(edited.text)))
        end = data.draw(st.integers(start, len(edited.text)))
        pieces = edited.pieces(start, end)
        replaced = [edit for edit in edited.edits if edit.replacement]
        if not any(piece.start < edit.end and edit.start < piece.end for piece in pieces for edit in replaced):
            assert "".join(piece.of(source) for piece in pieces) == edited.text[start:end]
        hull = edited.to_source(start, end)
        back = edited.to_text(hull.start, hull.end)
        assert back.start <= start
        assert end <= back.end or start == end

    @given(st.data())
    def test_to_text_is_what_is_left_of_a_source_range(self, data: st.DataObject) -> None:
        source = data.draw(wild_text)
        removals = tuple(Edit(e.start, e.end) for e in data.draw(edits_of(len(source))))
        edited = EditedText(source, removals)
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, len(source)))
        left = [i for i in range(start, end) if not any(e.start <= i < e.end for e in removals)]
        assert edited.to_text(start, end).of(edited.text) == "".join(source[i] for i in left)


class TestLines:
    def test_line_ends_of_all_systems(self) -> None:
        text = "a\r\nb\rc\nd\u2028e\x85f"
        assert [line.of(text) for line in lines(text)] == ["a", "b", "c", "d", "e\x85f"]

    def test_stripped_takes_off_what_shows_nothing(self) -> None:
        text = "\ufeff\u00a0 a b\u200b "
        assert stripped(text, Span(0, len(text))).of(text) == "a b"
        assert stripped("wait\x85", Span(0, 5)) == Span(0, 5)

    @given(wild_text)
    def test_stripped_of_blank_text_is_empty(self, text: str) -> None:
        span = stripped(text, Span(0, len(text)))
        assert 0 <= span.start <= span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
