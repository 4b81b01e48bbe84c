"""Which row a name stands for: by table, by day, and by what a person held office for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from events.clean import lookup
from events.coding.letters import ARTICLE, TA_MARBUTA
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
    rows = [entry for entry in rows if entry.table != "actors" or in_time(entry, day)] or rows
    return min(rows, key=lambda entry: _TABLES[entry.table], default=None)


def after_open_noun(words: Words, i: int) -> bool:
    """Whether the word before token i is an indefinite word that an adjective may follow."""
    if i == 0 or words.is_mark(i - 1) or words.particles[i - 1] or words.hits[i - 1] or words.has_article(i - 1):
        return False
    if words.facts[i - 1].circumstance:
        return False
    if words.tokens[i - 1].text.endswith(TA_MARBUTA) and not words.tokens[i].text.endswith(TA_MARBUTA):
        return False  # عضوية مالي
    return not any(r.pos == "verb" or r.table == "agents" for r in words.analyses[i - 1])


@lru_cache(65_536)
def folded_name(name: str) -> str:
    return lookup(name)


@lru_cache(65_536)
def head_key(name: str) -> str:
    """What later mentions of a name's head word find it by: its first word, folded, without article."""
    return lookup(name).split(" ", 1)[0].removeprefix(ARTICLE)


class Dated(Protocol):
    """A row that holds from one day to another, both included, open where None."""

    @property
    def start(self) -> date | None:
        """The first day."""

    @property
    def end(self) -> date | None:
        """The last day."""


class Term(Dated, Protocol):
    """An office somebody held: its row's line and id (who.since), and what it is coded as."""

    @property
    def line(self) -> int:
        """The line of the row."""

    @property
    def id(self) -> str:
        """Who held it, and since when."""

    @property
    def code(self) -> str:
        """The actor code of who holds it."""


def in_time(row: Dated, first: date | None, last: date | None = None) -> bool:
    """Whether a row holds on a day, or some day from `first` to `last`; any row does where no day is known."""
    if first is None:
        return True
    return (row.start is None or row.start <= (last or first)) and (row.end is None or first <= row.end)


class Holder(NamedTuple):
    """What a person is coded as, how that was told, and the line of the row it rests on."""

    code: str
    how: str
    line: int = 0


def held(rows: Sequence[Term], first: date | None, last: date | None = None) -> Holder:
    """The code of the one whose offices `rows` are on a day, or in the days from `first` to `last`: the office held
    then or lost in the days before, for what is told of a fall was done to the one in office; else an elite of the
    country last served. No code for who served an organisation or was to serve one, for who left so long ago that
    the text tells of history, nor where the rows are of people of several countries."""
    current = sorted((row for row in rows if in_time(row, first, last)), key=lambda row: not row.code.endswith("GOV"))
    if first is not None and all(row.code[3:] in _OUT_OF_OFFICE for row in current):
        lately = [row for row in rows if row.end and 0 < (first - row.end).days <= DAYS_OF_A_FALL]
        current = [row for row in lately if row.code[3:] not in _OUT_OF_OFFICE] or current
    known = current or rows
    if len({row.code[:3] for row in known}) > 1 and len({row.id.partition(".")[0] for row in known}) > 1:
        return Holder("", "ambiguous person")
    if current:
        return Holder(current[0].code, "office", current[0].line)
    latest = max(rows, key=lambda row: row.end or date.max)
    country = latest.code[:3]
    if first is not None and all(row.start and row.start > (last or first) for row in rows):
        return Holder("" if country in ORGANISATIONS else country, "later office", latest.line)
    long_ago = first is not None and latest.end is not None and first.year - latest.end.year > YEARS_TO_HISTORY
    if country in ORGANISATIONS or long_ago:
        return Holder("", "former office")
    return Holder(country + "ELI", "former office", latest.line)
