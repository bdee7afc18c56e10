"""The numbers of a wording."""

from __future__ import annotations

import regex
from attrs import evolve

from newsclean.canonical.wordings.amounts import (
    ABOUT,
    DECIMALS,
    EXACT,
    MEASURES,
    NEARLY,
    ONE_MEASURE,
    OVER,
    UNDER,
    Amount,
    normal_form,
    plain_value,
)
from newsclean.canonical.wordings.difference import DifferenceKind
from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.lexicon import (
    CURRENCIES,
    DIGITS,
    NUMERAL,
    ORDINALS,
    PARTS,
    PERCENT,
    SCALES,
    SUFFIXES,
    SYMBOL,
    UNITS,
)
from newsclean.canonical.wordings.tokens import Tokens

FIGURE = regex.compile(r"(?P<digits>\d++(?:[.,]\d++)*+)(?P<part>[½⅓⅔¼¾])?(?P<suffix>\p{L}*+)$")
FRACTION = regex.compile(r"(?P<over>\d{1,3})/(?P<under>[1-9]\d{0,2})$")
THOUSANDS = {".": regex.compile(r"\d{1,3}(?:\.\d{3})+$"), ",": regex.compile(r"\d{1,3}(?:,\d{3})+$")}
ORDINAL_SUFFIXES = frozenset("st nd rd th".split())
DASHES = frozenset("-–—‑−")
BEFORE = {
    "about": ABOUT, "around": ABOUT, "some": ABOUT, "roughly": ABOUT, "approximately": ABOUT, "circa": ABOUT, "estimated": ABOUT,
    "nearly": NEARLY, "almost": NEARLY, "over": OVER, "exceeding": OVER, "above": OVER, "under": UNDER, "below": UNDER,
    "etwa": ABOUT, "rund": ABOUT, "fast": NEARLY, "über": OVER, "environ": ABOUT, "unos": ABOUT,
}  # fmt: skip
BEFORE_TWO = {
    ("more", "than"): OVER, ("greater", "than"): OVER, ("at", "least"): OVER, ("less", "than"): UNDER, ("fewer", "than"): UNDER,
    ("at", "most"): UNDER, ("up", "to"): UNDER, ("close", "to"): NEARLY, ("mehr", "als"): OVER, ("plus", "de"): OVER,
    ("más", "de"): OVER, ("many", "as"): UNDER, ("much", "as"): UNDER,
}  # fmt: skip
ARTICLES = frozenset(("a", "an"))
# "Hundreds of people" are two hundred to a hundred hundred.
VAGUE = frozenset("hundreds thousands millions billions trillions dozens".split())
SINGLE_SCALES = frozenset("tausend mille mil".split())
TO_A_SCALE = frozenset("the all its some these those many".split())
TEN, TWENTY, HUNDRED = 10, 20, 100


def numbers(tokens: Tokens, taken: frozenset[int]) -> list[Fact]:
    """The numbers in digits and words, in order, without those in the tokens ``taken`` by dates."""
    found: list[Fact] = []
    at = 0
    for n, kinds in enumerate(tokens.classes):
        if n < at or not kinds & (DIGITS | NUMERAL) or n in taken:
            continue
        amount = _amount(tokens, n, at)
        if amount is None:
            continue
        first, amount = _before(tokens, n, at, amount)
        at = amount.end
        found.append(Fact(DifferenceKind.NUMBER, first, at, normal_form(amount), amount))
    return found


def _amount(tokens: Tokens, n: int, begin: int) -> Amount | None:
    """The amount that begins with a token, with its scale, its unit and the upper end of its range."""
    single = _single(tokens, n)
    if single is None:
        return None
    amount = _with_unit(tokens, n, single)
    upper = _upper(tokens, amount, between=n > begin and tokens.keys[n - 1] in ("between", "zwischen", "entre"), start=n)
    if upper is None or amount.unit not in ("", upper.unit):  # "by 7 percent to 15 million"
        return amount
    # "10-12 million", "$10-12": the scale and the unit are those of both.
    scale = upper.step if amount.step < upper.step and amount.value < upper.value / upper.step * 1.0001 else 1.0
    low = amount.value * (scale if scale >= HUNDRED and amount.value * scale <= upper.value else 1)
    unit = upper.unit or amount.unit
    if low > upper.value:  # a score
        return evolve(amount, unit=f"{unit}-{plain_value(upper.value)}", end=upper.end)
    return Amount(low, upper.value, upper.step, unit, EXACT, upper.end)


def _upper(tokens: Tokens, amount: Amount, *, between: bool, start: int) -> Amount | None:
    """The number that a range runs to, if the amount begins one."""
    n = amount.end
    if n >= tokens.count:
        return None
    key = tokens.keys[n]
    from_to = start > 0 and tokens.keys[start - 1] in ("from", "von", "de", "desde")
    if key == "-" or (key in ("to", "bis", "à", "a") and not from_to) or (key == "and" and between):
        n += 1
    elif tokens.between(n).strip() not in DASHES or not tokens.classes[n] & DIGITS:
        return None
    if n >= tokens.count or not tokens.classes[n] & (DIGITS | NUMERAL | SYMBOL):
        return None
    if tokens.keys[n] in CURRENCIES and n + 1 < tokens.count:
        n += 1
    single = _single(tokens, n)
    return _with_unit(tokens, n, single) if single is not None and not single.unit.isalpha() else None


def _single(tokens: Tokens, n: int) -> Amount | None:
    if tokens.classes[n] & DIGITS:
        return _digits(tokens, n)
    return _words(tokens, n) if tokens.classes[n] & NUMERAL else None


def _digits(tokens: Tokens, n: int) -> Amount | None:
    key = tokens.keys[n]
    if match := FRACTION.match(key):
        part = int(match["over"]) / int(match["under"])
        return Amount(part, part, 1e-6, "", EXACT, n + 1)
    match = FIGURE.match(key)
    if match is None:
        return Amount(0, 0, 1, key, EXACT, n + 1)
    plain = _decimal(match["digits"], comma=tokens.decimal_comma)
    if len(plain) > 300:  # past what a float holds; no figure of the news
        return Amount(0, 0, 1, key, EXACT, n + 1)
    value, step = float(plain), 10.0 ** -len(plain.partition(".")[2])
    if match["part"]:
        value, step = value + PARTS[match["part"]], 0.01
    suffix = match["suffix"].lower()
    if suffix in ORDINAL_SUFFIXES and (suffix != "st" or plain.endswith("1")):
        return Amount(value, value, 1, "th", EXACT, n + 1)
    if suffix in SUFFIXES and (suffix != "m" or (n and tokens.keys[n - 1] in CURRENCIES)):  # else metres, or as well millions
        value = round(value * SUFFIXES[suffix], DECIMALS)
        return _scaled(tokens, Amount(value, value, step * SUFFIXES[suffix], "", EXACT, n + 1))
    if suffix:
        unit = ONE_MEASURE.get(suffix, suffix) if suffix != "m" else suffix
        return Amount(value, value, step, unit, EXACT, n + 1)
    if step == 1 and value and not value % 10:
        step = float(10 ** (len(plain) - len(plain.rstrip("0"))))
    return _scaled(tokens, Amount(value, value, step, "", EXACT, n + 1))


def _decimal(digits: str, *, comma: bool) -> str:
    """The digits with a decimal point, and no other mark."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    group, point = (".", ",") if comma else (",", ".")
    if len(set(marks)) > 1:
        return digits.replace("," if last == "." else ".", "").replace(last, ".")
    if len(marks) > 1 or (last == group and THOUSANDS[group].match(digits)):
        return digits.replace(last, "")
    return digits.replace(last, ".") if last in (group, point) else digits


def _words(tokens: Tokens, n: int) -> Amount | None:
    key = tokens.keys[n]
    before = tokens.keys[n - 1] if n else ""
    if key in ORDINALS:
        if key == "second" and before in ("per", "one"):
            return None
        return Amount(ORDINALS[key], ORDINALS[key], 1, "th", EXACT, n + 1)
    if key in UNITS:
        return _units(tokens, n)
    if key in PARTS:
        if before in ORDINALS or (key.startswith("quarter") and before not in ("a", "one", "three")):
            return None  # "the second half", "the first quarter"
        end = n + 1
        if end + 1 < tokens.count and tokens.keys[end] in ARTICLES and tokens.keys[end + 1] in SCALES:
            end += 1
        return _scaled(tokens, Amount(PARTS[key], PARTS[key], 0.01, "", EXACT, end))
    scale = SCALES[key]
    if key in VAGUE and before not in ARTICLES:
        return None if before in TO_A_SCALE else Amount(2 * scale, HUNDRED * scale, scale, "", EXACT, n + 1)
    if before not in ARTICLES and key not in SINGLE_SCALES:
        return None
    return _scaled(tokens, Amount(scale, scale, scale, "", EXACT, n + 1))


def _units(tokens: Tokens, n: int) -> Amount:
    """A number below a hundred in words, and what scales it: "twenty-one", "twenty-first", "two hundred"."""
    value, end = UNITS[tokens.keys[n]], n + 1
    if value >= TWENTY and end < tokens.count and tokens.between(end) in ("-", " ", "‑"):
        more, order = UNITS.get(tokens.keys[end], 0), ORDINALS.get(tokens.keys[end], 0)
        if 0 < order < TEN:
            return Amount(value + order, value + order, 1, "th", EXACT, end + 1)
        if 0 < more < TEN:
            value, end = value + more, end + 1
    return _scaled(tokens, Amount(value, value, 1, "", EXACT, end))


def _scaled(tokens: Tokens, amount: Amount) -> Amount:
    """The amount times the scales that follow it, and the rest that follows "hundred" ("two hundred and twelve")."""
    end = amount.end
    value, step = amount.value, amount.step
    while end < tokens.count and tokens.keys[end] in SCALES and tokens.between(end) in (" ", "-", "\u00a0"):
        scale = SCALES[tokens.keys[end]]
        value, step, end = round(value * scale, DECIMALS), step * scale, end + 1
        after = end + (end < tokens.count and tokens.keys[end] == "and")
        rest = UNITS.get(tokens.keys[after], 0) if after < tokens.count and scale >= HUNDRED else 0
        if rest:
            end = after + 1
            if rest >= TWENTY and end < tokens.count and 0 < UNITS.get(tokens.keys[end], 0) < TEN:
                rest, end = rest + UNITS[tokens.keys[end]], end + 1
            value, step = value + rest, 1
        if value > 1e300:
            break
    if end + 2 < tokens.count and tokens.keys[end] == "and" and tokens.keys[end + 1] == "a" and tokens.keys[end + 2] == "half":
        return Amount(value + 0.5, value + 0.5, 0.1, amount.unit, EXACT, end + 3)
    return Amount(value, value, step, amount.unit, amount.share, end)


def _with_unit(tokens: Tokens, n: int, amount: Amount) -> Amount:
    end, keys = amount.end, tokens.keys
    before = keys[n - 1] if n else ""
    if before in CURRENCIES and tokens.classes[n - 1] & SYMBOL and not tokens.between(n).strip():
        return evolve(amount, unit=CURRENCIES[before])
    if amount.unit or end >= tokens.count:
        return amount
    if keys[end] in PERCENT and tokens.between(end).strip() in ("", "-"):
        return evolve(amount, unit="%", end=end + 1)
    if keys[end] in MEASURES and keys[end] not in ("in", "m") and tokens.between(end).strip() in ("", "-"):
        return evolve(amount, unit=ONE_MEASURE[keys[end]], end=end + 1)
    if end + 1 < tokens.count and (keys[end], keys[end + 1]) in (("per", "cent"), ("pour", "cent"), ("por", "ciento")):
        return evolve(amount, unit="%", end=end + 2)
    if keys[end] == "u.s." and end + 1 < tokens.count and keys[end + 1] in CURRENCIES:
        return evolve(amount, unit="$", end=end + 2)
    if keys[end] in CURRENCIES and not tokens.classes[end] & SYMBOL:
        return evolve(amount, unit=CURRENCIES[keys[end]], end=end + 1)
    if keys[end] in CURRENCIES and not (end + 1 < tokens.count and tokens.classes[end + 1] & DIGITS):
        return evolve(amount, unit=CURRENCIES[keys[end]], end=end + 1)
    return amount


def _before(tokens: Tokens, n: int, begin: int, amount: Amount) -> tuple[int, Amount]:
    """The first token of a number with what stands before it, and the amount as that makes it."""
    keys = tokens.keys
    first, amount = _signed(tokens, n, begin, amount)
    if first > begin and (keys[first - 1] == "between" or (keys[first - 1] in ARTICLES and keys[n] in SCALES)):
        first -= 1
    if amount.unit == "th":
        return first, amount
    share = BEFORE_TWO.get((keys[first - 2], keys[first - 1])) if first - 2 >= begin else None
    if share is not None:
        first -= 2
        if first > begin and keys[first - 1] in ("no", "not"):  # "no more than"
            return first - 1, evolve(amount, share={OVER: UNDER, UNDER: OVER}.get(share, share))
        return first - (first > begin and keys[first - 1] == "as"), evolve(amount, share=share)
    if first > begin and keys[first - 1] in BEFORE:
        return first - 1, evolve(amount, share=BEFORE[keys[first - 1]])
    return first, amount


def _signed(tokens: Tokens, n: int, begin: int, amount: Amount) -> tuple[int, Amount]:
    """The first token of a number with its currency and its sign."""
    first = n
    if first > begin and tokens.keys[first - 1] in CURRENCIES and tokens.classes[first - 1] & SYMBOL and amount.unit:
        first -= 1
    if first == begin or tokens.keys[first - 1] not in ("-", "+", "minus"):
        return first, amount
    first -= 1
    return first, amount if tokens.keys[first] == "+" else evolve(amount, value=-amount.value, top=-amount.top)
