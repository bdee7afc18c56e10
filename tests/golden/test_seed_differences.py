"""The labelled edits of the three versions of the CNN story: each is found as what it is."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from newsclean.canonical.wordings import DifferenceKind, Grade, Wording, differences

ALIGNMENT: dict[str, Any] = json.loads((Path(__file__).parent / "seeds" / "alignment.json").read_text(encoding="utf-8"))
EDITED = {cluster["id"]: cluster for cluster in ALIGNMENT["clusters"] if cluster["kind"] == "edited"}
# What the labels call by another name than the library.
KINDS = {"location": DifferenceKind.PLACE, "quote": DifferenceKind.QUOTATION}

# What is found between the first witness and the others that word a sentence otherwise.
EXPECTED = {
    "c002": "attribution contradiction, place absence, date absence, name absence, wording form",
    "c008": "wording form",
    "c010": "place absence, wording form, spelling form",
    "c012": "tense precision, spelling form",
    "c015": "attribution absence",
    "c027": "spelling form",
    "c029": "attribution precision, quotation absence",
    "c030": "date absence, name precision, tense precision, spelling form",
    "c032": "tense precision, wording form, spelling form",
    "c035": "tense precision, date absence, name absence, attribution form, spelling form",
    "c038": "name precision",
    "c042": "name precision, name absence",
    "c043": "spelling form, wording form",
    "c052": "date absence",
    "c056": "spelling form",
    "c057": "attribution absence, date absence",
    "c058": "modality contradiction, caveat absence, place absence, attribution form, wording form",
}


def graded(texts: list[str]) -> set[tuple[DifferenceKind, Grade]]:
    return {(d.kind, d.grade) for d in differences(Wording(texts[0]), list(map(Wording, texts[1:])))}


def texts(cluster: dict[str, Any]) -> list[str]:
    return [member["text"] for member in cluster["members"]]


def test_every_edited_cluster_is_in_the_table() -> None:
    assert EDITED.keys() == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_differences_are_those_of_the_table(name: str) -> None:
    found = {f"{kind} {grade}" for kind, grade in graded(texts(EDITED[name]))}
    assert found == set(EXPECTED[name].split(", "))


@pytest.mark.parametrize("name", EXPECTED)
def test_labelled_kinds_are_flagged_whichever_wording_leads(name: str) -> None:
    wanted = {KINDS.get(flag) or DifferenceKind(flag) for flag in EDITED[name].get("flags", ())}
    for order in permutations(texts(EDITED[name])):
        assert wanted <= {kind for kind, grade in graded(list(order)) if grade is not Grade.FORM}


@pytest.mark.parametrize("name", [name for name, cluster in EDITED.items() if "flags" not in cluster])
def test_what_is_labelled_as_an_edit_of_form_contradicts_nothing(name: str) -> None:
    found = graded(texts(EDITED[name]))
    assert found
    assert Grade.CONTRADICTION not in {grade for _, grade in found}
