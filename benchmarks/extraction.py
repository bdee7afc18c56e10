"""How much of the article, and how little else, extractors find on real pages, and what each costs, in one run.

    python benchmarks/extraction.py [--data FOLDER] [--pages N] [--tool NAME ...]

Prints a table for each set of pages and writes both to benchmarks/extraction.json. Precision, recall and F1 are those of
the public article-extraction benchmark: word 4-grams as multisets, precision averaged over the pages on which a tool
finds something, recall over the pages that have an article. Times are CPU time of this process, imports and a first page
left out, for comparison within the run only. Of newsclean it also counts the paragraphs that cleaning removed, and how
many of them wrongly: those most of whose 4-grams (of fewer words: whose words) are in the article after all; and how many
of these the article then lacks, since a line may stand on a page once more than in its article.
Peers: pip install "newsclean[bench]".
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import logging
import os
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from attrs import frozen

from extractors import TOOLS
from newsclean import CleanArticle, clean, extract
from newsclean.errors import ExtractionError
from newsclean.filters import Filter, default_filters
from newsclean.filters.headline import headline
from newsclean.filters.page_evidence import page_evidence

HERE = Path(__file__).parent
SETS = ("l3s-gn1", "fundus-dev")
WORD = re.compile(r"\w+")
N = 4
Shingles = Counter[tuple[str, ...]]


@frozen
class Page:
    """One page with the text that its article is known to have."""

    id: str
    url: str | None
    html: str
    gold: str


def pages(path: Path) -> Iterator[Page]:
    """The pages of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for record in map(json.loads, lines):
            yield Page(str(record["id"]), record["url"], record["html"], record["gold"])


def data_folder(given: str | None) -> Path:
    """Where the pages are; the program ends with 2 if they are not there."""
    folder = Path(given or os.environ.get("NEWSCLEAN_DATA") or HERE.parent.parent / "shared" / "data")
    missing = [name for name in SETS if not (folder / "extraction" / f"{name}.jsonl.gz").is_file()]
    if missing:
        print(f"There is no extraction/{missing[0]}.jsonl.gz in {folder}.", file=sys.stderr)
        print("Set NEWSCLEAN_DATA to the folder that holds it, or pass --data FOLDER.", file=sys.stderr)
        raise SystemExit(2)
    return folder / "extraction"


def shingles(text: str, size: int = N) -> Shingles:
    """The runs of so many words of a text, or all its words if they are fewer."""
    words = WORD.findall(text)
    return Counter([tuple(words)] if 0 < len(words) < size else zip(*(words[n:] for n in range(size)), strict=False))


def score(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1, precision and recall (0-1) of (known, found) texts."""
    precisions, recalls = [], []
    for known, found in pairs:
        gold, text = shingles(known), shingles(found)
        hits = (gold & text).total()
        if text:
            precisions.append(hits / text.total())
        if gold:
            recalls.append(hits / gold.total())
    precision, recall = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    return {"f1": 2 * precision * recall / ((precision + recall) or 1), "precision": precision, "recall": recall}


def in_gold(line: str, gold: Shingles, words: frozenset[str]) -> bool:
    """Whether most of a line is in the known article."""
    own = WORD.findall(line)
    if len(own) >= N:
        found = [shingle in gold for shingle in shingles(line)]
        return 2 * sum(found) >= len(found)
    return bool(own) and 2 * sum(word in words for word in own) >= len(own)


def lost(line: str, gold: str, cleaned: str) -> bool:
    """Whether the cleaned text lacks most of a line that the known article has."""
    size = max(1, min(N, len(WORD.findall(line))))
    missing, own = shingles(gold, size) - shingles(cleaned, size), shingles(line, size)
    return 2 * (own & missing).total() >= own.total()


def removed_lines(cleaned: CleanArticle) -> Iterator[tuple[str, str]]:
    """(rule, line) for each line of which cleaning took more than half."""
    text, edits = cleaned.article.text, cleaned.removals
    for match in re.finditer(r"[^\n]+", text):
        taken = Counter[str]()
        for edit in edits:
            low, high = max(edit.start, match.start()), min(edit.end, match.end())
            if low < high and not edit.replacement:
                taken[edit.rule] += len("".join(text[low:high].split()))
        if WORD.search(match.group()) and 2 * taken.total() > len("".join(match.group().split())):
            yield taken.most_common(1)[0][0], match.group()


def by_newsclean(keep: Sequence[str] = ()) -> Callable[[str, str | None], CleanArticle | None]:
    """Extracting and cleaning, with the default filters and those that go by the page."""
    filters: tuple[Filter, ...] = tuple(dict.fromkeys((headline, page_evidence, *default_filters())))

    def run(html: str, url: str | None) -> CleanArticle | None:
        try:
            return clean(extract(html, url=url), filters, keep=keep)
        except ExtractionError:
            return None

    return run


CLEANED: dict[str, Sequence[str]] = {"newsclean": (), "newsclean, headline kept": ("headline_repeat",)}


def measured(name: str, known: Sequence[Page], work: Callable[[str, str | None], Any]) -> tuple[list[Any], float]:
    """What a tool makes of each page (None where it fails), and its CPU seconds."""
    from trafilatura.meta import reset_caches

    reset_caches()  # or else each user of trafilatura would find the work of those before it done
    found: list[Any] = []
    seconds = 0.0
    for page in (known[0], *known):
        begun = time.process_time()
        try:
            result = work(page.html, page.url)
        except Exception as error:  # a peer's failure on a page is a page without text
            print(f"{name} failed on {page.id}: {type(error).__name__}", file=sys.stderr)
            result = None
        seconds = seconds + time.process_time() - begun if found else 0.0
        found.append(result)
    return found[1:], seconds


def with_removals(known: Sequence[Page], found: Sequence[CleanArticle | None]) -> dict[str, Any]:
    """How many paragraphs cleaning removed, in all and by rule, how many of them wrongly, and how many of these are lost."""
    rules: dict[str, Counter[str]] = {}
    for page, cleaned in zip(known, found, strict=True):
        if cleaned is not None:
            gold, words = shingles(page.gold), frozenset(WORD.findall(page.gold))
            for rule, line in removed_lines(cleaned):
                wrong = in_gold(line, gold, words)
                gone = wrong and lost(line, page.gold, cleaned.text)
                rules.setdefault(rule, Counter()).update(right=not wrong, wrong=wrong, lost=gone)
    total = sum(rules.values(), Counter[str]())
    by_rule = {rule: dict(counts) for rule, counts in sorted(rules.items())}
    return {"removed": total["right"] + total["wrong"], "wrong": total["wrong"], "lost": total["lost"], "rules": by_rule}


def row(name: str, known: Sequence[Page]) -> dict[str, Any] | None:
    """The measurements of one tool on one set; None, with a word on how to get it, if it is not installed."""
    if name in CLEANED:
        cleaned, seconds = measured(name, known, by_newsclean(CLEANED[name]))
        texts = [article.text if article is not None else "" for article in cleaned]
        more = with_removals(known, cleaned)
    else:
        package, load = TOOLS[name]
        try:
            work = load()
        except ImportError:
            print(f"{name} is left out; to compare it too: pip install {package}", file=sys.stderr)
            return None
        found, seconds = measured(name, known, work)
        texts, more = [text or "" for text in found], {}
    pairs = zip((page.gold for page in known), texts, strict=True)
    return {"tool": name, **score(pairs), "pages_a_second": len(known) / seconds, "seconds": seconds, **more}


def show(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """One set as a table; times relative to trafilatura's own."""
    base = next((row["seconds"] for row in rows if row["tool"] == "trafilatura"), None)
    print(f"\n{name:26}{'F1':>7}{'prec.':>7}{'recall':>7}{'pages/s':>9}{'time':>7}{'removed':>9}{'wrong':>7}{'lost':>7}")
    for one in rows:
        scores = "".join(f"{one[key]:7.4f}" for key in ("f1", "precision", "recall"))
        ratio = f"{one['seconds'] / base:7.2f}" if base else f"{'':7}"
        shares = "".join(f"{one[key] / max(1, one['removed']):7.1%}" for key in ("wrong", "lost") if key in one)
        removed = f"{one['removed']:9}{shares}" if "removed" in one else ""
        print(f"{one['tool']:26}{scores}{one['pages_a_second']:9.1f}{ratio}{removed}")


def versions() -> dict[str, str]:
    """The installed versions of what was compared."""
    found = {}
    for package in sorted({package for package, _ in TOOLS.values()}):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def main() -> None:
    """Run every tool on both sets, print the tables and write them down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", help="the folder that holds extraction/*.jsonl.gz; default $NEWSCLEAN_DATA")
    parser.add_argument("--pages", type=int, help="only so many pages of each set; writes no file")
    parser.add_argument("--tool", action="append", choices=[*TOOLS, *CLEANED], help="only this tool; writes no file")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    folder = data_folder(options.data)
    result: dict[str, Any] = {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "versions": versions(),
        "sets": {},
    }
    for name in SETS:
        known = list(pages(folder / f"{name}.jsonl.gz"))[: options.pages]
        rows = [found for tool in options.tool or (*TOOLS, *CLEANED) if (found := row(tool, known)) is not None]
        show(f"{name}, {len(known)} pages", rows)
        result["sets"][name] = rows
    if not (options.pages or options.tool):
        text = json.dumps(result, indent=1, default=float)
        (HERE / "extraction.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
