"""Made-up stemmas: versions of one text with known edits, and which derives from which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from attrs import evolve, frozen

from newsclean.canonical.kinship import Version

SENTENCES, WORDS = 30, 20
START = datetime(2015, 9, 30, 8, tzinfo=UTC)
KINDS = ("identical", "copy", "cut", "expansion", "revision")


@frozen
class Stemma:
    """Versions in the order of their publication; `parents` and `kinds` are the truth, by id."""

    versions: tuple[Version, ...]
    words: tuple[int, ...]
    parents: dict[str, str]
    kinds: dict[str, str]

    def undated(self) -> Stemma:
        return evolve(self, versions=tuple(evolve(version, published_at=None) for version in self.versions))


def stemma(seed: int, size: int = 12, kinds: tuple[str, ...] = KINDS) -> Stemma:
    """An original of 30 sentences and what became of it: each further version changes an earlier one, whichever."""
    random = Random(seed)  # noqa: S311
    passages, wordings = count(SENTENCES), count()
    bodies = [{passage: f"first {passage}" for passage in range(SENTENCES)}]
    parents, made = {}, {}
    for number in range(1, size):
        parent = random.randrange(number)
        kind = random.choice(kinds)
        bodies.append(_changed(bodies[parent], kind, random, passages, wordings))
        parents[f"v{number}"], made[f"v{number}"] = f"v{parent}", kind
    # Names that tell nothing of the order.
    names = dict(zip((f"v{n}" for n in range(size)), random.sample([f"n{n:04}" for n in range(size)], size), strict=True))
    moment = START
    versions: list[Version] = []
    for number, body in enumerate(bodies):
        same = number and made[f"v{number}"] == "identical"
        text = versions[int(parents[f"v{number}"][1:])].text if same else f"{random.random()} {sorted(body.items())}"
        versions.append(Version(names[f"v{number}"], text, moment, body))
        moment += timedelta(minutes=random.randint(1, 300))
    return Stemma(
        tuple(versions),
        tuple([WORDS] * next(passages)),
        {names[child]: names[parent] for child, parent in parents.items()},
        {names[child]: kind for child, kind in made.items()},
    )


def _changed(body: dict[int, str], kind: str, random: Random, passages: count[int], wordings: count[int]) -> dict[int, str]:
    body = dict(body)
    order = list(body)

    def reword(number: int) -> None:
        for passage in random.sample(order, min(number, len(order))):
            body[passage] = f"edited {next(wordings)}"

    def add(number: int) -> None:
        body.update({next(passages): f"own {next(wordings)}" for _ in range(number)})

    if kind == "copy":
        reword(random.choice([0, 0, 1, 2]) if len(body) > SENTENCES // 2 else 0)
    elif kind == "cut":
        kept = random.randint(len(order) * 2 // 5, len(order) * 4 // 5)
        body = {passage: body[passage] for passage in order[: max(2, kept)]}
    elif kind == "expansion":
        add(random.randint(len(order) // 7 + 1, len(order) // 2 + 1))
    elif kind == "revision":
        reword(random.randint(len(order) // 7 + 1, len(order) // 3 + 1))
        add(random.randint(0, 6))
        for passage in random.sample(order, min(random.randint(0, 4), len(order) - 2)):
            del body[passage]
    return body
