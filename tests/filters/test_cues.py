"""Which rules are tried where: an index of cues that loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Edit
from newsclean.filters import Rule, RuleFilter, parse_rules, shipped_rules
from newsclean.filters.cues import WORD, Cues, words_of
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


PLACES = {"head": 3, "first": 3, "inside": 29, "tail": 10, "last": 10, "anywhere": 30}


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


def test_without_cues_length_alone_decides() -> None:
    assert tried("ab\nabc\nabcdef", rule("a", [], "max_length = 5")) == {"a": [1]}


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
