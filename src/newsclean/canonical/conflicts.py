"""Conflicts: what differs among the readings of one sentence, with its places in the sources.

Words are compared, not meanings: what is flagged here differs, and which one is right is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import datetime

from newsclean.canonical.conflict import Conflict, ConflictReading
from newsclean.canonical.readings import Reading
from newsclean.canonical.wordings import Difference, Side, Wording, differences
from newsclean.text import Span


def conflicts(
    leading: Reading,
    readings: Sequence[Reading],
    published: Mapping[str, datetime],
    key: Callable[[str], str],
    common: Container[str],
    *,
    segment: int | None = None,
    omitted: int | None = None,
) -> Iterator[Conflict]:
    """The differences among the readings of one sentence, those of form included.

    Args:
        leading: the reading that each other wording is compared with.
        readings: of one segment or omitted sentence.
        published: when each witness was published, by its id, where that is known.
        key: the typographic key of a text; readings of one key are one wording.
        common: the keys of words that the witnesses write with a small letter.
        segment: the number of the story's segment.
        omitted: the number of the story's omitted sentence.
    """
    wordings: dict[str, list[Reading]] = {key(leading.text): [leading]}
    for reading in readings:
        if reading is not leading:
            wordings.setdefault(key(reading.text), []).append(reading)
    if len(wordings) == 1:
        return
    first, *rest = wordings.values()
    # By text, as ids must not tell which comes first.
    rest = [sorted(group, key=lambda reading: (reading.text, reading.article)) for group in rest]
    groups = [first, *sorted(rest, key=lambda group: group[0].text)]
    first_seen = [min((published[r.article] for r in group if r.article in published), default=None) for group in groups]
    compared = [Wording(group[0].text, seen) for group, seen in zip(groups, first_seen, strict=True)]
    for found in differences(compared[0], compared[1:], common):
        sides = tuple(_shown(groups[side.wording][0], side) for side in found.sides)
        latest = _latest(found, groups, first_seen, published)
        yield Conflict(found.kind, found.grade, sides, segment, omitted, latest)


class WrittenSmall:
    """The keys of the words that texts write with a small letter somewhere, which hardly are names; looked for when asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: dict[str, bool] = {}

    def __contains__(self, key: object) -> bool:
        word = str(key)
        if word not in self._known:
            self._known[word] = any(_has_word(text, word) for text in self._texts)
        return self._known[word]


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if not (text[at - 1 : at].isalnum() or text[at + len(word) : at + len(word) + 1].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def _latest(
    found: Difference,
    groups: Sequence[Sequence[Reading]],
    first_seen: Sequence[datetime | None],
    published: Mapping[str, datetime],
) -> str | None:
    """The witness with which the last of the sides appeared; None where a date is missing, or two are as late."""
    dates = [first_seen[side.wording] for side in found.sides]
    known = [date for date in dates if date is not None]
    if len(known) < len(dates) or known.count(max(known)) > 1:
        return None
    group = groups[found.sides[known.index(max(known))].wording]
    return next(reading.article for reading in group if published.get(reading.article) == max(known))


def _shown(reading: Reading, side: Side) -> ConflictReading:
    if not side.spans:
        return ConflictReading(reading.article, Span(reading.start, reading.end), "")
    first, last = side.spans[0], side.spans[-1]
    text = first.of(reading.text)
    for span in side.spans[1:]:
        text += f" … {span.of(reading.text)}"
    pieces = reading.part(first.start, last.end) or reading.pieces  # a separator has no place of its own in the source
    return ConflictReading(reading.article, Span(pieces[0].start, pieces[-1].end), text, side.value)
