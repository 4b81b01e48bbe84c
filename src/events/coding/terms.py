"""The office a person held on the day of an event: it decides the code (codebook, actors), not the one held when the
article came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from events.coding.named import DAYS_OF_A_FALL, ORGANISATIONS, YEARS_TO_HISTORY
from events.coding.passage import When
from events.coding.syntax import Actor
from events.lexicon import Lexicon, Office

_FILE = "offices.csv:"
ELITE = "ELI"
_LATELY = timedelta(days=DAYS_OF_A_FALL)


def on_its_day(actor: Actor, when: When, lexicon: Lexicon) -> Actor | None:
    """The actor with the code of the event's day; None for a person who was nobody then. Actors that rest on no office,
    or whose title in the text says something else, stay as they are, and so do acts of no known day."""
    office = next((lexicon.office_rows.get(int(row.removeprefix(_FILE))) for row in _offices(actor)), None)
    if office is None or when.start is None:
        return actor
    left = actor.seeds[0].startswith(_FILE) and actor.code == office.code[:3] + ELITE
    if not left and actor.code != office.code:
        return actor
    last = when.end or when.start
    person = [row for row in lexicon.office_rows.values() if row.person_en == office.person_en]
    if any(_within(row, when.start - _LATELY, last) and row.code == actor.code for row in person):
        return actor
    held = sorted((row for row in person if _within(row, when.start, last)), key=lambda row: row.code[3:] != "GOV")
    if held:
        return replace(actor, code=held[0].code, how="office on that day")
    if all(row.start is not None and row.start > last for row in person):
        return replace(actor, code=office.code[:3], how="later office")
    ended = max(row.end or date.min for row in person)
    if office.code[:3] in ORGANISATIONS or when.start.year - ended.year > YEARS_TO_HISTORY:
        return None
    return replace(actor, code=office.code[:3] + ELITE, how="former office")


def _offices(actor: Actor) -> Iterable[str]:
    return (row for row in actor.seeds if row.startswith(_FILE))


def _within(office: Office, first: date, last: date) -> bool:
    return (office.start is None or office.start <= last) and (office.end is None or first <= office.end)
