"""Day words, weekdays and parts of the day."""

from __future__ import annotations

from events.dates.grammar.calendar_dates import calendar_date
from events.dates.grammar.numeric import numeric
from events.dates.letters import AND, ARTICLE, BY, COMMA, FOR, HAMZA_ON_ALEF
from events.dates.reading import Reading
from events.dates.tokens import Tokens

_JOINTS = frozenset("()[],-/" + COMMA)
_COMMAS = frozenset("," + COMMA)
_NO_BRACKET = frozenset(",-/" + COMMA)


def day_expression(t: Tokens, i: int) -> Reading | None:
    """An expression that names a day, with the part of the day and "يوم" before it."""
    part = t.has(i, "part", "eve")
    if part:
        if part.kind == "eve" and t.has(i + 1, "moment"):
            return Reading("eve_of_event", "unit", i, i + 2, unit="day", n=int(part.value), base="event", certainty=0.5)
        inner = _after_part(t, i, part.words)
        if inner and part.value == "night" and inner.kind == "weekday" and inner.other is not None:
            return inner._replace(start=i, rule="night_between", other=None, night=True)
        return inner._replace(start=i, night=part.value == "night") if inner else None
    unit = t.has(i, "unit")
    if unit and unit.value == "day" and unit.extra == "1":
        inner = named_day(t, i + 1, bare=True) or _dated(t, i + 1)
        if inner is None and t.has(i + 1, "moment"):
            return Reading("day_of_event", "unit", i, i + 2, unit="day", base="event", certainty=0.5)
        return inner._replace(start=i) if inner else None
    return named_day(t, i, bare=False)


def _after_part(t: Tokens, i: int, words: int) -> Reading | None:
    j = i + words
    inner = day_expression(t, j) if not t.has(j, "part", "eve") else None
    if inner is None:
        inner = _dated(t, j)
    if inner and inner.kind == "calendar" and inner.day is None:
        return None
    return inner


def _dated(t: Tokens, i: int) -> Reading | None:
    """A calendar date with a day in it."""
    found = calendar_date(t, i)
    return found if found and found.day is not None else None


def named_day(t: Tokens, i: int, bare: bool) -> Reading | None:
    """A day word or weekday with all that specifies it. `bare`: weekdays without article count too ("يوم جمعة")."""
    return day_word(t, i) or that_day(t, i) or weekday(t, i, bare)


def day_word(t: Tokens, i: int) -> Reading | None:
    """Such as "اليوم", "أمس الأول", "الليلة الماضية", with a weekday or date in apposition."""
    lexeme = t.has(i, "day", "night")
    if lexeme and lexeme.prefix.endswith(FOR) and lexeme.value == "-1" and not _hamza(t, i):
        return None
    if lexeme and lexeme.prefix.endswith(BY) and lexeme.value == "1" and not t.key(i).startswith(BY + ARTICLE):
        return None
    if lexeme is None:
        weak = t.has(i, "day_yesterday", "day_weak")
        before = t.has(i - 1, "unit", "part")
        if weak is None or not (
            before or weak.prefix.endswith(BY) or (weak.kind == "day_weak" and t.has(i + 1, "weekday"))
        ):
            return None
        lexeme = weak
    if lexeme.kind == "day" and lexeme.value == "0" and not _is_today(t, i, lexeme.words):
        return None
    if (
        lexeme.kind == "night"
        and lexeme.words == 1
        and (t.has(i + 1, "after_day", "mod", "one") or t.has(i - 1, "that", "in"))
    ):
        return None
    stop = i + lexeme.words
    reading = Reading("day_word", "unit", i, stop, unit="day", n=int(lexeme.value), night=lexeme.kind == "night")
    if lexeme.kind == "day" and lexeme.value == "0" and lexeme.words > 1 and t.has(i - 1, "in"):
        reading = reading._replace(base="discourse", certainty=0.7)
    stop = _part_after(t, stop)
    really = t.has(stop + 1, "day")
    if t.key(stop) == "(" and t.key(stop + 2) == ")" and really and really.words == 1:
        reading, stop = reading._replace(n=int(really.value)), stop + 3
    named = _apposition(t, stop)
    if named is None:
        return reading._replace(stop=stop)
    if named.kind == "calendar" and named.month is not None and reading.base == "publication":
        return reading._replace(kind="dated_day", stop=named.stop, weekday=named.weekday, base="dated", other=named)
    return reading._replace(stop=named.stop, weekday=named.weekday)


def _hamza(t: Tokens, i: int) -> bool:
    """Whether token i is written with its hamza: "لأمس" is a day, "لامس" a verb."""
    return any(mark in t.text(i) for mark in HAMZA_ON_ALEF)


def _is_today(t: Tokens, i: int, words: int) -> bool:
    """Whether "اليوم" means today here: not "per day", an ordinal day or a commemoration."""
    following = t.has(i + words, "number", "after_day", "mod")
    counted = following is not None and following.kind == "number" and following.extra != "ordinal"
    if words == 1 and following and not following.prefix and not counted:
        return False
    if words == 1 and t.has(i, "day").prefix.endswith(BY):  # type: ignore[union-attr]
        return False
    before = t.has(i - 1, "in", "within", "every", "same", "that", "number", "unit", "alike")
    if before is not None and before.kind == "alike":
        return False
    if before is None or words > 1:
        return True
    return before.kind == "unit" and before.value == "day"


def that_day(t: Tokens, i: int) -> Reading | None:
    """Such as "اليوم التالي", "ذلك اليوم", "نفس اليوم", "اليوم ذاته": a day counted from the one spoken of."""
    before = t.has(i, "that", "same")
    j = i + 1 if before else i
    lexeme = t.has(j, "day")
    if lexeme is None or lexeme.value != "0" or lexeme.words != 1:
        return None
    after = t.has(j + 1, "mod")
    if after and after.prefix == "" and after.value in ("previous", "following", "same"):
        shift = {"previous": -1, "following": 1, "same": 0}[after.value]
        stop = j + 1 + after.words
        if shift and ((t.key(stop).startswith(FOR) and not t.has(stop, "after_year")) or t.has(stop, "upon")):
            return Reading("event_anchor", "unanchored", i, j + 1 + after.words)
        return Reading("that_day", "unit", i, j + 1 + after.words, unit="day", n=shift, base="discourse")
    if before:
        return Reading("that_day", "unit", i, j + 1, unit="day", n=0, base="discourse")
    return None


def weekday(t: Tokens, i: int, bare: bool) -> Reading | None:
    """A weekday with modifier, part of the day and date: "الاثنين الماضي", "السبت 12 غشت", "الأربعاء والخميس"."""
    lexeme = t.has(i, "weekday") or (t.has(i, "weekday_bare") if bare or t.key(i + 1).isdigit() else None)
    if lexeme is None or (lexeme.value == "1" and (t.has(i - 1, "both") or _of_a_number(t, i))):
        return None
    number = int(lexeme.value)
    stop = _part_after(t, i + 1)
    ref = ""
    modifier = t.has(stop, "mod")
    if modifier and not modifier.prefix:
        ref, stop = modifier.value, stop + modifier.words
    base = "discourse" if ref in ("same", "previous", "following") else "publication"
    if base == "discourse" and ref == "previous":
        base = "publication"
    reading = Reading("weekday", "weekday", i, stop, weekday=number, ref=ref, base=base)
    dated = _date_after(t, stop)
    if dated:
        return dated._replace(
            start=i,
            weekday=number,
            ref=dated.ref or (ref if ref in ("past", "next") and dated.year is None else ""),
        )
    week = _of_week(t, stop)
    if week:
        return reading._replace(rule="weekday_of_week", stop=week[1], unit="week", ref=week[0])
    if lexeme.kind == "weekday_bare" and not ref:
        return None
    if not ref and t.has(i - 1, "prayer"):
        return reading._replace(rule="weekday_of_prayer")
    return _pair(t, reading)


def _of_a_number(t: Tokens, i: int) -> bool:
    """Whether "الاثنين" at token i is the two of "الاثنين والعشرين"."""
    tens = t.has(i + 1, "number")
    return tens is not None and tens.extra == "tens" and tens.prefix == AND


def _of_week(t: Tokens, i: int) -> tuple[str, int] | None:
    """(modifier, next token) of "من الأسبوع الماضي"."""
    j = i + 1 if t.has(i, "of") else i
    before = t.has(j, "this")
    j += 1 if before else 0
    unit = t.has(j, "unit")
    if unit is None or unit.value != "week" or unit.extra != "1":
        return None
    after = t.has(j + 1, "mod")
    if after and not after.prefix and after.value in ("past", "next", "current", "before_last", "after_next"):
        return after.value, j + 1 + after.words
    return ("current", j + 1) if before else None


def _pair(t: Tokens, first: Reading) -> Reading:
    """The weekday, or the range from it to the weekday after: "الجمعة والسبت", "السبت - الأحد"."""
    j, last = first.stop, first
    for _ in range(5):
        joined = t.key(j) in ("-", "/", ",", COMMA) or (t.has(j, "to") is not None and _night_before(t, first.start))
        k = j + 1 if joined else j
        lexeme = t.has(k, "weekday")
        if (
            lexeme is None
            or lexeme.prefix not in ("", AND)
            or (k > j and t.key(j) in (",", COMMA) and lexeme.prefix != AND)
        ):
            break
        if k == j and not lexeme.prefix and not _night_before(t, first.start):
            break
        ref = ""
        stop = k + 1
        modifier = t.has(stop, "mod")
        if modifier and not modifier.prefix:
            ref, stop = modifier.value, stop + modifier.words
        last = Reading("weekday", "weekday", k, stop, weekday=int(lexeme.value), ref=ref)
        j = stop
    if last is first or (last.weekday or 0) == (first.weekday or 0):
        return first
    return first._replace(rule="weekdays", stop=last.stop, ref=first.ref or last.ref, other=last)


def _night_before(t: Tokens, i: int) -> bool:
    part = t.has(i - 1, "part")
    return part is not None and part.value == "night"


def _part_after(t: Tokens, i: int) -> int:
    return i + 1 if t.has(i, "part_after") else i


def _apposition(t: Tokens, i: int) -> Reading | None:
    """A weekday or date that renames the day word before: "أمس الخميس", "اليوم (الجمعة)", "اليوم الأربعاء 5 أغسطس"."""
    j = i + 1 if t.key(i) in _JOINTS else i
    if t.key(i) in _NO_BRACKET and t.key(i) != "-" and not (t.has(j, "weekday") and t.key(j + 1) in _COMMAS):
        j = i if not t.has(j, "corresponds") else j
    unit = t.has(j, "unit")
    if unit and unit.value == "day" and unit.extra == "1" and t.has(j + 1, "weekday"):
        j += 1
    lexeme = t.has(j, "weekday")
    found: Reading | None
    if lexeme and not lexeme.prefix:
        found = Reading("weekday", "weekday", j, _part_after(t, j + 1), weekday=int(lexeme.value))
        dated = _date_after(t, found.stop)
        if dated:
            found = dated._replace(start=found.start, weekday=found.weekday)
    else:
        dated = _date_after(t, i)
        if dated is None:
            return None
        found = dated
    if t.key(i) in "([" and t.key(i) and t.key(found.stop) in (")", "]"):
        found = found._replace(stop=found.stop + 1)
    return found


def _date_after(t: Tokens, i: int) -> Reading | None:
    """A date with a day right after token i, joints and "الموافق" between."""
    j = i
    for _ in range(3):
        if t.key(j) and (t.key(j) in _JOINTS or t.has(j, "corresponds", "dated")):
            j += 1
        else:
            break
    unit = t.has(j, "unit")
    if j > i and unit and unit.value == "day":
        j += 1
    found = numeric(t, j) or _dated(t, j)
    ordinal = t.has(j, "number")
    if found is None:
        return None
    if j > i and ordinal and ordinal.prefix and not (t.has(j - 1, "corresponds") and ordinal.prefix == FOR):
        return None
    if t.key(found.stop) in (")", "]") and "(" in (t.key(k) for k in range(i, j)):
        found = found._replace(stop=found.stop + 1)
    return found
