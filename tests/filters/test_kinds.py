"""The kinds of boilerplate that have a name."""

from __future__ import annotations

import re
from pathlib import Path

from newsclean.filters import KINDS, shipped_rules


def test_rules_that_ship_are_of_known_kinds() -> None:
    used = {kind for rule in shipped_rules() for kind in (rule.kind, rule.before, rule.above, rule.below) if kind}
    assert used <= set(KINDS)


def test_the_docs_list_them_all(root: Path) -> None:
    text = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    paragraph = text[text.index("\nKinds: ") :].split("\n\n")[0]
    assert re.findall(r"`(\w+)`", paragraph) == list(KINDS)
