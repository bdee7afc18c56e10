"""Which witness leads: policies for the base of a story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from newsclean.article import CleanArticle
from newsclean.errors import OptionError
from newsclean.words import count_words

BasePolicy: TypeAlias = Literal["most_complete", "latest", "earliest"] | Callable[[Sequence[CleanArticle]], str]
"""How the base is chosen: a named policy, or a function from the witnesses (in the order of their ids) to an id."""

NAMED = ("most_complete", "latest", "earliest")


def choose_base(articles: Sequence[CleanArticle], policy: BasePolicy) -> tuple[str, str]:
    """(id of the base, why) for witnesses in the order of their ids.

    ``latest`` and ``earliest`` go by the publication date, and pass over witnesses without one.

    Raises:
        OptionError: if the policy is unknown, or a function returns an id that no witness has.
    """
    check_policy(policy)
    if len(articles) == 1:
        return articles[0].id, "the only witness"
    if callable(policy):
        chosen = policy(articles)
        if chosen not in {a.id for a in articles}:
            problem = f"the base policy chose {chosen!r}, which is no witness"
            raise OptionError(problem, "Return the id of a witness", option="base")
        return chosen, "chosen by the caller's policy"
    if policy == "most_complete":
        best = min(articles, key=lambda a: (-count_words(a.text), *_tie(a)))
        return best.id, f"the most complete, with {count_words(best.text)} words"
    dated = [(a.article.published_at, a) for a in articles]
    times = [time for time, _ in dated if time]
    if not times:
        return choose_base(articles, "most_complete")[0], f"no witness has a date to tell the {policy}; the most complete"
    wanted = max(times) if policy == "latest" else min(times)
    best = min((a for time, a in dated if time == wanted), key=_tie)
    return best.id, f"the {policy}, of {best.article.published}"


def check_policy(policy: BasePolicy) -> None:
    """Raises an `OptionError` if a policy is neither known nor a function."""
    if not callable(policy) and policy not in NAMED:
        hint = f"Use {', '.join(NAMED)} or a function"
        raise OptionError(f"there is no base policy {policy!r}", hint, option="base")


def _tie(article: CleanArticle) -> tuple[str, str]:
    """By text before id, so that a copy under another name changes nothing."""
    return article.text, article.id
