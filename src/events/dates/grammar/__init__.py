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
    hidden = masked(t)
    openers = t.vocabulary.openers
    after = 0
    for i in compress(range(t.size), map(or_, map(openers.__contains__, t.keys), map(str.isdigit, t.keys))):
        if i < after or i in hidden or not _opens(t, i):
            continue
        reading = range_expression(t, i) or point(t, i)
        if reading is None or reading.stop <= i:
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
        found.append(within_week(t, found[-1], reading) if found else reading)
    return found


def _like(first: Reading, second: Reading) -> bool:
    return first.kind == second.kind == "calendar" and first.year is None and not (first.ref or first.year_ref)


_JOINTS = frozenset("/-." + AND)
_CLOSE = 4


def _opens(t: Tokens, i: int) -> bool:
    """Whether token i may open an expression: strong words always, weak words and numbers before a word of time."""
    kinds = t.meanings[i].keys()
    if not kinds.isdisjoint(STRONG_KINDS):
        return True
    digit = "0" <= t.keys[i][0] <= "9"
    if digit and len(t.keys[i]) == 4:
        return True
    if not digit and kinds.isdisjoint(WEAK_KINDS):
        return False
    following = t.keys[i + 1]
    if following in _JOINTS and (digit or "number" in kinds):
        return "0" <= t.keys[i + 2][:1] <= "9" or "month" in t.meanings[i + 2]
    if digit and "A" <= following[:1] <= "z":
        return True
    return "0" <= following[:1] <= "9" or not t.meanings[i + 1].keys().isdisjoint(TIME_KINDS)
