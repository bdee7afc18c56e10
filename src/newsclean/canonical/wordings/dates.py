"""The days, months, years and hours of a wording."""

from __future__ import annotations

import regex

from newsclean.canonical.wordings.difference import DifferenceKind
from newsclean.canonical.wordings.fact import Fact
from newsclean.canonical.wordings.lexicon import (
    CAPITAL,
    DAY,
    DAYPART,
    DAYPARTS,
    DAYS,
    DIGITS,
    MONTH,
    MONTHS,
    PERIOD,
    WEEKDAY,
    WEEKDAYS,
)
from newsclean.canonical.wordings.moments import Moment, told
from newsclean.canonical.wordings.tokens import Tokens

ISO = regex.compile(r"(\d{4})-(\d\d)-(\d\d)$")
SLASHED = regex.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)$")
CLOCK = regex.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(am|pm)?$|(1[0-2]|[1-9])(am|pm)$")
DAY_OF_MONTH = regex.compile(r"(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?$")
YEAR = regex.compile(r"(?:1[89]|20)\d\d$")
HALF_DAY = {"am": 0, "pm": 12}
HOURS = frozenset("am pm oclock gmt est edt utc cet uhr".split())
# Words that are a month or a weekday only with a capital: "may", "march", "mars", "sat".
AMBIGUOUS = frozenset("may march mars mon wed sat sun mai fri mar jan dec august".split())
GLUE = frozenset("the of on at in this de du del early late um am el le".split())
BEFORE_A_YEAR = frozenset("in since by until during from through before after early late mid of and to".split())
BEFORE_A_PERIOD = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
BEFORE_A_DAYPART = frozenset("this last the that late early next".split())
LEADING = frozenset("early earlier late later this last next past".split())
MAX_GLUE = 2
CALENDAR = MONTH | WEEKDAY | DAY | DAYPART | PERIOD | DIGITS  # what a date has a word of


def dates(tokens: Tokens, *, future: bool) -> list[Fact]:
    """The dates and hours, in order. ``future`` says whether the wording tells what will be."""
    found: list[Fact] = []
    n = 0
    for at, kinds in enumerate(tokens.classes):
        if not kinds & CALENDAR or at < n or not _is_core(tokens, at):
            continue
        first = n = at
        cores = [n]
        while (following := _next_core(tokens, n)) is not None:
            n = following
            cores.append(n)
        end = n + 1
        while end < tokens.count and tokens.keys[end] in HOURS and tokens.classes[end - 1] & DIGITS:
            end += 1
        floor = found[-1].end if found else 0
        while first > floor and tokens.keys[first - 1] in LEADING:
            first -= 1
        moment = _moment(tokens, first, cores, end)
        moment.future = tokens.keys[first] == "next" or (future and tokens.keys[first] not in ("last", "past"))
        found.append(Fact(DifferenceKind.DATE, first, end, told(moment), moment))
        n = end
    return found


def _is_core(tokens: Tokens, n: int) -> bool:
    kinds, key = tokens.classes[n], tokens.keys[n]
    before = tokens.keys[n - 1] if n else ""
    after = tokens.keys[n + 1] if n + 1 < tokens.count else ""
    if kinds & DIGITS:
        if CLOCK.match(key):
            return ":" in key or not key[-1].isdigit() or after in HOURS
        if ISO.match(key) or SLASHED.match(key):
            return True
        if DAY_OF_MONTH.match(key):
            near = [n + 1, n - 1, n + 2 if after in ("of", "de") else n]
            return after in HOURS or any(0 <= m < tokens.count and _is_month(tokens, m) for m in near)
        return (
            bool(YEAR.match(key))
            and not tokens.between(n).endswith("-")
            and (before in BEFORE_A_YEAR or (n > 0 and (_is_month(tokens, n - 1) or (n > 1 and _is_month(tokens, n - 2)))))
        )
    if kinds & MONTH and _is_month(tokens, n):
        return True
    if kinds & WEEKDAY:
        return bool(kinds & CAPITAL) or (key not in AMBIGUOUS and tokens.decimal_comma)
    if kinds & DAY:
        return True
    if kinds & DAYPART:
        return before in BEFORE_A_DAYPART or before in WEEKDAYS or before in DAYS or key in ("midnight", "overnight")
    return bool(kinds & PERIOD) and before in BEFORE_A_PERIOD


def _is_month(tokens: Tokens, n: int) -> bool:
    kinds = tokens.classes[n]
    if not kinds & MONTH:
        return False
    beside = [m for m in (n - 1, n + 1, n - 2) if 0 <= m < tokens.count]
    if any(tokens.classes[m] & DIGITS for m in beside[:2]) and (kinds & CAPITAL or tokens.keys[n] not in AMBIGUOUS):
        return True
    if not kinds & CAPITAL:
        return tokens.decimal_comma and tokens.keys[n] not in AMBIGUOUS
    return tokens.keys[n] not in AMBIGUOUS or (
        n > 0 and tokens.starts[n] not in tokens.openings and tokens.keys[n - 1] in BEFORE_A_YEAR | BEFORE_A_PERIOD.keys()
    )


def _next_core(tokens: Tokens, n: int) -> int | None:
    """The next token of the same date, past commas and a little word or two."""
    m = n + 1
    while m < tokens.count and m - n <= MAX_GLUE + 1 and tokens.between(m).strip() in ("", ",", "."):
        if _is_core(tokens, m):
            return m
        if tokens.keys[m] not in GLUE:
            return None
        m += 1
    return None


def _moment(tokens: Tokens, first: int, cores: list[int], end: int) -> Moment:
    moment = Moment()
    for n in cores:
        _read(tokens, n, moment)
    for n in range(first, cores[0]):
        if tokens.keys[n] in ("early", "earlier", "late", "later"):
            moment.shift = (
                tokens.keys[n].removesuffix("r").replace("lie", "ly") if tokens.keys[n] == "earlier" else tokens.keys[n]
            )
    if moment.minute is not None and end > cores[-1] + 1 and tokens.keys[end - 1] in HALF_DAY and moment.minute < 13 * 60:
        moment.minute = moment.minute % (12 * 60) + 60 * HALF_DAY[tokens.keys[end - 1]]
    return moment


def _read(tokens: Tokens, n: int, moment: Moment) -> None:
    kinds, key = tokens.classes[n], tokens.keys[n]
    before = tokens.keys[n - 1] if n else ""
    if kinds & DIGITS:
        if key.isdecimal() and len(key) < 3 and n + 1 < tokens.count and tokens.keys[n + 1] in HOURS:
            moment.minute = int(key) * 60
        else:
            _read_digits(key, moment)
    elif kinds & MONTH:
        moment.month = MONTHS[key]
    elif kinds & WEEKDAY:
        moment.weekday = WEEKDAYS[key]
    elif kinds & DAY:
        moment.offset = DAYS[key]
        moment.part = "night" if key == "tonight" else moment.part
    elif kinds & DAYPART:
        moment.part = DAYPARTS[key]
        if before in ("this", "last") and moment.weekday is None:
            moment.offset = 0 if before == "this" else -1
    elif kinds & PERIOD:
        moment.period = (key, BEFORE_A_PERIOD[before])


def _read_digits(key: str, moment: Moment) -> None:
    if match := ISO.match(key):
        moment.year, moment.month, moment.day = (int(group) for group in match.groups())
    elif match := SLASHED.match(key):
        first, second, year = (int(group) for group in match.groups())
        # Day and month stand in either order; only one above 12 tells.
        dotted = "." in key or first > 12
        moment.day, moment.month = (first, second) if dotted else (second, first)
        moment.year = year + (2000 if year < 70 else 1900 if year < 100 else 0)
    elif (match := CLOCK.match(key)) and (":" in key or not key[-1].isdigit() or "." in key):
        hour = int(match[1] or match[4])
        half = match[3] or match[5]
        moment.minute = (hour % 12 + HALF_DAY[half] if half else hour) * 60 + int(match[2] or 0)
    elif YEAR.match(key):
        moment.year = int(key)
    elif match := DAY_OF_MONTH.match(key):
        moment.day = int(match[1])
