"""Articles as they were published, and articles with their boilerplate taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from attrs import Attribute, field, frozen

from newsclean.errors import ArticleError
from newsclean.lines import INVISIBLE
from newsclean.text import Edit, EditedText, Span


def _some_text(_: Article, attribute: Attribute[str], value: object) -> None:
    name = attribute.name
    if not isinstance(value, str):
        raise ArticleError(f"the {name} is {type(value).__name__}, not text", f"Give the {name} as a string", field=name)
    if not value.strip(INVISIBLE):
        raise ArticleError(f"the {name} is empty", f"Leave the record out, or give it a {name}", field=name)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"the {name} has half a surrogate pair at character {error.start}, which no UTF-8 file can hold",
            "Decode the original bytes again, as UTF-8",
            field=name,
        ) from None


def _text_or_nothing(_: Article, attribute: Attribute[str | None], value: object) -> None:
    name = attribute.name
    if value is not None and not isinstance(value, str):
        raise ArticleError(f"the {name} is {type(value).__name__}, not text", f"Give the {name} as a string", field=name)


def _names(values: str | Iterable[str]) -> tuple[str, ...]:
    names = (values,) if isinstance(values, str) else _in_a_tuple(values, "authors", "Give a list of strings")
    if not all(isinstance(name, str) for name in names):
        raise ArticleError("the authors are no list of names", "Give a list of strings", field="authors")
    return names


def _in_a_tuple(values: Iterable[Any], name: str, hint: str) -> tuple[Any, ...]:
    try:
        return tuple(values)
    except TypeError:
        raise ArticleError(f"the {name} are {type(values).__name__}, no list", hint, field=name) from None


@frozen
class Block:
    """One line of an article's text and where it stands on the page that it came from.

    Attributes:
        start, end: the line, in code points of the article's text.
        link_share: how much of it is inside links, 0-1 of its characters.
        tags: names of the elements around it, the innermost first.
        names: the ids and classes of these elements, as written, the innermost first.
        position: where it begins in the page's text, 0-1 of its characters.
        agreed: whether the second extractor takes it for a part of the article too.
        recovered: whether it was brought back after the first extractor had left it out.
    """

    start: int
    end: int
    link_share: float = 0.0
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    position: float = 0.0
    agreed: bool = True
    recovered: bool = False

    def inside(self, *tags: str) -> bool:
        """Whether one of these elements (``"figure"``, ``"aside"``, ``"li"``) is around the line."""
        return not set(tags).isdisjoint(self.tags)


WHAT_ARE_BLOCKS = "Give a Block for each line, in the order of the text, or none"


def _blocks(values: Iterable[Block]) -> tuple[Block, ...]:
    return _in_a_tuple(values, "blocks", WHAT_ARE_BLOCKS)


def _inside_the_text(article: Article, _: Attribute[tuple[Block, ...]], blocks: tuple[Block, ...]) -> None:
    position = 0
    for block in blocks:
        if not isinstance(block, Block):
            raise ArticleError(f"a block is {type(block).__name__}, no Block", WHAT_ARE_BLOCKS, field="blocks")
        if not position <= block.start < block.end <= len(article.text):
            problem = f"the block at {block.start} to {block.end} is no line of the text, or out of order"
            raise ArticleError(problem, WHAT_ARE_BLOCKS, field="blocks")
        position = block.end


@frozen
class Article:
    """One document as published.

    Attributes:
        id: what the caller calls it; results refer to the article by it.
        text: the text exactly as read, without any normalization; offsets everywhere are code points into it.
        url, title, publisher, language: as known; None where nothing is.
        published: date or time of publication, as given (ISO 8601 is understood; see `published_at`).
        authors: names, in order; a single string is one name.
        extra: whatever else came with the record, kept as it is.
        blocks: for each line of a text that came from a page, its place there; in order, empty for plain text.

    Raises:
        ArticleError: if the id or the text is missing, empty, or cannot be written as UTF-8, something else is no
            text, or the blocks do not fit the text.
    """

    id: str = field(validator=_some_text)
    text: str = field(validator=_some_text)
    url: str | None = field(default=None, validator=_text_or_nothing)
    title: str | None = field(default=None, validator=_text_or_nothing)
    publisher: str | None = field(default=None, validator=_text_or_nothing)
    published: str | None = field(default=None, validator=_text_or_nothing)
    authors: tuple[str, ...] = field(default=(), converter=_names)
    language: str | None = field(default=None, validator=_text_or_nothing)
    extra: Mapping[str, Any] = field(factory=dict, hash=False)
    blocks: tuple[Block, ...] = field(default=(), converter=_blocks, validator=_inside_the_text)

    @property
    def host(self) -> str | None:
        """The host in `url`, in lower case; None if there is no url or it is none, as some records have it."""
        if not self.url:
            return None
        try:
            return urlsplit(self.url).hostname or None
        except ValueError:
            return None

    @property
    def published_at(self) -> datetime | None:
        """`published` as a time with a zone (UTC where it names none); None if it is missing or not ISO 8601."""
        try:
            moment = datetime.fromisoformat(self.published or "")
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@frozen
class CleanArticle:
    """An article with edits that take its boilerplate out; every cut can be shown, mapped back and undone.

    Attributes:
        article: the article as published.
        edited: its text with the edits made on it.
        notes: what the guards had to say, such as why nothing was removed.
    """

    article: Article
    edited: EditedText
    notes: tuple[str, ...] = ()

    @classmethod
    def untouched(cls, article: Article) -> CleanArticle:
        """The article with nothing removed."""
        return cls(article, EditedText(article.text))

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def text(self) -> str:
        """The text with the edits made."""
        return self.edited.text

    @property
    def removals(self) -> tuple[Edit, ...]:
        """What was taken out, in order: offsets into ``article.text``, typed white space included."""
        return self.edited.edits

    @property
    def lifted(self) -> dict[str, list[str]]:
        """The facts that removed text stated (``{"agency": ["CNN"]}``), each once, in the order of the text."""
        facts: dict[str, list[str]] = {}
        for removal in self.removals:
            for name, value in removal.lifted.items():
                known = facts.setdefault(name, [])
                if value not in known:
                    known.append(value)
        return facts

    def edit(self, edits: Iterable[Edit]) -> CleanArticle:
        """The article with further edits, stated on the current `text`."""
        return CleanArticle(self.article, self.edited.edit(edits), self.notes)

    def to_source(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in ``article.text``; see `EditedText.to_source`."""
        return self.edited.to_source(start, end)


def in_order(articles: Iterable[Article | CleanArticle]) -> list[CleanArticle]:
    """The articles in the order of their ids; one that was not cleaned is taken with nothing removed.

    Raises:
        ArticleError: if two have one id.
    """
    cleaned = [article if isinstance(article, CleanArticle) else CleanArticle.untouched(article) for article in articles]
    cleaned.sort(key=lambda article: article.id)
    for one, other in pairwise(cleaned):
        if one.id == other.id:
            raise ArticleError(f"two articles have the id {one.id!r}", "Give each article an id of its own", field="id")
    return cleaned
