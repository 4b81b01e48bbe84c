"""The office a person held on the day of an event: it decides the code (codebook, actors), not the one held when the
article came out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from events.coding.named import DAYS_OF_A_FALL, held, in_time
from events.coding.passage import When
from events.coding.syntax import Actor
from events.lexicon import Lexicon

_FILE = "offices.csv:"
_LATELY = timedelta(days=DAYS_OF_A_FALL)


def on_its_day(actor: Actor, when: When, lexicon: Lexicon) -> Actor | None:
    """The actor with the code of the event's day; None for a person who was nobody then. Actors that rest on no office,
    or whose title in the text says something else, stay as they are, and so do acts of no known day."""
    line = next((int(row.removeprefix(_FILE)) for row in actor.seeds if row.startswith(_FILE)), None)
    if line is None or when.start is None:
        return actor
    terms = lexicon.careers[line]
    office = next(row for row in terms if row.line == line)
    left = actor.seeds[0].startswith(_FILE) and actor.code == office.code[:3] + "ELI"
    if not left and actor.code != office.code:
        return actor
    if any(in_time(row, when.start - _LATELY, when.end or when.start) and row.code == actor.code for row in terms):
        return actor
    holder = held(terms, when.start, when.end)
    return replace(actor, code=holder.code, how=f"{holder.how} on that day") if holder.code else None
