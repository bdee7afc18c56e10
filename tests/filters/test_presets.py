"""Kinds that are kept, and the ways to clean that have a name."""

from __future__ import annotations

import pytest

from newsclean import Article, clean
from newsclean.errors import OptionError
from newsclean.filters import PRESETS

BODY = """The mayor resigned on Monday after a debate that had lasted for nine hours and ended without a vote in the council.

Nobody was surprised, she said, and closed the town hall&#39;s door behind her while the crowd sang and the band played on."""
TEXT = f"NEW YORK (AP) — {BODY}\n\nAdvertisement\n\n(Reporting by Jane Doe; Editing by John Roe)"


def kinds(**options: object) -> set[str]:
    return {edit.kind for edit in clean(Article("a", TEXT), **options).removals} - {"whitespace"}  # type: ignore[arg-type]


def test_body_takes_all_that_is_known() -> None:
    assert kinds() == {"dateline", "ad", "reporter_credit"}


def test_a_kind_can_be_kept() -> None:
    assert kinds(keep={"dateline"}) == {"ad", "reporter_credit"}
    assert kinds(keep={"dateline", "reporter_credit", "ad"}) == set()


def test_what_is_kept_does_not_shield_what_stands_before_it() -> None:
    text = f"{BODY}\n\nDo you think the mayor should resign?\n\n(Reporting by Jane Doe)"
    cleaned = clean(Article("a", text), keep={"reporter_credit"})
    assert cleaned.text == f"{BODY}\n\n(Reporting by Jane Doe)"
    assert clean(cleaned, keep={"reporter_credit"}) == cleaned


def test_strict_keeps_what_the_newsroom_wrote() -> None:
    assert kinds(preset="strict") == {"ad"}


def test_corpus_repairs_the_encoding() -> None:
    assert kinds(preset="corpus") == {"dateline", "ad", "reporter_credit", "encoding_residue"}
    cleaned = clean(Article("a", TEXT), preset="corpus")
    assert cleaned.text.count("the town hall's door") == 1
    assert [edit.rule for edit in cleaned.removals if edit.kind == "encoding_residue"] == ["encoding"]


def test_an_unknown_preset_names_those_there_are() -> None:
    with pytest.raises(OptionError, match=f"Choose one of {', '.join(PRESETS)}"):
        clean(Article("a", TEXT), preset="harsh")
