"""Little pages for the tests of extraction and of the filters that go by a page."""

from __future__ import annotations

SENTENCES = [
    "The city council approved the budget for the new harbour bridge late on Monday after twelve hours of debate.",
    "Work on the northern pier is to begin in spring, once the last of the old warehouses has been taken down.",
    "Fishermen had asked for a higher span, since the mast of the oldest trawler would not have passed below it.",
    "The mayor said that the town had waited for this decision longer than most of its citizens could remember.",
    "An engineer from the university will look over the plans before the first stone is laid in the river bed.",
    "Ferries will go on running until the bridge is open, and the fare is to stay the same for the whole time.",
]


def paragraph(number: int) -> str:
    """A paragraph of three sentences; each number gives another one."""
    first, second = SENTENCES[number % len(SENTENCES)], SENTENCES[(number * 2 + 1) % len(SENTENCES)]
    return f"Part {number}: {first} {second} So much for part {number} of it all, said the clerk who had kept count."


def page(body: str, head: str = "") -> str:
    """A whole page around a body."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bridge approved - The Harbour Post</title>
<meta property="og:title" content="Bridge approved after long debate">{head}</head><body>{body}</body></html>"""


def article(*inside: str, before: str = "", after: str = "", head: str = "") -> str:
    """A page whose article has four paragraphs, with other elements between them, before and after."""
    parts = [f"<p>{paragraph(number)}</p>" for number in range(4)]
    body = "".join((*parts[:2], *inside, *parts[2:]))
    return page(f'<main><article class="story-body">{before}{body}{after}</article></main>', head)
