"""To which armed group people belong who are arrested or sentenced: خلية تابعة ل, يشتبه بانتمائهم إلى, من أنصار."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from events.coding.letters import STOPS
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words

# What is done to suspects and convicts.
_CODES = ("173", "116", "0841", "1121")
_CLASS = "membership"
_REACH = 14
_SUSPECT = frozenset({"charge", "suspectword"})
_TERRORISM = "terrorism"
_AT_LARGE = frozenset({"", "CVL", "CRM", "REB", "REF"})
_GROUPS = frozenset({"REB", "HEZ", "HMS", "JHD", "POL"})


def as_members(
    targets: tuple[Actor, ...],
    code: str,
    items: Sequence[Item],
    trigger: int,
    words: Words,
    resolve: Callable[[tuple[Item, ...]], tuple[Actor, ...]],
) -> tuple[Actor, ...]:
    """The targets, people arrested or sentenced, under the code of the group the sentence says they belong to."""
    if not targets or not code.startswith(_CODES) or not all(_may_belong(a) for a in targets):
        return targets
    group = _group(items, trigger, words, resolve)
    if group is None:
        charged = all(a.how == "country in context" and a.code[3:] == "CVL" for a in targets)
        if charged and _of_terrorism(items, trigger, words):
            return tuple(replace(a, code="IMG", role="", how="charged with terrorism") for a in targets[:1])
        return targets
    return tuple(replace(a, code=group.code, role="", how="member of a group", weight=0.9) for a in targets[:1])


def _may_belong(actor: Actor) -> bool:
    """Whether an actor is somebody whose code a group's may take the place of: people at large, not journalists."""
    role = actor.code[3:] or actor.role
    return role in _AT_LARGE or actor.code[:3] == "IMG"


def _group(
    items: Sequence[Item],
    trigger: int,
    words: Words,
    resolve: Callable[[tuple[Item, ...]], tuple[Actor, ...]],
) -> Actor | None:
    """The group named behind a word of belonging after the trigger, in the same sentence."""
    belongs = False
    for item in items[trigger : trigger + _REACH]:
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return None
        if item.kind is Kind.PHRASE and belongs and item.actors:
            found = next((a for a in resolve((item,)) if _is_armed_group(a)), None)
            if found is not None and found.how not in ("country in context", "unnamed"):
                return found
        belongs = belongs or any(_CLASS in words.classes(i) for i in range(item.start, item.end))
    return None


def _of_terrorism(items: Sequence[Item], trigger: int, words: Words) -> bool:
    """Whether a word of suspicion behind the trigger has one of terrorism in its phrase: بشبهة الإرهاب."""
    for item in items[trigger : trigger + _REACH]:
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return False
        found: frozenset[str] = frozenset().union(*[words.classes(i) for i in range(item.start, item.end)])
        if found & _SUSPECT and _TERRORISM in found:
            return True
    return False


def _is_armed_group(actor: Actor) -> bool:
    return (actor.code[:3] == "IMG" and len(actor.code) == 6) or actor.code[3:] in _GROUPS
