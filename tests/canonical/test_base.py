"""Which witness leads, and the reason given."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle
from newsclean.canonical.base import (
    BasePolicy,
    PreferredPublishers,
    centrality,
    check_policy,
    choose_base,
    needs_centrality,
)
from newsclean.errors import OptionError

LONG = "The council approved the new harbour bridge late on Monday."
SHORT = "The council approved the new harbour bridge."
EVENING, NOON, MORNING = "2015-09-30T18:30:00Z", "2015-09-30T12:00:00Z", "2015-09-30T09:00:00+02:00"


def witness(id: str, text: str = LONG, published: str | None = None, **known: str) -> CleanArticle:
    return CleanArticle.untouched(Article(id, text, published=published, **known))  # type: ignore[arg-type]


def chosen(policy: BasePolicy, *articles: CleanArticle) -> tuple[str, str]:
    return choose_base(sorted(articles, key=lambda article: article.id), policy)


class TestMostComplete:
    def test_the_most_words(self) -> None:
        assert chosen("most_complete", witness("a", SHORT), witness("b")) == (
            "b",
            "the most complete, with 10 words, 3 more than the next",
        )

    def test_the_words_decide_before_the_text(self) -> None:
        assert chosen("most_complete", witness("a", "A bridge."), witness("b"))[0] == "b"

    def test_of_equally_full_ones_the_first_by_text(self) -> None:
        other = witness("a", LONG.replace("The", "Then"))
        assert chosen("most_complete", other, witness("z", LONG))[0] == "z"

    def test_one_text_has_no_rival(self) -> None:
        assert chosen("most_complete", witness("a"), witness("b")) == ("a", "the most complete, with 10 words")

    def test_a_single_witness(self) -> None:
        assert chosen("latest", witness("a")) == ("a", "the only witness")


class TestDates:
    def test_the_latest_and_by_how_much(self) -> None:
        articles = [witness("a", published=NOON), witness("b", SHORT, published=EVENING), witness("c", SHORT + " Really.")]
        assert chosen("latest", *articles) == ("b", "the latest, of 2015-09-30T18:30:00Z, 6 h 30 min after the next")

    def test_the_earliest_in_whatever_zone(self) -> None:
        articles = [witness("a", published=NOON), witness("b", SHORT, published=MORNING)]
        assert chosen("earliest", *articles) == ("b", "the earliest, of 2015-09-30T09:00:00+02:00, 5 h before the next")

    def test_of_one_date_the_fuller(self) -> None:
        articles = [witness("a", SHORT, published=NOON), witness("b", published=NOON)]
        assert chosen("latest", *articles) == ("b", "the latest, of 2015-09-30T12:00:00Z; the fullest of 2 with this date")

    def test_a_text_published_again_is_no_later_text(self) -> None:
        articles = [witness("a", SHORT, NOON), witness("b", LONG, MORNING), witness("c", LONG, EVENING)]
        assert chosen("latest", *articles)[0] == "a"

    @pytest.mark.parametrize("policy", ["latest", "earliest"])
    def test_without_any_date_the_most_complete(self, policy: BasePolicy) -> None:
        id_, reason = chosen(policy, witness("a", SHORT, published="yesterday"), witness("b"))
        assert id_ == "b"
        assert reason == f"no witness has a date to tell the {policy}; the most complete, with 10 words, 3 more than the next"


class TestPreferredPublishers:
    reuters = witness("r", SHORT, published=NOON, publisher="Reuters")
    paper = witness("p", published=EVENING, url="https://News.Example.org/a")
    wire = witness("s", SHORT + " Really.", published=MORNING, publisher="REUTERS")

    def test_by_name_whatever_the_case(self) -> None:
        assert chosen(PreferredPublishers(("reuters", "AP")), self.reuters, self.paper) == ("r", "published by reuters")

    def test_by_host(self) -> None:
        assert chosen(PreferredPublishers(["news.example.ORG"]), self.reuters, self.paper)[0] == "p"

    def test_the_first_named_comes_first(self) -> None:
        assert chosen(PreferredPublishers(("AP", "news.example.org", "Reuters")), self.reuters, self.paper)[0] == "p"

    def test_among_several_of_one_publisher_the_other_policy(self) -> None:
        preferred = PreferredPublishers(("Reuters",), otherwise="latest")
        id_, reason = chosen(preferred, self.reuters, self.paper, self.wire)
        assert (id_, reason) == ("r", "published by Reuters; the latest, of 2015-09-30T12:00:00Z, 5 h after the next")

    def test_where_none_is_there_the_other_policy(self) -> None:
        id_, reason = chosen(PreferredPublishers(("AP",), otherwise="earliest"), self.reuters, self.paper)
        assert id_ == "r"
        assert reason.startswith("by no preferred publisher; the earliest, of 2015-09-30T12:00:00Z")

    def test_a_single_text_is_no_list(self) -> None:
        with pytest.raises(OptionError, match=r"single text\. Pass a list of them: \['Reuters'\]"):
            PreferredPublishers("Reuters")

    def test_the_other_policy_must_be_known(self) -> None:
        with pytest.raises(OptionError, match=r"no base policy 'newest'\. Use most_complete"):
            PreferredPublishers(("Reuters",), otherwise="newest")  # type: ignore[arg-type]


class TestFunctions:
    def test_it_is_given_the_witnesses_by_id(self) -> None:
        def second(articles: Sequence[CleanArticle]) -> str:
            return articles[1].id

        assert chosen(second, witness("b"), witness("a", SHORT), witness("c")) == ("b", "chosen by the caller's policy")

    @pytest.mark.parametrize("answer", ["nobody", None, ["a"]])
    def test_it_must_choose_a_witness(self, answer: object) -> None:
        with pytest.raises(OptionError, match=r"which is no witness\. Return the id"):
            chosen(lambda articles: answer, witness("a"), witness("b"))  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("policy", ["newest", None, 3, ("latest",)])
def test_unknown_policies_are_named_with_the_way_out(policy: BasePolicy) -> None:
    with pytest.raises(OptionError, match="there is no base policy") as raised:
        check_policy(policy)
    assert raised.value.hint == (
        "Use most_complete, latest, earliest, most_central, PreferredPublishers(...) or a function from the witnesses to an id"
    )


# Three papers have passages 0-9; a stub has two of them, and a long one hides them among 20 of its own.
PASSAGES = {"a": range(10), "b": range(10), "c": range(9), "long": [*range(10), *range(20, 40)], "stub": range(2)}
ALONE = {name: name for name in PASSAGES}
WORDS = (10,) * 40


class TestMostCentral:
    def test_neither_the_stub_nor_the_longest(self) -> None:
        found = centrality(PASSAGES, WORDS, ALONE)
        assert sorted(found, key=lambda name: -found[name])[:3] == ["a", "b", "c"]
        assert found["a"] == found["b"] == pytest.approx(2 * (10 + 9 + 10 + 2) / 4 / (10 + (10 + 9 + 30 + 2) / 4))

    def test_copies_count_once(self) -> None:
        copies = {f"copy{number}": PASSAGES["stub"] for number in range(50)}
        of_stub = dict.fromkeys(copies, "stub")
        found = centrality(PASSAGES | copies, WORDS, ALONE | of_stub)
        assert found == centrality(PASSAGES, WORDS, ALONE) | dict.fromkeys(copies, found["stub"])

    def test_one_lineage_tells_nothing(self) -> None:
        found = centrality({"a": range(3), "b": range(2)}, WORDS, {"a": "a", "b": "a"})
        assert found == {"a": 0, "b": 0}
        articles = [witness("a", SHORT), witness("b")]
        id_, reason = choose_base(articles, "most_central", found)
        assert id_ == "b"
        assert reason.startswith("no other lineage shares text to tell the most central; the most complete")

    def test_the_reason_has_the_next(self) -> None:
        articles = [witness("a", SHORT), witness("b")]
        assert choose_base(articles, "most_central", {"a": 0.5, "b": 0.25}) == (
            "a",
            "the most central: it and another lineage share 50% of their words on average, the next 25%",
        )
        assert choose_base(articles, "most_central", {"a": 0.5, "b": 0.5})[0] == "b"

    def test_which_policies_need_it(self) -> None:
        policies: list[BasePolicy] = ["most_complete", "latest", "earliest", "most_central"]
        assert [needs_centrality(policy) for policy in policies] == [False, False, False, True]
        assert needs_centrality(PreferredPublishers((), otherwise="most_central"))
        assert not needs_centrality(lambda articles: "a")


dates = st.none() | st.sampled_from([MORNING, NOON, EVENING, "2015-09-30"])
publishers = st.sampled_from(["Reuters", "AP", "Paper"])
rows = st.lists(
    st.tuples(st.sampled_from([LONG, SHORT, SHORT + " So it is, they say."]), dates, publishers), min_size=2, max_size=6
)
named = st.sampled_from(["most_complete", "latest", "earliest"])


@given(rows, named | named.map(lambda policy: PreferredPublishers(("AP",), otherwise=policy)), st.data())  # type: ignore[arg-type]
def test_copies_under_other_names_change_nothing(
    given_rows: list[tuple[str, str | None, str]], policy: BasePolicy, data: st.DataObject
) -> None:
    articles = [witness(f"w{n}", text, date, publisher=name) for n, (text, date, name) in enumerate(given_rows)]
    copied, id_ = data.draw(st.sampled_from(articles)), data.draw(st.sampled_from(["a", "z"]))
    copy = witness(id_, copied.text, copied.article.published, publisher=copied.article.publisher or "")
    texts = {article.id: article.text for article in (*articles, copy)}
    assert texts[chosen(policy, *articles, copy)[0]] == texts[chosen(policy, *articles)[0]]
