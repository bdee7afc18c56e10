"""What always holds of the canonical text."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Story, canonicalize, clean
from newsclean.canonical import Reading
from newsclean.canonical.sentences import units
from newsclean.neardup.facts import figures
from newsclean.neardup.narration import word_places
from strategies import dirty_texts, syndications

modes = st.sampled_from(["union", "edition"])


def all_readings(story: Story) -> list[Reading]:
    return [reading for passage in story.passages for reading in passage.readings]


@given(syndications(), modes)
def test_exact_trace(articles: list[Article], mode: str) -> None:
    sources = {article.id: article.text for article in articles}
    story = canonicalize(map(clean, articles), mode=mode)  # type: ignore[arg-type]
    position = 0
    for segment in story.segments:
        assert not story.text[position : segment.start].strip()
        assert story.text[segment.start : segment.end] == segment.chosen.text
        position = segment.end
    assert position == len(story.text)
    for reading in all_readings(story):
        assert "".join(piece.of(sources[reading.article]) for piece in reading.pieces) == reading.source == reading.text
    for origin in story.trace(0, len(story.text)):
        traced = "".join(piece.of(sources[origin.article]) for piece in origin.pieces)
        assert traced == story.text[origin.start : origin.end]


@given(syndications() | st.lists(dirty_texts(), min_size=1, max_size=3), modes)
def test_every_witness_is_rebuilt(articles: list[Article | str], mode: str) -> None:
    sources = [given if isinstance(given, Article) else Article(str(n), given) for n, given in enumerate(articles)]
    story = canonicalize(map(clean, sources), mode=mode)  # type: ignore[arg-type]
    for source in sources:
        assert story.reconstruct(source.id) == source.text


@given(syndications())
def test_every_sentence_of_every_witness_is_there_once(articles: list[Article]) -> None:
    story = canonicalize(articles)
    found = Counter((reading.article, reading.pieces[0].start, reading.text) for reading in all_readings(story))
    expected = Counter((a.id, unit.span.start, unit.span.of(a.text)) for a in articles for unit in units(a.text))
    assert found == expected


@given(syndications(), st.data())
def test_permutation_invariant(articles: list[Article], data: st.DataObject) -> None:
    assert canonicalize(data.draw(st.permutations(articles))) == canonicalize(articles)


@given(syndications())
def test_idempotent(articles: list[Article]) -> None:
    story = canonicalize(articles)
    again = canonicalize([Article("story", story.text)])
    assert again.text == story.text


@given(syndications(), st.data())
def test_an_identical_copy_changes_only_the_witness_lists(articles: list[Article], data: st.DataObject) -> None:
    copied, name = data.draw(st.sampled_from(articles)), data.draw(st.sampled_from(["a-copy", "z-copy"]))
    before = canonicalize(articles)
    after = canonicalize([*articles, Article(name, copied.text)])
    assert after.text == before.text
    assert after.title == before.title
    for one, other in zip(before.passages, after.passages, strict=True):
        others = {(reading.article, reading.pieces) for reading in other.readings if reading.article != name}
        assert others == {(reading.article, reading.pieces) for reading in one.readings}
    assert [c.kind for c in after.conflicts] == [c.kind for c in before.conflicts]


@given(syndications())
def test_a_further_witness_never_loses_a_reading(articles: list[Article]) -> None:
    fewer = {(r.article, r.pieces) for r in all_readings(canonicalize(articles[:-1]))}
    more = {(r.article, r.pieces) for r in all_readings(canonicalize(articles))}
    assert fewer <= more


@given(syndications())
def test_at_most_one_sentence_of_a_witness_in_a_segment(articles: list[Article]) -> None:
    story = canonicalize(articles)
    for passage in story.passages:
        names = [reading.article for reading in passage.readings]
        assert names == sorted(set(names))
    assert all(sum(reading.chosen for reading in segment.readings) == 1 for segment in story.segments)


@given(syndications())
def test_the_order_of_the_base_is_kept_and_moves_are_marked(articles: list[Article]) -> None:
    story = canonicalize(articles)
    for article in articles:
        readings = [r for segment in story.segments for r in segment.readings if r.article == article.id]
        in_place = [r.pieces[0].start for r in readings if not r.moved]
        assert in_place == sorted(in_place)
        assert article.id != story.base or not any(r.moved for r in readings)


@given(syndications())
def test_no_sentence_is_invented(articles: list[Article]) -> None:
    sentences = {unit.span.of(a.text) for a in articles for unit in units(a.text)}
    assert {segment.chosen.text for segment in canonicalize(articles).segments} <= sentences


@given(syndications())
def test_headlines_are_never_stacked(articles: list[Article]) -> None:
    names = "Bridge approved;Nobody left;Court closes early;Mayor gone".split(";")
    titled = [Article(a.id, f"{names[int(a.id[1:])]}\n\n{a.text}") for a in articles]
    story = canonicalize(titled)
    assert [segment.kind == "headline" for segment in story.segments].count(True) == 1
    assert sum(omitted.reason == "alternate headline" for omitted in story.omitted) == len(articles) - 1


@given(syndications())
def test_differing_numbers_are_always_a_conflict(articles: list[Article]) -> None:
    story = canonicalize(articles)
    flagged = {conflict.segment for conflict in story.conflicts if conflict.kind == "number"}
    for position, segment in enumerate(story.segments):
        stated = {
            tuple(sorted(figure.value for figure in figures(reading.text, word_places([reading.text])[0])))
            for reading in segment.readings
        }
        assert len(stated) == 1 or position in flagged


def test_untouched_articles_can_be_merged() -> None:
    article = Article("a", "One sentence stands here.")
    assert canonicalize([article]) == canonicalize([CleanArticle.untouched(article)])
