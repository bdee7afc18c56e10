"""Names, and those that stand in the place of others."""

from __future__ import annotations

import pytest

from newsclean.neardup.names import MAX_GAP, name_gaps, names, replaced_names
from newsclean.neardup.narration import word_places
from newsclean.neardup.runs import Run, shared_runs
from newsclean.words import words


def replaced(one: str, other: str) -> int:
    a, b = words(one), words(other)
    runs = [Run(0, 0, 0), *shared_runs(a.keys, b.keys), Run(len(a), len(b), 0)]
    found = list(replaced_names(names(one, a), names(other, b), (frozenset(a.keys), frozenset(b.keys)), runs))
    assert len(found) <= name_gaps(one, word_places([one])[0], other, word_places([other])[0], runs)
    return len(found)


class TestNames:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("On a cold Monday in March the mayor met Jane Doe.", ["jane", "doe"]),
            ("Doe left early. Everybody had expected that Doe would stay on for much longer.", ["doe", "doe"]),
            ("He left. “Everybody stayed,” she said. There was nothing else.", []),
            ("Der Rat der Stadt hat am Abend die Brücke und den Haushalt gegen die Stimmen der Mehrheit gebilligt.", []),
            ("", []),
        ],
    )
    def test_capitals_inside_sentences(self, text: str, found: list[str]) -> None:
        assert [name.key for name in names(text, words(text))] == found


class TestReplacedNames:
    DIVIDEND = "{} said its board declared an initial annual dividend of ten cents per share, its first payout to holders."

    def test_a_full_name_in_the_place_of_another(self) -> None:
        one, other = (self.DIVIDEND.format(f"The firm {name}") for name in ("Porex Technologies", "Medco Containment"))
        assert replaced(one, other) == replaced(other, one) == 1

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("The firm Porex Technologies", "The firm Porex"),  # a shorter form
            ("The firm Porex Technologies", "The firm"),  # a name less
            ("The U.S. firm", "The American firm"),  # another word for the same
            ("The firm Porex Technologies", "The firm Porex Technologies"),
        ],
    )
    def test_other_forms_of_a_name_are_no_other_name(self, one: str, other: str) -> None:
        assert replaced(self.DIVIDEND.format(one), self.DIVIDEND.format(other)) == 0

    def test_a_sentence_of_ones_own_names_nobody_else(self) -> None:
        lead = (
            "In the night a train with Jane Doe and thirty other people had left the rails and had stopped in a field of rye near"
        )
        one = f"{lead} {lead} Porex Technologies. " + self.DIVIDEND.format("It")
        assert replaced(one, self.DIVIDEND.format("The firm Medco Containment")) == 0


class TestNameGaps:
    @pytest.mark.parametrize(
        ("one", "other", "gaps"),
        [
            ("the firm Porex Technologies", "the firm Medco Containment", 1),
            ("the firm Porex technologies", "the firm Medco Containment", 0),
            ("the firm Porex Technologies", "the firm", 0),
            (f"{'own ' * (MAX_GAP - 2)} Porex Technologies", "the firm Medco Containment", 1),
            (f"{'own ' * (MAX_GAP - 1)} Porex Technologies", "the firm Medco Containment", 0),
        ],
    )
    def test_gaps_with_capitals_enough_for_a_full_name(self, one: str, other: str, gaps: int) -> None:
        shared = "said its board declared an initial annual dividend of ten cents per share"
        a, b = f"{one} {shared}", f"{other} {shared}"
        keys = words(a).keys, words(b).keys
        runs = [Run(0, 0, 0), *shared_runs(*keys), Run(len(keys[0]), len(keys[1]), 0)]
        turned = [Run(run.b, run.a, run.length) for run in runs]
        ours, theirs = word_places([a, b])
        assert name_gaps(a, ours, b, theirs, runs) == name_gaps(b, theirs, a, ours, turned) == gaps
