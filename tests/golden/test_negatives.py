"""Sentences and lines of articles that look like boilerplate: none of them may go, wherever it stands.

One file for each language, grown with each wrong hit that was found; all are our own words in the shape of real ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import Article, clean

HERE = Path(__file__).parent / "negatives"
BODY = [
    "The council voted on Monday to rebuild the old bridge, which had been closed since the storm of last winter.",
    "Nobody had expected the bridge to cost so much, the mayor told reporters on the steps of the town hall.",
    "Work is to begin in spring and will take about two years, according to the plans that were shown on Friday.",
    "Neighbours said that they had not been asked, and that they would go to court against the vote.",
]


def lines_of(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_no_line_goes_wherever_it_stands(path: Path) -> None:
    lines = lines_of(path)
    assert len(lines) >= 10
    gone = []
    for line in lines:
        for place in (0, 2, len(BODY)):
            text = "\n\n".join([*BODY[:place], line, *BODY[place:]])
            if clean(Article("a", text)).text != text:
                gone.append((line, place, [(e.rule, e.span.of(text)) for e in clean(Article("a", text)).removals]))
    assert gone == []
