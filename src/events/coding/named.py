"""Which row a name stands for: by table, by day, and by what a person held office for."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from events.clean import lookup
from events.coding.letters import ARTICLE
from events.coding.words import Words
from events.lexicon import Entry, NameHit

_TABLES = {"countries": 0, "metonyms": 1, "actors": 2, "offices": 3, "agents": 4}
DAYS_OF_A_FALL = 7  # what is told in the days after one was done to the one in office
YEARS_TO_HISTORY = 25  # out of office, after which a text that names a person tells of history
_OUT_OF_OFFICE = frozenset({"OPP", "ELI", "REB", "CVL"})
ORGANISATIONS = frozenset(
    [
        "UNO",
        "EUR",
        "NAT",
        "ARL",
        "GCC",
        "AFU",
        "OIC",
        "ECW",
        "GSS",
        "CEM",
        "AMU",
        "IAE",
        "ICC",
        "OPC",
        "WBK",
        "IMF",
        "ICR",
        "AMN",
        "HRW",
        "NGO",
        "ICO",
        "P51",
        "QUA",
        "CLN",
        "IMG",
    ]
)


def choose(hit: NameHit, day: date | None, qualifies: bool, called: bool = False) -> Entry | None:
    """The row the name most likely stands for; None for places, and for a word that is also an everyday one where it
    may qualify the noun before it (`qualifies`), unless that noun says a name must follow (`called`)."""
    rows = [entry for entry in hit.entries if entry.table in _TABLES and entry.kind != "none"]
    if hit.end - hit.start == 1:
        allowed: tuple[str, ...] = () if qualifies and not hit.prep and not hit.conj else ("countries", "metonyms")
        allowed = (*allowed, "actors") if called else allowed
        rows = [entry for entry in rows if not entry.ambiguous or entry.table in allowed]
    rows = [entry for entry in rows if entry.table != "actors" or _in_time(entry, day)] or rows
    return min(rows, key=lambda entry: _TABLES[entry.table], default=None)


def after_open_noun(words: Words, i: int) -> bool:
    """Whether the word before token i is an indefinite word that an adjective may follow."""
    if i == 0 or words.is_mark(i - 1) or words.particles[i - 1] or words.hits[i - 1] or words.has_article(i - 1):
        return False
    if words.facts[i - 1].circumstance:
        return False
    return not any(r.pos == "verb" or r.table == "agents" for r in words.analyses[i - 1])


@lru_cache(65_536)
def folded_name(name: str) -> str:
    return lookup(name)


@lru_cache(65_536)
def head_key(name: str) -> str:
    """What later mentions of a name's head word find it by: its first word, folded, without article."""
    return lookup(name).split(" ", 1)[0].removeprefix(ARTICLE)


def _in_time(entry: Entry, day: date | None) -> bool:
    return day is None or ((entry.start is None or entry.start <= day) and (entry.end is None or day <= entry.end))


def _just_ended(entry: Entry, day: date | None) -> bool:
    return day is not None and entry.end is not None and 0 < (day - entry.end).days <= DAYS_OF_A_FALL


class Holder(NamedTuple):
    """What a person known by name is coded as, how that was told, and the office it rests on."""

    code: str
    how: str
    office: Entry | None = None


def held(hit: NameHit, day: date | None) -> Holder:
    """The code of a person on `day`: the office held then or lost in the days before, for what is told of a fall was
    done to the one in office; else an elite of the country last served. No code for who served an organisation, or
    left so long ago that the text tells of history."""
    rows = [entry for entry in hit.entries if entry.table == "offices"]
    people = {entry.code[:3] for entry in rows}
    current = sorted(
        (entry for entry in rows if _in_time(entry, day)), key=lambda entry: not entry.code.endswith("GOV")
    )
    if all(entry.code[3:] in _OUT_OF_OFFICE for entry in current):
        fallen = [entry for entry in rows if _just_ended(entry, day) and entry.code[3:] not in _OUT_OF_OFFICE]
        current = fallen or current
    if len({entry.code for entry in current}) == 1 or (current and len({entry.code[:3] for entry in current}) == 1):
        return Holder(current[0].code, "office", current[0])
    if current or len(people) > 1:
        return Holder("", "ambiguous person")
    latest = max(rows, key=lambda entry: entry.end or date.max)
    if day is not None and all(entry.start and entry.start > day for entry in rows):
        return Holder(latest.code[:3], "later office", latest)
    country = latest.code[:3]
    long_ago = day is not None and latest.end is not None and day.year - latest.end.year > YEARS_TO_HISTORY
    if country in ORGANISATIONS or long_ago:
        return Holder("", "former office")
    return Holder(country + "ELI", "former office", latest)
