"""What a corpus taught, as one saved value.

Some things can only be learned from many articles, such as which shingles are everybody's boilerplate. They are
kept in one explicit value that is passed in and written beside the results, so that an article decided today is
decided the same tomorrow.
"""

from __future__ import annotations

from attrs import frozen

VERSION = 1


@frozen
class Background:
    """What was learned from a corpus.

    Attributes:
        articles: how many articles it was learned from.
        common_shingles: 64-bit hashes of the shingles found in more than a few otherwise separate clusters:
            boilerplate that no filter knew. They carry no weight in near-duplicate detection.
        version: of the hashing and of this record; a background of another version is refused.
    """

    articles: int = 0
    common_shingles: frozenset[int] = frozenset()
    version: int = VERSION
