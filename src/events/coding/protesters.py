"""The sides of a protest, or of a crowd dispersed, that the text leaves out."""

from __future__ import annotations

from dataclasses import replace

from events.coding.named import ORGANISATIONS
from events.coding.syntax import NOBODY, Actor
from events.lexicon import Frame

# Class of the crowds that are dispersed, whose people need not be named.
_CROWD = "assembly"


def protest_sides(
    frame: Frame, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The sides of a protest the text leaves out: the people of the state protested against, the protesters' own
    government; of a crowd dispersed, the people of who disperses it."""
    dispersed = frame.code.startswith("175") and bool(sources) and any(c.value == _CROWD for c in frame.needs)
    if not (frame.code.startswith("14") or dispersed) or bool(sources) == bool(targets):
        return sources, targets
    known = (sources or targets)[0]
    if len(known.code) < 3 or known.code == NOBODY or known.country in ORGANISATIONS:
        return sources, targets
    role = "GOV" if sources and not dispersed else "CVL"
    other = replace(
        known, code=known.country + role, how="own government" if sources else "own people", weight=0.8, start=0, end=0
    )
    return (sources, (other,)) if sources else ((other,), targets)
