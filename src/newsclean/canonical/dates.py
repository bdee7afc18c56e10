"""The days, months, years and hours of a wording, and how two of them differ."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import regex
from attrs import define

from newsclean.canonical.difference import DifferenceKind, Grade
from newsclean.canonical.fact import Fact
from newsclean.canonical.lexicon import CAPITAL, DAY, DAYPART, DAYPARTS, DAYS, DIGITS, MONTH, MONTHS, PERIOD, WEEKDAY, WEEKDAYS
from newsclean.canonical.tokens import Tokens

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


@define
class Moment:
    """When something was, as far as it is told.

    Attributes:
        year, month, day: of the calendar.
        weekday: 0 for Monday.
        offset: days from the day of publication.
        period: a week, month or year, and how many from the present one.
        part: of the day.
        minute: of the day, by the clock.
        shift: "early", "late" and the like.
        future: whether a weekday is the next one rather than the last.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    period: tuple[str, int] | None = None
    part: str = ""
    minute: int | None = None
    shift: str = ""
    future: bool = False

    def on(self, published: datetime | None) -> tuple[int | None, int | None, int | None]:
        """Year, month and day as far as they can be told; a weekday is the last one up to the publication."""
        if self.day is not None and self.month is not None:
            return self._year(published), self.month, self.day
        if published is None or (self.offset is None and self.weekday is None):
            return self.year, self.month, self.day
        today = published.date()
        if self.offset is not None:
            shift = self.offset
        else:
            shift = -((today.weekday() - (self.weekday or 0)) % 7)
            if self.future:
                shift += 7
        try:
            found = today + timedelta(days=shift)
        except OverflowError:
            return self.year, self.month, self.day
        return found.year, found.month, found.day

    def _year(self, published: datetime | None) -> int | None:
        if self.year is not None or published is None or self.month is None:
            return self.year
        away = self.month - published.month
        return published.year + (away < -6) - (away > 6)


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
        found.append(Fact(DifferenceKind.DATE, first, end, _told(moment), moment))
        n = end
    return found


def compare_dates(one: Moment, other: Moment, published: tuple[datetime | None, datetime | None]) -> Grade:
    """How two dates of other words differ; ``published`` are the days that their wordings were published."""
    a, b = one.on(published[0]), other.on(published[1])
    grade = _compare_days(one, other, a, b, published)
    return grade if grade is Grade.CONTRADICTION else max(grade, _compare_hours(one, other), key=_weight)


def _weight(grade: Grade) -> int:
    return (Grade.FORM, Grade.ABSENCE, Grade.PRECISION, Grade.CONTRADICTION).index(grade)


def resolved(moment: Moment, published: datetime | None) -> str:
    """The date in normal form: ISO 8601 where the day is known, else what is told."""
    year, month, day = moment.on(published)
    if day is None or month is None:
        return _told(moment)
    calendar = f"{year:04d}-{month:02d}-{day:02d}" if year is not None else f"--{month:02d}-{day:02d}"
    return " ".join(part for part in (calendar, moment.part, _clock(moment)) if part)


def _compare_days(
    one: Moment,
    other: Moment,
    a: tuple[int | None, int | None, int | None],
    b: tuple[int | None, int | None, int | None],
    published: tuple[datetime | None, datetime | None],
) -> Grade:
    if any(x is not None and y is not None and x != y for x, y in zip(a, b, strict=True)):
        return Grade.CONTRADICTION
    whole = a == b and a[2] is not None
    if whole:
        return Grade.FORM
    days = {_weekday(one, a), _weekday(other, b)} - {None}
    if len(days) > 1:
        return Grade.CONTRADICTION
    if one.offset is not None and other.offset is not None:
        return Grade.FORM if one.offset == other.offset else Grade.CONTRADICTION
    if one.period and other.period:
        if one.period == other.period:
            return Grade.FORM
        return Grade.CONTRADICTION if one.period[0] == other.period[0] else Grade.PRECISION
    for moment, day, on in ((one, b, published[0]), (other, a, published[1])):
        if moment.period and on is not None and not _holds(moment.period, day, on):
            return Grade.CONTRADICTION
    same = a == b and one.weekday == other.weekday and one.offset == other.offset and one.period == other.period
    return Grade.FORM if same else Grade.PRECISION


def _compare_hours(one: Moment, other: Moment) -> Grade:
    if one.minute is not None and other.minute is not None and one.minute != other.minute:
        return Grade.CONTRADICTION
    if one.part and other.part and one.part != other.part:
        near = {one.part, other.part} <= {"evening", "night", "midnight"} or {one.part, other.part} <= {"morning", "dawn"}
        return Grade.PRECISION if near else Grade.CONTRADICTION
    same = (one.part, one.minute, one.shift) == (other.part, other.minute, other.shift)
    return Grade.FORM if same else Grade.PRECISION


def _weekday(moment: Moment, day: tuple[int | None, int | None, int | None]) -> int | None:
    if moment.weekday is not None or None in day:
        return moment.weekday
    try:
        return date(*day).weekday()  # type: ignore[arg-type]
    except ValueError:
        return None


def _holds(period: tuple[str, int], day: tuple[int | None, int | None, int | None], published: datetime) -> bool:
    """Whether a day can lie in a period; yes where it is not known."""
    if day[0] is None or day[1] is None:
        return True
    name, shift = period
    if name == "year":
        return day[0] == published.year + shift
    if name == "month":
        return day[0] * 12 + day[1] == published.year * 12 + published.month + shift
    if day[2] is None:
        return True
    try:
        away = (date(*day) - published.date()).days  # type: ignore[arg-type]
    except ValueError:
        return True
    # "Last week" and "this week" are said of any of the last seven days too.
    return -14 <= away <= 0 if shift < 0 else -7 <= away <= 7 if not shift else 0 <= away <= 14


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


def _clock(moment: Moment) -> str:
    return f"{moment.minute // 60:02d}:{moment.minute % 60:02d}" if moment.minute is not None else ""


def _told(moment: Moment) -> str:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    parts = [
        f"{moment.year:04d}" if moment.year is not None else "",
        f"{moment.month:02d}" if moment.month is not None else "",
        f"{moment.day:02d}" if moment.day is not None else "",
    ]
    calendar = "-".join(part or "-" for part in parts) if any(parts[1:]) else parts[0]
    return " ".join(
        part
        for part in (
            moment.shift,
            calendar,
            names[moment.weekday] if moment.weekday is not None else "",
            f"{moment.offset:+d} days" if moment.offset is not None else "",
            f"{moment.period[0]} {moment.period[1]:+d}" if moment.period else "",
            moment.part,
            _clock(moment),
        )
        if part
    )
