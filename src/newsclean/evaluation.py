"""Removals against labels: how much of what was removed is boilerplate, how much boilerplate was removed, and by which rule.

Counted in characters that are not white space, and in spans. The labels say what is boilerplate; what users
differ on (``OPTIONAL``) neither counts when it is missed nor when it is removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import field, frozen

from newsclean.formats import LabelledSpan
from newsclean.text import Edit

OPTIONAL = frozenset("headline_repeat standfirst byline dateline timestamp correction_notice editor_note photo_caption".split())
FOUND = 0.8  # the share (0-1) of a span's characters that must be removed for it to count as found
RIGHT = 0.5  # the share (0-1) of a removal's characters that must be labelled for it to count as right
EXAMPLES = 3
EXAMPLE = 120  # code points shown of one


Labelled: TypeAlias = tuple[str, Sequence[LabelledSpan], Sequence[Edit]]
"""An article's source text, its labels, and what was removed from it."""


@frozen
class RuleScore:
    """What one rule removed.

    Attributes:
        rule: the rule's id.
        hits: its removals; right and wrong by whether most of their characters are labelled.
        right_examples, wrong_examples: the first few of each.
    """

    rule: str
    right: int
    wrong: int
    right_examples: tuple[str, ...]
    wrong_examples: tuple[str, ...]

    @property
    def hits(self) -> int:
        """All removals of the rule."""
        return self.right + self.wrong


@frozen
class Evaluation:
    """Scores; shares are 0-1, and 1 where there was nothing to count.

    Attributes:
        articles: how many were compared.
        precision: the share of the removed characters that is labelled.
        recall: the share of the labelled characters, without optional kinds, that was removed.
        span_recall: the share of the labelled spans, without optional kinds, that was found.
        body_lost: the share of the characters without a label that was removed.
        kinds: found and labelled spans, by kind.
        rules: one score for each rule that removed something, those with most hits first.
    """

    articles: int
    precision: float
    recall: float
    span_recall: float
    body_lost: float
    kinds: Mapping[str, tuple[int, int]] = field(hash=False)
    rules: tuple[RuleScore, ...] = ()

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def evaluate(articles: Iterable[Labelled], *, optional: Collection[str] = OPTIONAL) -> Evaluation:
    """The scores of removals against labels.

    Args:
        articles: source text, labels and removals of each; removals of kind ``whitespace`` are no rule's hits.
        optional: kinds that count neither as missed nor as wrong.
    """
    total = right = wrong = missed = body = 0
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rules: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for text, labels, removals in articles:
        total += 1
        label: list[str | None] = [None] * len(text)
        for one in labels:
            label[one.start : one.end] = [one.kind] * (one.end - one.start)
        cut = bytearray(len(text))
        for edit in removals:
            cut[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
            if edit.kind != "whitespace":  # which may take a labelled zero-width space, but is no rule
                solid = [n for n in range(edit.start, edit.end) if not text[n].isspace()]
                is_right = sum(label[n] is not None for n in solid) >= RIGHT * len(solid)
                rules[edit.rule][0 if is_right else 1].append(" ".join(text[edit.start : edit.end].split())[:EXAMPLE])
        for character, kind, gone in zip(text, label, cut, strict=True):
            if not character.isspace():
                body += kind is None
                wrong += bool(gone) and kind is None
                right += bool(gone) and kind is not None and kind not in optional
                missed += not gone and kind is not None and kind not in optional
        for one in labels:
            inside = [cut[n] for n in range(one.start, one.end) if not text[n].isspace()]
            kinds[one.kind][0] += bool(inside) and sum(inside) >= FOUND * len(inside)
            kinds[one.kind][1] += 1
    required = [found for kind, found in kinds.items() if kind not in optional]
    scores = [
        RuleScore(rule, len(good), len(bad), tuple(good[:EXAMPLES]), tuple(bad[:EXAMPLES])) for rule, (good, bad) in rules.items()
    ]
    return Evaluation(
        articles=total,
        precision=_share(right, right + wrong),
        recall=_share(right, right + missed),
        span_recall=_share(sum(found for found, _ in required), sum(spans for _, spans in required)),
        body_lost=wrong / body if body else 0.0,
        kinds={kind: (found, spans) for kind, (found, spans) in sorted(kinds.items())},
        rules=tuple(sorted(scores, key=lambda score: (-score.hits, score.rule))),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
