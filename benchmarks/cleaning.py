"""What newsclean and published line filters take out of scraped articles, how much of it rightly, and at what cost, in one run.

    NEWSCLEAN_DATA=../shared/data python benchmarks/cleaning.py

Scores are against the articles labelled by hand in tests/golden/boilerplate; times are process seconds over other articles,
scraped and clean news in equal parts, as milliseconds for 3,000 characters and as a ratio to newsclean's. Imports, the loading
of rules and the first use of most patterns are left out, and no article is cleaned twice, since newsclean remembers lines.
Prints a table and writes it to benchmarks/cleaning.json.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from newsclean import Article, Edit, clean
from newsclean.evaluation import Evaluation, evaluate
from newsclean.formats import read_labels

HERE = Path(__file__).parent
DATA = Path(os.environ.get("NEWSCLEAN_DATA", HERE.parent.parent / "shared" / "data"))
SETS = ("dev", "validation")
BATCH, BATCHES = 400, 3  # articles of each collection that are timed at once, after as many to warm up
Remover = Callable[[Article], list[Edit]]

LINE = re.compile(r"[^\n]+")
C4_WORDS = (
    "javascript",
    "lorem ipsum",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use cookies",
    "use of cookies",
)
REFINED_COUNTER = re.compile(
    r"\W*\d+\W*(?:likes?|shares?|comments?|retweets?|reposts?|quotes?|bookmarks?|upvotes?|downloads?|views?|followers?)?\W*",
    re.IGNORECASE,
)
REFINED_PROMPTS = re.compile(r"(?i)(?:sign[ -]?in|log[ -]?in|read more|items in cart|subscribe|share|follow us)")
KEYWORDS = re.compile(r"(?i)advert|subscribe|newsletter|read more|related|photo|share|follow|copyright|getty")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of the data's files."""
    path = DATA / "neardup" / f"{name}.jsonl.gz"
    if not path.is_file():
        print(f"{path} is missing: point NEWSCLEAN_DATA to the folder of the data", file=sys.stderr)
        raise SystemExit(2)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from map(json.loads, lines)


def by_lines(drop: Callable[[str], bool]) -> Remover:
    """A remover of whole lines."""

    def remove(article: Article) -> list[Edit]:
        found = LINE.finditer(article.text)
        return [
            Edit(m.start(), m.end(), kind="line", rule="line") for m in found if m.group().strip() and drop(m.group().strip())
        ]

    return remove


def c4(line: str) -> bool:
    """C4: keeps lines that end in a terminal punctuation mark and have five words, without javascript or legal notices."""
    low = line.lower()
    return not line.endswith((".", "!", "?", '"', "”")) or len(line.split()) < 5 or any(words in low for words in C4_WORDS)


def refined_web(line: str) -> bool:
    """RefinedWeb: drops lines of capitals, of digits, of counters, of one word, and short ones that hold a prompt."""
    letters = [c for c in line if c.isalpha()]
    capitals = bool(letters) and sum(c.isupper() for c in letters) > 0.5 * len(letters)
    counter = REFINED_COUNTER.fullmatch(line) is not None
    return (
        capitals
        or not letters
        or counter
        or len(line.split()) == 1
        or (len(line.split()) <= 10 and bool(REFINED_PROMPTS.search(line)))
    )


def keywords(line: str) -> bool:
    """What pipelines often start with: short lines with a telling word, or in capitals."""
    return len(line) < 120 and (bool(KEYWORDS.search(line)) or line.isupper())


def newsclean(article: Article) -> list[Edit]:
    """All that `clean` removes, white space included."""
    return list(clean(article).removals)


METHODS: dict[str, Remover] = {
    "newsclean": newsclean,
    "C4 line filter": by_lines(c4),
    "RefinedWeb line filter": by_lines(refined_web),
    "short lines with a keyword": by_lines(keywords),
}


def milliseconds(remove: Remover, batches: list[list[Article]]) -> float:
    """For 3,000 characters, the fastest batch but for the first."""
    costs = []
    for articles in batches:
        begun = time.process_time()
        for article in articles:
            remove(article)
        costs.append((time.process_time() - begun) / sum(len(article.text) for article in articles) * 3_000 * 1_000)
    return min(costs[1:])


def timed() -> list[list[Article]]:
    """Batches of scraped articles and of clean news, none of them twice."""
    batches: list[list[Article]] = [[] for _ in range(BATCHES + 1)]
    for name in ("article-bias-dev", "fnc1"):
        texts = (r for r in rows(name) if r["text"].strip())
        for number, r in enumerate(islice(texts, BATCH * len(batches))):
            batches[number // BATCH].append(Article(f"{name}-{r['id']}", r["text"], publisher=r.get("publisher")))
    return batches


def main() -> None:
    """Runs all methods and prints the table."""
    labels = {
        name: {r.id: r.spans for r in read_labels(HERE.parent / "tests/golden/boilerplate" / f"{name}.jsonl")} for name in SETS
    }
    wanted = {id for spans in labels.values() for id in spans}
    scraped = {
        r["id"]: Article(r["id"], r["text"], publisher=r["publisher"]) for r in rows("article-bias-dev") if r["id"] in wanted
    }
    batches = timed()
    table: list[dict[str, object]] = []
    own = milliseconds(newsclean, batches)
    print(f"{'':<28}{'set':<12}{'precision':>10}{'recall':>8}{'F1':>7}{'spans':>7}{'body lost':>11}{'ms/3 KB':>9}{'ratio':>7}")
    for method, remove in METHODS.items():
        cost = own if remove is newsclean else milliseconds(remove, batches)
        for name in SETS:
            found: Evaluation = evaluate((scraped[id].text, spans, remove(scraped[id])) for id, spans in labels[name].items())
            shares = (found.precision, found.recall, found.f1, found.span_recall)
            print(
                f"{method:<28}{name:<12}{shares[0]:>10.3f}{shares[1]:>8.3f}{shares[2]:>7.3f}{shares[3]:>7.3f}{found.body_lost:>11.4f}"
                f"{cost:>9.2f}{cost / own:>7.2f}"
            )
            names = ("precision", "recall", "f1", "span_recall", "body_lost")
            scores = {name: round(getattr(found, name), 4) for name in names}
            table.append(
                {"method": method, "set": name, **scores, "ms_per_3000_characters": round(cost, 3), "ratio": round(cost / own, 2)}
            )
    (HERE / "cleaning.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
