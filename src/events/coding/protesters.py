"""The sides of a protest, or of a crowd dispersed, that the text leaves out."""

from __future__ import annotations

from dataclasses import replace

from events.coding.actorkinds import kinds_of
from events.coding.named import ORGANISATIONS
from events.coding.syntax import NOBODY, Actor
from events.lexicon import Frame

# Class of the crowds that are dispersed, whose people need not be named.
_CROWD = "assembly"
# Orders that bind a whole country: a state of emergency, a curfew.
_AT_HOME = ("1723", "1724", "0813", "0814")


def protest_sides(
    frame: Frame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The sides of a protest the text leaves out: the people of the state protested against, the protesters' own
    government; of a crowd dispersed, or of an order to a whole country, the people of who gives it."""
    if frame.code.startswith(_AT_HOME) and sources and not targets and "official" in kinds_of(sources[0]):
        return sources, (_at_home(sources[0], "CVL", "own people"),)
    dispersed = frame.code.startswith("175") and bool(sources) and any(c.value == _CROWD for c in frame.needs)
    if not (frame.code.startswith("14") or dispersed) or bool(sources) == bool(targets):
        return sources, targets
    known = (sources or targets)[0]
    if len(known.code) < 3 or known.code == NOBODY or known.country in ORGANISATIONS:
        return sources, targets
    role = "GOV" if sources and not dispersed else "CVL"
    other = _at_home(known, role, "own government" if sources else "own people")
    return (sources, (other,)) if sources else ((other,), targets)


def _at_home(known: Actor, role: str, how: str) -> Actor:
    return replace(known, code=known.country + role, how=how, weight=0.8, start=0, end=0)
