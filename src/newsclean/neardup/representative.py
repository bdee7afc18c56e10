"""The representative of a cluster: the article that a corpus keeps when it drops the duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.errors import OptionError

Keep = Literal["most_complete", "earliest"]
KEEPS = ("most_complete", "earliest")


@frozen
class Preference:
    """Which article of a cluster is kept.

    Attributes:
        keep: ``"most_complete"``, the one of most words; or ``"earliest"``, the first published, which passes over articles
            without a date.
        publishers: preferred publishers or hosts, the best first; they come before ``keep``. Case does not matter.

    Raises:
        OptionError: if there is no such rule, or ``publishers`` is a single text.
    """

    keep: Keep = "most_complete"
    publishers: Sequence[str] = ()

    def __attrs_post_init__(self) -> None:
        if self.keep not in KEEPS:
            raise OptionError(f"there is no rule {self.keep!r} for what is kept", f"Choose {' or '.join(KEEPS)}", option="keep")
        if isinstance(self.publishers, str):
            problem = "the preferred publishers are a single text"
            raise OptionError(problem, f"Pass a list of them: [{self.publishers!r}]", option="prefer")

    def choose(self, articles: Sequence[CleanArticle], words: Sequence[int]) -> tuple[str, str]:
        """(id of the one that is kept, why) for the articles of a cluster and how many words each has.

        Ties are settled by text before id, so that a copy under another name changes nothing.
        """
        rows = list(zip(articles, words, strict=True))
        for publisher in self.publishers:
            own = [row for row in rows if publisher.casefold() in _names(row[0])]
            if own:
                id_, reason = self._first(own)
                return id_, f"published by {publisher}; {reason}"
        return self._first(rows)

    def _first(self, rows: Sequence[tuple[CleanArticle, int]]) -> tuple[str, str]:
        if self.keep == "earliest":
            dated = [(time, article) for article, _ in rows if (time := article.article.published_at)]
            if dated:
                first = min(time for time, _ in dated)
                article = min((article for time, article in dated if time == first), key=_tie)
                return article.id, f"the earliest, of {article.article.published}"
        most = max(count for _, count in rows)
        article = min((article for article, count in rows if count == most), key=_tie)
        lack = "no date tells the earliest; " if self.keep == "earliest" else ""
        return article.id, f"{lack}the most complete, with {most} words"


def _names(article: CleanArticle) -> set[str]:
    return {name.casefold() for name in (article.article.publisher, article.article.host) if name}


def _tie(article: CleanArticle) -> tuple[str, str]:
    return article.text, article.id
