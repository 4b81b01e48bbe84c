"""Years, months and days by name or number, with or without their year."""

from __future__ import annotations

from datetime import date, timedelta

from events.dates import calendars
from events.dates.calendars import Interval, add_months
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.dates.resolution.context import Context, Resolved, Unresolvable, focus_of, reference_of, signed
from events.model import Anchor, Grain

_SOON, _NEXT_MONTH, _FAR = 92, 45, 200
# A month whose last coming is so many days past was not meant unless an act stands at most so many words before it.
_LONG_AGO, _MONTH, _TWO_MONTHS, _BESIDE = 235, 31, 65, 3
# "يونيو المقبل" in July is said of a July to come only where the stamp of publication is late.
_HARDLY_NEXT = 300


def calendar(reading: Reading, context: Context) -> Resolved:
    if reading.month is None and not reading.month_ref:
        interval = (
            calendars.hijri(reading.year or 0) if reading.calendar == HIJRI else calendars.year(reading.year or 0)
        )
        return Resolved(interval, Anchor.ABSOLUTE, None, "", reading.certainty)
    if reading.month_ref:
        return _in_related_month(reading, context)
    if reading.year is not None:
        interval = _dated(reading, reading.year)
        return Resolved(interval, Anchor.ABSOLUTE, None, "", reading.certainty * _weekday_agrees(reading, interval))
    if reading.year_ref:
        year, anchor, base = related_year(reading.year_ref, context, reading.calendar)
        return Resolved(_dated(reading, year), anchor, base, "", reading.certainty)
    if context.heading_year is not None and not reading.ref and reading.calendar != HIJRI:
        return Resolved(
            _dated(reading, context.heading_year), Anchor.DISCOURSE, date(context.heading_year, 1, 1), "", 0.8
        )
    if context.story is not None and not reading.ref and reading.calendar != HIJRI and reading.weekday is None:
        return _of_the_story(reading, context.story)
    if reading.ref in ("same", "following", "previous"):
        focus = focus_of(context)
        return Resolved(_dated(reading, focus.start.year), Anchor.DISCOURSE, focus.start, "", 0.7)
    return _nearest(reading, context)


def _of_the_story(reading: Reading, story: Interval) -> Resolved:
    """A month in a story of another year: of that year, unless it would run back before what was told."""
    found = _dated(reading, story.start.year)
    if story.grain is not Grain.YEAR and found.end < story.start:
        raise Unresolvable("nothing_to_relate_to")
    return Resolved(found, Anchor.DISCOURSE, story.start, "", reading.certainty * 0.7)


def _weekday_agrees(reading: Reading, interval: Interval) -> float:
    return 0.7 if reading.weekday is not None and interval.start.isoweekday() != reading.weekday else 1.0


def _dated(reading: Reading, year: int) -> Interval:
    month = reading.month or 1
    if reading.unit == "week":
        first = _dated(reading._replace(unit=""), year).start
        return calendars.week(first)._replace(start=first, end=first + timedelta(days=6))
    if reading.calendar == HIJRI:
        return calendars.hijri(year, month, reading.day)
    if reading.day is None:
        return calendars.month(year, month)
    return calendars.day(date(year, month, reading.day))


def related_year(ref: str, context: Context, calendar: str) -> tuple[int, Anchor, date]:
    if ref in ("same", "previous", "following"):
        focus = focus_of(context).start
        shift = {"same": 0, "previous": -1, "following": 1}[ref]
        return _year_in(focus, calendar) + shift, Anchor.DISCOURSE, focus
    reference = reference_of(context)
    shift = {"past": -1, "next": 1, "current": 0, "before_last": -2, "after_next": 2}[ref]
    return _year_in(reference, calendar) + shift, Anchor.PUBLICATION, reference


def _year_in(value: date, calendar: str) -> int:
    return calendars.to_hijri(value)[0] if calendar == HIJRI else value.year


def _in_related_month(reading: Reading, context: Context) -> Resolved:
    if reading.month_ref in ("same", "previous", "following"):
        base, anchor = focus_of(context).start, Anchor.DISCOURSE
    else:
        base, anchor = reference_of(context), Anchor.PUBLICATION
    shift = {
        "past": -1,
        "next": 1,
        "current": 0,
        "before_last": -2,
        "after_next": 2,
        "same": 0,
        "previous": -1,
        "following": 1,
    }[reading.month_ref]
    if context.focus_calendar == HIJRI and anchor is Anchor.DISCOURSE:
        hijri_year, hijri_month, _ = calendars.to_hijri(base)
        interval = calendars.hijri(*add_months(hijri_year, hijri_month, shift), reading.day or 1)
    else:
        year, month = add_months(base.year, base.month, shift)
        interval = calendars.day(date(year, month, reading.day or 1))
        if reading.month_ref == "current" and reading.other is None:
            interval = _current_day(reading, context, base, interval)
    return Resolved(interval, anchor, base, signed(shift), reading.certainty)


def _current_day(reading: Reading, context: Context, base: date, gregorian: Interval) -> Interval:
    """A day of "الشهر الجاري": of the Hijri month where the weekday beside it says so, or where the Gregorian day is
    past, the Hijri one not, and the clause looks ahead."""
    year, month, _ = calendars.to_hijri(base)
    try:
        hijri = calendars.hijri(year, month, reading.day)
    except ValueError:
        return gregorian
    if reading.weekday is not None:
        fits = [i for i in (gregorian, hijri) if i.start.isoweekday() == reading.weekday]
        return fits[0] if fits else gregorian
    ahead = context.tense in ("future", "lasting") and gregorian.start < base <= hijri.start
    return hijri if ahead else gregorian


def _nearest(reading: Reading, context: Context) -> Resolved:
    """A month or day without a year: the latest before publication, or the next one where the words look ahead."""
    reference = reference_of(context)
    this_year = _year_in(reference, reading.calendar)
    options = []
    reach = 8 if (reading.month, reading.day) == (2, 29) else 1
    for year in range(this_year - reach, this_year + reach + 1):
        try:
            options.append(_dated(reading, year))
        except ValueError:
            continue
    before = [o for o in options if o.start <= reference]
    after = [o for o in options if o.end >= reference]
    if not before or not after:
        raise ValueError("impossible_date")
    if reading.ref in ("past", "next") and reading.weekday is not None and reading.day is not None:
        near = [o for o in options if abs((o.start - reference).days) <= _NEXT_MONTH]
        named = next((o for o in near if o.start.isoweekday() == reading.weekday), None)
        if named:
            return Resolved(named, Anchor.PUBLICATION, reference, reading.ref, reading.certainty)
    if reading.ref == "past":
        ended = [o for o in options if o.end < reference]
        return Resolved(ended[-1], Anchor.PUBLICATION, reference, "past", reading.certainty)
    if reading.ref == "next":
        coming = [o for o in options if o.start > reference]
        if (coming[0].start - reference).days > _HARDLY_NEXT:
            raise Unresolvable("year_unknown")
        return Resolved(coming[0], Anchor.PUBLICATION, reference, "future", reading.certainty)
    if reading.ref == "current":
        return Resolved(_dated(reading, this_year), Anchor.PUBLICATION, reference, "", reading.certainty)
    if reading.rule == "numeric_short" and reading.weekday is not None:
        return _by_weekday(reading, reference)
    if reading.weekday is not None and reading.day is not None:
        fitting = [
            o for o in options if o.start.isoweekday() == reading.weekday and abs((o.start - reference).days) < 400
        ]
        if fitting:
            best = min(fitting, key=lambda o: abs((o.start - reference).days))
            return Resolved(
                best, Anchor.PUBLICATION, reference, signed((best.start - reference).days), reading.certainty
            )
    return _by_tense(reading, context, before[-1], after[0], reference)


def _by_tense(reading: Reading, context: Context, before: Interval, after: Interval, reference: date) -> Resolved:
    if reading.other is not None and reading.day is None and context.tense in ("", "lasting"):
        # "بين نوفمبر ومارس" without a tense comes round every year.
        raise Unresolvable("year_unknown")
    ahead, behind = max(0, (after.start - reference).days), (reference - before.start).days
    certainty = reading.certainty
    if context.tense == "future" and not reading.open and not (ahead > _FAR and behind < _SOON):
        return Resolved(after, Anchor.PUBLICATION, reference, "future", certainty * 0.9)
    if context.tense == "future" and not reading.open and context.distance <= _BESIDE and behind > _MONTH:
        raise Unresolvable("year_unknown")
    soon = _SOON if reading.day is not None else _NEXT_MONTH
    if context.tense in ("", "lasting") and not reading.open and ahead <= soon and ahead * 2 < behind:
        return Resolved(after, Anchor.PUBLICATION, reference, "", certainty * 0.6)
    if behind > _LONG_AGO and not reading.open and not (context.tense == "past" and context.distance <= _BESIDE):
        if ahead > _MONTH and (context.tense == "past" or ahead > _TWO_MONTHS):
            raise Unresolvable("year_unknown")
        return Resolved(after, Anchor.PUBLICATION, reference, "", certainty * 0.5)
    return Resolved(before, Anchor.PUBLICATION, reference, "past" if context.tense == "past" else "", certainty * 0.9)


def _by_weekday(reading: Reading, reference: date) -> Resolved:
    """Day and month in digits beside a weekday: the order and calendar under which the weekday fits, nearest to
    publication."""
    fitting = []
    for calendar in (GREGORIAN, HIJRI):
        for day, month in ((reading.day, reading.month), (reading.month, reading.day)):
            for year in (_year_in(reference, calendar) + k for k in (-1, 0, 1)):
                try:
                    found = _dated(reading._replace(day=day, month=month, calendar=calendar), year)
                except ValueError:
                    continue
                if found.start.isoweekday() == reading.weekday:
                    fitting.append(found)
    if not fitting:
        raise Unresolvable("weekday_disagrees")
    best = min(fitting, key=lambda o: abs((o.start - reference).days))
    return Resolved(best, Anchor.PUBLICATION, reference, signed((best.start - reference).days), reading.certainty)
