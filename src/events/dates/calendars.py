"""Intervals of days, and the Umm al-Qura calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from events.model import Grain

FIRST_HIJRI, LAST_HIJRI = 1343, 1500


class Interval(NamedTuple):
    """Inclusive days and the unit they are exact to."""

    start: date
    end: date
    grain: Grain


def day(value: date) -> Interval:
    """That day."""
    return Interval(value, value, Grain.DAY)


def week(value: date) -> Interval:
    """The ISO week (Monday to Sunday) the day is in."""
    monday = value - timedelta(days=value.weekday())
    return Interval(monday, monday + timedelta(days=6), Grain.WEEK)


def month(year: int, number: int) -> Interval:
    """A Gregorian month. Raises ValueError outside years 1 to 9999."""
    first = date(year, number, 1)
    return Interval(first, date(year, number, monthrange(year, number)[1]), Grain.MONTH)


def year(number: int) -> Interval:
    """A Gregorian year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), Grain.YEAR)


def decade(first: int) -> Interval:
    """Ten Gregorian years from `first`."""
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), Grain.DECADE)


def months(year: int, first: int, count: int) -> Interval:
    """`count` months from `first`, which may run into the next year; grain quarter."""
    last_year, last = add_months(year, first, count - 1)
    return Interval(date(year, first, 1), month(last_year, last).end, Grain.QUARTER)


def add_months(year: int, number: int, count: int) -> tuple[int, int]:
    """(year, month) `count` months away."""
    total = year * 12 + number - 1 + count
    return total // 12, total % 12 + 1


def hijri(year: int, month_number: int | None = None, day_number: int | None = None) -> Interval:
    """A Hijri day, month or year as Gregorian days. Raises ValueError outside 1343 to 1500 AH or where the month
    has no such day."""
    if not FIRST_HIJRI <= year <= LAST_HIJRI:
        raise ValueError("hijri_year_out_of_range")
    if month_number is None:
        return Interval(_gregorian(year, 1, 1), _last(year, 12), Grain.YEAR)
    if day_number is None:
        return Interval(_gregorian(year, month_number, 1), _last(year, month_number), Grain.MONTH)
    return day(_gregorian(year, month_number, day_number))


def to_hijri(value: date) -> tuple[int, int, int]:
    """(year, month, day) in the Umm al-Qura calendar. Raises ValueError outside 1343 to 1500 AH."""
    try:
        return Gregorian.fromdate(value).to_hijri().datetuple()
    except OverflowError as error:
        raise ValueError("hijri_year_out_of_range") from error


def _gregorian(year: int, month_number: int, day_number: int) -> date:
    try:
        found = Hijri(year, month_number, day_number).to_gregorian()
    except OverflowError as error:
        raise ValueError("hijri_year_out_of_range") from error
    return date(found.year, found.month, found.day)


def _last(year: int, month_number: int) -> date:
    first = Hijri(year, month_number, 1)
    return _gregorian(year, month_number, first.month_length())
