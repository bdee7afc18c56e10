"""Applying filters to an article, with the guards that keep them from hurting it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from attrs import evolve

from newsclean.article import Article, CleanArticle
from newsclean.errors import FilterError, OptionError, RuleError, TextError
from newsclean.filters.defaults import preset_named
from newsclean.filters.protocol import Filter, certain_rules, filter_name
from newsclean.lines import INVISIBLE

# Removals always come to an end, since each makes the text shorter; replacements need not.
MAX_ROUNDS_WITHOUT_SHORTENING = 10
BEGINNING = 1000  # code points, in which a third of the words are more than is removed from most articles
# Thai, Lao, Burmese, Khmer, Chinese and Japanese are written without spaces: there a character counts as a word.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def clean(
    article: Article | CleanArticle,
    filters: Iterable[Filter] | None = None,
    *,
    preset: str = "body",
    keep: Collection[str] = (),
    max_removed: float | None = None,
) -> CleanArticle:
    """The article without its boilerplate; every cut keeps its span, kind, rule and reason.

    The filters run in their order, again and again until none finds anything more: what stands last in an article
    is only seen once what followed it is gone. Cleaning a cleaned text therefore changes nothing.

    Args:
        article: as published, or cleaned before.
        filters: any callables of the form of `Filter`; by default the preset's.
        preset: a way to clean, by name: ``body``, ``strict`` or ``corpus``; see `PRESETS`.
        keep: further kinds of boilerplate that stay in the text, such as ``{"headline_repeat", "photo_caption"}``.
        max_removed: the guard's limit, as a share (0-1) of the article's words; by default the preset's. If more
            would go, or nothing would be left, the article comes back whole, with a note that says so. Words that a
            rule marked `certain` takes are not counted.

    Raises:
        OptionError: if there is no such preset, ``keep`` is a single text, or ``max_removed`` is no share.
        FilterError: if a filter raises, never settles, or returns edits that overlap or leave the text; it names
            the filter.
    """
    whole = article if isinstance(article, CleanArticle) else CleanArticle.untouched(article)
    way = preset_named(preset)
    chosen = way.filters() if filters is None else tuple(filters)
    kept = way.keep | kinds_to_keep(keep)
    limit = way.max_removed if max_removed is None else share_to_remove(max_removed)
    current, stalled = whole, 0
    settled: list[CleanArticle | None] = [None] * len(chosen)  # what each filter found nothing in
    while True:
        before = current
        for number, find in enumerate(chosen):
            if settled[number] is not current:
                given, current = current, _applied(current, find, kept)
                settled[number] = current if current is given else None
        if current.text == before.text:
            break
        stalled += len(current.text) >= len(before.text)
        if stalled > MAX_ROUNDS_WITHOUT_SHORTENING:
            names = ", ".join(map(filter_name, chosen))
            problem = f"the filters ({names}) keep changing article {whole.id!r} without end"
            hint = "Two filters undo each other's replacements: drop one of them"
            raise FilterError(problem, hint, filter_name=names, article=whole.id)
    if current is whole:
        return whole
    gone, sure = _words_taken(whole, current, chosen)
    if not current.text.strip(INVISIBLE) or ((gone or sure) and _too_many(gone, sure, whole.text, limit)):
        total = _words(whole.text) - sure
        share = f"{gone / total:.0%} of the words" if gone < total else "all of the text"
        note = f"guard: the filters would have removed {share}; the article was left whole"
        return evolve(whole, notes=(*(known for known in whole.notes if known != note), note))
    return current


def kinds_to_keep(keep: Collection[str]) -> frozenset[str]:
    """The kinds to keep; a single text would be taken for its letters.

    Raises:
        OptionError: if it is one.
    """
    if isinstance(keep, str):
        raise OptionError(f"keep is a single text, {keep!r}", f"Give a set of kinds: {{{keep!r}}}", option="keep")
    return frozenset(keep)


def share_to_remove(max_removed: float) -> float:
    """The guard's limit.

    Raises:
        OptionError: if it is no share.
    """
    if not 0 <= max_removed <= 1:
        raise OptionError(f"max_removed is {max_removed}", "Give a share from 0 to 1", option="max_removed")
    return max_removed


def _words_taken(whole: CleanArticle, current: CleanArticle, filters: Iterable[Filter]) -> tuple[int, int]:
    """How many words the filters took: those that the guard counts, and those that rules marked `certain` took."""
    removed = [edit for edit in current.removals if edit not in whole.removals] if whole.removals else current.removals
    sizes = [(words, edit.rule) for edit in removed if (words := _words(whole.article.text[edit.start : edit.end]))]
    if not sizes:
        return 0, 0
    certain = frozenset[str]().union(*map(certain_rules, filters))
    sure = sum(words for words, rule in sizes if rule in certain)
    return sum(words for words, _ in sizes) - sure, sure


def _too_many(gone: int, sure: int, text: str, limit: float) -> bool:
    """Whether so many words are more than the limit's share of a text without the sure ones; its beginning mostly tells."""
    return all(gone > limit * (_words(part) - sure) for part in (text[:BEGINNING], text))


def _words(text: str) -> int:
    """About how many words a text has; exact counts cost more than all filters together."""
    return len(text.split()) + (0 if text.isascii() else len(UNSPACED.findall(text)))


def _applied(article: CleanArticle, find: Filter, keep: Collection[str]) -> CleanArticle:
    try:
        edits = [edit for edit in find(article) if edit.kind not in keep]
    except FilterError as error:
        if error.article:
            raise
        problem = f"{error.problem} of article {article.id!r}"
        raise FilterError(problem, error.hint, filter_name=error.filter_name, article=article.id) from error
    except RuleError:
        raise
    except Exception as error:
        name = filter_name(find)
        problem = f"filter {name} failed on article {article.id!r} ({type(error).__name__}: {error})"
        raise FilterError(problem, "Mend the filter or leave it out", filter_name=name, article=article.id) from error
    try:
        return article.edit(edits) if edits else article
    except (TextError, AttributeError, TypeError) as error:
        name = filter_name(find)
        problem = f"filter {name} returned what are no edits of article {article.id!r} ({error})"
        hint = "Return Edits stated on the current text, without overlaps"
        raise FilterError(problem, hint, filter_name=name, article=article.id) from error
