"""The three ways to merge, and the rule that is recorded for every choice."""

from __future__ import annotations

from newsclean import Article, Story, canonicalize

LEAD = "The council approved the new harbour bridge on Monday."
VOTE = "Two members left the chamber before the vote."
COST = "The bridge will cost 12 million euros, the mayor said."
DEARER = COST.replace("12", "14")
PLAN = "Work begins in the autumn and takes five years."
CRACKS = "Engineers found cracks in the old one three years ago."
FERRY = "Until then a ferry takes people over the water."


def article(id: str, *lines: str) -> Article:
    return Article(id, "\n\n".join(lines))


def texts(story: Story) -> list[str]:
    return [segment.chosen.text for segment in story.segments]


def left_out(story: Story) -> list[tuple[str, str]]:
    return [(omitted.readings[0].text, omitted.reason) for omitted in story.omitted]


class TestMajority:
    # Three newsrooms that each wrote something of their own, so that no one of them only repeats another.
    witnesses = (
        article("a", LEAD, VOTE, COST, PLAN, CRACKS),
        article("b", LEAD, DEARER, PLAN, FERRY),
        article("c", LEAD, VOTE, DEARER, "Nobody has said who is to pay for all of it."),
    )

    def test_what_most_lineages_have_in_the_wording_of_most(self) -> None:
        story = canonicalize(self.witnesses, mode="majority")
        assert texts(story) == [LEAD, VOTE, DEARER, PLAN]
        assert story.segments[2].reason == "2 of the 3 lineages that have it word it so"
        assert ("Engineers found cracks in the old one three years ago.", "no majority: 1 of 3 lineages have it") in left_out(
            story
        )

    def test_copies_do_not_vote(self) -> None:
        copies = [article(f"copy-{n}", LEAD, VOTE, COST, PLAN, CRACKS) for n in range(5)]
        cuts = [article("cut", LEAD, VOTE, COST, PLAN)]
        assert texts(canonicalize([*self.witnesses, *copies, *cuts], mode="majority")) == [LEAD, VOTE, DEARER, PLAN]

    def test_of_two_wordings_that_as_many_have_the_base_s_is_shown(self) -> None:
        story = canonicalize(self.witnesses[:2], mode="majority")
        assert texts(story) == [LEAD, COST, PLAN]
        assert story.base == "a"

    def test_where_no_sentence_has_a_majority_the_base_s_text_stands_in(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE, COST), article("b", PLAN, CRACKS)], mode="majority")
        assert texts(story) == [LEAD, VOTE, COST]
        assert left_out(story) == [(PLAN, "not in the base of the edition"), (CRACKS, "not in the base of the edition")]

    def test_a_quotation_over_two_sentences_is_worded_by_one_witness(self) -> None:
        quoted = ["“We had no choice at all. The old bridge was about to fall,” the mayor said."]
        other = ["“We had no other choice at all. The old bridge was to fall soon,” the mayor said."]
        story = canonicalize(
            [
                article("a", LEAD, *quoted, PLAN, CRACKS),
                article("b", LEAD, *other, PLAN, FERRY),
                article("c", LEAD, "“We had no other choice at all. The old bridge was about to fall,” the mayor said.", VOTE),
            ],
            mode="majority",
        )
        shown = [s.chosen for s in story.segments if "choice" in s.chosen.text or "old bridge" in s.chosen.text]
        assert len({reading.article for reading in shown}) == 1

    def test_the_headline_that_most_have(self) -> None:
        story = canonicalize(
            [
                article("a", "Bridge approved", LEAD, VOTE, COST, PLAN, CRACKS),
                article("b", "Council says yes", LEAD, DEARER, PLAN, FERRY),
                article("c", "Council says yes", LEAD, VOTE, "Nobody has said who is to pay for all of it."),
            ],
            mode="majority",
        )
        assert texts(story)[0] == "Council says yes"
        assert ("Bridge approved", "alternate headline") in left_out(story)


class TestReasons:
    def test_every_segment_says_why_this_wording_and_why_here(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE, COST, PLAN), article("b", LEAD, CRACKS, VOTE)])
        assert [(s.reason, s.place) for s in story.segments] == [
            ("the base's wording", "where the base has it"),
            ("no other text has it", "after what precedes it in b"),
            ("the base's wording", "where the base has it"),
            ("no other text has it", "where the base has it"),
            ("no other text has it", "where the base has it"),
        ]

    def test_copies_do_not_make_a_sentence_one_of_several_witnesses(self) -> None:
        story = canonicalize([article("a", LEAD, VOTE), article("b", LEAD, VOTE)])
        assert {(s.reason, s.status) for s in story.segments} == {("no other text has it", "unique")}

    def test_what_the_base_lacks_is_worded_by_the_fullest_that_has_it(self) -> None:
        longer = article("b", LEAD, CRACKS, PLAN)
        story = canonicalize(
            [article("a", LEAD, VOTE, COST, FERRY), longer, article("c", LEAD, CRACKS.replace("three", "two"))],
        )
        assert [s.reason for s in story.segments if "cracks" in s.chosen.text] == [
            "the base lacks it; of the fullest witness that has it here"
        ]

    def test_a_part_of_a_quotation_that_is_shown_otherwise(self) -> None:
        story = canonicalize(
            [
                article("a", "“We had no choice at all,” the mayor said on Monday.", VOTE, COST, PLAN),
                article("b", "“We had no choice at all. Nobody else would help us in time,” the mayor said on Monday.", VOTE),
            ]
        )
        assert left_out(story) == [
            (
                "Nobody else would help us in time,” the mayor said on Monday.",
                "part of a quotation that is not shown as it is here",
            )
        ]
