"""Text that remembers its source: spans, edits, and a source with its edits applied.

All offsets are Unicode code points, half open: ``source[start:end]``. Text is never changed in place. An `EditedText` keeps
the source and its edits in order, so that every position of the result leads back to it, and every edit can be undone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from attrs import field, frozen

from newsclean.errors import TextError
from newsclean.lines import INVISIBLE, Line, shown_lines

LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@frozen(order=True)
class Span:
    """A stretch of a text, in code points: ``text[start:end]``.

    Raises:
        TextError: if ``start`` is negative or past ``end``.
    """

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise TextError(f"a span cannot run from {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]


@frozen
class Edit:
    """One change to a text, with the reason for it.

    Attributes:
        start, end: what is taken out, in code points of the text that the edit is stated on; never empty.
        replacement: what stands there instead; empty for a removal.
        kind: what was found, one word (``ad``, ``dateline``, ``whitespace``, ...).
        rule: id of the rule or name of the filter that found it.
        reason: one readable line.
        lifted: facts that the cut text states, moved to metadata (``{"agency": "CNN"}``); empty for most edits.
    """

    start: int
    end: int
    replacement: str = ""
    kind: str = ""
    rule: str = ""
    reason: str = ""
    lifted: Mapping[str, str] = field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise TextError(f"an edit must take out at least one character, not {self.start} to {self.end}")

    @property
    def span(self) -> Span:
        """Where the edit is, as a `Span`."""
        return Span(self.start, self.end)


def _in_a_tuple(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(edits)


@frozen
class EditedText:
    """A source and ordered, non-overlapping edits stated on it.

    Attributes:
        source: the text as it was read.
        edits: the edits, in order; each inside the source, none overlapping another.

    Raises:
        TextError: if the edits are out of order, overlap or leave the source.
    """

    source: str
    edits: tuple[Edit, ...] = field(default=(), converter=_in_a_tuple)

    def __attrs_post_init__(self) -> None:
        position = 0
        for edit in self.edits:
            if edit.start < position:
                raise TextError(f"the edit at {edit.start} overlaps the one before it, or is out of order")
            position = edit.end
        if position > len(self.source):
            raise TextError(f"an edit ends at {position}, past the end of a text of {len(self.source)} characters")

    @cached_property
    def text(self) -> str:
        """The source with the edits made."""
        parts, position = list[str](), 0
        for edit in self.edits:
            parts += (self.source[position : edit.start], edit.replacement)
            position = edit.end
        parts.append(self.source[position:])
        return "".join(parts)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of `text` that show something, in order; filters share them."""
        return shown_lines(self.text)

    @cached_property
    def kept(self) -> tuple[Span, ...]:
        """The stretches of the source that stand unchanged, in order, without empty ones."""
        bounds = [0, *(bound for edit in self.edits for bound in (edit.start, edit.end)), len(self.source)]
        return tuple(Span(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b)

    @cached_property
    def _blocks(self) -> tuple[_Block, ...]:
        """The kept stretches and the edits, in order; they tile both the source and the text."""
        blocks: list[_Block] = []
        source_at = text_at = 0
        for edit in (*self.edits, None):
            start = len(self.source) if edit is None else edit.start
            if source_at < start:
                blocks.append(_Block(Span(source_at, start), Span(text_at, text_at + start - source_at), None))
                text_at += start - source_at
            if edit is not None:
                blocks.append(_Block(edit.span, Span(text_at, text_at + len(edit.replacement)), edit))
                source_at, text_at = edit.end, text_at + len(edit.replacement)
        return tuple(blocks)

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans that the characters ``text[start:end]`` come from, in order, neighbours joined.

        A character of a replacement comes from the whole span that it replaces. With removals only, the pieces
        joined are the text itself.

        Raises:
            TextError: if the range is not one of the edited text.
        """
        _check(start, end, len(self.text), "edited text")
        pieces: list[Span] = []
        # Several blocks can start at one text position, since a removal takes no room there; the last of them is
        # the one that holds the character.
        number = max(0, bisect_right(self._blocks, start, key=lambda b: b.text.start) - 1)
        for block in islice(self._blocks, number, None):
            if block.text.start >= end:
                break
            if not block.text:
                continue
            piece = block.source
            if block.edit is None:
                shift = block.source.start - block.text.start
                piece = Span(max(start, block.text.start) + shift, min(end, block.text.end) + shift)
            if pieces and pieces[-1].end == piece.start:
                pieces[-1] = Span(pieces[-1].start, piece.end)
            else:
                pieces.append(piece)
        return tuple(pieces)

    def to_source(self, start: int, end: int) -> Span:
        """The smallest source span that holds all of ``text[start:end]``.

        An empty range maps to the empty source span in front of the character that follows it, or to the end of
        the source.

        Raises:
            TextError: if the range is not one of the edited text.
        """
        if start == end:
            _check(start, end, len(self.text), "edited text")
            at = self.pieces(start, start + 1)[0].start if start < len(self.text) else len(self.source)
            return Span(at, at)
        pieces = self.pieces(start, end)
        return Span(pieces[0].start, pieces[-1].end)

    def to_text(self, start: int, end: int) -> Span:
        """What is left of ``source[start:end]``, as a span of the edited text; empty where all of it was taken out.

        A part of a replaced span maps to the whole replacement.

        Raises:
            TextError: if the range is not one of the source.
        """
        _check(start, end, len(self.source), "source")
        first, last = self._block_at(start), self._block_at(max(start, end - 1))
        if first is None or last is None or start == end:
            at = len(self.text) if first is None else first.text.start
            at += start - first.source.start if first is not None and first.edit is None else 0
            return Span(at, at)
        low = first.text.start + (start - first.source.start if first.edit is None else 0)
        return Span(low, last.text.end - (last.source.end - end if last.edit is None else 0))

    def edit(self, edits: Iterable[Edit]) -> EditedText:
        """A new text with further edits, stated on the *current* text, composed onto the source.

        An earlier removal inside a new edit keeps its own record, so that every source character stays with the
        rule that took it out. An earlier replacement wholly inside a new edit becomes part of it; one that is cut
        in part keeps its record, with what is left of its replacement.

        Raises:
            TextError: if the new edits overlap or leave the current text.
        """
        ordered = tuple(sorted(edits, key=lambda edit: edit.start))
        on_text = EditedText(self.text, ordered)  # which sees to it that they are in order and inside the text
        compose = self._composed if any(edit.replacement for edit in (*self.edits, *ordered)) else self._removed
        return EditedText(self.source, compose(ordered)) if self.edits else on_text

    def _removed(self, new: tuple[Edit, ...]) -> list[Edit]:
        """The same as `_composed` where nothing is put in the place of anything, at a fraction of the cost."""
        old, result = self.edits, list[Edit]()
        number = gone = 0  # edits of the source that are in the result, and how much they take out
        for edit in new:
            start = edit.start
            while number < len(old) and (at := old[number].start - gone) < edit.end:
                if start < at:
                    result.append(_changed(edit, start + gone, old[number].start, ""))
                    start = at
                result.append(old[number])
                gone += old[number].end - old[number].start
                number += 1
            result.append(_changed(edit, start + gone, edit.end + gone, ""))
        return [*result, *old[number:]]

    def _composed(self, new: tuple[Edit, ...]) -> list[Edit]:
        result = list[Edit]()
        numbers = list[int]()  # beside each edit of the result, which new edit it belongs to; -1 for an earlier one
        first = 0  # the first new edit that does not end before the block
        for block in self._blocks:
            while first < len(new) and new[first].end <= block.text.start:
                first += 1
            inside: list[int] = []
            while block.text and first + len(inside) < len(new) and new[first + len(inside)].start < block.text.end:
                inside.append(first + len(inside))
            whole = len(inside) == 1 and new[inside[0]].start <= block.text.start and block.text.end <= new[inside[0]].end
            if block.edit is not None and not (inside and whole):
                rest = EditedText(block.edit.replacement, [_within(new[n], block.text) for n in inside]).text
                result.append(_changed(block.edit, block.edit.start, block.edit.end, rest))
                numbers.append(-1)
                continue
            for n in inside:
                cut = _within(new[n], block.text)
                source = block.source if whole else Span(block.source.start + cut.start, block.source.start + cut.end)
                if numbers and numbers[-1] == n and result[-1].end == source.start:
                    result[-1] = _changed(result[-1], result[-1].start, source.end, result[-1].replacement)
                else:
                    result.append(_changed(cut, source.start, source.end, cut.replacement))
                    numbers.append(n)
        return result

    def _block_at(self, position: int) -> _Block | None:
        number = bisect_right(self._blocks, position, key=lambda block: block.source.start) - 1
        return self._blocks[number] if number >= 0 and position < self._blocks[number].source.end else None


@frozen
class _Block:
    """A stretch of the source and what stands for it in the text; ``edit`` is None where it was kept."""

    source: Span
    text: Span
    edit: Edit | None


def _within(edit: Edit, span: Span) -> Edit:
    """The part of an edit inside a span, with offsets counted from the span; its replacement goes with its first part."""
    replacement = edit.replacement if span.start <= edit.start else ""
    start, end = max(edit.start, span.start) - span.start, min(edit.end, span.end) - span.start
    return _changed(edit, start, end, replacement)


def _changed(edit: Edit, start: int, end: int, replacement: str) -> Edit:
    """The edit with another place and another replacement; `attrs.evolve` takes ten times as long."""
    return Edit(start, end, replacement, edit.kind, edit.rule, edit.reason, edit.lifted)


def _check(start: int, end: int, length: int, name: str) -> None:
    if not 0 <= start <= end <= length:
        raise TextError(f"{start} to {end} is not a range of the {name}, which has {length} characters")


def lines(text: str) -> Iterator[Span]:
    """The non-empty lines of a text in order, without their line ends."""
    return (Span(*match.span()) for match in LINE.finditer(text))


def stripped(text: str, span: Span) -> Span:
    """``span`` without the white space and invisible characters at both its ends; empty if there is nothing else."""
    line = span.of(text)
    lead = len(line) - len(line.lstrip(INVISIBLE))
    return Span(span.start + lead, span.start + max(lead, len(line.rstrip(INVISIBLE))))
