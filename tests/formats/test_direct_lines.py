"""Lines made straight from the values, beside those of their records; and articles that come back from their lines."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from made_up_stories import JUNK, cluster_of, hostile_text, ids, is_shown, places, sources, told
from newsclean import Article, CleanArticle, Edit, Story, find_duplicates
from newsclean.article import Block
from newsclean.errors import InputError
from newsclean.formats import (
    article_line,
    article_record,
    clean_article,
    json_line,
    pair_line,
    pair_lines,
    pair_record,
    read_article_line,
    run_story_line,
    story_record,
    unstructured,
    with_story,
)
from newsclean.formats.json_values import from_json
from newsclean.formats.pair_lines import BATCH
from strategies import syndications

# What JSON writes in its own way: what it escapes, half a surrogate pair, numbers that are none, and what it does not know.
extras = st.dictionaries(
    st.text(max_size=3),
    st.sampled_from(['\u2028\x00"\\/', "\ud83d", float("nan"), 1e300, -0.0, None, True, [1, {"a": "é"}], date(2015, 9, 30)]),
    max_size=3,
)
notes = st.lists(hostile_text, max_size=2).map(tuple)


@st.composite
def articles(draw: st.DrawFn) -> CleanArticle:
    """An article with all that a line of it can hold."""
    cleaned = draw(sources().flatmap(st.sampled_from))
    length = len(cleaned.article.text)
    ends = draw(st.lists(st.integers(0, length), unique=True, max_size=6).map(sorted))
    blocks = [Block(start, end, 0.5, recovered=draw(st.booleans())) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    article = evolve(cleaned.article, extra=draw(extras), blocks=blocks)
    lifted = st.dictionaries(st.sampled_from(["agency", "dateline"]), hostile_text, max_size=2)
    edits = [evolve(edit, rule=draw(hostile_text), lifted=draw(lifted)) for edit in cleaned.removals]
    return CleanArticle(article, evolve(cleaned.edited, edits=edits), draw(notes))


def in_bytes(line: str) -> bytes:
    """The line as it stands in a file."""
    return line.encode(errors="backslashreplace") + b"\n"


class TestArticles:
    @given(articles(), st.none() | ids)
    def test_a_line_is_that_of_the_record(self, article: CleanArticle, story: str | None) -> None:
        assert article_line(article, story) == json_line(unstructured(article_record(article, story)))

    @given(articles(), ids | hostile_text | st.just('","story":null'), ids)
    def test_the_story_is_put_in_later(self, article: CleanArticle, id_: str, story: str) -> None:
        named = evolve(article, article=evolve(article.article, id=id_ if is_shown(id_) else "a"))
        assert with_story(in_bytes(article_line(named)), story) == in_bytes(article_line(named, story))

    def test_a_story_is_put_in_once(self) -> None:
        line = with_story(in_bytes(article_line(CleanArticle.untouched(Article("a", "A text.")))), "a")
        with pytest.raises(InputError, match="already"):
            with_story(line, "b")

    @given(articles(), st.none() | ids)
    def test_a_record_makes_the_article_again(self, article: CleanArticle, story: str | None) -> None:
        record = article_record(article, story)
        again = clean_article(record)
        assert article_record(again, story) == record
        blocks = tuple(Block(block.start, block.end, recovered=True) for block in article.article.blocks if block.recovered)
        assert again == evolve(article, article=evolve(article.article, blocks=blocks))

    @given(articles(), st.none() | ids)
    def test_a_line_makes_the_article_again(self, article: CleanArticle, story: str | None) -> None:
        line = in_bytes(article_line(article, story))
        again = read_article_line(line)
        assert again.edited == article.edited
        assert from_json(article_line(again, story)) == from_json(line.decode())  # where NaN is null

    @given(articles(), st.data())
    def test_damage_is_told_or_harmless(self, article: CleanArticle, data: st.DataObject) -> None:
        fields = json.loads(article_line(article, "a"))
        holder, key = data.draw(st.sampled_from(places(fields)))
        if isinstance(holder, dict) and data.draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = data.draw(JUNK)
        line = json.dumps(fields).encode()
        try:
            again = read_article_line(line)
        except InputError as error:
            assert error.hint  # noqa: PT017
        else:
            assert again.edited.source == again.article.text

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b"", "no JSON"),
            (b'{"id": "a"', "no JSON"),
            (b"\xff", "no JSON"),
            (b"[" * 100_000, "no JSON"),
            (b"[1]", "no JSON object but list"),
            (b"{}", "required field missing"),
        ],
    )
    def test_what_is_no_line_of_an_article(self, line: bytes, problem: str) -> None:
        with pytest.raises(InputError, match=problem):
            read_article_line(line)

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"id": ""}, "the id is empty"),
            ({"text": "A man sat."}, "a replacement does not fit the text"),
            ({"text": ""}, "a removal does not fit the text"),
            ({"extra": [1]}, r"expected a mapping @ \$\.extra"),
            ({"recovered": [[5, 99]]}, "the block at 5 to 99"),
        ],
    )
    def test_a_damaged_line_is_told(self, change: dict[str, Any], problem: str) -> None:
        article = CleanArticle.untouched(Article("a", "A cat sat.")).edit([Edit(2, 5, "dog")])
        fields = json.loads(article_line(article)) | change
        with pytest.raises(InputError, match=problem):
            read_article_line(json.dumps(fields).encode())


class TestPairs:
    @given(syndications())
    def test_lines_are_those_of_the_records(self, articles: list[Article]) -> None:
        pairs = find_duplicates(articles).pairs
        lines = [json_line(unstructured(pair_record(pair))) for pair in pairs]
        assert list(pair_lines(pairs)) == lines
        assert [pair_line(pair) for pair in pairs] == lines

    def test_lines_of_more_pairs_than_are_read_together(self) -> None:
        body = "The council approved the new harbour bridge on Monday, and {} work on it begins in the autumn of next year."
        pairs = find_duplicates(Article(f"{n:03}", body.format(f"the {n}0 people's")) for n in range(30)).pairs
        assert len(pairs) > BATCH
        lines = [json_line(unstructured(pair_record(pair))) for pair in pairs]
        assert list(pair_lines(pairs)) == lines
        assert any('"differences":[{' in line for line in lines)


class TestStories:
    @given(told())
    def test_a_line_is_that_of_the_record(self, both: tuple[Story, list[CleanArticle]]) -> None:
        story, _ = both
        members = cluster_of(story).members(story.base)
        assert run_story_line(story, members) == json_line(unstructured(story_record(story, members)))
