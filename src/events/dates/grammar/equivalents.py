"""A Hijri day with its Gregorian equivalent beside it is one date, each checked against the other."""

from __future__ import annotations

from datetime import date

from events.dates import calendars
from events.dates.letters import COMMA
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.dates.tokens import Tokens

_BETWEEN = frozenset("()[]-/,=_" + COMMA)
_FAR = 8


def equivalent(t: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Both readings as one where they name one day in two calendars; the Gregorian one decides. None where they do not
    stand side by side. Certainty falls to 0.9 where they are a day apart (sighting of the moon), to 0.5 beyond."""
    if first.kind != "calendar" or second.kind != "calendar" or first.other or second.other:
        return None
    if {first.calendar, second.calendar} != {GREGORIAN, HIJRI} or None in (first.day, second.day):
        return None
    if second.start - first.stop > _FAR or not _joined(t, first.stop, second.start):
        return None
    hijri, gregorian = (first, second) if first.calendar == HIJRI else (second, first)
    if gregorian.year is None or gregorian.month is None or hijri.year is None:
        return None
    certainty = _agreement(hijri, gregorian)
    stop = second.stop + (t.key(second.stop) == ")")
    weekday = first.weekday or second.weekday
    return gregorian._replace(
        rule="hijri_and_gregorian", start=first.start, stop=stop, weekday=weekday, certainty=certainty
    )


def _joined(t: Tokens, start: int, stop: int) -> bool:
    """Whether only marks and "الموافق" stand between, and at least one of them."""
    return stop > start and all(
        t.key(i) in _BETWEEN or t.has(i, "corresponds", "clitic", "dated", "era") is not None or _is_day(t, i)
        for i in range(start, stop)
    )


def _is_day(t: Tokens, i: int) -> bool:
    unit = t.has(i, "unit", "weekday")
    return unit is not None and (unit.kind == "weekday" or unit.value == "day")


def _agreement(hijri: Reading, gregorian: Reading) -> float:
    try:
        one = calendars.hijri(hijri.year or 0, hijri.month, hijri.day).start
        other = date(gregorian.year or 0, gregorian.month or 0, gregorian.day or 0)
    except ValueError:
        return 0.5
    apart = abs((one - other).days)
    return 1.0 if apart == 0 else 0.9 if apart == 1 else 0.5
