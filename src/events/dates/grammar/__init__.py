"""The grammar: tokens in, readings out, left to right, never overlapping."""

from __future__ import annotations

from itertools import compress
from operator import or_

from events.dates.grammar.context import is_name, masked, recurs, within_week
from events.dates.grammar.equivalents import equivalent
from events.dates.grammar.ranges import point, range_expression
from events.dates.letters import AND
from events.dates.reading import Reading
from events.dates.tokens import Tokens
from events.dates.vocabulary import STRONG_KINDS, TIME_KINDS, WEAK_KINDS

__all__ = ["parse"]


def parse(t: Tokens) -> list[Reading]:
    """Every reading of the tokens, in order. Each token is looked at a bounded number of times."""
    found: list[Reading] = []
    hidden: frozenset[int] | None = None
    openers = t.vocabulary.openers
    after = 0
    for i in compress(range(t.size), map(or_, map(openers.__contains__, t.keys), map(str.isdigit, t.keys))):
        if i < after or not _opens(t, i):
            continue
        reading = range_expression(t, i) or point(t, i)
        if reading is None or reading.stop <= i:
            continue
        if hidden is None:
            hidden = masked(t)
        if i in hidden:
            continue
        after = reading.stop
        if found and recurs(t, reading) and reading.start - found[-1].stop <= _CLOSE and _like(found[-1], reading):
            del found[-1]
        if is_name(t, reading) or (hidden and not hidden.isdisjoint(range(reading.start, reading.stop))):
            continue
        if t.has(reading.start - 1, "since"):
            reading = reading._replace(open=True)
        if found and (both := equivalent(t, found[-1], reading)):
            found[-1] = both
            continue
        if found and _feast(found[-1], reading):
            found[-1] = reading._replace(start=found[-1].start)
            continue
        found.append(within_week(t, found[-1], reading) if found else reading)
    return found


def _feast(first: Reading, second: Reading) -> bool:
    """Whether a feast tells which weekday was meant: "الأحد ثالث أيام عيد الفطر"."""
    named = first.rule == "weekday" and not first.ref and second.kind == "holiday"
    return named and second.start - first.stop <= 1


def _like(first: Reading, second: Reading) -> bool:
    return first.kind == second.kind == "calendar" and first.year is None and not (first.ref or first.year_ref)


_JOINTS = frozenset("/-." + AND)
_CLOSE, _YEAR_DIGITS = 4, 4
_UNIT = frozenset(("unit",))


def _opens(t: Tokens, i: int) -> bool:
    """Whether token i may open an expression: strong words always, weak words and numbers before a word of time."""
    kinds = t.meanings[i].keys()
    if not kinds.isdisjoint(STRONG_KINDS):
        return True
    if "0" <= t.keys[i][0] <= "9":
        return _number_opens(t, i)
    if kinds.isdisjoint(WEAK_KINDS):
        return False
    following = t.keys[i + 1]
    if following in _JOINTS and "number" in kinds:
        return "0" <= t.keys[i + 2][:1] <= "9" or "month" in t.meanings[i + 2]
    return "0" <= following[:1] <= "9" or not t.meanings[i + 1].keys().isdisjoint(TIME_KINDS)


def _number_opens(t: Tokens, i: int) -> bool:
    """Whether a number in digits may open an expression: a year, or what a day, a month or a modifier follows."""
    if len(t.keys[i]) >= _YEAR_DIGITS:
        return len(t.keys[i]) == _YEAR_DIGITS and t.keys[i][0] in "12"
    if t.keys[i + 1] == ")" and t.keys[i - 1] == "(":
        return t.has(i + 2, "of") is not None or "month" in t.meanings[i + 2]
    following, after = t.keys[i + 1], t.meanings[i + 1]
    if following in _JOINTS:
        return "0" <= t.keys[i + 2][:1] <= "9" or "month" in t.meanings[i + 2]
    if "A" <= following[:1] <= "z":
        return len(t.keys[i + 2]) == _YEAR_DIGITS
    if "0" <= following[:1] <= "9":
        return True
    if "unit" in after and "month" not in after:
        return after["unit"].value == "month" or "mod" in t.meanings[i + 2] or after.keys() > _UNIT
    return not after.keys().isdisjoint(TIME_KINDS)
