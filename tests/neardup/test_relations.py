"""The rules: each at its border, on the evidence that decides it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from newsclean import Article, Relation, find_duplicates
from newsclean.neardup.evidence import Evidence
from newsclean.neardup.relations import decide

# Half of a text of some length, most of it speech.
BORROWED = {
    "same_words": False,
    "shorter": 400,
    "longer": 500,
    "gap_words": 200,
    "small_gaps": 20,
    "bridged": 0.5,
    "longer_bridged": 0.4,
    "passages": 4,
    "narration": 0.1,
    "narrated": 20,
    "narrated_passages": 2,
    "own_story": 60,
    "replaced_figures": 0,
    "matched_figures": 4,
    "figure_agreement": 1.0,
    "name_gaps": 9,
    "replaced_names": 0,
}


def judged(**figures: Any) -> Relation:
    found = BORROWED | figures
    matched, replaced = found["matched_figures"], found["replaced_figures"]
    found["figure_agreement"] = (matched + 1) / (matched + replaced + 1)
    return decide(cast(Evidence, SimpleNamespace(**found)))[0]


@pytest.mark.parametrize(
    ("figures", "relation"),
    [
        ({}, Relation.REUSE),
        ({"same_words": True}, Relation.IDENTICAL),
        # Nearly all of a text is shared, whoever says it.
        ({"bridged": 0.90, "longer_bridged": 0.90}, Relation.COPY),
        ({"bridged": 0.90, "longer_bridged": 0.72}, Relation.VERSION),
        ({"bridged": 0.90, "longer_bridged": 0.30, "longer": 1300}, Relation.EXCERPT),
        ({"bridged": 0.89}, Relation.REUSE),
        # The core, by its narration.
        ({"bridged": 0.60, "narration": 0.41, "narrated": 76}, Relation.VERSION),
        ({"bridged": 0.55, "narration": 0.41, "narrated": 76}, Relation.REUSE),
        ({"bridged": 0.61, "narration": 0.39, "narrated": 66}, Relation.REUSE),
        ({"bridged": 0.86, "narration": 0.36, "narrated": 129}, Relation.VERSION),
        ({"bridged": 0.60, "narration": 0.60, "narrated": 18, "shorter": 30}, Relation.REUSE),
        ({"bridged": 0.58, "narration": 0.58, "narrated": 85, "longer_bridged": 0.15}, Relation.REUSE),
        ({"bridged": 0.79, "narration": 0.79, "narrated": 109, "longer_bridged": 0.18}, Relation.VERSION),
        ({"bridged": 0.60, "narration": 0.65, "narrated": 1908, "own_story": 886}, Relation.REUSE),
        # Half of both.
        ({"bridged": 0.53, "longer_bridged": 0.51, "narration": 0.59, "narrated": 475}, Relation.VERSION),
        ({"bridged": 0.53, "longer_bridged": 0.51, "narration": 0.59, "narrated": 60}, Relation.REUSE),
        ({"bridged": 0.53, "longer_bridged": 0.51, "narration": 0.59, "narrated": 475, "own_story": 300}, Relation.REUSE),
        # Many passages.
        ({"bridged": 0.38, "passages": 9, "narrated_passages": 9, "narrated": 89}, Relation.OVERLAP),
        ({"bridged": 0.38, "passages": 9, "narrated_passages": 5, "narrated": 89}, Relation.REUSE),
        ({"bridged": 0.38, "passages": 9, "narrated_passages": 9, "narrated": 68}, Relation.REUSE),
    ],
)
def test_coverage_and_narration(figures: dict[str, Any], relation: Relation) -> None:
    assert judged(**figures) is relation


@pytest.mark.parametrize(
    ("shorter", "matched", "replaced", "relation"),
    [
        (114, 16, 2, Relation.TEMPLATE),  # a crop table that carries most figures along
        (30, 1, 1, Relation.TEMPLATE),  # another day's price
        (69, 14, 1, Relation.COPY),  # a correction
        (100, 2, 1, Relation.COPY),  # an update of the number of the dead
        (185, 9, 16, Relation.TEMPLATE),  # bank rates
        (283, 1, 3, Relation.COPY),
        (600, 90, 9, Relation.COPY),  # a long report with the day's figures
    ],
)
def test_figures_make_a_template(shorter: int, matched: int, replaced: int, relation: Relation) -> None:
    shared = {"bridged": 0.95, "longer_bridged": 0.95, "gap_words": 20}
    assert judged(shorter=shorter, matched_figures=matched, replaced_figures=replaced, **shared) is relation


@pytest.mark.parametrize(
    ("shorter", "names", "relation"),
    [(384, 8, Relation.TEMPLATE), (95, 1, Relation.TEMPLATE), (95, 0, Relation.COPY), (384, 1, Relation.COPY)],
)
def test_other_names_make_a_template(shorter: int, names: int, relation: Relation) -> None:
    shared = {"bridged": 0.95, "longer_bridged": 0.95, "gap_words": 40}
    assert judged(shorter=shorter, replaced_names=names, **shared) is relation


@pytest.mark.parametrize(
    ("matched", "replaced", "relation"),
    [(13, 12, Relation.TEMPLATE), (33, 9, Relation.TEMPLATE), (13, 3, Relation.OVERLAP), (60, 5, Relation.OVERLAP)],
)
def test_passages_with_other_figures_are_no_overlap(matched: int, replaced: int, relation: Relation) -> None:
    """This month's table and last month's, with other figures everywhere."""
    shared = {"bridged": 0.49, "passages": 9, "narrated_passages": 9, "narrated": 121, "narration": 0.49, "shorter": 266}
    assert judged(matched_figures=matched, replaced_figures=replaced, **shared) is relation


def test_the_texts_are_not_read_where_counts_decide() -> None:
    """Evidence without what has to be read in the texts is enough for the clear cases."""
    counted = ("same_words", "shorter", "longer", "gap_words", "small_gaps", "bridged", "longer_bridged", "passages")
    clear = [
        {"bridged": 0.34},
        {"bridged": 0.99, "longer_bridged": 0.98, "gap_words": 3, "small_gaps": 1},
    ]
    for figures in clear:
        found = {name: value for name, value in (BORROWED | figures).items() if name in counted}
        assert decide(cast(Evidence, SimpleNamespace(**found)))[0] in (Relation.REUSE, Relation.COPY)


def test_a_reason_is_one_line_with_the_figures() -> None:
    one = "The council approved the budget for the new harbour bridge late on Monday after twelve hours of heated debate."
    other = f"{one} Engineers had found cracks in the present one and closed it to heavy lorries three years ago."
    (pair,) = find_duplicates([Article("a", one), Article("b", other)]).pairs
    assert pair.reason == "100% of the shorter text stands in one that is 1.9 times as long"
