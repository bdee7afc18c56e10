"""How well sentences are aligned, over a fixed corpus whose truth is known; the floors are what has been measured.

``python tests/alignment_scores.py`` prints the table with the causes of what is wrong.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from alignment_scores import GROUPINGS, Scores, cause, corpus, measured, said_together, score
from newsclean import canonicalize
from syndication import HEAVY, LIGHT, MEDIUM, STRENGTHS, Strength

# (strength, grouping) -> (precision, recall) in thousandths, rounded down. Raise them with the code; never lower them for it.
FLOORS = {
    ("light", "align"): (998, 993),
    ("light", "canonicalize"): (997, 992),
    ("medium", "align"): (997, 980),
    ("medium", "canonicalize"): (997, 979),
    ("heavy", "align"): (985, 948),
    ("heavy", "canonicalize"): (985, 946),
}


@cache
def scores(strength: Strength, grouping: str) -> Scores:
    return measured(strength, GROUPINGS[grouping])


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("strength", STRENGTHS, ids=lambda strength: strength.name)
def test_precision_and_recall_hold_their_floors(strength: Strength, grouping: str) -> None:
    found = scores(strength, grouping)
    made_up, missed = (Counter(map(cause, pairs)).most_common(5) for pairs in (found.made_up, found.missed))
    precision, recall = FLOORS[strength.name, grouping]
    assert found.precision * 1000 >= precision, made_up
    assert found.recall * 1000 >= recall, missed


def test_a_single_edit_hides_hardly_any_sentence() -> None:
    """Of the pairs between which one thing was edited, at most one in fifteen is missed; repeated sentences are why it is any."""
    pairs = Counter(cause(pair) for s in (LIGHT, MEDIUM) for known in corpus(s) for pair in score(known, []).missed)
    missed = Counter(cause(pair) for s in (LIGHT, MEDIUM) for pair in scores(s, "align").missed)
    edits = ["number", "name", "date", "modality", "negation", "attribution", "word", "article", "capitals", "tail"]
    assert min(pairs[edit] for edit in edits) > 50
    assert [(edit, missed[edit], pairs[edit]) for edit in edits if missed[edit] > pairs[edit] / 15] == []


def test_what_is_stated_otherwise_stands_in_one_passage_nearly_always() -> None:
    """So that the tests of conflicts, which look inside passages, do look at something."""
    together, planted = Counter[str](), Counter[str]()
    for known in corpus(MEDIUM, 40):
        where = {s.place: n for n, found in enumerate(said_together(known, canonicalize(known.articles))) for s in found}
        for conflict in known.conflicts:
            planted[conflict.kind] += 1
            together[conflict.kind] += where.get(conflict.one.place, -1) == where.get(conflict.other.place, -2)
    assert min(planted.values()) > 50
    assert all(together[kind] > 0.8 * count for kind, count in planted.items())


def test_scores_count_what_is_missed_and_what_is_made_up() -> None:
    """Of the true groups nothing is wrong; of no groups everything is missed; of one group of all, most is made up."""
    for known in corpus(HEAVY, 5):
        right, none, one = (score(known, groups) for groups in (known.groups, [], [known.sentences]))
        assert (right.precision, right.recall, right.f1) == (1, 1, 1)
        assert (none.precision, none.recall, len(none.missed)) == (1, 0, right.found)
        assert one.recall == 1
        assert one.precision < 0.5
