"""From a reading to an interval, given the publication date and what the text spoke of before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.dates import calendars
from events.dates.calendars import Interval, add_months
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.model import Anchor, Grain

_WEEKEND = (5, 6)
_SOON, _NEXT_MONTH, _FAR = 92, 45, 200


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading is resolved against: the publication date, the interval spoken of last, the day an event was last
    dated to, the year a heading set, and the tense of the clause."""

    reference: date | None
    focus: Interval | None = None
    event: Interval | None = None
    heading_year: int | None = None
    tense: str = ""
    focus_calendar: str = GREGORIAN


@dataclass(frozen=True, slots=True)
class Resolved:
    """An interval and how it was found."""

    interval: Interval
    anchor: Anchor
    anchor_date: date | None
    direction: str
    certainty: float


class Unresolvable(Exception):
    """Why a reading names no interval; the message is a rule name."""


def interval_of(reading: Reading, context: Context) -> Resolved:
    """The interval of a reading. Raises `Unresolvable`."""
    try:
        found = _SOLVERS[reading.kind](reading, context)
        if reading.edge:
            found = _with(found, _edge(found.interval, reading.edge, reading))
        if reading.other is not None and reading.base != "other":
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
    last = interval_of(other, replace(context, focus=first, tense=tense, focus_calendar=found_calendar)).interval
    if other.kind == "weekday" and not other.ref:
        ahead = (last.start.weekday() - first.start.weekday()) % 7
        last = calendars.day(first.start + timedelta(days=ahead))
    if last.start < first.start and other.kind == "calendar" and other.year is None and other.month:
        last = calendars.day(_safe(first.start.year + (other.month < first.start.month), other.month, other.day)) if other.day else calendars.month(first.start.year + (other.month < first.start.month), other.month)  # fmt: skip
    if last.end < first.start and other.kind == "unit":
        return Interval(last.start, first.end, first.grain)
    if last.end < first.start:
        raise ValueError("range_runs_backwards")
    return Interval(first.start, last.end, first.grain)


def _safe(year: int, month: int, day: int | None) -> date:
    return date(year, month, day or 1)


def _reference(context: Context) -> date:
    if context.reference is None:
        raise Unresolvable("no_publication_date")
    return context.reference


def _focus(context: Context) -> Interval:
    if context.focus is None:
        raise Unresolvable("nothing_to_relate_to")
    return context.focus


_WIDTH = {g: k for k, g in enumerate((Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE))}


def _base(reading: Reading, base: str, context: Context) -> tuple[date, Anchor]:
    """The day to count from. A focus wider than the unit counted is no day to count days from."""
    if base == "publication":
        return _reference(context), Anchor.PUBLICATION
    if base == "event":
        if context.event is None:
            raise Unresolvable("event_anchor")
        return context.event.start, Anchor.DISCOURSE
    focus = _focus(context)
    unit = Grain.DAY if reading.unit == "hour" else Grain(reading.unit)
    if _WIDTH[focus.grain] > _WIDTH[unit]:
        raise Unresolvable("nothing_to_relate_to")
    return focus.start, Anchor.DISCOURSE


def _signed(value: int) -> str:
    return "past" if value < 0 else "future" if value > 0 else ""


def _calendar(reading: Reading, context: Context) -> Resolved:
    if reading.month is None and not reading.month_ref:
        interval = calendars.hijri(reading.year or 0) if reading.calendar == HIJRI else calendars.year(reading.year or 0)
        return Resolved(interval, Anchor.ABSOLUTE, None, "", reading.certainty)
    if reading.month_ref:
        return _in_related_month(reading, context)
    if reading.year is not None:
        interval = _dated(reading, reading.year)
        return Resolved(interval, Anchor.ABSOLUTE, None, "", reading.certainty * _weekday_agrees(reading, interval))
    if reading.year_ref:
        year, anchor, base = _related_year(reading.year_ref, context, reading.calendar)
        return Resolved(_dated(reading, year), anchor, base, "", reading.certainty)
    if context.heading_year is not None and not reading.ref and reading.calendar != HIJRI:
        return Resolved(_dated(reading, context.heading_year), Anchor.DISCOURSE, date(context.heading_year, 1, 1), "", 0.8)
    if reading.ref in ("same", "following", "previous"):
        focus = _focus(context)
        return Resolved(_dated(reading, focus.start.year), Anchor.DISCOURSE, focus.start, "", 0.7)
    return _nearest(reading, context)


def _weekday_agrees(reading: Reading, interval: Interval) -> float:
    return 0.7 if reading.weekday is not None and interval.start.isoweekday() != reading.weekday else 1.0


def _dated(reading: Reading, year: int) -> Interval:
    month = reading.month or 1
    if reading.unit == "week":
        first = _dated(replace(reading, unit=""), year).start
        return calendars.week(first)._replace(start=first, end=first + timedelta(days=6))
    if reading.calendar == HIJRI:
        return calendars.hijri(year, month, reading.day)
    if reading.day is None:
        return calendars.month(year, month)
    return calendars.day(date(year, month, reading.day))


def _related_year(ref: str, context: Context, calendar: str) -> tuple[int, Anchor, date]:
    if ref in ("same", "previous", "following"):
        focus = _focus(context).start
        shift = {"same": 0, "previous": -1, "following": 1}[ref]
        return _year_in(focus, calendar) + shift, Anchor.DISCOURSE, focus
    reference = _reference(context)
    shift = {"past": -1, "next": 1, "current": 0, "before_last": -2, "after_next": 2}[ref]
    return _year_in(reference, calendar) + shift, Anchor.PUBLICATION, reference


def _year_in(value: date, calendar: str) -> int:
    return calendars.to_hijri(value)[0] if calendar == HIJRI else value.year


def _in_related_month(reading: Reading, context: Context) -> Resolved:
    if reading.month_ref in ("same", "previous", "following"):
        base, anchor = _focus(context).start, Anchor.DISCOURSE
    else:
        base, anchor = _reference(context), Anchor.PUBLICATION
    shift = {"past": -1, "next": 1, "current": 0, "before_last": -2, "after_next": 2, "same": 0, "previous": -1, "following": 1}[reading.month_ref]
    if context.focus_calendar == HIJRI and anchor is Anchor.DISCOURSE:
        hijri_year, hijri_month, _ = calendars.to_hijri(base)
        interval = calendars.hijri(*add_months(hijri_year, hijri_month, shift), reading.day or 1)
    else:
        year, month = add_months(base.year, base.month, shift)
        interval = calendars.day(date(year, month, reading.day or 1))
    return Resolved(interval, anchor, base, _signed(shift), reading.certainty)


def _nearest(reading: Reading, context: Context) -> Resolved:
    """A month or day without a year: the latest before publication, or the next one where the words look ahead."""
    reference = _reference(context)
    this_year = _year_in(reference, reading.calendar)
    options = []
    for year in range(this_year - 5, this_year + 6):
        try:
            options.append(_dated(reading, year))
        except ValueError:
            continue
    before = [o for o in options if o.start <= reference]
    after = [o for o in options if o.end >= reference]
    if not before or not after:
        raise ValueError("impossible_date")
    if reading.ref == "past":
        ended = [o for o in options if o.end < reference]
        return Resolved(ended[-1], Anchor.PUBLICATION, reference, "past", reading.certainty)
    if reading.ref == "next":
        coming = [o for o in options if o.start > reference]
        return Resolved(coming[0], Anchor.PUBLICATION, reference, "future", reading.certainty)
    if reading.ref == "current":
        return Resolved(_dated(reading, this_year), Anchor.PUBLICATION, reference, "", reading.certainty)
    if reading.weekday is not None and reading.day is not None:
        fitting = [o for o in options if o.start.isoweekday() == reading.weekday and abs((o.start - reference).days) < 400]
        if fitting:
            best = min(fitting, key=lambda o: abs((o.start - reference).days))
            return Resolved(best, Anchor.PUBLICATION, reference, _signed((best.start - reference).days), reading.certainty)
    return _by_tense(reading, context, before[-1], after[0], reference)


def _by_tense(reading: Reading, context: Context, before: Interval, after: Interval, reference: date) -> Resolved:
    ahead, behind = max(0, (after.start - reference).days), (reference - before.start).days
    certainty = reading.certainty
    if context.tense == "future" and not (ahead > _FAR and behind < _SOON):
        return Resolved(after, Anchor.PUBLICATION, reference, "future", certainty * 0.9)
    if context.tense in ("", "lasting") and not reading.open:
        if ahead <= (_SOON if reading.day is not None else _NEXT_MONTH) and ahead * 2 < behind:
            return Resolved(after, Anchor.PUBLICATION, reference, "", certainty * 0.6)
    return Resolved(before, Anchor.PUBLICATION, reference, "past" if context.tense == "past" else "", certainty * 0.9)


def _weekday(reading: Reading, context: Context) -> Resolved:
    number = reading.weekday or 1
    if reading.unit == "week":
        reference = _reference(context)
        shift = {"past": -1, "next": 1, "current": 0, "before_last": -2, "after_next": 2}[reading.ref]
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
        return Resolved(calendars.day(monday + timedelta(days=number - 1)), Anchor.PUBLICATION, reference, _signed(shift), reading.certainty)
    if reading.base == "discourse":
        focus = _focus(context).start
        if reading.ref == "same":
            return Resolved(calendars.day(focus - timedelta(days=(focus.isoweekday() - number) % 7)), Anchor.DISCOURSE, focus, "", 0.7)
        return Resolved(calendars.day(focus + timedelta(days=(number - focus.isoweekday() - 1) % 7 + 1)), Anchor.DISCOURSE, focus, "", 0.7)
    reference = _reference(context)
    back = (reference.isoweekday() - number) % 7
    ahead = (number - reference.isoweekday()) % 7
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
    if reading.other is not None:
        span = ((reading.other.weekday or number) - number) % 7
        if back < span and context.tense != "future":
            back += 7
        elif context.tense == "future":
            return _on(reference, ahead, "future", reading.certainty * 0.8)
    return _on(reference, -back, "past" if back else "", reading.certainty * 0.9)


def _on(reference: date, days: int, direction: str, certainty: float) -> Resolved:
    return Resolved(calendars.day(reference + timedelta(days=days)), Anchor.PUBLICATION, reference, direction, certainty)


def _unit(reading: Reading, context: Context) -> Resolved:
    base, anchor = _base(reading, reading.base, context)
    certainty = reading.certainty * (0.7 if anchor is Anchor.DISCOURSE else 1.0)
    interval = _shifted(base, reading.unit, reading.n, reading.calendar)
    if reading.weekday is not None and interval.start.isoweekday() != reading.weekday:
        # The paper names the weekday; a stamp of publication may be days late.
        interval = calendars.day(interval.start - timedelta(days=(interval.start.isoweekday() - reading.weekday) % 7))
        certainty *= 0.6
    return Resolved(interval, anchor, base, _signed(reading.n), certainty)


def _shifted(base: date, unit: str, n: int, calendar: str = "gregorian") -> Interval:
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


def _offset(reading: Reading, context: Context) -> Resolved:
    kind = reading.base
    if reading.rule == "after_about" and context.tense != "future":
        raise Unresolvable("duration")
    if reading.open and context.tense == "lasting" and reading.unit not in ("day", "week"):
        raise Unresolvable("duration")
    if kind == "auto":
        if context.tense != "future" and context.focus is None:
            raise Unresolvable("duration")
        kind = "discourse" if context.tense != "future" else "publication"
    if kind == "other" and reading.other is not None:
        base, anchor = interval_of(reading.other, context).interval.start, Anchor.DISCOURSE
    else:
        base, anchor = _base(reading, kind, context)
    certainty = reading.certainty * (0.8 if anchor is Anchor.DISCOURSE else 1.0)
    return Resolved(_shifted(base, reading.unit, reading.n), anchor, base, _signed(reading.n), certainty)


def _window(reading: Reading, context: Context) -> Resolved:
    reference = _reference(context)
    n = reading.n
    if reading.unit == "hour":
        days = -(-abs(n) // 24)
        edge = reference + timedelta(days=days if n > 0 else -days)
        interval = Interval(min(edge, reference), max(edge, reference), Grain.DAY)
    elif n < 0:
        interval = Interval(_shifted(reference, reading.unit, n).start, _shifted(reference, reading.unit, -1).end, Grain(reading.unit))
    else:
        interval = Interval(_shifted(reference, reading.unit, 1).start, _shifted(reference, reading.unit, n).end, Grain(reading.unit))
    return Resolved(interval, Anchor.PUBLICATION, reference, _signed(n), reading.certainty)


def _vague(reading: Reading, context: Context) -> Resolved:
    reference = _reference(context)
    return Resolved(calendars.week(reference), Anchor.PUBLICATION, reference, _signed(reading.n), reading.certainty)


def _unanchored(reading: Reading, context: Context) -> Resolved:
    raise Unresolvable(reading.rule)


def _decade(reading: Reading, context: Context) -> Resolved:
    return Resolved(calendars.decade(reading.year or 1900), Anchor.ABSOLUTE, None, "", reading.certainty)


def _part_of_year(reading: Reading, context: Context) -> Resolved:
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
        year, anchor, base = _related_year(reading.year_ref, context, "gregorian")
        return Resolved(calendars.months(year, first, count), anchor, base, "", reading.certainty)
    reference = _reference(context)
    options = [calendars.months(reference.year + k, first, count) for k in (-2, -1, 0, 1, 2)]
    if reading.ref == "next":
        chosen = next(o for o in options if o.start > reference)
    elif reading.ref == "past":
        chosen = [o for o in options if o.end < reference][-1]
    else:
        chosen = min(options, key=lambda o: abs((o.start - reference).days))
    return Resolved(chosen, Anchor.PUBLICATION, reference, reading.ref if reading.ref != "current" else "", reading.certainty)


def _weekend(reading: Reading, context: Context) -> Resolved:
    reference = _reference(context)
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
    "calendar": _calendar,
    "holiday": _calendar,
    "weekday": _weekday,
    "unit": _unit,
    "offset": _offset,
    "window": _window,
    "vague": _vague,
    "unanchored": _unanchored,
    "decade": _decade,
    "season": _part_of_year,
    "quarter": _part_of_year,
    "half": _part_of_year,
    "weekend": _weekend,
}
