"""What must hold of a story that was read from a file, before anything relies on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from newsclean.canonical import Conflict, Omitted, Reading, Segment, Story


def fault_of(story: Story) -> str | None:
    """What is wrong with a story, in a line; None where nothing is.

    A story without fault can be traced, rebuilt and exported: its segments tile its text, its readings and the rest tile
    the source text of every witness, and everything that is named is there.
    """
    return next(_faults(story), None)


def _faults(story: Story) -> Iterator[str]:
    ids = [witness.article for witness in story.witnesses]
    known = frozenset(ids)
    if any(one >= other for one, other in pairwise(ids)):
        yield "the witnesses are not in the order of their ids, each once"
    if story.base not in known:
        yield f"the base {story.base!r} is no witness"
    for number, passage in enumerate(story.passages):
        yield from (f"{_name(story, number)}: {fault}" for fault in _passage_faults(passage, known))
    yield from _text_faults(story)
    lengths: dict[str, int] = {}
    yield from _source_faults(story, lengths)
    for conflict in (*story.conflicts, *story.forms):
        yield from _conflict_faults(story, conflict, lengths)
    yield from _lineage_faults(story, known)
    for dangling in story.dangling:
        is_there = 0 <= dangling.segment < len(story.segments) and dangling.text == story.text[dangling.start : dangling.end]
        if not (is_there and 0 <= dangling.start <= dangling.end):
            yield f"the dangling {dangling.text!r} is not in the text"


def _name(story: Story, number: int) -> str:
    shown = len(story.segments)
    return f"segment {number}" if number < shown else f"omitted sentence {number - shown}"


def _text_faults(story: Story) -> Iterator[str]:
    position = 0
    for number, segment in enumerate(story.segments):
        if not position <= segment.start <= segment.end <= len(story.text):
            yield f"segment {number} at {segment.start} to {segment.end} is not in the text, or out of order"
        if story.text[position : segment.start].strip():
            yield f"there is text before segment {number} that no segment holds"
        if [reading.text for reading in segment.readings if reading.chosen] != [story.text[segment.start : segment.end]]:
            yield f"segment {number} has no chosen reading that is its text"
        position = segment.end
    if story.text[position:].strip():
        yield "there is text after the last segment"
    if any(reading.chosen for omitted in story.omitted for reading in omitted.readings):
        yield "an omitted sentence has a chosen reading"


def _passage_faults(passage: Segment | Omitted, ids: frozenset[str]) -> Iterator[str]:
    names = [reading.article for reading in passage.readings]
    if not names:
        yield "there is no reading"
    if any(one >= other for one, other in pairwise(names)):
        yield "the readings are not in the order of their articles, each once"
    for reading in passage.readings:
        if reading.article not in ids:
            yield f"the article {reading.article!r} is no witness"
        if not reading.pieces or any(one.end > other.start for one, other in pairwise(reading.pieces)):
            yield f"the pieces in {reading.article!r} overlap, or are out of order"
        elif sum(map(len, reading.pieces)) != len(reading.source):
            yield f"the range {reading.start} to {reading.end} is not in the source text of {reading.article!r}"
        ends = [0, *(joint.at + len(joint.separator) for joint in reading.joints), len(reading.text)]
        starts = [joint.at for joint in reading.joints]
        if any(
            end > at or reading.text[at:after] != joint.separator
            for end, at, after, joint in zip(ends, starts, ends[1:], reading.joints, strict=False)
        ):
            yield f"the joints in {reading.article!r} are out of order, or not in its text"


def _source_faults(story: Story, lengths: dict[str, int]) -> Iterator[str]:
    """Whether readings and the rest tile every source; puts the sources' lengths into ``lengths``."""
    taken: dict[str, list[tuple[int, int]]] = {
        w.article: [(stretch.start, stretch.start + len(stretch.text)) for stretch in w.rest] for w in story.witnesses
    }
    readings: Iterator[Reading] = (reading for passage in story.passages for reading in passage.readings)
    for reading in readings:
        taken[reading.article] += ((piece.start, piece.end) for piece in reading.pieces)
    for article, ranges in taken.items():
        position = 0
        for start, end in sorted(ranges):
            if start != position:
                what = "stands in two readings" if start < position else "is missing"
                yield f"the source text of {article!r} {what} at {min(start, position)}"
            position = max(position, end)
        lengths[article] = position


def _conflict_faults(story: Story, conflict: Conflict, lengths: Mapping[str, int]) -> Iterator[str]:
    shown, left = conflict.segment, conflict.omitted
    is_shown = left is None and shown is not None and 0 <= shown < len(story.segments)
    is_left = shown is None and left is not None and 0 <= left < len(story.omitted)
    if not (is_shown or is_left):
        yield f"a conflict is in segment {shown}, omitted sentence {left}, which is none"
    if not conflict.readings:
        yield "a conflict has no readings"
    for side in conflict.readings:
        if side.article not in lengths or side.span.end > lengths[side.article]:
            yield f"a conflict is at {side.span.start} to {side.span.end} of {side.article!r}, where nothing is"
    if conflict.latest is not None and conflict.latest not in lengths:
        yield f"the latest article of a conflict, {conflict.latest!r}, is no witness"


def _lineage_faults(story: Story, ids: frozenset[str]) -> Iterator[str]:
    passages = range(len(story.segments) + len(story.omitted))
    for descent in story.lineage:
        if descent.article not in ids or (descent.parent is not None and descent.parent not in ids):
            yield f"the lineage has {descent.article!r} derive from {descent.parent!r}, and one of them is no witness"
        if (descent.parent is None) != (descent.derivation is None):
            yield f"the lineage of {descent.article!r} has a parent without a derivation, or none with one"
        if any(number not in passages for number in (*descent.added, *descent.dropped, *descent.changed)):
            yield f"the lineage of {descent.article!r} names a passage that is none"
