"""The lines of a text that show something."""

from __future__ import annotations

import re

from hypothesis import given

from newsclean.lines import INVISIBLE, NEWLINE, shown_lines
from strategies import dirty_texts, wild_text


def slowly(text: str) -> list[tuple[int, int, int]]:
    """Line by line, from the definition: start, end, and the line ends since the line before."""
    found: list[tuple[int, int, int]] = []
    position = gap = 0
    for line in re.split(r"(\r\n|[\r\n\u2028\u2029])", text):
        if NEWLINE.fullmatch(line):
            gap += 1
        elif shown := line.strip(INVISIBLE):
            start = position + len(line) - len(line.lstrip(INVISIBLE))
            found.append((start, start + len(shown), gap))
            gap = 0
        position += len(line)
    return found


@given(wild_text)
def test_of_any_text(text: str) -> None:
    assert list(shown_lines(text)) == slowly(text)


@given(dirty_texts())
def test_of_articles(text: str) -> None:
    assert list(shown_lines(text)) == slowly(text)


def test_white_space_and_the_invisible_are_left_out() -> None:
    assert shown_lines("\ufeff\n a b\u200b \n\n\u00a0\nc") == ((3, 6, 1), (12, 13, 3))


def test_what_shows_nothing_is_named() -> None:
    for character in "\u3000\u200b\u200c\u200d\u2060\ufeff\t\x1f":
        assert shown_lines(f"{character}a{character}") == ((1, 2, 0),)
    assert shown_lines("\x85a\x85") == ((0, 3, 0),)


def test_other_line_ends() -> None:
    for newline in "\r\u2028\u2029":
        assert shown_lines(f"a{newline}{newline}b") == ((0, 1, 0), (3, 4, 2))
    assert list(shown_lines("a\r\nb\rc\u2028d")) == [(0, 1, 0), (3, 4, 1), (5, 6, 1), (7, 8, 1)]
