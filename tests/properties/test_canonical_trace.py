"""The canonical text leads back to its witnesses: exact trace, every witness rebuilt, nothing lost, nothing invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Story, canonicalize, clean
from newsclean.canonical import Mode, Reading
from newsclean.canonical.sentences import units
from newsclean.lines import INVISIBLE
from strategies import dirty_texts, wild_text
from syndication import Syndication, syndicated_stories

Cleaning = Callable[[Article], CleanArticle]
modes = st.sampled_from(get_args(Mode))
cleaning = st.sampled_from([clean, CleanArticle.untouched])


def all_readings(story: Story) -> list[Reading]:
    return [reading for passage in story.passages for reading in passage.readings]


@given(syndicated_stories(), modes, cleaning)
def test_every_character_is_traced_to_a_witness_or_is_a_separator(known: Syndication, mode: Mode, cleaned: Cleaning) -> None:
    sources = {article.id: article.text for article in known.articles}
    story = canonicalize(map(cleaned, known.articles), mode=mode)
    position = 0
    for segment in story.segments:
        assert story.text[position : segment.start] in ({""} if position == 0 else {"", " ", "\n\n"})
        assert story.text[segment.start : segment.end] == segment.chosen.text
        position = segment.end
    assert position == len(story.text)
    for reading in all_readings(story):
        assert "".join(piece.of(sources[reading.article]) for piece in reading.pieces) == reading.source
    for origin in story.trace(0, len(story.text)):
        traced = "".join(piece.of(sources[origin.article]) for piece in origin.pieces)
        assert traced == story.text[origin.start : origin.end]


@given(syndicated_stories(max_articles=3, max_sentences=12), st.data())
def test_a_part_of_the_text_is_traced_to_the_characters_it_is_made_of(known: Syndication, data: st.DataObject) -> None:
    sources = {article.id: article.text for article in known.articles}
    story = canonicalize(map(clean, known.articles))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(story.text))] * 2)))
    traced = ["".join(piece.of(sources[origin.article]) for piece in origin.pieces) for origin in story.trace(start, end)]
    assert "".join(traced).split() == story.text[start:end].split() or "".join("".join(traced).split()) == "".join(
        story.text[start:end].split()
    )


@given(syndicated_stories(), modes, cleaning)
def test_every_witness_is_rebuilt(known: Syndication, mode: Mode, cleaned: Cleaning) -> None:
    story = canonicalize(map(cleaned, known.articles), mode=mode)
    assert {article.id: story.reconstruct(article.id) for article in known.articles} == {a.id: a.text for a in known.articles}


@given(st.lists(dirty_texts() | wild_text.filter(lambda text: bool(text.strip())), min_size=1, max_size=3), modes)
def test_every_witness_of_any_text_is_rebuilt(texts: list[str], mode: Mode) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts) if text.strip(INVISIBLE)]
    for article in articles:
        assert canonicalize(map(clean, articles), mode=mode).reconstruct(article.id) == article.text


@given(syndicated_stories(), modes)
def test_every_sentence_of_every_witness_is_in_one_reading(known: Syndication, mode: Mode) -> None:
    story = canonicalize(known.articles, mode=mode)
    held = Counter((r.article, at) for r in all_readings(story) for piece in r.pieces for at in range(piece.start, piece.end))
    assert set(held.values()) <= {1}
    for article in known.articles:
        for unit in units(article.text, article.title):
            assert all((article.id, at) in held for at in range(unit.span.start, unit.span.end))


@given(syndicated_stories(), modes)
def test_no_sentence_is_invented(known: Syndication, mode: Mode) -> None:
    """What is shown is a sentence of the witness that is named for it, or as many as the reading says."""
    parts = {article.id: [unit.span for unit in units(article.text, article.title)] for article in known.articles}
    for segment in canonicalize(known.articles, mode=mode).segments:
        chosen = segment.chosen
        inside = [span for span in parts[chosen.article] if chosen.start <= span.start and span.end <= chosen.end]
        assert (inside[0].start, inside[-1].end) == (chosen.start, chosen.end)
        assert len(inside) == getattr(chosen, "sentences", 1)
