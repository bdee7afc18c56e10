"""What an article is about: its numbers, and the words it repeats. Template texts share the form and differ here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex
from attrs import frozen

NUMBER = regex.compile(
    r"(?<![\p{L}\p{N}])(\d+(?:,\d{3})*(?:\.\d+)?)(?:[ -]?(thousand|million|billion|trillion|mln|bln|bn|k|m)\b)?", regex.I
)
POWERS = {"thousand": 3, "k": 3, "million": 6, "mln": 6, "m": 6, "billion": 9, "bln": 9, "bn": 9, "trillion": 12}
# Words that say nothing of the subject although news repeats them.
EMPTY = frozenset(
    """that this with from have been were they their would there which about when what will more than after also some into
    could other them said says over only time year years people first last just like most made many before because being
    while where since those these very such your told""".split()
)
TOP = 5
LONG_TEXT = 150  # words; in shorter texts a word said twice is already repeated


@frozen
class Number:
    """A number in a text, and the worth of one in its last written digit: 1.2 million is 1,200,000 to the nearest 100,000."""

    value: float
    unit: float

    def agrees(self, other: Number) -> bool:
        """Whether both can mean one amount: the finer one rounds to the coarser."""
        if self.unit == other.unit:
            return self.value == other.value
        return abs(self.value - other.value) <= 0.5 * max(self.unit, other.unit) * 1.0001


def numbers(text: str) -> list[Number]:
    """The numbers written in digits, scaled by a following "million" and the like."""
    found = []
    for digits, scale in NUMBER.findall(text):
        plain = digits.replace(",", "")
        power = POWERS.get(scale.lower(), 0)
        decimals = len(plain.partition(".")[2])
        found.append(Number(float(plain) * 10**power, 10.0 ** (power - decimals)))
    return found


def number_agreement(a: Sequence[Number], b: Sequence[Number]) -> tuple[float, int]:
    """(agreement as a share 0-1, how many numbers each side has that the other lacks, the lesser of both)."""
    left = list(b)
    for number in a:
        partner = next((other for other in left if number.agrees(other)), None)
        if partner is not None:
            left.remove(partner)
    matched = len(b) - len(left)
    own = min(len(a) - matched, len(left))
    return (matched + 1) / (matched + own + 1), own


def subject_clash(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each text has two repeated words, and one of its most frequent, that the other never uses. Word keys in."""
    return all(_own_subject(one, other) for one, other in ((a, b), (b, a)))


def _own_subject(keys: Sequence[str], other: Sequence[str]) -> bool:
    counts, absent = Counter(keys), set(keys) - set(other)
    telling = [key for key, _ in counts.most_common() if len(key) > 3 and key not in EMPTY and not key[0].isdigit()]
    often = 3 if len(keys) >= LONG_TEXT else 2
    repeated = sum(counts[key] >= often and key in absent for key in telling)
    return repeated >= 2 and any(key in absent for key in telling[:TOP])
