"""Days, months and years by name or number."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from events.dates.foreign import latin_month
from events.dates.numbers import number, skip_clitic
from events.dates.reading import GREGORIAN, HIJRI, Reading
from events.dates.tokens import Tokens

_SEPARATORS = frozenset("/-.")
_JOINTS = frozenset("/-()[],\u060c")
_ARTICLE = "\u0627\u0644"


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
    """A month's name with what belongs to it: "شهر" before, the other region's name after ("شباط/فبراير", "يونيو (حزيران)")."""
    head = t.has(i, "unit")
    named = head is not None and head.value == "month" and head.extra == "1"
    j = i + 1 if named else i
    lexeme = t.has(j, "month")
    if lexeme is None or (named and lexeme.prefix):
        return None
    calendar, value = lexeme.value.split(":")
    stop = j + lexeme.words
    second = _same_month(t, stop, lexeme.value)
    if second is None and not _spelt(t, j, lexeme.written) and not named:
        return None
    return Month(int(value), calendar, second or stop, bool(second) or named, "" if second else lexeme.extra)


def _spelt(t: Tokens, j: int, written: str) -> bool:
    """Whether a name whose hamza matters is written with it: آب is a month, أب is not."""
    if len(written) > 3:
        return True
    text = t.text(j)
    return text.endswith(written) or not any(mark in text for mark in "\u0623\u0625")


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


def year_number(t: Tokens, i: int, certain: bool) -> tuple[int, str, int] | None:
    """(year, calendar, next token). `certain`: the words before already say that a year follows."""
    found = number(t, i)
    if found is None or not 1000 <= found.value <= 2199:
        return None
    if found.form == "digits" and len(t.key(found.stop - 1)) != 4:
        return None
    if found.form != "digits" and not certain:
        return None
    era = t.has(found.stop, "era")
    if era and era.prefix == "" and (t.glued(found.stop) or len(t.key(found.stop)) > 1 or certain or era.value == "hijri"):
        if era.value == HIJRI:
            return (found.value, HIJRI, found.stop + era.words) if 1200 <= found.value <= 1500 else None
        return found.value, GREGORIAN, found.stop + era.words
    if certain and 1200 <= found.value <= 1500 and found.form == "digits":
        return found.value, HIJRI, found.stop
    return found.value, GREGORIAN, found.stop


def year_named(t: Tokens, i: int) -> tuple[int, str, int] | None:
    """A year after "عام" or "سنة", or the word "عام" with an adjective of era."""
    unit = t.has(i, "unit")
    if unit is None or unit.value not in ("year", "hijri_year") or unit.extra != "1":
        return None
    j = i + unit.words
    found = year_number(t, j + 1 if t.has(j, "year_adj") else j, True)
    if found and unit.value == "hijri_year" and found[1] == GREGORIAN:
        return None
    return found


def tail(t: Tokens, i: int, calendar: str) -> Tail:
    """Modifier and year after a month."""
    modifier = t.has(i, "mod")
    ref, j = "", i
    if modifier and not modifier.prefix:
        ref, j = modifier.value, i + modifier.words
    hijri_month = calendar == HIJRI
    k = j
    if t.has(k, "of") and not t.has(k, "of").prefix:  # type: ignore[union-attr]
        k += 1
    elif t.key(k) in (",", "\u060c", "-", "/") and not ref:
        k += 1
    direct = year_number(t, k, hijri_month or k > j) if k == j or t.key(k).isdigit() or t.has(k, "clitic") else None
    if direct and direct[1] == calendar and t.key(direct[2]) != "%":
        return Tail(direct[2], direct[0], direct[1], ref)
    named = year_named(t, k)
    if named and named[1] == calendar:
        return Tail(named[2], named[0], named[1], ref)
    year_ref = year_modifier(t, k)
    if year_ref:
        return Tail(year_ref[1], None, "", ref, year_ref[0])
    return Tail(j, ref=ref)


def year_modifier(t: Tokens, i: int) -> tuple[str, int] | None:
    """(modifier, next token) of "العام الماضي", "هذا العام", "السنة ذاتها", "نفس العام"."""
    before = t.has(i, "this", "that", "same")
    j = i + before.words if before else i
    unit = t.has(j, "unit")
    if unit is None or unit.value not in ("year", "hijri_year") or unit.extra != "1":
        return None
    j += unit.words
    if t.has(j, "year_adj"):
        j += 1
    after = t.has(j, "mod")
    if after and not after.prefix and after.value != "recent":
        return after.value, j + after.words
    return (before.value, j) if before else None


def calendar_date(t: Tokens, i: int) -> Reading | None:
    """A day, month or month and day with what follows, starting at token i."""
    return numeric(t, i) or short_numeric(t, i) or _latin(t, i) or _day_month(t, i) or _day_of_month(t, i) or _month(t, i)


def _day_month(t: Tokens, i: int) -> Reading | None:
    first = day_number(t, i)
    if first is None or _adjective(t, i):
        return None
    value, j = first
    joined = t.has(j + 1, "month")
    if t.key(j) in ("-", "/") and joined and joined.extra != "required":
        j += 1
    of = t.has(j, "of")
    if of and not of.prefix:
        j += 1
    found = month(t, j)
    if found is None or (t.has(j, "month") or t.has(j + 1, "month")).prefix not in ("", "\u0644"):  # type: ignore[union-attr]
        return None
    rest = tail(t, found.stop, found.calendar)
    rule = "hijri_day" if found.calendar == HIJRI else "day_month"
    return Reading(
        rule + ("_year" if rest.year else ""), "calendar", i, rest.stop,
        year=rest.year, month=found.number, day=value, calendar=found.calendar, ref=rest.ref, year_ref=rest.year_ref,
    )  # fmt: skip


def _adjective(t: Tokens, i: int) -> bool:
    """Whether the ordinal at i describes the noun before it: "الأسبوع الأول من رمضان", "النصف الثاني من يوليو"."""
    ordinal = t.has(i, "number")
    if ordinal is None or ordinal.extra != "ordinal" or not t.key(i).startswith(_ARTICLE):
        return False
    unit = t.has(i - 1, "unit")
    return (unit is not None and unit.value != "day") or t.has(i - 1, "half_more", "quarter_head", "fraction") is not None


def week_of_month(t: Tokens, i: int) -> Reading | None:
    """ "الأسبوع الأول من شهر محرم", "الأسبوع الثالث من أغسطس المقبل"."""
    unit, ordinal = t.has(i, "unit"), t.has(i + 1, "number")
    if unit is None or unit.value != "week" or unit.extra != "1" or ordinal is None or ordinal.extra != "ordinal":
        return None
    of = t.has(i + 2, "of")
    inner = _month(t, i + 3) if of else None
    if inner is None or int(ordinal.value) > 5:
        return None
    return replace(inner, rule="week_of_month", start=i, day=7 * int(ordinal.value) - 6, unit="week")


def _day_of_month(t: Tokens, i: int) -> Reading | None:
    """ "الثاني عشر من الشهر المقبل", "15 الجاري", "العاشر منه"."""
    first = day_number(t, i)
    if first is None:
        return None
    value, j = first
    if t.has(j, "of_it"):
        return Reading("day_of_that_month", "calendar", i, j + 1, day=value, month_ref="same", certainty=0.7)
    here = t.has(j, "mod")
    if here and here.value == "current" and t.key(j - 1).isdigit() and not here.prefix:
        return Reading("day_of_current_month", "calendar", i, j + 1, day=value, month_ref="current")
    of = t.has(j, "of")
    if of is None or of.prefix:
        return None
    j += 1
    before = t.has(j, "this", "that", "same")
    if before:
        j += 1
    unit = t.has(j, "unit")
    if unit is None or unit.value != "month" or unit.extra != "1":
        return None
    after = t.has(j + 1, "mod")
    if after and not after.prefix and after.value != "recent":
        return Reading("day_of_month", "calendar", i, j + 1 + after.words, day=value, month_ref=after.value)
    return Reading("day_of_month", "calendar", i, j + 1, day=value, month_ref=before.value) if before else None


def _month(t: Tokens, i: int) -> Reading | None:
    found = month(t, i)
    if found is None:
        return None
    rest = tail(t, found.stop, found.calendar)
    supported = (found.certain and found.calendar != HIJRI) or rest.year is not None or rest.year_ref or rest.ref not in ("", "recent")
    if found.demand == "required" and not found.certain:
        return None
    if not supported and found.calendar == HIJRI and t.has(i - 1, "edge", "since", "arrival") is None:
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


def numeric(t: Tokens, i: int) -> Reading | None:
    """ "21/12/2020", "2020-12-21", "27/ 9/ 1436 هـ": day first, or year first where the first number has four digits."""
    first = skip_clitic(t, i)
    if t.key(first + 1) not in _SEPARATORS:
        return None
    parts = [t.key(first + 2 * k) for k in range(3)]
    if t.key(first + 1) != t.key(first + 3) or not all(p.isdigit() for p in parts):
        return None
    if t.key(first - 1) in _SEPARATORS and t.glued(first) or t.key(first + 5) in _SEPARATORS and t.key(first + 6).isdigit():
        return None
    if t.key(first + 1) in ".-" and not (t.glued(first + 1) and t.glued(first + 2)) and len(parts[2]) != 4:
        return None
    order = _order(parts)
    if order is None:
        return None
    year, month_number, day, certainty = order
    stop = first + 5
    era = t.has(stop, "era")
    calendar = HIJRI if 1300 <= year <= 1500 else GREGORIAN
    if era and era.value == calendar and not era.prefix:
        stop += era.words
    return Reading("numeric_hijri" if calendar == HIJRI else "numeric", "calendar", i, stop, year=year, month=month_number, day=day, calendar=calendar, certainty=certainty)  # fmt: skip


def short_numeric(t: Tokens, i: int) -> Reading | None:
    """ "5/3" and "5/3/21", only after "يوم", "بتاريخ" or a weekday."""
    before = t.has(i - 1, "unit", "dated", "weekday", "corresponds")
    if before is None or (before.kind == "unit" and (before.value != "day" or before.extra != "1")):
        return None
    day, month_number = t.number(i), t.number(i + 2)
    if day is None or month_number is None or t.key(i + 1) not in ("/", "-") or not (1 <= day <= 31 and 1 <= month_number <= 12):
        return None
    if t.key(i + 3) != t.key(i + 1):
        return Reading("numeric_short", "calendar", i, i + 3, month=month_number, day=day, certainty=0.7)
    year = t.number(i + 4)
    if year is None or len(t.key(i + 4)) != 2:
        return None
    full = year + (2000 if year < 70 else 1900)
    return Reading("numeric_short", "calendar", i, i + 5, year=full, month=month_number, day=day, certainty=0.8)


def _latin(t: Tokens, i: int) -> Reading | None:
    """ "15 March 2023", "14 juillet 2015": a date in Latin letters inside Arabic text, its month read by dateparser."""
    word, day, year = t.key(i + 1), t.number(i), t.number(i + 2)
    if day is None or year is None or not (1 <= day <= 31 and 1800 <= year <= 2100) or not ("A" <= word[:1] <= "z"):
        return None
    found = latin_month(word.lower()) if 3 <= len(word) <= 10 else None
    return Reading("latin_letters", "calendar", i, i + 3, year=year, month=found, day=day) if found else None


def _order(parts: list[str]) -> tuple[int, int, int, float] | None:
    a, b, c = (int(p) for p in parts)
    if len(parts[0]) == 4 and len(parts[1]) <= 2 and len(parts[2]) <= 2:
        year, x, y, certainty = a, b, c, 1.0
        if x > 12 >= y:
            x, y, certainty = y, x, 0.8
        return (year, x, y, certainty) if _plausible(year) and 1 <= x <= 12 and 1 <= y <= 31 else None
    if len(parts[2]) != 4 or len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    day, month_number, certainty = a, b, 1.0
    if month_number > 12 >= day:
        day, month_number, certainty = month_number, day, 0.8
    return (c, month_number, day, certainty) if _plausible(c) and 1 <= month_number <= 12 and 1 <= day <= 31 else None


def _plausible(year: int) -> bool:
    return 1343 <= year <= 1500 or 1800 <= year <= 2100


def year_expression(t: Tokens, i: int) -> Reading | None:
    """A year: after its word ("سنة 2010", "عام ألف وتسعمئة"), with an era ("1436هـ"), or bare where its neighbours allow."""
    named = year_named(t, i)
    if named:
        return _school_year(t, Reading("year_named", "calendar", i, named[2], year=named[0], calendar=named[1]))
    found = year_number(t, i, False)
    if found is None or not t.key(skip_clitic(t, i)).isdigit():
        return None
    j = skip_clitic(t, i)
    value, calendar, stop = found
    reading = Reading("year_bare", "calendar", i, stop, year=value, calendar=calendar)
    if stop > j + 1:
        return replace(reading, rule="year_era") if calendar == HIJRI or 1500 < value < 2100 else None
    return _bare(t, i, j, reading)


def _school_year(t: Tokens, first: Reading) -> Reading:
    """The year, or the pair it opens: "عام 1435/1436هـ", "سنة 2015-2016"."""
    stop, year = first.stop, first.year or 0
    second = t.number(stop + 1) if t.key(stop) in ("/", "-") and len(t.key(stop + 1)) == 4 else None
    if second is not None and first.calendar == HIJRI and 1700 < second < 2100:
        return replace(first, stop=stop + 2, year=second, calendar=GREGORIAN)
    if second is None or not year < second <= year + 60:
        return first
    era = t.has(stop + 2, "era")
    last = replace(first, start=stop + 1, stop=stop + 2, year=second)
    return replace(first, rule="years", stop=stop + 2 + (era.words if era and era.value == first.calendar else 0), other=last)


def _bare(t: Tokens, i: int, j: int, reading: Reading) -> Reading | None:
    value, stop = reading.year or 0, reading.stop
    if not 1800 <= value <= 2100 or t.has(stop, "counted") or t.has(i - 1, "number_head"):
        return None
    nxt = t.key(stop)
    if nxt in ("%", "/", ":") or (nxt in ("-", ".") and t.key(stop + 1).isdigit() and t.glued(stop) and t.glued(stop + 1)):
        return None
    if nxt == "\u0648" and t.key(stop + 1).isdigit() and len(t.key(stop + 1)) < 4:
        return None
    far = t.number(stop + 1) if t.has(stop, "to") or nxt == "\u0648" else None
    if far is not None and not 1800 <= far <= 2100:
        return None
    before = t.key(i - 1)
    if before in ("/", ":", "+", "$", "*") or (before == "-" and t.key(i - 2).isdigit()) or (before in ".," and t.glued(i)):
        return None
    starts_line = (i == 0 and not t.folded[: t.starts[0]].rstrip(" ")) or before in ("\n", ".", "*", "\u2022")
    if starts_line:
        return replace(reading, rule="year_heading") if nxt in ("-", ":", "\n", "(") or not nxt else None
    if t.has(i - 1, "in", "since", "to", "edge", "arrival", "year_noun", "head_event") or j > i:
        return replace(reading, certainty=0.9)
    if before in ("(", "-") or t.has(i - 1, "from", "before", "after", "within", "dated"):
        return replace(reading, certainty=0.8) if _closes(t, stop) else None
    if _arabic(before) and _closes(t, stop):
        return replace(reading, certainty=0.6)
    return None


def _arabic(key: str) -> bool:
    return bool(key) and "\u0620" <= key[0] <= "\u064a"


def _closes(t: Tokens, stop: int) -> bool:
    """Whether what follows cannot be the thing counted: punctuation, a particle, a definite or conjoined word."""
    key = t.key(stop)
    return not _arabic(key) or t.has(stop, "after_year") is not None or key.startswith(("\u0648", "\u0627\u0644"))
