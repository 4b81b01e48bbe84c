"""Relative clauses and descriptions inside a clause: where the clause goes on behind them."""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.letters import STOPS
from events.coding.syntax import CIRCUMSTANCE, Item, Kind


def describes(items: Sequence[Item], i: int) -> bool:
    """Whether the verb at item i only describes the indefinite noun of an aside right before it: نددت، في بيان **صدر**
    أمس، بالهجوم."""
    before = items[i - 1] if i else None
    if before is None or before.kind is not Kind.PHRASE or not before.prep or items[i].conj or not before.parts:
        return False
    return not before.definite and before.head_actor is None and items[i].group != CIRCUMSTANCE


def closes(items: Sequence[Item], i: int) -> bool:
    """Whether a description ends before item i, by a comma or by a bare phrase that cannot be its own."""
    return items[i - 1].kind is Kind.PUNCTUATION or (i < len(items) and items[i].bare)


def after_relative(items: Sequence[Item], i: int) -> int | None:
    """The item after a relative clause: behind the subject of a verb with an object pronoun (الذي تقوده المملكة), else
    behind the comma that closes it; None where neither is to be found."""
    k = i + 2
    while k < len(items) and items[k].is_attached:
        k += 1
    if k < len(items) and items[i + 1].kind is Kind.VERB and items[i + 1].pronoun and items[k].bare:
        return k + 1
    return behind_comma(items, i)


def behind_comma(items: Sequence[Item], i: int) -> int | None:
    """The item after the next comma, None where the sentence or another clause comes first."""
    for j in range(i + 1, len(items)):
        item = items[j]
        if item.kind is Kind.PUNCTUATION:
            return j + 1 if item.group not in STOPS else None
        if item.kind is Kind.PARTICLE and item.group in ("sub", "comp"):
            return None
    return None
