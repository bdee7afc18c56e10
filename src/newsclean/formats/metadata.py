"""What is known of a story and its witnesses beside their text, as formats for metadata ask for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from newsclean.canonical import Story, Witness


def published(witness: Witness) -> date | datetime | None:
    """The date, or date and time, that a witness names; None where it names none, or not by ISO 8601."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(witness.published or "")
        except ValueError:
            continue
    return None


def first_and_last(story: Story) -> tuple[date | datetime, date | datetime] | None:
    """When the first and the last of the witnesses were published; None where it is known of none.

    A date is the beginning of its day, and a time without a zone is one of UTC, as `Article.published_at` has them.
    """
    known = [moment for witness in story.witnesses if (moment := published(witness)) is not None]
    return (min(known, key=_in_order), max(known, key=_in_order)) if known else None


def exact(moment: date | datetime | None) -> str | None:
    """A date and time as RFC 3339 has it; None for a date without a time or a zone, which it cannot say."""
    if not isinstance(moment, datetime):
        return None
    offset = moment.utcoffset()
    return None if offset is None or offset % timedelta(minutes=1) else moment.isoformat()


def language(story: Story) -> str | None:
    """The language that all witnesses name that name one; None where they differ, or none does."""
    known = {witness.language for witness in story.witnesses if witness.language}
    return known.pop() if len(known) == 1 else None


def known(item: dict[str, Any]) -> dict[str, Any]:
    """An object without the fields of which nothing is known."""
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _in_order(moment: date | datetime) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
