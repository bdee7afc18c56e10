"""Tables that only lay a page out, as pages once were built: their cells are columns of paragraphs, no data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element
    from trafilatura.metadata import Document

# Characters; a cell of a table of data is not that long.
LONG_CELL = 400


def unfolded(found: Document) -> str:
    """The text that trafilatura found, with a line for each paragraph where it has a row of a table for them all."""
    from trafilatura.xml import xmltotxt

    text = found.text or ""
    if "|" not in text or not unfold(found.body):
        return text
    # What indents the source of the page stands in cells, where trafilatura leaves it.
    lines = (" ".join(line.split()) for line in xmltotxt(found.body, include_formatting=False).splitlines())
    return "\n".join(line for line in lines if line)


def unfold(body: _Element) -> bool:
    """Turn the tables that hold paragraphs, or but one column, into paragraphs of their own; whether there were any.

    A table flattened to rows of cells would run all paragraphs of a page that is laid out by tables into one line.

    Args:
        body: trafilatura's own tree of an article's text; changed in place.
    """
    found = [table for table in body.iter("table") if _lays_out(table)]
    for table in found:
        table.tag = "p"
        for row in table.iterchildren("row"):
            row.tag = "p"
            for cell in row.iterchildren("cell"):
                cell.tag = "p"
    return bool(found)


def _lays_out(table: _Element) -> bool:
    columns = 0
    for row in table.iterchildren("row"):
        lengths = [len(" ".join("".join(cell.itertext()).split())) for cell in row.iterchildren("cell")]
        if max(lengths, default=0) >= LONG_CELL:
            return True
        columns = max(columns, sum(length > 0 for length in lengths))
    return columns < 2
