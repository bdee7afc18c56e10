"""What an index answers."""

from __future__ import annotations

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.background import Background
from newsclean.neardup import Pair


@frozen
class StoryVersion:
    """A story as it stands.

    Attributes:
        id: the smallest id of its articles.
        version: 1 when it begins, and one more with every change that adds, removes or replaces articles of it. What comes of
            several stories, or is split off one, goes on from the highest version among those that its articles were in.
        articles: how many it has.
    """

    id: str
    version: int
    articles: int


@frozen
class Added:
    """What came of adding an article.

    Attributes:
        article: the article, cleaned.
        pairs: those that it is in, in the order of their ids.
        story: the story that it is in.
        gone: the ids by which no story is known any more, since others took them in or begin with another article now.
    """

    article: CleanArticle
    pairs: tuple[Pair, ...]
    story: StoryVersion
    gone: tuple[str, ...] = ()


@frozen
class Removed:
    """What came of removing an article.

    Attributes:
        id: of the article.
        stories: those that are others now, in the order of ids: what is left of its own, nothing where it was alone, several
            where it held them together. And now and then others, since a bucket has room for another leader.
        gone: the ids by which no story is known any more.
    """

    id: str
    stories: tuple[StoryVersion, ...]
    gone: tuple[str, ...] = ()


@frozen
class Found:
    """What an article that is not added would have in common with those of an index.

    Attributes:
        article: the article, cleaned.
        pairs: those that it would be in, in the order of their ids.
        stories: those that it would join to one, in the order of ids; none where it would be a new story.
    """

    article: CleanArticle
    pairs: tuple[Pair, ...]
    stories: tuple[StoryVersion, ...]


@frozen
class Stats:
    """The size of an index.

    Attributes:
        articles: how many there are.
        wordings: how many of different words.
        pairs: how many pairs.
        stories: how many stories, those of one article counted.
        bytes: of the file, with what is still to be moved into it.
        text_bytes: of the articles' texts as published, in UTF-8.
    """

    articles: int
    wordings: int
    pairs: int
    stories: int
    bytes: int
    text_bytes: int


@frozen
class Compacted:
    """What came of learning the background of an index again.

    Attributes:
        background: what the index is decided with now.
        pairs: the ids of the pairs that were none before.
        gone_pairs: those of the pairs that are none any more.
        changed_pairs: those of the pairs that are related otherwise now.
        stories: those of other articles than before; the others keep their versions.
        gone: the ids by which no story is known any more.
    """

    background: Background
    pairs: tuple[tuple[str, str], ...]
    gone_pairs: tuple[tuple[str, str], ...]
    changed_pairs: tuple[tuple[str, str], ...]
    stories: tuple[StoryVersion, ...]
    gone: tuple[str, ...]
