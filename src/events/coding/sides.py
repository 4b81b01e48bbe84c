"""The two sides of an act done together: who stands on which."""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words

_ALL_PAIRS = 4


def _sides(
    together: tuple[Actor, ...], items: Sequence[Item], words: Words
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]] | None:
    """Two sides of several members each, told apart by `من جهة` behind the first: بين أ وب من جهة، وج من جهة أخرى."""
    siding = words.lexicon.particles.siding
    marks = [i.start for i in items if i.kind is Kind.PARTICLE and i.group == "aspect" and i.value in siding]
    for mark in marks:
        first = tuple(a for a in together if a.start < mark)
        second = tuple(a for a in together if a.start > mark)
        if first and second and {a.sentence for a in together} == {words.sentence}:
            return first, second
    return None


def pairs(
    sources: tuple[Actor, ...], targets: tuple[Actor, ...], items: Sequence[Item], words: Words, lenient: bool = False
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a symmetric act: one coordinated or dual group is split into the first-named and the others. Up
    to four parties all meet each other, of more the first-named meets the others (codebook, section 2.7). A single
    party is the other side of whoever asks for the act (`lenient`), and none otherwise."""
    if sources and targets and {a.code for a in sources} != {a.code for a in targets}:
        return sources, targets
    together = sources or targets
    if divided := _sides(together, items, words):
        return divided
    parties = tuple({a.code: a for a in together}.values())
    if len(parties) >= 2:
        return (parties[:-1] if len(parties) <= _ALL_PAIRS else parties[:1]), parties[1:]
    return (), (together if lenient and not sources else ())
