"""Kinds of actor, as frames ask for them, read off the actor's code and role."""

from __future__ import annotations

from functools import lru_cache

from events.coding.named import ORGANISATIONS
from events.coding.syntax import NOBODY, Actor

_OFFICIAL = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
_ARMED = frozenset(["MIL", "COP", "SPY", "REB", "UAF", "CLN", "HEZ", "HMS", "JHD", "POL"])
_MILITANT = frozenset(["REB", "UAF", "HEZ", "HMS", "JHD", "POL"])
_PEOPLE = frozenset(["CVL", "OPP", "LAB", "EDU", "MED", "REF", "NGO", "REL", "BUS", "ELI", "PTY", "HLH"])


def kinds_of(actor: Actor) -> frozenset[str]:
    """The kinds (`state`, `official`, `armed`, `militant`, `court`, `people`, `org`, `press`,
    `clergy`) the actor belongs to."""
    return _kinds(actor.code, actor.role, actor.kind == "armed")


@lru_cache(8_192)
def _kinds(code: str, own_role: str, armed: bool) -> frozenset[str]:
    role = code[3:] if len(code) == 6 else ("" if code and code != NOBODY else own_role)
    kinds = set()
    if code[:3] == "IMG":
        kinds |= {"armed", "militant"}
    elif code[:3] in ORGANISATIONS:
        kinds |= {"org", "official"}
        if code[:3] in ("CLN", "NAT"):
            kinds.add("armed")
    elif not role and code and code != NOBODY:
        kinds |= {"state", "official"}
    if role == "GOV":
        kinds |= {"state", "official"}
    if role in _OFFICIAL:
        kinds.add("official")
    if role in _ARMED or armed:
        kinds.add("armed")
    if role in _MILITANT or (armed and role not in ("MIL", "COP", "SPY")):
        kinds.add("militant")
    if role == "JUD":
        kinds.add("court")
    if role == "MED":
        kinds.add("press")
    if role == "REL":
        kinds.add("clergy")
    if role in _PEOPLE and not armed:
        kinds.add("people")
    return frozenset(kinds)
