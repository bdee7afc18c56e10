"""The way from words of a cleaned text back to its source, beside that of `EditedText`."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import EditedText
from newsclean.neardup.narration import word_places
from newsclean.neardup.source_places import SourcePlaces
from strategies import dirty_texts, edits_of, wild_text


@st.composite
def edited_texts(draw: st.DrawFn) -> EditedText:
    text = draw(dirty_texts() | wild_text)
    several = st.sampled_from(["", "x", "one two, three"])  # words in the place of others all stand where those stood
    edits = [evolve(edit, replacement=draw(several)) for edit in draw(edits_of(len(text)))]
    return EditedText(text, edits)


@given(edited_texts(), st.data())
def test_spans_are_those_of_the_edited_text(edited: EditedText, data: st.DataObject) -> None:
    if not edited.text:
        return
    start = data.draw(st.integers(0, len(edited.text) - 1))
    end = data.draw(st.integers(start + 1, len(edited.text)))
    assert SourcePlaces.of(edited).span(start, end) == edited.to_source(start, end)


@given(edited_texts(), st.data())
def test_runs_are_cut_where_words_do_not_follow_each_other_in_the_source(edited: EditedText, data: st.DataObject) -> None:
    (words,) = word_places([edited.text])
    if not len(words):
        return
    first = data.draw(st.integers(0, len(words) - 1))
    length = data.draw(st.integers(1, len(words) - first))
    shifts = [
        edited.to_source(words.starts[word], words.ends[word]).start - words.starts[word] for word in range(first, first + length)
    ]
    expected = {word for word in range(1, length) if shifts[word] != shifts[word - 1]}
    assert SourcePlaces.of(edited).cuts(words, first, length) == expected
