"""Tables that lay out a page become paragraphs; tables of data stay rows."""

from __future__ import annotations

import pytest
from lxml.etree import fromstring

from newsclean import extract
from newsclean.extraction.layout import unfold
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


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<cell>{cell}</cell>" for cell in row) for row in rows)
    return f"<body><table>{''.join(f'<row>{row}</row>' for row in cells)}</table></body>"


COLUMN = [["One."], ["Two."]]
BESIDE_NOTHING = [["", "One."], ["", "Two."]]


@pytest.mark.parametrize("rows", [COLUMN, BESIDE_NOTHING, [["Year", "x" * 400]], []], ids=["column", "empty", "long", "none"])
def test_tables_that_become_paragraphs(rows: list[list[str]]) -> None:
    body = fromstring(table(*rows))
    assert unfold(body)
    assert {element.tag for element in body.iter()} == {"body", "p"}


@pytest.mark.parametrize(
    "rows",
    [[["Year", "Ferries"], ["2013", "12"]], [["Year", "Ferries"], ["All of them", ""]], [["Year", "x" * 399]]],
    ids=["data", "last-row", "not-so-long"],
)
def test_tables_that_stay(rows: list[list[str]]) -> None:
    body = fromstring(table(*rows))
    assert not unfold(body)
    assert {element.tag for element in body.iter()} == {"body", "table", "row", "cell"}


def test_indents_of_the_source_are_no_text() -> None:
    indented = LAID_OUT.replace(" Work on", "\n      Work on").replace("<p>", "\n   <p>\n      ")
    assert [paragraph(n) for n in range(3)] == [line for line in extract(page(indented)).text.splitlines() if "Part" in line]
