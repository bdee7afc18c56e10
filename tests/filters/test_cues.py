"""Which rules are tried where: an index of cues that loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Edit
from newsclean.filters import Rule, RuleFilter, parse_rules, shipped_rules
from newsclean.filters.cues import Cues
from newsclean.lines import shown_lines
from strategies import dirty_texts, wild_text


def rule(id: str, cues: Sequence[str], more: str = "") -> Rule:
    text = f"[[rule]]\nid = '{id}'\nkind = 'ad'\npattern = '.+'\nreason = 'r'\nhits = ['x']\nmisses = ['y']\n"
    text += f"cues = {list(cues)}\n{more}"
    (found,) = parse_rules(text, "test.toml", check=False)
    return found


def tried(text: str, *rules: Rule) -> dict[str, list[int]]:
    return {rules[number].id: rows for number, rows in Cues(rules).rows(text, shown_lines(text)).items()}


def edits(rules: Iterable[Rule], text: str) -> set[Edit]:
    return set(RuleFilter(list(rules))(CleanArticle.untouched(Article("a", text, publisher="Fox News USA Today CNN"))))


def test_a_word_is_a_whole_word_in_any_case() -> None:
    assert tried("Read MORE\nNothing moreover\nmore-or-less", rule("a", ["More"])) == {"a": [0, 2]}


def test_a_phrase_or_a_sign_is_looked_for_anywhere() -> None:
    assert tried("(c) 2015\nAll rights reserved", rule("a", ["©", "(c)"]), rule("b", ["rights res"])) == {"a": [0], "b": [1]}


def test_scripts_without_spaces_are_searched_inside_their_runs() -> None:
    assert tried("责任编辑：张三\n记者张三", rule("zh", ["编辑"])) == {"zh": [0]}


def test_letters_with_marks_of_their_own() -> None:
    assert tried("İLGİLİ HABERLER\nanother line", rule("tr", ["İlgili"])) == {"tr": [0]}


def test_without_cues_length_alone_decides() -> None:
    assert tried("ab\nabc\nabcdef", rule("a", [], "max_length = 5")) == {"a": [1]}


@given(st.lists(wild_text, max_size=4).map("\n".join))
def test_no_text_breaks_the_index(text: str) -> None:
    rules = shipped_rules()
    rows = shown_lines(text)
    for numbers in Cues(rules).rows(text, rows).values():
        assert numbers == sorted(set(numbers))
        assert all(0 <= number < len(rows) for number in numbers)


@given(dirty_texts())
def test_trying_every_rule_on_every_line_finds_no_more(text: str) -> None:
    assert edits(shipped_rules(), text) == edits((evolve(r, cues=()) for r in shipped_rules()), text)


def test_the_same_on_the_seeds_and_on_the_examples_of_all_rules(root: Path) -> None:
    everywhere = [evolve(r, cues=()) for r in shipped_rules()]
    texts = [path.read_bytes().decode() for path in sorted((root / "seeds").glob("*.txt"))]
    texts += ["\n\n".join(example for r in shipped_rules() for example in (*r.hits, *r.misses))[:60_000]]
    for text in texts:
        assert edits(shipped_rules(), text) == edits(everywhere, text)
