"""Applying filters, and the guards around them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from newsclean import Article, CleanArticle, Edit, clean
from newsclean.errors import FilterError, OptionError
from newsclean.filters import RuleFilter, parse_rules, whitespace

BODY = (
    "The mayor resigned on Monday after a long debate in the town hall, which had gone on for most of the night.\n\n"
    "Nobody was surprised, she said, and nobody would miss her, least of all those who had voted for her in May."
)


def cut_word(article: CleanArticle) -> Iterable[Edit]:
    """A user's own filter: takes out the word "long "."""
    at = article.text.find("long ")
    return [Edit(at, at + 5, kind="word", rule="cut_word")] if at >= 0 else []


class TestClean:
    def test_without_boilerplate_nothing_changes(self) -> None:
        cleaned = clean(Article("a", BODY))
        assert cleaned.text == BODY
        assert cleaned.removals == ()

    def test_any_callable_is_a_filter(self) -> None:
        cleaned = clean(Article("a", BODY), [cut_word, whitespace])
        assert "a debate" in cleaned.text
        assert [edit.rule for edit in cleaned.removals] == ["cut_word"]

    def test_what_stands_last_is_found_once_what_followed_is_gone(self) -> None:
        text = f"{BODY}\n\nDo you think she was right?\n\nFollow us on Facebook\n\n[Photo by Jane Doe/AFP]"
        cleaned = clean(Article("a", text))
        assert cleaned.text == BODY
        assert [edit.kind for edit in cleaned.removals if edit.kind != "whitespace"] == [
            "engagement_question",
            "share_prompt",
            "photo_credit",
        ]

    def test_what_a_certain_rule_takes_is_not_counted_by_the_guard(self) -> None:
        rule = "[[rule]]\nid = 'x.gallery'\nkind = 'photo_caption'\npattern = 'Photos: .+'\nmax_length = 4000\nreason = 'r'\n"
        rule += "hits = ['Photos: a']\nmisses = ['b']\n"
        text = f"{BODY}\n\nPhotos: {'The mayor waves. Hide Caption 1 of 15 ' * 40}"
        guarded = clean(Article("a", text), [RuleFilter(parse_rules(rule, "test.toml"))])
        assert guarded.text == text
        assert guarded.notes == ("guard: the filters would have removed 88% of the words; the article was left whole",)
        certain = clean(Article("a", text), [RuleFilter(parse_rules(rule + "certain = true\n", "test.toml")), whitespace])
        assert (certain.text, certain.notes) == (BODY, ())

    def test_an_article_of_boilerplate_comes_back_whole_with_a_note(self) -> None:
        text = "Advertisement\n\nFollow us on Facebook"
        cleaned = clean(Article("a", text))
        assert cleaned.text == text
        assert "left whole" in cleaned.notes[0]

    def test_nothing_empties_an_article_even_without_a_guard(self) -> None:
        text = "Advertisement\n\nFollow us on Facebook"
        assert clean(Article("a", text), max_removed=1.0).text == text

    def test_the_guard_can_be_moved(self) -> None:
        text = f"Advertisement\n\n{BODY}"
        assert clean(Article("a", text), max_removed=0.0).text == text
        assert clean(Article("a", text), max_removed=0.5).text == BODY

    def test_the_limit_itself_may_go(self) -> None:
        text = "A long day in the town hall was over now."
        assert clean(Article("a", text), [cut_word], max_removed=0.1).text == text.replace("long ", "")
        assert clean(Article("a", text), [cut_word], max_removed=0.09).text == text

    def test_the_guard_counts_characters_where_words_are_not_parted(self) -> None:
        body = "市議会は月曜日、昨冬の嵐で閉鎖された古い橋の再建を可決した。"
        rule = "[[rule]]\nid = 'x.ad'\nkind = 'ad'\npattern = '広告です'\nreason = 'r'\nhits = ['広告です']\nmisses = ['橋']\n"
        find = RuleFilter(parse_rules(rule, "test.toml"))
        assert clean(Article("a", f"{body}\n\n広告です"), [find, whitespace]).text == body

    def test_what_went_before_is_not_counted_again(self) -> None:
        once = clean(Article("a", "Advertisement\n\n" * 12 + BODY))
        assert clean(once, [cut_word], max_removed=0.05).text == BODY.replace("long ", "")

    def test_the_guard_counts_by_what_certain_rules_leave(self) -> None:
        rule = "[[rule]]\nid = 'x.gallery'\nkind = 'photo_caption'\npattern = 'Photos: .+'\nmax_length = 4000\nreason = 'r'\n"
        rule += "hits = ['Photos: a']\nmisses = ['b']\ncertain = true\n"
        find = RuleFilter(parse_rules(rule, "test.toml"))
        text = f"A long day.\n\nPhotos: {'The mayor waves. ' * 40}"
        assert clean(Article("a", text), [find, cut_word], max_removed=0.4).text.strip() == "A day."
        assert clean(Article("a", text), [find, cut_word], max_removed=0.3).text == text
        nothing = clean(Article("a", "Photos: The mayor waves."), [find])
        assert nothing.notes == ("guard: the filters would have removed all of the text; the article was left whole",)

    def test_the_guard_says_the_same_once(self) -> None:
        once = clean(Article("a", f"Advertisement\n\n{BODY}"), max_removed=0.0)
        assert len(once.notes) == 1
        assert clean(once, max_removed=0.0) == once

    @pytest.mark.parametrize("share", [float("nan"), -0.1, 35])
    def test_a_limit_that_is_no_share_is_refused(self, share: float) -> None:
        with pytest.raises(OptionError, match="max_removed is") as caught:
            clean(Article("a", BODY), max_removed=share)
        assert caught.value.option == "max_removed"

    def test_a_single_text_is_no_set_of_kinds(self) -> None:
        with pytest.raises(OptionError, match="keep is a single text, 'byline'"):
            clean(Article("a", BODY), keep="byline")

    def test_filters_may_come_from_a_generator(self) -> None:
        text = f"{BODY}\n\nlong long"
        assert clean(Article("a", text), (find for find in [cut_word, whitespace])).text == BODY.replace("long ", "") + "\n\nlong"

    def test_a_cleaned_article_can_be_cleaned_further(self) -> None:
        once = clean(Article("a", f"Advertisement\n\n{BODY}"))
        twice = clean(once, [cut_word])
        assert [edit.kind for edit in twice.removals] == ["ad", "whitespace", "word"]
        assert "long" not in twice.text


class TestBadFilters:
    def test_one_that_raises_is_named(self) -> None:
        def broken(article: CleanArticle) -> Iterable[Edit]:
            raise ZeroDivisionError(article.id)

        with pytest.raises(FilterError, match="broken failed on article 'a'") as caught:
            clean(Article("a", BODY), [broken])
        assert caught.value.filter_name == "broken"

    def test_one_that_names_the_article_itself_is_left_to_say_so(self) -> None:
        def careful(article: CleanArticle) -> Iterable[Edit]:
            raise FilterError(f"no list for {article.id}", "Give one", filter_name="mine", article=article.id)

        with pytest.raises(FilterError) as caught:
            clean(Article("a", BODY), [careful])
        assert (caught.value.problem, caught.value.filter_name) == ("no list for a", "mine")

    @pytest.mark.parametrize("edits", [[Edit(0, 9), Edit(5, 12)], [Edit(0, 10_000)]])
    def test_edits_that_do_not_fit_are_named(self, edits: list[Edit]) -> None:
        def misfit(article: CleanArticle) -> Iterable[Edit]:
            return edits if article.text == BODY else []

        with pytest.raises(FilterError, match="misfit returned what are no edits"):
            clean(Article("a", BODY), [misfit])

    def test_an_impossible_edit_is_blamed_on_its_filter(self) -> None:
        def inserts(article: CleanArticle) -> Iterable[Edit]:
            return [Edit(3, 3, article.id)]

        def tuples(article: CleanArticle) -> Iterable[Edit]:
            return [(0, 1)] if article.text else []  # type: ignore[list-item]

        for broken in (inserts, tuples):
            with pytest.raises(FilterError) as caught:
                clean(Article("a", BODY), [broken])
            assert caught.value.filter_name == broken.__name__

    def test_filters_that_settle_late_are_none_of_them(self) -> None:
        def one_letter(article: CleanArticle) -> Iterable[Edit]:
            at = article.text.find("e")
            return [Edit(at, at + 1, "3")] if at >= 0 else []

        text = "The eleven bells were not all that loud, I thought."
        assert clean(Article("a", text), [one_letter], max_removed=1.0).text == text.replace("e", "3")

    def test_filters_that_never_settle_are_named(self) -> None:
        def louder(article: CleanArticle) -> Iterable[Edit]:
            return [Edit(0, 1, article.text[0].swapcase())]

        with pytest.raises(FilterError, match="louder"):
            clean(Article("a", BODY), [louder])
