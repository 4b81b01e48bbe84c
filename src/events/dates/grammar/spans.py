"""Units counted from somewhere: "الأسبوع الماضي", "قبل ثلاثة أيام", "الأيام الثلاثة الماضية", seasons, decades."""

from __future__ import annotations

from events.dates.grammar.calendar_dates import calendar_date, week_of_month
from events.dates.grammar.days import day_expression
from events.dates.grammar.offsets import COUNTED, after_that, amount, offset
from events.dates.grammar.years import year_expression, year_modifier
from events.dates.letters import ARTICLE, FOR, LIKE, WITH_ARTICLE
from events.dates.numbers import number
from events.dates.reading import HIJRI, Reading
from events.dates.tokens import Tokens

_SHIFT = {
    "past": -1,
    "next": 1,
    "current": 0,
    "before_last": -2,
    "after_next": 2,
    "previous": -1,
    "following": 1,
    "same": 0,
}
_DISCOURSE = frozenset(("previous", "following", "same"))
_PARTS = frozenset(("season_head", "season", "quarter", "half", "this"))
_FASTING = 9
_SINGLE = frozenset(("week", "month", "year", "decade"))


def span_expression(t: Tokens, i: int) -> Reading | None:
    """Any expression of this module that starts at token i."""
    kinds = t.meanings[i]
    if "pronoun_after" in kinds or "pronoun_before" in kinds:
        found = after_that(t, i)
        if found:
            return found
    if "before" in kinds or "after" in kinds or "since" in kinds:
        return offset(t, i)
    found = weekend(t, i) if "weekend" in kinds else None
    found = found or (edged(t, i) if "edge" in kinds else None)
    if found is None and not kinds.keys().isdisjoint(_PARTS):
        found = part_of_year(t, i)
    if found is None:
        found = week_of_month(t, i) or window(t, i) or (None if "number" in kinds else unit_reference(t, i))
    if found is None and ("decade" in kinds or "unit" in kinds):
        found = decade(t, i)
    return found or (holiday(t, i) if "holiday" in kinds else None)


def unit_reference(t: Tokens, i: int) -> Reading | None:
    """Such as "الأسبوع الماضي", "هذا العام", "الشهر نفسه", "العقد الماضي"."""
    before = t.has(i, "this", "that", "same")
    j = i + before.words if before else i
    unit = t.has(j, "unit")
    if unit and unit.value == "year" and j == i and t.has(i - 1, "general_head"):
        return None
    if unit is None or (unit.value not in _SINGLE and unit.value != "hijri_year") or unit.extra != "1":
        return None
    if before and before.kind in ("this", "that") and unit.value == "decade":
        return None
    if before and (unit.prefix or (before.kind == "that" and before.prefix.endswith(LIKE))):
        return None
    stop = j + unit.words
    if before and unit.value == "month" and t.has(stop, "of_fasting"):
        return Reading("month_of_fasting", "holiday", i, stop + 1, month=_FASTING, calendar=HIJRI, certainty=0.8)
    if t.has(stop, "year_adj"):
        stop += 1
    after = t.has(stop, "mod")
    if after and not after.prefix and after.value != "recent":
        ref, stop = after.value, stop + after.words
    elif before:
        ref = before.value
    else:
        return None
    definite = unit.written.startswith(ARTICLE) or before is not None
    if not definite:
        return None
    modified = year_modifier(t, stop + 1) if ref == "same" and unit.value == "month" and t.has(stop, "of") else None
    if modified and modified[0] == "past":
        return Reading("month_of_year", "unit", i, modified[1], unit="month", n=-12, base="discourse", ref="same")
    base = "discourse" if ref in _DISCOURSE else "publication"
    name = "year" if unit.value == "hijri_year" else unit.value
    calendar = "hijri" if unit.value == "hijri_year" else "gregorian"
    return Reading(f"{name}_{ref}", "unit", i, stop, unit=name, n=_SHIFT[ref], base=base, ref=ref, calendar=calendar)


def window(t: Tokens, i: int) -> Reading | None:
    """Such as "الأيام الثلاثة الماضية", "الـ 24 ساعة الماضية", "اليومين الماضيين", "آخر أسبوعين", "الأيام الماضية"."""
    return _last_units(t, i) or counted_window(t, i) or plural_window(t, i)


def _last_units(t: Tokens, i: int) -> Reading | None:
    if not t.has(i, "last"):
        return None
    counted = amount(t, i + 1)
    if counted is None or counted[0] < 2:
        return None
    return Reading("last_units", "window", i, counted[2], unit=counted[1], n=-counted[0])


def counted_window(t: Tokens, i: int) -> Reading | None:
    """Such as "24 ساعة الماضية", "ثلاثة أيام مقبلة"."""
    found = number(t, i)
    if found is None or found.form in ("ordinal", "first") or not 0 < found.value <= 200:
        return None
    unit = t.has(found.stop, "unit")
    if unit is None or unit.value not in COUNTED or unit.extra == "2":
        return None
    after = t.has(found.stop + 1, "mod")
    sign = _direction(after.value) if after and not after.prefix else 0
    if not sign:
        return None
    return Reading("window", "window", i, found.stop + 2, unit=unit.value, n=sign * found.value)


def plural_window(t: Tokens, i: int) -> Reading | None:
    """Such as "الأيام الثلاثة الماضية", "اليومين الماضيين", "الأيام الماضية"."""
    unit = t.has(i, "unit")
    if unit is None or unit.value not in COUNTED or unit.extra == "1" or not unit.written.startswith(ARTICLE):
        return None
    j, n = i + 1, 2 if unit.extra == "2" else 0
    if not n:
        found = number(t, j)
        if found and found.form != "ordinal" and 0 < found.value <= 200:
            n, j = found.value, found.stop
    sign = 0
    while (after := t.has(j, "mod")) is not None and not after.prefix:
        sign, j = sign or _direction(after.value), j + after.words
    if not sign or j == i + 1 or (t.has(j - 1, "mod").value == "following" and t.key(j).startswith(FOR)):  # type: ignore[union-attr]
        return None
    if n:
        return Reading("window", "window", i, j, unit=unit.value, n=sign * n)
    if unit.value not in ("day", "hour"):
        return None
    return Reading("vague", "vague", i, j, unit=unit.value, n=sign, certainty=0.3)


def _direction(ref: str) -> int:
    return {"past": -1, "recent": -1, "previous": -1, "next": 1, "following": 1}.get(ref, 0)


def edged(t: Tokens, i: int) -> Reading | None:
    """Such as "مطلع العام الحالي", "منتصف يوليو", "أواخر التسعينيات": an edge of something longer than a day."""
    edge = t.has(i, "edge")
    if edge is None or (edge.extra and not t.key(i + 1).startswith(ARTICLE)):
        return None
    j = i + edge.words
    of = t.has(j, "of")
    if of and not of.prefix:
        j += 1
    week = _week_edge(t, i, j, edge.value)
    if week:
        return week
    inner = calendar_date(t, j) or year_expression(t, j) or part_of_year(t, j) or unit_reference(t, j) or decade(t, j)
    if inner is None:
        day = day_expression(t, j)
        if day is None:
            return None
        told = t.has(i - 1, "in") and j == i + edge.words and day.rule == "day_word" and day.n == 0
        of_the_story = told and day.weekday is None and not day.night
        return day._replace(start=i, base="discourse" if of_the_story else day.base)
    if inner.rule == "week_current" and edge.value == "end" and t.has(j, "this"):
        return Reading("weekend", "weekend", i, inner.stop, ref="current")
    if inner.kind == "calendar" and inner.day is not None:
        return inner._replace(start=i) if edge.value == "end" else None
    whole_year = (
        edge.value == "start"
        and (t.has(i - 1, "with") is not None)
        and inner.kind == "calendar"
        and inner.month is None
    )
    return inner._replace(start=i, edge="" if whole_year else edge.value, rule=f"{edge.value}_of_{inner.rule}")


def _week_edge(t: Tokens, i: int, j: int, edge: str) -> Reading | None:
    unit = t.has(j, "unit")
    if unit is None or unit.value not in _SINGLE or unit.extra != "1" or not unit.written.startswith(ARTICLE):
        return None
    after = t.has(j + 1, "mod", "year_adj")
    if after or t.has(j + 1, "number") or t.key(j + 1).isdigit() or t.has(i - 1, "before"):
        return None
    if edge == "end" and unit.value == "week":
        return None
    if unit.value == "decade":
        return None
    return Reading(f"{edge}_of_this_{unit.value}", "unit", i, j + 1, unit=unit.value, n=0, edge=edge, certainty=0.6)


def weekend(t: Tokens, i: int) -> Reading | None:
    """Such as "نهاية الأسبوع", with its modifier."""
    lexeme = t.has(i, "weekend")
    if lexeme is None:
        return None
    stop = i + lexeme.words
    after = t.has(stop, "mod")
    if after and not after.prefix and after.value in _SHIFT:
        return Reading("weekend", "weekend", i, stop + after.words, ref=after.value)
    return Reading("weekend", "weekend", i, stop, base="leisure" if lexeme.extra else "publication", certainty=0.7)


def part_of_year(t: Tokens, i: int) -> Reading | None:
    """Seasons, quarters and halves, where a year or a modifier stands with them."""
    head = t.has(i, "season_head")
    j = i + 1 if head and t.has(i + 1, "season") else i
    lexeme = t.has(j, "season") or t.has(j, "quarter") or t.has(j, "half")
    before = t.has(i, "this") if lexeme is None else None
    if before:
        lexeme, j = t.has(i + 1, "season"), i + 1
        if lexeme:
            return Reading("season", "season", i, j + 1, month=int(lexeme.value), ref="current")
    if lexeme is None:
        return None
    stop = j + lexeme.words
    of = t.has(stop, "of")
    k = stop + 1 if of and not of.prefix else stop
    value = int(lexeme.value)
    field = {"month": value} if lexeme.kind == "season" else {"n": value}
    year = year_expression(t, k)
    if year and year.calendar == "gregorian" and year.kind == "calendar":
        return Reading(f"{lexeme.kind}_year", lexeme.kind, i, year.stop, year=year.year, **field)  # type: ignore[arg-type]
    modified = year_modifier(t, k)
    if modified:
        return Reading(f"{lexeme.kind}_of_year", lexeme.kind, i, modified[1], year_ref=modified[0], **field)  # type: ignore[arg-type]
    unit = t.has(k, "unit")
    if (
        lexeme.kind != "season"
        and k > stop
        and unit
        and unit.value == "year"
        and unit.extra == "1"
        and unit.written.startswith(ARTICLE)
    ):
        return Reading(f"{lexeme.kind}_of_year", lexeme.kind, i, k + 1, year_ref="current", certainty=0.7, **field)  # type: ignore[arg-type]
    after = t.has(stop, "mod")
    if after and not after.prefix and after.value in ("past", "next", "current") and lexeme.kind == "season":
        return Reading("season", "season", i, stop + after.words, month=value, ref=after.value)
    return None


def decade(t: Tokens, i: int) -> Reading | None:
    """Such as "التسعينيات", "تسعينيات القرن الماضي"; not the age of a person."""
    head = t.has(i, "unit")
    j = i + 1 if head and head.value in ("decade", "year") and t.has(i + 1, "decade") else i
    lexeme = t.has(j, "decade")
    if lexeme is None:
        return None
    stop = j + 1
    of = t.has(stop, "of")
    k = stop + 1 if of and not of.prefix else stop
    if t.has(k, "age") or _age(t, i, int(lexeme.value)) or _of_the_hijra(t, stop):
        return None
    century = 1900
    unit = t.has(k, "unit")
    if unit and unit.value == "century":
        after = t.has(k + 1, "mod")
        if after is None:
            return None if not t.has(k + 1, "number") else _century(t, i, int(lexeme.value), k + 1)
        century = 1900 if after.value == "past" else 2000 if after.value in ("current",) else 1800
        stop = k + 1 + after.words
    elif not t.key(j).startswith(WITH_ARTICLE):
        return None
    return Reading("decade", "decade", i, stop, year=century + int(lexeme.value))


def _of_the_hijra(t: Tokens, i: int) -> bool:
    """Whether "الهجرية" follows, a dash between or not: a decade of another century."""
    j = i + 1 if t.key(i) == "-" else i
    era = t.has(j, "year_adj", "era")
    return era is not None and era.value == HIJRI


def _age(t: Tokens, i: int, tens: int) -> bool:
    """Whether "العشرينات" is how old somebody is: a word for a person stands shortly before."""
    return tens <= 70 and any(t.has(k, "person") for k in range(i - 1, max(i - 5, -1), -1))


def _century(t: Tokens, i: int, tens: int, k: int) -> Reading | None:
    found = number(t, k)
    if found is None or not 15 <= found.value <= 21:
        return None
    return Reading("decade", "decade", i, found.stop, year=(found.value - 1) * 100 + tens)


def holiday(t: Tokens, i: int) -> Reading | None:
    """A feast that falls on a known day of the calendar, where a word of time governs it."""
    lexeme = t.has(i, "holiday")
    if lexeme is None:
        return None
    calendar, month, day = lexeme.value.split(":")
    start = i
    if lexeme.extra == "needed":
        before = t.has(i - 1, "unit", "part", "eve", "number", "edge", "arrival")
        nth = t.has(i - 2, "number") if before and before.kind == "unit" and before.extra == "3" else before
        if before is None or (before.kind == "unit" and before.value != "day") or (before.extra == "2"):
            return None
        if nth is None or (nth.kind == "number" and nth.extra != "ordinal"):
            return None
        start = i - 1 if nth is before else i - 2
        if nth.kind == "number":
            day = str(int(day) + int(nth.value) - 1)
    stop = i + lexeme.words
    year = year_expression(t, stop)
    of = t.has(stop, "of")
    modified = year_modifier(t, stop + 1 if of and not of.prefix else stop)
    common = {"month": int(month), "day": int(day), "calendar": calendar}
    if year:
        return Reading("holiday", "holiday", start, year.stop, year=year.year, certainty=0.8, **common)  # type: ignore[arg-type]
    if modified:
        return Reading("holiday", "holiday", start, modified[1], year_ref=modified[0], certainty=0.8, **common)  # type: ignore[arg-type]
    after = t.has(stop, "mod")
    if after and not after.prefix and after.value in ("past", "next"):
        return Reading("holiday", "holiday", start, stop + 1, ref=after.value, certainty=0.8, **common)  # type: ignore[arg-type]
    return Reading("holiday", "holiday", start, stop, certainty=0.6, **common)  # type: ignore[arg-type]
