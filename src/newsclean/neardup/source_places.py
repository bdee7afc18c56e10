"""The way from the words of a cleaned text back to its source text, for many words at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attrs import frozen

from newsclean.neardup.narration import WordPlaces
from newsclean.text import EditedText, Span


@frozen(eq=False)
class SourcePlaces:
    """Where the stretches of an edited text come from: those that were kept, and those that replace something.

    `EditedText.to_source` says the same of one place, and takes ten times as long.

    Attributes:
        begins: where each stretch begins in the edited text, in code points; ascending.
        shifts: how much further its first character stands in the source.
        replaced: the span of the source that a replacement stands for; None for what was kept.
    """

    begins: Sequence[int]
    shifts: Sequence[int]
    replaced: Sequence[Span | None]

    @classmethod
    def of(cls, edited: EditedText) -> SourcePlaces:
        """Those of an edited text."""
        begins: list[int] = []
        shifts: list[int] = []
        replaced: list[Span | None] = []
        source_at = text_at = 0
        for edit in edited.edits:
            if source_at < edit.start:
                begins.append(text_at)
                shifts.append(source_at - text_at)
                replaced.append(None)
                text_at += edit.start - source_at
            if edit.replacement:
                begins.append(text_at)
                shifts.append(edit.start - text_at)
                replaced.append(edit.span)
                text_at += len(edit.replacement)
            source_at = edit.end
        begins.append(text_at)
        shifts.append(source_at - text_at)
        replaced.append(None)
        return cls(begins, shifts, replaced)

    def span(self, start: int, end: int) -> Span:
        """The smallest span of the source that holds ``text[start:end]``, which is not empty."""
        first, last = self._stretch(start), self._stretch(end - 1)
        whole, whole_last = self.replaced[first], self.replaced[last]
        return Span(
            start + self.shifts[first] if whole is None else whole.start,
            end + self.shifts[last] if whole_last is None else whole_last.end,
        )

    def cuts(self, words: WordPlaces, first: int, length: int) -> set[int]:
        """The words of a run, counted from its first one, that do not follow the word before them as in the source.

        Args:
            words: of the edited text.
            first: number of the run's first word.
            length: how many words it has.
        """
        end = first + length
        some = range(self._stretch(words.starts[first]), self._stretch(words.starts[end - 1]) + 1)
        edges = [bisect_left(words.starts, self.begins[stretch], first, end) for stretch in some] + [end]
        found: set[int] = set()
        for stretch, begin, after in zip(some, edges, edges[1:], strict=False):
            # Inside what was kept, every word follows the one before it.
            found.update(range(begin, after if self.replaced[stretch] else min(begin + 1, after)))
        return {word - first for word in found if word > first and self._shift(words, word) != self._shift(words, word - 1)}

    def _stretch(self, at: int) -> int:
        return bisect_right(self.begins, at) - 1

    def _shift(self, words: WordPlaces, word: int) -> int:
        start = words.starts[word]
        stretch = self._stretch(start)
        whole = self.replaced[stretch]
        return self.shifts[stretch] if whole is None else whole.start - start
