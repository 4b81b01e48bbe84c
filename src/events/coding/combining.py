"""The code of an agent put together: its own role, the country beside it, the body or group it belongs to."""

from __future__ import annotations

from events.coding.named import ORGANISATIONS
from events.coding.syntax import Actor

# Roles of forces, which stay what they are under a government.
_FORCES = frozenset({"MIL", "COP", "SPY"})


def clashes(inner: Actor, country: str, code: str) -> bool:
    """Whether a complement names another country than the agent's."""
    known = code[:3] or country
    return bool(known and inner.code and inner.code[:3] != known)


def combine(role: str, kind: str, country: str, code: str, inner: Actor) -> tuple[str, str, str]:
    """(country, code, role) of an agent with its complement: a body or group lends its role to the persons in it."""
    if role == "ELI":
        return country or inner.code[:3], inner.code if inner.code[:3] in ORGANISATIONS else "", role
    if inner.code[:3] in ORGANISATIONS:
        return country, inner.code, role
    rank = inner.code[3:] or inner.role
    if kind == "armed" and rank in ("GOV", "LEG"):
        return country or inner.code[:3], "", role if role in _FORCES else "UAF"
    if kind == "armed" and role == "MIL" and inner.kind == "person" and rank == "ELI":
        return country or inner.code[:3], "", "REB"
    if kind == "person" and role == "GOV" and inner.kind == "person" and rank == "ELI":
        return country or inner.code[:3], "", "ELI"
    if kind == "place" and inner.kind == "armed" and rank in _FORCES and role in ("", "CVL"):
        return country or inner.code[:3], "", rank
    if len(inner.code) == 6 and (kind in ("person", "people", "armed") or not role) and inner.kind != "person":
        return country, inner.code, inner.code[3:]
    if (
        kind == "body"
        and inner.how == "named"
        and inner.kind in ("armed", "party", "movement", "epithet")
        and len(inner.code) == 6
    ):
        return country, inner.code, inner.code[3:]
    if kind == "place" and inner.kind == "armed" and len(inner.code) == 6 and inner.code[3:] not in ("MIL", "COP"):
        return country, inner.code, role
    if inner.role and kind in ("person", "people", "armed") and inner.kind in ("body", "armed"):
        role = inner.role
    return country or inner.code[:3], code, role


def joined(country: str, code: str, role: str) -> str:
    """The actor code of a country and a role; empty where no country is told."""
    if code or role == "IMG":
        return code
    if not country:
        return ""
    return country if country in ORGANISATIONS or not role else country + role
