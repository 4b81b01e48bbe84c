"""Coding policy: which pairs of actors an act of a kind may stand with (codebook sections 2 and 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.coding.named import ORGANISATIONS
from events.coding.syntax import NOBODY, Actor

_PRIVATE = frozenset(["HLH", "EDU", "BUS", "REL", "CVL", "NGO", "LAB", "MED", "ELI", "REF"])
_OVER_PEOPLE = ("172", "081")
_STATE = frozenset(("", "GOV", "MIL", "LEG", "COP"))
_SPOKEN = ("01", "02", "03", "04", "05", "06", "07", "10")
_PEACEFUL = frozenset(("JUD", "MED", "LEG", "HLH"))
_BORROWED = ("pronoun", "carried over")
_OVER_PERSONS = ("173", "116", "181", "1823")
_NO_PRISONERS = frozenset(("", "GOV", "JUD", "COP", "LEG"))
_NO_PROTESTERS = frozenset(("", "GOV", "JUD", "COP", "MIL", "SPY"))
_ADDRESSED = ("02", "03")
_AUTHORITY = ("116", "172", "173", "174", "175")


_RULING = frozenset(("", "GOV", "MIL", "COP", "SPY"))
_DEALINGS = ("04", "050", "051", "057", "06")


def complete(code: str, source: str, target: str) -> bool:
    """Whether an event of this code may be written with the actors that are missing: an unknown source only for
    violence, no target only for protests and for condemnations of attacks."""
    if source == target:
        return False
    if source == NOBODY:
        if target == "IMG":
            return False
        return code[:2] in ("18", "19", "20") and (code[:3] not in ("191", "192", "194", "195") or code == "1952")
    return target != NOBODY or code[:2] == "14" or code[:3] == "111"


def governed(code: str, source: Actor, target: Actor) -> Actor:
    """The target of an act of government within a country: its people, where only the country or a place is named."""
    if code.startswith(_OVER_PEOPLE) and target.code == source.code[:3]:
        return replace(target, code=target.code + "CVL")
    return target


def addressed(code: str, targets: Sequence[Actor]) -> list[Actor]:
    """Whom courtesies are for: a ruler with his people is the ruler (تهانيه لفخامته ولحكومة وشعب …)."""
    rulers = {a.country for a in targets if a.code[3:] == "GOV"}
    return [a for a in targets if not (code.startswith("050") and a.code[3:] == "CVL" and a.country in rulers)]


def plausible(code: str, source: str, target: str) -> bool:
    """Whether the pair can be the two sides of such an act at all: a state does not visit, praise or aid itself, and
    everyday dealings between a government and its own citizens are no events."""
    if code.startswith("04") and "MED" in (source[3:], target[3:]):
        return False
    if NOBODY in (source, target) or source[:3] != target[:3]:
        return True
    roles = (source[3:], target[3:])
    if code[:3] in ("042", "043", "044"):
        return False
    if code.startswith(_DEALINGS) and (roles[0] in _PRIVATE or roles[1] in _PRIVATE):
        return False
    return code[:2] >= "14" or (not (roles[0] in _STATE and not roles[1]) and not (not roles[0] and roles[1] in _STATE))


def everyday(code: str, source: Actor, target: Actor) -> bool:
    """Whether two sides of one country that only the context names merely deal with each other: thanks, requests and
    meetings of private people and local offices; or somebody other than their own government addresses people of
    whom the text says no more."""
    if code[:2] in _ADDRESSED and target.how == "country in context" and target.code[3:] == "CVL":
        return source.country != target.country or source.code[3:] in _PRIVATE or source.how in _BORROWED
    if source.country != target.country or code[:2] not in _SPOKEN or NOBODY in (source.code, target.code):
        return False
    if source.how != "country in context" or target.how != "country in context":
        return False
    return code.startswith("050") or source.code[3:] in _PRIVATE or target.code[3:] in _PRIVATE


def fits(code: str, source: Actor, target: Actor) -> bool:
    """Whether an act of force or protest can be between these two, by what they are and how the text tells them: no
    officials protest, no pronoun for an office is arrested, one person's leaving is no retreat."""
    if source.how == "pronoun" and (code[:2] == "14" or (code[:2] in ("18", "19") and source.country in ORGANISATIONS)):
        return False
    if code.startswith(_AUTHORITY) and source.code[3:] in _PRIVATE:
        return False
    if code.startswith("116") and source.how in _BORROWED and source.country != target.country != NOBODY:
        return source.code[3:] == "JUD"
    if code[:2] == "14":
        if source.kind == "person" and not source.plural and code[:3] in ("140", "141"):
            return False
        guessed = target.how == "own government" and source.how in _BORROWED
        official = source.code[3:] in _NO_PROTESTERS and source.country in (target.country, "")
        return not official and source.country not in ORGANISATIONS and not guessed
    if target.how in _BORROWED:
        if source.code == NOBODY and code[:2] in ("18", "19"):
            return False
        if code.startswith(_OVER_PERSONS) and target.code[3:] in _NO_PRISONERS:
            return False
        if code.startswith("173") and target.code[3:] == "MED":
            return False
    if code[:2] in ("18", "19") and not _fighting(code, source, target):
        return False
    if code.startswith("0874") and target.code[3:] == "CVL":
        return False
    if code.startswith(("173", "0841")) and target.code[3:] == "JUD":
        return False
    return not (code.startswith("0874") and source.kind == "person" and not source.plural)


def _fighting(code: str, source: Actor, target: Actor) -> bool:
    """Whether these two can be the sides of an attack: no courts or newspapers attack, courts are no front line, and
    a state does not fight itself, people whom only the context places do not attack their own."""
    if source.code[3:] in _PEACEFUL or (code.startswith("19") and target.code[3:] == "JUD"):
        return False
    if (
        code.startswith("19")
        and source.country == target.country
        and (source.code[3:] in _RULING and not target.code[3:])
    ):
        return False
    if code.startswith("192") and source.country == target.country and target.code[3:] in _RULING:
        return False
    if source.code[3:] == "EDU" and source.kind == "person" and not source.plural:
        return False
    alike = source.country == target.country and source.code[3:] in _PRIVATE
    return not (alike and source.how == target.how == "country in context")
