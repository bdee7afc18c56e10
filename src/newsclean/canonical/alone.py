"""The story of an article that is alone: nothing to align, to choose, to vote on or to derive from."""

from __future__ import annotations

from newsclean.article import CleanArticle
from newsclean.canonical.lineage import ALONE, Descent
from newsclean.canonical.plan import AS_THE_BASE, HEADLINE_FIRST, ONLY_HERE, TORN, Mode
from newsclean.canonical.sentences import Splitter, UnitKind
from newsclean.canonical.story import Omitted, Segment, Status, Story
from newsclean.canonical.witnesses import PARAGRAPH, witness_text
from newsclean.text import Span


def story_of_one(article: CleanArticle, mode: Mode) -> Story:
    """The story of one article, which is its own text: what a merge makes of a single witness, without its machinery."""
    found = witness_text(article, Splitter(with_keys=False))
    units = found.units
    has_headline = bool(units) and units[0].kind is UnitKind.HEADLINE
    shown_from = 1  # the first unit behind the headline that is shown
    if has_headline and found.goes_on[0]:
        # A headline is no part of a text's order, and a quotation is shown whole or not at all.
        shown_from = found.goes_on.index(False) + 1
    readings: list[tuple[Span, ...]] = []
    segments: list[Segment] = []
    omitted: list[Omitted] = []
    text = ""
    for number, unit in enumerate(units):
        is_shown = not 0 < number < shown_from
        reading = found.reading(number, 1, chosen=is_shown, moved=False)
        readings.append(reading.pieces)
        if not is_shown:
            omitted.append(Omitted(unit.kind, Status.UNIQUE, (reading,), TORN))
            continue
        if number:
            text += PARAGRAPH if number == shown_from > 1 else found.separator(number - 1)
        start = len(text)
        text += reading.text
        place = HEADLINE_FIRST if has_headline and not number else AS_THE_BASE
        segments.append(Segment(start, len(text), unit.kind, Status.UNIQUE, (reading,), ONLY_HERE, place))
    headline = segments[0].chosen.text if has_headline else None
    return Story(
        id=article.id,
        title=article.article.title or headline,
        text=text,
        base=article.id,
        base_reason=ALONE,
        mode=mode,
        segments=tuple(segments),
        conflicts=(),
        forms=(),
        omitted=tuple(omitted),
        witnesses=(found.witness(readings),),
        lineage=(Descent(article.id, None, None, ALONE),),
        dangling=(),
    )
