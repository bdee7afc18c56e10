"""Pairs and clusters among a few articles whose relations are known."""

from __future__ import annotations

import pytest
from attrs import evolve

from newsclean import Article, Background, Cluster, Pair, Relation, clean, find_duplicates
from newsclean.errors import ArticleError, OptionError
from newsclean.words import words

STORY = [
    "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of heated debate.",
    "Two members of the opposition left the chamber before the vote and complained that nobody had read the annex.",
    "The bridge will carry four lanes of traffic and a tramway that links the old town with the northern suburbs.",
    "Engineers found cracks in the present one three years ago and have closed it to heavy lorries ever since.",
    "A first tender failed in spring because every bidder asked for more than the council was prepared to pay.",
    "Work is to begin in the autumn and will take at least five years, according to the plans published on Friday.",
]
OTHER = [
    "A court in the capital acquitted the former minister of taking bribes from a maker of school furniture.",
    "The judges said that the only witness had changed her account of the meeting in a hotel four times.",
    "Prosecutors had asked for six years in prison and announced that they would appeal against the verdict.",
    "The minister resigned two summers ago when investigators searched his flat and a house by the lake.",
    "His party welcomed the ruling and said that he could return to the government as early as next month.",
    "Teachers' unions asked where the desks were that the ministry had paid for and that no school ever saw.",
]
THIRD = [
    "Farmers along the upper valley began to harvest their apricots a month earlier than in any year on record.",
    "The fruit is small this season, growers said, but sweeter than most because of the long and dry spring.",
    "Cooperatives expect to pay pickers more as many of them now prefer the cooler work in the packing halls.",
    "Late frost had destroyed half of the blossom in the lower orchards where no wind machines were installed.",
    "A festival that draws thousands of visitors to the main town has been moved to the last weekend in June.",
    "Prices in shops are not likely to fall since supermarkets signed their contracts before the weather turned.",
]


def article(id: str, *sentences: str) -> Article:
    return Article(id, "\n\n".join(sentences))


def relation(one: Article, other: Article) -> Relation | None:
    pairs = find_duplicates([one, other]).pairs
    return pairs[0].relation if pairs else None


class TestRelations:
    def test_identical_up_to_typography(self) -> None:
        one = article("a", *STORY)
        other = Article("b", one.text.replace(" and ", " AND ").replace("\n\n", "\n"))
        assert relation(one, other) is Relation.IDENTICAL

    def test_copy(self) -> None:
        edited = [STORY[0].replace("twelve hours", "half a day"), *STORY[1:]]
        assert relation(article("a", *STORY), article("b", *edited)) is Relation.COPY

    def test_excerpt(self) -> None:
        assert relation(article("a", *STORY), article("b", *STORY[:3])) is Relation.EXCERPT

    def test_version(self) -> None:
        later = ["The council of the city has voted for a new bridge.", *STORY[1:5], *OTHER[:1]]
        assert relation(article("a", *STORY), article("b", *later)) is Relation.VERSION

    def test_reuse_of_a_quotation(self) -> None:
        quotation = (
            "“Nobody in this chamber has read the annex, and nobody will, because it is four hundred pages long,” she said."
        )
        one, other = article("a", *STORY, quotation), article("b", *OTHER, quotation)
        assert relation(one, other) is Relation.REUSE

    def test_a_run_around_a_cut_is_listed_in_its_parts(self) -> None:
        dirty = clean(Article("a", "\n\n".join([*STORY[:3], "Advertisement", *STORY[3:]])))
        (pair,) = find_duplicates([dirty, article("b", *STORY)]).pairs
        assert len(pair.evidence.shared) == 2
        for run in pair.evidence.shared:
            source = "\n\n".join(STORY)
            assert words(run.a.of(dirty.article.text)).keys == words(run.b.of(source)).keys

    def test_template(self) -> None:
        rates = "The {} said on Tuesday that its base rate would go from {} to {} percent as of the first day of next month."
        one = article("a", rates.format("Northern Bank", "4.5", "4.75"))
        other = article("b", rates.format("Southern Bank", "3.25", "3.0"))
        assert relation(one, other) is Relation.TEMPLATE

    def test_articles_of_their_own_are_no_pair(self) -> None:
        assert relation(article("a", *STORY), article("b", *OTHER)) is None


class TestClusters:
    def test_each_article_is_in_one_cluster_named_for_its_smallest_id(self) -> None:
        found = find_duplicates([article("c", *STORY), article("b", *STORY[:5]), article("z", *OTHER), article("a", *STORY[1:])])
        assert [(c.id, c.articles) for c in found.clusters] == [("a", ("a", "b", "c")), ("z", ("z",))]

    def test_a_round_up_fuses_no_stories(self) -> None:
        round_up = article("r", *STORY[:4], *OTHER[:4], *THIRD[:4])
        found = find_duplicates([article("a", *STORY), article("b", *OTHER), article("c", *THIRD), round_up])
        assert all(len(cluster.articles) == 1 for cluster in found.clusters)
        assert {pair.relation for pair in found.pairs} == {Relation.REUSE}
        assert all("r carries several stories" in pair.reason for pair in found.pairs)
        assert found.round_ups == ("r",)

    def test_a_round_up_published_twice_fuses_no_stories(self) -> None:
        parts = [*STORY[:4], *OTHER[:4], *THIRD[:4]]
        twice = [article("r", *parts), article("s", *parts), article("t", *parts, "It is a busy week, as every reader can see.")]
        found = find_duplicates([article("a", *STORY), article("b", *OTHER), article("c", *THIRD), *twice])
        assert [cluster.articles for cluster in found.clusters] == [("a",), ("b",), ("c",), ("r", "s", "t")]

    def test_two_excerpts_of_one_article_do_not_make_it_a_round_up(self) -> None:
        first = [f"{sentence[:-1]}, Weber told Santos in Harbourtown." for sentence in STORY[:2]]
        second = [f"Santos and Weber left Harbourtown: {sentence}" for sentence in STORY[3:5]]
        texts = [article("a", *first, *STORY[2:3], *second), article("b", *first), article("c", *second)]
        assert find_duplicates(texts[1:]).pairs == ()
        assert [cluster.articles for cluster in find_duplicates(texts).clusters] == [("a", "b", "c")]

    def test_many_rewrites_of_one_story_are_no_boilerplate(self) -> None:
        """Each has the agency's text and as much of its own, so that no two are near-identical."""
        core = [*STORY, *OTHER]
        rewrites = [
            article(f"n{n:02}", *(" ".join(f"own{n}x{m}y{k}" for k in range(18)) + "." for m in range(10)), *core)
            for n in range(12)
        ]
        found = find_duplicates(rewrites)
        assert [len(cluster.articles) for cluster in found.clusters] == [12]
        assert found.background.common_shingles == frozenset()

    def test_many_near_copies_are_one_cluster_of_few_pairs(self) -> None:
        copies = [article(f"n{n:03}", *STORY, f"The evening paper of town{'x' * n} closes here for today.") for n in range(150)]
        found = find_duplicates(copies)
        assert [len(cluster.articles) for cluster in found.clusters] == [150]
        assert len(found.pairs) < 10 * 150

    def test_two_versions_tied_by_a_third_stay_together(self) -> None:
        first, last = article("a", *STORY[:4]), article("c", *STORY[2:])
        found = find_duplicates([first, article("b", *STORY), last])
        assert [cluster.articles for cluster in found.clusters] == [("a", "b", "c")]

    def test_members_are_seen_from_the_base(self) -> None:
        found = find_duplicates([article("a", *STORY), article("b", *STORY[:3]), article("c", *STORY)])
        members = {member.id: member for member in found.clusters[0].members("a")}
        assert members["a"].relation is None
        assert (members["b"].relation, members["b"].tied_to, members["b"].duplicate) == (Relation.EXCERPT, "a", True)
        assert members["c"].relation is Relation.IDENTICAL

    def test_of_an_excerpt_only_the_short_one_can_be_dropped(self) -> None:
        found = find_duplicates([article("a", *STORY, *THIRD), article("b", *STORY[:3])])
        (cluster,) = found.clusters
        assert {member.id: member.duplicate for member in cluster.members("a")} == {"a": False, "b": True}
        assert {member.id: member.duplicate for member in cluster.members("b")} == {"a": False, "b": False}

    def test_of_two_ways_to_the_base_the_closer_counts(self) -> None:
        def pair(a: str, b: str, relation: Relation) -> Pair:
            (found,) = find_duplicates([article(a, *STORY), article(b, *STORY[:5])]).pairs
            return evolve(found, relation=relation)

        ties = (
            pair("base", "x", Relation.VERSION),
            pair("base", "y", Relation.VERSION),
            pair("x", "z", Relation.OVERLAP),
            pair("y", "z", Relation.COPY),
        )
        members = Cluster("base", ("base", "x", "y", "z"), ties).members("base")
        assert (members[3].tied_to, members[3].relation, members[3].duplicate) == ("y", Relation.COPY, True)

    def test_what_is_tied_through_an_overlap_is_no_duplicate_of_the_base(self) -> None:
        (copies,) = find_duplicates([article("x", *STORY), article("y", *STORY)]).pairs
        ties = evolve(copies, a="base", b="x", relation=Relation.OVERLAP), copies
        members = Cluster("base", ("base", "x", "y"), ties).members("base")
        assert [(member.tied_to, member.duplicate) for member in members] == [(None, False), ("base", False), ("x", False)]
        assert Cluster("base", ("base", "x", "y"), ties).members("x")[2].duplicate

    def test_shared_boilerplate_makes_no_pair(self) -> None:
        notice = (
            "This article was first published in the morning edition of our newspaper and may not be reproduced without the "
            "written permission of the publisher, who can be reached on working days at the address given in the imprint."
        )
        subjects = [
            "bridge",
            "court",
            "apricot",
            "tram",
            "library",
            "museum",
            "stadium",
            "airport",
            "market",
            "theatre",
            "school",
        ]
        articles = [article(s, *(" ".join(f"{s}{n}{m}" for m in range(20)) for n in range(6)), notice) for s in subjects]
        found = find_duplicates(articles)
        assert found.pairs == ()
        assert found.background.common_shingles

    def test_a_background_decides_the_same_tomorrow(self) -> None:
        notice = "This article was first published in the morning edition of our newspaper and may not be reproduced."
        background = find_duplicates(
            [article(f"n{n:02}", f"{s} {notice}") for n, s in enumerate((STORY + OTHER)[:10])]
        ).background
        two = [article("a", STORY[0], notice), article("b", OTHER[0], notice)]
        assert find_duplicates(two, background=background).pairs == ()
        assert len(find_duplicates(two).pairs) == 1

    def test_a_background_of_another_version_is_refused(self) -> None:
        with pytest.raises(OptionError, match="version 0"):
            find_duplicates([], background=Background(version=0))


class TestMethod:
    def test_minhash_lsh_alone_overlooks_an_excerpt_and_finds_a_copy(self) -> None:
        copy = [STORY[0].replace("twelve hours", "half a day"), *STORY[1:]]
        texts = [article("a", *STORY, *OTHER, *THIRD), article("b", *STORY), article("c", *copy)]
        found = find_duplicates(texts, method="minhash-lsh")
        assert [cluster.articles for cluster in found.clusters] == [("a",), ("b", "c")]
        assert found.background.common_shingles == frozenset()
        assert [cluster.articles for cluster in find_duplicates(texts).clusters] == [("a", "b", "c")]

    def test_a_lower_threshold_finds_more(self) -> None:
        texts = [article("a", *STORY, *OTHER), article("b", *STORY)]
        high, low = (find_duplicates(texts, method="minhash-lsh", threshold=threshold).pairs for threshold in (0.9, 0.2))
        assert (len(high), [pair.relation for pair in low]) == (0, [Relation.EXCERPT])

    def test_an_unknown_one_is_refused(self) -> None:
        with pytest.raises(OptionError, match=r"no method 'lsh'.*two-pass or minhash-lsh") as caught:
            find_duplicates([], method="lsh")  # type: ignore[arg-type]
        assert caught.value.option == "method"

    @pytest.mark.parametrize("threshold", [-0.1, 0.99, 1.5])
    def test_an_impossible_threshold_is_refused(self, threshold: float) -> None:
        with pytest.raises(OptionError, match=f"no bands for a threshold of {threshold}") as caught:
            find_duplicates([], method="minhash-lsh", threshold=threshold)
        assert caught.value.option == "threshold"


class TestNotes:
    def test_nothing_is_said_where_everything_was_looked_at(self) -> None:
        assert find_duplicates([article("a", *STORY), article("b", *OTHER)]).notes == ()

    def test_crowds_are(self) -> None:
        notice = "This article was first published in the morning edition of our newspaper and may not be reproduced."
        crowd = [Article(f"n{n:02}", f"{' '.join(f'w{n}x{m}' for m in range(30))}. {notice}") for n in range(50)]
        (note,) = find_duplicates(crowd, background=Background()).notes
        assert "50" in note


class TestInput:
    def test_nothing_in_nothing_out(self) -> None:
        found = find_duplicates([])
        assert (found.pairs, found.clusters) == ((), ())

    def test_texts_without_words_are_alone(self) -> None:
        found = find_duplicates([Article("a", "..."), Article("b", "...")])
        assert [cluster.articles for cluster in found.clusters] == [("a",), ("b",)]

    def test_short_texts(self) -> None:
        assert relation(Article("a", "It is over"), Article("b", "It is over!")) is Relation.IDENTICAL

    def test_a_phrase_that_two_copies_repeat(self) -> None:
        text = "One two three four five six seven. " * 20
        (pair,) = find_duplicates([Article("a", text), Article("b", text)]).pairs
        assert (pair.relation, pair.evidence.bridged) == (Relation.IDENTICAL, 1)

    def test_a_phrase_that_two_copies_repeat_very_often(self) -> None:
        text = "One two three four five six seven. " * 80
        (pair,) = find_duplicates([Article("a", text), Article("b", text)]).pairs
        assert (pair.relation, pair.evidence.bridged) == (Relation.IDENTICAL, 1)

    @pytest.mark.xfail(strict=True, reason="of a phrase that stands more than 30 times only the first places are compared")
    def test_a_phrase_that_two_near_copies_repeat_very_often(self) -> None:
        text = "One two three four five six seven. " * 80
        assert relation(Article("a", text), Article("b", f"{text}Extra.")) is Relation.COPY

    def test_one_id_twice_is_an_error(self) -> None:
        with pytest.raises(ArticleError, match="two articles have the id 'a'"):
            find_duplicates([Article("a", "One."), Article("a", "Two.")])
