"""The story of an article that is alone, which must be what the whole machinery makes of it and a copy."""

from __future__ import annotations

from typing import get_args

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Edit, Story, canonicalize
from newsclean.canonical import Mode, Segment, Status
from newsclean.canonical.sentences import Splitter, UnitKind, units
from strategies import edits_of, wild_text
from syndication import Syndication, syndicated_stories

MODES = get_args(Mode)
TORN = "part of a quotation that is not shown as it is here"
# Lines of all kinds, so that headlines, datelines, wraps and quotations over several lines come about.
LINES = (
    "Mayor resigns after vote",
    "“The mayor has gone",
    "“Nobody came. It rained on the town.",
    "WASHINGTON (AP) — The mayor resigned on Monday. She left.",
    '"He left. Nobody came," she said. Dr. Doe of the U.S. Senate stayed.',
    "The council met on Monday, the last of the",
    "month, and it voted for the new bridge, which",
    "will cost 12 million euros.",
    "What comes next",
)
crowded = st.lists(st.sampled_from(LINES), min_size=1, max_size=8)


def without_a_copy(articles: list[CleanArticle], mode: Mode) -> Story:
    """What the merge of an article and its copies says, with the first as the only witness."""
    story = canonicalize(articles, mode=mode)
    one = story.witnesses[0].article
    assert story.base == one

    def alone(segment: Segment) -> Segment:
        return evolve(segment, readings=tuple(r for r in segment.readings if r.article == one))

    omitted = tuple(evolve(o, readings=tuple(r for r in o.readings if r.article == one)) for o in story.omitted)
    return evolve(
        story,
        base_reason="the only witness",
        segments=tuple(map(alone, story.segments)),
        omitted=omitted,
        witnesses=story.witnesses[:1],
        lineage=(evolve(story.lineage[0], reason="the only witness"),),
    )


def assert_like_the_machinery(article: Article, edits: tuple[Edit, ...] = ()) -> None:
    both = [CleanArticle.untouched(evolve(article, id=id)).edit(edits) for id in ("a", "b")]
    for mode in MODES:
        assert canonicalize(both[:1], mode=mode) == without_a_copy(both, mode)


@given(syndicated_stories(max_articles=2))
def test_news(known: Syndication) -> None:
    assert_like_the_machinery(known.articles[-1])


@given(lines=crowded, between=st.sampled_from(["\n", "\n\n"]), titled=st.booleans())
def test_lines_of_all_kinds(lines: list[str], between: str, *, titled: bool) -> None:
    assert_like_the_machinery(Article("a", between.join(lines), title=lines[0] if titled else None))


@given(st.data())
def test_what_was_removed_and_replaced(data: st.DataObject) -> None:
    text = "\n".join(data.draw(crowded)) + data.draw(wild_text)
    assert_like_the_machinery(Article("a", text), data.draw(edits_of(len(text))))


@pytest.mark.parametrize("mode", MODES)
def test_a_quotation_that_a_headline_opens_is_not_shown_without_it(mode: Mode) -> None:
    story = canonicalize([Article("a", "“The mayor has gone\n\n“Nobody came.” It rained.\n\nShe left.")], mode=mode)
    assert [segment.chosen.text for segment in story.segments] == ["“The mayor has gone", "It rained.", "She left."]
    assert [(o.readings[0].text, o.reason, o.status) for o in story.omitted] == [("“Nobody came.”", TORN, Status.UNIQUE)]
    assert story.text == "“The mayor has gone\n\nIt rained.\n\nShe left."
    assert story.reconstruct("a") == "“The mayor has gone\n\n“Nobody came.” It rained.\n\nShe left."


@given(lines=crowded, titled=st.booleans())
def test_without_keys_the_units_are_the_same(lines: list[str], *, titled: bool) -> None:
    text, title = "\n\n".join(lines), lines[0] if titled else None
    plain = Splitter(with_keys=False)(text, title)
    assert [evolve(unit, keys=()) for unit in plain] == [evolve(unit, keys=()) for unit in units(text, title)]
    assert not any(unit.keys for unit in plain if unit.kind is not UnitKind.HEADLINE)
