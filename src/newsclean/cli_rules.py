"""The commands for those who write rules: what rules there are, whether they keep their examples, and how they score."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli_parts import note, write_json
from newsclean.errors import InputError, OptionError

if TYPE_CHECKING:
    from newsclean.article import Article
    from newsclean.evaluation import Evaluation, Labelled
    from newsclean.filters import Rule
    from newsclean.formats import LabelRecord

FAULTY = 1
file_argument = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold", type=file_argument)
@click.argument("predicted", type=file_argument, required=False)
@click.option(
    "--rules", "rule_files", multiple=True, metavar="FILE", type=file_argument, help="Your own rules; may be given again."
)
@click.option("--texts", type=file_argument, metavar="FILE", help="JSON lines with the id and text of the articles in GOLD.")
@click.option("--preset", type=click.Choice(["body", "strict", "corpus"]), default=None, help="How to clean.  [default: body]")
@click.option("--json", "as_json", is_flag=True, help="Write the scores as one JSON object.")
def evaluate(
    gold: Path, predicted: Path | None, rule_files: tuple[Path, ...], texts: Path | None, preset: str | None, *, as_json: bool
) -> None:
    """Score removals against labels: precision, recall, and what each rule got right and wrong.

    GOLD has a line {"id", "spans": [{"start", "end", "kind"}]} for each article. PREDICTED is an articles.jsonl of `newsclean
    run` or the output of `newsclean clean`; without it the articles are cleaned here, with your --rules tried first, and their
    texts come from GOLD's own "text" fields or from --texts.
    """
    from newsclean.evaluation import evaluate as score
    from newsclean.formats import read_labels

    if predicted is not None and (rule_files or texts or preset):
        raise click.UsageError("PREDICTED is scored as it is: leave it out, or --rules, --texts and --preset.")
    labels = {record.id: record for record in read_labels(gold)}
    evaluation = score(
        _read_removals(labels, predicted) if predicted is not None else _cleaned_here(labels, texts, rule_files, preset or "body")
    )
    if not evaluation.articles:
        problem = f"none of the articles of {gold} has a text"
        raise InputError(problem, "Name a file with the same ids: PREDICTED, or --texts", source=str(gold))
    if as_json:
        from attrs import asdict

        write_json()
        click.echo(json.dumps(asdict(evaluation) | {"labelled": len(labels), "f1": evaluation.f1}, ensure_ascii=False))
    else:
        for line in _table(evaluation, len(labels)):
            click.echo(line)


def _cleaned_here(
    labels: dict[str, LabelRecord], texts: Path | None, rule_files: Iterable[Path], preset: str
) -> Iterator[Labelled]:
    from newsclean.filters import Filter, RuleFilter, clean, preset_named
    from newsclean.formats import read_texts

    filters: list[Filter] = [RuleFilter(own_rules(rule_files)), *preset_named(preset).filters()]
    own_texts = (record.article for record in labels.values() if record.article is not None)
    articles: Iterable[Article] = read_texts(texts) if texts else own_texts
    for article in articles:
        if article.id in labels:
            _check(labels[article.id], article.text)
            yield article.text, labels[article.id].spans, clean(article, filters, preset=preset).removals


def own_rules(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of the user's files.

    Raises:
        RuleError: if a file is faulty, or a rule has the id of another one or of one that ships.
    """
    from newsclean.filters import check_ids, load_rules, shipped_rules

    own = tuple(rule for path in paths for rule in load_rules(path))
    check_ids(own, shipped_rules() if own else ())
    return own


def check_kinds(keep: Iterable[str], own: Iterable[Rule]) -> None:
    """Sees to it that no kind is misspelt, which would keep nothing.

    Args:
        keep: the kinds to keep.
        own: rules of the user's, which may have kinds of their own.

    Raises:
        OptionError: if there is no such kind; it names those that are close.
    """
    import difflib

    from newsclean.filters import KINDS

    known = {*KINDS, *(kind for rule in own for kind in (rule.kind, rule.before, rule.above, rule.below) if kind)}
    for kind in keep:
        if kind not in known:
            close = difflib.get_close_matches(kind, sorted(known), cutoff=0.4)
            hint = f"Close to it: {', '.join(close)}" if close else f"Known are {', '.join(sorted(known))}"
            raise OptionError(f"there is no kind {kind!r} to keep", hint, option="keep")


def _read_removals(labels: dict[str, LabelRecord], predicted: Path) -> Iterator[Labelled]:
    from newsclean.formats import ArticleRecord, read_records
    from newsclean.text import Edit

    seen: set[str] = set()
    for record in read_records(predicted.parent, predicted.name, ArticleRecord):
        if record.id in seen:
            raise InputError(f"{predicted} has the id {record.id!r} twice", "Score one file of results at a time")
        seen.add(record.id)
        if record.id in labels:
            text = "".join(stretch for stretch, _ in record.source())
            edits = [Edit(r.start, r.end, kind=r.kind, rule=r.rule, reason=r.reason) for r in record.removals]
            _check(labels[record.id], text)
            yield text, labels[record.id].spans, edits


def _check(labels: LabelRecord, text: str) -> None:
    end = max((span.end for span in labels.spans), default=0)
    if end > len(text):
        problem = f"the labels of {labels.id!r} end at {end}, past its text of {len(text)} characters"
        raise InputError(problem, "Label the text as it was published, in code points")


def _table(evaluation: Evaluation, labelled: int) -> Iterator[str]:
    from newsclean.explanation import printable

    yield f"articles     {evaluation.articles} of {labelled} labelled"
    for name in ("precision", "recall", "f1", "span_recall", "body_lost"):
        yield f"{name.replace('_', ' '):<12} {getattr(evaluation, name):.4f}"
    yield f"\n{'kind':<24}{'found':>7}{'labelled':>10}"
    for kind, (found, spans) in evaluation.kinds.items():
        yield f"{printable(kind):<24}{found:>7}{spans:>10}"
    yield f"\n{'rule':<40}{'hits':>6}{'right':>7}{'wrong':>7}"
    for rule in evaluation.rules:
        yield f"{printable(rule.rule):<40}{rule.hits:>6}{rule.right:>7}{rule.wrong:>7}"
        yield from (f"    wrong: {printable(example)}" for example in rule.wrong_examples)


@click.group()
def rules() -> None:
    """List, try and show the rules that find boilerplate."""


@rules.command("list")
@click.option("--kind", help="Only rules for this kind of boilerplate.")
@click.option("--language", help="Only rules of this language, such as en; 'all' are those of any language.")
def list_rules(kind: str | None, language: str | None) -> None:
    """List the rules that ship: id, kind, place and reason."""
    from newsclean.filters import shipped_rules

    shipped = shipped_rules()
    found = [rule for rule in shipped if kind in (None, rule.kind) and language in (None, rule.id.partition(".")[0])]
    if not found:
        kinds = ", ".join(sorted({rule.kind for rule in shipped}))
        languages = ", ".join(sorted({rule.id.partition(".")[0] for rule in shipped}))
        raise click.UsageError(f"there are no such rules. Kinds are {kinds}; languages are {languages}.")
    for rule in found:
        click.echo(f"{rule.id:<36} {rule.kind:<20} {rule.match + ', ' + rule.place:<18} {rule.reason}")


@rules.command("test")
@click.argument("files", nargs=-1, type=file_argument)
def test_rules(files: tuple[Path, ...]) -> None:
    """Try rules on their examples: those of FILES, or those that ship."""
    from newsclean.errors import RuleError
    from newsclean.filters import load_rules, prove, shipped_rules

    problems: list[str] = []
    count = 0
    for path in files:
        try:
            count += len(load_rules(path))
        except RuleError as error:
            problems += [f"{path}: {problem}" for problem in error.problems]
    for rule in () if files else shipped_rules():
        try:
            prove(rule)
            count += 1
        except RuleError as error:
            problems += error.problems
    click.echo(f"{count} rules keep their examples")
    for problem in problems:
        note(problem)
    if problems:
        sys.exit(FAULTY)


@rules.command("show")
@click.argument("rule_id", metavar="ID")
def show_rule(rule_id: str) -> None:
    """Show a rule that ships: its pattern, where it holds, and its examples."""
    import difflib

    from newsclean.filters import shipped_rules

    known = {rule.id: rule for rule in shipped_rules()}
    if rule_id not in known:
        close = ", ".join(difflib.get_close_matches(rule_id, known, cutoff=0.4)) or "see newsclean rules list"
        raise click.UsageError(f"there is no rule {rule_id!r}; close to it: {close}")
    for line in _shown(known[rule_id]):
        click.echo(line)


def _shown(rule: Rule) -> Iterator[str]:
    facts = {
        "id": rule.id,
        "kind": rule.kind,
        "reason": rule.reason,
        "match": rule.match,
        "place": rule.place,
        "length": f"{rule.min_length} to {rule.max_length}",
        "run": "" if rule.run == 1 else f"at least {rule.run} lines, one under the other",
        "shape": "" if rule.shape == "any" else rule.shape,
        "cues": ", ".join(rule.cues),
        "also": ", ".join(rule.also),
        "publishers": ", ".join(rule.publishers),
        "lifts": ", ".join(rule.lifts),
        "before": rule.before,
        "above": rule.above,
        "below": rule.below,
        "certain": "the guard does not count what it takes" if rule.certain else "",
        "pattern": rule.pattern,
    }
    for name, value in facts.items():
        if value:
            yield f"{name:<10} {value}"
    for name, examples in (("hits", rule.hits), ("misses", rule.misses)):
        yield f"{name}:"
        yield from (f"  {json.dumps(example, ensure_ascii=False)}" for example in examples)
