"""What is read in an article when a rule asks for it: where its words stand, its speech, its figures, its names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsclean.article import CleanArticle
from newsclean.neardup.block_quotations import HANDS_OVER
from newsclean.neardup.facts import telling_words
from newsclean.neardup.names import Name, names
from newsclean.neardup.narration import WordPlaces, narrated, word_places
from newsclean.neardup.source_places import SourcePlaces
from newsclean.words import word_keys

Passages = Sequence[tuple[int, int]]


class ArticleFacts:
    """An article that is compared with others. Everything is worked out when it is first asked for.

    Args:
        article: the cleaned article.
        weightless: (first word, end) of the passages that are everybody's boilerplate.
    """

    __slots__ = ("_places", "_source", "_told", "article", "weightless")

    def __init__(self, article: CleanArticle, weightless: Passages = ()) -> None:
        self.article = article
        self.weightless = weightless
        self._places: WordPlaces | None = None
        self._told: bytes | None = None
        self._source: SourcePlaces | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.article.text

    @property
    def places(self) -> WordPlaces:
        """Where its words stand."""
        if self._places is None:
            (self._places,) = word_places([self.text])
        return self._places

    @property
    def told(self) -> bytes:
        """1 for each word that is narration, 0 for one that is speech or boilerplate."""
        if self._told is None:
            (flags,) = narrated([self.text], [self.places])
            self._told = self._weighed(flags)
        return self._told

    @property
    def hands_over(self) -> bool:
        """Whether a line of it may hand over to a block quotation."""
        return HANDS_OVER.search(self.text) is not None

    @property
    def source(self) -> SourcePlaces:
        """The way back to the source text."""
        if self._source is None:
            self._source = SourcePlaces.of(self.article.edited)
        return self._source

    @property
    def keys(self) -> tuple[str, ...]:
        """The comparison keys of its words."""
        return _keys(self.text)

    @property
    def names(self) -> tuple[Name, ...]:
        """The words of its names, in order."""
        return names(self.text, self.places, self.keys)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of it."""
        return frozenset(self.keys)

    @property
    def telling(self) -> frozenset[str]:
        """The words that say what the article is about."""
        return telling_words(self.keys)

    def forget(self) -> None:
        """Gives the memory of what was read back; it is read again when somebody asks."""
        self._places = self._told = self._source = None

    def _weighed(self, flags: bytes) -> bytes:
        told = bytearray(flags)
        for begin, end in self.weightless:
            told[begin:end] = bytes(end - begin)
        return bytes(told)

    @staticmethod
    def read_together(articles: Sequence[ArticleFacts], listened: Sequence[ArticleFacts]) -> None:
        """Reads where the words of articles stand, which is much quicker for many at once.

        Args:
            articles: the articles.
            listened: those of them whose speech is looked for, too.
        """
        for article, places in zip(articles, word_places([article.text for article in articles]), strict=True):
            article._places = places
        told = narrated([article.text for article in listened], [article.places for article in listened])
        for article, flags in zip(listened, told, strict=True):
            article._told = article._weighed(flags)


# Few texts at a time are looked at so closely, and pairs of one article follow each other.
@lru_cache(maxsize=64)
def _keys(text: str) -> tuple[str, ...]:
    return word_keys(text)


class FactsByNumber:
    """The facts of the articles of a corpus, made when they are first asked for."""

    def __init__(self, articles: Sequence[CleanArticle]) -> None:
        self._articles = articles
        self._facts: dict[int, ArticleFacts] = {}

    def article(self, number: int) -> CleanArticle:
        """The article itself."""
        return self._articles[number]

    def of(self, number: int, weightless: Passages = ()) -> ArticleFacts:
        """Those of an article; what has no weight in it counts when they are made."""
        facts = self._facts.get(number)
        if facts is None:
            facts = self._facts[number] = ArticleFacts(self._articles[number], weightless)
        return facts
