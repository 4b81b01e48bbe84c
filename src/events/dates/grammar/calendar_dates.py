"""Days and months by name."""

from __future__ import annotations

from typing import NamedTuple

from events.dates.grammar.numeric import latin, numeric, short_numeric
from events.dates.grammar.years import year_modifier, year_named, year_number
from events.dates.letters import ARTICLE, COMMA, FOR, HAMZA_ON_ALEF
from events.dates.numbers import number, skip_clitic
from events.dates.reading import HIJRI, Reading
from events.dates.tokens import Tokens

_JOINTS = frozenset("/-()[]," + COMMA)
_OF_TIME = ("in", "since", "to", "from", "of", "before", "after", "unit", "part", "eve", "weekday")
_NUMERIC_JOINTS = frozenset("/-.")


class Month(NamedTuple):
    """A month read at some token; `certain` tells whether its wording alone makes it a month."""

    number: int
    calendar: str
    stop: int
    certain: bool
    demand: str


class Tail(NamedTuple):
    """What follows a month: a year, or a modifier on month or year."""

    stop: int
    year: int | None = None
    calendar: str = ""
    ref: str = ""
    year_ref: str = ""


def day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """(day 1 to 31, next token) at i."""
    found = number(t, i)
    if found is None or not 1 <= found.value <= 31 or (found.form == "words" and found.value < 11):
        return None
    return found.value, found.stop


def month(t: Tokens, i: int) -> Month | None:
    """A month's name with what belongs to it: "شهر" before, the other region's name after ("شباط/فبراير")."""
    head = t.has(i, "unit")
    named = head is not None and head.value == "month" and head.extra == "1"
    j = i + 1 if named else i
    lexeme = t.has(j, "month")
    if lexeme is None or (named and lexeme.prefix):
        return None
    calendar, value = lexeme.value.split(":")
    stop = j + lexeme.words
    second = _same_month(t, stop, lexeme.value)
    if second is None and not _spelt(t, j, lexeme.written, lexeme.prefix) and not named:
        return None
    return Month(int(value), calendar, second or stop, bool(second) or named, "" if second else lexeme.extra)


def _spelt(t: Tokens, j: int, written: str, prefix: str) -> bool:
    """Whether a name whose hamza matters is written with it: آب is a month, أب is not, and باب is a door."""
    if len(written) > 3:
        return True
    text = t.text(j)
    if prefix and len(written) == 2:
        return text.endswith(written)
    return text.endswith(written) or not any(mark in text for mark in HAMZA_ON_ALEF)


def _same_month(t: Tokens, i: int, value: str) -> int | None:
    """The token after a second name of the same month, brackets included."""
    j = i
    opened = t.key(j) in "(["
    while t.key(j) and t.key(j) in _JOINTS and j - i < 2:
        j += 1
    lexeme = t.has(j, "month")
    if lexeme is None or lexeme.value != value or lexeme.prefix:
        return None
    j += lexeme.words
    if opened and t.key(j) in (")", "]"):
        j += 1
    return j


def tail(t: Tokens, i: int, calendar: str) -> Tail:
    """Modifier and year after a month."""
    modifier = t.has(i, "mod")
    ref, j = "", i
    if t.key(i) == "." and t.glued(i + 1) and not t.glued(i) and t.key(i + 1).isdigit():
        i = j = i + 1
    if modifier and not modifier.prefix:
        ref, j = modifier.value, i + modifier.words
    hijri_month = calendar == HIJRI
    k = j
    if (t.has(k, "of") and not t.has(k, "of").prefix) or (t.key(k) in (",", COMMA, "-", "/") and not ref):  # type: ignore[union-attr]
        k += 1
    direct = year_number(t, k, hijri_month or k > j) if k == j or t.key(k).isdigit() or t.has(k, "clitic") else None
    if direct and direct[1] == calendar and t.key(direct[2]) != "%":
        return Tail(direct[2], direct[0], direct[1], ref)
    value, era = t.number(k), t.has(k + 1, "era")
    if hijri_month and value is not None and era and era.value == HIJRI:
        return Tail(k + 1 + era.words, value, HIJRI, ref)
    named = year_named(t, k)
    if named and named[1] == calendar:
        return Tail(named[2], named[0], named[1], ref)
    year_ref = year_modifier(t, k)
    if year_ref:
        return Tail(year_ref[1], None, "", ref, year_ref[0])
    return Tail(j, ref=ref)


def calendar_date(t: Tokens, i: int) -> Reading | None:
    """A day, month or month and day with what follows, starting at token i."""
    kinds = t.meanings[i]
    if ("month" in kinds or "unit" in kinds) and "number" not in kinds:
        return _month(t, i)
    following = t.keys[skip_clitic(t, i) + 1]
    if following in _NUMERIC_JOINTS:
        return numeric(t, i) or short_numeric(t, i) or _day_month(t, i)
    if "A" <= following <= "{":
        return latin(t, i)
    return _day_month(t, i) or _day_of_month(t, i)


def _day_month(t: Tokens, i: int) -> Reading | None:
    first = day_number(t, i)
    if first is None or _adjective(t, i):
        return None
    value, j = first
    if t.key(j) == ")" and t.key(i - 1) == "(":
        j += 1
    joined = t.has(j + 1, "month")
    if t.key(j) in ("-", "/") and joined and joined.extra != "required":
        j += 1
    of = t.has(j, "of")
    if of and not of.prefix:
        j += 1
    found = month(t, j)
    named = t.has(j, "month") or t.has(j + 1, "month")
    if found is None or named is None or named.prefix not in ("", FOR) or (named.prefix and found.demand == "required"):
        return None
    rest = tail(t, found.stop, found.calendar)
    if found.demand == "required" and not of and value < 10 and not (rest.year or rest.ref or rest.year_ref):
        return None
    rule = "hijri_day" if found.calendar == HIJRI else "day_month"
    return Reading(
        rule + ("_year" if rest.year else ""), "calendar", i, rest.stop,
        year=rest.year, month=found.number, day=value, calendar=found.calendar, ref=rest.ref, year_ref=rest.year_ref,
    )  # fmt: skip


def _adjective(t: Tokens, i: int) -> bool:
    """Whether the ordinal at i describes the noun before it: "الأسبوع الأول من رمضان", "النصف الثاني من يوليو"."""
    ordinal = t.has(i, "number")
    if ordinal is None or ordinal.extra != "ordinal" or not t.key(i).startswith(ARTICLE):
        return False
    unit = t.has(i - 1, "unit")
    return (unit is not None and unit.value != "day") or t.has(
        i - 1, "half_more", "quarter_head", "fraction"
    ) is not None


def week_of_month(t: Tokens, i: int) -> Reading | None:
    """Such as "الأسبوع الأول من شهر محرم", "الأسبوع الثالث من أغسطس المقبل"."""
    unit, ordinal = t.has(i, "unit"), t.has(i + 1, "number")
    if unit is None or unit.value != "week" or unit.extra != "1" or ordinal is None or ordinal.extra != "ordinal":
        return None
    of = t.has(i + 2, "of")
    inner = _month(t, i + 3) if of else None
    if inner is None or int(ordinal.value) > 5:
        return None
    return inner._replace(rule="week_of_month", start=i, day=7 * int(ordinal.value) - 6, unit="week")


def _day_of_month(t: Tokens, i: int) -> Reading | None:
    """Such as "الثاني عشر من الشهر المقبل", "15 الجاري", "العاشر منه"."""
    first = day_number(t, i)
    if first is None:
        return None
    value, j = first
    if t.key(j) == ")" and t.key(i - 1) == "(":
        j += 1
    if t.has(j, "of_it"):
        ordinal = t.has(i, "number")
        if ordinal and ordinal.extra == "ordinal" and not _in_time(t, i):
            return None
        return Reading("day_of_that_month", "calendar", i, j + 1, day=value, month_ref="same", certainty=0.7)
    here = t.has(j, "mod")
    if here and here.value == "current" and t.key(j - 1).isdigit() and not here.prefix:
        return Reading("day_of_current_month", "calendar", i, j + 1, day=value, month_ref="current")
    of = t.has(j, "of")
    if (of is None and t.has(j, "unit") is None) or (of and of.prefix):
        return None
    j += 1 if of else 0
    before = t.has(j, "this", "that", "same")
    if before:
        j += 1
    unit = t.has(j, "unit")
    if unit is None or unit.value != "month" or unit.extra != "1":
        return None
    if not (of or before or unit.written.startswith(ARTICLE)):
        return None
    after = t.has(j + 1, "mod")
    if after and not after.prefix and after.value != "recent":
        return Reading("day_of_month", "calendar", i, j + 1 + after.words, day=value, month_ref=after.value)
    return Reading("day_of_month", "calendar", i, j + 1, day=value, month_ref=before.value) if before else None


def _in_time(t: Tokens, i: int) -> bool:
    """Whether a word of time stands before token i: "في العاشر منه" is a day, "الجزء الأول منه" a part."""
    return t.has(i - 1, *_OF_TIME) is not None


def _month(t: Tokens, i: int) -> Reading | None:
    found = month(t, i)
    if found is None:
        return None
    rest = tail(t, found.stop, found.calendar)
    supported = (
        (found.certain and found.calendar != HIJRI)
        or rest.year is not None
        or rest.year_ref
        or rest.ref not in ("", "recent")
    )
    if found.demand == "required" and not found.certain:
        return None
    if not supported and found.calendar == HIJRI and t.has(i - 1, "edge", "since") is None:
        return None
    if not supported and found.demand and not _governed(t, i):
        return None
    rule = ("hijri_month" if found.calendar == HIJRI else "month") + ("_year" if rest.year else "")
    return Reading(
        rule, "calendar", i, rest.stop,
        year=rest.year, month=found.number, calendar=found.calendar, ref=rest.ref, year_ref=rest.year_ref,
        certainty=1.0 if supported else 0.8,
    )  # fmt: skip


def _governed(t: Tokens, i: int) -> bool:
    """Whether a word of time stands right before token i, or a clitic preposition on it."""
    return t.has(i - 1, "in", "since", "before", "after", "within", "to", "edge", "from", "arrival") is not None
