"""Aligning the sentences of several texts."""

from __future__ import annotations

from newsclean.canonical.alignment import align
from newsclean.canonical.likeness import similarity
from newsclean.canonical.sentences import units


def aligned(*texts: str) -> list[list[str]]:
    """The groups, each as "number of the text: sentence"."""
    split = [units(text) for text in texts]
    return [[f"{t}: {split[t][n].span.of(texts[t])}" for t, n in group] for group in align(split)]


def test_two_sentences_of_one_text_are_never_one() -> None:
    """Each of them is the best match of one of two others, which are each other's best match too."""
    bridge = "The mayor of the town said on Monday that the bridge {} open."
    tunnel = "The mayor of the town said on Friday that the tunnel {} open."
    groups = aligned(f"{bridge.format('will')} {tunnel.format('will')}", bridge.format("may soon"), tunnel.format("may soon"))
    assert all(len({place[0] for place in group}) == len(group) for group in groups)
    assert [len(group) for group in groups] == [2, 2]


def test_repeated_sentences_meet_in_their_order() -> None:
    groups = aligned("He said no. She left. He said no.", "He said no. He said no.")
    assert [[place[0] for place in group] for group in groups] == [["0", "1"], ["0"], ["0", "1"]]


def test_an_edited_sentence_meets_the_more_alike_of_two() -> None:
    groups = aligned(
        "The bridge will cost 12 million euros. The tunnel will cost 12 million euros.",
        "The tunnel will cost 12 million euros in all.",
    )
    assert groups[1] == ["0: The tunnel will cost 12 million euros.", "1: The tunnel will cost 12 million euros in all."]


def test_headings_meet_headings_unless_the_words_are_the_same() -> None:
    texts = ("The long road to peace in the valley\n\nNobody came.", "The long road to peace in a valley is closed.")
    assert all(len(group) == 1 for group in aligned(*texts))


def test_more_wordings_than_usual_still_align() -> None:
    texts = [f"The mayor of town number {n} said on Monday that the new bridge will open." for n in range(90)]
    assert [len(group) for group in aligned(*texts)] == [90]


def test_similarity() -> None:
    one = "the mayor resigned on monday".split()
    assert similarity(one, one) == 1
    assert similarity(one, "nothing of all this".split()) == 0
    assert similarity(one, one[::-1]) < similarity(one, one[:-1]) < 1
