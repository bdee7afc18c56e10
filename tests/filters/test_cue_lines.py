"""Which lines a rule is tried on: to the letter of its cues, its shape and its lengths."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsclean import Article, CleanArticle
from newsclean.filters import Rule, parse_rules
from newsclean.filters.cues import Cues


def rule(id: str, cues: Sequence[str], more: str = "") -> Rule:
    text = f"[[rule]]\nid = '{id}'\nkind = 'ad'\npattern = '.+'\nreason = 'r'\nhits = ['x']\nmisses = ['y']\n"
    text += f"cues = {list(cues)}\n{more}"
    (found,) = parse_rules(text, "test.toml", check=False)
    return found


def tried(text: str, *rules: Rule) -> dict[str, list[int]]:
    article = CleanArticle.untouched(Article("a", text))
    cues = Cues(rules)
    return {rules[number].id: rows for number, rows in cues.rows(article, cues.lines(article)).items()}


def test_inside_a_line_too_scripts_without_spaces_are_searched() -> None:
    assert tried("2015 (责任编辑)", rule("zh", ["编辑"])) == {"zh": [0]}


def test_a_dotless_letter_is_the_same_in_capitals() -> None:
    assert tried("SAĞLIK\nSağlık\nsaglik", rule("tr", ["sağlık"])) == {"tr": [0, 1]}


def test_a_rule_for_a_house_holds_by_its_host_where_the_publisher_has_another_name() -> None:
    cues = Cues([rule("a", ["more"], "publishers = ['Fox News']")])
    for url, wanted in (("https://www.fox news.com/1", {0: [0]}), ("https://www.example.com/1", {})):
        article = CleanArticle.untouched(Article("a", "more", publisher="CNN", url=url))
        assert cues.rows(article, cues.lines(article)) == wanted


def test_of_further_words_a_line_must_hold_one_or_of_the_signs() -> None:
    text = "Photo: Jane Doe\nA photo by GETTY\nA photo of Gettysburg\nGetty: Jane\nphoto 记者摄影"
    assert tried(text, rule("a", ["photo"], "also = [':', 'Getty', '摄']")) == {"a": [0, 1, 4]}


def test_a_line_of_a_sign() -> None:
    assert tried("_____\nx ___ y\n_ a", rule("a", ["___"])) == {"a": [0, 1]}


@pytest.mark.parametrize(
    ("shape", "rows"), [("any", [0, 1, 2, 3, 4, 5]), ("open", [0, 3, 4, 5]), ("capitals", [4]), ("word", [0, 5])]
)
def test_shapes(shape: str, rows: list[int]) -> None:
    text = "More\nMore news.\nMore of 5.\nNo more!\nMORE U.S.\nmore:"
    assert tried(text, rule("a", ["more"], f"shape = '{shape}'")) == {"a": rows}


def test_a_cue_may_stand_as_far_ahead_as_a_rule_looks() -> None:
    assert tried("x" * 100 + " more", rule("a", ["more"], "match = 'start'\nmax_length = 10")) == {"a": [0]}


def test_letters_that_are_longer_in_the_other_case_push_no_cue_out_of_the_end() -> None:
    assert tried("A line. more ßßßßß", rule("a", ["more"], "match = 'end'\nmax_length = 10")) == {"a": [0]}


def test_rules_are_tried_in_their_order() -> None:
    found = tried("beta\nalpha beta", rule("a", ["alpha"]), rule("b", ["beta"]))
    assert list(found.items()) == [("a", [1]), ("b", [0, 1])]


def test_the_tail_of_a_short_article_is_its_last_eight_lines() -> None:
    for count, first in ((6, 0), (10, 2), (24, 16), (30, 20)):
        assert tried("\n".join(["more"] * count), rule("a", ["more"], "place = 'tail'"))["a"] == list(range(first, count))


@pytest.mark.parametrize("size", [39, 40, 41, 60, 61, 350, 351, 500, 501, 900])
def test_lines_of_every_size_are_tried_to_the_letter(size: int) -> None:
    lines = "\n".join("more" + "." * (size - 4 + n) for n in (-1, 0, 1))
    assert tried(lines, rule("a", ["more"], f"max_length = {size}")) == {"a": [0, 1]}
    assert tried(lines, rule("a", ["more"], f"max_length = 999\nmin_length = {size}")) == {"a": [1, 2]}


def test_so_many_lines_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.filters.cues.REMEMBERED", 3)
    cues = Cues([rule("a", ["more"])])
    for n in range(9):
        article = CleanArticle.untouched(Article("a", f"more of {n}", publisher=f"The Example {n}"))
        assert cues.rows(article, cues.lines(article)) == {0: [0]}
        assert all(len(known) <= 3 for known in cues._index.known.values())
        assert len(cues._barred) <= 3
