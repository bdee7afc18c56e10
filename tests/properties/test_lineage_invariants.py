"""What always holds of lineages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsclean.canonical.kinship import Version
from newsclean.canonical.lineage import WITHOUT_A_VOTE, Derivation, Descent, descents, lineages

WORDS = [12, 7, 30, 5, 0, 22, 9, 14, 3, 18]


@st.composite
def stories(draw: st.DrawFn, max_size: int = 45) -> list[Version]:
    """Versions over ten passages of up to three wordings, some with dates, some of the same text."""
    bodies = st.dictionaries(st.integers(0, 9), st.sampled_from("xyz"), min_size=1)
    hours = st.none() | st.integers(0, 60)
    rows = draw(st.lists(st.tuples(bodies, hours), min_size=1, max_size=max_size))
    names = draw(st.permutations([f"w{number:02}" for number in range(len(rows))]))
    start = datetime(2015, 9, 30, tzinfo=UTC)
    return [
        Version(name, str(sorted(body.items())), None if hour is None else start + timedelta(hours=hour), body)
        for name, (body, hour) in zip(names, rows, strict=True)
    ]


def parents(tree: tuple[Descent, ...]) -> dict[str, str | None]:
    return {descent.article: descent.parent for descent in tree}


@given(stories())
def test_a_forest(versions: list[Version]) -> None:
    tree = descents(versions, WORDS)
    assert [descent.article for descent in tree] == sorted(version.article for version in versions)
    up = parents(tree)
    for article in up:
        path: list[str | None] = [article]
        while path[-1] is not None:
            assert len(path) <= len(versions)
            path.append(up[path[-1]])


@given(stories())
def test_no_parent_was_published_later(versions: list[Version]) -> None:
    dates = {version.article: version.published_at for version in versions}
    for descent in descents(versions, WORDS):
        if descent.parent is not None:
            parent, child = dates[descent.parent], dates[descent.article]
            # Midnight stands for a day.
            assert parent is None or child is None or parent <= child or parent.date() == child.date()
            assert (parent is None or child is None or parent == child) <= (
                "no dates" in descent.reason or "same" in descent.reason
            )


@given(stories(), st.data())
def test_permutation_invariant(versions: list[Version], data: st.DataObject) -> None:
    shuffled = [evolve(v, wordings=dict(data.draw(st.permutations(list(v.wordings.items()))))) for v in versions]
    assert descents(data.draw(st.permutations(shuffled)), WORDS) == descents(versions, WORDS)


@given(stories(), st.data())
def test_a_copy_under_another_name_changes_nothing_else(versions: list[Version], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(versions))
    name = data.draw(st.sampled_from(["a-copy", "z-copy"]))
    before, after = descents(versions, WORDS), descents([*versions, evolve(copied, article=name)], WORDS)
    text_of = {version.article: version.text for version in versions} | {name: copied.text, None: None}
    # Which of the identical witnesses stands for their text may change with a name, but not who comes from which text.
    edges = [{(text_of[d.article], text_of[d.parent]) for d in tree if d.derivation != "identical"} for tree in (before, after)]
    assert edges[0] == edges[1]
    assert sum(descent.derivation == "identical" for descent in after) == 1 + sum(d.derivation == "identical" for d in before)


@given(stories())
def test_what_was_done_leads_from_the_parent_to_the_child(versions: list[Version]) -> None:
    bodies = {version.article: version.wordings for version in versions}
    for descent in descents(versions, WORDS):
        if descent.parent is not None:
            child, parent = bodies[descent.article], bodies[descent.parent]
            assert set(child) == set(parent) - set(descent.dropped) | set(descent.added)
            assert set(descent.changed) == {p for p in set(child) & set(parent) if child[p] != parent[p]}
            assert (descent.derivation is Derivation.IDENTICAL) == (child == parent)


@given(stories())
def test_lineages_follow_copies_and_cuts(versions: list[Version]) -> None:
    tree = descents(versions, WORDS)
    of = lineages(tree)
    for descent in tree:
        if descent.parent is not None and descent.derivation in WITHOUT_A_VOTE:
            assert of[descent.article] == of[descent.parent]
        else:
            assert of[descent.article] == descent.article
