"""Counted distances: "قبل ثلاثة أيام", "منذ أسبوعين", "بعد ذلك بيومين"."""

from __future__ import annotations

from events.dates.grammar.calendar_dates import calendar_date
from events.dates.grammar.days import day_expression
from events.dates.grammar.years import year_expression
from events.dates.letters import AND, ARTICLE, BY
from events.dates.numbers import number
from events.dates.reading import Reading
from events.dates.tokens import Tokens

_BESIDE = 6
COUNTED = frozenset(("hour", "day", "week", "month", "year", "decade"))


def amount(t: Tokens, i: int) -> tuple[int, str, int] | None:
    """(n, unit, next token) of a counted unit without article: "ثلاثة أيام", "أسبوعين", "شهر", "يوم واحد"."""
    j = i
    while t.has(j, "approx"):
        j += t.has(j, "approx").words  # type: ignore[union-attr]
    lexeme = t.has(j, "unit")
    if lexeme and lexeme.value in COUNTED and not lexeme.written.startswith(ARTICLE):
        if lexeme.extra == "2":
            return 2, lexeme.value, _half(t, j + 1)
        if lexeme.extra == "1" and not _names_something(t, j + 1):
            return 1, lexeme.value, _half(t, j + 2 if t.has(j + 1, "one") else j + 1)
        return None
    found = number(t, j)
    if found is None or found.form in ("ordinal", "first") or not 0 < found.value <= 500:
        return None
    unit = t.has(found.stop, "unit")
    if unit is None or unit.value not in COUNTED or unit.extra == "2" or unit.prefix:
        return None
    return found.value, unit.value, _half(t, found.stop + 1)


def _half(t: Tokens, i: int) -> int:
    half = t.has(i, "half_more")
    return i + 1 if half and half.prefix == AND else i


def _names_something(t: Tokens, i: int) -> bool:
    """Whether the word after "يوم", "شهر", "عام" makes it a name or a date rather than a length."""
    if (
        t.has(i, "weekday", "weekday_bare", "month", "day", "day_yesterday", "day_weak", "holiday")
        or t.key(i).isdigit()
    ):
        return True
    following = t.has(i, "number")
    if following is not None and not t.has(i, "one"):
        return True
    return t.key(i).startswith(ARTICLE) and t.has(i, "mod") is None


def offset(t: Tokens, i: int) -> Reading | None:
    """Such as "قبل ثلاثة أيام", "منذ أسبوعين", "بعد شهر", "بعد يومين من الهجوم"."""
    head = t.has(i, "before", "after", "since")
    if head is None or head.words > 1:
        return None
    counted = amount(t, i + 1)
    if counted is None:
        return None
    n, unit, stop = counted
    sign = 1 if head.kind == "after" else -1
    reading = Reading(f"{head.kind}_{unit}s", "offset", i, stop, unit=unit, n=sign * n, open=head.kind == "since")
    upon = t.has(stop + 1 if t.has(stop, "only") else stop, "of", "upon")
    stop += 1 if t.has(stop, "only") else 0
    if upon and not upon.prefix:
        return _anchored(t, reading, stop + 1)
    if head.kind == "after":
        spent = t.has(stop, "in") is not None and t.has(stop + 1, "confinement") is not None
        return reading._replace(
            base="publication" if t.has(i + 1, "approx") else "auto",
            rule="after_spending" if spent else "after_about" if t.has(i + 1, "approx") else reading.rule,
        )
    bound = t.has(i + 1, "approx")
    beyond = head.kind == "since" and bound is not None and bound.value == "compare"
    return reading._replace(base="publication", certainty=0.9 if beyond else 1.0)


def _anchored(t: Tokens, reading: Reading, i: int) -> Reading | None:
    """The offset with the thing it is counted from, or None where that is no point in time we know."""
    if t.has(i, "now"):
        return reading._replace(stop=i + 1, base="publication")
    if t.has(i, "that", "this"):
        return reading._replace(stop=i + 1, base="discourse")
    named = day_expression(t, i) or calendar_date(t, i) or year_expression(t, i)
    if named and reading.rule.startswith(("before", "after")):
        return reading._replace(rule=reading.rule + "_from_date", stop=named.stop, base="other", other=named)
    if t.has(i, "moment") and reading.rule.startswith(("before", "after")):
        named = _day_of_moment(t, i)
        if named:
            return reading._replace(rule=reading.rule + "_from_date", base="other", other=named)
        return reading._replace(rule=reading.rule + "_from_event", base="event", certainty=0.5)
    return None


def _day_of_moment(t: Tokens, i: int) -> Reading | None:
    """The day of the event named at token i where it stands beside it: "الانتخابات المقررة في 20 ماي"."""
    for k in range(i + 1, i + _BESIDE):
        if t.has(k, "in", "dated") or (t.has(k, "unit") and t.has(k + 1, "weekday")):
            named = day_expression(t, k + 1) or calendar_date(t, k + 1)
            if named and (named.day is not None or named.kind in ("weekday", "unit")):
                return named
    return None


def after_that(t: Tokens, i: int) -> Reading | None:
    """Such as "بعد ذلك بيومين", "قبلها بأسبوع", "بعدها بثلاثة أيام"."""
    head = t.has(i, "pronoun_after", "pronoun_before")
    if head is None:
        return None
    j = i + head.words
    lexeme = t.has(j, "unit", "number", "approx", "clitic")
    if lexeme is None or not (lexeme.prefix.endswith(BY) or t.key(j) == BY):
        return None
    counted = amount(t, j)
    if counted is None:
        return None
    n, unit, stop = counted
    sign = 1 if head.kind == "pronoun_after" else -1
    return Reading(
        "after_that" if sign > 0 else "before_that", "offset", i, stop, unit=unit, n=sign * n, base="discourse"
    )
