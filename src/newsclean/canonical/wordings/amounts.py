"""What a number tells, and how two of them differ."""

from __future__ import annotations

from attrs import evolve, frozen

from newsclean.canonical.wordings.difference import Grade
from newsclean.canonical.wordings.lexicon import SCALES

# Measures: what is measured, and how much of its base unit (metre, kilogram, metre a second) one is.
MEASURES = {
    word: (what, much)
    for what, much, words in (
        ("length", 0.3048, "ft foot feet"), ("length", 1.0, "m metre metres meter meters"), ("length", 0.01, "cm"),
        ("length", 0.001, "mm"), ("length", 1000.0, "km kms kilometre kilometres kilometer kilometers"),
        ("length", 1609.344, "mile miles mi"), ("length", 0.9144, "yard yards"), ("length", 0.0254, "inch inches in"),
        ("mass", 1.0, "kg kgs kilo kilos kilogram kilograms"), ("mass", 0.4536, "lb lbs"), ("mass", 6.35, "stone st"),
        ("mass", 1000.0, "tonne tonnes"), ("mass", 907.0, "ton tons"), ("speed", 0.447, "mph"), ("speed", 0.2778, "kph kmh"),
    )
    for word in words.split()
}  # fmt: skip
ONE_MEASURE = {word: min(w for w in MEASURES if MEASURES[w] == MEASURES[word]) for word in MEASURES}
CONVERTED = 0.08  # of what a measure may be off that was converted and rounded: "13ft" is "4m"
# What the word before a number makes of it: the shares of the number that it may lie between. Authors round by about a tenth.
ABOUT, NEARLY, OVER, UNDER, EXACT = (0.9, 1.1), (0.85, 1.0), (1.0, 2.0), (0.0, 1.0), (1.0, 1.0)
# A trailing nought is as often exact as rounded: 150 killed are not 152 killed, but 12,000 people may be 12,345.
MIN_ROUNDED = 1000
DECIMALS = 4  # 1.1 times a million is a little more to a computer
ROUNDING = 0.05  # of what a number may be off where it is a rounding of a finer one


@frozen
class Amount:
    """A number as it is stated.

    Attributes:
        value: the number; the lower one of a range.
        top: the upper one of a range, else the same.
        step: the worth of one in the last written digit: 1.2 million is told to the nearest 100,000.
        unit: "%", a currency's sign, "th" for an ordinal, letters that stand on the digits; else empty.
        share: the shares of the number between which it may lie ("nearly", "more than").
        end: the number of the token after it.
    """

    value: float
    top: float
    step: float
    unit: str
    share: tuple[float, float]
    end: int

    @property
    def low(self) -> float:
        """The least that it can mean."""
        return min(self.value * self.share[0], self.value * self.share[1])

    @property
    def high(self) -> float:
        """The most that it can mean."""
        return max(self.top * self.share[0], self.top * self.share[1])


def compare_numbers(one: Amount, other: Amount) -> Grade:
    """How two amounts of other normal form differ."""
    if (one.unit == "m") != (other.unit == "m"):
        one, other = _in_millions(one, other), _in_millions(other, one)
    measured = _compare_measures(one, other)
    if measured is not None:
        return measured
    units = {one.unit, other.unit}
    if len(units) > 1 and ("" not in units or units & {"%", "th"}):
        return Grade.CONTRADICTION
    same = len(units) == 1
    if (one.value, one.top) == (other.value, other.top):
        if one.share == other.share:
            return Grade.FORM if same else Grade.PRECISION
        opposite = {one.share, other.share} in ({OVER, UNDER}, {OVER, NEARLY})
        return Grade.CONTRADICTION if opposite else Grade.PRECISION
    if _rounds(one, other) or _rounds(other, one):
        return Grade.PRECISION
    if one.share == other.share and one.value == one.top and other.value == other.top:
        return Grade.CONTRADICTION
    return Grade.PRECISION if max(one.low, other.low) <= min(one.high, other.high) else Grade.CONTRADICTION


def _in_millions(amount: Amount, other: Amount) -> Amount:
    """An amount of "4m" as four millions, unless the other is a length."""
    if amount.unit != "m" or MEASURES.get(other.unit, ("",))[0] == "length":
        return amount
    million = SCALES["million"]
    value, top = round(amount.value * million, DECIMALS), round(amount.top * million, DECIMALS)
    return evolve(amount, value=value, top=top, step=amount.step * million, unit=other.unit)


def _compare_measures(one: Amount, other: Amount) -> Grade | None:
    """How two measures in different units differ; None where they are no such."""
    if one.unit == other.unit or one.unit not in MEASURES or other.unit not in MEASURES:
        return None
    (what, much), (other_what, other_much) = MEASURES[one.unit], MEASURES[other.unit]
    a, b = one.value * much, other.value * other_much
    if what != other_what or abs(a - b) > CONVERTED * max(abs(a), abs(b)):
        return Grade.CONTRADICTION
    return Grade.PRECISION


def _rounds(coarse: Amount, fine: Amount) -> bool:
    if coarse.top != coarse.value or fine.top != fine.value or coarse.step <= fine.step:
        return False
    off = abs(coarse.value - fine.value)
    return (
        off <= 0.5 * coarse.step * 1.0001
        and off <= ROUNDING * abs(fine.value)
        and (abs(coarse.value) >= MIN_ROUNDED or coarse.step < 1 or fine.step < 1)
    )


def normal_form(amount: Amount) -> str:
    """The amount with its sign of what it may be, and its unit: "~1200000", "10-12", "5%", "2nd"."""
    sign = {ABOUT: "~", NEARLY: "<~", OVER: ">", UNDER: "<"}.get(amount.share, "")
    value = plain_value(amount.value) if amount.value == amount.top else f"{plain_value(amount.value)}-{plain_value(amount.top)}"
    unit = {1: "st", 2: "nd", 3: "rd"}.get(int(amount.value), "th") if amount.unit == "th" else amount.unit
    return f"{sign}{value}{unit}"


def plain_value(value: float) -> str:
    """The number without a needless fraction."""
    return str(int(value)) if value == int(value) else format(value, ".10g")
