"""The fourth stage: the articles of each story merged into one text, a batch of stories at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from attrs import frozen
from cattrs import structure, unstructure

from newsclean.canonical import canonicalize
from newsclean.formats import story_record_line
from newsclean.neardup.arrays import Numbers
from newsclean.neardup.clusters import members
from newsclean.neardup.links import RELATIONS, Links
from newsclean.neardup.relations import Relation
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.digests import digest
from newsclean.pipeline.options import Merging

TOGETHER = 200  # articles of a batch of stories; a bigger story is one of its own
Row = tuple[int, int, int, bool, bool]


@frozen
class Task:
    """A story to be merged.

    Attributes:
        articles: their numbers, in order.
        ties: of each pair that holds it together the numbers of both articles, its relation, and whether either can be
            dropped for the other.
    """

    articles: tuple[int, ...]
    ties: tuple[Row, ...]


@frozen
class StoryPart:
    """The stories of a batch; their lines are in a file.

    Attributes:
        name: of the file.
        conflicts: how many conflicts they have.
    """

    name: str
    conflicts: int


@frozen
class Tied:
    """Two articles of a story that are tied directly; see `neardup.clusters.Tie`."""

    a: str
    b: str
    relation: Relation
    drops_a: bool
    drops_b: bool

    def can_drop(self, id: str) -> bool:
        """Whether a corpus can do without this one of both if it keeps the other."""
        return self.drops_a if id == self.a else self.drops_b


@frozen(eq=False)
class MergingWork:
    """The work on a batch of stories.

    Attributes:
        articles: of the run.
        merging: how to merge.
        name: a digest of both.
    """

    articles: Articles
    merging: Merging
    name: str

    def __call__(self, batch: Sequence[Task]) -> StoryPart:
        """Merges the stories of a batch, or finds what was merged of it before."""
        name, files = f"stories-{digest(self.name, batch)}", self.articles.files
        if (known := files.path(f"{name}.part")) and files.path(name):
            return structure(json.loads(bytes(files.payload(known))), StoryPart)
        lines, conflicts = [], 0
        for task in batch:
            articles = [self.articles[number] for number in task.articles]
            ids = {number: article.id for number, article in zip(task.articles, articles, strict=True)}
            story = canonicalize(articles, mode=self.merging.mode, base=self.merging.base)
            ties = [Tied(ids[a], ids[b], RELATIONS[relation], *drops) for a, b, relation, *drops in task.ties]
            line = story_record_line(story, members([article.id for article in articles], ties, story.base))
            lines.append(f"{line}\n".encode(errors="backslashreplace"))
            conflicts += len(story.conflicts)
        part = StoryPart(name, conflicts)
        files.write(name, lines)
        files.write(f"{name}.part", [json.dumps(unstructure(part)).encode()])
        return part


def tasks(story: Numbers, ties: Links) -> Iterator[Task]:
    """The stories to be merged, in the order of their first articles.

    Args:
        story: a number for each article, the same for those of one story; shape (articles,).
        ties: the pairs that hold the stories together.
    """
    by_story = np.argsort(story, kind="stable")
    edges = np.flatnonzero(np.diff(story[by_story], prepend=-1, append=-1))
    first = by_story[edges[:-1]]
    own = story[ties.a]
    tie_order = np.argsort(own, kind="stable")
    starts = np.searchsorted(own[tie_order], np.arange(len(first) + 1))
    for number in np.argsort(first).tolist():
        label = int(story[first[number]])
        articles = by_story[edges[number] : edges[number + 1]].tolist()
        some = ties.where(tie_order[starts[label] : starts[label + 1]])
        columns = (some.a, some.b, some.relations, some.drops_a, some.drops_b)
        yield Task(tuple(articles), tuple(zip(*(column.tolist() for column in columns), strict=True)))


def batches(stories: Iterable[Task]) -> Iterator[list[Task]]:
    """Stories in batches of about the same work."""
    batch: list[Task] = []
    size = 0
    for task in stories:
        if batch and size + len(task.articles) > TOGETHER:
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += len(task.articles)
    if batch:
        yield batch
