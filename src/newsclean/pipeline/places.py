"""Where articles come from, and which of several with one id is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from newsclean.article import Article
from newsclean.errors import Rejected, place
from newsclean.filters import site_of
from newsclean.formats import Source
from newsclean.pipeline.digests import digest


@frozen
class Place:
    """Where an article comes from.

    Attributes:
        id: of the article.
        input, record: as in `Source`.
        content: tells articles apart that come from no file; empty for the others.
        site: that the article was published on; see `site_of`.
    """

    id: str
    input: str
    record: int | None
    content: str
    site: str | None

    @classmethod
    def of(cls, source: Source, article: Article) -> Place:
        """That of the article of a source."""
        content = digest(article) if isinstance(source.content, Article) else ""
        return cls(article.id, source.input, source.record, content, site_of(article))


def one_of_each_id(places: Sequence[Place]) -> tuple[list[int], list[Rejected]]:
    """The numbers of the articles that are taken, and what is said of the others.

    Among those of one id the first by its input is taken, so that the order of the inputs does not matter.
    """
    seen: set[str] = set()
    twice: set[str] = set()
    for one in places:
        (twice if one.id in seen else seen).add(one.id)
    repeated = [number for number, one in enumerate(places) if one.id in twice]
    repeated.sort(key=lambda number: _rank(places[number]))
    refused: set[int] = set()
    rejected: list[Rejected] = []
    first = None
    for number in repeated:
        one = places[number]
        if first is None or first.id != one.id:
            first = one
            continue
        refused.add(number)
        problem = f"the id {one.id!r} is taken already, by {place(first.input, first.record)}"
        rejected.append(Rejected(one.input, one.record, problem, "Give each article an id of its own"))
    return [number for number in range(len(places)) if number not in refused], rejected


def in_order_of_inputs(rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """What was rejected, by input, record and error."""
    return tuple(sorted(rejected, key=lambda r: (r.input, r.record or 0, r.error)))


def _rank(one: Place) -> tuple[str, str, int, str]:
    return one.id, one.input, one.record or 0, one.content
