"""What is read in an article when a rule asks for it: its words, its speech, its figures, its subject."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.neardup.facts import Figure, Subject, figures, telling_words
from newsclean.neardup.speech import speech
from newsclean.words import Words, words


@frozen(eq=False)
class ArticleFacts:
    """An article that is compared with others. Everything is worked out once, when it is first asked for.

    Attributes:
        article: the cleaned article.
        weightless: (first word, end) of the stretches of words that are everybody's boilerplate.
    """

    article: CleanArticle
    weightless: Sequence[tuple[int, int]] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @cached_property
    def words(self) -> Words:
        """Its words; offsets into the cleaned text."""
        return words(self.article.text)

    @cached_property
    def told(self) -> bytes:
        """1 for each word that is narration, 0 for speech and for boilerplate."""
        flags = bytearray(1 - flag for flag in speech(self.article.text, self.words))
        for begin, end in self.weightless:
            flags[begin:end] = bytes(end - begin)
        return bytes(flags)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers and months in the text, in order."""
        return figures(self.article.text, self.words)

    @cached_property
    def subject(self) -> Subject:
        """What the text is about, by the words that it repeats."""
        return Subject.of(self.words.keys, self.telling)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that say what the article is about."""
        return telling_words(self.words.keys)


class FactsByNumber:
    """The facts of the articles of a corpus, made when they are first asked for."""

    def __init__(self, articles: Sequence[CleanArticle]) -> None:
        self._articles = articles
        self._facts: dict[int, ArticleFacts] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def article(self, number: int) -> CleanArticle:
        """The article itself."""
        return self._articles[number]

    def of(self, number: int, weightless: Sequence[tuple[int, int]] = ()) -> ArticleFacts:
        """Those of an article; what has no weight in it counts when they are made."""
        facts = self._facts.get(number)
        if facts is None:
            facts = self._facts[number] = ArticleFacts(self._articles[number], weightless)
        return facts
