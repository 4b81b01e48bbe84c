"""Nouns that only carry the act named right behind them: عملية تسليح, حملة تطعيم, حادث سير."""

from __future__ import annotations

from events.coding.syntax import Item
from events.coding.words import Words

_LIGHT = "light"


def is_light(item: Item, number: int, words: Words) -> bool:
    """Whether word `number` of a phrase is such a noun with another act as its genitive, which is then the act told."""
    if number + 1 >= len(item.parts) or _LIGHT not in words.classes(item.parts[number].token):
        return False
    behind = item.parts[number + 1]
    if behind.token != item.parts[number].token + 1 or words.has_article(item.parts[number].token):
        return False
    return any(r.pos == "masdar" and r.exact for r in behind.readings)
