"""Texts of made-up words, so that two have nothing in common but what is put into both."""

from __future__ import annotations


def made_up(name: str, words: int, begin: int = 0) -> str:
    """So many words that stand in no text of another name."""
    return " ".join(f"{name}{number}" for number in range(begin, begin + words))


def numbered(name: str, number: int) -> str:
    """A name without digits for each number."""
    return name + "".join("abcdefghij"[int(digit)] for digit in str(number))
