"""What a reading is resolved against, and what resolving gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from events.dates.calendars import Interval
from events.dates.reading import GREGORIAN, Reading
from events.model import Anchor, Grain

NO_WEEKDAYS: Mapping[int, date] = MappingProxyType({})


class Context(NamedTuple):
    """What a reading is resolved against: the publication date, the interval spoken of last (`focus`), the day an event
    was last dated to, the year a heading set, the tense of the clause, and the interval spoken of last if it belongs to
    the story rather than to the paper (`told`: not "أمس" or "الشهر الماضي"), the days already told beside their
    weekday, what was told last in a story of another year (`story`), and how many words the
    cue for the tense stands away (`distance`)."""

    reference: date | None
    focus: Interval | None = None
    event: Interval | None = None
    heading_year: int | None = None
    tense: str = ""
    focus_calendar: str = GREGORIAN
    told: Interval | None = None
    weekdays: Mapping[int, date] = NO_WEEKDAYS
    story: Interval | None = None
    distance: int = 0


class Resolved(NamedTuple):
    """An interval and how it was found."""

    interval: Interval
    anchor: Anchor
    anchor_date: date | None
    direction: str
    certainty: float


class Unresolvable(Exception):
    """Why a reading names no interval; the message is a rule name."""


_WIDTH = {g: k for k, g in enumerate((Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE))}


def reference_of(context: Context) -> date:
    if context.reference is None:
        raise Unresolvable("no_publication_date")
    return context.reference


def focus_of(context: Context) -> Interval:
    if context.focus is None:
        raise Unresolvable("nothing_to_relate_to")
    return context.focus


def base_of(reading: Reading, base: str, context: Context) -> tuple[date, Anchor]:
    """The day to count from. A focus wider than the unit counted is no day to count days from."""
    if base == "publication":
        return reference_of(context), Anchor.PUBLICATION
    if base == "event":
        if context.event is None:
            raise Unresolvable("event_anchor")
        return context.event.start, Anchor.DISCOURSE
    focus = focus_of(context)
    unit = Grain.DAY if reading.unit == "hour" else Grain(reading.unit)
    if _WIDTH[focus.grain] > _WIDTH[unit]:
        raise Unresolvable("nothing_to_relate_to")
    return focus.start, Anchor.DISCOURSE


def signed(value: int) -> str:
    return "past" if value < 0 else "future" if value > 0 else ""
