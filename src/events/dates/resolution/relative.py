"""Weekdays, units, windows, seasons: what is counted from a day."""

from __future__ import annotations

from datetime import date, timedelta

from events.dates import calendars
from events.dates.calendars import Interval, add_months
from events.dates.reading import HIJRI, Reading
from events.dates.resolution.calendar import related_year
from events.dates.resolution.context import Context, Resolved, Unresolvable, base_of, focus_of, reference_of, signed
from events.model import Anchor, Grain


def weekday(reading: Reading, context: Context) -> Resolved:
    number = reading.weekday or 1
    if reading.unit == "week":
        reference = reference_of(context)
        shift = {"past": -1, "next": 1, "current": 0, "before_last": -2, "after_next": 2}[reading.ref]
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
        return Resolved(
            calendars.day(monday + timedelta(days=number - 1)),
            Anchor.PUBLICATION,
            reference,
            signed(shift),
            reading.certainty,
        )
    if reading.base == "discourse":
        focus = focus_of(context).start
        if reading.ref == "same":
            return Resolved(
                calendars.day(focus - timedelta(days=(focus.isoweekday() - number) % 7)),
                Anchor.DISCOURSE,
                focus,
                "",
                0.7,
            )
        return Resolved(
            calendars.day(focus + timedelta(days=(number - focus.isoweekday() - 1) % 7 + 1)),
            Anchor.DISCOURSE,
            focus,
            "",
            0.7,
        )
    reference = reference_of(context)
    far = reading.other
    if far is not None and not reading.ref and far.ref == "past":
        last = weekday(far, context).interval.start
        first = last - timedelta(days=(last.isoweekday() - number) % 7)
        return _on(reference, (first - reference).days, "past", reading.certainty)
    if far is not None and not reading.ref and far.ref == "next":
        reading = reading._replace(ref="next")
    back = (reference.isoweekday() - number) % 7
    ahead = (number - reference.isoweekday()) % 7
    if reading.rule == "weekday_of_prayer" and back > 1 and not (context.tense == "future" and ahead <= 1):
        raise Unresolvable("habit")
    if reading.ref in ("past", "previous"):
        return _on(reference, -(back or 7), "past", reading.certainty)
    if reading.ref == "before_last":
        return _on(reference, -(back or 7) - 7, "past", reading.certainty)
    if reading.ref == "next":
        return _on(reference, ahead or 7, "future", reading.certainty)
    if reading.ref == "after_next":
        return _on(reference, (ahead or 7) + 7, "future", reading.certainty)
    if reading.ref == "current":
        return _on(reference, number - reference.isoweekday(), "", reading.certainty)
    if context.tense == "future" and reading.other is None:
        return _on(reference, ahead, "future", reading.certainty * 0.8)
    if reading.other is None and not context.tense and number in context.weekdays:
        return _on(reference, (context.weekdays[number] - reference).days, "", reading.certainty * 0.8)
    if reading.other is not None:
        span = ((reading.other.weekday or number) - number) % 7
        if back < span and context.tense != "future":
            back += 7
        elif context.tense == "future":
            return _on(reference, ahead, "future", reading.certainty * 0.8)
    return _on(reference, -back, "past" if back else "", reading.certainty * 0.9)


def _on(reference: date, days: int, direction: str, certainty: float) -> Resolved:
    return Resolved(
        calendars.day(reference + timedelta(days=days)), Anchor.PUBLICATION, reference, direction, certainty
    )


def unit(reading: Reading, context: Context) -> Resolved:
    base, anchor = base_of(reading, reading.base, context)
    certainty = reading.certainty * (0.7 if anchor is Anchor.DISCOURSE else 1.0)
    told_in = context.focus_calendar if anchor is Anchor.DISCOURSE else reading.calendar
    interval = shifted(base, reading.unit, reading.n, told_in)
    if reading.weekday is not None and interval.start.isoweekday() != reading.weekday:
        told = context.weekdays.get(reading.weekday)
        interval = calendars.day(told or _by_weekday(interval.start, reading.weekday))
        certainty *= 0.6
    return Resolved(interval, anchor, base, signed(reading.n), certainty)


def _by_weekday(day: date, number: int) -> date:
    """The latest day of that weekday up to `day`: stamps of publication may be days late, never early."""
    return day - timedelta(days=(day.isoweekday() - number) % 7)


def shifted(base: date, unit: str, n: int, calendar: str = "gregorian") -> Interval:
    if unit == "day":
        return calendars.day(base + timedelta(days=n))
    if unit == "week":
        return calendars.week(base + timedelta(weeks=n))
    if unit == "month":
        return calendars.month(*add_months(base.year, base.month, n))
    if unit == "decade":
        return calendars.decade((base.year // 10 + n) * 10)
    if unit == "hour":
        return calendars.day(base + timedelta(days=int(n / 24)))
    if calendar == HIJRI:
        return calendars.hijri(calendars.to_hijri(base)[0] + n)
    return calendars.year(base.year + n)


def window(reading: Reading, context: Context) -> Resolved:
    reference = reference_of(context)
    n = reading.n
    if reading.unit == "hour":
        days = -(-abs(n) // 24)
        edge = reference + timedelta(days=days if n > 0 else -days)
        interval = Interval(min(edge, reference), max(edge, reference), Grain.DAY)
    elif n < 0:
        interval = Interval(
            shifted(reference, reading.unit, n).start, shifted(reference, reading.unit, -1).end, Grain(reading.unit)
        )
    else:
        interval = Interval(
            shifted(reference, reading.unit, 1).start, shifted(reference, reading.unit, n).end, Grain(reading.unit)
        )
    return Resolved(interval, Anchor.PUBLICATION, reference, signed(n), reading.certainty)


def vague(reading: Reading, context: Context) -> Resolved:
    reference = reference_of(context)
    return Resolved(calendars.week(reference), Anchor.PUBLICATION, reference, signed(reading.n), reading.certainty)


def unanchored(reading: Reading, context: Context) -> Resolved:
    raise Unresolvable(reading.rule)


def decade(reading: Reading, context: Context) -> Resolved:
    return Resolved(calendars.decade(reading.year or 1900), Anchor.ABSOLUTE, None, "", reading.certainty)


def part_of_year(reading: Reading, context: Context) -> Resolved:
    """Seasons, quarters and halves of a year."""
    if reading.kind == "season":
        first, count = reading.month or 3, 3
    elif reading.kind == "quarter":
        first, count = 3 * (reading.n - 1) + 1, 3
    else:
        first, count = 6 * (reading.n - 1) + 1, 6
    if reading.year is not None:
        return Resolved(calendars.months(reading.year, first, count), Anchor.ABSOLUTE, None, "", reading.certainty)
    if reading.year_ref:
        year, anchor, base = related_year(reading.year_ref, context, "gregorian")
        return Resolved(calendars.months(year, first, count), anchor, base, "", reading.certainty)
    reference = reference_of(context)
    options = [calendars.months(reference.year + k, first, count) for k in (-2, -1, 0, 1, 2)]
    if reading.ref == "next":
        chosen = next(o for o in options if o.start > reference)
    elif reading.ref == "past":
        chosen = [o for o in options if o.end < reference][-1]
    else:
        chosen = min(options, key=lambda o: abs((o.start - reference).days))
    return Resolved(
        chosen, Anchor.PUBLICATION, reference, reading.ref if reading.ref != "current" else "", reading.certainty
    )


def weekend(reading: Reading, context: Context) -> Resolved:
    reference = reference_of(context)
    if reading.base == "leisure" and context.tense not in ("past", "future"):
        raise Unresolvable("habit")
    monday = reference - timedelta(days=reference.weekday())
    saturday = monday + timedelta(days=5)
    if reading.ref in ("next", "following"):
        chosen = saturday if saturday > reference else saturday + timedelta(weeks=1)
    elif reading.ref == "current" or (not reading.ref and context.tense == "future"):
        chosen = saturday
    else:
        chosen = saturday if saturday <= reference else saturday - timedelta(weeks=1)
        if reading.ref == "past" and chosen + timedelta(days=1) >= reference:
            chosen -= timedelta(weeks=1)
    interval = Interval(chosen, chosen + timedelta(days=1), Grain.DAY)
    return Resolved(interval, Anchor.PUBLICATION, reference, "", reading.certainty)
