"""Merging a few versions whose right result is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from newsclean import Article, CleanArticle, Edit, Story, canonicalize, clean
from newsclean.canonical import DifferenceKind, Status
from newsclean.errors import ArticleError, OptionError, TextError

LEAD = "The council approved the new harbour bridge on Monday."
VOTE = "Two members left the chamber before the vote."
COST = "The bridge will cost 12 million euros, the mayor said."
PLAN = "Work begins in the autumn and takes five years."
CRACKS = "Engineers found cracks in the old one three years ago."


def article(id: str, *lines: str, **known: str) -> Article:
    return Article(id, "\n\n".join(lines), **known)  # type: ignore[arg-type]


def texts(story: Story) -> list[str]:
    return [segment.chosen.text for segment in story.segments]


class TestOrder:
    def test_the_base_leads_and_others_come_after_their_own_predecessor(self) -> None:
        base = article("a", LEAD, VOTE, COST, PLAN)
        other = article("b", LEAD, VOTE, CRACKS)
        assert texts(canonicalize([base, other])) == [LEAD, VOTE, CRACKS, COST, PLAN]

    def test_an_alternate_lead_is_kept_beside_the_text(self) -> None:
        own = "Nobody had expected what happened at the town hall."
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), article("b", own, VOTE, COST)])
        assert texts(story) == [LEAD, VOTE, COST, PLAN]
        assert [(o.reason, o.readings[0].text) for o in story.omitted] == [("alternate lead", own)]

    def test_what_is_more_than_a_lead_stands_before_the_first_common_sentence(self) -> None:
        opening = [f"Sentence {word} of the second paper opens its own report." for word in ("one", "two", "six", "ten", "last")]
        witnesses = [article("a", LEAD, VOTE, COST, PLAN, CRACKS), article("b", *opening, COST)]
        story = canonicalize(witnesses, base=lambda articles: "a")
        assert texts(story) == [LEAD, VOTE, *opening[3:], COST, PLAN, CRACKS]

    def test_what_opens_one_witness_stands_in_the_text_if_another_has_it_later(self) -> None:
        base = article("a", LEAD, VOTE, COST, PLAN, CRACKS)
        fact = "The mayor was found to have taken 40,000 dollars."
        story = canonicalize([base, article("b", fact, VOTE, COST), article("c", LEAD, VOTE, fact)])
        assert texts(story) == [LEAD, VOTE, fact, COST, PLAN, CRACKS]
        assert story.omitted == ()

    def test_nothing_goes_above_the_lead_of_the_base(self) -> None:
        opening = [f"Sentence {word} of the second paper opens its own report." for word in ("one", "two", "six", "ten", "last")]
        witnesses = [article("a", LEAD, VOTE, COST, PLAN, CRACKS), article("b", *opening, LEAD)]
        assert texts(canonicalize(witnesses, base=lambda articles: "a"))[:3] == [LEAD, *opening[3:]]

    def test_a_lost_full_stop_does_not_double_a_sentence(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), article("b", LEAD, VOTE.rstrip("."), COST)])
        assert texts(story) == [LEAD, VOTE, COST, PLAN]

    def test_moved_sentences_are_marked(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), article("b", PLAN, LEAD, VOTE, COST)])
        assert texts(story) == [LEAD, VOTE, COST, PLAN]
        assert [[r.article for r in segment.readings if r.moved] for segment in story.segments] == [[], [], [], ["b"]]

    def test_headlines_are_never_stacked(self) -> None:
        story = canonicalize([article("a", "Bridge approved", LEAD, VOTE, COST), article("b", "Council says yes", LEAD, VOTE)])
        assert story.title == "Bridge approved"
        assert texts(story) == ["Bridge approved", LEAD, VOTE, COST]
        assert [(o.reason, o.readings[0].text) for o in story.omitted] == [("alternate headline", "Council says yes")]

    def test_a_base_without_a_headline_takes_the_one_that_fits_its_lead(self) -> None:
        others = [article("b", "Two members walk out", LEAD, VOTE), article("c", "New harbour bridge approved", LEAD, VOTE)]
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), *others])
        assert story.title == "New harbour bridge approved"
        assert texts(story)[0] == story.title

    def test_paragraphs_are_those_of_the_witness_shown(self) -> None:
        story = canonicalize([Article("a", f"{LEAD} {VOTE}\n{COST}")])
        assert story.text == f"{LEAD} {VOTE}\n\n{COST}"


class TestReadings:
    def test_status_tells_agreement_variants_and_what_one_has_alone(self) -> None:
        edited = COST.replace("12 million", "14 million")
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), article("b", LEAD, edited)])
        assert [segment.status for segment in story.segments] == [Status.AGREED, Status.UNIQUE, Status.VARIANT, Status.UNIQUE]
        assert [segment.chosen.text for segment in story.variants] == [COST]

    def test_typography_is_agreement_and_a_comma_is_a_variant(self) -> None:
        quoted = "“It’s over,” she said before the vote on Monday."
        plain = '"It\'s over," she said before the vote on Monday.'
        story = canonicalize([article("a", quoted, LEAD), article("b", plain, LEAD.replace("bridge on", "bridge, on"))])
        assert [segment.status for segment in story.segments] == [Status.AGREED, Status.VARIANT]

    def test_a_cut_inside_a_sentence_leaves_two_pieces(self) -> None:
        def cut(found: CleanArticle) -> Iterable[Edit]:
            at = found.text.find(" AD")
            return [Edit(at, at + 3, kind="ad", rule="cut")] if at >= 0 else []

        source = LEAD.replace(" harbour", " AD harbour")
        story = canonicalize([clean(Article("a", source), [cut])])
        assert story.text == LEAD
        assert [source[p.start : p.end] for p in story.segments[0].chosen.pieces] == ["The council approved the new", LEAD[28:]]
        assert story.reconstruct("a") == source

    def test_a_replacement_is_shown_and_its_source_rebuilt(self) -> None:
        def repair(found: CleanArticle) -> Iterable[Edit]:
            at = found.text.find("â€™")
            return [Edit(at, at + 3, "’", kind="encoding_residue", rule="repair")] if at >= 0 else []

        source = "It isnâ€™t over. Nobody left."
        story = canonicalize([clean(Article("a", source), [repair])])
        assert story.text == "It isn’t over. Nobody left."
        assert story.reconstruct("a") == source
        assert story.trace(0, 4)[0].pieces == story.segments[0].chosen.pieces


class TestTrace:
    def test_a_range_over_two_segments_has_two_origins(self) -> None:
        story = canonicalize([Article("a", f"  {LEAD}\n{VOTE}")])
        origins = story.trace(4, len(LEAD) + 2 + 3)
        assert [(o.article, story.text[o.start : o.end]) for o in origins] == [("a", LEAD[4:]), ("a", VOTE[:3])]
        assert origins[1].pieces[0].start == 2 + len(LEAD) + 1

    def test_ranges_outside_are_refused(self) -> None:
        story = canonicalize([Article("a", LEAD)])
        with pytest.raises(TextError, match="not a range of the story"):
            story.trace(0, len(LEAD) + 1)

    def test_only_witnesses_can_be_rebuilt(self) -> None:
        with pytest.raises(KeyError):
            canonicalize([Article("a", LEAD)]).reconstruct("b")


class TestConflicts:
    @pytest.mark.parametrize(
        ("one", "other", "kind"),
        [
            ("The bridge will cost 12 million euros.", "The bridge will cost 14 million euros.", DifferenceKind.NUMBER),
            ("The two men were held in Paris at night.", "The three men were held in Paris at night.", DifferenceKind.NUMBER),
            ("The council met again on Monday to vote.", "The council met again on Tuesday to vote.", DifferenceKind.DATE),
            ("The new plan was approved by Jane Doe.", "The new plan was approved by Jane Roe.", DifferenceKind.NAME),
            ("The talks did fail in the very end.", "The talks did not fail in the very end.", DifferenceKind.NEGATION),
            ("The army might leave the valley soon.", "The army will leave the valley soon.", DifferenceKind.MODALITY),
            ("The two men were held on May 5 at night.", "The two men were held on June 5 at night.", DifferenceKind.DATE),
            ("In all, 10 people were killed and 20 hurt.", "In all, 20 people were killed and 10 hurt.", DifferenceKind.NUMBER),
            ("It was minus cold, at -5 degrees, he added.", "It was minus cold, at 5 degrees, he added.", DifferenceKind.NUMBER),
            ("The bank lost £3 million in a single day.", "The bank lost $3 million in a single day.", DifferenceKind.NUMBER),
            ("Rates are to go up by 1.5 percent soon.", "Rates are to go up by 1-5 percent soon.", DifferenceKind.NUMBER),
            ("Smith was arrested in the capital at night.", "Jones was arrested in the capital at night.", DifferenceKind.NAME),
            ("Police arrested Mr. Smith in the old town.", "Police arrested Mr. Jones in the old town.", DifferenceKind.NAME),
            (
                "Anti-Assad groups hold the valley today.",
                "Anti-Putin groups hold the valley these days.",
                DifferenceKind.NAME,
            ),
            ("Smith shot Jones in the old town hall.", "Jones shot Smith in the old town hall.", DifferenceKind.NAME),
            ("The road is closed to all traffic, police said.", "The road is closed to all traffic.", DifferenceKind.ATTRIBUTION),
        ],
    )
    def test_each_kind_is_flagged_whichever_reading_is_chosen(self, one: str, other: str, kind: DifferenceKind) -> None:
        for first, second in ((one, other), (other, one)):
            story = canonicalize([article("a", LEAD, first, PLAN, VOTE), article("b", LEAD, second, PLAN)])
            conflicts = [conflict for conflict in story.conflicts if conflict.kind is kind]
            assert {conflict.segment for conflict in conflicts} == {1}
            assert all({reading.article for reading in conflict.readings} == {"a", "b"} for conflict in conflicts)
            assert all(c.kind is not DifferenceKind.MODALITY or kind is DifferenceKind.MODALITY for c in story.conflicts)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The plan costs 3,000 euros, he wrote.", "The plan costs 3000 euros, he wrote."),
            ("The officials met, and then they left.", "The Officials met and then they left."),
            ("But the council met again in secret.", "The council met again in secret."),
        ],
    )
    def test_form_is_no_conflict(self, one: str, other: str) -> None:
        story = canonicalize([article("a", LEAD, one, PLAN, VOTE), article("b", LEAD, other, PLAN)])
        assert len(story.variants) == 1
        assert story.conflicts == ()

    def test_agreement_is_no_conflict(self) -> None:
        assert canonicalize([article("a", LEAD, COST), article("b", LEAD, COST, PLAN)]).conflicts == ()

    def test_a_conflict_says_where_its_words_stand(self) -> None:
        edited = COST.replace("12 million", "14 million")
        witnesses = {a.id: a.text for a in (article("a", LEAD, COST, PLAN), article("b", LEAD, edited))}
        (conflict,) = canonicalize([Article(id, text) for id, text in witnesses.items()]).conflicts
        assert [reading.span.of(witnesses[reading.article]) for reading in conflict.readings] == [
            "12 million euros",
            "14 million euros",
        ]
        assert [reading.value for reading in conflict.readings] == ["12000000€", "14000000€"]

    def test_alternate_leads_are_compared_too(self) -> None:
        leads = ["It all began with a phone call at 5 in the morning.", "It all began with a phone call at 6 in the morning."]
        base = article("a", LEAD, VOTE, COST, PLAN, CRACKS)
        story = canonicalize([base, article("b", leads[0], VOTE), article("c", leads[1], VOTE)])
        assert [(c.kind, c.segment, c.omitted) for c in story.conflicts] == [(DifferenceKind.NUMBER, None, 0)]


class TestBase:
    dated = (
        article("a", LEAD, VOTE, published="2015-09-30T08:00:00Z"),
        article("b", LEAD, COST, published="2015-09-30T12:00:00Z"),
        article("c", LEAD, VOTE, COST, PLAN),
    )

    @pytest.mark.parametrize(("policy", "base"), [("most_complete", "c"), ("latest", "b"), ("earliest", "a")])
    def test_named_policies(self, policy: str, base: str) -> None:
        story = canonicalize(self.dated, base=policy)  # type: ignore[arg-type]
        assert story.base == base
        assert policy.replace("_", " ") in story.base_reason

    def test_a_function_decides(self) -> None:
        def last(articles: Sequence[CleanArticle]) -> str:
            return articles[-1].id

        assert canonicalize(self.dated[:2], base=last).base == "b"
        with pytest.raises(OptionError, match="no witness"):
            canonicalize(self.dated[:2], base=lambda articles: "z")

    def test_an_unknown_policy_is_named(self) -> None:
        for articles in (self.dated, self.dated[:1]):
            with pytest.raises(OptionError, match="newest"):
                canonicalize(articles, base="newest")  # type: ignore[arg-type]
            with pytest.raises(OptionError, match="both"):
                canonicalize(articles, mode="both")  # type: ignore[arg-type]

    def test_without_dates_the_most_complete_leads(self) -> None:
        story = canonicalize([article("a", LEAD), article("b", LEAD, VOTE)], base="latest")
        assert story.base == "b"
        assert story.base_reason.startswith("no witness has a date to tell the latest; the most complete")

    def test_an_edition_shows_the_base_and_keeps_the_rest(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE, COST), article("b", LEAD, PLAN)], mode="edition")
        assert texts(story) == [LEAD, VOTE, COST]
        assert [(o.reason, o.readings[0].text) for o in story.omitted] == [("not in the base of the edition", PLAN)]


class TestInput:
    def test_no_article_is_an_error(self) -> None:
        with pytest.raises(ArticleError, match="at least one"):
            canonicalize([])

    def test_one_id_twice_is_an_error(self) -> None:
        with pytest.raises(ArticleError, match="two articles have the id 'a'"):
            canonicalize([Article("a", LEAD), Article("a", VOTE)])

    def test_text_without_words(self) -> None:
        story = canonicalize([Article("a", "...\n\n— — —"), Article("b", "...")])
        assert story.reconstruct("a") == "...\n\n— — —"
        assert story.reconstruct("b") == "..."
