"""Quotations over several sentences."""

from __future__ import annotations

import pytest

from newsclean.canonical.quotations import open_quotations
from newsclean.canonical.sentences import units


def goes_on(text: str) -> list[bool]:
    return list(open_quotations(text, units(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. Nobody came.", [False, False]),
        ("“He left,” she said. Nobody came.", [False, False]),
        ("“He left. Nobody came,” she said. It rained.", [True, False, False]),
        ('"He left. Nobody came," she said. It rained.', [True, False, False]),
        ("«He left. Nobody came», she said. It rained.", [True, False, False]),
        ("« He left. Nobody came », she said. It rained.", [True, False, False]),
        ("»He left. Nobody came«, she said. It rained.", [True, False, False]),
        ("„He left. Nobody came“, she said. It rained.", [True, False, False]),
        ("”He left. Nobody came”, she said. It rained.", [True, False, False]),
        ("「今日は雨。明日は晴れ。」と言った。", [True, False]),
        ("She said: “He left. Nobody came.” It rained.", [True, False, False]),
        ("She said (“He left. Nobody came”). It rained.", [True, False, False]),
    ],
)
def test_a_quotation_goes_on_to_the_next_sentence(text: str, expected: list[bool]) -> None:
    assert goes_on(text)[: len(expected)] == expected


def test_apostrophes_and_single_marks_open_nothing() -> None:
    assert goes_on("It’s ‘over. Nobody’s here. ‘Yes.") == [False, False, False]


def test_a_quotation_of_several_paragraphs() -> None:
    assert goes_on("“He left. Nobody came.\n\n“It rained,” she said.") == [True, True, False]


def test_a_forgotten_end_closes_with_the_line() -> None:
    assert goes_on("“He left. Nobody came.\n\nIt rained. She said so.") == [True, False, False, False]
