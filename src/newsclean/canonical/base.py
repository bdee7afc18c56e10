"""Which witness leads: policies for the base of a story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from newsclean.article import CleanArticle
from newsclean.errors import ArticleError
from newsclean.words import count_words

BasePolicy: TypeAlias = Literal["most_complete", "latest", "earliest"] | Callable[[Sequence[CleanArticle]], str]
"""How the base is chosen: a named policy, or a function from the witnesses (in the order of their ids) to an id."""

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def choose_base(articles: Sequence[CleanArticle], policy: BasePolicy) -> tuple[str, str]:
    """(id of the base, why) for witnesses in the order of their ids; ties go to the smaller id.

    ``latest`` and ``earliest`` go by the publication date, and pass over witnesses without one.

    Raises:
        ArticleError: if the policy is unknown, or a function returns an id that no witness has.
    """
    if len(articles) == 1:
        return articles[0].id, "the only witness"
    if callable(policy):
        chosen = policy(articles)
        if chosen not in {a.id for a in articles}:
            raise ArticleError(f"the base policy chose {chosen!r}, which is no witness", "Return the id of a witness", field="id")
        return chosen, "chosen by the caller's policy"
    if policy == "most_complete":
        best = max(articles, key=lambda a: count_words(a.text))
        return best.id, f"the most complete, with {count_words(best.text)} words"
    dated = [a for a in articles if a.article.published_at]
    if policy == "latest":
        best = max(dated or articles, key=lambda a: a.article.published_at or FIRST)
    elif policy == "earliest":
        best = min(dated or articles, key=lambda a: a.article.published_at or LAST)
    else:
        raise ArticleError(f"there is no base policy {policy!r}", "Use most_complete, latest, earliest or a function")
    return best.id, f"the {policy}, of {best.article.published}" if dated else "no witness has a date; the smallest id"
