"""The fourth stage: the articles of each story merged into one text, a batch of stories at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from newsclean.article import CleanArticle
from newsclean.canonical import Story, canonicalize
from newsclean.errors import NewscleanError, WorkerError
from newsclean.formats import run_story_line
from newsclean.neardup.arrays import Numbers
from newsclean.neardup.clusters import members
from newsclean.neardup.links import RELATIONS, Links
from newsclean.neardup.relations import Relation
from newsclean.pipeline.articles import Articles
from newsclean.pipeline.digests import digest
from newsclean.pipeline.options import Merging
from newsclean.pipeline.parts import kept, lines

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
        stories: how many they are.
        conflicts: how many conflicts they have.
    """

    name: str
    stories: int
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
        name = f"stories-{digest(self.name, batch)}"
        return kept(self.articles.files, name, StoryPart, [name], lambda: self._merged(name, batch))

    def _merged(self, name: str, batch: Sequence[Task]) -> StoryPart:
        found, conflicts = [], 0
        for task in batch:
            articles = [self.articles[number] for number in task.articles]
            ids = {number: article.id for number, article in zip(task.articles, articles, strict=True)}
            story = self._story(articles)
            ties = [Tied(ids[a], ids[b], RELATIONS[relation], *drops) for a, b, relation, *drops in task.ties]
            found.append(run_story_line(story, members([article.id for article in articles], ties, story.base)))
            conflicts += len(story.conflicts)
        self.articles.files.write(name, lines(found))
        return StoryPart(name, len(batch), conflicts)

    def _story(self, articles: Sequence[CleanArticle]) -> Story:
        try:
            return canonicalize(articles, mode=self.merging.mode, base=self.merging.base)
        except NewscleanError:
            raise
        except Exception as error:  # nothing in an article may do that; say in which
            ids = ", ".join(repr(article.id) for article in articles[:5])
            problem = f"the story of {ids} cannot be merged ({type(error).__name__}: {error})"
            raise WorkerError(problem, "Report it, with these articles. Without them the run goes on where it stopped") from error


def tasks(story: Numbers, ties: Links) -> Iterator[Task]:
    """The stories to be merged, in the order of their first articles.

    Args:
        story: a number for each article, the same for those of one story; shape (articles,).
        ties: the pairs that hold the stories together.
    """
    groups: dict[int, list[int]] = {}
    for article, label in enumerate(story.tolist()):
        groups.setdefault(label, []).append(article)
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    columns = (ties.a, ties.b, ties.relations, ties.drops_a, ties.drops_b)
    for row in zip(*(column.tolist() for column in columns), strict=True):
        rows[int(story[row[0]])].append(row)
    for label, articles in groups.items():
        yield Task(tuple(articles), tuple(rows.get(label, ())))


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
