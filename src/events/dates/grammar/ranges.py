"""Two ends: "من 3 إلى 5 مايو", "بين 2010 و2014", "عامي 2024 و2025", "3-5 مايو"."""

from __future__ import annotations

from itertools import pairwise

from events.dates.grammar.calendar_dates import calendar_date, day_number, month, week_of_month
from events.dates.grammar.days import day_expression, weekday
from events.dates.grammar.numeric import numeric
from events.dates.grammar.spans import counted_window, decade, plural_window, span_expression, unit_reference
from events.dates.grammar.years import year_expression, year_number
from events.dates.letters import AND, COMMA
from events.dates.numbers import skip_clitic
from events.dates.reading import Reading
from events.dates.tokens import Tokens
from events.dates.vocabulary import Lexeme

_DASH = "-"
_PAIR = 2


_DAYS = frozenset(
    ["part", "eve", "unit", "day", "night", "day_yesterday", "day_weak", "that", "same", "weekday", "weekday_bare"]
)
_DATES = frozenset(["number", "clitic", "month", "unit"])
_SPANS = frozenset(
    [
        "before",
        "after",
        "since",
        "pronoun_after",
        "pronoun_before",
        "edge",
        "weekend",
        "season_head",
        "season",
        "quarter",
        "half",
        "this",
        "that",
        "same",
        "last",
        "number",
        "clitic",
        "unit",
        "decade",
        "holiday",
    ]
)
_YEARS = frozenset(["clitic", "unit"])
_BESIDE_UNIT = (_DAYS | _DATES | _SPANS | _YEARS) - {"unit"}
_LONG, _OF_YEARS = frozenset(("decade", "year")), frozenset(("year", "hijri_year"))
_NUMERIC_JOINTS, _YEAR_DIGITS = frozenset("/-."), 4


def point(t: Tokens, i: int) -> Reading | None:
    """The expression without a second end that starts at token i."""
    memo = t.memo
    if i not in memo:
        memo[i] = _point(t, i)
    return memo[i]


def _point(t: Tokens, i: int) -> Reading | None:
    kinds = t.meanings[i].keys()
    digit = "0" <= t.keys[i][:1] <= "9"
    if digit and not kinds:
        return _digits(t, i)
    if "unit" in kinds and kinds.isdisjoint(_BESIDE_UNIT):
        unit = t.meanings[i]["unit"]
        if unit.value != "day" or unit.extra != "1":
            return _unit(t, i, unit)
    found = None if kinds.isdisjoint(_DAYS) else day_expression(t, i)
    if found is None and (digit or not kinds.isdisjoint(_DATES)):
        found = calendar_date(t, i)
    if found is None and (digit or not kinds.isdisjoint(_SPANS)):
        found = span_expression(t, i)
    if found is None and (digit or not kinds.isdisjoint(_YEARS)):
        found = year_expression(t, i)
    return found


def _digits(t: Tokens, i: int) -> Reading | None:
    """What a number in digits that starts at token i can be: four digits are a year, fewer a day or a count."""
    if len(t.keys[i]) != _YEAR_DIGITS:
        return calendar_date(t, i) or counted_window(t, i)
    return (numeric(t, i) if t.keys[i + 1] in _NUMERIC_JOINTS else None) or year_expression(t, i)


def _unit(t: Tokens, i: int, unit: Lexeme) -> Reading | None:
    """What a unit of time that starts at token i can be."""
    found: Reading | None = None
    if unit.extra == "1":
        if unit.value == "month":
            found = calendar_date(t, i)
        elif unit.value == "week":
            found = week_of_month(t, i)
        found = found or unit_reference(t, i)
    else:
        found = plural_window(t, i)
    if found is None and unit.value in _LONG:
        found = decade(t, i)
    return year_expression(t, i) if found is None and unit.extra == "1" and unit.value in _OF_YEARS else found


def range_expression(t: Tokens, i: int) -> Reading | None:
    """A range or a coordinated pair that starts at token i."""
    kinds = t.meanings[i]
    if "from" in kinds:
        return _between(t, i)
    if "unit" in kinds:
        return _headed(t, i) or (_dashed(t, i) if "month" in t.meanings[i + 1] else None)
    if "0" <= t.keys[i][:1] <= "9" or "number" in kinds or "month" in kinds or "clitic" in kinds:
        return _dashed(t, i)
    return None


def _between(t: Tokens, i: int) -> Reading | None:
    head = t.has(i, "from")
    if head is None:
        return None
    j = i + head.words
    unit = t.has(j, "unit")
    if unit and (unit.extra == "2" or unit.value in ("day", "month")) and not unit.prefix and _end(t, j + 1):
        inner = _end(t, j + 1)
        first = inner if inner and inner.kind == "calendar" else _end(t, j)
    else:
        first = _end(t, j)
    if first is None:
        return None
    second = _second(t, first.stop) or (_month_after(t, first.stop) if first.month and first.day is None else None)
    return _join(first, second, i, "between" if head.value == "between" else "from_to") if second else None


def _month_after(t: Tokens, i: int) -> Reading | None:
    """A month at token i that stands for one because it ends a range: "بين نوفمبر ومارس"."""
    found = month(t, i) if t.key(i).startswith(AND) else None
    if found is None or found.demand == "required":
        return None
    return Reading("month", "calendar", i, found.stop, month=found.number, calendar=found.calendar)


def _second(t: Tokens, i: int) -> Reading | None:
    """The far end, after "إلى", "حتى", a dash or "و"."""
    to = t.has(i, "to")
    if to:
        j = i + to.words
        unit = t.has(j, "unit")
        bare = _end(t, j)
        return bare or (_end(t, j + 1) if unit else None)
    if t.key(i) == _DASH:
        return _end(t, i + 1)
    if t.key(i) == AND and t.key(i + 1).isdigit():
        return _end(t, i + 1)
    if t.key(i).isdigit() and t.key(i - 1).isdigit() and t.start(i) - t.end(i - 1) > 1:
        return _end(t, i)
    joined = t.has(i, "month", "weekday", "unit", "number", "day", "decade", "season")
    return _end(t, i) if joined and joined.prefix.startswith(AND) else None


def _end(t: Tokens, i: int) -> Reading | None:
    """One end of a range: an expression, a bare day number or a bare year."""
    found = point(t, i)
    if found:
        return found
    year = year_number(t, i, False)
    if (
        year
        and t.key(skip_clitic(t, i)).isdigit()
        and 1800 <= year[0] <= 2100
        and not t.has(year[2], "counted", "unit")
    ):
        return Reading("year_bare", "calendar", i, year[2], year=year[0], calendar=year[1])
    slashed = _slashed(t, i)
    if slashed:
        return slashed
    day = day_number(t, i)
    if day and not t.has(day[1], "counted", "unit") and t.key(day[1]) != "%":
        return Reading("day_bare", "calendar", i, day[1], day=day[0])
    return None


def _slashed(t: Tokens, i: int) -> Reading | None:
    """Day and month of "23/4 إلى 26/6/1436": the far end brings the year and the calendar."""
    day, month = t.number(i), t.number(i + 2)
    if day is None or month is None or t.key(i + 1) != "/" or not t.has(i + 3, "to"):
        return None
    fits = 1 <= day <= 31 and 1 <= month <= 12
    return Reading("numeric_short", "calendar", i, i + 3, day=day, month=month) if fits else None


def _join(first: Reading, second: Reading, start: int, rule: str) -> Reading | None:
    """The range, the first end completed from the second; None where they do not fit."""
    first, second = _word_alone(first), _word_alone(second)
    if first.kind != second.kind and not {first.kind, second.kind} <= {"calendar", "unit", "weekday", "holiday"}:
        return None
    if second.rule == "day_bare" or first.other or second.other or first.kind in ("offset", "window", "vague"):
        return None
    if first.rule == "day_bare" and second.day is None:
        return None
    if first.kind == "calendar" and second.kind == "calendar":
        if first.rule == "numeric_short":
            first = first._replace(calendar=second.calendar)
        if first.day is not None and first.month is None and not first.month_ref:
            first = first._replace(month=second.month, month_ref=second.month_ref, calendar=second.calendar)
        if first.month is None and not first.month_ref and second.month is not None and first.rule != "numeric":
            return None
        if first.year is None and not first.year_ref:
            first = first._replace(
                year=_year_before(first, second), year_ref=second.year_ref, ref=first.ref or second.ref
            )
        elif first.year is not None and first.month is not None and second.year is None and not second.year_ref:
            wraps = second.month is not None and second.month < first.month
            second = second._replace(year=first.year + 1 if wraps else first.year)
        if (
            first.month is None
            and second.year is not None
            and second.month is None
            and first.year
            and first.year > second.year
        ):
            return None
    if first.rule == "day_bare":
        return (
            None
            if first.month is None and not first.month_ref
            else first._replace(rule=rule, start=start, stop=second.stop, other=second)
        )
    return first._replace(rule=rule, start=start, stop=second.stop, other=second)


def _word_alone(end: Reading) -> Reading:
    """The day word of "اليوم السبت 4 يوليو" without its date."""
    return end._replace(kind="unit", base="publication", other=None) if end.kind == "dated_day" else end


def _year_before(first: Reading, second: Reading) -> int | None:
    """The year of the first end: the second's, or the one before where the months run over New Year."""
    if second.year is None or first.month is None or second.month is None:
        return second.year
    return second.year - 1 if first.month > second.month else second.year


def _headed(t: Tokens, i: int) -> Reading | None:
    """Such as "عامي 2024 و2025", "يومي الأربعاء والخميس", "أيام 3 و4 و5 مايو", "شهري يونيو ويوليو"."""
    unit = t.has(i, "unit")
    if unit is None or unit.extra == "1" or unit.value not in ("day", "month", "year"):
        return None
    if unit.value == "day":
        found = weekday(t, i + 1, bare=False)
        if found and found.kind == "weekday" and found.other:
            scattered = unit.extra == "3" and not found.ref and _scattered(t, i + 1, found)
            return found._replace(start=i, kind="unanchored" if scattered else "weekday")
    return _chain(t, i, i + 1)


def _scattered(t: Tokens, i: int, days: Reading) -> bool:
    """Whether three or more weekdays do not follow one another ("أيام السبت والاثنين والأربعاء"): a timetable."""
    named = [int(x.value) for k in range(i, days.stop) if (x := t.has(k, "weekday"))]
    return len(named) > _PAIR and any((b - a) % 7 != 1 for a, b in pairwise(named))


def _chain(t: Tokens, start: int, i: int) -> Reading | None:
    first = _end(t, i)
    if first is None:
        return None
    last, j = first, first.stop
    for _ in range(8):
        k = j + 1 if t.key(j) in (",", COMMA) else j
        nxt = _second(t, k) or (_end(t, k) if k > j else None)
        if nxt is None or nxt.kind != first.kind or nxt.other:
            break
        last, j = nxt, nxt.stop
    return _join(first, last, start, "list") if last is not first else None


def _dashed(t: Tokens, i: int) -> Reading | None:
    """Such as "3-5 مايو", "3 و4 مايو", "2015-2016", "1436/1437هـ", "مارس وأبريل"."""
    if not (t.key(skip_clitic(t, i)).isdigit() or t.has(i, "number", "month") or t.has(i + 1, "month")):
        return None
    years = _years(t, i)
    if years:
        return years
    first = _end(t, i)
    if first is None or first.kind != "calendar":
        return None
    if first.rule == "day_bare" or (first.month is not None and first.day is None):
        second = _second(t, first.stop)
        if second is None or second.kind != "calendar" or second.month is None:
            return None
        if (first.day is None) != (second.day is None):
            return None
        while first.day is None and (more := _second(t, second.stop)) and more.month and more.day is None:
            second = more
        return _join(first, second, i, "days" if first.day else "months")
    if first.day is not None and (t.key(first.stop) == _DASH or t.has(first.stop, "to")):
        second = _second(t, first.stop)
        return _join(first, second, i, "from_to") if second and second.day is not None and second.month else None
    return None


def _years(t: Tokens, i: int) -> Reading | None:
    j = skip_clitic(t, i)
    if t.key(j + 1) not in ("-", "/") or t.key(j - 1) in ("-", "/"):
        return None
    first, second = t.number(j), t.number(j + 2)
    if (
        first is None
        or second is None
        or len(t.key(j)) != 4
        or len(t.key(j + 2)) != 4
        or not first < second <= first + 60
    ):
        return None
    stop = j + 3
    era = t.has(stop, "era")
    hijri = (era is not None and era.value == "hijri") or first <= 1500
    if not (1300 <= first <= 1500 if hijri else 1800 <= first <= 2100) or t.key(stop) in ("-", "/"):
        return None
    calendar = "hijri" if hijri else "gregorian"
    last = Reading("year_bare", "calendar", j + 2, stop, year=second, calendar=calendar)
    return Reading("years", "calendar", i, stop + (era.words if era else 0), year=first, calendar=calendar, other=last)
