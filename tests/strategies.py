"""Hypothesis strategies: news articles, boilerplate, and syndicated copies with known edits."""

from __future__ import annotations

from hypothesis import strategies as st

from newsclean import Article
from newsclean.text import Edit

NAMES = ["Jane Doe", "John Roe", "Minister Weber", "Zoë Müller", "the mayor", "a spokesman", "Kyiv", "São Paulo", "the court"]
VERBS = ["rejected", "approved", "praised", "visited", "closed", "won", "reopened", "questioned"]
THINGS = ["the budget", "a new bridge", "the old harbour", "its schools", "the peace talks", "a rival firm", "the élite club"]
TAILS = ["on Monday", "after 12 hours of talks", "despite 3,000 protests", "in the U.S.", "with no debate", "for €5 million", ""]
SPEECH = ["We will not give up", "I have seen this before", "They don’t care", "It is over"]

BOILERPLATE = [
    "Advertisement",
    "Share this article: Mayor resigns after vote",
    "Follow us on Facebook",
    "[Photo by Jane Doe/AFP]",
    "Sign up for our daily newsletter",
    "More from The Guardian",
    "Copyright 2015 The Associated Press. All rights reserved.",
    "____",
    "ShareButton",
    "Do you think the mayor should resign?",
]

# Any text at all, with white space, quotation marks, entities and marks of other scripts more often than by chance.
wild_text = st.text(
    st.one_of(
        st.sampled_from(" \n\r\t\u00a0\u200b\ufeff.!?“”\"'’&;«»-—()[]12"),
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
    ),
    max_size=120,
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of news prose."""
    name, verb, thing, tail = (draw(st.sampled_from(pool)) for pool in (NAMES, VERBS, THINGS, TAILS))
    sentence = f"{name[0].upper()}{name[1:]} {verb} {thing} {tail}".rstrip()
    if draw(st.booleans()):
        return f"“{draw(st.sampled_from(SPEECH))},” said {draw(st.sampled_from(NAMES))}, who {verb} {thing}."
    return f"{sentence}." if not sentence.endswith(".") else sentence


paragraphs = st.lists(sentences(), min_size=1, max_size=3).map(" ".join)
bodies = st.lists(paragraphs, min_size=2, max_size=7)


@st.composite
def dirty_texts(draw: st.DrawFn) -> str:
    """An article's text with boilerplate lines and odd white space between its paragraphs."""
    lines = list(draw(bodies))
    for line in draw(st.lists(st.sampled_from(BOILERPLATE), max_size=4)):
        lines.insert(draw(st.integers(0, len(lines))), line)
    gaps = st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n \n", "\n\n\u00a0\n\n", "  \n\n\n"])
    text = "".join(part for line in lines for part in (line, draw(gaps)))
    return draw(st.sampled_from(["", "\n", "\ufeff", " "])) + text


@st.composite
def changed_bodies(draw: st.DrawFn, original: list[str]) -> list[str]:
    """A later version of an article: paragraphs dropped, moved, inserted, and sentences edited."""
    body = list(original)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(body) - 1))
        change = draw(st.sampled_from(["drop", "move", "insert", "case", "quotes", "number", "word"]))
        if change == "drop" and len(body) > 1:
            del body[at]
        elif change == "move":
            body.insert(draw(st.integers(0, len(body) - 1)), body.pop(at))
        elif change == "insert":
            body.insert(at, draw(paragraphs))
        elif change == "case":
            body[at] = body[at].replace("harbour", "Harbour").replace("court", "Court")
        elif change == "quotes":
            body[at] = body[at].replace("“", '"').replace("”", '"').replace("’", "'")
        elif change == "number":
            body[at] = body[at].replace("3,000", "4,000").replace("12", "14")
        elif change == "word":
            body[at] = body[at].replace(" approved ", " has approved ").replace(" on Monday", "")
    return body


@st.composite
def syndications(draw: st.DrawFn, max_copies: int = 4) -> list[Article]:
    """Versions of one article, in any order, with ids ``v0``, ``v1``, ..."""
    original = draw(bodies)
    versions = [original] + [draw(changed_bodies(original)) for _ in range(draw(st.integers(1, max_copies - 1)))]
    gap = st.sampled_from(["\n\n", "\n"])
    articles = [Article(f"v{number}", draw(gap).join(body)) for number, body in enumerate(versions)]
    return draw(st.permutations(articles))


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> tuple[Edit, ...]:
    """Edits that fit a text of a length: ordered, not overlapping, some of them replacements."""
    places = draw(st.lists(st.integers(0, length), unique=True, max_size=8).map(sorted))
    pairs = zip(places[::2], places[1::2], strict=False)
    replacements = st.sampled_from(["", "", "x", "yz"])
    return tuple(Edit(start, end, draw(replacements), kind="test") for start, end in pairs)
