"""The first stage: records to articles, a batch at a time; pages are extracted here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from attrs import evolve, fields, frozen

from newsclean.article import Article, Block
from newsclean.errors import NewscleanError, Rejected
from newsclean.extraction import extract
from newsclean.formats import Page, RawRecord, Source, decoded, parse_record, too_long
from newsclean.pipeline.digests import digest
from newsclean.pipeline.parts import content, kept
from newsclean.pipeline.places import Place
from newsclean.pipeline.stage_files import StageFiles

# Records of text are read at some ten thousand a second, pages at a dozen: so many make a batch.
RECORDS, PAGES = 500, 24
BYTES = 4 << 20  # of a batch's records; about four times as much is in memory while it is worked on
SIMPLE = tuple(each.name for each in fields(Article) if each.name not in ("extra", "blocks"))
OF_BLOCK = tuple(each.name for each in fields(Block))


@frozen
class ReadPart:
    """What was read from a batch; the articles themselves are in a file.

    Attributes:
        name: of the file.
        places: of the articles, in the order in which they are there.
        starts: where each of them begins there, in bytes, and the end of the last.
        rejected: what could not be used.
    """

    name: str
    places: tuple[Place, ...]
    starts: tuple[int, ...]
    rejected: tuple[Rejected, ...]


@frozen
class Reading:
    """The work on one batch.

    Attributes:
        files: where its result goes.
        max_characters: of an article's text; longer ones are rejected.
    """

    files: StageFiles
    max_characters: int

    def __call__(self, batch: Sequence[Source | Rejected]) -> ReadPart:
        """Reads a batch, or finds what was read of it before."""
        name = f"read-{digest(self.max_characters, batch)}"
        return kept(self.files, name, ReadPart, [name], lambda: self._read(name, batch))

    def _read(self, name: str, batch: Sequence[Source | Rejected]) -> ReadPart:
        places, rejected, articles = [], [], []
        for item in batch:
            if isinstance(item, Rejected):
                rejected.append(item)
                continue
            try:
                article = article_of(item, self.max_characters)
            except NewscleanError as error:
                rejected.append(Rejected.because(error, item.input, item.record))
            else:
                articles.append(article)
                places.append(Place.of(item, article))
        lines = [_line(article) for article in articles]
        self.files.write(name, lines)
        return ReadPart(name, tuple(places), (0, *accumulate(map(len, lines))), tuple(rejected))


def batches(found: Iterable[Source | Rejected]) -> Iterator[list[Source | Rejected]]:
    """What readers found, in batches of about the same work."""
    batch: list[Source | Rejected] = []
    work = 0.0
    for item in found:
        batch.append(item)
        work += _work(item)
        if work >= 1:
            yield batch
            batch, work = [], 0.0
    if batch:
        yield batch


def article_of(source: Source, max_characters: int) -> Article:
    """The article of a record.

    Raises:
        NewscleanError: if it holds none, or one that is too long.
    """
    content = source.content
    if isinstance(content, RawRecord):
        content = parse_record(content, max_characters)
    if isinstance(content, Page):
        page = decoded(content)
        article = extract(page.html, url=page.known.get("url"), id=page.id)
        article = evolve(article, **{name: value for name, value in page.known.items() if value})
    else:
        article = content
    if len(article.text) > max_characters:
        raise too_long(source.input, max_characters, source.record)
    return article


def read_articles(files: StageFiles, name: str) -> list[Article]:
    """The articles of a part, in order."""
    return [article_from(json.loads(line)) for line in content(files, name).splitlines()]


def _work(item: Source | Rejected) -> float:
    """The share of a batch that an item makes."""
    if isinstance(item, Rejected):
        return 1 / RECORDS
    content = item.content
    if isinstance(content, Page):
        return max(1 / PAGES, len(content.html) / BYTES)
    if isinstance(content, Article):
        size = len(content.text)
    else:
        size = len(content.data) if isinstance(content.data, bytes) else len(str(content.data))
    return max(1 / RECORDS, size / BYTES)


def _line(article: Article) -> bytes:
    values = {name: getattr(article, name) for name in SIMPLE} | {"extra": dict(article.extra)}
    if article.blocks:
        values["blocks"] = [[getattr(block, name) for name in OF_BLOCK] for block in article.blocks]
    # ASCII, so that a line ends only where it ends, and half a surrogate pair is kept.
    return json.dumps(values, default=str).encode() + b"\n"


def article_from(values: dict[str, Any]) -> Article:
    """The article of a line of a part, as JSON has it."""
    blocks = [
        Block(start, end, link_share, tuple(tags), tuple(names), *rest)
        for start, end, link_share, tags, names, *rest in values.pop("blocks", ())
    ]
    return Article(**values, blocks=tuple(blocks))
