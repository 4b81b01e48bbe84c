"""Acts behind acts: nouns that only carry the act named right behind them (عملية تسليح), and acts that are what
another is done to."""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.syntax import Item, Kind
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


def told_by_masdar(items: Sequence[Item], i: int) -> bool:
    """Whether a bare phrase is what the act named right before it, behind a preposition and with its agent, is done to:
    منذ إعلان الجيش **عزل الرئيس**."""
    item, before = items[i], items[i - 1]
    if item.prep or item.conj or not item.parts or before.kind is not Kind.PHRASE or not before.prep:
        return False
    masdar = before.parts and any(r.pos == "masdar" for r in before.parts[0].readings if r.exact)
    if masdar and before.parts[0].readings and before.end - before.start <= 2 and before.pronoun:
        return True  # أثناء تغطيتها **اقتحام** المخيم
    owned = any(relation == "gen" for relation, _ in before.actors)
    return bool(masdar) and owned and any(r.pos == "masdar" for r in item.parts[0].readings if r.exact)


def owns_the_one_before(items: Sequence[Item], k: int, owner: Item) -> bool:
    """Whether a phrase with ل is the owner of the thing right before it, behind another preposition: هجوم على منشأة
    **لشركة النفط**."""
    j = next(n for n, item in enumerate(items) if item is owner) - 1
    thing = items[j]
    return (
        j > k
        and thing.kind is Kind.PHRASE
        and bool(thing.prep)
        and not thing.head_actor
        and (not thing.definite or len(thing.parts) > 2)
    )
