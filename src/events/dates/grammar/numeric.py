"""Dates written in digits, and in Latin letters."""

from __future__ import annotations

from events.dates.foreign import latin_month
from events.dates.numbers import skip_clitic
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.dates.tokens import Tokens

_SEPARATORS = frozenset("/-.")


def numeric(t: Tokens, i: int) -> Reading | None:
    """Such as "21/12/2020", "2020-12-21", "27/ 9/ 1436 هـ": day first, or year first where it has four digits."""
    first = skip_clitic(t, i)
    if t.key(first + 1) not in _SEPARATORS:
        return None
    parts = [t.key(first + 2 * k) for k in range(3)]
    if t.key(first + 1) != t.key(first + 3) or not all(p.isdigit() for p in parts):
        return None
    if (t.key(first - 1) in _SEPARATORS and t.glued(first)) or (
        t.key(first + 5) in _SEPARATORS and t.key(first + 6).isdigit()
    ):
        return None
    if t.key(first + 1) in ".-" and not (t.glued(first + 1) and t.glued(first + 2)) and len(parts[2]) != 4:
        return None
    order = _order(parts)
    if order is None:
        return None
    year, month_number, day, certainty = order
    stop = first + 5
    era = t.has(stop, "era")
    calendar = HIJRI if 1300 <= year <= 1500 else GREGORIAN
    if era and era.value == calendar and not era.prefix:
        stop += era.words
    rule = "numeric_hijri" if calendar == HIJRI else "numeric"
    return Reading(
        rule, "calendar", i, stop, year=year, month=month_number, day=day, calendar=calendar, certainty=certainty
    )


def short_numeric(t: Tokens, i: int) -> Reading | None:
    """Such as "5/3" and "5/3/21", only after "يوم", "بتاريخ" or a weekday."""
    before = t.has(i - 1, "unit", "dated", "weekday", "corresponds")
    if before is None or (before.kind == "unit" and (before.value != "day" or before.extra != "1")):
        return None
    day, month_number = t.number(i), t.number(i + 2)
    if (
        day is None
        or month_number is None
        or t.key(i + 1) not in ("/", "-")
        or not (1 <= day <= 31 and 1 <= month_number <= 12)
    ):
        return None
    if t.key(i + 3) != t.key(i + 1):
        return Reading("numeric_short", "calendar", i, i + 3, month=month_number, day=day, certainty=0.7)
    year = t.number(i + 4)
    if year is None or len(t.key(i + 4)) != 2:
        return None
    full = year + (2000 if year < 70 else 1900)
    return Reading("numeric_short", "calendar", i, i + 5, year=full, month=month_number, day=day, certainty=0.8)


def latin(t: Tokens, i: int) -> Reading | None:
    """Such as "15 March 2023", "14 juillet 2015": in Latin letters, its month read by dateparser."""
    word, day, year = t.key(i + 1), t.number(i), t.number(i + 2)
    if day is None or year is None or not (1 <= day <= 31 and 1800 <= year <= 2100) or not ("A" <= word[:1] <= "z"):
        return None
    found = latin_month(word.lower()) if 3 <= len(word) <= 10 else None
    return Reading("latin_letters", "calendar", i, i + 3, year=year, month=found, day=day) if found else None


def _order(parts: list[str]) -> tuple[int, int, int, float] | None:
    a, b, c = (int(p) for p in parts)
    if len(parts[0]) == 4 and len(parts[1]) <= 2 and len(parts[2]) <= 2:
        year, x, y, certainty = a, b, c, 1.0
        if x > 12 >= y:
            x, y, certainty = y, x, 0.8
        return (year, x, y, certainty) if _plausible(year) and 1 <= x <= 12 and 1 <= y <= 31 else None
    if len(parts[2]) != 4 or len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    day, month_number, certainty = a, b, 1.0
    if month_number > 12 >= day:
        day, month_number, certainty = month_number, day, 0.8
    return (c, month_number, day, certainty) if _plausible(c) and 1 <= month_number <= 12 and 1 <= day <= 31 else None


def _plausible(year: int) -> bool:
    return 1343 <= year <= 1500 or 1800 <= year <= 2100
