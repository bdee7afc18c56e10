"""Scores of removals against labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsclean import Article, Edit
from newsclean.errors import InputError
from newsclean.evaluation import evaluate
from newsclean.formats import LabelledSpan, read_labels, read_texts

TEXT = "By Jane Doe\nThe mayor resigned.\nShare this\nAdvertisement"
LABELS = [LabelledSpan(0, 11, "byline"), LabelledSpan(32, 42, "share_prompt"), LabelledSpan(43, 56, "ad")]


def cut(start: int, end: int, rule: str = "x.rule") -> Edit:
    return Edit(start, end, kind="ad", rule=rule, reason="r")


def test_all_found_and_nothing_else() -> None:
    found = evaluate([(TEXT, LABELS, [cut(32, 42), cut(43, 56)])])
    assert (found.precision, found.recall, found.f1, found.span_recall, found.body_lost) == (1, 1, 1, 1, 0)
    assert found.kinds == {"ad": (1, 1), "byline": (0, 1), "share_prompt": (1, 1)}


def test_optional_kinds_count_neither_way() -> None:
    with_byline = evaluate([(TEXT, LABELS, [cut(0, 11), cut(43, 56)])])
    without = evaluate([(TEXT, LABELS, [cut(43, 56)])])
    assert with_byline.precision == without.precision == 1
    assert with_byline.recall == without.recall == pytest.approx(13 / 22)
    assert evaluate([(TEXT, LABELS, [cut(43, 56)])], optional=()).recall == pytest.approx(13 / 31)


def test_body_that_was_removed_is_wrong_and_named_with_its_rule() -> None:
    found = evaluate([(TEXT, LABELS, [cut(12, 31, "x.bad"), cut(43, 56, "x.good")])])
    assert found.precision == pytest.approx(13 / 30)
    assert found.body_lost == 1
    assert [(s.rule, s.hits, s.right, s.wrong, s.wrong_examples) for s in found.rules] == [
        ("x.bad", 1, 0, 1, ("The mayor resigned.",)),
        ("x.good", 1, 1, 0, ()),
    ]


def test_a_span_counts_from_four_fifths_on() -> None:
    assert evaluate([(TEXT, LABELS[2:], [cut(43, 54)])]).span_recall == 1
    assert evaluate([(TEXT, LABELS[2:], [cut(43, 53)])]).span_recall == 0


def test_four_fifths_and_a_half_are_enough() -> None:
    labels = [LabelledSpan(0, 10, "ad")]
    assert evaluate([("abcdefghijklmnopqrst", labels, [cut(0, 8)])]).span_recall == 1
    for end, right in ((20, 1), (21, 0)):
        (score,) = evaluate([("abcdefghijklmnopqrstuvwxyz", labels, [cut(0, end)])]).rules
        assert (score.right, score.wrong) == (right, 1 - right)
    (score,) = evaluate([("ab" + " " * 9, [LabelledSpan(0, 1, "ad")], [cut(0, 11)])]).rules
    assert score.right == 1  # white space is on neither side


def test_a_few_short_examples_are_given() -> None:
    text = "\n".join("word " * 40 for _ in range(5))
    (score,) = evaluate([(text, [], [cut(n * 201, n * 201 + 200) for n in range(5)])]).rules
    assert (score.wrong, [len(example) for example in score.wrong_examples]) == (5, [120, 120, 120])


def test_white_space_is_not_counted() -> None:
    assert evaluate([(TEXT, LABELS, [Edit(11, 12, kind="whitespace", rule="whitespace")])]).rules == ()


def test_nothing_at_all() -> None:
    found = evaluate([])
    assert (found.articles, found.precision, found.recall, found.f1, found.body_lost) == (0, 1, 1, 1, 0)


class TestLabels:
    def test_are_read_line_by_line(self, tmp_path: Path) -> None:
        path = tmp_path / "gold.jsonl"
        path.write_text('{"id": 1, "spans": [{"start": 0, "end": 2, "kind": "ad", "by": "x"}], "text": "Ad"}\n', encoding="utf-8")
        (record,) = read_labels(path)
        assert (record.id, record.article, record.spans) == ("1", Article("1", "Ad"), (LabelledSpan(0, 2, "ad"),))

    @pytest.mark.parametrize(
        "line",
        [
            "{}",
            '{"id": "b"}',
            '{"id": null, "spans": []}',
            '{"id": true, "spans": []}',
            '{"id": "b", "spans": 5}',
            '{"id": "b", "spans": [1]}',
            '{"id": "b", "spans": {"start": 1}}',
            '{"id": "b", "spans": [{"start": 3, "end": 3, "kind": "ad"}]}',
            '{"id": "b", "spans": [{"start": true, "end": 3, "kind": "ad"}]}',
            '{"id": "b", "spans": [{"start": NaN, "end": 3, "kind": "ad"}]}',
            '{"id": "b", "spans": [{"start": 1, "end": 3, "kind": null}]}',
        ],
    )
    def test_a_line_without_labels_is_named(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "gold.jsonl"
        path.write_text(f'\ufeff{{"id": "a", "spans": []}}\r\n\r\n{line}\n', encoding="utf-8", newline="")
        with pytest.raises(InputError, match=r"record 3: the line holds no labels") as caught:
            list(read_labels(path))
        assert caught.value.record == 3

    @pytest.mark.parametrize("read", [read_labels, read_texts])
    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ('{"id": "b", "spans": [], "text": 5}', "the text is int, not text"),
            ('{"id": "b", "spans": [], "text": "Ad", "url": 5}', "the url is int, not text"),
            ('{"id": "b", "spans": [], "text": "\\ud83d"}', "the text has half a surrogate pair"),
            ('{"id": "a", "spans": [], "text": "Ad"}', "the id 'a' stands on two lines"),
        ],
    )
    def test_a_text_that_is_none_is_named(
        self, tmp_path: Path, read: Callable[[Path], Iterator[object]], line: str, problem: str
    ) -> None:
        path = tmp_path / "gold.jsonl"
        path.write_text(f'{{"id": "a", "spans": [], "text": "Ad"}}\n{line}\n', encoding="utf-8")
        with pytest.raises(InputError, match=f"record 2: {problem}"):
            list(read(path))


def test_a_labelled_character_that_shows_nothing_may_go_as_white_space() -> None:
    text = "The mayor resigned.\u200b\nShe left."
    removal = Edit(19, 20, kind="whitespace", rule="whitespace")
    found = evaluate([(text, [LabelledSpan(19, 20, "encoding_residue")], [removal])])
    assert (found.recall, found.span_recall, found.rules) == (1, 1, ())
