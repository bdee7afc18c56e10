"""Names, and those that stand in the place of others."""

from __future__ import annotations

import pytest

from newsclean.neardup.names import MAX_NAME_GAP, Name, has_own_capitals, name_gaps, names, replaced_names
from newsclean.neardup.narration import word_places
from newsclean.neardup.runs import shared_runs
from newsclean.words import word_keys
from plain_evidence import small_gaps


def names_of(text: str) -> tuple[Name, ...]:
    return names(text, word_places([text])[0], word_keys(text))


def replaced(one: str, other: str) -> int:
    """How many full names are replaced; all that may be are in the gaps that are quickly told."""
    (a, b), keys = word_places([one, other]), (word_keys(one), word_keys(other))
    vocabularies = frozenset(keys[0]), frozenset(keys[1])
    gaps = small_gaps(shared_runs(*keys), len(a), len(b))
    found = list(replaced_names(names_of(one), names_of(other), vocabularies, gaps))
    some = [
        gap
        for gap in name_gaps(one, a, other, b, gaps)
        if has_own_capitals(one, a, keys[0], *gap[:2], vocabularies[1])
        and has_own_capitals(other, b, keys[1], *gap[2:], vocabularies[0])
    ]
    assert list(replaced_names(names_of(one), names_of(other), vocabularies, some)) == found
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
        assert [name.key for name in names_of(text)] == found


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
            (f"{'own ' * (MAX_NAME_GAP - 2)} Porex Technologies", "the firm Medco Containment", 1),
            (f"{'own ' * (MAX_NAME_GAP - 1)} Porex Technologies", "the firm Medco Containment", 0),
        ],
    )
    def test_gaps_with_capitals_enough_for_a_full_name(self, one: str, other: str, gaps: int) -> None:
        shared = "said its board declared an initial annual dividend of ten cents per share"
        a, b = f"{one} {shared}", f"{other} {shared}"
        keys = word_keys(a), word_keys(b)
        between = small_gaps(shared_runs(*keys), *map(len, keys))
        turned = [(*gap[2:], *gap[:2]) for gap in between]
        ours, theirs = word_places([a, b])
        assert len(name_gaps(a, ours, b, theirs, between)) == len(name_gaps(b, theirs, a, ours, turned)) == gaps
