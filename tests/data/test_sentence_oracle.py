"""Ends of sentences on real articles beside blingfire's: how often the two agree, and every disagreement in a class.

A class is told by what stands around the place, and who is right in it was decided by reading at least 20 of its cases
(all of them where there are fewer); docs/sentences.md has made-up examples and counts. What falls into no class is
undecided, and must stay rare.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import regex

from newsclean.canonical.sentence_ends import sentence_ends
from newsclean.lines import shown_lines

pytestmark = pytest.mark.data

SAMPLED = {"fnc1": 400, "reuters21578": 400, "basil": 300, "article-bias-dev": 400, "syndication-20k": 400}
AROUND = 60  # code points on either side of a place that tell its class
ABBREVIATIONS = r"(?:\p{L}\.)+\p{L}|Inc|Corp|Co|Ltd|Jr|LLC|etc|Bros|pct|dlrs|cts|mln|St|Ave"
TITLES = "Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|St|Amb|Pres|Det"


class Kind(NamedTuple):
    """A class of disagreement: who alone cuts there, and what tells it, as a pattern over ``before‖behind``."""

    name: str
    cutter: str
    pattern: str
    right: str


# The first that fits counts.
KINDS = (
    Kind("a title, or v., before a name", "blingfire", rf"(?i:(?<![\p{{L}}.])(?:{TITLES}|v|vs)\.\s+‖)", "ours"),
    Kind("the number of a list", "blingfire", r"^\W*(?:\d{1,3}|[IVX]+|\p{L})\.\s*‖", "ours"),
    Kind("the speaker behind a quotation", "blingfire", r"[?!](?:[\"”’'»]|&quot;)+\s*‖\p{Lu}", "ours"),
    Kind("a small letter follows", "blingfire", r"‖[\"“‘(\[]*(?:\p{Ll}|pic\.)", "ours"),
    Kind("a mark that closes", "blingfire", r"‖\s*[\"”’'»)\]}]+(?:\W|$)", "ours"),
    Kind("an ellipsis", "blingfire", r"(?:\.\s?\.|…)\W*‖|‖\W*(?:\.\s?\.|…)", "either"),
    Kind("an ordinal number", "blingfire", r"\b\d{1,3}\.\s+‖\p{L}", "ours"),
    Kind("a comma, colon or dash", "blingfire", r"[,:—–-][\"”’)\]]*\s*‖|‖[—–-]", "ours"),
    Kind("an abbreviation before a number", "blingfire", r"(?<!\p{L})\p{L}{1,6}\.\s+‖\d", "ours"),
    Kind("an abbreviation in the middle", "blingfire", r"(?<!\p{L})(?:Mrd|Mio|Beschl|p\.\s?j|\p{Lu})\.\s+‖", "ours"),
    Kind("Chinese or Japanese", "ours", r"[。！？][」』”）]*‖", "ours"),
    Kind("a lost space", "ours", r"\S‖", "ours"),
    Kind("an ellipsis", "ours", r"(?:\.\s?\.|…)\W*‖|‖\W*(?:\.\s?\.|…)", "either"),
    Kind("a title opens the next", "ours", rf"‖[\"“‘(]*(?:{TITLES}|Cong|Sheriff|Judge)\.", "ours"),
    Kind("a bracket, sign or picture follows", "ours", r"‖[\"“‘]*(?:[(\[<{#$£€¥@©®•*&—–-]|\p{So}|\p{Cf})", "ours"),
    Kind("a quotation behind a quotation", "ours", r"(?:[\"”’'])\s+‖[\"“‘„«']", "ours"),
    Kind("a number follows", "ours", r"‖[\"“‘]*\d", "ours"),
    Kind("a name with a small first letter", "ours", r"‖\p{Ll}\p{Lu}", "ours"),
    Kind("an abbreviation at the end", "ours", rf"(?<!\p{{L}})(?:{ABBREVIATIONS})\.[\"”’)]*\s+‖", "ours"),
    Kind("a short word at the end", "ours", r"(?<![\p{L}.])\p{L}{1,4}[.!?][\"”’'»)\]]*\s+‖", "ours"),
    Kind("an abbreviation opens the next", "ours", r"‖[\"“‘]*(?:\p{L}\.){1,4}|‖\p{Lu}\p{L}{0,4}\.", "ours"),
)
COMPILED = [(kind, regex.compile(kind.pattern)) for kind in KINDS]


@pytest.fixture(scope="module")
def blingfire() -> Any:
    return pytest.importorskip("blingfire", reason="the oracle is not installed: pip install 'newsclean[test]'")


def texts(data: Path) -> Iterator[str]:
    """Every n-th article, and the texts that parsers written for one site each found on pages of some 40 countries."""
    for name, count in SAMPLED.items():
        rows = list(records(data / "neardup" / f"{name}.jsonl.gz"))
        yield from (row["text"] for row in rows[:: max(1, len(rows) // count)][:count])
    yield from (row["gold"] for row in records(data / "extraction" / "fundus-dev.jsonl.gz"))


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from map(json.loads, lines)


def begins(line: str, blingfire: Any) -> set[int]:
    """Where blingfire has sentences begin, but for the first."""
    places = set()
    for (_, end), (start, _) in pairwise(blingfire.text_to_sentences_and_offsets(line)[1]):
        at = max(start, end)
        while at < len(line) and line[at].isspace():
            at += 1
        places.add(at)
    return places - {len(line)}


def kind_of(line: str, at: int, cutter: str) -> Kind | None:
    """The class of a place where only one of the two cuts."""
    around = f"{line[max(0, at - AROUND) : at]}‖{line[at : at + AROUND]}"
    if at > AROUND:
        around = "x" + around  # so that a pattern's ^ is the start of the line
    return next((kind for kind, pattern in COMPILED if kind.cutter == cutter and pattern.search(around)), None)


@pytest.fixture(scope="module")
def compared(data: Path, blingfire: Any) -> tuple[int, Counter[str], list[tuple[str, str]]]:
    """(places where both cut, disagreements by class and who is right, those of no class)."""
    agreed, classes, undecided = 0, Counter[str](), []
    for text in texts(data):
        for row in shown_lines(text):
            line = text[row.start : row.end]
            ours, theirs = {behind for _, behind in sentence_ends(line)}, begins(line, blingfire)
            agreed += len(ours & theirs)
            for at in ours ^ theirs:
                cutter = "ours" if at in ours else "blingfire"
                kind = kind_of(line, at, cutter)
                classes[f"{cutter} cuts: {kind.name} -> {kind.right}" if kind else "undecided"] += 1
                if kind is None:
                    undecided.append((cutter, f"{line[max(0, at - AROUND) : at]}‖{line[at : at + AROUND]}"))
    return agreed, classes, undecided


def test_the_two_agree_on_nearly_all_ends(compared: tuple[int, Counter[str], list[tuple[str, str]]]) -> None:
    agreed, classes, _ = compared
    assert agreed > 15_000
    assert agreed / (agreed + classes.total()) > 0.955, classes


def test_nearly_every_disagreement_is_of_a_class_that_is_decided(
    compared: tuple[int, Counter[str], list[tuple[str, str]]],
) -> None:
    agreed, classes, undecided = compared
    assert classes["undecided"] / (agreed + classes.total()) < 0.003, undecided[:20]
