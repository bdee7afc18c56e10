"""What a date tells, and how two of them differ."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import define

from newsclean.canonical.wordings.difference import Grade


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
        return told(moment)
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


def _clock(moment: Moment) -> str:
    return f"{moment.minute // 60:02d}:{moment.minute % 60:02d}" if moment.minute is not None else ""


def told(moment: Moment) -> str:
    """The date as far as the words tell it."""
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
