"""Text inside quotation marks comes from one witness, however many sentences it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from newsclean import canonicalize
from newsclean.canonical import Mode, Segment
from newsclean.words import decoded_text
from syndication import Syndication, syndicated_stories

modes = st.sampled_from(get_args(Mode))


@given(syndicated_stories(boilerplate=False), modes)
def test_text_inside_quotation_marks_comes_from_one_witness(known: Syndication, mode: Mode) -> None:
    for quotation in quotations(canonicalize(known.articles, mode=mode).segments):
        witnesses = [{r.article for r in segment.readings if r.text == segment.chosen.text} for segment in quotation]
        assert set.intersection(*witnesses)


def quotations(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The segments from one that opens a quotation and does not close it to the one that does, or to the end."""
    quotation: list[Segment] = []
    depth, straight = 0, False
    for segment in segments:
        text = decoded_text(segment.chosen.text)
        depth += sum((character in "“«") - (character in "”»") for character in text)
        straight ^= text.count('"') % 2 == 1
        if quotation or depth or straight:
            quotation.append(segment)
        if quotation and depth == 0 and not straight:
            yield quotation
            quotation = []
    if quotation:
        yield quotation
