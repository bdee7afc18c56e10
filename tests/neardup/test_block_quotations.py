"""What an article hands over to somebody else's text."""

from __future__ import annotations

import pytest

from newsclean.neardup.block_quotations import BLOCK_OWN, block_quotations
from newsclean.neardup.narration import word_places
from newsclean.words import words


class TestBlockQuotations:
    BORROWED = "An alarm box near the front entrance had been muted at the request of the usher."

    def quoted(self, text: str, *borrowed: str) -> list[bool]:
        (found,) = word_places([text])
        runs = []
        for passage in borrowed:
            first = next(n for n, start in enumerate(found.starts) if start >= text.index(passage))
            runs.append((first, len(words(passage))))
        return block_quotations(text, found, runs)

    @pytest.mark.parametrize(
        ("before", "quoted"),
        [
            ("The intruder got far, the Washington Post reported:\n\n", True),
            ("From the paper in our town:\n...“", True),
            ("The Post tells this story in a longer piece:\n\nFar inside ", True),
            ("Read more:\n\n", False),
            ("The intruder got far, the Post reported.\n\n", False),
            ("The Post reported what follows here: ", False),
            ("", False),
        ],
    )
    def test_a_line_with_a_colon_hands_over(self, before: str, *, quoted: bool) -> None:
        assert self.quoted(before + self.BORROWED, self.BORROWED) == [quoted]

    def test_a_block_goes_on_over_changed_words(self) -> None:
        first, second = self.BORROWED, "Officers are trained to lock the front door at once."
        text = f"The intruder got far, the Post reported:\n\n{first} This is true.\n\nFemale {second}"
        assert self.quoted(text, first, second) == [True, True]

    def test_a_block_ends_with_a_paragraph_of_ones_own(self) -> None:
        first, second = self.BORROWED, "Officers are trained to lock the front door at once."
        text = f"The intruder got far, the Post reported:\n\n{first}\n\nNobody would comment on it.\n\n{second}"
        assert self.quoted(text, first, second) == [True, False]

    @pytest.mark.parametrize(("own", "goes_on"), [(BLOCK_OWN, True), (BLOCK_OWN + 1, False)])
    def test_a_block_ends_with_too_many_words_of_ones_own(self, own: int, *, goes_on: bool) -> None:
        first, second = self.BORROWED, "Officers are trained to lock the front door at once."
        text = f"The intruder got far, the Post reported:\n\n{first} {'own ' * own}{second}"
        assert self.quoted(text, first, second) == [True, goes_on]
