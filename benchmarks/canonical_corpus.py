"""What the tools of benchmarks/canonical.py are given and should find, and the example articles as such.

Every tool gets newsclean's sentences, so that what is compared is how they are aligned, not how texts are split.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve, frozen

from newsclean import Article, canonicalize, clean
from newsclean.words import words

ROOT = Path(__file__).parent.parent

Place: TypeAlias = tuple[str, int]
"""(id of the text, where the sentence begins in its source text)."""


@frozen
class Sentence:
    """A sentence, where it begins in the text that tools are given, and where in the source text.

    ``label`` is the number of the sentence that it was made from; None where that does not count.
    """

    text: str
    label: int | None = None
    start: int = 0
    place: int = 0


@frozen
class Made:
    """A witness with its sentences; ``source`` is what it was before it was cleaned, if it was."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]
    source: str | None = None


@frozen
class Job:
    """What tools are given, and what they should find.

    Attributes:
        witnesses: the texts.
        truth: the label of each place; those of one label are one sentence. A place that is not named does not count.
        crossing: pairs of one sentence whose places stand in another order, in the two texts, than those of another pair.
        moved: those of them that the labels call moved.
        apart: pairs that report the same and are not one sentence.
    """

    witnesses: tuple[Made, ...]
    truth: tuple[tuple[Place, int], ...]
    crossing: tuple[tuple[Place, Place], ...] = ()
    moved: tuple[tuple[Place, Place], ...] = ()
    apart: tuple[tuple[Place, Place], ...] = ()

    @property
    def words(self) -> float:
        """Words of a witness, on average."""
        return sum(len(made.text.split()) for made in self.witnesses) / len(self.witnesses)

    def write(self, path: Path) -> None:
        """As one JSON object, with the comparison keys of each sentence, for a process of its own to read."""
        texts = [
            {
                "id": made.id,
                "text": made.text,
                "source": made.source,
                "sentences": [[s.start, s.start + len(s.text), s.place, words(s.text).keys] for s in made.sentences],
            }
            for made in self.witnesses
        ]
        record = {"texts": texts} | {name: getattr(self, name) for name in ("truth", "crossing", "moved", "apart")}
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def split(text: str) -> list[Sentence]:
    """The sentences and headings of a text, in order."""
    story = canonicalize([Article("text", text)])
    found = sorted((reading.start, reading.text) for passage in story.passages for reading in passage.readings)
    return [Sentence(part, None, start, start) for start, part in found]


def seeds() -> Job:
    """Three versions of a story, cleaned, with the hand-made alignment of their sentences."""
    gold: dict[str, Any] = json.loads((ROOT / "tests" / "golden" / "seeds" / "alignment.json").read_text(encoding="utf-8"))
    witnesses = []
    for name in gold["files"]:
        cleaned = clean(Article(Path(name).stem, (ROOT / "seeds" / name).read_bytes().decode()))
        found = (evolve(s, place=cleaned.to_source(s.start, s.start + len(s.text)).start) for s in split(cleaned.text))
        witnesses.append(Made(cleaned.id, cleaned.text, tuple(found), cleaned.article.text))
    clusters = [[_place(member) for member in cluster["members"]] for cluster in gold["clusters"]]
    pairs = [pair for cluster in clusters for pair in combinations(sorted(cluster), 2)]
    crossing = tuple(pair for pair in pairs if any(_cross(pair, other) for other in pairs))
    named = {
        place for places, c in zip(clusters, gold["clusters"], strict=True) if "MOVED" in c.get("note", "") for place in places
    }
    return Job(
        tuple(witnesses),
        tuple((place, number) for number, cluster in enumerate(clusters) for place in cluster),
        crossing,
        tuple(pair for pair in crossing if named >= set(pair)),
        tuple((_place(pair["a"]), _place(pair["b"])) for pair in gold["related_not_same"]),
    )


def _place(member: dict[str, Any]) -> Place:
    return Path(member["file"]).stem, member["start"]


def _cross(one: tuple[Place, Place], other: tuple[Place, Place]) -> bool:
    return [p[0] for p in one] == [p[0] for p in other] and (one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0
