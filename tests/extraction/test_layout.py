"""Tables that lay out a page become paragraphs; tables of data stay rows."""

from __future__ import annotations

from newsclean import extract
from pages import page, paragraph

LAID_OUT = f"""<table><tr><td width="100%"><table><tr><td><p>{paragraph(0)}</p><p>{paragraph(1)}</p><p>{paragraph(2)}</p></td>
</tr></table></td></tr></table>"""
DATA = "<table><tr><th>Year</th><th>Ferries</th></tr><tr><td>2013</td><td>12</td></tr><tr><td>2014</td><td>9</td></tr></table>"


def test_a_cell_full_of_paragraphs_is_no_row() -> None:
    lines = extract(page(LAID_OUT)).text.splitlines()
    assert [paragraph(number) for number in range(3)] == [line for line in lines if line.startswith("Part")]


def test_a_table_of_data_stays_one() -> None:
    text = extract(page(f"<article><p>{paragraph(0)}</p>{DATA}<p>{paragraph(1)}</p><p>{paragraph(2)}</p></article>")).text
    assert "| 2013 | 12 |" in text
    assert paragraph(1) in text.splitlines()
