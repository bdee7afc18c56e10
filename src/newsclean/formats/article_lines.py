"""Cleaned articles as lines of JSON, straight from the values; the story put into a line later; and articles back from lines."""

from __future__ import annotations

from functools import lru_cache

from newsclean.article import Article, Block, CleanArticle
from newsclean.errors import ArticleError, InputError, TextError
from newsclean.formats.json_values import json_known, json_text, json_value
from newsclean.formats.records import ArticleRecord, record_of
from newsclean.formats.run_folder import AGAIN
from newsclean.text import Edit, EditedText

# What stands in a line whose story is not known yet. Nothing in front of it can be taken for it: inside the id, a quotation mark
# has a backslash before it.
UNKNOWN = b'","story":null'


def article_line(article: CleanArticle, story: str | None = None) -> str:
    """A cleaned article as a line of ``articles.jsonl``, without its line end; `ArticleRecord` has its fields.

    Args:
        article: the article.
        story: the id of the story that it belongs to; None before there are stories (see `with_story`).
    """
    source = article.article
    lifted, extra, notes = article.lifted, source.extra, article.notes
    recovered = [[block.start, block.end] for block in source.blocks if block.recovered]
    removals = ",".join([_removal(edit, source.text) for edit in article.removals])
    return (
        f'{{"id":{json_text(article.id)},"story":{json_known(story)},"text":{json_text(article.text)},"removals":[{removals}]'
        f',"lifted":{json_value(lifted) if lifted else "{}"},"title":{json_known(source.title)},"url":{json_known(source.url)}'
        f',"publisher":{json_known(source.publisher)},"published":{json_known(source.published)}'
        f',"authors":{json_value(source.authors) if source.authors else "[]"},"language":{json_known(source.language)}'
        f',"extra":{json_value(dict(extra)) if extra else "{}"},"notes":{json_value(notes) if notes else "[]"}'
        + (f',"recovered":{json_value(recovered)}}}' if recovered else "}")
    )


def with_story(line: bytes, story: str) -> bytes:
    """A line of an article whose story was not known, with the id of its story; nothing is parsed.

    Args:
        line: what `article_line` made without a story, as UTF-8; its line end may be there.
        story: the id of the story.

    Raises:
        InputError: if it is no such line.
    """
    head, unknown, tail = line.partition(UNKNOWN)
    if not unknown:
        raise InputError("the line is that of no article, or names its story already", "Give a line as article_line makes it")
    return b"".join((head, b'","story":', json_text(story).encode(errors="backslashreplace"), tail))


def clean_article(record: ArticleRecord) -> CleanArticle:
    """The cleaned article that a record was made from.

    Of its blocks only the recovered ones are there, without their places on the page: they are needed while cleaning alone.

    Raises:
        ArticleError: if the record has no id, or no text.
        TextError: if its removals do not fit the text; of a record that was read, they do.
        InputError: if its replacements do not.
    """
    edits = [Edit(r.start, r.end, r.replacement, r.kind, r.rule, r.reason, r.lifted) for r in record.removals]
    article = Article(
        record.id,
        "".join(text for text, _ in record.source()),
        record.url,
        record.title,
        record.publisher,
        record.published,
        tuple(record.authors),
        record.language,
        record.extra,
        tuple(Block(start, end, recovered=True) for start, end in record.recovered or ()),
    )
    cleaned = CleanArticle(article, EditedText(article.text, edits), tuple(record.notes))
    if cleaned.text != record.text:
        raise InputError("a replacement does not fit the text", AGAIN)
    return cleaned


def read_article_line(line: bytes) -> CleanArticle:
    """The `clean_article` of a line of ``articles.jsonl``.

    Raises:
        InputError: if the line is damaged; it says how.
    """
    try:
        return clean_article(record_of(line, ArticleRecord))
    except (ArticleError, TextError) as error:
        raise InputError(error.problem, AGAIN) from error


def _removal(edit: Edit, source: str) -> str:
    lifted = json_value(dict(edit.lifted)) if edit.lifted else "{}"
    return (
        f'{{"start":{edit.start},"end":{edit.end},"text":{json_text(source[edit.start : edit.end])}'
        f'{_named(edit.kind, edit.rule, edit.reason)},"lifted":{lifted},"replacement":{json_text(edit.replacement)}}}'
    )


@lru_cache(4096)
def _named(kind: str, rule: str, reason: str) -> str:
    """What the removals of one rule have in common."""
    return f',"kind":{json_text(kind)},"rule":{json_text(rule)},"reason":{json_text(reason)}'
