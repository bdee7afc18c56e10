"""As many made articles as are wanted, for the benchmarks of whole runs and of the index.

    NEWSCLEAN_DATA=../shared/data python benchmarks/pipeline_corpus.py 100000 articles.jsonl --truth truth.jsonl

writes them as JSON lines (id, url, title, publisher, published, text), always the same ones for the same number and seed, with
some 3,000 characters on average, and never holds more than a small part of them. 30 % of them belong to a story that others tell
too: light copies, cut and updated versions, and articles with an excerpt. They come from 500 to 3,000 sites, whose own lines
stand above and below 60 % of them. The truth has the id of each article, the number of its story, and how it was made from it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from neardup_corpus import data_folder
from pipeline_language import WORDS
from pipeline_sites import Sites, dressed
from pipeline_stories import Draft, Newsroom

SEED = 60_000
MOST = 1_000_000
BEGIN, MINUTES = datetime(2023, 1, 1, tzinfo=UTC), 2 * 365 * 24 * 60
APART = 20_000  # drafts among which a copy is placed at random

Record = dict[str, Any]


def mixed(found: Iterable[Draft], newsroom: Newsroom) -> Iterator[Draft]:
    """The same articles with the copies away from their stories, without holding them all."""
    held: list[Draft] = []
    for draft in found:
        held.append(draft)
        if len(held) > APART:
            place = newsroom.chance.randrange(len(held))
            held[place], held[-1] = held[-1], held[place]
            yield held.pop()
    newsroom.chance.shuffle(held)
    yield from held


def made(number: int, folder: Path, seed: int = SEED, words: int = WORDS) -> Iterator[tuple[Record, Record]]:
    """So many articles as records, each with its truth; with fewer words of real text begun sooner, and less varied."""
    newsroom = Newsroom(folder, seed, MINUTES, words)
    chance = newsroom.chance
    sites = Sites(number, chance)
    headline = newsroom.title()
    for place, draft in enumerate(mixed(islice(newsroom.drafts(), number), newsroom)):
        site, id = sites.any(chance), f"{place:07d}"
        published = BEGIN + timedelta(minutes=draft.minute)
        day = published.year, published.month, published.day
        text = dressed(draft.paragraphs, site, byline=draft.byline, headline=headline, day=day, chance=chance)
        headline = draft.title
        slug = "-".join(word for word in headline.lower().split() if word.isalnum())
        yield (
            {
                "id": id,
                "url": f"https://www.{site.domain}/{published:%Y/%m}/{slug}-{place}",
                "title": headline,
                "publisher": site.name,
                "published": published.isoformat(),
                "text": text,
            },
            {"id": id, "story": draft.story, "kind": draft.kind},
        )


def write(number: int, target: Path, folder: Path, *, truth: Path | None = None, seed: int = SEED, words: int = WORDS) -> int:
    """Write so many articles, and their truth beside them; gives the characters of their texts."""
    characters = 0
    with ExitStack() as files:
        lines = files.enter_context(target.open("w", encoding="utf-8", newline=""))
        known = truth and files.enter_context(truth.open("w", encoding="utf-8", newline=""))
        for record, of_record in made(number, folder, seed, words):
            characters += len(record["text"])
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            if known:
                known.write(json.dumps(of_record) + "\n")
    return characters


def main() -> None:
    """Write made articles to a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("number", type=int, help=f"how many, at most {MOST:,}")
    parser.add_argument("target", type=Path)
    parser.add_argument("--truth", type=Path, help="where to write which articles tell one story")
    parser.add_argument("--seed", type=int, default=SEED, help="other articles for another number")
    parser.add_argument("--data", help="the folder that holds neardup/*.jsonl.gz; default $NEWSCLEAN_DATA")
    options = parser.parse_args()
    if not 0 < options.number <= MOST:
        parser.error(f"between 1 and {MOST:,} articles can be made")
    folder, begun = data_folder(options.data), time.process_time()
    characters = write(options.number, options.target, folder, truth=options.truth, seed=options.seed)
    seconds = time.process_time() - begun
    speed = f"{options.number / seconds:,.0f} a CPU second"
    print(f"{options.number:,} articles of {characters / options.number:,.0f} characters, {speed}", file=sys.stderr)


if __name__ == "__main__":
    main()
