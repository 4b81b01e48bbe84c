"""Is a verb told of what is still to come?"""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.arguments import slot_key
from events.coding.letters import MIM, NUN, STOPS
from events.coding.syntax import Item, Kind
from events.coding.words import Words

_OF = MIM + NUN


def told_ahead(items: Sequence[Item], k: int, words: Words) -> bool:
    """Whether the verb at item k is in the future, or an imperfect that goes on telling a plan: سيزور تونس **ويلتقي**
    رئيسها قبل أن **يتوجه** إلى ليبيا, يصل اليوم على أن **يلتقي** الوزير."""
    item = items[k]
    if any(r.future for r in item.readings):
        return True
    if not item.readings or any(r.aspect != "i" for r in item.readings) or not k:
        return False
    before = items[k - 1]
    if before.kind is Kind.PARTICLE and before.group in ("rel", "comp", "neg"):
        return False
    if before.kind is Kind.PARTICLE and before.group == "sub" and before.value in words.lexicon.particles.ahead:
        return True
    return _goes_on(items, k)


def on_the_eve(items: Sequence[Item], k: int, words: Words) -> bool:
    """Whether the noun at item k is of something still to come: قبيل **زيارة** الملك, قبل أيام من **القمة**, سيلتقي
    الوزير خلال **زيارة** إلى تونس."""
    eve, item = words.lexicon.particles.eve, items[k]
    if item.prep and words.tokens[item.start].key in eve:
        return True
    particles = words.lexicon.particles
    if slot_key(item.prep) in particles.passing - particles.done and _under_plan(items, k, words):
        return True
    before = items[k - 1] if k else None
    if before is None or before.kind not in (Kind.DATE, Kind.PHRASE) or item.value != _OF or before.actors:
        return False
    return words.tokens[before.start].key in eve


def _under_plan(items: Sequence[Item], k: int, words: Words) -> bool:
    """Whether the verb of the clause that item k stands in tells a plan."""
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind is Kind.VERB:
            return told_ahead(items, j, words)
        if item.kind is Kind.PUNCTUATION or (item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "rel")):
            return False
    return False


def _goes_on(items: Sequence[Item], k: int) -> bool:
    """Whether the verb before in the same stretch of the sentence tells a plan."""
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return False
        if item.kind is Kind.PARTICLE and item.group == "plan":
            return True
        if item.kind is Kind.PARTICLE and item.group == "comp" and not _planned(items, j):
            return False
        if item.kind is Kind.VERB and any(r.future for r in item.readings):
            return True
        if item.kind is Kind.VERB and any(r.aspect != "i" for r in item.readings) and not _is_relative(items, j):
            return False
    return False


def _planned(items: Sequence[Item], j: int) -> bool:
    return j > 0 and items[j - 1].kind is Kind.PARTICLE and items[j - 1].group == "plan"


def _is_relative(items: Sequence[Item], j: int) -> bool:
    return j > 0 and items[j - 1].kind is Kind.PARTICLE and items[j - 1].group == "rel"
