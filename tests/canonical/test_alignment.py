"""Aligning the sentences of several texts."""

from __future__ import annotations

import pytest

from newsclean.canonical import likeness
from newsclean.canonical.alignment import align
from newsclean.canonical.likeness import similarity
from newsclean.canonical.sentences import units

LEAD = "The council approved the new harbour bridge on Monday."
VOTE = "Two members left the chamber before the vote."
COST = "The bridge will cost 12 million euros, the mayor said."
PLAN = "Work begins in the autumn and takes five years."
CRACKS = "Engineers found cracks in the old one three years ago."


def aligned(*texts: str) -> list[list[str]]:
    """The groups, each as "number of the text: sentence"."""
    split = [units(text) for text in texts]
    return [[f"{t}: {split[t][n].span.of(texts[t])}" for t, n in group] for group in align(split)]


def places(*texts: str) -> list[tuple[tuple[int, int], ...]]:
    """The groups as places: (number of the text, number of the sentence)."""
    return align([units(text) for text in texts])


class TestEditedSentences:
    def test_two_sentences_of_one_text_are_never_one(self) -> None:
        """Each of them is the best match of one of two others, which are each other's best match too."""
        bridge = "The mayor of the town said on Monday that the bridge {} open."
        tunnel = "The mayor of the town said on Friday that the tunnel {} open."
        both = f"{bridge.format('will')} {tunnel.format('will')}"
        groups = aligned(both, bridge.format("may soon"), tunnel.format("may soon"))
        assert all(len({place[0] for place in group}) == len(group) for group in groups)
        assert [len(group) for group in groups] == [2, 2]

    def test_an_edited_sentence_meets_the_more_alike_of_two(self) -> None:
        groups = aligned(
            "The bridge will cost 12 million euros. The tunnel will cost 12 million euros.",
            "The tunnel will cost 12 million euros in all.",
        )
        assert groups[1] == ["0: The tunnel will cost 12 million euros.", "1: The tunnel will cost 12 million euros in all."]

    def test_of_two_that_are_as_alike_the_one_with_the_same_neighbours_is_met(self) -> None:
        edited = "The lawyer of the {} family spoke to the court."
        one = f"{LEAD} {edited.format('Doe')} {VOTE} {COST} {edited.format('Roe')} {PLAN}"
        assert places(one, f"{COST} {edited.format('Poe')} {PLAN}")[3:] == [((0, 3), (1, 0)), ((0, 4), (1, 1)), ((0, 5), (1, 2))]

    def test_between_aligned_neighbours_less_will_do(self) -> None:
        rewritten = "Before anybody could vote, two of the members had walked out."
        assert similarity(units(VOTE)[0].keys, units(rewritten)[0].keys) < 0.36
        assert places(f"{LEAD} {VOTE} {COST}", f"{LEAD} {rewritten} {COST}")[1] == ((0, 1), (1, 1))
        assert places(f"{LEAD} {VOTE} {COST}", f"{COST} {rewritten} {LEAD}")[1] == ((0, 1),)

    def test_headings_meet_headings_unless_the_words_are_the_same(self) -> None:
        texts = ("The long road to peace in the valley\n\nNobody came.", "The long road to peace in a valley is closed.")
        assert all(len(group) == 1 for group in aligned(*texts))

    def test_a_short_headline_is_aligned_by_its_words(self) -> None:
        assert places(f"Mayor of Oslo resigns\n\n{LEAD}", f"Mayor of Oslo quits\n\n{VOTE}")[0] == ((0, 0), (1, 0))

    def test_similarity(self) -> None:
        one = "the mayor resigned on monday".split()
        assert similarity(one, one) == 1
        assert similarity(one, "nothing of all this".split()) == 0
        assert similarity(one, one[::-1]) < similarity(one, one[:-1]) < 1


class TestManyWordings:
    @pytest.mark.parametrize("count", [90, likeness.MAX_SENTENCES * 5])
    def test_more_wordings_than_are_all_compared_still_align(self, count: int) -> None:
        texts = [f"The mayor of town number {n} said on Monday that the new bridge will open." for n in range(count)]
        assert [len(group) for group in aligned(*texts)] == [count]

    def test_sentences_of_one_topic_stay_apart_in_many_texts(self) -> None:
        """Each word of the topic stands in more sentences than are all compared."""
        lines = [
            "The mayor of the town {} opened the bridge.",
            "A bridge was painted by the mayor's {} team.",
            "Nobody in the {} town had asked for it.",
        ]
        texts = [" ".join(line.format(f"w{n}x{m}") for m, line in enumerate(lines)) for n in range(100)]
        assert [len(group) for group in align([units(text) for text in texts])] == [100, 100, 100]


class TestRepeatedAndShortSentences:
    def test_repeated_sentences_meet_in_their_order(self) -> None:
        groups = aligned("He said no. She left. He said no.", "He said no. He said no.")
        assert [[place[0] for place in group] for group in groups] == [["0", "1"], ["0"], ["0", "1"]]

    def test_their_neighbours_tell_them_apart(self) -> None:
        again = "The defence ministry did not answer calls."
        found = places(f"{LEAD} {again} {VOTE} {again} {COST}", f"{LEAD} {VOTE} {again} {COST}")
        assert found[1:4] == [((0, 1),), ((0, 2), (1, 1)), ((0, 3), (1, 2))]

    def test_a_short_sentence_needs_a_neighbour_in_common(self) -> None:
        assert places(f"{LEAD} He declined. {VOTE}", f"{LEAD} He declined. {COST}")[1] == ((0, 1), (1, 1))
        apart = places(f"{LEAD} {VOTE} He declined. {PLAN}", f"{CRACKS} He declined. {LEAD} {VOTE}")
        assert ((0, 2),) in apart
        assert ((1, 1),) in apart

    def test_one_line_again_and_again(self) -> None:
        found = places("Nobody came here today.\n" * 3000, "Nobody came here today.\n" * 2990)
        assert sum(map(len, found)) == 5990
        assert sum(len(group) == 2 for group in found) > 2900


class TestSplits:
    whole = "The council approved the new harbour bridge on Monday, and work on it begins in the autumn of next year."
    first, second = "The council approved the new harbour bridge on Monday.", "Work on it begins in the autumn of next year."

    def test_one_sentence_is_two_in_another_text(self) -> None:
        one, other = f"{VOTE} {self.whole} {COST}", f"{VOTE} {self.first} {self.second} {COST}"
        assert places(one, other)[1] == ((0, 1), (1, 1), (1, 2))
        assert places(other, one)[1] == ((0, 1), (0, 2), (1, 1))

    def test_over_a_line_end(self) -> None:
        assert ((0, 0), (1, 0), (1, 1)) in places(self.whole, f"{self.first}\n\n{self.second}")

    def test_a_text_with_one_half_only_has_it_shortened(self) -> None:
        found = places(f"{VOTE} {self.whole}", f"{VOTE} {self.first} {self.second}", f"{self.second} {COST}")
        assert found[1] == ((0, 1), (1, 1), (1, 2), (2, 0))

    def test_two_that_only_stand_together_are_no_halves(self) -> None:
        assert ((0, 0), (1, 0)) in places(f"{LEAD} {VOTE}", f"{LEAD.replace('new', 'big new')} {COST}")
