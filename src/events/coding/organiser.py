"""Who holds a protest that a noun tells."""

from __future__ import annotations

from events.coding.outcome import Scene, subject_of
from events.coding.syntax import Actor, Kind


def organiser(scene: Scene, k: int) -> tuple[Actor, ...]:
    """Who holds a protest told by a noun: the subject of its relative clause (إضراب دعت إليه النقابات, مسيرة شارك فيها
    المئات)."""
    items, words = scene.reading.items, scene.words
    if not any(
        f.code.startswith("14")
        for p in items[k].parts
        for r in p.readings
        for f in words.lexicon.frames.get(r.lemma, ())
    ):
        return ()
    j = k + 1
    while j < len(items) and items[j].kind is Kind.PARTICLE and items[j].group in ("rel", "aspect"):
        j += 1
    if j + 1 >= len(items) or items[j].kind is not Kind.VERB or not (items[j].pronoun or items[j + 1].is_attached):
        return ()
    if not any("organise" in words.lexicon.classes_of.get(r.lemma, ()) for r in items[j].readings):
        return ()
    return subject_of(scene, j, told=True)
