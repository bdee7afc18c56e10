"""What a canonical text depends on, and what it does not: order, copies, hash seeds, further witnesses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.canonical import Mode
from syndication import Syndication, syndicated_stories

modes = st.sampled_from(get_args(Mode))
PRINTED = """
from newsclean import canonicalize
from syndication import STRENGTHS, syndicate
for number, strength in enumerate(STRENGTHS):
    articles = syndicate(number, strength).articles
    print([article.text for article in articles], canonicalize(articles), canonicalize(articles, mode="edition"))
"""


@given(syndicated_stories(), modes, st.permutations(range(6)))
def test_permutation_invariant(known: Syndication, mode: Mode, order: list[int]) -> None:
    articles = [known.articles[number] for number in order if number < len(known.articles)]
    assert canonicalize(articles, mode=mode) == canonicalize(known.articles, mode=mode)


def test_the_hash_seed_does_not_matter(root: Path) -> None:
    found = set()
    for seed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(root / "tests"), *sys.path])}
        found.add(subprocess.run([sys.executable, "-c", PRINTED], env=env, check=True, capture_output=True).stdout)
    assert len(found) == 1
    assert len(found.pop()) > 1000


@given(syndicated_stories(), modes)
def test_idempotent(known: Syndication, mode: Mode) -> None:
    """A story merged with itself, and a story on its own, are that story."""
    story = canonicalize(known.articles, mode=mode)
    alone = canonicalize([Article("story", story.text)], mode=mode)
    assert alone.text == story.text
    assert canonicalize([Article("a", story.text), Article("b", story.text)], mode=mode).text == story.text


def told(story: Story, articles: Iterable[Article]) -> dict[str, Any]:
    """All that a story says, with the text of a witness in the place of its id: copies are one witness then.

    Which of the witnesses with one wording stands for it in a conflict goes by their ids, and is left out.
    """
    text = {article.id: article.text for article in articles}
    readings = [{(text[r.article], evolve(r, article="", chosen=False)) for r in p.readings} for p in story.passages]
    return {
        "text": story.text,
        "title": story.title,
        "passages": [(p.kind, p.reason, found) for p, found in zip(story.passages, readings, strict=True)],
        "shown": [(segment.start, segment.end, text[segment.chosen.article]) for segment in story.segments],
        "conflicts": [(c.kind, c.segment, len(c.readings)) for c in story.conflicts if c.omitted is None],
    }


@given(syndicated_stories(), modes, st.integers(0, 5), st.sampled_from(["a-copy", "z-copy"]))
def test_an_identical_copy_changes_only_the_witness_lists(known: Syndication, mode: Mode, number: int, name: str) -> None:
    copied = known.articles[number % len(known.articles)]
    articles = [*known.articles, Article(name, copied.text, title=copied.title)]
    before, after = canonicalize(known.articles, mode=mode), canonicalize(articles, mode=mode)
    assert told(after, articles) == told(before, articles)


@given(syndicated_stories(), modes, st.integers(0, 5))
def test_an_identical_copy_changes_no_conflict_in_what_is_left_out(known: Syndication, mode: Mode, number: int) -> None:
    copy = evolve(known.articles[number % len(known.articles)], id="a-copy")
    before, after = canonicalize(known.articles, mode=mode), canonicalize([*known.articles, copy], mode=mode)
    assert [(c.kind, c.omitted, len(c.readings)) for c in after.conflicts] == [
        (c.kind, c.omitted, len(c.readings)) for c in before.conflicts
    ]


@given(syndicated_stories(), modes, st.sets(st.integers(0, 5)))
def test_further_witnesses_never_lose_a_span(known: Syndication, mode: Mode, later: set[int]) -> None:
    """Whichever of the witnesses are merged, and so in whichever order they come: all that each says is in its readings."""
    some = [article for number, article in enumerate(known.articles) if number not in later] or known.articles
    assert held(canonicalize(some, mode=mode)) <= held(canonicalize(known.articles, mode=mode))
    assert held(canonicalize(some, mode=mode)) == {place for one in some for place in held(canonicalize([one], mode=mode))}


def held(story: Story) -> set[tuple[str, int]]:
    """Every character in a reading, but for the white space, which stands between the sentences of one too."""
    return {
        (reading.article, place)
        for passage in story.passages
        for reading in passage.readings
        for place, character in zip(
            (n for piece in reading.pieces for n in range(piece.start, piece.end)), reading.source, strict=True
        )
        if not character.isspace()
    }


def test_untouched_articles_can_be_merged() -> None:
    article = Article("a", "One sentence stands here.")
    assert canonicalize([article]) == canonicalize([CleanArticle.untouched(article)])
