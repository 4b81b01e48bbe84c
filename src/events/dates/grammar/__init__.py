"""The grammar: tokens in, readings out, left to right, never overlapping."""

from __future__ import annotations

from dataclasses import replace

from events.dates.grammar.context import is_name, masked
from events.dates.grammar.ranges import point, range_expression
from events.dates.reading import Reading
from events.dates.tokens import Tokens

__all__ = ["parse"]


def parse(t: Tokens) -> list[Reading]:
    """Every reading of the tokens, in order. Each token is looked at a bounded number of times."""
    found: list[Reading] = []
    hidden = masked(t)
    strong, weak, keys = t.vocabulary.strong, t.vocabulary.weak, t.keys
    i, size = 0, t.size
    while i < size:
        key = keys[i]
        if not (key in strong or ((key in weak or "0" <= key[0] <= "9") and _promising(t, i, key))) or i in hidden:
            i += 1
            continue
        reading = range_expression(t, i) or point(t, i)
        if reading is None or reading.stop <= i:
            i += 1
            continue
        if is_name(t, reading) or any(k in hidden for k in range(reading.start, reading.stop)):
            i = max(reading.stop, i + 1)
            continue
        if t.has(reading.start - 1, "since"):
            reading = replace(reading, open=True)
        found.append(reading)
        i = reading.stop
    return found


_AFTER_DIGITS = frozenset("/-.\u0648")
_TIME = ("unit", "month", "mod", "number", "of", "of_it", "weekday", "weekday_bare", "day", "decade", "season", "edge", "part", "holiday", "approx", "era", "clitic", "to", "same", "night", "quarter", "season_head", "day_weak", "day_yesterday")  # fmt: skip


def _promising(t: Tokens, i: int, key: str) -> bool:
    """Whether the token after i lets a number or weak word open an expression."""
    if len(key) == 4 and key.isdigit():
        return True
    following = t.keys[i + 1]
    if following in _AFTER_DIGITS and (key[0].isdigit() or t.has(i, "number")):
        return True
    return "0" <= following[:1] <= "9" or t.has(i + 1, *_TIME) is not None or t.has(i, "unit") is not None and t.has(i + 1, "of") is not None
