"""Visits and talks told beside something else: who makes them, and whether they are still to come."""

from __future__ import annotations

from events.coding.arguments import Slots, slot_key
from events.coding.outcome import Scene, subject_of
from events.coding.syntax import Actor, Kind
from events.model import Anchor


def is_dated_ahead(scene: Scene, k: int, slots: Slots) -> bool:
    """Whether a present tense has a day to come beside it: يصل غدا إلى الجزائر."""
    item, day = scene.reading.items[k], scene.words.day
    if day is None or not item.readings or any(r.aspect != "i" for r in item.readings):
        return False
    clause = scene.reading.items[k : slots.end]
    first, last = scene.words.tokens[clause[0].start].start, scene.words.tokens[clause[-1].end - 1].end
    return any(
        e.start and e.start > day and e.anchor is Anchor.PUBLICATION and first <= e.span.start < last
        for e in scene.reading.dates
    )


def visitor_of(scene: Scene, k: int) -> tuple[Actor, ...]:
    """Who makes a visit or holds talks told in passing, without their owner: the subject of the sentence's verb (خلال
    زيارة إلى الخرطوم، أعلن الرئيس …)."""
    items, words = scene.reading.items, scene.words
    item = items[k]
    if item.kind is not Kind.PHRASE or slot_key(item.prep) not in words.lexicon.particles.passing or item.definite:
        return ()
    frames = words.lexicon.frames
    if item.actors or not any(f.code.startswith("04") for r in item.parts[0].readings for f in frames.get(r.lemma, ())):
        return ()
    verbs = [j for j in range(k - 1, -1, -1) if items[j].kind is Kind.VERB] or [
        j for j in range(k + 1, len(items)) if items[j].kind is Kind.VERB
    ]
    return subject_of(scene, verbs[0], told=True) if verbs else ()
