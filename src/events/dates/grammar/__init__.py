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
    i, size = 0, len(t.words)
    while i < size:
        word = t.words[i]
        if (not word.meanings and not "0" <= word.key[0] <= "9") or i in hidden:
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
