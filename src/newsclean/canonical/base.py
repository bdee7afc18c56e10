"""Which witness leads: policies for the base of a story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from attrs import field, frozen

from newsclean.article import CleanArticle
from newsclean.canonical.lineage import ALONE, duration
from newsclean.errors import OptionError
from newsclean.words import count_words

NamedPolicy: TypeAlias = Literal["most_complete", "latest", "earliest", "most_central"]
NAMED = ("most_complete", "latest", "earliest", "most_central")
WAYS = f"Use {', '.join(NAMED)}, PreferredPublishers(...) or a function from the witnesses to an id"


def _listed(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str):
        problem = "the preferred publishers are a single text"
        raise OptionError(problem, f"Pass a list of them: [{names!r}]", option="prefer")
    listed = tuple(names)
    if not all(isinstance(name, str) for name in listed):
        raise OptionError("the preferred publishers are no list of names", "Give a list of strings", option="prefer")
    return listed


@frozen
class PreferredPublishers:
    """Some publishers before all others.

    Attributes:
        publishers: names of publishers, or hosts of their pages, the best first. Case does not matter; the rest must be
            equal.
        otherwise: the policy among several witnesses of one publisher, and where none of them published any.

    Raises:
        OptionError: if ``publishers`` is a single text, or ``otherwise`` is no named policy.
    """

    publishers: tuple[str, ...] = field(converter=_listed)
    otherwise: NamedPolicy = "most_complete"

    def __attrs_post_init__(self) -> None:
        if self.otherwise not in NAMED:
            raise OptionError(f"there is no base policy {self.otherwise!r}", f"Use {', '.join(NAMED)}", option="base")


BasePolicy: TypeAlias = NamedPolicy | PreferredPublishers | Callable[[Sequence[CleanArticle]], str]
"""How the base is chosen: a named policy, preferred publishers, or a function from the witnesses, in the order of their ids,
to an id."""


@frozen(eq=False)
class _Text:
    """A text once, however many witnesses have it."""

    article: CleanArticle  # the first published; where no date tells, the first by id
    words: int
    published_at: datetime | None  # the first time: to publish a text again does not make it a later one


def choose_base(
    articles: Sequence[CleanArticle], policy: BasePolicy, centrality: Mapping[str, float] | None = None
) -> tuple[str, str]:
    """(id of the base, why) for witnesses in the order of their ids.

    ``latest`` and ``earliest`` go by the publication date and pass over witnesses without one. Ties are settled by fullness,
    then by text, and by id only between witnesses of one text, so that a copy under another name changes nothing.

    Args:
        articles: the witnesses, at least one.
        policy: see `BasePolicy`.
        centrality: of each witness, by its id, as `centrality` has it; read only if `needs_centrality` says so, and there
            0 is taken for what is missing.

    Raises:
        OptionError: if the policy is unknown, or a function returns an id that no witness has.
    """
    check_policy(policy)
    if len(articles) == 1:
        return articles[0].id, ALONE
    if isinstance(policy, PreferredPublishers):
        for publisher in policy.publishers:
            own = [article for article in articles if publisher.casefold() in _publishers(article)]
            if own:
                id_, reason = _named(_texts(own), policy.otherwise, centrality or {})
                return id_, f"published by {publisher}" + (f"; {reason}" if len(own) > 1 else "")
        id_, reason = _named(_texts(articles), policy.otherwise, centrality or {})
        return id_, f"by no preferred publisher; {reason}"
    if callable(policy):
        chosen = policy(articles)
        if not any(chosen == article.id for article in articles):
            problem = f"the base policy chose {chosen!r}, which is no witness"
            raise OptionError(problem, "Return the id of a witness", option="base")
        return chosen, "chosen by the caller's policy"
    return _named(_texts(articles), policy, centrality or {})


def check_policy(policy: BasePolicy) -> None:
    """Raises an `OptionError` if a policy is neither known nor a function."""
    known = isinstance(policy, PreferredPublishers) or (isinstance(policy, str) and policy in NAMED)
    if not known and not callable(policy):
        raise OptionError(f"there is no base policy {policy!r}", WAYS, option="base")


def needs_centrality(policy: BasePolicy) -> bool:
    """Whether a policy asks how central the witnesses are."""
    return (policy.otherwise if isinstance(policy, PreferredPublishers) else policy) == "most_central"


def centrality(passages: Mapping[str, Collection[int]], words: Sequence[int], lineages: Mapping[str, str]) -> dict[str, float]:
    """How much each witness shares with the other lineages, 0-1: the Dice measure, in words, with the mean of them.

    Twice the words that it shares with another lineage on average, by the words of both. Neither a stub, all of which
    others have, nor a text with much that nobody else has comes first. All are 0 where there is one lineage.

    Args:
        passages: of each witness, by its id, the numbers of its passages.
        words: how many words each passage has.
        lineages: of each witness, the one that stands for its lineage, as `lineage.lineages` has it: copies count once.
    """
    of_lineage: dict[str, set[int]] = {}
    for article, own in passages.items():
        of_lineage.setdefault(lineages[article], set()).update(own)
    others = len(of_lineage) - 1
    if others < 1:
        return dict.fromkeys(passages, 0.0)
    holders = Counter(passage for held in of_lineage.values() for passage in held)
    lengths = {lineage: sum(words[passage] for passage in held) for lineage, held in of_lineage.items()}
    total = sum(lengths.values())
    found = {}
    for article, own in passages.items():
        shared = sum(words[passage] * (holders[passage] - 1) for passage in own) / others
        mean = (total - lengths[lineages[article]]) / others
        found[article] = 2 * shared / max(1.0, sum(words[passage] for passage in own) + mean)
    return found


def _named(texts: Sequence[_Text], policy: NamedPolicy, centrality: Mapping[str, float]) -> tuple[str, str]:
    if policy == "most_central":
        return _most_central(texts, centrality)
    if policy in ("latest", "earliest"):
        dated = [(text.published_at, text) for text in texts if text.published_at]
        if dated:
            return _by_date(dated, policy)
    lack = "" if policy == "most_complete" else f"no witness has a date to tell the {policy}; "
    best, *rest = sorted(texts, key=_fuller)
    more = f", {best.words - rest[0].words} more than the next" if rest and rest[0].words < best.words else ""
    tied = "" if more or not rest else ", as many as the next; the first by text"
    return best.article.id, f"{lack}the most complete, with {best.words} words{more}{tied}"


def _by_date(dated: Sequence[tuple[datetime, _Text]], policy: str) -> tuple[str, str]:
    is_latest = policy == "latest"
    times = sorted({time for time, _ in dated}, reverse=is_latest)
    rivals = sorted((text for time, text in dated if time == times[0]), key=_fuller)
    best = rivals[0].article
    apart = f", {duration(abs(times[0] - times[1]))} {'after' if is_latest else 'before'} the next" if times[1:] else ""
    tied = f"; the fullest of {len(rivals)} with this date" if rivals[1:] else ""
    return best.id, f"the {policy}, of {best.article.published}{apart}{tied}"


def _most_central(texts: Sequence[_Text], centrality: Mapping[str, float]) -> tuple[str, str]:
    rows = sorted(((-centrality.get(text.article.id, 0.0), *_fuller(text), text) for text in texts), key=lambda row: row[:4])
    first, best = -rows[0][0], rows[0][-1]
    if not first:
        id_, reason = _named(texts, "most_complete", {})
        return id_, f"no other lineage shares text to tell the most central; {reason}"
    after = f", the next {-rows[1][0]:.0%}" if rows[1:] else ""
    return best.article.id, f"the most central: it and another lineage share {first:.0%} of their words on average{after}"


def _texts(articles: Sequence[CleanArticle]) -> list[_Text]:
    found: dict[str, list[CleanArticle]] = {}
    for article in articles:
        found.setdefault(article.text, []).append(article)
    texts = []
    for text, copies in found.items():
        times = [(time, copy.id, copy) for copy in copies if (time := copy.article.published_at)]
        first = min(times, key=lambda row: row[:2])[2] if times else min(copies, key=lambda copy: copy.id)
        texts.append(_Text(first, count_words(text), first.article.published_at))
    return texts


def _fuller(text: _Text) -> tuple[int, str, str]:
    """The fuller first, then by text, so that a copy under another name changes nothing."""
    return -text.words, text.article.text, text.article.id


def _publishers(article: CleanArticle) -> set[str]:
    return {name.casefold() for name in (article.article.publisher, article.article.host) if name}
