"""Offices whose holder's name stands behind a comma: قال المتحدث باسم الرئاسة، **السفير علاء يوسف**، إن …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.coding.letters import STOPS
from events.coding.syntax import Actor, Item, Kind

_KNOWN = frozenset({"office", "named before", "former office", "later office"})
_FORMER = "ELI"


def with_names(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, the offices and forces among them of which no country is told under that of the person known by name
    right behind a comma."""
    found = list(items)
    for k, item in enumerate(found[:-2]):
        head, name = item.head_actor, found[k + 2].head_actor
        if head is None or head.code or name is None or name.how not in _KNOWN or not name.code:
            continue
        if found[k + 1].kind is not Kind.PUNCTUATION or found[k + 1].group in STOPS:
            continue
        if head.kind not in ("person", "armed") or head.plural or not found[k + 2].bare or found[k + 2].conj:
            continue
        found[k] = _with(item, head, replace(head, code=_code(head, name), seeds=(*head.seeds, *name.seeds)))
    return tuple(found)


def _code(head: Actor, name: Actor) -> str:
    """The code of the one known by name; of forces and former holders their own role in the same country."""
    own = head.kind == "armed" or head.role == _FORMER
    return name.code[:3] + head.role if own else name.code


def _with(item: Item, head: Actor, named: Actor) -> Item:
    return replace(item, actors=tuple((relation, named if a is head else a) for relation, a in item.actors))
