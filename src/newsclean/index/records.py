"""What an index answers, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict

from newsclean.index.values import Added, Compacted, Found, Removed, Stats, StoryVersion
from newsclean.neardup import Pair


def story_version_record(story: StoryVersion) -> dict[str, Any]:
    """A story as it stands: its id, its version, and how many articles it has."""
    return asdict(story)


def related_records(pairs: Iterable[Pair]) -> list[dict[str, str]]:
    """Pairs by their articles, with relation and reason; the figures are in ``pairs.jsonl``."""
    return [{"a": pair.a, "b": pair.b, "relation": pair.relation, "reason": pair.reason} for pair in pairs]


def added_record(added: Added) -> dict[str, Any]:
    """What came of adding an article."""
    return {
        "id": added.article.id,
        "story": story_version_record(added.story),
        "pairs": related_records(added.pairs),
        "gone": list(added.gone),
    }


def found_record(found: Found) -> dict[str, Any]:
    """What an article would have in common with those of an index."""
    return {
        "id": found.article.id,
        "stories": [story_version_record(story) for story in found.stories],
        "pairs": related_records(found.pairs),
    }


def removed_record(removed: Removed) -> dict[str, Any]:
    """What came of removing an article."""
    return {
        "id": removed.id,
        "stories": [story_version_record(story) for story in removed.stories],
        "gone": list(removed.gone),
    }


def stats_record(stats: Stats) -> dict[str, int]:
    """The size of an index."""
    return asdict(stats)


def compacted_record(compacted: Compacted) -> dict[str, Any]:
    """What came of learning the background again; of the background itself only how large it is."""
    background = compacted.background
    return {
        "background": {"articles": background.articles, "common_shingles": len(background.common_shingles)},
        "pairs": [list(pair) for pair in compacted.pairs],
        "gone_pairs": [list(pair) for pair in compacted.gone_pairs],
        "changed_pairs": [list(pair) for pair in compacted.changed_pairs],
        "stories": [story_version_record(story) for story in compacted.stories],
        "gone": list(compacted.gone),
    }
