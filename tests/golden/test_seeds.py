"""The five example articles against hand-made truth: boilerplate, relations, alignment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, CleanArticle, Relation, Story, canonicalize, clean, find_duplicates
from newsclean.canonical import DifferenceKind, Omitted, Segment, Status
from newsclean.filters import RuleFilter, default_filters, whitespace

GOLDEN = Path(__file__).parent / "seeds"
BOILERPLATE: dict[str, list[dict[str, Any]]] = json.loads((GOLDEN / "boilerplate.json").read_text(encoding="utf-8"))
ALIGNMENT: dict[str, Any] = json.loads((GOLDEN / "alignment.json").read_text(encoding="utf-8"))
FRAGMENTS = [(name[:3], span) for name, spans in BOILERPLATE.items() for span in spans]
# The labels' names for what differs.
FLAGS: dict[str, DifferenceKind] = {name: DifferenceKind(name) for name in ("attribution", "date", "modality", "tense")}
FLAGS |= {"location": DifferenceKind.PLACE, "quote": DifferenceKind.QUOTATION}
# What the labels call by another name than the library.
KINDS = {"whitespace_residue": "whitespace"}


@pytest.fixture(scope="module")
def story(clean_seeds: dict[str, CleanArticle]) -> Story:
    return canonicalize(clean_seeds[name] for name in ("000", "001", "002"))


class TestCleaning:
    @pytest.mark.parametrize(("name", "span"), FRAGMENTS, ids=[f"{n}-{s['kind']}-{s['start']}" for n, s in FRAGMENTS])
    def test_every_labelled_fragment_is_removed_as_what_it_is(
        self, clean_seeds: dict[str, CleanArticle], name: str, span: dict[str, Any]
    ) -> None:
        inside = [e for e in clean_seeds[name].removals if e.start < span["end"] and span["start"] < e.end]
        covered = {n for edit in inside for n in range(edit.start, edit.end)}
        assert covered >= set(range(span["start"], span["end"]))
        assert {edit.kind for edit in inside} == {KINDS.get(span["kind"], span["kind"])}
        if span["action"] == "lift_to_metadata":
            assert all(edit.lifted for edit in inside)

    def test_nothing_else_is_removed_but_white_space(
        self, clean_seeds: dict[str, CleanArticle], seeds: dict[str, Article]
    ) -> None:
        for name, cleaned in clean_seeds.items():
            labelled = {n for other, span in FRAGMENTS if other == name for n in range(span["start"], span["end"])}
            for edit in cleaned.removals:
                extra = "".join(seeds[name].text[n] for n in range(edit.start, edit.end) if n not in labelled)
                assert not extra.strip("\u00a0 \n"), (name, edit)

    def test_facts_are_lifted(self, clean_seeds: dict[str, CleanArticle]) -> None:
        assert clean_seeds["000"].lifted == {"source": ["CNN"]}
        assert clean_seeds["001"].lifted == {"dateline": ["Washington"], "agency": ["CNN"]}
        assert clean_seeds["001"].text.startswith("Claiming to target ISIS")

    def test_the_rules_are_about_news_pages_not_about_these_files(self, clean_seeds: dict[str, CleanArticle]) -> None:
        """With other names, products and agencies in their places, the same lines go."""
        others = {
            "Source: CNN": "Source: Reuters",
            "Washington (CNN)": "Nairobi (AFP)",
            "Putin": "Merkel",
            "Obama": "Hollande",
            "Inquisitr": "Yahoo News",
            "Sean Gallup": "Jane Doe",
            "Russia": "France",
            "financial advice program": "garden planner",
            "Binary Options": "Vintage Cars",
            "Facebook": "Instagram",
            "ChatButton": "ShareButton",
            "offcanvas position": "sidebar position",
            "Video: Reuters": "Video: AFP",
        }
        for cleaned in clean_seeds.values():
            text = cleaned.article.text
            for old, new in others.items():
                text = text.replace(old, new)
            kinds = [edit.kind for edit in clean(Article("other", text)).removals if edit.kind != "whitespace"]
            assert kinds == [edit.kind for edit in cleaned.removals if edit.kind != "whitespace"]

    def test_default_filters_begin_with_the_rules_and_end_with_white_space(self) -> None:
        rules, *_, last = default_filters()
        assert isinstance(rules, RuleFilter)
        assert last is whitespace


class TestDuplicates:
    def test_relations(self, clean_seeds: dict[str, CleanArticle]) -> None:
        pairs = {(p.a[:3], p.b[:3]): p for p in find_duplicates(clean_seeds.values()).pairs}
        assert pairs["000", "001"].relation is Relation.VERSION
        assert pairs["000", "002"].relation is Relation.OVERLAP
        assert pairs["000", "003"].relation is Relation.REUSE
        assert all(pair.relation is Relation.REUSE for (a, b), pair in pairs.items() if "003" in (a, b) or "004" in (a, b))

    def test_clusters(self, clean_seeds: dict[str, CleanArticle]) -> None:
        clusters = find_duplicates(clean_seeds.values()).clusters
        assert [[id[:3] for id in cluster.articles] for cluster in clusters] == [["000", "001", "002"], ["003"], ["004"]]

    def test_overlaps_can_be_left_out_of_stories(self, clean_seeds: dict[str, CleanArticle]) -> None:
        found = find_duplicates(clean_seeds.values(), overlap=False)
        assert [[id[:3] for id in cluster.articles] for cluster in found.clusters] == [["000", "001"], ["002"], ["003"], ["004"]]
        assert Relation.OVERLAP in {pair.relation for pair in found.pairs}

    def test_minhash_lsh_alone_finds_the_three_versions_at_a_low_threshold(self, clean_seeds: dict[str, CleanArticle]) -> None:
        by_default = find_duplicates(clean_seeds.values())
        found = find_duplicates(clean_seeds.values(), method="minhash-lsh", threshold=0.1)
        assert [[id[:3] for id in cluster.articles] for cluster in found.clusters] == [["000", "001", "002"], ["003"], ["004"]]
        known = {pair.ids: pair for pair in by_default.pairs}
        assert all(known[pair.ids] == pair for pair in found.pairs)
        high = find_duplicates(clean_seeds.values(), method="minhash-lsh", threshold=0.8)
        assert all(len(cluster.articles) == 1 for cluster in high.clusters)

    @pytest.mark.parametrize(
        ("a", "b", "jaccard", "containments"),
        [("000", "001", 0.34, (0.53, 0.48)), ("000", "002", 0.11, (0.15, 0.29)), ("001", "002", 0.03, (0.04, 0.08))],
    )
    def test_evidence(
        self, clean_seeds: dict[str, CleanArticle], a: str, b: str, jaccard: float, containments: tuple[float, float]
    ) -> None:
        (pair,) = find_duplicates([clean_seeds[a], clean_seeds[b]]).pairs
        assert pair.evidence.jaccard == pytest.approx(jaccard, abs=0.006)
        assert (pair.evidence.containment_a, pair.evidence.containment_b) == pytest.approx(containments, abs=0.006)

    def test_the_borrowed_quotation_is_shown(self, clean_seeds: dict[str, CleanArticle], seeds: dict[str, Article]) -> None:
        (pair,) = find_duplicates([clean_seeds["000"], clean_seeds["003"]]).pairs
        longest = max(pair.evidence.shared, key=lambda run: len(run.a))
        assert longest.a.of(seeds["000"].text).startswith("A Russian official in Baghdad this morning informed")
        assert longest.b.of(seeds["003"].text).startswith("a Russian official in Baghdad this morning informed")


def places(passage: Segment | Omitted) -> frozenset[tuple[str, int]]:
    return frozenset((reading.article[:3], reading.start) for reading in passage.readings)


def labelled(cluster: dict[str, Any]) -> frozenset[tuple[str, int]]:
    return frozenset((member["file"][:3], member["start"]) for member in cluster["members"])


def apart() -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    for pair in ALIGNMENT["related_not_same"]:
        a, b = pair["a"], pair["b"]
        yield (a["file"][:3], a["start"]), (b["file"][:3], b["start"])


class TestStory:
    def test_every_labelled_cluster_is_found_and_no_other(self, story: Story) -> None:
        found = {places(passage) for passage in story.passages}
        assert found == {labelled(cluster) for cluster in ALIGNMENT["clusters"]}

    @pytest.mark.parametrize("pair", list(apart()))
    def test_related_sentences_are_not_taken_for_the_same(
        self, story: Story, pair: tuple[tuple[str, int], tuple[str, int]]
    ) -> None:
        assert not any(set(pair) <= places(passage) for passage in story.passages)

    def test_status_is_as_labelled(self, story: Story) -> None:
        expected = {"unique": Status.UNIQUE, "exact": Status.AGREED, "edited": Status.VARIANT}
        by_place = {places(passage): passage.status for passage in story.passages}
        assert {by_place[labelled(cluster)] is expected[cluster["kind"]] for cluster in ALIGNMENT["clusters"]} == {True}

    def test_sentences_have_the_labelled_ends(self, story: Story) -> None:
        ends = {(r.article[:3], r.start): r.end for p in story.passages for r in p.readings}
        members = [member for cluster in ALIGNMENT["clusters"] for member in cluster["members"]]
        assert ends == {(member["file"][:3], member["start"]): member["end"] for member in members}

    def test_one_headline_and_the_fuller_witness_as_base(self, story: Story) -> None:
        assert story.base.startswith("001")
        assert story.title == "Russia launched first air strikes against ISIS in Syria"
        assert [omitted.reason for omitted in story.omitted].count("alternate headline") == 1

    def test_every_witness_is_rebuilt_exactly(self, story: Story, seeds: dict[str, Article]) -> None:
        for name in ("000", "001", "002"):
            assert story.reconstruct(seeds[name].id) == seeds[name].text

    @pytest.mark.parametrize("flag", FLAGS)
    def test_labelled_differences_are_conflicts(self, story: Story, flag: str) -> None:
        flagged = {
            places(story.segments[c.segment] if c.segment is not None else story.omitted[c.omitted or 0])
            for c in story.conflicts
            if c.kind is FLAGS[flag]
        }
        wanted = {labelled(cluster) for cluster in ALIGNMENT["clusters"] if flag in cluster.get("flags", ())}
        assert wanted
        assert wanted <= flagged

    def test_every_edited_sentence_tells_what_differs(self, story: Story) -> None:
        told = {c.segment for c in (*story.conflicts, *story.forms)}
        edited = {labelled(cluster) for cluster in ALIGNMENT["clusters"] if cluster["kind"] == "edited"}
        assert {number for number, segment in enumerate(story.segments) if places(segment) in edited} <= told

    def test_quotations_of_other_stories_are_in_no_segment_with_them(self, clean_seeds: dict[str, CleanArticle]) -> None:
        by_id = {article.id: article for article in clean_seeds.values()}
        clusters = find_duplicates(clean_seeds.values()).clusters
        for found in (canonicalize(by_id[id] for id in cluster.articles) for cluster in clusters):
            for pair in ALIGNMENT["cross_story_quotes_not_copies"]:
                quoted = {(pair[side]["file"][:3], pair[side]["start"]) for side in ("a", "b")}
                assert not any(quoted <= places(passage) for passage in found.passages)
