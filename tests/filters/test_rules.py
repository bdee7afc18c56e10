"""Rules: their files, their places, and what goes with a hit."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsclean import Article, CleanArticle, Edit, clean
from newsclean.errors import FilterError, RuleError
from newsclean.filters import RuleFilter, check_ids, load_rules, parse_rules
from newsclean.filters.rule_file import FIELDS, shipped_rules
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


class TestRuleFiles:
    def test_shipped_rules_keep_their_examples_and_ids_of_their_own(self) -> None:
        ids = [rule.id for rule in shipped_rules()]
        assert len(ids) == len(set(ids)) > 20

    def test_no_shipped_pattern_can_be_kept_busy(self) -> None:
        """Without a time limit: lines made of a rule's own examples, repeated, doubled and broken off."""
        slow = []
        for rule in shipped_rules():
            for example in rule.hits[:2]:
                line = max(example.splitlines(), key=len)
                for made in (line[:-1] * 30, f"{line} " * 30 + "x", line[: len(line) // 2] * 40, " ".join(line.split()[:3]) * 60):
                    begun = time.perf_counter()
                    hits(rule, made[:SHORT], trusted=True)
                    if time.perf_counter() - begun > 0.25:  # a thousand times what a search takes
                        slow.append((rule.id, made[:40]))
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
