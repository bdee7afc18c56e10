"""Reading rule files: TOML in, checked rules out, and every fault in the file named at once."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import regex

from newsclean.article import Article, CleanArticle
from newsclean.errors import ArticleError, FilterError, RuleError
from newsclean.filters.rule import Rule
from newsclean.filters.rule_filter import RuleFilter

SHIPPED = files("newsclean.filters") / "rules"
FIELDS = {name: field for name, field in attrs.fields_dict(Rule).items() if name != "lists"}
LISTS = frozenset({"hits", "misses", "lifts", "cues", "also", "language", "publishers"})
NUMBERS = frozenset({"run", "min_length", "max_length"})
KINDS = frozenset({"kind", "before", "above", "below"})
TAKEN = "whitespace"  # is never counted or shown as boilerplate


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """The rules of a file; see `parse_rules`.

    Raises:
        RuleError: as `parse_rules`, or if the file cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")  # editors on Windows write a byte order mark
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), (f"cannot be read ({error})",)) from error
    return parse_rules(text, str(path))


def parse_rules(text: str, source: str, *, check: bool = True) -> tuple[Rule, ...]:
    r"""The rules of a TOML text of ``[[rule]]`` tables, whose keys are the attributes of `Rule`.

    A pattern uses a word list as ``\L<name>``: one of a top-level ``[lists]`` table, or one that ships with the library.

    Args:
        text: the TOML text.
        source: what to call it in errors, such as the file's name.
        check: whether to try each rule on its examples now, which means to compile all patterns.

    Raises:
        RuleError: if the text is no TOML or has no rule, a key or value is wrong, an id appears twice, or an example
            does not do what it must. It lists all faults, each with its rule's id.
    """
    own, found, language = _tables(text, source)
    problems: list[str] = []
    lists = shipped_lists() | own
    rules: dict[str, Rule] = {}
    for number, table in enumerate(found, start=1):
        id = table.get("id")
        name = id if isinstance(id, str) and id else f"rule {number}"
        try:
            rule = _rule(language | table, lists)
        except (TypeError, ValueError) as error:
            problems.append(f"{name}: {error.args[0]}")  # attrs adds the attribute itself to its message
            continue
        if rule.id in rules:
            problems.append(f"{name}: the id is used twice")
        if check:
            problems += [f"{name}: {problem}" for problem in faults(rule)]
        rules[rule.id] = rule
    if problems:
        raise RuleError(source, tuple(problems))
    return tuple(rules.values())


def _tables(text: str, source: str) -> tuple[dict[str, list[str]], list[dict[str, Any]], dict[str, list[str]]]:
    """The word lists, the tables of rules, and the key that holds for all of them in a TOML text."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RuleError(source, (f"is no TOML ({error})",)) from error
    if unknown := sorted(tables.keys() - {"rule", "lists", "language"}):
        raise RuleError(source, tuple(f"unknown table {name!r}: write [[rule]] or [lists]" for name in unknown))
    if not _is_list_of_text(tables.get("language", [])):
        raise RuleError(source, ("language is no list of words",))
    lists, rules = tables.get("lists", {}), tables.get("rule", [])
    if not isinstance(lists, dict) or not all(_is_list_of_text(words) for words in lists.values()):
        raise RuleError(source, ("lists is no table of word lists",))
    if reserved := sorted(lists.keys() & _reserved()):
        raise RuleError(source, tuple(f"a word list cannot be called {name}" for name in reserved))
    if not isinstance(rules, list) or not all(isinstance(table, dict) for table in rules):
        raise RuleError(source, ("rule is no list of tables: write [[rule]] above each",))
    if not rules:
        raise RuleError(source, ("has no rule: write [[rule]] above each",))
    return lists, rules, {name: tables[name] for name in ("language",) if name in tables}


@cache
def shipped_lists() -> dict[str, list[str]]:
    """The word lists that ship with the library, by name."""
    return tomllib.loads((SHIPPED / "lists.toml").read_text(encoding="utf-8"))


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that ship with the library, all languages; `prove` checks each when it is first needed.

    Raises:
        RuleError: if a rule file was damaged after installation.
    """
    names = sorted(entry.name for entry in SHIPPED.iterdir() if entry.name.endswith(".toml") and entry.name != "lists.toml")
    texts = ((name, (SHIPPED / name).read_text(encoding="utf-8")) for name in names)
    return tuple(rule for name, text in texts for rule in parse_rules(text, name, check=False))


def prove(rule: Rule) -> None:
    """Tries a rule on its own examples.

    Raises:
        RuleError: if it does not do what they say; it lists all faults.
    """
    found = tuple(f"{rule.id}: {problem}" for problem in faults(rule))
    if found:
        raise RuleError("the rule", found)


def _rule(table: Mapping[str, Any], lists: Mapping[str, Any]) -> Rule:
    unknown = table.keys() - FIELDS.keys()
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}; known are {', '.join(FIELDS)}")
    missing = [name for name, f in FIELDS.items() if f.default is attrs.NOTHING and name not in table]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing")
    wrong = [f"{name} {problem}" for name, value in table.items() if (problem := _misfit(name, value))]
    if wrong:
        raise ValueError("; ".join(wrong))
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return Rule(**values | {"lists": lists})


def _misfit(name: str, value: object) -> str:
    """Why a key cannot have a value; empty where it can."""
    if name in LISTS:
        return "" if _is_list_of_text(value) else "is no list of non-empty texts"
    if name in NUMBERS:
        return "" if isinstance(value, int) and not isinstance(value, bool) else "is no whole number"
    if name == "certain":
        return "" if isinstance(value, bool) else "is neither true nor false"
    if not isinstance(value, str):
        return f"is {type(value).__name__}, not text"
    if name in KINDS and value and not value.isidentifier():
        return f"is {value!r}, not one word"
    if name in KINDS and value == TAKEN:
        return f"cannot be {TAKEN}, which is typed white space alone"
    if name == "id" and (not value.isprintable() or " " in value):
        return "has spaces or control characters in it"
    return ""


@cache
def _reserved() -> frozenset[str]:
    """Names that word lists cannot have, since they are passed beside these arguments."""
    parameters = inspect.signature(regex.compile).parameters.values()
    return frozenset(p.name for p in parameters if p.kind is not p.VAR_KEYWORD)


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def faults(rule: Rule) -> Iterable[str]:
    """What is wrong with a rule that only trying it can show: its pattern, its groups, its examples."""
    try:
        absent = set(rule.lifts) - rule.search.groupindex.keys()
    except RecursionError:
        yield "the pattern is nested too deeply"
        return
    except (regex.error, ValueError) as error:
        yield str(error.args[0])
        return
    if absent:
        yield f"lifts {', '.join(sorted(absent))}, which is no named group of the pattern"
        return
    if rule.min_length > rule.max_length:
        yield f"min_length is {rule.min_length}, more than the max_length of {rule.max_length}"
        return
    find = RuleFilter([rule])
    publisher = next(iter(rule.publishers), None)
    for wanted, examples in ((True, rule.hits), (False, rule.misses)):
        for text in examples:
            try:
                found = any(find(CleanArticle.untouched(Article(id="example", text=text, publisher=publisher))))
            except (ArticleError, FilterError) as error:
                yield f"its example {text!r}: {error}"
                continue
            if found != wanted:
                yield f"must {'' if wanted else 'not '}hit its example {text!r}"


def check_ids(own: Iterable[Rule], others: Iterable[Rule] = ()) -> None:
    """Sees to it that a removal names one rule.

    Raises:
        RuleError: if two rules have one id, or one has the id of one of the others, which ship.
    """
    ships = {rule.id for rule in others}
    seen: set[str] = set()
    problems: list[str] = []
    for rule in own:
        if rule.id in ships:
            problems.append(f"{rule.id}: a rule that ships has this id")
        elif rule.id in seen:
            problems.append(f"{rule.id}: the id is used twice")
        seen.add(rule.id)
    if problems:
        raise RuleError("the rules", tuple(problems))
