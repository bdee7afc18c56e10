"""An article of a finished run on the terminal: what was removed and why, and how it is tied to its story."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import regex

from newsclean.errors import OutputError
from newsclean.formats import AGAIN, ArticleRecord, PairRecord, StoryRecord, read_records

# Control characters move the cursor, change colours, ring the bell or turn the reading direction; an article must not be
# able to. Half a surrogate pair cannot be printed at all.
CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\p{Bidi_Control}--[\n\t]]", regex.V1)
STRUCK, FAINT, PLAIN = "\x1b[31;9m", "\x1b[2m", "\x1b[0m"


def explained(folder: Path, article_id: str, *, color: bool = False) -> Iterator[str]:
    """Lines that explain one article of a run's folder.

    Args:
        folder: of a finished run.
        article_id: the article's id.
        color: whether removals are struck through by terminal codes, instead of marked ``[-...-]{kind}``.

    Raises:
        OutputError: if the folder holds no run, or no such article; then it names the closest ids.
    """
    known: list[str] = []
    article = None
    for record in read_records(folder, "articles.jsonl", ArticleRecord):
        known.append(record.id)
        if record.id == article_id:
            article = record
    if article is None:
        close = ", ".join(difflib.get_close_matches(article_id, known, cutoff=0.3) or known[:3])
        hint = f"Close to it: {close}" if close else "The run has no articles"
        raise OutputError(f"there is no article {article_id!r} in {folder}", hint, path=str(folder))
    stories = read_records(folder, "stories.jsonl", StoryRecord)
    story = next((s for s in stories if any(member.id == article_id for member in s.members)), None)
    if story is None:
        problem = f"{folder / 'stories.jsonl'} has no story with {article_id!r}"
        raise OutputError(problem, AGAIN, path=str(folder))
    pairs = [p for p in read_records(folder, "pairs.jsonl", PairRecord) if article_id in (p.a, p.b)]
    yield from map(printable, _facts(article, story))
    yield from map(printable, _relations(article, story, pairs))
    yield ""
    yield marked(article, color=color)


def _facts(article: ArticleRecord, story: StoryRecord) -> Iterator[str]:
    yield f"article    {article.id}"
    facts = {"title": article.title, "url": article.url, "publisher": article.publisher, "published": article.published}
    facts |= {name: ", ".join(values) for name, values in article.lifted.items()}
    for name, value in facts.items():
        if value:
            yield f"{name:<10} {value}"
    for note in article.notes:
        yield f"{'note':<10} {note}"
    cut = [removal for removal in article.removals if removal.kind != "whitespace"]
    yield f"{'removed':<10} {_counted(len(cut), 'passage')}, {sum(len(removal.text) for removal in cut):,} characters"
    shown = sum(any(r.article == article.id for r in segment.readings) for segment in story.segments)
    alone = sum([r.article for r in segment.readings] == [article.id] for segment in story.segments)
    yield f"{'story':<10} {story.id} ({story.title or 'without a title'})"
    yield f"{'in it':<10} {shown} of {len(story.segments)} sentences, {alone} of them from here alone"


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _relations(article: ArticleRecord, story: StoryRecord, pairs: list[PairRecord]) -> Iterator[str]:
    member = next(member for member in story.members if member.id == article.id)
    if member.tied_to is None:
        yield f"{'relation':<10} the base of its story: {story.base_reason}"
    else:
        may_go = "a duplicate: a corpus can drop it" if member.duplicate else "no duplicate: it has text of its own"
        yield f"{'relation':<10} {member.relation}, tied to {member.tied_to}; {may_go}"
    for pair in pairs:
        other = pair.b if pair.a == article.id else pair.a
        yield f"{'  ' + pair.relation:<10} {other}: {pair.reason} (Jaccard {pair.jaccard:.2f})"


def marked(article: ArticleRecord, *, color: bool = False) -> str:
    """The source text with its removals struck through by terminal codes, or marked ``[-...-]{kind, rule}``."""
    return "".join(_marked(article, color=color)).rstrip("\n")


def _marked(article: ArticleRecord, *, color: bool) -> Iterator[str]:
    for text, removal in article.source():
        if removal is None or removal.kind == "whitespace":
            yield printable(text)
        elif color:
            yield f"{STRUCK}{printable(text)}{PLAIN}{FAINT}{{{removal.kind}, {removal.rule}}}{PLAIN}"
        else:
            yield f"[-{printable(text)}-]{{{removal.kind}, {removal.rule}}}"


def printable(text: str) -> str:
    """The text without what would speak to the terminal."""
    plain: str = CONTROL.sub("", text)
    return plain
