"""Which rules are tried where: an index of cues that loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Edit
from newsclean.filters import Rule, RuleFilter, parse_rules, shipped_rules
from newsclean.filters.cue_tables import FIRST, LAST, WORD
from newsclean.filters.cues import Cues, words_by_line, words_of
from strategies import wild_text

SHIPPED = Cues(shipped_rules())


def rule(id: str, cues: Sequence[str], more: str = "") -> Rule:
    text = f"[[rule]]\nid = '{id}'\nkind = 'ad'\npattern = '.+'\nreason = 'r'\nhits = ['x']\nmisses = ['y']\n"
    text += f"cues = {list(cues)}\n{more}"
    (found,) = parse_rules(text, "test.toml", check=False)
    return found


def tried(text: str, *rules: Rule) -> dict[str, list[int]]:
    article = CleanArticle.untouched(Article("a", text))
    cues = Cues(rules)
    return {rules[number].id: rows for number, rows in cues.rows(article, cues.lines(article)).items()}


def test_a_word_is_a_whole_word_in_any_case() -> None:
    assert tried("Read MORE\nNothing moreover\nmore-or-less", rule("a", ["More"])) == {"a": [0, 2]}


def test_a_phrase_needs_its_words_in_their_order() -> None:
    text = "All rights reserved\nreserved rights\nrights reservedly"
    assert tried(text, rule("a", ["rights reserved"])) == {"a": [0]}


def test_a_sign_may_stand_anywhere() -> None:
    assert tried("(c) 2015\nfoo©bar\nc 2015", rule("a", ["©", "(c)"])) == {"a": [0, 1]}


def test_scripts_without_spaces_are_searched_inside_their_runs() -> None:
    assert tried("责任编辑：张三\n记者张三", rule("zh", ["编辑"])) == {"zh": [0]}


def test_letters_with_marks_of_their_own() -> None:
    assert tried("İLGİLİ HABERLER\nanother line", rule("tr", ["İlgili"])) == {"tr": [0]}


def test_a_house_of_its_own() -> None:
    house = rule("a", ["more"], "publishers = ['Fox News']")
    for publisher, url, wanted in (("FOX NEWS Online", None, 1), (None, "https://www.fox news.com/1", 1), ("CNN", None, 0)):
        article = CleanArticle.untouched(Article("a", "more", publisher=publisher, url=url))
        cues = Cues([house])
        assert len(cues.rows(article, cues.lines(article))) == wanted


PLACES = {"head": 3, "inside": 29, "tail": 10, "anywhere": 30}


def test_a_rule_for_a_language_is_tried_on_texts_in_it_and_on_short_ones() -> None:
    spanish = rule("es", ["facebook"], "language = ['que', 'para', 'Más']")
    english = rule("en", ["facebook"])
    body = "The council met again and said nothing of it. " * 12
    assert tried(f"Facebook\n{body}", spanish, english).keys() == {"en"}
    assert tried(f"Facebook\n{body}\nque que que", spanish, english).keys() == {"en"}
    assert tried(f"Facebook\n{body}\nQue\nmás", spanish, english).keys() == {"en", "es"}
    assert tried("Facebook\nThe council met.", spanish, english).keys() == {"en", "es"}


def test_head_and_tail() -> None:
    text = "\n".join(["more"] * 30)
    places = {place: tried(text, rule("a", ["more"], f"place = '{place}'"))["a"] for place in PLACES}
    assert {place: len(rows) for place, rows in places.items()} == PLACES


def test_what_stands_first_or_last_is_asked_for_by_itself() -> None:
    cues = Cues([rule("first", ["more"], "place = 'first'"), rule("last", ["more"], "place = 'last'\nshape = 'open'")])
    article = CleanArticle.untouched(Article("a", "more"))
    assert cues.rows(article, cues.lines(article)) == {}
    found = {(line, part): cues.edge(line, part).candidates for line in ("More", "more.", "less") for part in (FIRST, LAST)}
    assert {at: numbers for at, numbers in found.items() if numbers} == {
        ("More", FIRST): {0},
        ("More", LAST): {1},
        ("more.", FIRST): {0},
    }


def test_without_cues_length_alone_decides() -> None:
    assert tried("ab\nabc\nabcdef", rule("a", [], "max_length = 5")) == {"a": [1]}


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
        assert cues.edge(f"more of {n}", LAST).candidates == set()
        assert [len(known) <= 3 for known in cues.known.values()] == [True, True]


@given(st.lists(wild_text, max_size=4).map("\n".join).filter(str.strip))
def test_no_text_breaks_the_index(text: str) -> None:
    article = CleanArticle.untouched(Article("a", f"{text}."))
    for numbers in SHIPPED.rows(article, SHIPPED.lines(article)).values():
        assert numbers == sorted(set(numbers))
        assert all(0 <= number < len(article.edited.lines) for number in numbers)


EVERYWHERE = RuleFilter([evolve(rule, cues=(), also=(), language=()) for rule in shipped_rules()])  # all on every line
WITH_CUES = RuleFilter(shipped_rules())


def edits(find: RuleFilter, text: str) -> set[Edit]:
    return set(find(CleanArticle.untouched(Article("a", text, publisher="Fox News USA Today CNN"))))


def test_trying_every_rule_on_every_line_finds_no_more(root: Path) -> None:
    for path in sorted((root / "seeds").glob("*.txt")):
        text = path.read_bytes().decode()
        assert edits(WITH_CUES, text) == edits(EVERYWHERE, text)


def test_no_rule_lacks_a_cue_for_what_rules_of_its_kind_are_for() -> None:
    kinds: dict[str, list[str]] = {}
    for rule in shipped_rules():
        kinds.setdefault(f"{rule.id[:2]}.{rule.kind}", []).extend(rule.hits)
    lost = {
        (rule.id, text)
        for rule in shipped_rules()
        for text in kinds[f"{rule.id[:2]}.{rule.kind}"]
        if edits(RuleFilter([evolve(rule, cues=(), also=())]), text) != edits(RuleFilter([rule]), text)
    }
    assert lost == set()


@given(wild_text)
def test_the_words_of_a_line_are_its_runs_of_letters_and_digits(text: str) -> None:
    assert words_of(text) == WORD.findall(text)


@given(st.lists(wild_text.map(lambda text: text.replace("\n", " ")), min_size=1))
def test_the_words_of_many_lines_are_those_of_each(lines: list[str]) -> None:
    assert words_by_line(lines) == [words_of(line) for line in lines]
