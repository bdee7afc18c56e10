"""Rules: their files, their places, and what goes with a hit."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from attrs import evolve

from newsclean import Article, CleanArticle, Edit, clean
from newsclean.errors import FilterError, RuleError
from newsclean.filters import Rule, RuleFilter, check_ids, load_rules, parse_rules
from newsclean.filters.rule_file import FIELDS, prove, shipped_rules
from newsclean.filters.rule_filter import MAX_LINKS
from newsclean.filters.searching import SHORT, hits

RULE = """
[[rule]]
id = "{id}"
kind = "ad"
pattern = '''{pattern}'''
reason = "an ad"
{more}
hits = [{hit!r}]
misses = ["No."]
"""
BODY = "The mayor resigned on Monday.\n\nNobody was surprised, she said."


def rule_text(id: str = "x.ad", pattern: str = "Buy now", more: str = "", hit: str = "Buy now") -> str:
    return RULE.format(id=id, pattern=pattern, more=more, hit=hit)


def found(text: str, rules: str) -> list[tuple[str, str]]:
    """(kind, characters) of what the rules find in a text."""
    article = CleanArticle.untouched(Article("a", text))
    edits: list[Edit] = sorted(RuleFilter(parse_rules(rules, "test.toml"))(article), key=lambda e: e.start)
    return [(edit.kind, edit.span.of(text)) for edit in edits]


def in_a_run(count: int) -> str:
    examples = json.dumps("\n".join(["Buy now"] * count))
    return rule_text(more=f"run = {count}").replace("'Buy now']", f"{examples}]")


def seconds(rule: Rule, line: str) -> float:
    """What a search takes of this process, whatever else the machine has to do."""
    begun = time.process_time()
    hits(rule, line, trusted=True)
    return time.process_time() - begun


class TestRuleFiles:
    def test_shipped_rules_keep_their_examples_and_ids_of_their_own(self) -> None:
        ids = [rule.id for rule in shipped_rules()]
        assert len(ids) == len(set(ids)) > 20

    def test_no_shipped_pattern_can_be_kept_busy(self) -> None:
        """Without a time limit: lines made of a rule's own examples, repeated, doubled and broken off."""
        lines = [(rule, max(example.splitlines(), key=len)) for rule in shipped_rules() for example in rule.hits[:2]]
        made = (
            (rule, long[:SHORT])
            for rule, line in lines
            for long in (line[:-1] * 30, f"{line} " * 30 + "x", line[: len(line) // 2] * 40, " ".join(line.split()[:3]) * 60)
        )
        # A thousand times what a search takes, and that again and again: the first one compiles the pattern.
        slow = [(rule.id, long[:40]) for rule, long in made if all(seconds(rule, long) > 0.25 for _ in range(3))]
        assert slow == []

    def test_a_file_can_be_loaded(self, tmp_path: Path) -> None:
        path = tmp_path / "own.toml"
        path.write_text(rule_text(), encoding="utf-8")
        assert [rule.id for rule in load_rules(path)] == ["x.ad"]

    def test_a_pattern_can_use_word_lists(self) -> None:
        rules = '[lists]\nshops = ["Acme"]\n' + rule_text(pattern=r"Buy at \L<shops>", hit="Buy at Acme")
        assert found("Buy at Acme", rules) == [("ad", "Buy at Acme")]
        assert found("Source: Reuters", rule_text(pattern=r"Source: \L<agencies>", hit="Source: AFP")) != []

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("[[rule", "is no TOML"),
            (rule_text(pattern="Buy ("), "x.ad: missing )"),
            (rule_text(hit="Sell now"), "x.ad: must hit its example 'Sell now'"),
            (rule_text(pattern="Buy now|No\\."), "x.ad: must not hit its example 'No.'"),
            (rule_text(more="plase = 'head'"), "x.ad: unknown key plase"),
            (rule_text(more="place = 'middle'"), "x.ad: 'place' must be in"),
            (rule_text(more="lifts = ['agency']"), "x.ad: lifts agency, which is no named group"),
            (rule_text() + rule_text(), "x.ad: the id is used twice"),
            ("[[rule]]\nid = 'x'", "x: kind, pattern, reason, hits, misses missing"),
            ("[rules]\n", "unknown table 'rules'"),
            ("[rule]\nid = 'x'", "rule is no list of tables"),
            ("rule = 1", "rule is no list of tables"),
            ("lists = ['a']", "lists is no table of word lists"),
            (rule_text(more="lifts = 'ag'"), "x.ad: lifts is no list of non-empty texts"),
            ("", "has no rule"),
            (f"a = {'[' * 20_000}", "is no TOML"),
            ("[lists]\nflags = ['a']\n" + rule_text(), "a word list cannot be called flags"),
            (rule_text(more="lists = {a = ['b']}"), "x.ad: unknown key lists"),
            (rule_text().replace('"x.ad"', "5"), "rule 1: id is int, not text"),
            (rule_text(id="x ad"), "x ad: id has spaces"),
            (rule_text().replace('"ad"', '"an ad"'), "x.ad: kind is 'an ad', not one word"),
            (rule_text(more="before = 'a caption'"), "x.ad: before is 'a caption', not one word"),
            (rule_text(more="below = 'the links'"), "x.ad: below is 'the links', not one word"),
            (rule_text().replace('"ad"', '"whitespace"'), "x.ad: kind cannot be whitespace"),
            (rule_text().replace("'''Buy now'''", "['Buy now']"), "x.ad: pattern is list, not text"),
            (rule_text(more="before = 5"), "x.ad: before is int, not text"),
            (rule_text(more="max_length = inf"), "x.ad: max_length is no whole number"),
            (rule_text(more="run = true"), "x.ad: run is no whole number"),
            (rule_text(more="certain = 'no'"), "x.ad: certain is neither true nor false"),
            (rule_text(more="min_length = 300"), "x.ad: min_length is 300, more than the max_length of 200"),
            (rule_text(pattern="(" * 5000 + "Buy" + ")" * 5000), "x.ad: the pattern is nested too deeply"),
            (rule_text(pattern="(?V0)Buy"), "x.ad: VERSION0 and VERSION1"),
            (rule_text().replace('["No."]', '["\\u200b"]').replace("['No.']", '["\\u200b"]'), "the text is empty"),
            (rule_text(id=r"x\u0007ad"), "has spaces or control characters in it"),
            (rule_text().replace('["No."]', '[" "]').replace("['No.']", '[" "]'), "x.ad: misses is no list of non-empty texts"),
            (rule_text().replace('["No."]', '[""]').replace("['No.']", '[""]'), "x.ad: misses is no list of non-empty texts"),
        ],
    )
    def test_every_fault_is_named(self, text: str, problem: str) -> None:
        with pytest.raises(RuleError) as caught:
            parse_rules(text, "test.toml")
        assert any(problem in found for found in caught.value.problems), caught.value.problems

    def test_all_faults_are_named_at_once(self) -> None:
        with pytest.raises(RuleError) as caught:
            parse_rules(rule_text(id="x.one", hit="Sell now") + rule_text(id="x.two", pattern="Buy ("), "test.toml")
        assert len(caught.value.problems) == 2

    def test_a_pattern_that_takes_too_long_on_its_example_is_a_fault_of_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsclean.filters.searching.SECONDS", 0.01)
        text = rule_text(pattern="(?:a|aa)+[^a]x|Buy now", hit="a" * 60 + "b") + rule_text(id="x.two", hit="Sell now")
        with pytest.raises(RuleError) as caught:
            parse_rules(text, "test.toml")
        slow, other = caught.value.problems
        assert slow.startswith("x.ad: its example 'aaa")
        assert "took longer than" in slow
        assert other.startswith("x.two: must hit")

    def test_all_examples_are_tried_after_one_that_is_no_text(self) -> None:
        with pytest.raises(RuleError) as caught:
            parse_rules(rule_text().replace("hits = [", 'hits = ["\\u200b", "Sell now", '), "test.toml")
        empty, other = caught.value.problems
        assert "the text is empty" in empty
        assert other == "x.ad: must hit its example 'Sell now'"

    def test_examples_are_of_the_publisher_for_which_a_rule_holds(self) -> None:
        (rule,) = parse_rules(rule_text(more="publishers = ['The Example', 'Example Online']"), "test.toml")
        for publisher, wanted in (("The Example", 1), ("Example Online", 1), (None, 0)):
            article = CleanArticle.untouched(Article("a", "Buy now", publisher=publisher))
            assert len(list(RuleFilter([rule])(article))) == wanted

    def test_the_least_length_may_be_the_most(self) -> None:
        assert found("Buy now", rule_text(more="min_length = 7\nmax_length = 7")) == [("ad", "Buy now")]

    def test_a_word_list_of_ones_own_stands_for_the_one_that_ships(self) -> None:
        rules = '[lists]\nagencies = ["Acme"]\n' + rule_text(pattern=r"Source: \L<agencies>", hit="Source: Acme")
        assert found("Source: AFP", rules) == []

    def test_a_rule_that_was_not_tried_when_it_was_loaded_is_tried_when_it_is_first_needed(self) -> None:
        text = rule_text(more="cues = ['buy']") + rule_text(id="x.sale", pattern="Sale", more="cues = ['sale']", hit="Sell now")
        rules = parse_rules(text, "test.toml", check=False)
        tried: list[str] = []
        find = RuleFilter(rules, lambda rule: tried.append(rule.id))
        for line in ("No.", "Buy now", "Buy now"):
            list(find(CleanArticle.untouched(Article("a", line))))
        assert tried == ["x.ad"]
        prove(rules[0])
        with pytest.raises(RuleError) as caught:
            list(RuleFilter(rules, prove)(CleanArticle.untouched(Article("a", "Sale"))))
        assert caught.value.problems == ("x.sale: must hit its example 'Sell now'",)

    def test_a_byte_order_mark_is_no_fault(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text(rule_text(), encoding="utf-8-sig")
        assert [rule.id for rule in load_rules(tmp_path / "own.toml")] == ["x.ad"]

    def test_ids_are_told_apart_from_each_other_and_from_those_that_ship(self) -> None:
        (own,) = parse_rules(rule_text(), "test.toml")
        shipped = shipped_rules()
        check_ids([own], shipped)
        with pytest.raises(RuleError) as caught:
            check_ids([own, own, shipped[0]], shipped)
        assert caught.value.problems == ("x.ad: the id is used twice", f"{shipped[0].id}: a rule that ships has this id")

    def test_a_kind_of_what_goes_too_may_be_empty(self) -> None:
        (rule,) = parse_rules(rule_text(more="before = ''"), "test.toml")
        assert rule.before == ""

    def test_a_key_at_the_top_holds_for_all_rules(self) -> None:
        text = "language = ['que', 'para']\n" + rule_text(id="a") + rule_text(id="b", more="language = ['och']")
        assert [rule.language for rule in parse_rules(text, "test.toml")] == [("que", "para"), ("och",)]
        with pytest.raises(RuleError, match="language is no list of words"):
            parse_rules("language = 'que'\n" + rule_text(), "test.toml")

    def test_the_docs_name_every_key(self, root: Path) -> None:
        table = [line for line in (root / "docs" / "rules.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
        named = {name for line in table for name in line.split("|")[1].replace("`", "").replace(" ", "").split(",")}
        assert FIELDS.keys() <= named

    def test_a_missing_file_is_no_traceback(self, tmp_path: Path) -> None:
        with pytest.raises(RuleError, match="cannot be read"):
            load_rules(tmp_path / "none.toml")


class TestPlaces:
    def test_a_line_rule_needs_the_whole_line(self) -> None:
        assert found("Buy now, he said.", rule_text()) == []
        assert found("  Buy now \u00a0\nNo", rule_text()) == [("ad", "Buy now")]

    def test_start_and_end_cut_a_part_of_the_line(self) -> None:
        assert found("Buy now: the book.", rule_text(more="match = 'start'")) == [("ad", "Buy now")]
        assert found("The book. Buy now", rule_text(more="match = 'end'")) == [("ad", "Buy now")]
        assert found("The book. Buy now it is", rule_text(more="match = 'end'")) == []

    def test_inline_cuts_every_hit(self) -> None:
        assert len(found("He Buy now said Buy now so", rule_text(more="match = 'inline'"))) == 2

    def test_head_and_tail(self) -> None:
        lines = ["Buy now", *["A line of the article."] * 12, "Buy now"]
        assert len(found("\n".join(lines), rule_text(more="place = 'head'"))) == 1
        assert len(found("\n".join(lines), rule_text(more="place = 'tail'"))) == 1
        assert len(found("\n".join(lines), rule_text())) == 2

    def test_a_rule_for_the_start_may_look_ahead(self) -> None:
        line = f"Buy now{'.' * 80}end"
        for ahead, hit in ((80, True), (81, False)):
            rules = rule_text(pattern=f"Buy now(?=.{{{ahead}}}end)", more="match = 'start'\nmax_length = 10", hit=line)
            (rule,) = parse_rules(rules, "test.toml", check=False)
            assert [line[found.start : found.end] for found in hits(rule, line)] == ["Buy now"] * hit
        (rule,) = parse_rules(rule_text(pattern="Buy now(?=.{120}end)", more="match = 'start'"), "test.toml", check=False)
        assert hits(evolve(rule, max_length=10), f"Buy now{'.' * 120}end") == ()

    def test_a_rule_for_the_end_sees_no_more_than_its_length(self) -> None:
        rules = rule_text(pattern="[A-Z].*: buy now", more="match = 'end'\nmax_length = 25", hit="Today: buy now")
        assert found("The mayor left the hall. Then he said: buy now", rules) == [("ad", "Then he said: buy now")]

    def test_a_rule_with_a_run_needs_as_many_lines_one_under_the_other(self) -> None:
        assert len(found("Buy now\nBuy now\nNo.\nBuy now", in_a_run(2))) == 2

    def test_a_line_that_has_been_taken_does_not_end_a_run(self) -> None:
        sale = rule_text(id="x.sale", pattern="Sale", hit="Sale")
        for text, count in (("Buy now\nSale\nBuy now", 3), ("Buy now\nSalt\nBuy now", 0)):
            assert len(found(text, sale + in_a_run(3))) == count
        assert len(found("Sale\nBuy now\nNo.", sale + in_a_run(2))) == 2

    def test_of_two_rules_that_want_the_same_the_first_has_it(self) -> None:
        both = rule_text() + rule_text(id="x.other", pattern="Buy now.*", more="match = 'inline'")
        assert found("Buy now", both) == [("ad", "Buy now")]
        assert len(found("Buy now: shoes. Buy now", both)) == 1

    def test_first_takes_all_that_begins_the_article(self) -> None:
        text = "Buy now\n\nBuy now\n\nThe mayor resigned.\n\nBuy now"
        article = CleanArticle.untouched(Article("a", text))
        edits = RuleFilter(parse_rules(rule_text(more="place = 'first'"), "test.toml"))(article)
        assert [edit.start for edit in edits] == [0, 9]

    def test_what_one_rule_takes_at_the_end_lays_the_next_line_open_for_another(self) -> None:
        rules = rule_text(more="place = 'last'") + rule_text(id="x.sale", pattern="Sale", more="place = 'last'", hit="Sale")
        text = "Buy now\nThe mayor resigned.\nSale\nBuy now\nSale\nBuy now\nSale"
        assert [span for _, span in found(text, rules)] == ["Sale", "Buy now", "Sale", "Buy now", "Sale"]

    def test_last_stops_at_a_line_of_which_something_stays(self) -> None:
        text = "The mayor resigned.\n\nBuy now\n\nThe crowd roared. Source: AFP"
        rules = rule_text(more="place = 'last'") + rule_text(
            id="x.source", pattern="Source: AFP", more="match = 'end'", hit="Source: AFP"
        )
        assert found(text, rules) == [("ad", "Source: AFP")]

    def test_last_takes_all_that_ends_the_article(self) -> None:
        text = "Buy now\n\nThe mayor resigned.\n\nBuy now\n\nBuy now"
        assert found(text, rule_text(more="place = 'last'")) == [("ad", "Buy now"), ("ad", "Buy now")]

    def test_the_length_cap(self) -> None:
        assert found("Buy now", rule_text(more="max_length = 7")) == [("ad", "Buy now")]
        with pytest.raises(RuleError, match="must hit"):
            parse_rules(rule_text(more="max_length = 6"), "test.toml")


class TestCompany:
    CREDIT = rule_text(
        pattern=r"\(Photo by [^)]+\)", more="match = 'end'\nbefore = 'photo_caption'\nabove = 'photo_caption'", hit="(Photo by X)"
    )
    LINKS = rule_text(pattern="More news:", more="below = 'related_links'", hit="More news:")

    def test_the_caption_before_its_credit_goes_too(self) -> None:
        assert found("The mayor waves. (Photo by Jane Doe)", self.CREDIT) == [
            ("photo_caption", "The mayor waves."),
            ("ad", "(Photo by Jane Doe)"),
        ]

    def test_a_paragraph_before_a_credit_stays(self) -> None:
        text = f"{'The mayor resigned on Monday. ' * 15}(Photo by Jane Doe)"
        assert found(text, self.CREDIT) == [("ad", "(Photo by Jane Doe)")]

    @pytest.mark.parametrize(
        "paragraph", ["He added that he hardly knew them.", "“We did not know them,” said a neighbour.", "Но никто не знал его."]
    )
    def test_a_short_paragraph_to_which_a_credit_was_glued_stays(self, paragraph: str) -> None:
        assert found(f"{paragraph} (Photo by Jane Doe)", self.CREDIT) == [("ad", "(Photo by Jane Doe)")]

    def test_the_name_of_a_work_may_open_a_caption(self) -> None:
        assert found("“The Bridge” by Jane Doe. (Photo by X)", self.CREDIT)[0] == ("photo_caption", "“The Bridge” by Jane Doe.")

    def test_the_title_of_a_picture_above_its_caption_goes_too(self) -> None:
        text = f"{BODY}\n\nMayor Waves At Crowd\nThe mayor waves. (Photo by Jane Doe)\n\nThe end."
        assert found(text, self.CREDIT)[0] == ("photo_caption", "Mayor Waves At Crowd")

    def test_a_subhead_in_a_block_of_its_own_stays(self) -> None:
        text = f"{BODY}\n\nWhat comes next\n\nThe mayor waves. (Photo by Jane Doe)\n\nThe end."
        assert [span for _, span in found(text, self.CREDIT)] == ["The mayor waves.", "(Photo by Jane Doe)"]

    @pytest.mark.parametrize(
        "above",
        [
            "The mayor waves at the crowd.",  # a sentence
            "The mayor waves at the crowd " * 6 + "again",  # too long
            "Mayor resigns after debate",  # the title of the article
        ],
    )
    def test_what_is_no_title_of_a_picture_stays(self, above: str) -> None:
        text = f"{BODY}\n\n{above}\nMrs Doe waves back. (Photo by Jane Doe)\n\nThe end."
        article = CleanArticle.untouched(Article("a", text, title="Mayor resigns after debate"))
        edits = RuleFilter(parse_rules(self.CREDIT, "test.toml"))(article)
        assert {edit.span.of(text) for edit in edits} == {"(Photo by Jane Doe)", "Mrs Doe waves back."}

    def test_where_nothing_parts_paragraphs_a_line_above_a_caption_stays(self) -> None:
        text = "The mayor resigned.\nWhat comes next\nThe mayor waves. (Photo by Jane Doe)\nThe end."
        assert [span for _, span in found(text, self.CREDIT)] == ["The mayor waves.", "(Photo by Jane Doe)"]

    def test_a_title_with_which_the_caption_begins_goes_from_a_block_of_its_own(self) -> None:
        text = f"{BODY}\n\nMayor of Bridgetown\n\nMayor of Bridgetown waves. (Photo by Jane Doe)"
        assert found(text, self.CREDIT)[0] == ("photo_caption", "Mayor of Bridgetown")

    def test_links_are_short_and_not_without_end(self) -> None:
        titles = [f"Will Mayor {n} Resign" for n in range(MAX_LINKS + 2)]
        assert [span for _, span in found("\n".join(["More news:", *titles]), self.LINKS)] == ["More news:", *titles[:MAX_LINKS]]
        long = "City Buys Bridge " * 9
        assert [span for _, span in found(f"More news:\n{long}\n{titles[0]}", self.LINKS)] == ["More news:"]

    def test_links_go_with_their_heading_and_sentences_stay(self) -> None:
        text = "More news:\nWill The Mayor Resign?\nCity Buys Bridge\nThe mayor did not comment.\nAnother line"
        assert [span for _, span in found(text, self.LINKS)] == ["More news:", "Will The Mayor Resign?", "City Buys Bridge"]

    def test_links_end_where_the_gap_widens(self) -> None:
        text = "More news:\nWill The Mayor Resign?\n\nWhat comes next"
        assert [span for _, span in found(text, self.LINKS)] == ["More news:", "Will The Mayor Resign?"]

    def test_a_pattern_that_takes_too_long_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsclean.filters.searching.SECONDS", 0.01)
        rules = parse_rules(rule_text(id="x.slow", pattern="(?:a|aa)+[^a]x|Buy now"), "test.toml")
        with pytest.raises(FilterError, match=r"x\.slow took longer"):
            list(RuleFilter(rules)(CleanArticle.untouched(Article("a", "a" * 60 + "b"))))
        with pytest.raises(FilterError, match="on one line of article 'a'") as caught:
            clean(Article("a", "a" * 60 + "b"), [RuleFilter(rules)])
        assert (caught.value.filter_name, caught.value.article) == ("x.slow", "a")

    def test_a_group_that_holds_only_space_is_not_lifted(self) -> None:
        rules = parse_rules(rule_text(pattern=r"Photo(?P<by> )?:.*", hit="Photo : Doe", more="lifts = ['by']"), "test.toml")
        (edit,) = RuleFilter(rules)(CleanArticle.untouched(Article("a", "Photo : Doe")))
        assert edit.lifted == {}

    def test_no_pattern_is_searched_without_end_in_a_long_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("newsclean.filters.searching.SECONDS", 0.01)
        (rule,) = parse_rules(rule_text(id="x.slow", pattern="(?:a|aa)+[^a]x", more="max_length = 900"), "test.toml", check=False)
        with pytest.raises(FilterError, match=r"x\.slow took longer"):
            hits(rule, "a" * SHORT + "b", trusted=True)

    def test_named_groups_are_lifted(self) -> None:
        rules = rule_text(pattern=r"(?P<place>[A-Z]+) \((?P<agency>AP)\)", more="lifts = ['place', 'agency']", hit="PARIS (AP)")
        article = CleanArticle.untouched(Article("a", "PARIS (AP)"))
        (edit,) = RuleFilter(parse_rules(rules, "test.toml"))(article)
        assert edit.lifted == {"place": "PARIS", "agency": "AP"}


class TestNewsThatLooksLikeBoilerplate:
    """Lines of real articles, or much like them, that the shipped rules must leave alone."""

    @pytest.mark.parametrize(
        "line",
        [
            "The company signed up 40,000 subscribers to its newsletter.",
            "“Follow us,” the officer shouted, and ran.",
            "Share prices rose by 3 percent.",
            "Advertisement revenue fell.",
            "Source: Reuters had it first, he said.",
            "The Associated Press (AP) reported on Monday that shares fell.",
            "He posted a photo by Getty Images on his wall.",
            "Related: the two men are brothers, police said.",
            "What do you think of it? she was asked.",
            "Copyright law was changed in 2015.",
            "NATO — the alliance — agreed on Monday.",
            "More from this war will come.",
        ],
    )
    def test_is_left_alone(self, line: str) -> None:
        article = CleanArticle.untouched(Article("a", f"{BODY}\n\n{line}"))
        assert list(RuleFilter(shipped_rules())(article)) == []
