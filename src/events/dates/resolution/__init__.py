"""From a reading to an interval, given the publication date and what the text spoke of before."""

from __future__ import annotations

from datetime import date, timedelta

from events.dates import calendars
from events.dates.calendars import Interval
from events.dates.reading import HIJRI, Reading
from events.dates.resolution import calendar as by_calendar
from events.dates.resolution import relative
from events.dates.resolution.context import Context, Resolved, Unresolvable, base_of, signed
from events.model import Anchor, Grain

_MONTH = 31
# What such a reading holds as `other` is no far end.
_NO_RANGE = frozenset(("other", "dated"))
__all__ = ["Context", "Resolved", "Unresolvable", "interval_of"]


def interval_of(reading: Reading, context: Context) -> Resolved:
    """The interval of a reading. Raises `Unresolvable`."""
    try:
        found = _SOLVERS[reading.kind](reading, context)
        if reading.edge:
            found = _with(found, _edge(found.interval, reading.edge, reading))
        if reading.other is not None and reading.base not in _NO_RANGE:
            found = _with(found, _stretch(found, reading.other, context, reading.calendar))
        return found
    except (ValueError, OverflowError) as error:
        reason = str(error) if str(error).isidentifier() else "impossible_date"
        raise Unresolvable(reason) from error


def _with(found: Resolved, interval: Interval) -> Resolved:
    return Resolved(interval, found.anchor, found.anchor_date, found.direction, found.certainty)


def _stretch(found: Resolved, other: Reading, context: Context, found_calendar: str) -> Interval:
    """The interval from the first end to the second."""
    first = found.interval
    tense = "future" if found.direction == "future" else context.tense
    last = interval_of(other, context._replace(focus=first, tense=tense, focus_calendar=found_calendar)).interval
    if other.kind == "weekday" and (not other.ref or last.start < first.start):
        ahead = (last.start.weekday() - first.start.weekday()) % 7
        last = calendars.day(first.start + timedelta(days=ahead))
    if last.start < first.start and other.kind == "calendar" and other.year is None and other.month:
        year = first.start.year + (other.month < first.start.month)
        last = calendars.day(date(year, other.month, other.day)) if other.day else calendars.month(year, other.month)
    if last.end < first.start and other.kind == "unit":
        return Interval(last.start, first.end, first.grain)
    if last.end < first.start:
        raise ValueError("range_runs_backwards")
    return Interval(first.start, last.end, first.grain)


def _dated_day(reading: Reading, context: Context) -> Resolved:
    """A day word with its date beside it ("غدا السبت 4 يوليو"): the date tells, for the day of publication may be
    stamped weeks late; the day word where they differ by a day (calendars) or the weekday fits the day word only."""
    plain = reading._replace(kind="unit", base="publication", other=None)
    assert reading.other is not None  # noqa: S101  (the grammar never makes such a reading)
    try:
        dated = interval_of(reading.other, context._replace(tense="")).interval.start
    except Unresolvable:
        return relative.unit(plain, context)
    if context.reference is None:
        return Resolved(calendars.day(dated), Anchor.ABSOLUTE, None, "", reading.certainty)
    told = relative.unit(plain, context)
    agrees = reading.weekday is None or dated.isoweekday() == reading.weekday
    if not agrees or abs((dated - told.interval.start).days) <= 1:
        return told
    return Resolved(calendars.day(dated), told.anchor, told.anchor_date, told.direction, reading.certainty)


def _offset(reading: Reading, context: Context) -> Resolved:
    kind = reading.base
    if reading.rule == "after_spending" or (reading.rule == "after_about" and context.tense != "future"):
        raise Unresolvable("duration")
    if reading.open and reading.unit not in ("day", "week") and context.tense == "lasting":
        raise Unresolvable("duration")
    if kind == "auto":
        if reading.unit == "decade":
            raise Unresolvable("duration")
        if context.tense != "future" and context.told is None:
            raise Unresolvable("duration")
        kind = "discourse" if context.tense != "future" else "publication"
        context = context._replace(focus=context.told)
    if kind == "other" and reading.other is not None:
        base, anchor = interval_of(reading.other, context).interval.start, Anchor.DISCOURSE
    else:
        base, anchor = base_of(reading, kind, context)
    certainty = reading.certainty * (0.8 if anchor is Anchor.DISCOURSE else 1.0)
    found = relative.shifted(base, reading.unit, reading.n)
    if (
        reading.base in ("auto", "event")
        and context.tense != "future"
        and _yet_to_come(base, found.start, context.reference)
    ):
        raise Unresolvable("duration")
    return Resolved(found, anchor, base, signed(reading.n), certainty)


def _yet_to_come(base: date, found: date, reference: date | None) -> bool:
    """Whether counting from a day that is past leads well beyond publication: then a length of time was meant."""
    return reference is not None and base < reference and (found - reference).days > _MONTH


def _edge(interval: Interval, edge: str, reading: Reading) -> Interval:
    """The part of an interval its edge word names (codebook, section 4)."""
    if interval.grain is Grain.MONTH and edge == "mid":
        middle = interval.start + timedelta(days=14)
        return calendars.week(middle)._replace(start=middle, end=middle + timedelta(days=6))
    if interval.grain is Grain.YEAR:
        month = {"start": 1, "mid": 7, "end": 12}[edge]
        if reading.calendar == HIJRI:
            return calendars.hijri(calendars.to_hijri(interval.start)[0], month)
        return calendars.month(interval.start.year, month)
    return interval


_SOLVERS = {
    "calendar": by_calendar.calendar,
    "holiday": by_calendar.calendar,
    "weekday": relative.weekday,
    "unit": relative.unit,
    "dated_day": _dated_day,
    "offset": _offset,
    "window": relative.window,
    "vague": relative.vague,
    "unanchored": relative.unanchored,
    "decade": relative.decade,
    "season": relative.part_of_year,
    "quarter": relative.part_of_year,
    "half": relative.part_of_year,
    "weekend": relative.weekend,
}
