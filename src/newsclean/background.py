"""What a corpus taught, as one saved value.

Some things can only be learned from many articles, such as the lines that a site prints under all of them, or which
shingles are everybody's boilerplate. They are kept in one explicit value that is passed in and written beside the results,
so that an article decided today is decided the same tomorrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

VERSION = 2

Edge = Literal["head", "tail", "anywhere"]


@frozen(order=True)
class Template:
    """A line that a site prints with many of its articles.

    Attributes:
        line: the line as it is compared: case folded, digits and dates left out.
        articles: how many articles of the site have it, copies of one article counted once.
        place: where it stands: among the first lines, among the last, or anywhere.
    """

    line: str
    articles: int
    place: Edge


@frozen
class Background:
    """What was learned from a corpus.

    Attributes:
        articles: how many articles it was learned from.
        scale: one in how many shingles is looked at in the search for candidates; 1 finds the shortest borrowed passages.
        common_shingles: 64-bit hashes of the shingles found in more than a few otherwise separate clusters:
            boilerplate that no filter knew. They carry no weight in near-duplicate detection.
        site_templates: the lines that repeat over the articles of one site, by the site's host or publisher.
        version: of the hashing and of this record; a background of another version is refused.
    """

    articles: int = 0
    scale: int = 1
    common_shingles: frozenset[int] = frozenset()
    site_templates: Mapping[str, tuple[Template, ...]] = field(factory=dict, hash=False)
    version: int = VERSION
