"""Hypothesis strategies: stories with every field filled, from syndications and from text that is against us."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, cast

from attrs import evolve
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Cluster, EditedText, Pair, Relation, Story, canonicalize
from newsclean.canonical import Conflict, ConflictReading, Dangling, Derivation, Descent, DifferenceKind, Grade, ReferenceKind
from newsclean.formats.records import ArticleRecord, article_record
from newsclean.lines import INVISIBLE
from newsclean.text import Span
from strategies import dirty_texts, edits_of, syndications, wild_text

# What is markup somewhere, leads elsewhere, or cannot be written everywhere.
MARKUP = """<script>alert(1)</script>
<img src=x onerror=alert(1)>
</s></TEI> <!-- ]]> <![CDATA[ &amp; &#x41; &
[link](https://evil.example) [link][1] ![image](https://evil.example/a.png)
[1]: https://evil.example "title"
[^1] and [^1]: a note
# heading #
===
---
- item
* item
+ item
1. item
12) item
> quotation
    code
```python
`code` *strong* __strong__ ~~gone~~ ==marked== ^up^ $x^2$
| a | b |
|---|---|
https://evil.example/path www.evil.example someone@evil.example mailto:someone@evil.example
evil.com someone@evil.com WWW.evil.com ftp://evil.com //evil.com evil.co.uk/path U.S. 3.50 a.m.
<https://evil.example>
:smile: {#id .class} {{ 7 * 7 }} @someone #1 \\
: definition
% title
Bell \x07 escape \x1b[31m form feed \x0c delete \x7f next line \x85 turned \u202e back \u2066
Nothing \ufffe \uffff wide \U0001f600 joined e\u0301
word- word, word & word
""".split("\n")
URLS = [
    None,
    "https://news.example/a-b?x=1&copy;=2#top",
    "http://wire.example/(1)/[2]?q=%20",
    "https://old.example/x#:~:text=old",
    "javascript:alert(1)",
    'https://evil.example/"><script>',
    "https://evil.example/\\host",
    "data:text/html,x",
    "no address",
    "http://[",
]
DATES = [
    None,
    "2015-09-30",
    "2015-10-01T12:00:00Z",
    "2015-10-01T09:30:00+02:00",
    "2015-10-01T12:00:00",
    "yesterday",
    "0001-01-01",
]

hostile_text = st.lists(st.sampled_from(MARKUP) | wild_text, min_size=1, max_size=6).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", " ", "\r\n", ". "]).map(lambda gap: gap.join(lines))
)
names = st.none() | st.sampled_from(["The Wire", "Daily"]) | hostile_text
ids = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8) | st.sampled_from(["../a", "a/b", "A", "a", "con", "[x](y)"])


def is_shown(text: str) -> bool:
    """Whether there is anything to see."""
    return bool(text.strip(INVISIBLE))


@st.composite
def sources(draw: st.DrawFn) -> list[CleanArticle]:
    """The articles of one story, with all that can be known of them, some with removals and replacements."""
    texts = draw(
        syndications().map(lambda articles: [article.text for article in articles])
        | st.lists(dirty_texts() | hostile_text.filter(is_shown), min_size=1, max_size=3)
    )
    taken = draw(st.lists(ids.filter(is_shown), min_size=len(texts), max_size=len(texts), unique=True))
    cleaned = []
    for id_, text in zip(taken, texts, strict=True):
        article = Article(
            id_,
            text,
            url=draw(st.sampled_from(URLS)),
            title=draw(names),
            publisher=draw(names),
            published=draw(st.sampled_from(DATES)),
            authors=draw(st.lists(st.sampled_from(["Jane Doe", "<b>", "A; B"]), max_size=2)),
            language=draw(st.sampled_from([None, "en", "no language"])),
        )
        edited = EditedText(text, draw(edits_of(len(text)) | st.just(())))
        cleaned.append(CleanArticle(article, edited) if is_shown(edited.text) else CleanArticle.untouched(article))
    return cleaned


@st.composite
def filled(draw: st.DrawFn, story: Story) -> Story:
    """The story with what later stages add to it; the values say nothing true, but fit."""
    names = [witness.article for witness in story.witnesses]
    passages = st.lists(st.integers(0, len(story.passages) - 1), max_size=3).map(tuple)
    lineage = [Descent(names[0], None, None, "the first")]
    for parent, article in pairwise(names):
        derivation = draw(st.sampled_from(Derivation))
        lineage.append(Descent(article, parent, derivation, draw(hostile_text), draw(passages), draw(passages), draw(passages)))
    dangling, number = [], draw(st.integers(0, len(story.segments) - 1))
    segment = story.segments[number]
    words = Span(segment.start, draw(st.integers(segment.start, segment.end)))
    kind = draw(st.sampled_from(ReferenceKind))
    dangling.append(Dangling(number, words.start, words.end, words.of(story.text), kind, draw(hostile_text)))
    sides = [ConflictReading(r.article, Span(r.start, r.end), r.text[:9], draw(wild_text)) for r in segment.readings]
    latest = draw(st.none() | st.sampled_from(names))
    made = Conflict(draw(st.sampled_from(DifferenceKind)), draw(st.sampled_from(Grade)), tuple(sides), number, None, latest)
    changed = evolve(segment, place=draw(wild_text))
    return evolve(
        story,
        segments=(*story.segments[:number], changed, *story.segments[number + 1 :]),
        conflicts=(*story.conflicts, made),
        forms=draw(st.sampled_from([(), (made,)])),
        lineage=tuple(lineage),
        dangling=tuple(dangling),
    )


@st.composite
def told(draw: st.DrawFn) -> tuple[Story, list[CleanArticle]]:
    """A story with every field filled, and its articles."""
    articles = draw(sources())
    story = canonicalize(articles, mode=draw(st.sampled_from(["union", "edition", "majority"])))
    return draw(filled(story)), articles


stories = told().map(lambda both: both[0])


def cluster_of(story: Story) -> Cluster:
    """A cluster that ties the witnesses in a row."""
    names = tuple(witness.article for witness in story.witnesses)
    ties = tuple(Pair(a, b, Relation.VERSION, "made up", cast("Any", None)) for a, b in pairwise(names))
    return Cluster(names[0], names, ties)


def article_records(articles: list[CleanArticle]) -> dict[str, ArticleRecord]:
    """The records of articles by their ids."""
    return {article.id: article_record(article, None) for article in articles}


JUNK: st.SearchStrategy[Any] = st.sampled_from([None, -1, 10**9, "", "x", [], {}, [1, 2], [[5, 1]], True, "omitted", 1.5])


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: what holds it, and its key there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = []
    for key, held in inner:
        found += [(value, key), *places(held)]
    return found
