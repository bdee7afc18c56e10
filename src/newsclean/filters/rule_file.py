"""Reading rule files: TOML in, checked rules out, and every fault in the file named at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import regex

from newsclean.article import Article, CleanArticle
from newsclean.errors import RuleError
from newsclean.filters.rule import Rule
from newsclean.filters.rule_filter import RuleFilter

SHIPPED = files("newsclean.filters") / "rules"
FIELDS = attrs.fields_dict(Rule)
LISTS = {"hits", "misses", "lifts", "cues", "also", "publishers"}


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """The rules of a file; see `parse_rules`.

    Raises:
        RuleError: as `parse_rules`, or if the file cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
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
        RuleError: if the text is no TOML, a key or value is wrong, an id appears twice, or an example does not do
            what it must. It lists all faults, each with its rule's id.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(source, (f"is no TOML ({error})",)) from error
    problems = [f"unknown table {name!r}" for name in tables.keys() - {"rule", "lists"}]
    own, found = tables.get("lists", {}), tables.get("rule", [])
    if not isinstance(own, dict) or not all(_is_list_of_text(words) for words in own.values()):
        raise RuleError(source, ("lists is no table of word lists",))
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise RuleError(source, ("rule is no list of tables: write [[rule]] above each",))
    lists = shipped_lists() | own
    rules: dict[str, Rule] = {}
    for number, table in enumerate(found, start=1):
        name = str(table.get("id", f"rule {number}"))
        try:
            rule = _rule(table, lists)
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
    for name in LISTS & table.keys():
        if not _is_list_of_text(table[name]):
            raise ValueError(f"{name} is no list of non-empty texts")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return Rule(**values | {"lists": lists})


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def faults(rule: Rule) -> Iterable[str]:
    """What is wrong with a rule that only trying it can show: its pattern, its groups, its examples."""
    try:
        absent = set(rule.lifts) - rule.search.groupindex.keys()
    except regex.error as error:
        yield str(error.args[0])
        return
    if absent:
        yield f"lifts {', '.join(sorted(absent))}, which is no named group of the pattern"
        return
    find = RuleFilter([rule])
    publisher = next(iter(rule.publishers), None)
    for wanted, examples in ((True, rule.hits), (False, rule.misses)):
        for text in examples:
            found = any(find(CleanArticle.untouched(Article(id="example", text=text, publisher=publisher))))
            if found != wanted:
                yield f"must {'' if wanted else 'not '}hit its example {text!r}"
