"""Article text as Markdown that shows exactly that text: nothing in it can become markup."""

from __future__ import annotations

import regex

from newsclean.formats.shown import PICTURES

# What can be markup anywhere: CommonMark 0.31, and what GitHub, Pandoc and kramdown add (tables, strikethrough, mathematics,
# attributes, mentions).
ANYWHERE = regex.compile(r"[\\`*_{}\[\]<>#|~^$@&]")
# Marks that are markup only in company: addresses ("CNN.com"), which many link without being asked, names of emoji, highlights.
TOGETHER = regex.compile(r":(?=//|[\w+-]+:)|(?<=\w)\.(?=\p{L}{2})|=(?==)")
# What begins a block: lists, rules, underlines of headings, definitions, metadata.
BEGINS = tuple("-+=:%")
LISTED = regex.compile(r"^(\d{1,9})([.)])")
GAP = regex.compile(r"\s+")


def inline(text: str) -> str:
    """The text on one line, for the inside of a block; control characters as their symbols."""
    return TOGETHER.sub(r"\\\g<0>", ANYWHERE.sub(r"\\\g<0>", _on_one_line(text)))


def opening(text: str) -> str:
    """The text on one line, as the first in a block."""
    shown = inline(_on_one_line(text).lstrip())
    return f"\\{shown}" if shown.startswith(BEGINS) else LISTED.sub(r"\1\\\2", shown)


def link(label: str, address: str | None) -> str:
    """A link that shows the label, which is Markdown already; the label alone where there is no address."""
    if address is None:
        return label
    # In a destination, entities would be read: "&copy;" is no part of an address.
    return f"[{label}](<{address.replace('&', chr(92) + '&')}>)"


def _on_one_line(text: str) -> str:
    return GAP.sub(" ", text).translate(PICTURES)
