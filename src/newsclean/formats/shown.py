"""What exports for readers have in common: control characters made visible, and how the text falls into paragraphs."""

from __future__ import annotations

from newsclean.canonical import Grade, Segment, Story, UnitKind

# Control characters as the symbols that stand for them. Those that turn the reading direction have none; half a surrogate
# pair is no character.
PICTURES: dict[int, str] = {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "\u2421"}
PICTURES |= dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd"
)

GRADES = {
    Grade.CONTRADICTION: "another fact",
    Grade.PRECISION: "one is more exact",
    Grade.ABSENCE: "only some have it",
    Grade.FORM: "another form",
}


def paragraphs(story: Story) -> list[list[tuple[int, Segment]]]:
    """The segments of a story with their numbers, by paragraph; every heading is a paragraph of its own."""
    found: list[list[tuple[int, Segment]]] = []
    before: Segment | None = None
    for number, segment in enumerate(story.segments):
        is_heading = UnitKind.SENTENCE is not segment.kind or (before is not None and before.kind is not UnitKind.SENTENCE)
        if before is None or is_heading or "\n" in story.text[before.end : segment.start]:
            found.append([])
        found[-1].append((number, segment))
        before = segment
    return found
